//! Days of the week that are not those of their dates: "Thursday 11 November 2022" is a Friday.

use chrono::{Datelike, Weekday};

use super::calendar::Written;
use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};

/// Raises each day of the week before a date that falls on another.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = words(&passage.text).collect();
        for (at, (start, weekday)) in words.iter().enumerate() {
            let (Ok(said), Some((day, length))) =
                (weekday.parse::<Weekday>(), Written::at(&words[at + 1..]))
            else {
                continue;
            };
            let Some(date) = day.date().filter(|date| said != date.weekday()) else { continue };
            // “The committee sat 11 May 2022”.
            if !weekday.starts_with(char::is_uppercase) {
                continue;
            }
            let (end, _) = &words[at + length];
            let range = start.start..end.end;
            let message = format!("`{}` is a {}", &passage.text[range.clone()], date.format("%A"));
            let found = Diagnostic::of(Rule::WrongWeekday, passage.place_of(range), message);
            findings.push(found.hint("correct the day of the week or the date"));
        }
    }
    findings
}
