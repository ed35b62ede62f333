//! Walks over everything that a document says, in reading order.

use super::{Block, Document, Inline, Text};

impl Document {
    /// Visits all words that are printed, labels and numbers among them.
    pub fn each_text(&self, visit: &mut impl FnMut(&Text)) {
        inlines(&self.running.header, visit);
        blocks(&self.blocks, visit);
        inlines(&self.running.footer, visit);
    }

    /// Visits every block and every inline, each before what is inside it.
    pub fn each_mut(&mut self, visit: &mut impl FnMut(Element<'_>)) {
        inlines_mut(&mut self.running.header, visit);
        blocks_mut(&mut self.blocks, visit);
        inlines_mut(&mut self.running.footer, visit);
    }
}

/// A part of a document that is visited.
pub enum Element<'a> {
    /// A block.
    Block(&'a mut Block),
    /// An inline.
    Inline(&'a mut Inline),
}

/// Visits blocks and what is inside them.
fn blocks_mut(all: &mut [Block], visit: &mut impl FnMut(Element<'_>)) {
    for block in all {
        visit(Element::Block(block));
        match block {
            Block::Heading(heading) => inlines_mut(&mut heading.content, visit),
            Block::Paragraph(paragraph) => {
                inlines_mut(&mut paragraph.content, visit);
                blocks_mut(&mut paragraph.belongings, visit);
            }
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| blocks_mut(&mut item.blocks, visit));
            }
            Block::Quotation(quotation) => blocks_mut(&mut quotation.blocks, visit),
            Block::Table(table) => {
                inlines_mut(table.caption.as_deref_mut().unwrap_or_default(), visit);
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| blocks_mut(&mut cell.blocks, visit));
            }
            Block::Figure(figure) => {
                inlines_mut(figure.caption.as_deref_mut().unwrap_or_default(), visit)
            }
            Block::Chart(chart) => {
                inlines_mut(chart.caption.as_deref_mut().unwrap_or_default(), visit);
            }
            Block::Region(region) => blocks_mut(&mut region.blocks, visit),
            Block::Verbatim(_) | Block::Rule | Block::PageBreak => {}
        }
    }
}

/// Visits inlines and what is inside them.
fn inlines_mut(all: &mut [Inline], visit: &mut impl FnMut(Element<'_>)) {
    for inline in all {
        visit(Element::Inline(inline));
        match inline {
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                inlines_mut(&mut span.content, visit);
            }
            Inline::Link(link) => inlines_mut(&mut link.content, visit),
            Inline::Mark(mark) => inlines_mut(&mut mark.content, visit),
            Inline::Note(note) => blocks_mut(&mut note.blocks, visit),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
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
            Block::Chart(chart) => {
                chart.each_label(&mut |words| made(Some(words), visit));
                inlines(chart.caption.as_deref().unwrap_or_default(), visit);
            }
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
            Inline::Mark(mark) => inlines(&mark.content, visit),
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
