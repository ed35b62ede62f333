//! Whether a sentence speaks of how things stand now, or of another day, of what is to come, or of what others think.
//!
//! In comes a sentence; out comes whether the figures of the paper's day are what it speaks of. In doubt they are not.

use chrono::{Datelike, NaiveDate};

use super::facts::Facts;
use super::reading::{Day, Sentence, Token, What, year_of};
use crate::derive::plan::reports;

/// Words with which a sentence speaks of another time, of what is to come, or of what others think.
const ELSEWHEN: [&str; 33] = [
    "before",
    "until",
    "till",
    "ago",
    "earlier",
    "previously",
    "originally",
    "initially",
    "formerly",
    "once",
    "will",
    "would",
    "should",
    "could",
    "might",
    "if",
    "expect",
    "expects",
    "expected",
    "hope",
    "hopes",
    "aim",
    "aims",
    "plans",
    "think",
    "thinks",
    "thought",
    "believe",
    "believes",
    "believed",
    "felt",
    "claimed",
    "argued",
];
/// What things are said at.
const OCCASIONS: [&str; 6] = ["time", "meeting", "meetings", "review", "conference", "visit"];
/// Words that with "last" and "next" are another time.
const TIMES: [&str; 8] = ["year", "month", "week", "term", "autumn", "spring", "summer", "winter"];

/// Whether a sentence speaks of the day of the paper's figures: of plans, or of findings.
pub(super) fn is_of_now(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, of_plan: bool) -> bool {
    is_of_days(facts, sentence, of_plan, &[])
}

/// Whether a sentence speaks of the day of the paper's figures, or of days on which what they are of was read.
pub(super) fn is_of_days(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    of_plan: bool,
    days: &[NaiveDate],
) -> bool {
    let tokens = &sentence.tokens;
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let is_read = |token: &Token| days.iter().any(|day| token.is_day(*day) == Some(true));
    tokens.iter().enumerate().all(|(at, token)| match token.what {
        _ if is_read(token) => true,
        What::Month | What::MonthDay(..) => false,
        What::Day(day) => {
            let ends = at > 1 && is(at - 1, &["of"]) && is(at - 2, &["end"]);
            if of_plan { stands(facts, day, ends) } else { is_of_visit(facts, day) }
        }
        What::Number(_) => year_of(&token.word).is_none_or(|year| is_year_of_visit(facts, year)),
        What::Word => {
            let occasion = token.is(&["at"])
                && (at + 1..at + 6)
                    .take_while(|at| !tokens.get(*at).is_some_and(|next| next.apart))
                    .any(|at| is(at, &OCCASIONS));
            let time =
                token.is(&["last", "next"]) && (is(at + 1, &TIMES) || is(at + 1, &OCCASIONS));
            // "As it should", and "could not", say how it is.
            let as_it_is = token.is(&["should"]) && at > 1 && is(at - 2, &["as"])
                || token.is(&["could"]) && is(at + 1, &["not"]);
            // "In mid-November".
            let amid = token.word.starts_with("mid-");
            (as_it_is || !token.is(&ELSEWHEN)) && !occasion && !time && !amid
        }
        What::Percent(_) | What::Quoted => true,
    })
}

/// Whether plans reported nothing between a day and the day of their figures, so that they stood as they do.
fn stands(facts: &Facts<'_>, day: Day, ends: bool) -> bool {
    let is_day = day.from == day.to || ends;
    is_day
        && facts.plans.iter().all(|plan| {
            let now = plan.figures.as_at.0;
            let (from, to) = (now.min(day.to), now.max(day.to));
            reports(&plan.planned.plan).iter().all(|on| on.value.0 <= from || to < on.value.0)
        })
}

/// The days of the latest visit of each inspection, and of its report.
fn visits(facts: &Facts<'_>) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let latest = facts.inspections.iter().filter_map(|one| one.inspected.inspection.visit.last());
    latest.flat_map(|visit| {
        let days = visit.start.zip(visit.end).map(|(from, to)| (from.value.0, to.value.0));
        days.into_iter().chain(visit.published.map(|day| (day.value.0, day.value.0)))
    })
}

/// Whether a day is that of the latest visit, or of its report.
fn is_of_visit(facts: &Facts<'_>, day: Day) -> bool {
    visits(facts).any(|(from, to)| day.from <= to && from <= day.to)
}

/// Whether a year is that of the latest visit.
fn is_year_of_visit(facts: &Facts<'_>, year: i32) -> bool {
    visits(facts).any(|(from, _)| from.year() == year)
}
