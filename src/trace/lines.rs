//! Reads an edition of a paper as lines in reading order: headings, paragraphs, items, rows of tables, charts.
//!
//! In comes a document; out come its lines, each with its words and the runs that they come from. The number or label
//! of a line is kept separately from its words.

use std::iter::repeat;
use std::ops::Range;
use std::sync::Arc;

use crate::document::{Block, Chart, Cleared, Document, Inline, Text, plain};

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Line<'d> {
    /// The kind of line.
    pub(super) what: What,
    /// Its number as printed.
    pub(super) number: Option<&'d str>,
    /// The words of the heading above.
    pub(super) section: Arc<str>,
    /// Its text, in one cell or, for a row, in several.
    pub(super) cells: Vec<Cell<'d>>,
    /// The chart that it is, if it is one.
    pub(super) chart: Option<&'d Chart<Cleared>>,
    /// Whether it is a quotation.
    pub(super) quoted: bool,
}

/// The kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A heading.
    Heading,
    /// A paragraph, including those of items and footnotes.
    Paragraph,
    /// The words above or below a table, a chart or a picture.
    Caption,
    /// A row of a table.
    Row,
    /// A chart.
    Chart,
}

/// The text of a line, or of one cell of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell<'d> {
    /// The words of the header cell of its column.
    pub(super) head: Arc<str>,
    /// Its words.
    pub(super) text: String,
    /// The runs of its text, each with the byte where it starts.
    runs: Vec<(usize, &'d Text)>,
    /// The ranges of words beside a status mark.
    pub(super) marked: Vec<Range<usize>>,
}

impl<'d> Cell<'d> {
    /// The run that contains a byte of the text, and where it starts.
    pub(super) fn run(&self, at: usize) -> Option<(usize, &'d Text)> {
        self.runs.iter().rev().find(|(start, _)| *start <= at).copied()
    }

    /// The range around a byte from the same source: the runs of one expression, or those without a place.
    pub(super) fn stretch(&self, at: usize) -> Range<usize> {
        let from = |text: &Text| (text.source.clone(), text.place.is_some());
        let of = self.run(at).map(|(_, text)| from(text));
        let is_other = |(_, text): &&(usize, &'d Text)| Some(from(text)) != of;
        let before = self.runs.iter().rev().filter(|(start, _)| *start <= at).find(is_other);
        let after = self.runs.iter().filter(|(start, _)| *start > at).find(is_other);
        let start = before.map_or(0, |(start, text)| start + text.text.len());
        start..after.map_or(self.text.len(), |(start, _)| *start)
    }

    /// Adds inlines; footnotes become lines of their own.
    fn add(&mut self, inlines: &'d [Inline<Cleared>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) => {
                    self.runs.push((self.text.len(), text));
                    self.text.push_str(&text.text);
                }
                Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                    self.add(&span.content);
                }
                Inline::Mark(mark) => {
                    let start = self.text.len();
                    self.add(&mark.content);
                    self.marked.push(start..self.text.len());
                }
                Inline::Link(link) => self.add(&link.content),
                Inline::Break => self.text.push(' '),
                Inline::Note(_) => {}
                Inline::Withheld(withheld) => match withheld.seal {},
            }
        }
    }

    /// Adds the words of blocks inside a cell.
    fn add_blocks(&mut self, blocks: &'d [Block<Cleared>]) {
        for block in blocks {
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            match block {
                Block::Paragraph(paragraph) => {
                    self.add(&paragraph.content);
                    self.add_blocks(&paragraph.belongings);
                }
                Block::List(list) => {
                    list.items.iter().for_each(|item| self.add_blocks(&item.blocks));
                }
                Block::Quotation(quotation) => self.add_blocks(&quotation.blocks),
                Block::Region(region) => self.add_blocks(&region.blocks),
                _ => {}
            }
        }
    }
}

impl Line<'_> {
    /// Its words, with those of cells separated.
    pub(super) fn words(&self) -> String {
        let cells = self.cells.iter().map(|cell| cell.text.trim());
        cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}

/// The lines of a document.
pub(super) fn lines(document: &Document<Cleared>) -> Vec<Line<'_>> {
    let mut reading = Reading { lines: Vec::new(), section: Arc::from(""), quoted: false };
    reading.line(What::Paragraph, None, &document.running.header);
    reading.blocks(&document.blocks);
    reading.line(What::Paragraph, None, &document.running.footer);
    reading.lines
}

/// A document while it is being read.
struct Reading<'d> {
    lines: Vec<Line<'d>>,
    section: Arc<str>,
    quoted: bool,
}

impl<'d> Reading<'d> {
    /// Adds a line of words, if there are any, and its footnotes.
    fn line(&mut self, what: What, number: Option<&'d str>, inlines: &'d [Inline<Cleared>]) {
        let mut cell = Cell::default();
        cell.add(inlines);
        if !cell.text.trim().is_empty() {
            self.put(what, number, vec![cell], None);
        }
        self.notes(inlines);
    }

    /// Adds a line.
    fn put(
        &mut self,
        what: What,
        number: Option<&'d str>,
        cells: Vec<Cell<'d>>,
        chart: Option<&'d Chart<Cleared>>,
    ) {
        let (section, quoted) = (self.section.clone(), self.quoted);
        self.lines.push(Line { what, number, section, cells, chart, quoted });
    }

    /// Adds the footnotes of inlines.
    fn notes(&mut self, inlines: &'d [Inline<Cleared>]) {
        for inline in inlines {
            match inline {
                Inline::Note(note) => self.blocks(&note.blocks),
                Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                    self.notes(&span.content);
                }
                Inline::Mark(mark) => self.notes(&mark.content),
                Inline::Link(link) => self.notes(&link.content),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
                Inline::Withheld(withheld) => match withheld.seal {},
            }
        }
    }

    /// Adds the lines of blocks.
    fn blocks(&mut self, blocks: &'d [Block<Cleared>]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    /// Adds the lines of a block.
    fn block(&mut self, block: &'d Block<Cleared>) {
        match block {
            Block::Heading(heading) => {
                self.section = plain(&heading.content).into();
                self.line(What::Heading, heading.number.as_deref(), &heading.content);
            }
            Block::Paragraph(paragraph) => {
                self.line(What::Paragraph, paragraph.number.as_deref(), &paragraph.content);
                self.blocks(&paragraph.belongings);
            }
            Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Quotation(quotation) => {
                let around = std::mem::replace(&mut self.quoted, true);
                self.blocks(&quotation.blocks);
                self.quoted = around;
            }
            Block::Table(table) => {
                self.line(What::Caption, None, table.caption.as_deref().unwrap_or_default());
                let heads: Vec<Arc<str>> =
                    table.header.iter().map(|cell| words_of(&cell.blocks).into()).collect();
                let header = Some(&table.header).filter(|header| !header.is_empty());
                for row in header.into_iter().chain(&table.rows) {
                    let cells = row.iter().zip(heads.iter().cloned().chain(repeat(Arc::from(""))));
                    let cells = cells.map(|(cell, head)| {
                        let mut made = Cell { head, ..Cell::default() };
                        made.add_blocks(&cell.blocks);
                        made
                    });
                    let cells = cells.collect();
                    self.put(What::Row, None, cells, None);
                    row.iter().for_each(|cell| self.charts(&cell.blocks));
                }
            }
            Block::Figure(figure) => {
                self.line(What::Caption, None, figure.caption.as_deref().unwrap_or_default());
            }
            Block::Chart(chart) => {
                self.line(What::Caption, None, chart.caption.as_deref().unwrap_or_default());
                let text = chart.alternative.clone();
                self.put(What::Chart, None, vec![Cell { text, ..Cell::default() }], Some(chart));
            }
            Block::Region(region) => self.blocks(&region.blocks),
            Block::Verbatim(_) | Block::Rule | Block::PageBreak => {}
            Block::Withheld(withheld) => match withheld.seal {},
        }
    }

    /// Adds the charts in a cell.
    fn charts(&mut self, blocks: &'d [Block<Cleared>]) {
        blocks
            .iter()
            .filter(|block| matches!(block, Block::Chart(_)))
            .for_each(|chart| self.block(chart));
    }
}

/// The words of blocks.
fn words_of(blocks: &[Block<Cleared>]) -> String {
    let mut cell = Cell::default();
    cell.add_blocks(blocks);
    cell.text.trim().to_owned()
}
