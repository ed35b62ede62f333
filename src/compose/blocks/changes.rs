//! Makes the tables of what moved between two days.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::cells::*;
use super::terms::{Terms, none};
use crate::compose::seal::{is_sealed, number_beside};
use crate::derive::action::ActionState;
use crate::derive::movement::{Change, Movement, Standing};
use crate::derive::plan::Figures;
use crate::document::{Block, Cell, Inlines, Sign};
use crate::model::plan::Status;
use crate::model::scale::Level;

/// A table of the actions whose status or due date moved, with both; a sentence where none did.
pub(in crate::compose) fn movement_table(
    terms: Terms<'_>,
    movement: &Movement,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| terms.say("moved-caption", period(movement)));
    let has_moved = |change: &&Change| match (change.from, change.to) {
        (Some(from), Some(to)) => (from.status, from.due) != (to.status, to.due),
        _ => true,
    };
    // A withheld action has no number here, and so no place among the others.
    let (closed, open): (Vec<_>, Vec<_>) =
        movement.changes.iter().filter(has_moved).partition(|change| change.closed);
    let rows = open.into_iter().chain(closed).map(|change| row_of_some(terms, change));
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return none(terms.wording, &caption);
    }
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action", filling()),
        ("column-from", narrow()),
        ("column-to", narrow()),
        ("column-due-date", narrow()),
    ]);
    table(caption, columns, rows)
}

/// A table of every action with its lead and its change, the most serious first; actions that left the plan come
/// last.
pub(in crate::compose) fn whole_table(
    terms: Terms<'_>,
    figures: &Figures,
    movement: &Movement,
    caption: String,
) -> Block {
    let change = |id: &str| movement.changes.iter().find(|change| change.id == id);
    let there = figures.by_severity().into_iter();
    let mut rows: Vec<_> =
        there.filter_map(|action| Some(with_lead(terms, change(&action.id)?))).collect();
    let gone = movement.changes.iter().filter(|change| change.to.is_none());
    rows.extend(gone.map(|change| with_lead(terms, change)));
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action", filling()),
        ("column-lead", filling()),
        ("column-from", narrow()),
        ("column-to", narrow()),
        ("column-due-date", narrow()),
    ]);
    table(caption, columns, rows)
}

/// The row of a change, with the action's lead after its title.
fn with_lead(terms: Terms<'_>, change: &Change) -> Vec<Cell> {
    let mut row = row(terms, change);
    row.insert(2, cell(&change.lead));
    row
}

/// A table of how actions moved, a row for each direction: from which status to which, how many and which actions.
/// Actions that got worse come first, then those that got better, then the rest.
pub(in crate::compose) fn direction_table(
    terms: Terms<'_>,
    movement: &Movement,
    caption: String,
) -> Block {
    let rank = |standing: Option<Standing>| {
        standing.and_then(|one| Status::ALL.iter().rev().position(|status| *status == one.status))
    };
    let mut ways = BTreeMap::<_, Vec<String>>::new();
    for change in &movement.changes {
        let (from, to) = (rank(change.from), rank(change.to));
        let way = match (from, to) {
            (Some(from), Some(to)) if to < from => Way::Worse,
            (Some(from), Some(to)) if to > from => Way::Better,
            (Some(_), Some(_)) => Way::Same,
            (_, None) => Way::Dropped,
            (None, _) => Way::Added,
        };
        ways.entry((way, to, from)).or_default().push(number_beside(&change.id, &change.action));
    }
    let stood = |at: Option<usize>, missing: &str| match at
        .and_then(|at| Status::ALL.iter().rev().nth(at))
    {
        Some(status) => Cell::of(vec![terms.status(*status)]),
        None => cell(terms.word(missing)),
    };
    let rows = ways.into_iter().map(|((way, to, from), mut ids)| {
        // The place of a withheld number among the others would tell which it is.
        ids.sort_by_key(|id| is_sealed(id));
        vec![
            Cell::of(vec![marked(way, terms.word(way.key()))]),
            stood(from, "not-in-plan"),
            stood(to, "withdrawn"),
            cell(ids.len().to_string()),
            cell(ids.join(", ")),
        ]
    });
    let columns = terms.columns([
        ("column-way", narrow()),
        ("column-from", narrow()),
        ("column-to", narrow()),
        ("column-count", number()),
        ("column-actions", filling()),
    ]);
    table(caption, columns, rows.collect())
}

/// The direction in which an action moved, in the order of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// To a worse status.
    Worse,
    /// To a better status.
    Better,
    /// Not moved.
    Same,
    /// Added to the plan.
    Added,
    /// Removed from the plan.
    Dropped,
}

impl Way {
    /// The wording key of its name.
    fn key(self) -> &'static str {
        match self {
            Self::Worse => "way-worse",
            Self::Better => "way-better",
            Self::Same => "way-same",
            Self::Added => "way-added",
            Self::Dropped => "way-dropped",
        }
    }
}

impl From<Way> for Sign {
    fn from(way: Way) -> Self {
        let shape = match way {
            Way::Worse | Way::Dropped => "down",
            Way::Better | Way::Added => "up",
            Way::Same => "level",
        };
        Self { shape: shape.into(), tone: None }
    }
}

/// A table of dates that moved, late completions and dates that passed, the longest first; `None` where there are
/// none.
pub(in crate::compose) fn date_table(
    terms: Terms<'_>,
    figures: &Figures,
    movement: &Movement,
    caption: String,
) -> Option<Block> {
    let change = |id: &str| movement.changes.iter().find(|change| change.id == id);
    let mut found: Vec<(i64, &ActionState, Inlines)> = Vec::new();
    for action in figures.actions() {
        let before =
            change(&action.id).map(|change| change.from.map_or(action.first_due, |from| from.due));
        let say = |key: &str, days: i64| words(terms.say(key, context! { days => days.abs() }));
        let moved = before.map_or(0, |before| (action.due.0 - before.0).num_days());
        if action.overdue && action.due >= movement.since {
            found.push((action.overdue_days, action, say("date-passed", action.overdue_days)));
        }
        if moved != 0 {
            let key = if moved > 0 { "date-moved-back" } else { "date-brought-forward" };
            found.push((moved, action, say(key, moved)));
        }
        if action.completed_late > 0 && movement.completed_late.ids.contains(&action.id) {
            let key = if action.completed_by_report { "date-reported-late" } else { "date-late" };
            found.push((action.completed_late, action, say(key, action.completed_late)));
        }
    }
    // The place of a withheld action would tell its days.
    found.sort_by_key(|(days, action, _)| {
        (action.closed, Reverse(*days * i64::from(!action.closed)))
    });
    let row = |(_, action, said): (i64, &ActionState, Inlines)| {
        let done = action.completed.map(|day| match action.completed_by_report {
            true => terms.say("reported-on", context! { on => Value::from_object(day) }),
            false => terms.short(day),
        });
        vec![
            cell(number_beside(&action.id, &action.action)),
            cell(&action.action),
            cell(terms.short(action.first_due)),
            cell(terms.short(action.due)),
            cell_or_dash(done),
            Cell::of(said),
        ]
    };
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action", filling()),
        ("column-first-due", narrow()),
        ("column-due-now", narrow()),
        ("column-completed", narrow()),
        ("column-what", narrow()),
    ]);
    (!found.is_empty()).then(|| table(caption, columns, found.into_iter().map(row).collect()))
}

/// The row of a change in a table that shows only some actions, without the number of a withheld one.
fn row_of_some(terms: Terms<'_>, change: &Change) -> Vec<Cell> {
    let mut row = row(terms, change);
    row[0] = cell(number_beside(&change.id, &change.action));
    row
}

/// The cells of one change: number, action, status before and after, and due date.
fn row(terms: Terms<'_>, change: &Change) -> Vec<Cell> {
    let stood = |standing: Option<Standing>, missing: &str| match standing {
        Some(standing) => Cell::of(vec![terms.status(standing.status)]),
        None => cell(terms.word(missing)),
    };
    let due: Vec<Inlines> = match (change.from, change.to) {
        (Some(from), Some(to)) if from.due != to.due => {
            let from = context! { from => Value::from_object(from.due) };
            vec![words(terms.say("due-from", from)), words(terms.short(to.due))]
        }
        _ => vec![words(terms.short(change.due))],
    };
    vec![
        cell(&change.id),
        cell(&change.action),
        stood(change.from, "not-in-plan"),
        stood(change.to, "withdrawn"),
        cell_of_lines(due),
    ]
}

/// A matrix of how many actions moved from each level of the scale to each other: rows for the start, columns for the
/// end. The caption says where actions that joined or left the plan are not counted.
pub(in crate::compose) fn movement_matrix(
    terms: Terms<'_>,
    movement: &Movement,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| {
        let others = movement.changes.iter().any(|one| one.from.is_none() || one.to.is_none());
        terms.say("matrix-caption", context! { others, ..period(movement) })
    });
    let levels = &terms.scale.level;
    let mut columns = vec![(terms.word("column-from"), filling())];
    columns.extend(levels.iter().map(|level| (level.label.value.clone(), number())));
    columns.push((terms.word("column-all"), number()));
    let moved = |from: &Level, to: &Level| {
        let pairs =
            from.statuses.iter().flat_map(|from| to.statuses.iter().map(move |to| (from, to)));
        pairs.map(|(from, to)| movement.count(*from, *to)).sum::<usize>()
    };
    let rows = levels.iter().map(|from| {
        let counts: Vec<_> = levels.iter().map(|to| moved(from, to)).collect();
        let mut row = vec![Cell::of(vec![marked(from, from.label.as_str())])];
        row.extend(counts.iter().map(|count| match count {
            0 => cell("–"),
            count => cell(count.to_string()),
        }));
        row.push(cell(counts.iter().sum::<usize>().to_string()));
        row
    });
    table(caption, columns, rows.collect())
}

/// The two days of a movement, as captions name them.
fn period(movement: &Movement) -> Value {
    context! { since => Value::from_object(movement.since), until => Value::from_object(movement.until) }
}
