//! Whether a table is one that can be read cell by cell.
//!
//! In come the rows of a table with their cells; out goes what makes it no table.

use lopdf::{Dictionary, Object};

/// A cell, as far as the shape of its table goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// How many columns and rows it takes.
    pub(super) spans: [usize; 2],
    /// Whether it heads others.
    pub(super) heads: bool,
    /// Whether it says which it heads, or which head it.
    pub(super) says: bool,
}

/// More columns or rows than any table has.
const MOST: usize = 1_000;

impl Cell {
    /// A cell by its element's entries.
    pub(super) fn of(entries: &Dictionary, heads: bool) -> Self {
        let span = |key: &[u8]| {
            let span = attribute(entries, key).and_then(|span| span.as_i64().ok());
            span.and_then(|span| usize::try_from(span).ok()).map_or(1, |span| span.clamp(1, MOST))
        };
        let key: &[u8] = if heads { b"Scope" } else { b"Headers" };
        Self {
            spans: [span(b"ColSpan"), span(b"RowSpan")],
            heads,
            says: attribute(entries, key).is_some(),
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

/// The names of the cells that head a cell.
pub(super) fn heads(entries: &Dictionary) -> impl Iterator<Item = &[u8]> {
    let heads = attribute(entries, b"Headers").and_then(|heads| heads.as_array().ok());
    heads.into_iter().flatten().filter_map(|head| head.as_str().ok())
}

/// What is wrong with a table of these rows.
pub(super) fn wrong(rows: &[Vec<Cell>]) -> Option<&'static str> {
    let mut cells = rows.iter().flatten();
    let unsaid = cells.clone().any(|cell| cell.heads)
        && cells.clone().any(|cell| !cell.heads)
        && !cells.any(|cell| cell.says);
    if unsaid {
        return Some("tables whose heads do not say what they are of");
    }
    // For each column how many rows on it is taken by a cell from above.
    let (mut taken, mut wide): (Vec<usize>, Option<usize>) = (Vec::new(), None);
    for row in rows {
        let mut at = 0;
        for cell in row {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let end = at + cell.spans[0];
            if end > MOST {
                return None;
            }
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
    taken.iter().any(|rows| *rows > 0).then_some("tables whose rows are not of one length")
}
