//! Reads a Word file as a [`Document`], so that it can be compared with another.

use super::super::body::Changes;
use super::page::{Form, Home, Line};
use super::read::read;
use crate::diag::Diagnostic;
use crate::document::{Block, Cell, Cleared, Document, Heading, Inline, Layout, Running, Table};

/// The document in a Word file, with tracked changes accepted.
pub(crate) fn document(bytes: &[u8], shown: &str) -> Result<Document<Cleared>, Diagnostic> {
    let page = read(bytes, shown, Changes::Accepted)?;
    let title = page.lines.iter().find(|line| line.form == Form::Title).map(content);
    let mut blocks: Vec<Block<Cleared>> = Vec::new();
    // The table and row being read.
    let mut open = None;
    for line in &page.lines {
        let content = content(line);
        let Home::Cell(table, row, _) = line.home else {
            open = None;
            blocks.push(match line.form {
                Form::Heading(level) => Block::Heading(Heading {
                    level: level.saturating_add(1),
                    number: None,
                    content,
                    anchor: None,
                    place: None,
                }),
                _ => Block::paragraph(content),
            });
            continue;
        };
        if open.is_none_or(|(known, _)| known != table) {
            blocks.push(Block::Table(bare_table()));
        }
        if let Some(Block::Table(last)) = blocks.last_mut() {
            match last.rows.last_mut().filter(|_| open == Some((table, row))) {
                Some(cells) => cells.push(Cell::of(content)),
                None => last.rows.push(vec![Cell::of(content)]),
            }
        }
        open = Some((table, row));
    }
    Ok(Document {
        title: title.unwrap_or_default(),
        language: "en-GB".to_owned(),
        date: None,
        layout: Layout::Report,
        running: Running { header: Vec::new(), footer: Vec::new(), marking: None },
        blocks,
        closed: None,
        origins: Vec::new(),
    })
}

/// A table without rows.
fn bare_table() -> Table<Cleared> {
    Table {
        role: None,
        columns: Vec::new(),
        header: Vec::new(),
        rows: Vec::new(),
        row_headers: true,
        pairs: false,
        landscape: false,
        caption: None,
        summary: None,
    }
}

/// The letters of a line as inlines.
fn content(line: &Line) -> Vec<Inline<Cleared>> {
    vec![Inline::text(line.words(), None)]
}
