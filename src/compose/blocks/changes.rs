//! Tables of what moved.

use super::cells::*;
use crate::derive::movement::{Change, Movement, Standing};
use crate::document::{Block, Cell, Inlines};
use crate::model::scale::{Level, Scale};

/// Every action whose status or due date moved, from what to what; a sentence where none did.
pub(in crate::compose) fn movement_table(
    scale: &Scale,
    movement: &Movement,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| {
        format!("Actions that moved from {} to {}", long(movement.since), long(movement.until))
    });
    let has_moved = |change: &&Change| match (change.from, change.to) {
        (Some(from), Some(to)) => from != to,
        _ => true,
    };
    let rows: Vec<_> =
        movement.changes.iter().filter(has_moved).map(|change| row(scale, change)).collect();
    if rows.is_empty() {
        return Block::paragraph(words(format!("{caption}: none.")));
    }
    let columns = vec![
        ("No.", narrow()),
        ("Action", wide(1.0)),
        ("From", narrow()),
        ("To", narrow()),
        ("Due date", narrow()),
    ];
    table(caption, columns, rows)
}

/// What became of one action.
fn row(scale: &Scale, change: &Change) -> Vec<Cell> {
    let stood = |standing: Option<Standing>, missing: &str| match standing {
        Some(standing) => Cell::of(vec![status(scale, standing.status)]),
        None => cell(missing),
    };
    let due: Vec<Inlines> = match (change.from, change.to) {
        (Some(from), Some(to)) if from.due != to.due => {
            vec![words(format!("{} to", short(from.due))), words(short(to.due))]
        }
        (_, Some(to)) => vec![words(short(to.due))],
        _ => vec![],
    };
    vec![
        cell(&change.id),
        cell(&change.action),
        stood(change.from, "Not in the plan"),
        stood(change.to, "Withdrawn"),
        cell_of_lines(due),
    ]
}

/// How many actions moved from each level of the scale to each other: a row for each level at the start, a column for
/// each at the end.
pub(in crate::compose) fn movement_matrix(
    scale: &Scale,
    movement: &Movement,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| {
        format!(
            "Number of actions by status on {} (rows) and on {} (columns)",
            long(movement.since),
            long(movement.until)
        )
    });
    let mut columns = vec![("From", wide(1.0))];
    columns.extend(scale.level.iter().map(|level| (level.label.as_str(), number())));
    columns.push(("All", number()));
    let moved = |from: &Level, to: &Level| {
        let pairs =
            from.statuses.iter().flat_map(|from| to.statuses.iter().map(move |to| (from, to)));
        pairs.map(|(from, to)| movement.count(*from, *to)).sum::<usize>()
    };
    let rows = scale.level.iter().map(|from| {
        let counts: Vec<_> = scale.level.iter().map(|to| moved(from, to)).collect();
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
