//! Days of the week that are not those of their dates: "Thursday 11 November 2022" is a Friday.

use chrono::{Datelike, Month, NaiveDate, Weekday};

use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};

/// Raises each day of the week before a date that falls on another.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = words(&passage.text).collect();
        for four in words.windows(4) {
            let [(start, weekday), (_, day), (_, month), (end, year)] = four else { continue };
            let (Ok(said), Some(date)) = (weekday.parse::<Weekday>(), date(day, month, year))
            else {
                continue;
            };
            if said == date.weekday() || !weekday.starts_with(char::is_uppercase) {
                continue;
            }
            let range = start.start..end.end;
            let message = format!("`{}` is a {}", &passage.text[range.clone()], date.format("%A"));
            let found = Diagnostic::of(Rule::WrongWeekday, passage.place_of(range), message);
            findings.push(found.hint("correct the day of the week or the date"));
        }
    }
    findings
}

/// The date that a day, a month and a year are: `11`, `11th`; `November`.
pub(super) fn date(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let day = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
    let month: Month = month.parse().ok()?;
    let year = year.parse().ok().filter(|year| (1000..=9999).contains(year))?;
    NaiveDate::from_ymd_opt(year, month.number_from_month(), day)
}
