//! Finds days as people write them in sentences: "11 November 2022", "3rd May", "the 3rd of May", "September 2021".

use std::ops::Range;

use chrono::{Month, NaiveDate};

use super::sentences::words;
use crate::read::date::numbered;

/// A day as written, with the parts that are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// The day of the month, which the month may not have.
    pub(crate) day: Option<u32>,
    pub(crate) month: u32,
    pub(crate) year: Option<i32>,
}

impl Written {
    /// The day at the start of some words, and the number of words that it takes.
    pub(crate) fn at(words: &[(Range<usize>, &str)]) -> Option<(Self, usize)> {
        let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
        let month = |at: usize| {
            let named =
                word(at).starts_with(char::is_uppercase).then(|| word(at).parse::<Month>().ok());
            named.flatten().map(|month| month.number_from_month())
        };
        // “20 of May’s referrals” is no day.
        let of = usize::from(word(1) == "of" && word(0).ends_with(char::is_alphabetic));
        match number(word(0)).zip(month(1 + of)) {
            Some((day, month)) => {
                let year = year(word(2 + of));
                Some((Self { day: Some(day), month, year }, 2 + of + usize::from(year.is_some())))
            }
            None => Some((Self { day: None, month: month(0)?, year: Some(year(word(1))?) }, 2)),
        }
    }

    /// The date, where all its parts are written and it is in the calendar.
    pub(crate) fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day?)
    }

    /// Whether two days must be different days of the same year.
    pub(crate) fn differs(self, other: Self) -> bool {
        let years = self.year.zip(other.year).is_none_or(|(one, two)| one == two);
        let days = self.day.zip(other.day).is_some_and(|(one, two)| one != two);
        years && (self.month != other.month || days)
    }
}

/// The day of the month in a word: `11`, `11th`.
pub(crate) fn number(word: &str) -> Option<u32> {
    numbered(word).filter(|day| (1..=99).contains(day))
}

/// The year of four digits in a word.
pub(crate) fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| (1000..=9999).contains(year))
}

/// The days in a text: their ranges, and their dates where the year is known.
pub(crate) fn dates(text: &str) -> Vec<(Range<usize>, Option<NaiveDate>)> {
    let words: Vec<_> = words(text).collect();
    let found = (0..words.len()).filter_map(|at| {
        let (written, length) = Written::at(&words[at..])?;
        Some((words[at].0.start..words[at + length - 1].0.end, written.date()))
    });
    found.collect()
}
