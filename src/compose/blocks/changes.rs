//! Tables of what moved.

use minijinja::{Value, context};

use super::cells::*;
use super::terms::{Terms, none};
use crate::derive::movement::{Change, Movement, Standing};
use crate::document::{Block, Cell, Inlines};
use crate::model::scale::Level;

/// Every action whose status or due date moved, from what to what; a sentence where none did.
pub(in crate::compose) fn movement_table(
    terms: Terms<'_>,
    movement: &Movement,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| terms.say("moved-caption", period(movement)));
    let has_moved = |change: &&Change| match (change.from, change.to) {
        (Some(from), Some(to)) => from != to,
        _ => true,
    };
    let rows: Vec<_> =
        movement.changes.iter().filter(has_moved).map(|change| row(terms, change)).collect();
    if rows.is_empty() {
        return none(terms.wording, &caption);
    }
    let columns = terms.columns([
        ("column-number", narrow()),
        ("column-action", wide(1.0)),
        ("column-from", narrow()),
        ("column-to", narrow()),
        ("column-due-date", narrow()),
    ]);
    table(caption, columns, rows)
}

/// What became of one action.
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
        (_, Some(to)) => vec![words(terms.short(to.due))],
        _ => vec![],
    };
    vec![
        cell(&change.id),
        cell(&change.action),
        stood(change.from, "not-in-plan"),
        stood(change.to, "withdrawn"),
        cell_of_lines(due),
    ]
}

/// How many actions moved from each level of the scale to each other: a row for each level at the start, a column for
/// each at the end. The caption says where actions that joined or left the plan are not among them.
pub(in crate::compose) fn movement_matrix(
    terms: Terms<'_>,
    movement: &Movement,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| {
        let others = movement.added.count + movement.withdrawn.count;
        terms.say("matrix-caption", context! { others, ..period(movement) })
    });
    let levels = &terms.scale.level;
    let mut columns = vec![(terms.word("column-from"), wide(1.0))];
    columns.extend(levels.iter().map(|level| (level.label.value.clone(), number())));
    columns.push((terms.word("column-all"), number()));
    let moved = |from: &Level, to: &Level| {
        let pairs =
            from.statuses.iter().flat_map(|from| to.statuses.iter().map(move |to| (from, to)));
        pairs.map(|(from, to)| movement.count(*from, *to)).sum::<usize>()
    };
    let rows = levels.iter().map(|from| {
        let counts: Vec<_> = levels.iter().map(|to| moved(from, to)).collect();
        let mut row = vec![Cell::of(vec![marked(from.mark(), from.label.as_str())])];
        row.extend(counts.iter().map(|count| match count {
            0 => cell("–"),
            count => cell(count.to_string()),
        }));
        row.push(cell(counts.iter().sum::<usize>().to_string()));
        row
    });
    table(caption, columns, rows.collect())
}

/// The days between which something moved, as captions name them.
fn period(movement: &Movement) -> Value {
    context! { since => Value::from_object(movement.since), until => Value::from_object(movement.until) }
}
