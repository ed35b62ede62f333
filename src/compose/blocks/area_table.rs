//! Makes the table of an area's actions in a plan: each action with its status, its milestones and its last update.

use minijinja::{Value, context};

use super::actions::{latest, waits};
use super::cells::*;
use super::terms::{Terms, none};
use crate::compose::seal::is_sealed;
use crate::derive::action::{ActionState, MilestoneState};
use crate::derive::plan::{AreaFigures, Figures};
use crate::document::{Block, Cell, Inlines, plain};

/// The person accountable for most actions of an area, if every action has one: a row then names only the others.
pub(in crate::compose) fn accountable(area: &AreaFigures) -> Option<&str> {
    // A withheld action has no say in an open area.
    let in_question = || area.actions.iter().filter(|action| area.closed || !action.closed);
    if in_question().any(|action| action.accountable.is_none()) {
        return None;
    }
    let names = || in_question().filter_map(|action| action.accountable.as_deref());
    let count = |name: &&str| names().filter(|other| other == name).count();
    // Picks the first in the plan where several have as many actions.
    names().rev().max_by_key(count)
}

/// A table of an area's actions in their order.
pub(in crate::compose) fn area_table(
    terms: Terms<'_>,
    figures: &Figures,
    area: &AreaFigures,
    bullet: &str,
    caption: String,
) -> Block {
    if area.actions.is_empty() {
        return none(terms.wording, &caption);
    }
    let accountable = accountable(area);
    let row = |action: &ActionState| {
        vec![
            cell(&action.id),
            cell_of_lines(
                [Some(&action.action), action.success.as_ref()].into_iter().flatten().map(words),
            ),
            stands(terms, figures, action, accountable),
            milestones(terms, action, bullet),
            said(terms, action),
        ]
    };
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action-success", filling()),
        ("column-status-due-lead", filling()),
        ("column-milestones", filling()),
        ("column-update-evidence", filling()),
    ]);
    table(caption, columns, area.actions.iter().map(row).collect())
}

/// A cell with an action's status, due date, lead and accountable person.
fn stands(
    terms: Terms<'_>,
    figures: &Figures,
    action: &ActionState,
    accountable: Option<&str>,
) -> Cell {
    let mut due = terms.say("due-on", context! { due => Value::from_object(action.due) });
    if action.due != action.first_due {
        due += &format!(", {} {}", terms.word("moved-from"), terms.short(action.first_due));
    }
    let mut lines = vec![vec![terms.status(action.status)], words(due)];
    if action.overdue {
        lines.push(vec![strong(terms.word("overdue"))]);
    }
    lines.push(words(&action.lead));
    let answers = action.accountable.as_deref().filter(|name| Some(*name) != accountable);
    lines.extend(answers.map(|name| words(terms.say("answers", context! { name }))));
    lines.extend(waits(terms, figures, action));
    cell_of_lines(lines)
}

/// The milestones of an action as a list: each item is a record of its own, which can be withheld alone.
fn milestones(terms: Terms<'_>, action: &ActionState, bullet: &str) -> Cell {
    if action.milestones.is_empty() {
        return cell(terms.word("none-set"));
    }
    let mut all: Vec<_> = action.milestones.iter().collect();
    all.sort_by_key(|milestone| milestone.place());
    let line = |milestone: &MilestoneState| -> Inlines {
        let values = context! {
            by => Value::from_object(milestone.by),
            text => &milestone.text,
            met => milestone.met.map(Value::from_object),
            overdue => milestone.overdue,
        };
        words(terms.say("milestone-line", values))
    };
    Cell { blocks: vec![bullets(bullet, all.into_iter().map(line))] }
}

/// The last update of an action and its evidence.
fn said(terms: Terms<'_>, action: &ActionState) -> Cell {
    let evidence = action.evidence.iter().map(|evidence| {
        // The day of a withheld update is not printed beside its words.
        let is_earlier = action.updated != Some(evidence.on) && !is_sealed(&evidence.text);
        let day = is_earlier.then(|| format!(", {}", terms.short(evidence.on)));
        let label = terms.evidence(evidence.kind);
        vec![
            strong(format!("{label}{}: ", day.unwrap_or_default())),
            linked(&evidence.text, evidence.url.as_ref()),
        ]
    });
    let (closed, open): (Vec<Inlines>, Vec<_>) = evidence.partition(|line| is_sealed(&plain(line)));
    let lines: Vec<Inlines> = latest(terms, action).into_iter().chain(open).collect();
    let mut said = match lines.is_empty() {
        true => cell(terms.word("no-update")),
        false => Cell::of(run_on(lines)),
    };
    // The note of a withheld update tells that something is; that it has evidence would tell more.
    let closed = run_on(closed);
    said.blocks.extend((!closed.is_empty()).then(|| unsaid(vec![Block::paragraph(closed)])));
    said
}
