//! Reads the inlines of a line: words, emphasis, links, pictures, footnotes and the values of expressions.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use super::super::insert::{CLOSE, OPEN, shown};
use super::super::value::Inserted;
use super::{Events, Reader, is_block};
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::*;

impl Reader<'_, '_> {
    /// Reads inlines up to the end of their parent, or to the next block.
    pub(super) fn inlines(&mut self, events: &mut Events<'_, '_>) -> Inlines {
        let mut inlines = Inlines::new();
        while let Some((event, range)) = events.peek() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_block(tag) => break,
                Event::Rule => break,
                _ => {}
            }
            events.next();
            match event {
                Event::Text(text) => self.text(text, range.clone(), &mut inlines),
                Event::Html(text) | Event::InlineHtml(text) => {
                    self.text(text, range.clone(), &mut inlines)
                }
                Event::Code(text) => {
                    let place = self.prepared.place_of(range.clone());
                    let text = self.typewriter(text, place);
                    inlines.push(Inline::Code(Text { text, place: Some(place), source: None }));
                }
                Event::SoftBreak => push(&mut inlines, " ", self.prepared.place_of(range.clone())),
                Event::HardBreak => inlines.push(Inline::Break),
                Event::FootnoteReference(name) => inlines.extend(self.note(name, range.clone())),
                Event::Start(tag) => {
                    let content = self.nested(range, events, Self::inlines).unwrap_or_default();
                    events.next();
                    inlines.extend(self.styled(tag, content, range.clone()));
                }
                _ => {}
            }
        }
        inlines
    }

    /// The inline that a tag makes of its content.
    fn styled(&mut self, tag: &Tag<'_>, content: Inlines, range: Range<usize>) -> Inlines {
        let place = self.prepared.place_of(range.clone());
        if matches!(tag, Tag::Emphasis | Tag::Strong) && self.is_inside_word(&range) {
            self.problems.push(
                Diagnostic::of(
                    Rule::PastedText,
                    place,
                    "these stars mark words as important, and are not printed",
                )
                .hint(format!(
                    "write `{}` for a star that is to be printed, or × for times",
                    self.prepared.literal("*")
                )),
            );
        }
        if matches!(tag, Tag::Strikethrough) && !self.prepared.is_withheld {
            let message =
                "these words have a line through them, and are published: everyone can read them";
            self.problems.push(
                Diagnostic::of(Rule::PastedText, place, message)
                    .hint("take them out if they no longer hold or are not for everyone"),
            );
        }
        let inline = match tag {
            Tag::Emphasis => Inline::Emphasis(Span { content }),
            Tag::Strong => Inline::Strong(Span { content }),
            Tag::Strikethrough => Inline::Struck(Span { content }),
            Tag::Link { link_type, dest_url, .. } => {
                let address = self.words(dest_url);
                let address = match link_type {
                    pulldown_cmark::LinkType::Email => format!("mailto:{address}"),
                    _ => address,
                };
                if is_blank(&content) {
                    self.problems.push(
                        Diagnostic::error(place, "this link has no words")
                            .hint("write what it leads to between the square brackets"),
                    );
                    return content;
                }
                if address.is_empty() {
                    self.problems.push(
                        Diagnostic::error(place, "this link leads nowhere")
                            .hint("write its address between the round brackets"),
                    );
                    return content;
                }
                match link_target(&address) {
                    Some(target) => Inline::Link(Link { target, content, place: Some(place) }),
                    None => {
                        self.problems.push(
                            Diagnostic::error(place, format!("`{address}` is not an address that a link can lead to"))
                                .hint("start it with https://, http:// or mailto:, or with # for a label in this paper"),
                        );
                        return content;
                    }
                }
            }
            Tag::Image { dest_url, .. } => {
                let path = self.words(dest_url);
                let alternative = plain(&content).trim().to_owned();
                if alternative.is_empty() {
                    self.problems.push(
                        Diagnostic::error(place, "this image has no alternative text")
                            .hint(format!("say in the square brackets what it shows: `![A line chart that …]({path})`")),
                    );
                }
                let figure =
                    Figure { path, alternative, caption: None, width: None, place: Some(place) };
                self.met.push((vec![Block::Figure(figure)], place));
                return Inlines::new();
            }
            _ => return content,
        };
        vec![inline]
    }

    /// Whether a range of the Markdown has a letter or digit right before and right after it.
    fn is_inside_word(&self, range: &Range<usize>) -> bool {
        let markdown = &self.prepared.markdown;
        let before = markdown.get(..range.start).and_then(|text| text.chars().next_back());
        let after = markdown.get(range.end..).and_then(|text| text.chars().next());
        [before, after].into_iter().all(|next| next.is_some_and(char::is_alphanumeric))
    }

    /// Adds text, with its placeholders replaced by values.
    fn text(&mut self, text: &str, range: Range<usize>, inlines: &mut Inlines) {
        // Where Markdown changed the text, as it does with entities, its bytes have no places of their own.
        let same = self.prepared.markdown.get(range.clone()) == Some(text);
        let exact = same && !self.prepared.is_made();
        if same {
            self.note_braces(text, range.start);
        }
        let mut at = range.start;
        for piece in pieces(text) {
            let length = match piece {
                Piece::Words(words) => words.len(),
                Piece::Mark(_, length) => length,
            };
            match piece {
                Piece::Words(words) if exact => self.exact(words, at, inlines),
                Piece::Words(words) => {
                    let place = self.prepared.place_of(range.clone());
                    inlines.push(Inline::text(words.chars().map(shown).collect::<String>(), place));
                }
                Piece::Mark(index, _) => self.insert(index, inlines),
            }
            at += length;
        }
    }

    /// Adds words that are in the Markdown unchanged at byte `at`, so that each byte has its place.
    fn exact(&self, words: &str, mut at: usize, inlines: &mut Inlines) {
        let place = self.prepared.place_of(at..at + words.len());
        if place.end - place.start == words.len() {
            return push(inlines, words, place);
        }
        for next in words.chars() {
            let place = self.prepared.place_of(at..at + next.len_utf8());
            push(inlines, shown(next).encode_utf8(&mut [0; 4]), place);
            at += next.len_utf8();
        }
    }

    /// Adds the value of an expression in the middle of a line.
    fn insert(&mut self, index: usize, inlines: &mut Inlines) {
        let place = self.prepared.places.get(index).copied();
        let source = self.prepared.sources.get(index);
        match self.prepared.inserted.get(index) {
            Some(Some(Inserted::Inlines(inserted))) => {
                let inserted = inserted.iter().cloned().map(|inline| placed(inline, place));
                inlines.extend(inserted.map(|mut inline| {
                    give_source(&mut inline, source);
                    inline
                }));
            }
            Some(Some(Inserted::Blocks(blocks))) => {
                let mut blocks = blocks.clone();
                each_of_mut(&mut blocks, &mut |element| {
                    if let Element::Inline(inline) = element {
                        give_source(inline, source);
                    }
                });
                self.met.extend(place.map(|place| (blocks, place)));
            }
            Some(None) | None => {}
        }
    }

    /// Text with each placeholder replaced by its words.
    pub(super) fn words(&self, text: &str) -> String {
        pieces(text)
            .map(|piece| match piece {
                Piece::Words(words) => words.chars().map(shown).collect(),
                Piece::Mark(index, _) => match self.prepared.inserted.get(index) {
                    Some(Some(Inserted::Inlines(inserted))) => plain(inserted),
                    _ => String::new(),
                },
            })
            .collect()
    }
}

/// A piece of text: words, or a placeholder with the number of its expression and its length in bytes.
enum Piece<'a> {
    Words(&'a str),
    Mark(usize, usize),
}

/// Splits text at placeholders.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, length) = match mark(rest) {
            Some((index, length)) => (Piece::Mark(index, length), length),
            None => {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                let length = rest[first..].find(OPEN).map_or(rest.len(), |next| first + next);
                (Piece::Words(&rest[..length]), length)
            }
        };
        rest = &rest[length..];
        Some(piece)
    })
}

/// The placeholder at the start of a text: the number of its expression, and its length in bytes.
fn mark(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix(OPEN)?;
    let end = inside.find(CLOSE)?;
    let index = inside[..end].parse().ok()?;
    Some((index, OPEN.len_utf8() + end + CLOSE.len_utf8()))
}

/// Adds words at a place, joined to the text before them where they follow it directly.
fn push(inlines: &mut Inlines, words: &str, place: Place) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) if joins(last, words, place) => {
            last.text.push_str(words);
            last.place = last.place.map(|before| Place { end: place.end, ..before });
        }
        _ => inlines.push(Inline::text(words, place)),
    }
}

/// Whether words follow a text directly, so that each byte of both keeps its place.
fn joins(last: &Text, words: &str, place: Place) -> bool {
    last.source.is_none()
        && last.place.is_some_and(|before| {
            // Words that the program inserted have no bytes, but share one place.
            let put_in = before.start == before.end && before == place;
            put_in
                || before.file == place.file
                    && before.end == place.start
                    && before.end - before.start == last.text.len()
                    && place.end - place.start == words.len()
        })
}

/// An inline of an expression's value, at the place of the expression.
fn placed(inline: Inline, place: Option<Place>) -> Inline {
    match inline {
        Inline::Text(text) => Inline::Text(Text { place, ..text }),
        Inline::Link(link) => Inline::Link(Link { place, ..link }),
        other => other,
    }
}

/// Notes the expression that words come from. A reference within the paper is not a figure and gets no note.
fn give_source(inline: &mut Inline, source: Option<&Arc<str>>) {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.source = source.cloned(),
        Inline::Strong(Span { content })
        | Inline::Emphasis(Span { content })
        | Inline::Struck(Span { content })
        | Inline::Mark(Mark { content, .. })
        | Inline::Link(Link { target: Target::Url(_) | Target::Beside(_), content, .. }) => {
            content.iter_mut().for_each(|inline| give_source(inline, source));
        }
        Inline::Link(_) | Inline::Note(_) | Inline::Break | Inline::Withheld(_) => {}
    }
}

/// The target of an address; `None` where a link cannot lead there.
fn link_target(address: &str) -> Option<Target> {
    if let Some(anchor) = address.strip_prefix('#') {
        return (!anchor.is_empty()).then(|| Target::Anchor(anchor.to_owned()));
    }
    let whole = !address.contains(|next: char| next.is_whitespace() || next.is_control());
    let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    });
    (whole && known).then(|| Target::Url(address.to_owned()))
}
