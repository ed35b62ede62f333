//! Turns documents into plain words.
//!
//! Inlines or blocks come in; their words go out, without emphasis or links. Numbers and labels are left out.

use std::fmt::Write;

use serde::Serializer;

use super::{Block, Inline, Inlines};

/// The words of inlines, without emphasis, links or notes.
pub fn plain<S>(inlines: &[Inline<S>]) -> String {
    let mut words = String::new();
    gather(inlines, false, &mut words);
    words
}

/// Whether a line has no words. A link has some, even before its target is known.
pub(crate) fn is_blank<S>(inlines: &[Inline<S>]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.text.trim().is_empty(),
        Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
            is_blank(&span.content)
        }
        Inline::Mark(mark) => is_blank(&mark.content),
        Inline::Withheld(withheld) => is_blank(&withheld.content),
        Inline::Break => true,
        Inline::Link(_) | Inline::Note(_) => false,
    })
}

/// Serializes inlines as their words.
pub(super) fn as_plain<S, Z: Serializer>(
    inlines: &Inlines<S>,
    serializer: Z,
) -> Result<Z::Ok, Z::Error> {
    serializer.serialize_str(&plain(inlines))
}

/// The words of blocks, with notes in brackets and the descriptions of pictures and charts.
pub(crate) fn words_of<S>(blocks: &[Block<S>]) -> String {
    let mut words = Vec::new();
    gather_all(blocks, &mut words);
    words.retain(|words| !words.trim().is_empty());
    words.join(" ")
}

/// Adds the words of inlines; `notes` says whether those of notes are included.
fn gather<S>(inlines: &[Inline<S>], notes: bool, words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(&text.text),
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                gather(&span.content, notes, words);
            }
            Inline::Link(link) => gather(&link.content, notes, words),
            Inline::Mark(mark) => gather(&mark.content, notes, words),
            Inline::Withheld(withheld) => gather(&withheld.content, notes, words),
            Inline::Break => words.push(' '),
            Inline::Note(note) if notes => {
                let _ = write!(words, " ({})", words_of(&note.blocks));
            }
            Inline::Note(_) => {}
        }
    }
}

/// Adds the words of blocks, as one text for each line.
fn gather_all<S>(blocks: &[Block<S>], words: &mut Vec<String>) {
    let line = |inlines: &[Inline<S>]| {
        let mut words = String::new();
        gather(inlines, true, &mut words);
        words
    };
    for block in blocks {
        match block {
            Block::Heading(heading) => words.push(line(&heading.content)),
            Block::Paragraph(paragraph) => {
                words.push(line(&paragraph.content));
                gather_all(&paragraph.belongings, words);
            }
            Block::List(list) => list.items.iter().for_each(|item| gather_all(&item.blocks, words)),
            Block::Quotation(quotation) => gather_all(&quotation.blocks, words),
            Block::Table(table) => {
                words.extend(table.caption.as_deref().map(line));
                let cells = table.header.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| gather_all(&cell.blocks, words));
            }
            Block::Figure(figure) => {
                words.push(figure.alternative.clone());
                words.extend(figure.caption.as_deref().map(line));
            }
            Block::Chart(chart) => {
                words.push(chart.alternative.clone());
                words.extend(chart.caption.as_deref().map(line));
            }
            Block::Verbatim(verbatim) => words.extend(verbatim.lines.iter().cloned()),
            Block::Region(region) => gather_all(&region.blocks, words),
            Block::Withheld(withheld) => gather_all(&withheld.blocks, words),
            Block::Rule | Block::PageBreak => {}
        }
    }
}
