//! Tables of what moved, and of what happened when.

use super::cells::*;
use crate::compose::document::{Block, Cell, Inlines};
use crate::derive::movement::{Change, Movement, Standing};
use crate::derive::plan::Planned;
use crate::model::date::Date;
use crate::model::inspection::Inspection;
use crate::model::plan::Status;

/// Every action whose status or due date moved, from what to what; a sentence where none did.
pub(in crate::compose) fn movement_table(movement: &Movement, caption: Option<String>) -> Block {
    let caption = caption.unwrap_or_else(|| {
        format!("Actions that moved from {} to {}", long(movement.since), long(movement.until))
    });
    let has_moved = |change: &&Change| match (change.from, change.to) {
        (Some(from), Some(to)) => from != to,
        _ => true,
    };
    let rows: Vec<_> = movement.changes.iter().filter(has_moved).map(row).collect();
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
fn row(change: &Change) -> Vec<Cell> {
    let stood = |standing: Option<Standing>, missing: &str| match standing {
        Some(standing) => Cell::of(vec![status(standing.status)]),
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

/// How many actions moved from each status to each other: a row for each status at the start, a column for each at
/// the end.
pub(in crate::compose) fn movement_matrix(movement: &Movement, caption: Option<String>) -> Block {
    let caption = caption.unwrap_or_else(|| {
        format!(
            "Number of actions by status on {} (rows) and on {} (columns)",
            long(movement.since),
            long(movement.until)
        )
    });
    let mut columns = vec![("From", wide(1.0))];
    columns.extend(Status::ALL.map(|status| (status.label(), number())));
    columns.push(("All", number()));
    let rows = Status::ALL.map(|from| {
        let counts = Status::ALL.map(|to| movement.count(from, to));
        let mut row = vec![Cell::of(vec![status(from)])];
        row.extend(
            counts.map(|count| cell(if count == 0 { "–".into() } else { count.to_string() })),
        );
        row.push(cell(counts.iter().sum::<usize>().to_string()));
        row
    });
    table(caption, columns, rows.into())
}

/// Something that happened on a day.
pub(in crate::compose) struct Event {
    /// When.
    pub(in crate::compose) on: Date,
    /// What.
    pub(in crate::compose) what: String,
}

/// The visits of an inspection and what was published of them.
pub(in crate::compose) fn visits(inspection: &Inspection) -> Vec<Event> {
    let mut events = Vec::new();
    for visit in &inspection.visit {
        let mut name = visit.name.value.clone();
        if let Some(first) = name.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        events.push(Event {
            on: visit.start.value,
            what: format!("{name} by inspectors, to {}", long(visit.end.value)),
        });
        if let Some(published) = &visit.published {
            events.push(Event { on: published.value, what: format!("{name}: findings published") });
        }
    }
    events
}

/// What happened to a plan up to a day, its inspection included.
pub(in crate::compose) fn milestones_of(planned: &Planned, as_at: Date) -> Vec<Event> {
    let plan = &planned.plan;
    let name = plan.short.as_ref().unwrap_or(&plan.name);
    let mut events = planned.inspection.as_ref().map(visits).unwrap_or_default();
    events.push(Event { on: plan.submitted.value, what: format!("{} submitted", name.value) });
    if let Some(fit) = plan.fit_for_purpose {
        events.push(Event { on: fit.value, what: format!("{} found fit for purpose", name.value) });
    }
    events.retain(|event| event.on <= as_at);
    events
}

/// A table of what happened when.
pub(in crate::compose) fn timeline(mut events: Vec<Event>, caption: Option<String>) -> Block {
    let caption = caption.unwrap_or_else(|| "Timeline".into());
    events.sort_by_key(|event| event.on);
    if events.is_empty() {
        return Block::paragraph(words(format!("{caption}: nothing yet.")));
    }
    let rows = events.into_iter().map(|event| vec![cell(long(event.on)), cell(event.what)]);
    table(caption, vec![("Date", narrow()), ("Event", wide(1.0))], rows.collect())
}
