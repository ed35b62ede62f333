//! Walks over everything that a document says, in reading order.

use super::{Block, Document, Inline, Text};

impl Document {
    /// Visits all words that are printed, labels and numbers among them.
    pub fn each_text(&self, visit: &mut impl FnMut(&Text)) {
        inlines(&self.running.header, visit);
        blocks(&self.blocks, visit);
        inlines(&self.running.footer, visit);
    }
}

/// Visits the words of blocks.
fn blocks(all: &[Block], visit: &mut impl FnMut(&Text)) {
    for block in all {
        match block {
            Block::Heading(heading) => {
                made(heading.number.as_deref(), visit);
                inlines(&heading.content, visit);
            }
            Block::Paragraph(paragraph) => {
                made(paragraph.number.as_deref(), visit);
                inlines(&paragraph.content, visit);
                blocks(&paragraph.belongings, visit);
            }
            Block::List(list) => list.items.iter().for_each(|item| {
                made(Some(&item.label), visit);
                blocks(&item.blocks, visit);
            }),
            Block::Quotation(quotation) => blocks(&quotation.blocks, visit),
            Block::Table(table) => {
                inlines(table.caption.as_deref().unwrap_or_default(), visit);
                let cells = table.header.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| blocks(&cell.blocks, visit));
            }
            Block::Figure(figure) => inlines(figure.caption.as_deref().unwrap_or_default(), visit),
            Block::Verbatim(verbatim) => {
                for line in &verbatim.lines {
                    visit(&Text { text: line.clone(), place: verbatim.place });
                }
            }
            Block::Region(region) => blocks(&region.blocks, visit),
            Block::Rule | Block::PageBreak => {}
        }
    }
}

/// Visits the words of inlines.
fn inlines(all: &[Inline], visit: &mut impl FnMut(&Text)) {
    for inline in all {
        match inline {
            Inline::Text(text) | Inline::Code(text) => visit(text),
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                inlines(&span.content, visit)
            }
            Inline::Link(link) => inlines(&link.content, visit),
            Inline::Note(note) => blocks(&note.blocks, visit),
            Inline::Break => {}
        }
    }
}

/// Visits words that the program made.
fn made(words: Option<&str>, visit: &mut impl FnMut(&Text)) {
    if let Some(words) = words {
        visit(&Text { text: words.to_owned(), place: None });
    }
}
