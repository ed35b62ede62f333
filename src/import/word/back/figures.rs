//! Figures that came back in another line than they were sent in: in their content controls, whose tags name them.
//!
//! In come the lines that were sent; out come [`Figures`]: what each control printed, and the expression in the file that
//! gave it. A control that was copied or moved with what it printed is that expression again, and no typed figure.

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

/// What a control is tagged with, or where a reference leads, and what it printed.
type Key = (Arc<str>, String);

/// The figures and references of a paper.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// How each is written; nothing where two are tagged and printed alike.
    written: BTreeMap<Key, Option<String>>,
    /// The tags of those that only withheld words have.
    closed: Vec<Arc<str>>,
}

impl Figures {
    /// Those of an edition of the paper in a file.
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

    /// Letters that came back as they are to be written.
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

    /// Whether any of them stands among letters.
    pub(super) fn any(&self, letters: &[Letter]) -> bool {
        self.found(letters).next().is_some()
    }

    /// Whether all letters in content controls are those of figures.
    pub(super) fn all(&self, letters: &[Letter]) -> bool {
        let found: Vec<Range<usize>> = self.found(letters).map(|(range, _)| range).collect();
        let held = letters.iter().enumerate().filter(|(_, letter)| letter.held);
        held.map(|(at, _)| at).all(|at| found.iter().any(|range| range.contains(&at)))
    }

    /// What was printed by an expression and is typed now, each with the tag that it had.
    pub(super) fn typed(&self, letters: &[Letter]) -> impl Iterator<Item = (String, Arc<str>)> {
        let typed = groups(letters).filter(|(range, _)| letters[range.start].control.is_some());
        typed.filter_map(|(range, tag)| {
            let printed = signs(&letters[range]);
            let known =
                self.written.get(&(tag.clone(), printed.clone())).is_some_and(Option::is_some);
            (!known && !tag.is_empty()).then_some((printed, tag))
        })
    }

    /// Whether a tag is that of figures which only withheld words have.
    pub(super) fn is_closed(&self, tag: &str) -> bool {
        self.closed.iter().any(|closed| **closed == *tag)
    }

    /// Where figures stand among letters, and how each is written.
    fn found(&self, letters: &[Letter]) -> impl Iterator<Item = (Range<usize>, &str)> {
        groups(letters).filter_map(|(range, tag)| {
            let key = (tag, signs(&letters[range.clone()]));
            Some((range, self.written.get(&key)?.as_deref()?))
        })
    }
}

/// Letters that stand in one content control, or lead to one place, with the tag or the name of that.
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
