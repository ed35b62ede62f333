//! Tables with one head, which have the same columns wherever they stand in a paper.
//!
//! In comes a document as templates see it; out goes, for each of its tables, what is to be measured of its columns: a table that
//! is continued under each area of a plan is measured as one, so that what stands in a column stands at one place.

use std::collections::BTreeMap;

use minijinja::Value;

use super::{DEEPEST, Room, columns, items};

/// What is to be measured of the columns of tables, by their heads and how many things stand beside one another there.
#[derive(Debug)]
pub(in crate::render) struct Families {
    room: Room,
    measured: BTreeMap<String, Value>,
}

impl Families {
    /// Gathers the tables of blocks, in a room.
    pub(in crate::render) fn new(blocks: &Value, room: Room) -> Self {
        let mut tables = BTreeMap::<String, (usize, Vec<Value>)>::new();
        gather(blocks, 1, 0, &mut tables);
        let measured = |(head, (across, tables)): (String, (usize, Vec<Value>))| {
            (head, columns(&joined(&tables), room_of(&tables[0], room, across)))
        };
        Self { room, measured: tables.into_iter().map(measured).collect() }
    }

    /// What is to be measured of the columns of a table.
    pub(in crate::render) fn columns(&self, table: &Value, across: usize) -> Value {
        let own = || columns(table, room_of(table, self.room, across));
        self.measured.get(&head(table, across)).cloned().unwrap_or_else(own)
    }
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
    let kept = ["columns", "header", "row_headers", "pairs"]
        .map(|key| (key, first.get_attr(key).unwrap_or_default()));
    Value::from_pairs(kept.into_iter().chain([("rows", Value::from(rows))]))
}
