//! From a TOML value to a typed one, going on after every problem.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

use super::shape::Shape;
use super::syntax::{Meant, scalar};
use super::{Line, Prose};
use crate::diag::{Diagnostic, Findings, Outcome, Place, closest};
use crate::read::date::{Date, Time};

/// A type that can be read from a TOML value.
pub(crate) trait Decode: Sized {
    /// What the value should be, as it ends the sentence "this should be …".
    const EXPECTED: &'static str;

    /// Whether it is a group of keys with a head of its own, `[name]`.
    const IS_GROUP: bool = false;

    /// Reads the value; raises what is wrong with it and gives `None`.
    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// What stands in for a value that is not given; `None` if it must be given.
    fn missing() -> Option<Self> {
        None
    }

    /// What it can be, for a form.
    fn shape() -> Shape {
        Shape::Other
    }

    /// Visits every line of prose in it.
    fn each_line(&mut self, _visit: &mut dyn FnMut(&mut Line)) {}
}

/// One file on its way to a record: its text, and what was found wrong so far.
pub(crate) struct Decoder<'a> {
    file: FileId,
    meant: &'a Meant<'a>,
    /// Whether only prose may have expressions: in papers and their data, unlike in styles and languages.
    pub(super) only_prose_has_expressions: bool,
    problems: Vec<Diagnostic>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the text of a file, which has raised the slips in it.
    pub(super) fn new(file: FileId, meant: &'a Meant<'a>) -> Self {
        let slip = |(at, message, hint): &(Range<usize>, String, String)| {
            Diagnostic::error(Place::new(file, at.clone()), message).hint(hint)
        };
        let problems = meant.slips.iter().map(slip).collect();
        Self { file, meant, only_prose_has_expressions: false, problems }
    }

    /// The place in the file of a range of the bytes that it was meant to have.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, self.meant.locate(range.start)..self.meant.locate(range.end))
    }

    /// The prose of a text that stands in a range of those bytes.
    pub(super) fn prose(&self, text: &str, range: Range<usize>) -> Prose {
        let raw = self.meant.text.get(range.clone()).unwrap_or_default();
        let prose = Prose::new(text.to_owned(), raw, Place::new(self.file, range.clone()));
        prose.moved(self.place(range), &|at| self.meant.locate(at))
    }

    /// Reads a value, unless it stands in for one that could not be read and said so.
    pub(super) fn decode<T: Decode>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        if self.meant.is_unknown(value.span().start) { None } else { T::decode(value, self) }
    }

    /// Notes a problem and goes on.
    pub(crate) fn raise(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// What becomes of the file: its record, unless there is none or an error was raised, and everything that was
    /// raised, in the order of the file.
    pub(crate) fn finish<T>(mut self, record: Option<T>) -> Outcome<T> {
        self.problems.sort_by_key(|problem| problem.place.map(|place| place.start));
        let mut findings = Findings::default();
        findings.extend(self.problems);
        findings.finish(record)
    }

    /// Raises that a value has the wrong type.
    pub(super) fn wrong_type<T: Decode>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let place = self.place(value.span());
        let found = describe(value.get_ref());
        let raw = self.meant.text.get(value.span()).unwrap_or_default();
        let hint = match value.get_ref() {
            DeValue::Array(_) if T::IS_GROUP => {
                "write the group's name once, in single square brackets: `[name]`".to_owned()
            }
            other => type_hint(other, raw, T::EXPECTED),
        };
        self.raise(
            Diagnostic::error(place, format!("this is {found}, but it should be {}", T::EXPECTED))
                .hint(hint),
        );
        None
    }
}

/// What a list should be.
pub(super) const LIST: &str = "a list";

/// Whether a text is what is expected, but for the quotation marks around it.
fn is_written_as(text: &str, expected: &str) -> bool {
    let value = DeValue::parse(text).map(Spanned::into_inner);
    match value {
        Ok(DeValue::Datetime(written)) => match expected {
            Date::EXPECTED => written.date.is_some(),
            Time::EXPECTED => written.date.is_none(),
            _ => false,
        },
        Ok(DeValue::Integer(_)) => [f64::EXPECTED, i64::EXPECTED, u8::EXPECTED].contains(&expected),
        Ok(DeValue::Float(_)) => expected == f64::EXPECTED,
        Ok(DeValue::Boolean(_)) => expected == bool::EXPECTED,
        _ => false,
    }
}

/// What a TOML value is, with its article.
fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a group of keys",
    }
}

/// What to change so that a value, written as `raw`, becomes what is expected.
fn type_hint(value: &DeValue<'_>, raw: &str, expected: &str) -> String {
    let text = value.as_str().unwrap_or(raw);
    let corrected = match expected {
        Date::EXPECTED => scalar::day(text),
        Time::EXPECTED => scalar::time(text),
        f64::EXPECTED | i64::EXPECTED | u8::EXPECTED => scalar::number(text),
        bool::EXPECTED => scalar::truth(text),
        _ => None,
    };
    match value {
        DeValue::String(_) if is_written_as(text, expected) => {
            format!("remove the quotation marks: {text}")
        }
        _ if let Some(corrected) = corrected.filter(|corrected| !corrected.value.is_empty()) => {
            format!("write {}, without quotation marks; {}", corrected.value, corrected.message)
        }
        DeValue::String(_) if expected == LIST => format!("put it between square brackets: `[{raw}]`"),
        DeValue::Table(_) if expected == LIST => {
            "write the group's name in double square brackets: `[[name]]`".into()
        }
        _ if expected == LIST => {
            "put values between square brackets: `[\"…\", \"…\"]`; a list of groups is `[[name]]`, once for each".into()
        }
        DeValue::Array(_) | DeValue::Table(_) if expected == <String as Decode>::EXPECTED => {
            "put one text in quotation marks".into()
        }
        _ if expected == <String as Decode>::EXPECTED => format!("put it in quotation marks: `\"{raw}\"`"),
        _ => format!("write {expected}"),
    }
}

/// A table on its way to a record: which keys it has, and which the record asked for.
pub(crate) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    place: Place,
    known: BTreeSet<String>,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// The fields of a table, or nothing, with the reason raised.
    pub(crate) fn of<T: Decode>(
        value: &'t Spanned<DeValue<'i>>,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        let place = header(decoder, value.span());
        match value.get_ref() {
            DeValue::Table(table) => Some(Self { table, place, known: BTreeSet::new() }),
            _ => decoder.wrong_type::<T>(value).and(None),
        }
    }

    /// Where the table starts.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Reads the field of that name, as Rust spells it; kebab-case in TOML.
    pub(crate) fn take<T: Decode>(
        &mut self,
        name: &str,
        default: Option<T>,
        decoder: &mut Decoder<'_>,
    ) -> Option<T> {
        let name = name.trim_start_matches("r#").replace('_', "-");
        let found = self.table.iter().find(|(key, _)| key.get_ref().as_ref() == name);
        let value = match found {
            Some((_, value)) => decoder.decode(value),
            None => default.or_else(T::missing).or_else(|| {
                decoder.raise(Diagnostic::error(self.place, format!("`{name}` is missing")).hint(
                    if T::IS_GROUP {
                        format!("add `[{name}]` and its keys, which are {}", T::EXPECTED)
                    } else {
                        format!("add `{name} = …`, which should be {}", T::EXPECTED)
                    },
                ));
                None
            }),
        };
        self.known.insert(name);
        value
    }

    /// Reads the lists of groups under names that no field asked for and that are not near to one that did.
    pub(crate) fn take_groups<T: Decode>(
        &mut self,
        decoder: &mut Decoder<'_>,
    ) -> Option<Vec<(super::Name, Vec<T>)>> {
        let is_group = |value: &DeValue<'_>| {
            value.as_array().is_some_and(|array| array.iter().any(|item| item.get_ref().is_table()))
        };
        let known: Vec<String> = self.known.iter().cloned().collect();
        let groups = self.table.iter().filter(|(key, value)| {
            is_group(value.get_ref())
                && closest(key.get_ref(), known.iter().map(|key| &**key)).is_none()
        });
        let groups: Vec<_> = groups
            .map(|(key, value)| {
                self.known.insert(key.get_ref().to_string());
                let name = super::Name::new(key.get_ref().to_string(), decoder.place(key.span()));
                Vec::decode(value, decoder).map(|group| (name, group))
            })
            .collect();
        groups.into_iter().collect()
    }

    /// Raises every key that no field asked for.
    pub(crate) fn finish(self, decoder: &mut Decoder<'_>) {
        for (key, _) in self.table {
            if !self.known.contains(key.get_ref().as_ref()) {
                let place = decoder.place(key.span());
                decoder.raise(unknown_key(key.get_ref(), place, &self.known));
            }
        }
    }
}

/// The error for a key that means nothing where it stands.
fn unknown_key(key: &str, place: Place, known: &BTreeSet<String>) -> Diagnostic {
    let error = Diagnostic::error(place, format!("`{key}` is not a key that is known here"));
    match closest(key, known.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => {
            let all: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            error.hint(format!("the keys known here are {}", all.join(", ")))
        }
    }
}

/// The place that stands for a table: its header line, not all that follows.
fn header(decoder: &Decoder<'_>, range: Range<usize>) -> Place {
    let rest = decoder.meant.text.get(range.clone()).unwrap_or_default();
    let line = rest.lines().next().map_or(0, str::len);
    decoder.place(range.start..range.start + line)
}
