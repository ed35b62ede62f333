//! Tables with one head, which have the same columns wherever they stand in a paper.
//!
//! In comes a document as templates see it; out goes, for each of its tables, what is to be measured of its columns: a table that
//! is continued under each area of a plan is measured as one, so that what stands in a column stands at one place.

use std::collections::BTreeMap;

use minijinja::Value;

use super::{DEEPEST, Room, columns, items, needs};

/// What is measured of the tables of a paper, by their heads and how many things stand beside one another there.
pub(in crate::render) struct Families<F> {
    measure: F,
    measured: BTreeMap<String, Value>,
}

impl<F: Fn(&Value, usize) -> Value> Families<F> {
    /// Gathers the tables of blocks, and measures each family by a function of a table and of how many things stand beside
    /// one another there.
    fn new(blocks: &Value, measure: F) -> Self {
        let mut tables = BTreeMap::<String, (usize, Vec<Value>)>::new();
        gather(blocks, 1, 0, &mut tables);
        let measured = |(head, (across, tables)): (String, (usize, Vec<Value>))| {
            (head, measure(&joined(&tables), across))
        };
        let measured = tables.into_iter().map(measured).collect();
        Self { measure, measured }
    }

    /// What is measured of a table.
    pub(in crate::render) fn of(&self, table: &Value, across: usize) -> Value {
        let own = || (self.measure)(table, across);
        self.measured.get(&head(table, across)).cloned().unwrap_or_else(own)
    }
}

/// The families of what is printed in a room: what is to be measured of their columns.
pub(in crate::render) fn in_print(
    blocks: &Value,
    room: Room,
) -> Families<impl Fn(&Value, usize) -> Value + use<>> {
    Families::new(blocks, move |table: &Value, across| columns(table, room_of(table, room, across)))
}

/// The families of what stands on a screen: what room their columns need.
pub(in crate::render) fn on_screen(
    blocks: &Value,
) -> Families<impl Fn(&Value, usize) -> Value + use<>> {
    Families::new(blocks, needs)
}

/// The room of a table beside others, or on a page of its own on its side.
fn room_of(table: &Value, room: Room, across: usize) -> Room {
    let is_turned = table.get_attr("landscape").is_ok_and(|landscape| landscape.is_true());
    if is_turned { room.turned() } else { room.beside(across) }
}

/// By what a table is known.
fn head(table: &Value, across: usize) -> String {
    format!("{across} {}", table.get_attr("header").unwrap_or_default())
}

/// Gathers tables that have a head among blocks.
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

/// One table of the rows of all.
fn joined(tables: &[Value]) -> Value {
    let rows: Vec<_> = tables.iter().flat_map(|table| items(table, "rows")).collect();
    let first = tables.first().cloned().unwrap_or_default();
    let kept = ["columns", "header", "row_headers", "pairs", "landscape"]
        .map(|key| (key, first.get_attr(key).unwrap_or_default()));
    Value::from_pairs(kept.into_iter().chain([("rows", Value::from(rows))]))
}
