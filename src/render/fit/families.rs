//! Gives tables with the same head the same columns everywhere in a paper.
//!
//! A document as templates see it comes in; for each table, what to measure for its columns goes out. A table that
//! continues under each area of a plan is measured as one, so that its columns line up.

use std::collections::BTreeMap;

use minijinja::Value;

use super::{DEEPEST, Room, columns, items, needs};

/// The measurements of a paper's tables, by their heads and the number of columns they are printed in.
pub(in crate::render) struct Families<F> {
    measure: F,
    measured: BTreeMap<String, Value>,
}

impl<F: Fn(&Value, usize) -> Value> Families<F> {
    /// Gathers the tables in blocks and measures each family with a function of a table and the number of columns it
    /// is printed in.
    fn new(blocks: &Value, measure: F) -> Self {
        let mut tables = BTreeMap::<String, (usize, Vec<Value>)>::new();
        gather(blocks, 1, 0, &mut tables);
        let measured = |(head, (across, tables)): (String, (usize, Vec<Value>))| {
            (head, measure(&joined(&tables), across))
        };
        let measured = tables.into_iter().map(measured).collect();
        Self { measure, measured }
    }

    /// The measurement for a table.
    pub(in crate::render) fn of(&self, table: &Value, across: usize) -> Value {
        let own = || (self.measure)(table, across);
        self.measured.get(&head(table, across)).cloned().unwrap_or_else(own)
    }
}

/// The families of a printed paper, with what Typst measures for their columns.
pub(in crate::render) fn in_print(
    blocks: &Value,
    room: Room,
) -> Families<impl Fn(&Value, usize) -> Value + use<>> {
    Families::new(blocks, move |table: &Value, across| columns(table, room_of(table, room, across)))
}

/// The families on a screen, with the room that their columns need.
pub(in crate::render) fn on_screen(
    blocks: &Value,
) -> Families<impl Fn(&Value, usize) -> Value + use<>> {
    Families::new(blocks, needs)
}

/// The room of a table beside others, or on a landscape page of its own.
fn room_of(table: &Value, room: Room, across: usize) -> Room {
    let is_turned = table.get_attr("landscape").is_ok_and(|landscape| landscape.is_true());
    if is_turned { room.turned() } else { room.beside(across) }
}

/// The key of a table's family.
fn head(table: &Value, across: usize) -> String {
    format!("{across} {}", table.get_attr("header").unwrap_or_default())
}

/// Gathers the tables with a head among blocks.
fn gather(
    blocks: &Value,
    across: usize,
    depth: usize,
    tables: &mut BTreeMap<String, (usize, Vec<Value>)>,
) {
    let blocks = blocks.try_iter().into_iter().flatten().filter(|_| depth < DEEPEST);
    for block in blocks {
        if !items(&block, "header").is_empty() {
            let found = tables.entry(head(&block, across)).or_insert((across, Vec::new()));
            found.1.push(block);
            continue;
        }
        let is_region = block.get_attr("kind").is_ok_and(|kind| kind.as_str() == Some("region"));
        let beside = match items(&block, "columns").len() {
            columns if is_region && columns > 0 => columns,
            _ => across,
        };
        for key in ["blocks", "belongings", "items"] {
            if let Ok(inside) = block.get_attr(key) {
                gather(&inside, beside, depth + 1, tables);
            }
        }
    }
}

/// One table with the rows of all.
fn joined(tables: &[Value]) -> Value {
    let rows: Vec<_> = tables.iter().flat_map(|table| items(table, "rows")).collect();
    let first = tables.first().cloned().unwrap_or_default();
    let kept = ["columns", "header", "row_headers", "pairs", "landscape"]
        .map(|key| (key, first.get_attr(key).unwrap_or_default()));
    Value::from_pairs(kept.into_iter().chain([("rows", Value::from(rows))]))
}
