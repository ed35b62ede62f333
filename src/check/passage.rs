//! Reads a paragraph as plain text, whatever its emphasis, with the place where each word was written.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use chrono::Month;

use super::reading::{Reader, Token};
use crate::diag::Place;
use crate::document::{Block, Document, Inline, Node, Text};
use crate::language::sentences::words;

/// The text of a paragraph.
#[derive(Clone)]
pub(super) struct Passage<'a> {
    /// The whole text.
    pub(super) text: String,
    /// The words of the heading above it.
    pub(super) heading: Rc<str>,
    /// The runs of its text, each with the byte of `text` where it starts.
    runs: Vec<(usize, &'a Text)>,
    /// The ranges of its words, once a rule has asked for them.
    words: OnceCell<Rc<[Range<usize>]>>,
    /// Its sentences as tokens, once a rule has asked for them.
    read: OnceCell<Rc<[Vec<Token>]>>,
    /// Whether it names a month, once a rule has asked.
    names_month: OnceCell<bool>,
}

impl<'a> Passage<'a> {
    /// The text of inlines that belong together.
    pub(super) fn of(inlines: &'a [Inline]) -> Self {
        let (text, heading) = (String::new(), Rc::from(""));
        let (words, read, names_month) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let mut passage = Self { text, heading, runs: Vec::new(), words, read, names_month };
        passage.add(inlines);
        passage
    }

    /// A text without a place of its own.
    pub(super) fn said(text: String) -> Self {
        Self { text, ..Self::of(&[]) }
    }

    /// Its words, without punctuation, and their ranges; computed once for all rules.
    pub(super) fn words(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let all = || words(&self.text).map(|(range, _)| range).collect();
        let words = self.words.get_or_init(all).iter();
        words.map(|range| (range.clone(), &self.text[range.clone()]))
    }

    /// Its sentences as tokens of the common language; computed once for all rules.
    pub(super) fn read(&self) -> &[Vec<Token>] {
        let all = || Reader::common().read(&self.text, |at| self.is_typed(at)).into();
        self.read.get_or_init(all)
    }

    /// Whether it names a month, without which it gives no day in words; found out once for all rules.
    pub(super) fn names_month(&self) -> bool {
        let is_month =
            |word: &str| word.starts_with(char::is_uppercase) && word.parse::<Month>().is_ok();
        *self.names_month.get_or_init(|| self.words().any(|(_, word)| is_month(word)))
    }

    /// Adds the text of inlines, without footnotes and what is not for publication.
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

    /// The place where a range was written, if anyone wrote it: exactly, or as the run in which it starts.
    pub(super) fn place_of(&self, range: Range<usize>) -> Option<Place> {
        let (start, text) = self.runs.iter().rev().find(|(start, _)| *start <= range.start)?;
        let end = range.end.min(start + text.text.len());
        place_of(text, range.start - start..end - start)
    }

    /// Whether the words at a byte were typed rather than given by an expression.
    pub(super) fn is_typed(&self, at: usize) -> bool {
        let run = self.runs.iter().rev().find(|(start, _)| *start <= at);
        run.is_some_and(|(_, text)| text.place.is_some() && text.source.is_none())
    }

    /// Whether it begins with a quotation mark.
    pub(super) fn is_quoted(&self) -> bool {
        self.text.starts_with(['“', '‘', '"', '\''])
    }

    /// Whether it was written inside a place.
    pub(super) fn is_within(&self, outer: Place) -> bool {
        self.place().is_some_and(|own| {
            own.file == outer.file && outer.start <= own.start && own.end <= outer.end
        })
    }

    /// The place of its first words.
    pub(super) fn place(&self) -> Option<Place> {
        self.runs.iter().find_map(|(_, text)| text.place)
    }
}

/// The paragraphs of a document, including those in lists, tables and footnotes.
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

/// The place of a range of a text, or of the whole text if no more is known.
pub(super) fn place_of(text: &Text, range: Range<usize>) -> Option<Place> {
    let place = text.place?;
    // Each byte of the text has a place of its own.
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

    /// The messages of a rule about a typed paragraph.
    pub(in crate::check) fn said(
        text: &str,
        check: impl Fn(&[Passage<'_>]) -> Vec<Diagnostic>,
    ) -> Vec<String> {
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let content = [Inline::text(text, Place::new(file, 0..text.len()))];
        check(&[Passage::of(&content)]).into_iter().map(|found| found.message).collect()
    }
}
