//! Finds dates as people write them in Britain.

use chrono::NaiveDate;

use crate::language::sentences::bare;
use crate::read::date::{Date, month, numbered};

/// The days of the week.
const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date found in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'a> {
    pub(super) date: Date,
    /// The words of the date, including the day of the week.
    pub(super) words: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The first date in a text: `Thursday 10th November 2022`, `10 Nov 2022`, `10/11/2022`, `10.11.22`, `2022-11-10`.
pub(super) fn in_words(words: &str) -> Option<Found<'_>> {
    let mut at = 0;
    let all: Vec<(usize, &str)> = words
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            let start = at;
            at += word.len();
            (start, word.trim_end())
        })
        .filter(|(_, word)| !word.is_empty())
        .collect();
    (0..all.len()).find_map(|n| {
        let (date, count) = starting(&all[n..])?;
        let before = n.checked_sub(1).and_then(|before| all.get(before));
        let weekday = before.filter(|(_, word)| is_day(word));
        let start = weekday.map_or(all[n].0, |(start, _)| *start);
        let last = all[n + count - 1];
        let end = last.0 + last.1.trim_end_matches(|next: char| !next.is_alphanumeric()).len();
        Some(Found { date: Date(date), words: &words[start..end], start, end })
    })
}

/// The date at the beginning of some words, and the number of words in it.
fn starting(words: &[(usize, &str)]) -> Option<(NaiveDate, usize)> {
    let word = |at: usize| words.get(at).map(|(_, word)| bare(word));
    let first = word(0)?;
    if let Some(date) = in_figures(first) {
        return Some((date, 1));
    }
    let (day, month, year) = match day(first) {
        Some(day) if word(1) == Some("of") => (day, month(word(2)?)?, (word(3)?, 4)),
        Some(day) => (day, month(word(1)?)?, (word(2)?, 3)),
        None => (day(word(1)?)?, month(first)?, (word(2)?, 3)),
    };
    Some((NaiveDate::from_ymd_opt(self::year(year.0)?, month, day)?, year.1))
}

/// A day of the month: `10`, `10th`.
fn day(word: &str) -> Option<u32> {
    numbered(&word.to_ascii_lowercase()).filter(|day| (1..=31).contains(day))
}

/// A year of four digits, or two for this century.
fn year(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok()?;
    match word.len() {
        4 if (1900..2200).contains(&year) => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// A numeric date, day first, or year first with hyphens.
fn in_figures(word: &str) -> Option<NaiveDate> {
    let separator = ['/', '.', '-'].into_iter().find(|sign| word.matches(*sign).count() == 2)?;
    let mut parts = word.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day) =
        if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    NaiveDate::from_ymd_opt(self::year(year)?, month.parse().ok()?, day.parse().ok()?)
}

/// Whether a text is a time of day and nothing else: `at 10.30 am`.
pub(super) fn is_time(words: &str) -> bool {
    let small = words.to_lowercase();
    let time = |word: &str| {
        let bare = word.trim_end_matches(['a', 'm', 'p', '.', ',', 'h', 'r', 's']);
        let figures = bare.chars().all(|next| next.is_ascii_digit() || ".:".contains(next));
        figures || matches!(word, "at" | "noon" | "midday")
    };
    small.bytes().any(|byte| byte.is_ascii_digit()) && small.split_whitespace().all(time)
}

/// Whether a word is a day of the week.
fn is_day(word: &str) -> bool {
    let small = bare(word).to_lowercase();
    small.len() > 2 && DAYS.iter().any(|day| day.starts_with(small.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_as_they_are_written() {
        for (words, date, said) in [
            ("Thursday 10th November 2022", "2022-11-10", "Thursday 10th November 2022"),
            ("Cabinet – 7 April 2020", "2020-04-07", "7 April 2020"),
            ("Date: 10/11/22.", "2022-11-10", "10/11/22"),
            ("on Mon, 3 Feb. 2025 at 7pm", "2025-02-03", "Mon, 3 Feb. 2025"),
            ("2025-02-03", "2025-02-03", "2025-02-03"),
            ("November 10, 2022", "2022-11-10", "November 10, 2022"),
            ("the 4th of May 2026", "2026-05-04", "4th of May 2026"),
        ] {
            let found = in_words(words).unwrap();
            assert_eq!((found.date.to_string().as_str(), found.words), (date, said), "{words}");
        }
        assert!(is_time("at 10.30 am") && is_time("2pm") && !is_time("Cabinet 2"));
        for words in
            ["30 February 2022", "May 2022", "paragraph 3.2.1", "10 schools", "1.2.3.4", ""]
        {
            assert_eq!(in_words(words), None, "{words}");
        }
    }
}
