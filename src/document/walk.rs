//! Walks over the content of a document in reading order, to read or to change it.

use super::{Block, Document, Inline, Item, Text};

/// A part of a document, to be read.
pub enum Node<'a, S> {
    /// A block.
    Block(&'a Block<S>),
    /// An item of a list.
    Item(&'a Item<S>),
    /// An inline.
    Inline(&'a Inline<S>),
}

/// A part of a document, to be changed.
pub enum Element<'a, S> {
    /// A block.
    Block(&'a mut Block<S>),
    /// An inline.
    Inline(&'a mut Inline<S>),
}

impl<S> Document<S> {
    /// Visits every block, item and inline, each before what is inside it.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(Node<'a, S>)) {
        inlines(&self.running.header, visit);
        each_of(&self.blocks, visit);
        inlines(&self.running.footer, visit);
    }

    /// Visits every printed text, labels and numbers included.
    pub fn each_text(&self, visit: &mut impl FnMut(&Text)) {
        let made = |words: &str, visit: &mut dyn FnMut(&Text)| {
            visit(&Text { text: words.to_owned(), place: None, source: None });
        };
        self.each(&mut |node| match node {
            Node::Block(Block::Heading(heading)) => {
                heading.number.iter().for_each(|number| made(number, visit));
            }
            Node::Block(Block::Paragraph(paragraph)) => {
                paragraph.number.iter().for_each(|number| made(number, visit));
            }
            Node::Item(item) => made(&item.label, visit),
            Node::Block(Block::Chart(chart)) => {
                chart.each_label(&mut |words| made(words, visit));
            }
            Node::Block(Block::Verbatim(verbatim)) => {
                for line in &verbatim.lines {
                    visit(&Text { text: line.clone(), place: verbatim.place, source: None });
                }
            }
            Node::Inline(Inline::Text(text) | Inline::Code(text)) => visit(text),
            Node::Block(_) | Node::Inline(_) => {}
        });
    }

    /// Visits every block and inline to change it, each before what is inside it.
    pub fn each_mut(&mut self, visit: &mut impl FnMut(Element<'_, S>)) {
        inlines_mut(&mut self.title, visit);
        inlines_mut(&mut self.running.header, visit);
        each_of_mut(&mut self.blocks, visit);
        inlines_mut(&mut self.running.footer, visit);
    }
}

/// Visits blocks and what is inside them.
pub fn each_of<'a, S>(all: &'a [Block<S>], visit: &mut impl FnMut(Node<'a, S>)) {
    for block in all {
        visit(Node::Block(block));
        match block {
            Block::Heading(heading) => inlines(&heading.content, visit),
            Block::Paragraph(paragraph) => {
                inlines(&paragraph.content, visit);
                each_of(&paragraph.belongings, visit);
            }
            Block::List(list) => {
                for item in &list.items {
                    visit(Node::Item(item));
                    each_of(&item.blocks, visit);
                }
            }
            Block::Quotation(quotation) => each_of(&quotation.blocks, visit),
            Block::Table(table) => {
                inlines(table.caption.as_deref().unwrap_or_default(), visit);
                let cells = table.header.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| each_of(&cell.blocks, visit));
            }
            Block::Figure(figure) => inlines(figure.caption.as_deref().unwrap_or_default(), visit),
            Block::Chart(chart) => inlines(chart.caption.as_deref().unwrap_or_default(), visit),
            Block::Region(region) => each_of(&region.blocks, visit),
            Block::Withheld(withheld) => {
                inlines(withheld.heading.as_deref().unwrap_or_default(), visit);
                each_of(&withheld.blocks, visit);
            }
            Block::Verbatim(_) | Block::Rule | Block::PageBreak => {}
        }
    }
}

/// Visits inlines and what is inside them.
pub(crate) fn inlines<'a, S>(all: &'a [Inline<S>], visit: &mut impl FnMut(Node<'a, S>)) {
    for inline in all {
        visit(Node::Inline(inline));
        match inline {
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                inlines(&span.content, visit);
            }
            Inline::Link(link) => inlines(&link.content, visit),
            Inline::Mark(mark) => inlines(&mark.content, visit),
            Inline::Note(note) => each_of(&note.blocks, visit),
            Inline::Withheld(withheld) => {
                inlines(&withheld.content, visit);
                inlines(&withheld.public, visit);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// Visits blocks and what is inside them, to change them.
pub(crate) fn each_of_mut<S>(all: &mut [Block<S>], visit: &mut impl FnMut(Element<'_, S>)) {
    for block in all {
        visit(Element::Block(block));
        match block {
            Block::Heading(heading) => inlines_mut(&mut heading.content, visit),
            Block::Paragraph(paragraph) => {
                inlines_mut(&mut paragraph.content, visit);
                each_of_mut(&mut paragraph.belongings, visit);
            }
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| each_of_mut(&mut item.blocks, visit));
            }
            Block::Quotation(quotation) => each_of_mut(&mut quotation.blocks, visit),
            Block::Table(table) => {
                inlines_mut(table.caption.as_deref_mut().unwrap_or_default(), visit);
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| each_of_mut(&mut cell.blocks, visit));
            }
            Block::Figure(figure) => {
                inlines_mut(figure.caption.as_deref_mut().unwrap_or_default(), visit);
            }
            Block::Chart(chart) => {
                inlines_mut(chart.caption.as_deref_mut().unwrap_or_default(), visit);
            }
            Block::Region(region) => each_of_mut(&mut region.blocks, visit),
            Block::Withheld(withheld) => {
                inlines_mut(withheld.heading.as_deref_mut().unwrap_or_default(), visit);
                each_of_mut(&mut withheld.blocks, visit);
            }
            Block::Verbatim(_) | Block::Rule | Block::PageBreak => {}
        }
    }
}

/// Visits inlines and what is inside them, to change them.
fn inlines_mut<S>(all: &mut [Inline<S>], visit: &mut impl FnMut(Element<'_, S>)) {
    for inline in all {
        visit(Element::Inline(inline));
        match inline {
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                inlines_mut(&mut span.content, visit);
            }
            Inline::Link(link) => inlines_mut(&mut link.content, visit),
            Inline::Mark(mark) => inlines_mut(&mut mark.content, visit),
            Inline::Note(note) => each_of_mut(&mut note.blocks, visit),
            Inline::Withheld(withheld) => {
                inlines_mut(&mut withheld.content, visit);
                inlines_mut(&mut withheld.public, visit);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// The anchors in blocks, in reading order.
pub fn anchors_of<S>(blocks: &[Block<S>]) -> Vec<&str> {
    let mut anchors = Vec::new();
    each_of(blocks, &mut |node| match node {
        Node::Block(Block::Heading(heading)) => anchors.extend(heading.anchor.as_deref()),
        Node::Block(Block::Paragraph(paragraph)) => anchors.extend(paragraph.anchor.as_deref()),
        Node::Item(item) => anchors.extend(item.anchor.as_deref()),
        Node::Block(_) | Node::Inline(_) => {}
    });
    anchors
}
