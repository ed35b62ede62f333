//! Finds weekdays that do not match their dates: "Thursday 11 November 2022" is a Friday.

use chrono::{Datelike, NaiveDate, Weekday};

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::language::calendar::{Written, year};
use crate::read::date::Date;

/// Reports each weekday before a date that falls on another.
pub(super) fn check(today: Option<Date>, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut told: Vec<i32> = Vec::new();
    for passage in passages {
        let words: Vec<_> = passage.words().collect();
        let mut before = std::mem::take(&mut told);
        told.extend(words.iter().filter_map(|(_, word)| year(word)));
        if told.is_empty() {
            told.append(&mut before);
        }
        for (at, (start, weekday)) in words.iter().enumerate() {
            // “Thursday the 11th of November”.
            let the = usize::from(words.get(at + 1).is_some_and(|(_, word)| *word == "the"));
            let (Ok(said), Some((day, length))) =
                (weekday.parse::<Weekday>(), Written::at(&words[at + 1 + the..]))
            else {
                continue;
            };
            let is_wrong = |date: &NaiveDate| said != date.weekday();
            let Some(date) = meant(day, today).filter(is_wrong) else { continue };
            // Without a year, the date may be of the year before or after the paper's, or of a year mentioned, or the
            // next.
            let near = today.into_iter().flat_map(|today| [today.0.year() - 1, today.0.year() + 1]);
            let near = near.chain(told.iter().flat_map(|year| [*year, year + 1]));
            let mut near = near.map(|year| Written { year: Some(year), ..day }.date());
            if day.year.is_none() && !near.all(|date| date.as_ref().is_some_and(is_wrong)) {
                continue;
            }
            // “The committee sat 11 May 2022”.
            if !weekday.starts_with(char::is_uppercase) {
                continue;
            }
            let (end, _) = &words[at + the + length];
            let range = start.start..end.end;
            let form = if day.year.is_some() { "%A" } else { "%A in %Y" };
            let message = format!("`{}` is a {}", &passage.text[range.clone()], date.format(form));
            let found = Diagnostic::of(Rule::WrongWeekday, passage.place_of(range), message);
            findings.push(found.hint("correct the day of the week or the date"));
        }
    }
    findings
}

/// The date written, in the year of the paper if it has none.
fn meant(day: Written, today: Option<Date>) -> Option<NaiveDate> {
    Written { year: day.year.or(today.map(|today| today.0.year())), ..day }.date()
}
