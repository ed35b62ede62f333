//! Finds paragraphs that look like headings but are not: short lines in bold or italics above others.

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Inline, Paragraph};
use crate::language::sentences::words;
use crate::load::paper::{Paper, Subject};

/// The most words of a line that looks like a heading.
const MOST: usize = 10;

/// Reports each short paragraph of a report that is all in bold or italics and directly above a paragraph or a list.
/// Above a table it is a caption. Text of the house style is skipped.
pub(super) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let own =
        |found: &Diagnostic| found.place.is_some_and(|place| place.file == report.title.place.file);
    let twos = document.blocks.windows(2);
    let found = twos.filter_map(|two| match two {
        [Block::Paragraph(line), Block::Paragraph(_) | Block::List(_)] => lookalike(line),
        _ => None,
    });
    found.filter(own).collect()
}

/// The finding for a paragraph, if it looks like a heading.
fn lookalike(line: &Paragraph) -> Option<Diagnostic> {
    let is_bold = |inline: &Inline| match inline {
        Inline::Strong(_) | Inline::Emphasis(_) => true,
        Inline::Text(text) => text.text.trim().is_empty(),
        _ => false,
    };
    let is_plain = line.role.is_none() && line.belongings.is_empty();
    let passage = Passage::of(&line.content);
    let said = passage.text.trim();
    let is_line = !said.ends_with(['.', '!', '?', ',', ';']) && words(said).count() <= MOST;
    if said.is_empty() || !is_plain || !is_line || !line.content.iter().all(is_bold) {
        return None;
    }
    let message = format!("`{said}` looks like a heading and is none");
    let place = line.place.or_else(|| passage.place())?;
    let found = Diagnostic::of(Rule::LookalikeHeading, place, message);
    let said = said.trim_end_matches(':');
    Some(found.hint(format!("write `### {said}`, so that it can be found as a heading is")))
}
