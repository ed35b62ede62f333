//! Decodes the types of TOML's values, and the types made of them.
//!
//! One value comes in; its typed form goes out. A value of another type is reported by [`decode`](super::decode).

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::DeValue;

use super::correction::{GROUP, LIST};
use super::decode::{Decode, Decoder};
use super::mark::{in_signs, is_meant, unread, withholding};
use super::shape::Shape;
use super::{Entries, FileKind, Line, Name, Placed, Prose, Value};
use crate::diag::{Diagnostic, Place};
use crate::read::date::{Date, Time};
use crate::read::number::Number;

impl Decode for Prose {
    const EXPECTED: &'static str = String::EXPECTED;

    fn shape() -> Shape {
        Shape::Prose
    }

    fn is_blank(text: &str) -> bool {
        text.trim().is_empty()
    }

    fn unread(place: Place, _of_file: bool) -> Option<Self> {
        Some(Self::made("…", place))
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match value.get_ref().as_str() {
            Some(text) => Some(decoder.prose(text, value.span())),
            None => decoder.wrong_type(value),
        }
    }
}

/// A search for text that can only be meant as a mark.
type Unread = fn(&str) -> Vec<(usize, &str)>;

/// Reports a withholding mark in text whose marks are not read; `unread` finds text that can only be meant as one.
fn refuse_marks(
    value: &Spanned<DeValue<'_>>,
    text: &str,
    unread: Unread,
    decoder: &mut Decoder<'_>,
) {
    let is_number = |next: char| next.is_ascii_digit();
    let whole = || (text.ends_with(is_number) && is_meant(text)).then_some(text);
    let bare = || unread(text).first().map(|(_, mark)| *mark).or_else(whole);
    if let Some(mark) = withholding(text).or_else(bare) {
        let place = decoder.place(value.span());
        decoder.raise(
            Diagnostic::error(place, format!("`{mark}` withholds nothing here"))
                .hint("only paragraphs of a report can be marked; to withhold more, give the group that this stands in, or the whole file, the key `exempt`"),
        );
    }
}

impl Decode for Line {
    const EXPECTED: &'static str = String::EXPECTED;

    fn shape() -> Shape {
        Shape::Line
    }

    fn is_blank(text: &str) -> bool {
        <Prose as Decode>::is_blank(text)
    }

    fn unread(place: Place, of_file: bool) -> Option<Self> {
        Prose::unread(place, of_file).map(Self::from)
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Some(text) = value.get_ref().as_str() {
            // A withheld text may say that it is withheld.
            let said: Unread = if decoder.is_withheld { |_| Vec::new() } else { unread };
            refuse_marks(value, text, said, decoder);
        }
        Prose::decode(value, decoder).map(Self::from)
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        visit(self);
    }
}

impl Decode for String {
    const EXPECTED: &'static str = "text in quotation marks";

    fn shape() -> Shape {
        Shape::Text
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(text) = value.get_ref().as_str() else { return decoder.wrong_type(value) };
        // The words that a house style or a language prints can be those of a mark.
        refuse_marks(value, text, in_signs, decoder);
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

    // A space can be a separator between words.
    fn is_blank(text: &str) -> bool {
        text.is_empty()
    }
}

impl Decode for FileKind {
    const EXPECTED: &'static str = "what the file is, such as \"report\"";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        String::decode(value, decoder).map(Self)
    }

    fn unread(_place: Place, _of_file: bool) -> Option<Self> {
        Some(Self(String::new()))
    }
}

/// Decodes a type of whole numbers.
macro_rules! whole {
    ($type:ty, $expected:literal) => {
        impl Decode for $type {
            const EXPECTED: &'static str = $expected;

            fn shape() -> Shape {
                Shape::Number
            }

            fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
                let number = value.get_ref().as_integer();
                let number = number
                    .and_then(|number| Self::from_str_radix(number.as_str(), number.radix()).ok());
                number.or_else(|| decoder.wrong_type(value))
            }
        }
    };
}

whole!(i64, "a whole number");
whole!(u16, "a whole number from 0 to 65,535");
whole!(u8, "a whole number from 0 to 255");

impl Decode for Number {
    const EXPECTED: &'static str = "a number";

    fn shape() -> Shape {
        Shape::Number
    }

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

    fn shape() -> Shape {
        Shape::Number
    }

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

    fn shape() -> Shape {
        Shape::Truth
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        value.get_ref().as_bool().or_else(|| decoder.wrong_type(value))
    }
}

impl Decode for Date {
    const EXPECTED: &'static str = "a date such as 2022-11-10, without quotation marks";

    fn shape() -> Shape {
        Shape::Day
    }

    fn unread(_place: Place, of_file: bool) -> Option<Self> {
        of_file.then_some(Self::UNREAD)
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = value.get_ref().as_datetime().and_then(|written| written.date);
        let date = written.and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        if let Some(date) = date.filter(|date| !YEARS.contains(&date.year())) {
            let place = decoder.place(value.span());
            let message = format!("the year {} cannot be meant", date.year());
            decoder.raise(Diagnostic::error(place, message).hint("check its digits"));
        }
        date.map(Self).or_else(|| decoder.wrong_type(value))
    }
}

/// The years that a paper can be about.
const YEARS: RangeInclusive<i32> = 1800..=2200;

impl Decode for Time {
    const EXPECTED: &'static str = "a time such as 19:00, without quotation marks";

    fn unread(_place: Place, of_file: bool) -> Option<Self> {
        of_file.then(|| Self(NaiveTime::default()))
    }

    fn shape() -> Shape {
        Shape::Time
    }

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

    fn shape() -> Shape {
        T::shape()
    }

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

    fn unread(place: Place, of_file: bool) -> Option<Self> {
        T::unread(place, of_file).map(|value| Self::new(value, place))
    }

    fn is_blank(text: &str) -> bool {
        T::is_blank(text)
    }
}

impl<T: Decode> Decode for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn shape() -> Shape {
        T::shape()
    }

    // A value that can be left out is left out rather than made up.
    fn unread(place: Place, _of_file: bool) -> Option<Self> {
        Some(T::unread(place, false))
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(value, decoder).map(Some)
    }

    fn is_blank(text: &str) -> bool {
        T::is_blank(text)
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

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Array(array) => {
                Some(array.iter().filter_map(|item| decoder.decode(item)).collect())
            }
            DeValue::Table(_) if T::IS_GROUP => {
                decoder.wrong_type::<Self>(value);
                Some(Self::from_iter(decoder.decode(value)))
            }
            _ => decoder.wrong_type(value),
        }
    }

    fn unread(_place: Place, _of_file: bool) -> Option<Self> {
        Some(Self::new())
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.iter_mut().for_each(|value| value.each_line(visit));
    }
}

impl<T: Decode> Decode for Entries<T> {
    const EXPECTED: &'static str = GROUP;
    const IS_GROUP: bool = true;

    fn shape() -> Shape {
        Shape::Entries
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(table) = value.get_ref().as_table() else { return decoder.wrong_type(value) };
        let entries = table
            .iter()
            .filter_map(|(key, value)| {
                let key = Name::new(key.get_ref().to_string(), decoder.place(key.span()));
                decoder.decode(value).map(|value| (key, value))
            })
            .collect();
        Some(Self(entries))
    }

    fn unread(_place: Place, _of_file: bool) -> Option<Self> {
        Some(Self::default())
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
