//! From a TOML value to a typed one, going on after every problem.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

use super::mark::withholding;
use super::{Entries, Line, Name, Placed, Prose, Value};
use crate::diag::{Diagnostic, Findings, Outcome, Place, closest};
use crate::read::date::{Date, Time};
use crate::read::number::Number;

/// A type that can be read from a TOML value.
pub trait Decode: Sized {
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

    /// Visits every line of prose in it.
    fn each_line(&mut self, _visit: &mut dyn FnMut(&mut Line)) {}
}

/// One file on its way to a record: its text, and what was found wrong so far.
pub struct Decoder<'a> {
    file: FileId,
    text: &'a str,
    /// Whether only prose may have expressions: in papers and their data, unlike in styles and languages.
    pub(super) only_prose_has_expressions: bool,
    problems: Vec<Diagnostic>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the text of a file.
    pub fn new(file: FileId, text: &'a str) -> Self {
        Self { file, text, only_prose_has_expressions: false, problems: Vec::new() }
    }

    /// The text of the file.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The place of a range of the file's bytes.
    pub fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::new(self.file, range)
    }

    /// Notes a problem and goes on.
    pub fn raise(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Whether an error was raised so far.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }

    /// What becomes of the file: its record, unless there is none or an error was raised, and everything that was
    /// raised, in the order of the file.
    pub fn finish<T>(mut self, record: Option<T>) -> Outcome<T> {
        self.problems.sort_by_key(|problem| problem.place.map(|place| place.start));
        let mut findings = Findings::default();
        findings.extend(self.problems);
        findings.finish(record)
    }

    /// Raises that a value has the wrong type.
    pub(super) fn wrong_type<T: Decode>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let place = self.place(value.span());
        let found = describe(value.get_ref());
        self.raise(
            Diagnostic::error(place, format!("this is {found}, but it should be {}", T::EXPECTED))
                .hint(type_hint(value.get_ref(), T::EXPECTED)),
        );
        None
    }
}

/// What a list should be.
const LIST: &str = "a list";

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

/// What to change so that a value becomes what is expected.
fn type_hint(value: &DeValue<'_>, expected: &str) -> String {
    match value {
        DeValue::String(text)
            if text.parse::<NaiveDate>().is_ok() && expected == Date::EXPECTED =>
        {
            format!("remove the quotation marks: {text}")
        }
        DeValue::Table(_) if expected == LIST => {
            "write the group's name in double square brackets: `[[name]]`".into()
        }
        _ if expected == LIST => {
            "put values between square brackets: `[\"…\", \"…\"]`; a list of groups is `[[name]]`, once for each".into()
        }
        _ if expected == <String as Decode>::EXPECTED => "put it in quotation marks".into(),
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
            Some((_, value)) => T::decode(value, decoder),
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
fn header(decoder: &Decoder<'_>, range: std::ops::Range<usize>) -> Place {
    let text = decoder.text();
    let rest = text.get(range.clone()).unwrap_or_default();
    let line = rest.lines().next().map_or(0, str::len);
    decoder.place(range.start..range.start + line)
}

impl Decode for Prose {
    const EXPECTED: &'static str = String::EXPECTED;

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match value.get_ref().as_str() {
            Some(text) => {
                let raw = decoder.text().get(value.span()).unwrap_or_default();
                Some(Self::new(text.to_owned(), raw, decoder.place(value.span())))
            }
            None => decoder.wrong_type(value),
        }
    }
}

/// Raises a mark that withholds, in text whose marks nobody reads.
fn refuse_marks(value: &Spanned<DeValue<'_>>, text: &str, decoder: &mut Decoder<'_>) {
    if let Some(mark) = withholding(text) {
        let place = decoder.place(value.span());
        decoder.raise(
            Diagnostic::error(place, format!("`{mark}` withholds nothing here"))
                .hint("only paragraphs of a report can be marked; to withhold more, give the group that this stands in, or the whole file, the key `exempt`"),
        );
    }
}

impl Decode for Line {
    const EXPECTED: &'static str = String::EXPECTED;

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Some(text) = value.get_ref().as_str() {
            refuse_marks(value, text, decoder);
        }
        Prose::decode(value, decoder).map(Self::from)
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        visit(self);
    }
}

impl Decode for String {
    const EXPECTED: &'static str = "text in quotation marks";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(text) = value.get_ref().as_str() else { return decoder.wrong_type(value) };
        refuse_marks(value, text, decoder);
        let has = |open, close| text.split_once(open).is_some_and(|(_, rest)| rest.contains(close));
        if decoder.only_prose_has_expressions && (has("{{", "}}") || has("{%", "%}")) {
            let place = decoder.place(value.span());
            decoder.raise(
                Diagnostic::error(place, "this is not prose, so that braces would be printed as they stand")
                    .hint("write the words themselves; figures can be named in sentences, such as notes and sections"),
            );
        }
        Some(text.to_owned())
    }
}

impl Decode for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = value.get_ref().as_integer();
        let number =
            number.and_then(|number| Self::from_str_radix(number.as_str(), number.radix()).ok());
        number.or_else(|| decoder.wrong_type(value))
    }
}

impl Decode for u8 {
    const EXPECTED: &'static str = "a whole number from 0 to 255";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = value.get_ref().as_integer();
        let number =
            number.and_then(|number| Self::from_str_radix(number.as_str(), number.radix()).ok());
        number.or_else(|| decoder.wrong_type(value))
    }
}

impl Decode for Number {
    const EXPECTED: &'static str = "a number";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = match value.get_ref() {
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Integer(_) => i64::decode(value, decoder)?.to_string(),
            _ => return decoder.wrong_type(value),
        };
        if text.ends_with("inf") || text.ends_with("nan") {
            return decoder.wrong_type(value);
        }
        let number = text.parse().ok();
        if number.is_none() {
            let place = decoder.place(value.span());
            decoder.raise(
                Diagnostic::error(place, "this number has more digits than can be kept")
                    .hint("round it to 28 digits or fewer"),
            );
        }
        number
    }
}

impl Decode for f64 {
    const EXPECTED: &'static str = "a number";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(_) => i64::decode(value, decoder).map(|number| number as Self),
            _ => None,
        };
        number.filter(|number: &Self| number.is_finite()).or_else(|| decoder.wrong_type(value))
    }
}

impl Decode for bool {
    const EXPECTED: &'static str = "`true` or `false`, without quotation marks";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        value.get_ref().as_bool().or_else(|| decoder.wrong_type(value))
    }
}

impl Decode for Date {
    const EXPECTED: &'static str = "a date such as 2022-11-10, without quotation marks";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = value.get_ref().as_datetime().and_then(|written| written.date);
        let date = written.and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        date.map(Self).or_else(|| decoder.wrong_type(value))
    }
}

impl Decode for Time {
    const EXPECTED: &'static str = "a time such as 19:00:00, without quotation marks";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = value.get_ref().as_datetime().and_then(|written| written.time);
        let time = written.and_then(|time| {
            NaiveTime::from_hms_opt(
                time.hour.into(),
                time.minute.into(),
                time.second.unwrap_or(0).into(),
            )
        });
        time.map(Self).or_else(|| decoder.wrong_type(value))
    }
}

impl<T: Decode> Decode for Placed<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let place = decoder.place(value.span());
        T::decode(value, decoder).map(|value| Self::new(value, place))
    }

    fn missing() -> Option<Self> {
        None
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.value.each_line(visit);
    }
}

impl<T: Decode> Decode for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(value, decoder).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.iter_mut().for_each(|value| value.each_line(visit));
    }
}

impl<T: Decode> Decode for Vec<T> {
    const EXPECTED: &'static str = LIST;

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(array) = value.get_ref().as_array() else { return decoder.wrong_type(value) };
        // Every element is read before any is missed, so that each one's problems are raised.
        let items: Vec<_> = array.iter().map(|item| T::decode(item, decoder)).collect();
        items.into_iter().collect()
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.iter_mut().for_each(|value| value.each_line(visit));
    }
}

impl<T: Decode> Decode for Entries<T> {
    const EXPECTED: &'static str = "a group of keys";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(table) = value.get_ref().as_table() else { return decoder.wrong_type(value) };
        let entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let key = Name::new(key.get_ref().to_string(), decoder.place(key.span()));
                T::decode(value, decoder).map(|value| (key, value))
            })
            .collect();
        entries.into_iter().collect::<Option<_>>().map(Self)
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.0.iter_mut().for_each(|(_, value)| value.each_line(visit));
    }
}

impl Decode for Value {
    const EXPECTED: &'static str = "a value";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        Some(match value.get_ref() {
            DeValue::String(_) => Self::Text(Prose::decode(value, decoder)?),
            DeValue::Integer(_) => Self::Integer(Placed::decode(value, decoder)?),
            DeValue::Float(_) => Self::Number(Placed::decode(value, decoder)?),
            DeValue::Boolean(_) => Self::Truth(Placed::decode(value, decoder)?),
            DeValue::Datetime(written) if written.date.is_none() => {
                Self::Time(Placed::decode(value, decoder)?)
            }
            DeValue::Datetime(_) => Self::Date(Placed::decode(value, decoder)?),
            DeValue::Array(_) => Self::List(Placed::decode(value, decoder)?),
            DeValue::Table(_) => Self::Table(Placed::decode(value, decoder)?),
        })
    }
}
