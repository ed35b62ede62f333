//! Collects what the parts of a Word file share: relationships, pictures, bookmarks and unique numbers.
//!
//! Each line is in a bookmark named after its words, by which it is recognised when the file comes back, whichever
//! program saved it. The names start with an underscore, which hides them in Word.

use std::collections::BTreeMap;

use serde::Serialize;

use super::piece::{Bookmark, Control};
use crate::document::{Cleared, Document, Inlines, anchors_of, plain};
use crate::export::stamp::hash;
use crate::language::Wording;

/// The prefix of bookmark names of lines.
pub(crate) const LINE: &str = "_papers_";

/// The prefix of the name of the bookmark for all lines together.
pub(crate) const WHOLE: &str = "_papers_of_";

/// The letters of a hash in a bookmark's name.
const LETTERS: usize = 16;

/// The longest title or tag of a content control, in characters: with a longer one, Word reports the file as damaged.
const LONGEST: usize = 64;

/// The longest name of a bookmark, in characters.
const LONGEST_NAME: usize = 40;

/// What the parts share, collected so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The bookmark names of the document's anchors.
    names: BTreeMap<String, String>,
    /// The bookmarks that have been placed.
    placed: Vec<String>,
    /// The addresses of links.
    addresses: Vec<String>,
    /// The pictures, with the extensions of their files.
    media: Vec<(Vec<u8>, &'static str)>,
    /// The lines in bookmarks, by name.
    lines: Vec<(String, Inlines<Cleared>)>,
    /// The number of lines with the same words.
    alike: BTreeMap<String, usize>,
    /// The unique numbers given so far.
    given: usize,
}

/// A relationship that any part can have.
#[derive(Debug, Serialize)]
pub(super) struct Relation {
    id: String,
    kind: &'static str,
    target: String,
    outside: bool,
}

impl Parts {
    /// The parts of a document, whose anchors get bookmark names before any link points at them.
    pub(super) fn of(document: &Document<Cleared>) -> Self {
        let mut parts = Self::default();
        for anchor in anchors_of(&document.blocks) {
            let plain = |next: char| if next.is_ascii_alphanumeric() { next } else { '_' };
            let name: String = anchor.chars().map(plain).collect();
            let named = format!("to_{name}");
            let taken = parts.names.values().any(|other| other.eq_ignore_ascii_case(&named));
            let name = match taken || named.len() > LONGEST_NAME {
                true => format!("to_{:.20}_{}", name, parts.names.len() + 1),
                false => named,
            };
            parts.names.entry(anchor.to_owned()).or_insert(name);
        }
        parts
    }

    /// A number that nothing else in the file has.
    pub(super) fn number(&mut self) -> usize {
        self.given += 1;
        self.given
    }

    /// The bookmark of an anchor, the first time it is placed.
    pub(super) fn bookmark(&mut self, anchor: Option<&str>) -> Option<Bookmark> {
        let name = self.names.get(anchor?)?.clone();
        if self.placed.contains(&name) {
            return None;
        }
        self.placed.push(name.clone());
        Some(Bookmark { id: self.number(), name })
    }

    /// The bookmark name of an anchor.
    pub(super) fn name(&self, anchor: &str) -> Option<String> {
        self.names.get(anchor).cloned()
    }

    /// The bookmark of a line; `None` where it has no words.
    pub(super) fn line(&mut self, inlines: &Inlines<Cleared>) -> Option<Bookmark> {
        let words = name_of_line(&plain(inlines))?;
        let count = self.alike.entry(words.clone()).or_default();
        *count += 1;
        let name = format!("{words}_{count}");
        self.lines.push((name.clone(), inlines.clone()));
        Some(Bookmark { id: self.number(), name })
    }

    /// The bookmark named after all lines so far.
    pub(super) fn whole(&mut self) -> Bookmark {
        let names: Vec<&str> = self.lines.iter().map(|(name, _)| name.as_str()).collect();
        let name = format!("{WHOLE}{:.LETTERS$}", hash(names.join(" ").as_bytes()));
        Bookmark { id: self.number(), name }
    }

    /// Takes out the lines in bookmarks, by name.
    pub(super) fn take_lines(&mut self) -> Vec<(String, Inlines<Cleared>)> {
        std::mem::take(&mut self.lines)
    }

    /// The relationship to an address.
    pub(super) fn address(&mut self, address: &str) -> String {
        let at = self.addresses.iter().position(|known| known == address);
        let at = at.unwrap_or_else(|| {
            self.addresses.push(address.to_owned());
            self.addresses.len() - 1
        });
        format!("link{}", at + 1)
    }

    /// The relationship to a picture.
    pub(super) fn picture(&mut self, bytes: Vec<u8>, extension: &'static str) -> String {
        let at = self.media.iter().position(|(known, _)| *known == bytes);
        let at = at.unwrap_or_else(|| {
            self.media.push((bytes, extension));
            self.media.len() - 1
        });
        format!("picture{}", at + 1)
    }

    /// The content of an expression, as a content control.
    pub(super) fn control<T>(
        &mut self,
        source: &str,
        content: Vec<T>,
        wording: &Wording,
    ) -> Control<T> {
        let named = source.split('|').next().unwrap_or_default();
        let words: Vec<&str> = named
            .split(|next: char| !next.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let title = wording.say("from-data", minijinja::context! { what => words.join(" ") });
        let (tag, source) = (cut(source), source.to_owned());
        Control { id: self.number(), title: cut(&title), tag, source, content }
    }

    /// The relationships that every part can use.
    pub(super) fn written(&self) -> Vec<Relation> {
        let links = self.addresses.iter().zip(1..).map(|(address, n)| Relation {
            id: format!("link{n}"),
            kind: "hyperlink",
            target: address.clone(),
            outside: true,
        });
        let pictures = self.media.iter().zip(1..).map(|((_, extension), n)| Relation {
            id: format!("picture{n}"),
            kind: "image",
            target: format!("media/picture{n}.{extension}"),
            outside: false,
        });
        links.chain(pictures).collect()
    }

    /// The pictures, by the names of their parts.
    pub(super) fn into_media(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        let named = |((bytes, extension), n)| (format!("word/media/picture{n}.{extension}"), bytes);
        self.media.into_iter().zip(1..).map(named)
    }
}

/// The start of the bookmark name of a line with these words; `None` where there are none. Spacing does not matter,
/// since programs change it.
pub(crate) fn name_of_line(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    (!words.is_empty()).then(|| format!("{LINE}{:.LETTERS$}", hash(words.join(" ").as_bytes())))
}

/// A text cut to the length that Word allows.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}
