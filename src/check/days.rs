//! Days that no calendar has: "31 September 2026", "29/02/2027".

use std::ops::Range;

use chrono::{Month, NaiveDate};

use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};

/// A year in which every month has all the days that it can have.
const LEAP: i32 = 2024;

/// Raises each.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let raise = |passage: &Passage<'_>, range: Range<usize>| {
        let message = format!("there is no `{}`", &passage.text[range.clone()]);
        Diagnostic::of(Rule::ImpossibleDate, passage.place_of(range), message)
            .hint("check the day, the month and the year")
    };
    let found = passages.iter().flat_map(|passage| {
        impossible(&passage.text).into_iter().map(|range| raise(passage, range)).collect::<Vec<_>>()
    });
    found.collect()
}

/// Where such days stand.
fn impossible(text: &str) -> Vec<Range<usize>> {
    let words: Vec<_> = words(text).collect();
    let named = words.iter().enumerate().filter_map(|(at, (start, day))| {
        let (end, month) = words.get(at + 1)?;
        let named: Month = month.parse().ok().filter(|_| month.starts_with(char::is_uppercase))?;
        let day: u32 = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
        let year = words.get(at + 2).and_then(|(end, year)| Some((end, self::year(year)?)));
        let day_of = |year| NaiveDate::from_ymd_opt(year, named.number_from_month(), day);
        let is_near = &text[start.end..end.start] == " ";
        match year {
            Some((end, year)) => {
                (day_of(year).is_none() && is_near).then_some(start.start..end.end)
            }
            // Without a year, a number before the name of a month may be one of something else.
            None => (matches!(day, 30 | 31) && day_of(LEAP).is_none() && is_near)
                .then_some(start.start..end.end),
        }
    });
    let written = words.iter().filter_map(|(range, word)| {
        let parts: Vec<&str> = word.split('/').collect();
        let [day, month, year] = parts.as_slice() else { return None };
        let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, self::year(year)?);
        // The first two can be the other way round elsewhere.
        let is_none = |month, day| NaiveDate::from_ymd_opt(year, month, day).is_none();
        (is_none(month, day) && is_none(day, month)).then_some(range.clone())
    });
    named.chain(written).collect()
}

/// A year of four digits.
fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| (1000..=9999).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_held_against_the_calendar() {
        let found = |text: &'static str| {
            impossible(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(found("on 31 September 2026, and"), ["31 September 2026"]);
        assert_eq!(found("by 29 February 2026 or 29 February 2028"), ["29 February 2026"]);
        assert_eq!(
            found("30th February at noon; 31/11/2026, 12/31/2026"),
            ["30th February", "31/11/2026"]
        );
        assert_eq!(found("in item 45 March 2026 was named; 31 May may"), ["45 March 2026"]);
        assert!(found("of 30 April and 31 December 2026; 29 February").is_empty());
    }
}
