//! Reads TOML with mistakes in it as its author meant it.
//!
//! The text of a file comes in; valid TOML goes out, with every mistake in words, and a map from the bytes of the one
//! to the other. So one mistake hides no other. The text is split into lines only where TOML's own parser finds
//! something wrong. Typed values are left to [`decode`](super::decode).

mod backslash;
mod brackets;
mod fix;
mod line;
mod quoted;
pub(in crate::read) mod scalar;
pub(in crate::read) mod slip;
mod slots;
mod statement;
pub(in crate::read) mod unit;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use toml::Spanned;
use toml::de::DeTable;
use typst::syntax::FileId;

use self::slip::{Edit, Slip};
use self::statement::{Form, statements};
use super::mark::is_mentioned;
use super::place::LineStarts;
use crate::diag::Place;

/// The text of a file as its author meant it.
#[derive(Debug)]
pub(crate) struct Meant<'a> {
    /// Valid TOML, except that keys may be given twice.
    pub(crate) text: Cow<'a, str>,
    /// The mistakes in the file: the range, the message and the hint of each.
    pub(crate) slips: Vec<(Range<usize>, String, String)>,
    /// The text of the file as it is.
    pub(crate) file: &'a str,
    /// The runs of `text`, which map it to the file.
    runs: Vec<Run>,
    /// The offsets in `text` of values that replace unreadable ones.
    unknown: BTreeSet<usize>,
    /// The tables of `text`, where that is the file as it is.
    root: Option<Spanned<DeTable<'a>>>,
    /// Whether the file may say that something is withheld, once that was asked.
    mentions: OnceLock<bool>,
}

/// A part of `text` that is copied from the file, or that replaces something there.
#[derive(Debug)]
struct Run {
    /// Its start in `text`.
    ours: usize,
    /// Its start in the file.
    theirs: usize,
    /// Whether it replaces something.
    is_edit: bool,
}

impl<'a> Meant<'a> {
    /// A text in which no mistake has been found.
    fn new(file: &'a str, text: Cow<'a, str>) -> Self {
        let start = Run { ours: 0, theirs: 0, is_edit: false };
        let (slips, unknown) = (Vec::new(), BTreeSet::new());
        Self {
            text,
            file,
            slips,
            runs: vec![start],
            unknown,
            root: None,
            mentions: OnceLock::new(),
        }
    }

    /// A text that is not in the file, whose every byte has the place `start` there.
    pub(super) fn at(start: usize) -> Self {
        let runs = vec![Run { ours: 0, theirs: start, is_edit: true }];
        Self { runs, ..Self::new("", Cow::default()) }
    }

    /// Reads the text of a file.
    pub(crate) fn of(text: &'a str) -> Self {
        let (root, errors) = DeTable::parse_recoverable(text);
        let of_lines = |message: &str| message != TWICE && !message.starts_with(EXTENDED);
        let mut meant = if errors.iter().any(|error| of_lines(error.message())) {
            Self::mended(text)
        } else {
            match slip::paths(text, 0, root.get_ref()) {
                slips if slips.is_empty() => Self::new(text, text.into()),
                slips => Self::edited(text, slips),
            }
        };
        let as_it_is = matches!(meant.text, Cow::Borrowed(_));
        // Valid text needs no second check.
        if !errors.is_empty() || !as_it_is {
            meant.check();
        }
        meant.root = as_it_is.then_some(root);
        meant.keep_marks();
        meant
    }

    /// The tables of `text`.
    pub(crate) fn root(&self) -> Cow<'_, Spanned<DeTable<'_>>> {
        match &self.root {
            Some(root) => Cow::Borrowed(root),
            None => Cow::Owned(DeTable::parse_recoverable(&self.text).0),
        }
    }

    /// Whether the file says, or may be meant to say, that something is withheld; every word is looked at once only.
    pub(crate) fn mentions_a_mark(&self) -> bool {
        *self.mentions.get_or_init(|| is_mentioned(self.file))
    }

    /// The byte of the file for a byte of `text`.
    pub(super) fn locate(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.ours <= at);
        let run = &self.runs[after - 1];
        run.theirs + if run.is_edit { 0 } else { at - run.ours }
    }

    /// The place in the file of a range of `text`.
    pub(crate) fn place(&self, file: FileId, range: Range<usize>) -> Place {
        Place::new(file, self.locate(range.start)..self.locate(range.end))
    }

    /// Whether the value at a byte of `text` replaces an unreadable one.
    pub(crate) fn is_unknown(&self, at: usize) -> bool {
        self.unknown.contains(&at)
    }

    /// A text with its mistakes mended.
    fn mended(text: &'a str) -> Self {
        let mut slips: Vec<Slip> = Vec::new();
        let mut strays = false;
        for statement in statements(text) {
            let found = slip::slips(text, &statement);
            let stray = matches!(statement.form, Form::Stray);
            // Reports only the first of consecutive lines outside the text they belong to.
            let told = strays && stray && found.iter().all(|slip| slip.is_outside());
            strays = stray && (told || found.iter().any(Slip::is_outside))
                || strays && matches!(statement.form, Form::Blank);
            slips.extend(found.into_iter().map(|slip| Slip {
                message: if told { String::new() } else { slip.message },
                ..slip
            }));
        }
        Self::edited(text, slips)
    }

    /// A text with the edits of its mistakes applied.
    fn edited(text: &'a str, slips: Vec<Slip>) -> Self {
        let mut edits: Vec<&Edit> = slips.iter().flat_map(|slip| &slip.edits).collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut meant = Self::new(text, Cow::default());
        let made = meant.text.to_mut();
        let mut at = 0;
        for edit in edits {
            made.push_str(text.get(at..edit.range.start).unwrap_or_default());
            meant.runs.push(Run { ours: made.len(), theirs: edit.range.start, is_edit: true });
            if edit.unknown {
                meant.unknown.insert(made.len());
            }
            made.push_str(&edit.text);
            meant.runs.push(Run { ours: made.len(), theirs: edit.range.end, is_edit: false });
            at = edit.range.end;
        }
        made.push_str(text.get(at..).unwrap_or_default());
        let said = slips.into_iter().filter(|slip| !slip.message.is_empty());
        meant.slips = said.map(|slip| (slip.at, slip.message, slip.hint)).collect();
        meant
    }

    /// Replaces each hint that would lose a mark, since what follows the mark would be published.
    fn keep_marks(&mut self) {
        for (at, _, hint) in &mut self.slips {
            let start = self.file[..at.start].rfind('\n').map_or(0, |end| end + 1);
            let line = self.file[start..].lines().next().unwrap_or_default();
            let shown = hint.split('#').next().unwrap_or_default();
            // A misspelt mark is lost just as one that is right.
            if is_mentioned(line) && !is_mentioned(shown) {
                *hint = "to withhold something, give it the key `exempt = { paragraphs = [3], reason = \"…\" }` on a line \
                         of its own, or end a paragraph with `{.exempt-3}` inside the quotation marks"
                    .to_owned();
            }
        }
    }

    /// Reports what is still wrong: keys that are given twice.
    fn check(&mut self) {
        let (_, errors) = DeTable::parse_recoverable(&self.text);
        let lines = Lines::of(if errors.is_empty() { "" } else { self.file });
        let mut said: BTreeSet<_> =
            self.slips.iter().map(|(at, message, _)| (at.start, at.end, message.clone())).collect();
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            let place = self.locate(at.start)..self.locate(at.end);
            let name = self.text.get(at).unwrap_or_default();
            let slip = match error.message() {
                TWICE => lines.twice(self.file, place, name),
                other if other.starts_with(EXTENDED) => (
                    place,
                    format!("`{name}` has a value already, so it cannot be a group as well"),
                    "keep one of the two".to_owned(),
                ),
                other => (
                    place,
                    format!("this cannot be read: {other}"),
                    "look at what stands before and after it".to_owned(),
                ),
            };
            if said.insert((slip.0.start, slip.0.end, slip.1.clone())) {
                self.slips.push(slip);
            }
        }
    }
}

/// The message of TOML's parser for a key that is given twice.
const TWICE: &str = "duplicate key";

/// The start of its message for a key that has both a value and keys below it.
const EXTENDED: &str = "cannot extend value";

/// The lines of a file that give a key or begin a group, by name.
struct Lines<'a> {
    keys: BTreeMap<&'a str, Vec<usize>>,
    groups: BTreeMap<&'a str, Vec<usize>>,
    starts: LineStarts,
}

impl<'a> Lines<'a> {
    /// The lines of a file, counted from 1.
    fn of(file: &'a str) -> Self {
        let (keys, groups) = (BTreeMap::new(), BTreeMap::new());
        let mut lines = Self { keys, groups, starts: LineStarts::of(file) };
        for (number, line) in (1..).zip(file.lines()) {
            let of = if is_group(line) { &mut lines.groups } else { &mut lines.keys };
            let name = line.trim_start_matches(['[', ' ', '\t', '"']);
            if let Some(end) = name.find(['=', ']', '.']) {
                of.entry(name[..end].trim_end_matches(['"', ' ', '\t'])).or_default().push(number);
            }
        }
        lines
    }

    /// The mistake of giving a key or a group twice: range, message and hint.
    fn twice(&self, file: &str, place: Range<usize>, name: &str) -> (Range<usize>, String, String) {
        let (own, start) = self.starts.line(place.start);
        let there = |line: Option<&usize>| {
            line.map_or_else(String::new, |line| format!(", first in line {line}"))
        };
        if is_group(&file[start..]) {
            let first = there(self.groups.get(name).and_then(|lines| lines.first()));
            return (
                place,
                format!("the group `{name}` is there twice{first}"),
                format!(
                    "put its keys together under one `[{name}]`; if there are several of it, write `[[{name}]]` before each"
                ),
            );
        }
        // The nearest line above with a key of this name is the one in the same group.
        let above = self.keys.get(name).map_or(&[][..], Vec::as_slice);
        let first = there(above[..above.partition_point(|line| *line < own)].last());
        (place, format!("`{name}` is given twice{first}"), "keep one of the two lines".to_owned())
    }
}

/// Whether a line begins a group.
fn is_group(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

#[cfg(test)]
mod tests;
