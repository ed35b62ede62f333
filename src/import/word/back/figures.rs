//! Recognises figures that were copied or moved to another line, by the tags of their content controls.
//!
//! In come the lines that were sent; out come [`Figures`]: the text that each control printed, with the expression in
//! the file that gave it. A control that was copied or moved with its printed text becomes that expression again, not
//! a typed figure.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use typst::syntax::FileId;

use super::base::Base;
use super::line::signs;
use super::page::{Letter, Look};
use super::text::Text;
use super::withheld::Withheld;
use super::words::Word;

/// The tag of a control or the target of a reference, and the printed text.
type Key = (Arc<str>, String);

/// The figures and references of a paper.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// The expression for each key; `None` where two expressions share a tag and a text.
    written: BTreeMap<Key, Option<String>>,
    /// The tags that only withheld text has.
    closed: Vec<Arc<str>>,
}

impl Figures {
    /// The figures of one edition of the paper, as written in its file.
    pub(super) fn of(base: &Base, withheld: &Withheld, toml: &str, file: FileId) -> Self {
        let mut figures = Self::default();
        for (line, leaf) in &base.lines {
            let Some(leaf) = leaf else { continue };
            let letters = &line.letters[leaf.around.0..line.letters.len() - leaf.around.1];
            for (range, tag) in groups(letters) {
                let Some(bound) = leaf.glyphs[range.start].bound else { continue };
                let whole =
                    |at: usize| leaf.glyphs.get(at).is_some_and(|glyph| glyph.bound == Some(bound));
                let is_whole = range.clone().all(whole)
                    && !whole(range.end)
                    && !range.start.checked_sub(1).is_some_and(whole);
                let bound = &leaf.bound[bound];
                let source = bound.source.as_deref().unwrap_or_default();
                if withheld.has_source(source) && !figures.closed.contains(&tag) {
                    figures.closed.push(tag.clone());
                }
                let written = bound.place.filter(|place| place.file == file).and_then(|place| {
                    let text = Text::at(file, toml, place.start)?;
                    let written = text.words.get(text.expression(place)?)?;
                    let is_expression = written.starts_with("{{") && written.ends_with("}}");
                    is_expression.then(|| written.to_owned())
                });
                let Some(written) = written.filter(|_| is_whole) else { continue };
                let key = (tag, signs(&letters[range]));
                let known = figures.written.entry(key).or_insert_with(|| Some(written.clone()));
                if known.as_ref() != Some(&written) {
                    *known = None;
                }
            }
        }
        figures
    }

    /// Turns letters that came back into words to write, with figures as their expressions.
    pub(super) fn words(&self, letters: &[Letter]) -> Vec<Word> {
        let mut words = Vec::new();
        let mut at = 0;
        for (range, written) in self.found(letters) {
            words.extend(letters[at..range.start].iter().cloned().map(Word::New));
            let look = Look { link: None, ..letters[range.start].look.clone() };
            words.push(Word::Kept(written.to_owned(), look));
            at = range.end;
        }
        words.extend(letters[at..].iter().cloned().map(Word::New));
        words
    }

    /// Whether there is a figure among the letters.
    pub(super) fn any(&self, letters: &[Letter]) -> bool {
        self.found(letters).next().is_some()
    }

    /// Whether every letter in a content control belongs to a known figure.
    pub(super) fn all(&self, letters: &[Letter]) -> bool {
        let found: Vec<Range<usize>> = self.found(letters).map(|(range, _)| range).collect();
        let held = letters.iter().enumerate().filter(|(_, letter)| letter.held);
        held.map(|(at, _)| at).all(|at| found.iter().any(|range| range.contains(&at)))
    }

    /// The figures that are typed text now, each with the tag of its former expression.
    pub(super) fn typed(&self, letters: &[Letter]) -> impl Iterator<Item = (String, Arc<str>)> {
        let typed = groups(letters).filter(|(range, _)| letters[range.start].control.is_some());
        typed.filter_map(|(range, tag)| {
            let printed = signs(&letters[range]);
            let known =
                self.written.get(&(tag.clone(), printed.clone())).is_some_and(Option::is_some);
            (!known && !tag.is_empty()).then_some((printed, tag))
        })
    }

    /// Whether only withheld text has figures with this tag.
    pub(super) fn is_closed(&self, tag: &str) -> bool {
        self.closed.iter().any(|closed| **closed == *tag)
    }

    /// The ranges of the figures among the letters, each with its expression.
    fn found(&self, letters: &[Letter]) -> impl Iterator<Item = (Range<usize>, &str)> {
        groups(letters).filter_map(|(range, tag)| {
            let key = (tag, signs(&letters[range.clone()]));
            Some((range, self.written.get(&key)?.as_deref()?))
        })
    }
}

/// The runs of letters in one content control, or linking to one target, with the tag or the name of the target.
fn groups(letters: &[Letter]) -> impl Iterator<Item = (Range<usize>, Arc<str>)> {
    let key = |letter: &Letter| match &letter.control {
        Some((number, tag)) => Some((Some(*number), tag.clone())),
        None => {
            letter.look.link.clone().filter(|link| link.starts_with('#')).map(|link| (None, link))
        }
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < letters.len() {
            let start = at;
            let own = key(&letters[at]);
            at += letters[at..].iter().take_while(|letter| key(letter) == own).count();
            if let Some((_, tag)) = own {
                return Some((start..at, tag));
            }
        }
        None
    })
}
