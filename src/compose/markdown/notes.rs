//! Reads footnotes ahead of the text, since they may be anywhere, and uses each once.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Events, Reader, Spanned, plain_blocks};
use crate::diag::Diagnostic;
use crate::document::*;
use crate::read::mark::reach;

/// A footnote that prose defines.
pub(super) struct Known {
    /// Its blocks, until they are used.
    blocks: Option<Vec<Block>>,
    /// Its range in the Markdown.
    range: Range<usize>,
}

impl Reader<'_, '_> {
    /// Reads all footnotes.
    pub(super) fn read_notes(&mut self, events: &[Spanned<'_>]) {
        for (at, (event, range)) in events.iter().enumerate() {
            let Event::Start(Tag::FootnoteDefinition(name)) = event else { continue };
            let blocks = plain_blocks(self.blocks(&mut Events { events, at: at + 1 }));
            let known = Known { blocks: Some(blocks), range: range.clone() };
            if self.notes.insert(name.to_string(), known).is_some() {
                self.problems.push(
                    Diagnostic::error(
                        self.prepared.place_of(range.clone()),
                        format!("the footnote `{name}` is there twice"),
                    )
                    .hint("give each footnote a name of its own"),
                );
            }
        }
    }

    /// The footnote with a name, at the place that refers to it.
    pub(super) fn note(&mut self, name: &str, range: Range<usize>) -> Option<Inline> {
        let blocks = self.notes.get_mut(name).map(|known| known.blocks.take());
        match blocks {
            Some(Some(blocks)) => return Some(Inline::Note(Note { number: 0, blocks })),
            Some(None) => self.problems.push(
                Diagnostic::error(
                    self.prepared.place_of(range),
                    format!("the footnote `{name}` is referred to twice"),
                )
                .hint("write a footnote of its own for each place"),
            ),
            None => self.unknown_note(name, range),
        }
        None
    }

    /// Reports footnotes without a reference, and references without a footnote.
    pub(super) fn check_notes(&mut self, events: &[Spanned<'_>]) {
        let left = self.notes.iter().filter(|(_, known)| known.blocks.is_some());
        for (name, known) in left {
            self.problems.push(
                Diagnostic::error(
                    self.prepared.place_of(known.range.clone()),
                    format!("nothing refers to the footnote `{name}`, so it would not be printed"),
                )
                .hint(format!("write `[^{name}]` where its number is to stand, or remove it")),
            );
        }
        // Markdown takes a reference without a footnote for words.
        let markdown = &self.prepared.markdown;
        let texts = events.iter().filter(|(event, _)| matches!(event, Event::Text(_)));
        let mut texts: Vec<_> = texts.map(|(_, range)| range.clone()).collect();
        texts.sort_by_key(|range| range.start);
        let is_text = |at: usize| {
            let after = texts.partition_point(|range| range.start <= at);
            texts[..after].last().is_some_and(|range| range.contains(&at))
        };
        let references: Vec<_> = markdown
            .match_indices("[^")
            .filter_map(|(at, _)| {
                let name = reach(markdown, at + 2).split(']').next()?;
                let whole = markdown[at + 2 + name.len()..].starts_with(']');
                let sound = whole && !name.is_empty() && !name.contains(char::is_whitespace);
                (sound && !self.notes.contains_key(name) && is_text(at + 2))
                    .then(|| (name.to_owned(), at..at + name.len() + 3))
            })
            .collect();
        for (name, range) in references {
            self.unknown_note(&name, range);
        }
    }

    /// Reports a reference without a footnote.
    fn unknown_note(&mut self, name: &str, range: Range<usize>) {
        let place = self.prepared.place_of(range);
        self.problems.push(match self.is_line {
            true => Diagnostic::error(place, "a title, a heading or a field has no footnotes")
                .hint(format!(
                    "put `[^{name}]` and what the footnote says into the text of a section"
                )),
            false => {
                let message = format!("there is no footnote `{name}` for this to refer to");
                Diagnostic::error(place, message).hint(format!(
                    "add a line `[^{name}]: …` to the same text; footnotes do not hold footnotes"
                ))
            }
        });
    }
}
