//! Checks that a tagged table can be read cell by cell.
//!
//! In come the rows of a table with their cells; out goes what is wrong with it.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

/// A cell as far as the shape of the table is concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// How many columns and rows it spans.
    spans: [usize; 2],
    /// Whether it is a header cell.
    heads: bool,
    /// Whether it is the header of its columns, and of its rows.
    scope: [bool; 2],
    /// Whether it names its header cells.
    says: bool,
}

/// The most columns or rows of a table.
const MOST: usize = 1_000;

impl Cell {
    /// Reads a cell from the entries of its element.
    pub(super) fn of(entries: &Dictionary, heads: bool) -> Self {
        let span = |key: &[u8]| {
            let span = attribute(entries, key).and_then(|span| span.as_i64().ok());
            span.and_then(|span| usize::try_from(span).ok()).map_or(1, |span| span.clamp(1, MOST))
        };
        let scope = attribute(entries, b"Scope").and_then(|scope| scope.as_name().ok());
        let scope = scope.filter(|_| heads).unwrap_or_default();
        Self {
            spans: [span(b"ColSpan"), span(b"RowSpan")],
            heads,
            scope: [&b"Column"[..], b"Row"].map(|one| scope == one || scope == b"Both"),
            says: attribute(entries, b"Headers").is_some(),
        }
    }
}

/// An attribute of an element.
fn attribute<'a>(entries: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    match entries.get(b"A").ok()? {
        Object::Dictionary(attributes) => attributes.get(key).ok(),
        Object::Array(all) => {
            all.iter().filter_map(|one| one.as_dict().ok()).find_map(|one| one.get(key).ok())
        }
        _ => None,
    }
}

/// The names of the header cells of a cell.
pub(super) fn heads(entries: &Dictionary) -> impl Iterator<Item = &[u8]> {
    let heads = attribute(entries, b"Headers").and_then(|heads| heads.as_array().ok());
    heads.into_iter().flatten().filter_map(|head| head.as_str().ok())
}

/// What is wrong with a table of these rows, if anything.
pub(super) fn wrong(rows: &[Vec<Cell>]) -> Option<&'static str> {
    // Each cell with its row and first column.
    let mut placed: Vec<(&Cell, usize, usize)> = Vec::new();
    // For each column, how many more rows a cell from above takes.
    let (mut taken, mut wide): (Vec<usize>, Option<usize>) = (Vec::new(), None);
    for (number, row) in rows.iter().enumerate() {
        let mut at = 0;
        for cell in row {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let end = at + cell.spans[0];
            if end > MOST {
                return None;
            }
            placed.push((cell, number, at));
            taken.resize(taken.len().max(end), 0);
            taken[at..end].fill(cell.spans[1]);
            at = end;
        }
        let filled = taken.iter().filter(|rows| **rows > 0).count();
        if *wide.get_or_insert(filled) != filled {
            return Some("tables whose rows are not of one length");
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    if taken.iter().any(|rows| *rows > 0) {
        return Some("tables whose rows are not of one length");
    }
    let has_heads = placed.iter().any(|(cell, ..)| cell.heads);
    (has_heads && !are_headed(&placed)).then_some("tables whose heads do not say what they are of")
}

/// Whether every cell has a header by scope, or names its own; the empty corner above the row headers needs none.
fn are_headed(placed: &[(&Cell, usize, usize)]) -> bool {
    let (mut columns, mut rows) = (BTreeSet::new(), BTreeSet::new());
    for (cell, row, column) in placed {
        columns.extend((*column..column + cell.spans[0]).filter(|_| cell.scope[0]));
        rows.extend((*row..row + cell.spans[1]).filter(|_| cell.scope[1]));
    }
    placed.iter().all(|(cell, row, column)| {
        cell.heads
            || cell.says
            || (*row, *column) == (0, 0)
            || (*column..column + cell.spans[0]).any(|column| columns.contains(&column))
            || (*row..row + cell.spans[1]).any(|row| rows.contains(&row))
    })
}
