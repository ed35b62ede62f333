//! The dates and times of data.

use std::fmt;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use minijinja::value::{Object, ObjectRepr, Value};
use serde::{Serialize, Serializer};

/// A day. Templates print it in the house style's format; everything else as `2022-11-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

impl Date {
    /// Replaces a day that could not be read. That was reported at its place, so nothing else is reported about it.
    pub(crate) const UNREAD: Self = Self(NaiveDate::from_yo_opt(1970, 1).expect("it is a day"));
}

/// A day as messages write it, whatever the style of a paper: "31 March 2027".
pub(crate) fn in_words(day: impl Into<NaiveDate>) -> String {
    day.into().format("%-d %B %Y").to_string()
}

/// The names of the months, in which people write days.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month, from 1, from its name or the first letters of it, at least three.
pub(crate) fn month(word: &str) -> Option<u32> {
    let small = word.to_lowercase();
    let is_it = |month: &&str| small.len() > 2 && month.starts_with(small.as_str());
    MONTHS.iter().zip(1..).find(|(month, _)| is_it(month)).map(|(_, number)| number)
}

/// The endings of ordinal numbers.
pub(crate) const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// The number that a word is, with or without the ending of an ordinal: `11`, `11th`.
pub(crate) fn numbered(word: &str) -> Option<u32> {
    let digits = ORDINALS.iter().find_map(|ending| word.strip_suffix(ending));
    digits.unwrap_or(word).parse().ok()
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Time(pub NaiveTime);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m-%d").fmt(f)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%H:%M").fmt(f)
    }
}

impl Object for Date {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }

    fn custom_cmp(
        self: &Arc<Self>,
        other: &minijinja::value::DynObject,
    ) -> Option<std::cmp::Ordering> {
        other.downcast_ref::<Self>().map(|other| (**self).cmp(other))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if minijinja::value::serializing_for_value() {
            Value::from_object(*self).serialize(serializer)
        } else {
            serializer.collect_str(self)
        }
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
