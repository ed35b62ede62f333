//! What a paragraph says as a whole, however it is emphasized, and where each word of it was written.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::claims::reading::{Reader, Token};
use crate::diag::Place;
use crate::document::{Block, Document, Inline, Node, Text};
use crate::language::sentences::words;

/// The words of a paragraph.
#[derive(Clone)]
pub(super) struct Passage<'a> {
    /// All of them.
    pub(super) text: String,
    /// The words of the heading above.
    pub(super) heading: Rc<str>,
    /// The runs that they stand in, each with the byte of `text` where it starts.
    runs: Vec<(usize, &'a Text)>,
    /// Where each of its words stands, once a rule has asked.
    words: OnceCell<Rc<[Range<usize>]>>,
    /// Its sentences in tokens, once a rule has asked.
    read: OnceCell<Rc<[Vec<Token>]>>,
}

impl<'a> Passage<'a> {
    /// The words of inlines that belong together.
    pub(super) fn of(inlines: &'a [Inline]) -> Self {
        let (text, heading) = (String::new(), Rc::from(""));
        let (words, read) = (OnceCell::new(), OnceCell::new());
        let mut passage = Self { text, heading, runs: Vec::new(), words, read };
        passage.add(inlines);
        passage
    }

    /// Its words, without the marks around them, and where they stand: found once for all rules.
    pub(super) fn words(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let all = || words(&self.text).map(|(range, _)| range).collect();
        let words = self.words.get_or_init(all).iter();
        words.map(|range| (range.clone(), &self.text[range.clone()]))
    }

    /// Its sentences as the common language reads them: read once for all rules.
    pub(super) fn read(&self) -> &[Vec<Token>] {
        let all = || Reader::common().read(&self.text, |at| self.is_typed(at)).into();
        self.read.get_or_init(all)
    }

    /// Adds the words of inlines; footnotes and what is not for publication stand apart.
    fn add(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) => {
                    self.runs.push((self.text.len(), text));
                    self.text.push_str(&text.text);
                }
                Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                    self.add(&span.content);
                }
                Inline::Mark(mark) => self.add(&mark.content),
                Inline::Link(link) => self.add(&link.content),
                Inline::Break => self.text.push(' '),
                Inline::Note(_) | Inline::Withheld(_) => {}
            }
        }
    }

    /// Where a range of it was written, if anyone wrote it: exactly, or as the run in which it starts.
    pub(super) fn place_of(&self, range: Range<usize>) -> Option<Place> {
        let (start, text) = self.runs.iter().rev().find(|(start, _)| *start <= range.start)?;
        let end = range.end.min(start + text.text.len());
        place_of(text, range.start - start..end - start)
    }

    /// Whether the words at a byte of it were typed, and not given by an expression.
    pub(super) fn is_typed(&self, at: usize) -> bool {
        let run = self.runs.iter().rev().find(|(start, _)| *start <= at);
        run.is_some_and(|(_, text)| text.place.is_some() && text.source.is_none())
    }

    /// Whether it is a quotation, by its first mark.
    pub(super) fn is_quoted(&self) -> bool {
        self.text.starts_with(['“', '‘', '"', '\''])
    }

    /// Whether it was written inside a place.
    pub(super) fn is_within(&self, outer: Place) -> bool {
        self.place().is_some_and(|own| {
            own.file == outer.file && outer.start <= own.start && own.end <= outer.end
        })
    }

    /// Where its first words were written.
    pub(super) fn place(&self) -> Option<Place> {
        self.runs.iter().find_map(|(_, text)| text.place)
    }
}

/// The paragraphs of a document, those in lists, tables and footnotes among them.
pub(super) fn passages(document: &Document) -> Vec<Passage<'_>> {
    let mut passages = Vec::new();
    let mut heading: Rc<str> = Rc::from("");
    document.each(&mut |node| match node {
        Node::Block(Block::Heading(above)) => heading = Passage::of(&above.content).text.into(),
        Node::Block(Block::Paragraph(paragraph)) => {
            passages.push(Passage { heading: heading.clone(), ..Passage::of(&paragraph.content) });
        }
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    });
    passages
}

/// The headings of a document.
pub(super) fn headings(document: &Document) -> Vec<Passage<'_>> {
    let mut headings = Vec::new();
    document.each(&mut |node| {
        if let Node::Block(Block::Heading(heading)) = node {
            headings.push(Passage::of(&heading.content));
        }
    });
    headings
}

/// Where a range of a text was written, or the whole text where that is all that is known.
pub(super) fn place_of(text: &Text, range: Range<usize>) -> Option<Place> {
    let place = text.place?;
    // Where each byte of the text has a place of its own.
    if place.end - place.start == text.text.len() {
        return Some(Place {
            start: place.start + range.start,
            end: place.start + range.end,
            ..place
        });
    }
    Some(place)
}

#[cfg(test)]
pub(super) mod tests {
    use typst::syntax::VirtualPath;

    use super::*;
    use crate::diag::Diagnostic;
    use crate::world::World;

    /// What a rule says of a paragraph that somebody typed.
    pub(in crate::check) fn said(
        text: &str,
        check: impl Fn(&[Passage<'_>]) -> Vec<Diagnostic>,
    ) -> Vec<String> {
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let content = [Inline::text(text, Place::new(file, 0..text.len()))];
        check(&[Passage::of(&content)]).into_iter().map(|found| found.message).collect()
    }
}
