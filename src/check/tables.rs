//! Tables with columns that have no heading.

use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Cell, Document, Node, Table, each_of};

/// Raises each table of data in which a column after the first has no heading.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    document.each(&mut |node| {
        // The program's own tables have a role, and heads that fit it.
        if let Node::Block(Block::Table(table)) = node
            && table.role.is_none()
        {
            findings.extend(unheaded(table));
        }
    });
    findings
}

/// The finding for a table with a column that has words and no heading.
fn unheaded(table: &Table) -> Option<Diagnostic> {
    let empty = |cell: &&Cell| cell.blocks.iter().all(|block| first_place(block).is_none());
    let column = (1..table.header.len())
        .find(|column| table.header.get(*column).as_ref().is_some_and(empty))?;
    let below = table.rows.iter().filter_map(|row| row.get(column));
    let place = below.flat_map(|cell| &cell.blocks).find_map(first_place)?;
    let message = format!("column {} of this table has no heading", column + 1);
    let found = Diagnostic::of(Rule::ColumnHeading, place, message);
    Some(found.hint("name what stands in the column in the first row of the table"))
}

/// Where the first words in a block were written.
fn first_place(block: &Block) -> Option<crate::diag::Place> {
    let mut place = None;
    each_of(std::slice::from_ref(block), &mut |node| {
        if let Node::Inline(crate::document::Inline::Text(text)) = node
            && place.is_none()
            && !text.text.trim().is_empty()
        {
            place = text.place;
        }
    });
    place
}
