//! TOML with slips in it, read as its author meant it.
//!
//! In comes the text of a file; out come sound TOML, every slip in words, and the way back from a byte of the one to the
//! other. So one slip hides nothing else that is wrong with the file. The text is looked at by lines only where TOML's
//! own parser finds something wrong. Typed values are left to [`decode`](super::decode).

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
    /// Sound TOML, but for keys that are given twice.
    pub(crate) text: Cow<'a, str>,
    /// What is wrong with the file: where in it, what, and what to do.
    pub(crate) slips: Vec<(Range<usize>, String, String)>,
    /// The text of the file as it is.
    pub(crate) file: &'a str,
    /// The runs of the text.
    runs: Vec<Run>,
    /// Where values start in the text that stand in for ones that could not be read.
    unknown: BTreeSet<usize>,
    /// The tables of the text, where it is the file as it is.
    root: Option<Spanned<DeTable<'a>>>,
}

/// A part of the text that advances as the file does, or that stands there instead of something else.
#[derive(Debug)]
struct Run {
    /// Where it starts in the text.
    ours: usize,
    /// Where it starts in the file.
    theirs: usize,
    /// Whether it stands there instead of something else.
    is_edit: bool,
}

impl<'a> Meant<'a> {
    /// A text with nothing wrong found so far.
    fn new(file: &'a str, text: Cow<'a, str>) -> Self {
        let start = Run { ours: 0, theirs: 0, is_edit: false };
        let (slips, unknown) = (Vec::new(), BTreeSet::new());
        Self { text, file, slips, runs: vec![start], unknown, root: None }
    }

    /// A text that stands in no file, all of which was meant by what starts at a byte of one.
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
        // Sound text needs no second look.
        if !errors.is_empty() || !as_it_is {
            meant.check();
        }
        meant.root = as_it_is.then_some(root);
        meant.keep_marks();
        meant
    }

    /// The tables of the text.
    pub(crate) fn root(&self) -> Cow<'_, Spanned<DeTable<'_>>> {
        match &self.root {
            Some(root) => Cow::Borrowed(root),
            None => Cow::Owned(DeTable::parse_recoverable(&self.text).0),
        }
    }

    /// The byte of the file that a byte of the text came from.
    pub(super) fn locate(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.ours <= at);
        let run = &self.runs[after - 1];
        run.theirs + if run.is_edit { 0 } else { at - run.ours }
    }

    /// The place in the file of a range of the text.
    pub(crate) fn place(&self, file: FileId, range: Range<usize>) -> Place {
        Place::new(file, self.locate(range.start)..self.locate(range.end))
    }

    /// Whether the value that starts at a byte of the text stands in for one that could not be read.
    pub(crate) fn is_unknown(&self, at: usize) -> bool {
        self.unknown.contains(&at)
    }

    /// Mends the slips of a text.
    fn mended(text: &'a str) -> Self {
        let mut slips: Vec<Slip> = Vec::new();
        let mut strays = false;
        for statement in statements(text) {
            let found = slip::slips(text, &statement);
            let stray = matches!(statement.form, Form::Stray);
            // Of lines that have left the text that they belong to, the first is said.
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

    /// A text with the edits of its slips.
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

    /// Takes back each hint that would lose a mark: what follows it would be published.
    fn keep_marks(&mut self) {
        for (at, _, hint) in &mut self.slips {
            let start = self.file[..at.start].rfind('\n').map_or(0, |end| end + 1);
            let line = self.file[start..].lines().next().unwrap_or_default();
            let shown = hint.split('#').next().unwrap_or_default();
            // A mark that is misspelt is lost as one that is not.
            if is_mentioned(line) && !is_mentioned(shown) {
                *hint = "to withhold something, give it the key `exempt = { paragraphs = [3], reason = \"…\" }` on a line \
                         of its own, or end a paragraph with `{.exempt-3}` inside the quotation marks"
                    .to_owned();
            }
        }
    }

    /// Raises what is still wrong: keys that are given twice.
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

/// What TOML's parser says of a key that is given twice.
const TWICE: &str = "duplicate key";

/// How that starts which it says of a key that has a value, and keys below it.
const EXTENDED: &str = "cannot extend value";

/// The lines of a file that give a key or begin a group, by its name.
struct Lines<'a> {
    keys: BTreeMap<&'a str, Vec<usize>>,
    groups: BTreeMap<&'a str, Vec<usize>>,
    starts: LineStarts,
}

impl<'a> Lines<'a> {
    /// The lines of a file, which are counted from 1.
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

    /// The slip of a key or a group that is given twice.
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
        // Of keys of one name, that of the same group is the nearest above.
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
