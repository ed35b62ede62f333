//! Turns TOML values into typed ones, and continues after every problem.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;
use typst::syntax::FileId;

use super::correction::{Correction, correction, describe};
use super::fields::spelt;
use super::shape::Shape;
use super::syntax::Meant;
use super::syntax::slip::BARE;
use super::syntax::unit::unit_at;
use super::{Line, Prose};
use crate::diag::{Diagnostic, Findings, Outcome, Place};

/// A type that can be read from a TOML value.
pub(crate) trait Decode: Sized {
    /// What the value should be, as the end of the sentence "this should be …".
    const EXPECTED: &'static str;

    /// Whether it is a group of keys with a header of its own, `[name]`.
    const IS_GROUP: bool = false;

    /// Its keys, as Rust spells them.
    const KEYS: &'static [&'static str] = &[];

    /// Reads the value and reports what is wrong with it; `None` where it is not clear what was meant.
    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// Whether a text is empty, so that it cannot stand for a required value.
    fn is_blank(_text: &str) -> bool {
        false
    }

    /// The value of a key that is left out; `None` if the key is required.
    fn missing() -> Option<Self> {
        None
    }

    /// A replacement for a value that cannot be read, so that the rest can still be checked; `None` if there is none.
    /// The keys of the file itself have more of them, since the file is checked in any case.
    fn unread(_place: Place, _of_file: bool) -> Option<Self> {
        None
    }

    /// The shape of its values, for forms and schemas.
    fn shape() -> Shape {
        Shape::Other
    }

    /// Visits every line of prose in it.
    fn each_line(&mut self, _visit: &mut dyn FnMut(&mut Line)) {}
}

/// The decoding of one file: its text, and the problems found so far.
pub(crate) struct Decoder<'a> {
    file: FileId,
    meant: &'a Meant<'a>,
    /// Whether only prose may have expressions: in papers and their data, unlike in styles and languages.
    pub(super) only_prose_has_expressions: bool,
    /// Whether the value being read is withheld already, so that it may say so.
    pub(super) is_withheld: bool,
    /// The keys of the file itself, as Rust spells them.
    root: &'static [&'static str],
    problems: Vec<Diagnostic>,
}

impl<'a> Decoder<'a> {
    /// A decoder for a file whose root has the keys `root`. It starts with the problems in the file's syntax.
    pub(super) fn new(file: FileId, meant: &'a Meant<'a>, root: &'static [&'static str]) -> Self {
        let slip = |(at, message, hint): &(Range<usize>, String, String)| {
            Diagnostic::error(Place::new(file, at.clone()), message).hint(hint)
        };
        let problems = meant.slips.iter().map(slip).collect();
        Self { file, meant, root, only_prose_has_expressions: false, is_withheld: false, problems }
    }

    /// The place in the file for a byte range of the text as it was meant.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        self.meant.place(self.file, range)
    }

    /// The prose of a text in such a range.
    pub(super) fn prose(&self, text: &str, range: Range<usize>) -> Prose {
        let raw = self.meant.text.get(range.clone()).unwrap_or_default();
        let prose = Prose::new(text.to_owned(), raw, Place::new(self.file, range.clone()));
        prose.moved(self.place(range), &|at| self.meant.locate(at))
    }

    /// Reads a value, unless it replaces one that could not be read and was reported.
    pub(super) fn decode<T: Decode>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        if self.meant.is_unknown(value.span().start) { None } else { T::decode(value, self) }
    }

    /// The text of the file as it was meant.
    pub(super) fn text(&self) -> &str {
        &self.meant.text
    }

    /// The error for a key of the file itself that is in one of its groups; `None` for any other key.
    pub(super) fn strayed(&self, key: &str, place: Place) -> Option<Diagnostic> {
        self.root.iter().find(|known| spelt(known) == key)?;
        let line = self.text().lines().position(|line| line.starts_with('['))?;
        let error = Diagnostic::error(
            place,
            format!("`{key}` belongs to the file itself, and stands in a group of it"),
        );
        let hint = format!("move it above line {}, the first in square brackets", line + 1);
        Some(error.hint(hint))
    }

    /// Adds a problem.
    pub(crate) fn raise(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Adds a problem of a value, in place of the one that it lacks quotation marks: with them it would be wrong too.
    pub(crate) fn raise_instead(&mut self, problem: Diagnostic) {
        self.problems.retain(|other| other.place != problem.place || other.message != BARE);
        self.raise(problem);
    }

    /// The result for the file: its record, as far as it could be read, and all problems in the order of the file.
    pub(crate) fn finish<T>(mut self, record: Option<T>) -> Outcome<T> {
        self.problems.sort_by_key(|problem| problem.place.map(|place| place.start));
        let mut findings = Findings::default();
        findings.extend(self.problems);
        findings.go_on(record)
    }

    /// Reports a value of the wrong type; returns the value that was meant where that is clear.
    pub(super) fn wrong_type<T: Decode>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let place = self.place(value.span());
        let found = describe(value.get_ref());
        let raw = self.meant.text.get(value.span()).unwrap_or_default();
        let Correction { hint, meant } = match value.get_ref() {
            DeValue::Array(_) if T::IS_GROUP => {
                "write the group's name once, in single square brackets: `[name]`".into()
            }
            other => {
                let unit = unit_at(&self.meant.text, value.span().start);
                let before = self.meant.text.get(..value.span().start).unwrap_or_default();
                let line = before.rsplit(['\n', '{', ',']).next().unwrap_or_default();
                let key = line.split('=').next().unwrap_or_default().trim();
                correction(other, raw, T::EXPECTED, unit, key)
            }
        };
        let message = format!("this is {found}, but it should be {}", T::EXPECTED);
        self.raise_instead(Diagnostic::error(place, message).hint(hint));
        let meant = meant?;
        let value = DeValue::parse(&meant).ok()?;
        // The value that was meant has no bytes in the file, so all of it has the place of the one written.
        let there = Meant::at(place.start);
        T::decode(&value, &mut Decoder::new(self.file, &there, &[]))
    }
}
