//! Tables of a plan's actions, milestones and risks.

use minijinja::{Value, context};

use super::cells::*;
use super::terms::{Terms, as_at, none};
use crate::compose::seal::{is_sealed, number_beside, sealed_like};
use crate::derive::action::{ActionState, EvidenceState, MilestoneState, Step};
use crate::derive::plan::{Figures, Reason, reasons};
use crate::document::{Block, Cell, Inline, Inlines, plain};
use crate::language::Wording;
use crate::language::case::capital;
use crate::model::plan::Status;

/// A column of an action table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::compose) enum ActionColumn {
    /// Its number.
    Id,
    /// The action itself.
    Action,
    /// The person or team that does it.
    Lead,
    /// The person accountable for it.
    Accountable,
    /// The planned start.
    Start,
    /// The due date in force, and the first one where that differs.
    Due,
    /// Its status.
    Status,
    /// How its success is recognised.
    Success,
    /// The last update.
    Update,
    /// Its evidence.
    Evidence,
    /// How far the due date has slipped.
    Slipped,
    /// Why it needs attention.
    Why,
}

impl ActionColumn {
    /// Every column, with the name that authors use.
    pub(in crate::compose) const ALL: [(&'static str, Self); 12] = [
        ("id", Self::Id),
        ("action", Self::Action),
        ("lead", Self::Lead),
        ("accountable", Self::Accountable),
        ("start", Self::Start),
        ("due", Self::Due),
        ("status", Self::Status),
        ("success", Self::Success),
        ("update", Self::Update),
        ("evidence", Self::Evidence),
        ("slipped", Self::Slipped),
        ("why", Self::Why),
    ];

    /// The wording key of the column's heading.
    fn heading(self) -> &'static str {
        match self {
            Self::Id => "column-number",
            Self::Action => "column-action",
            Self::Lead => "column-lead",
            Self::Accountable => "column-accountable",
            Self::Start => "column-start",
            Self::Due => "column-due",
            Self::Status => "column-status",
            Self::Success => "column-success",
            Self::Update => "column-update",
            Self::Evidence => "column-evidence",
            Self::Slipped => "column-slipped",
            Self::Why => "column-why",
        }
    }

    /// The cell of an action in this column.
    fn cell(self, terms: Terms<'_>, action: &ActionState) -> Cell {
        match self {
            Self::Id => cell(&action.id),
            Self::Action => cell(&action.action),
            Self::Lead => cell(&action.lead),
            Self::Accountable => cell_or_dash(action.accountable.as_deref()),
            Self::Start => cell_or_dash(action.start.map(|start| terms.short(start))),
            Self::Due => due(terms, action),
            Self::Status => Cell::of(vec![terms.status(action.status)]),
            Self::Success => cell_or_dash(action.success.as_deref()),
            Self::Update => match latest(terms, action) {
                lines if lines.is_empty() => cell("–"),
                lines => cell_of_lines(lines),
            },
            Self::Evidence => {
                let one = |evidence: &EvidenceState| -> Inlines {
                    vec![
                        Inline::text(format!("{}: ", terms.evidence(evidence.kind)), None),
                        linked(&evidence.text, evidence.url.as_ref()),
                    ]
                };
                let (closed, open): (Vec<_>, Vec<_>) =
                    action.evidence.iter().partition(|one| one.closed);
                let mut cell = cell_of_lines(open.into_iter().map(one));
                let closed: Vec<_> = closed.into_iter().map(one).map(Block::paragraph).collect();
                cell.blocks.extend((!closed.is_empty()).then(|| unsaid(closed)));
                cell
            }
            Self::Slipped => match action.slipped.days {
                0 => cell("–"),
                days => {
                    let months = action.slipped.months;
                    cell(terms.say("slipped", context! { days, months }))
                }
            },
            Self::Why => cell(why(terms.wording, action)),
        }
    }
}

/// The lines of an action's last update: its day and note. Where the last update says nothing, its day comes first,
/// then the note of an earlier one.
pub(super) fn latest(terms: Terms<'_>, action: &ActionState) -> Vec<Inlines> {
    let said = action.noted.zip(action.note.as_ref()).map(|(on, note)| {
        let text = format!("{}: {note}", terms.short(on));
        // The day of an update tells something of it, so that the day of an earlier, withheld update is withheld with
        // its words.
        words(if action.updated == Some(on) { text } else { sealed_like(note, text) })
    });
    let silent = action.updated.filter(|on| action.noted != Some(*on));
    let silent = silent.map(|on| match said {
        Some(_) if !action.note.as_deref().is_some_and(is_sealed) => {
            words(terms.say("no-more-said", context! { on => Value::from_object(on) }))
        }
        _ => words(terms.short(on)),
    });
    silent.into_iter().chain(said).collect()
}

/// The due date in force, with the first one below it where it was moved.
fn due(terms: Terms<'_>, action: &ActionState) -> Cell {
    let mut lines = vec![words(terms.short(action.due))];
    if action.due != action.first_due {
        lines.push(vec![
            Inline::text(format!("{} ", terms.word("moved-from")), None),
            Inline::Break,
            Inline::text(terms.short(action.first_due), None),
        ]);
    }
    if action.overdue {
        lines.push(vec![strong(terms.word("overdue"))]);
    }
    cell_of_lines(lines)
}

/// The reasons why an action needs attention, in words.
pub(crate) fn why(wording: &Wording, action: &ActionState) -> String {
    let said = reasons(action).into_iter().map(|reason| phrase(wording, reason));
    capital(&said.collect::<Vec<_>>().join("; "))
}

/// The reasons why an action needs attention, without those that only repeat its status.
fn lateness(wording: &Wording, action: &ActionState) -> Vec<String> {
    let dates = |reason: &Reason| !matches!(reason, Reason::Behind | Reason::AtRisk);
    reasons(action).into_iter().filter(dates).map(|reason| phrase(wording, reason)).collect()
}

/// One reason in words.
fn phrase(wording: &Wording, reason: Reason) -> String {
    match reason {
        Reason::Overdue(days) => wording.say("why-overdue", context! { days }),
        Reason::Behind => wording.word("phrase-behind"),
        Reason::AtRisk => wording.word("phrase-at-risk"),
        Reason::Slipped(first, days) => {
            let first = Value::from_object(first);
            wording.say("why-slipped", context! { first, days })
        }
        Reason::NotStarted(start) => {
            let start = Value::from_object(start);
            wording.say("why-not-started", context! { start })
        }
    }
}

/// A table of actions; a sentence where there are none.
pub(in crate::compose) fn action_table(
    terms: Terms<'_>,
    actions: &[&ActionState],
    columns: &[ActionColumn],
    caption: String,
) -> Block {
    if actions.is_empty() {
        return none(terms.wording, &caption);
    }
    // The length of a column's texts differs from plan to plan, so widths are measured.
    let heading = |column: &ActionColumn| (terms.word(column.heading()), narrow());
    let headings = columns.iter().map(heading).collect();
    let row =
        |action: &&ActionState| columns.iter().map(|column| column.cell(terms, action)).collect();
    table(caption, headings, actions.iter().map(row).collect())
}

/// A table of milestones; a sentence where there are none.
pub(in crate::compose) fn milestone_table(
    terms: Terms<'_>,
    milestones: &[MilestoneState],
    caption: String,
) -> Block {
    if milestones.is_empty() {
        return none(terms.wording, &caption);
    }
    // Where all are still to come, their days say so.
    let tells = milestones.iter().any(|milestone| milestone.met.is_some() || milestone.overdue);
    let row = |milestone: &MilestoneState| {
        let state: Inlines = match milestone.met {
            Some(met) => {
                let on = Value::from_object(met);
                vec![marked(Status::Complete, terms.say("milestone-reached", context! { on }))]
            }
            None if milestone.overdue => {
                vec![marked(Status::Behind, terms.word("milestone-overdue"))]
            }
            None => vec![marked(Status::NotStarted, terms.word("milestone-to-come"))],
        };
        let mut row = vec![
            cell(terms.short(milestone.by)),
            cell(number_beside(&milestone.action, &milestone.text)),
            cell(&milestone.text),
        ];
        row.extend(tells.then(|| Cell::of(state)));
        row
    };
    let mut columns = terms.columns([
        ("column-by", narrow()),
        ("column-action", narrow()),
        ("column-milestone", filling()),
    ]);
    columns.extend(tells.then(|| (terms.word("column-state"), narrow())));
    table_by_day(caption, columns, milestones.iter().map(row).collect())
}

/// A table of the milestones of withheld actions, which only those read who may see it; `None` where they have none.
pub(in crate::compose) fn closed_milestones(terms: Terms<'_>, figures: &Figures) -> Option<Block> {
    let closed = figures.actions().filter(|action| action.closed);
    let mut all: Vec<_> = closed.flat_map(|action| action.milestones.clone()).collect();
    all.sort_by_key(|milestone| milestone.by);
    let caption = terms.word("closed-milestones-caption");
    (!all.is_empty()).then(|| unsaid(vec![milestone_table(terms, &all, caption)]))
}

/// A table of the actions that need attention, the most serious first: how each is going, why and with what
/// consequence, and what is done, by whom and by when.
pub(in crate::compose) fn attention_table(
    terms: Terms<'_>,
    figures: &Figures,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| terms.say("attention-caption", as_at(figures)));
    let mut actions = figures.by_severity();
    actions.retain(|action| figures.attention.ids.contains(&action.id));
    if actions.is_empty() {
        return none(terms.wording, &caption);
    }
    let row = |action: &ActionState| {
        let due = terms.say("due-on", context! { due => Value::from_object(action.due) });
        let mut stands = vec![vec![terms.status(action.status)], words(due)];
        let late = lateness(terms.wording, action);
        stands.extend((!late.is_empty()).then(|| words(capital(&late.join("; ")))));
        let said = |key: &str, said: &Option<String>| {
            said.as_ref()
                .map(|said| vec![strong(format!("{} ", terms.word(key))), Inline::text(said, None)])
        };
        let (closed_causes, causes) = parted([
            said("why", &action.reason),
            said("effect", &action.impact),
            waits(terms, figures, action),
        ]);
        let (closed_steps, steps) = parted([
            action.mitigation.as_ref().map(words),
            decision(terms, action),
            Some(next_step(terms, action)),
            action.closed_next.as_ref().map(|step| step_by(terms, step)),
        ]);
        // That a withheld update says something is told in one cell, whatever it says.
        let told = action.closed_words.as_ref().map(|closed| {
            let said: Vec<_> = closed_causes.iter().map(|line| plain(line)).collect();
            let said = if said.is_empty() { "–".to_owned() } else { said.join(" ") };
            words(sealed_like(closed, said))
        });
        let mut remedy = cell_or_dash_of(run_on(steps));
        let closed_steps = run_on(closed_steps);
        let is_more = !closed_steps.is_empty();
        remedy.blocks.extend(is_more.then(|| unsaid(vec![Block::paragraph(closed_steps)])));
        vec![
            cell(number_beside(&action.id, &action.action)),
            cell_of_lines([&action.action, &action.lead].map(words)),
            cell_of_lines(stands),
            cell_or_dash_of(run_on(causes.into_iter().chain(told))),
            remedy,
        ]
    };
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action-lead", filling()),
        ("column-status", filling()),
        ("column-why-impact", filling()),
        ("column-remedy", filling()),
    ]);
    table(caption, columns, actions.into_iter().map(row).collect())
}

/// What an action still waits for. A withheld action is left out: that it is named would tell that it is open.
pub(super) fn waits(terms: Terms<'_>, figures: &Figures, action: &ActionState) -> Option<Inlines> {
    let others = figures.waits_for(action).into_iter().filter(|other| !is_sealed(&other.action));
    let ids: Vec<_> = others.map(|other| other.id.clone()).collect();
    (!ids.is_empty()).then(|| words(terms.say("waits-for", context! { ids })))
}

/// Sentences of a cell, those with withheld words apart.
fn parted<const N: usize>(lines: [Option<Inlines>; N]) -> (Vec<Inlines>, Vec<Inlines>) {
    lines.into_iter().flatten().partition(|line| is_sealed(&plain(line)))
}

/// The decision that an action needs, with the day it was asked for where there were updates since.
fn decision(terms: Terms<'_>, action: &ActionState) -> Option<Inlines> {
    let text = action.decision_needed.as_ref()?;
    let asked = action.decision_asked.filter(|_| !is_sealed(text)).map(Value::from_object);
    let label = terms.say("decision", context! { asked });
    Some(vec![strong(format!("{label} ")), Inline::text(text, None)])
}

/// The next dated step of an action: a milestone, or the whole action.
fn next_step(terms: Terms<'_>, action: &ActionState) -> Inlines {
    match &action.next {
        Some(step) => step_by(terms, step),
        None => words(terms.word("no-next-date")),
    }
}

/// A step with its day.
fn step_by(terms: Terms<'_>, step: &Step) -> Inlines {
    let text = step.text.clone().unwrap_or_else(|| terms.word("whole-action"));
    let by = terms.say("next-by", context! { by => Value::from_object(step.by) });
    if is_sealed(&text) {
        return words(sealed_like(&text, format!("{by} {text}")));
    }
    vec![strong(by), Inline::text(" ", None), Inline::text(text, None)]
}

/// A table of the given actions, one to a row: the remedy, who applies it, and the next step.
pub(in crate::compose) fn remedy_table(
    terms: Terms<'_>,
    actions: &[&ActionState],
    caption: String,
) -> Block {
    let row = |action: &&ActionState| {
        let (remedy, closed) = match action.mitigation.as_ref() {
            Some(remedy) if is_sealed(remedy) => (None, Some(remedy.clone())),
            open => (open, None),
        };
        // That a withheld update says something is told whatever it says.
        let closed = action
            .closed_words
            .as_ref()
            .map(|words| closed.unwrap_or_else(|| sealed_like(words, "–".to_owned())));
        let lines: Vec<_> = remedy.cloned().into_iter().chain(closed).map(words).collect();
        let doing = match lines.is_empty() {
            true => cell(terms.word("not-said")),
            false => cell_of_lines(lines),
        };
        let mut next = Cell::of(next_step(terms, action));
        let step = action.closed_next.as_ref();
        let step = step.map(|step| unsaid(vec![Block::paragraph(step_by(terms, step))]));
        next.blocks.extend(step);
        vec![
            cell(number_beside(&action.id, &action.action)),
            cell(&action.action),
            Cell::of(vec![terms.status(action.status)]),
            doing,
            cell(&action.lead),
            next,
        ]
    };
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action", filling()),
        ("column-status", narrow()),
        ("column-doing", filling()),
        ("column-who", filling()),
        ("column-next-date", filling()),
    ]);
    table(caption, columns, actions.iter().map(row).collect())
}
