//! Lays out lines as runs: words in their looks, links, footnotes, and content controls around words from data.

use super::lay::{At, Laying};
use super::piece::{Manner, Paragraph, Piece, Run};
use crate::diag::Diagnostic;
use crate::document::{
    Block, Cleared, Inline, Inlines, Link, Node, Note, Target, each_of, words_of,
};
use crate::render::html::check_link;

/// A footnote in the file.
#[derive(Debug, serde::Serialize)]
pub(super) struct Footnote {
    /// Its number in the file.
    id: usize,
    /// Its mark, where that is not the number that Word would count.
    mark: Option<String>,
    /// Its content.
    pieces: Vec<Piece>,
}

impl Laying<'_> {
    /// Lays out a line in a bookmark, by which the line is recognised later.
    pub(super) fn line(&mut self, inlines: &Inlines<Cleared>) -> Result<Vec<Run>, Diagnostic> {
        let mark = self.parts.line(inlines);
        let content = self.running(inlines)?;
        Ok(match mark {
            Some(mark) => vec![Run::Line { mark, content }],
            None => content,
        })
    }

    /// Lays out a line that repeats on many pages.
    pub(super) fn running(&mut self, inlines: &[Inline<Cleared>]) -> Result<Vec<Run>, Diagnostic> {
        let mut runs = Vec::new();
        self.inlines(inlines, Manner::default(), &mut runs)?;
        Ok(runs)
    }

    fn inlines(
        &mut self,
        inlines: &[Inline<Cleared>],
        manner: Manner,
        runs: &mut Vec<Run>,
    ) -> Result<(), Diagnostic> {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(&text.text, text.source.as_deref(), manner, runs),
                Inline::Code(text) => {
                    let manner = Manner { code: true, ..manner };
                    self.text(&text.text, text.source.as_deref(), manner, runs);
                }
                Inline::Strong(span) => {
                    self.inlines(&span.content, Manner { bold: true, ..manner }, runs)?;
                }
                Inline::Emphasis(span) => {
                    self.inlines(&span.content, Manner { italic: true, ..manner }, runs)?;
                }
                Inline::Struck(span) => {
                    self.inlines(&span.content, Manner { struck: true, ..manner }, runs)?;
                }
                Inline::Mark(mark) => {
                    runs.push(Run::Picture(self.sign(&mark.mark)?));
                    runs.push(Run::Words { text: "\u{A0}".to_owned(), manner });
                    self.inlines(&mark.content, manner, runs)?;
                }
                Inline::Link(link) => self.link(link, manner, runs)?,
                Inline::Note(note) => self.note(note, runs)?,
                Inline::Break => runs.push(Run::Break),
                Inline::Withheld(withheld) => match withheld.seal {},
            }
        }
        Ok(())
    }

    /// Adds words; those of an expression go into a content control, unless they are inside one already.
    fn text(&mut self, text: &str, source: Option<&str>, manner: Manner, runs: &mut Vec<Run>) {
        let words = words(text, manner);
        match source.filter(|_| !self.controlled) {
            Some(source) => match runs.last_mut() {
                // Consecutive pieces of one expression are one figure.
                Some(Run::Control(last)) if last.source == source => last.content.extend(words),
                _ => {
                    let control = self.parts.control(source, words, self.wording);
                    runs.push(Run::Control(control));
                }
            },
            None => runs.extend(words),
        }
    }

    fn link(
        &mut self,
        link: &Link<Cleared>,
        manner: Manner,
        runs: &mut Vec<Run>,
    ) -> Result<(), Diagnostic> {
        check_link(link)?;
        let (relation, anchor) = match &link.target {
            Target::Url(address) => (Some(self.parts.address(address)), None),
            Target::Anchor(anchor) => (None, self.parts.name(anchor)),
            Target::Beside(_) => (None, None),
        };
        if relation.is_none() && anchor.is_none() {
            return self.inlines(&link.content, manner, runs);
        }
        let mut content = Vec::new();
        let manner = Manner { link: true, ..manner };
        self.inlines(&link.content, manner, &mut content)?;
        runs.push(Run::Link { relation, anchor, content });
        Ok(())
    }

    /// Lays out a footnote. Word allows none inside footnotes, headers and footers: there its words go into the line.
    fn note(&mut self, note: &Note<Cleared>, runs: &mut Vec<Run>) -> Result<(), Diagnostic> {
        if self.noted.is_none() {
            let said = words_of(&note.blocks);
            runs.push(Run::words(format!(" [{}: {said}]", note.number)));
            return Ok(());
        }
        let counted = self.noted.take().unwrap_or_default() + 1;
        let mark = (counted != note.number).then(|| note.number.to_string());
        let at = At { style: Some("FootnoteText".to_owned()), ..At::text(self.width()) };
        let pieces = self.blocks(&note.blocks, &at);
        // A note with a mark of its own is not counted.
        self.noted = Some(if mark.is_some() { counted - 1 } else { counted });
        let mut pieces = pieces?;
        let first = Run::NumberOfNote { mark: mark.clone() };
        match pieces.first_mut() {
            Some(Piece::Paragraph(paragraph)) => {
                paragraph.runs.splice(0..0, [first, Run::words(" ")]);
            }
            _ => pieces.insert(0, Piece::Paragraph(Paragraph::of(at.style.clone(), vec![first]))),
        }
        let id = self.notes.len() + 1;
        self.notes.push(Footnote { id, mark: mark.clone(), pieces });
        runs.push(Run::Note { id, mark });
        Ok(())
    }

    /// The expression that gave all words of a block, if a single one did.
    pub(super) fn source_of(block: &Block<Cleared>) -> Option<&str> {
        let mut sources = Vec::new();
        each_of(std::slice::from_ref(block), &mut |node| {
            if let Node::Inline(Inline::Text(text) | Inline::Code(text)) = node {
                sources.push(text.source.as_deref());
            }
        });
        let first = sources.first().copied().flatten()?;
        sources.iter().all(|source| *source == Some(first)).then_some(first)
    }
}

/// Text as runs, with tabs and line breaks as runs of their own.
pub(super) fn words(text: &str, manner: Manner) -> Vec<Run> {
    let mut runs = Vec::new();
    for piece in text.split_inclusive(['\t', '\n']) {
        let words = piece.trim_end_matches(['\t', '\n']);
        if !words.is_empty() {
            runs.push(Run::Words { text: words.to_owned(), manner });
        }
        match piece.as_bytes().last() {
            Some(b'\t') => runs.push(Run::Tab),
            Some(b'\n') => runs.push(Run::Break),
            _ => {}
        }
    }
    runs
}
