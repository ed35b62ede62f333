//! Finds tables with columns that have no heading, and tables of one column, which are lists or a box around text.

use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Cell, Document, Inline, Node, Table, Text, each_of};

/// Reports each data table in which a column after the first has no heading, and each table of one column.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for table in of_data(document) {
        findings.extend(unheaded(table));
        findings.extend(alone(table));
    }
    findings
}

/// The tables of a document that have no role. The program's own have one, and suitable headings.
pub(super) fn of_data(document: &Document) -> Vec<&Table> {
    let mut tables = Vec::new();
    document.each(&mut |node| {
        if let Node::Block(Block::Table(table)) = node {
            tables.extend(table.role.is_none().then_some(table));
        }
    });
    tables
}

/// The finding for a table with a column that has words but no heading.
fn unheaded(table: &Table) -> Option<Diagnostic> {
    let empty = |cell: &Cell| written(cell).next().is_none();
    let (column, _) =
        table.header.iter().enumerate().skip(1).find(|(_, heading)| empty(heading))?;
    let below = table.rows.iter().filter_map(|row| row.get(column));
    let place = below.flat_map(written).find_map(|text| text.place)?;
    let message = format!("column {} of this table has no heading", column + 1);
    let found = Diagnostic::of(Rule::ColumnHeading, place, message);
    Some(found.hint("name what stands in the column in the first row of the table"))
}

/// The finding for a table with one column.
fn alone(table: &Table) -> Option<Diagnostic> {
    let cells = || table.header.iter().chain(table.rows.iter().flatten());
    let place = cells().flat_map(written).find_map(|text| text.place)?;
    (table.columns.len() == 1).then(|| {
        Diagnostic::of(Rule::LayoutTable, place, "this table has only one column").hint(
            "write it as a list, `- ` before each line, or as paragraphs; a table is for data in rows and columns",
        )
    })
}

/// The non-empty texts of a cell.
pub(super) fn written(cell: &Cell) -> impl Iterator<Item = &Text> {
    let mut texts = Vec::new();
    each_of(&cell.blocks, &mut |node| {
        if let Node::Inline(Inline::Text(text) | Inline::Code(text)) = node
            && !text.text.trim().is_empty()
        {
            texts.push(text);
        }
    });
    texts.into_iter()
}

/// The text of a cell.
pub(super) fn said(cell: &Cell) -> String {
    written(cell).map(|text| text.text.as_str()).collect::<String>().trim().to_owned()
}
