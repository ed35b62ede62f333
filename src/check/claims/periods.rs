//! Reads the time within which something is said to have happened: "between April and September 2026", "since the
//! end of March", "in the first three months of 2026".
//!
//! In come the tokens of a sentence; out come the days at both ends of the time that begins at one of them. A time
//! that can be read in two ways gives both. A month without its year is the last such month.

use chrono::{Datelike, Days, Month, Months, NaiveDate};

use super::facts::Facts;
use crate::check::reading::{Day, Sentence, Token, What, year_of};
use crate::derive::plan::reports;

/// Words for a time whose ends a paper does not give.
pub(super) const TIMES: [&str; 19] = [
    "since", "between", "quarter", "period", "month", "months", "week", "weeks", "year", "summer",
    "autumn", "winter", "spring", "term", "recently", "lately", "during", "previous", "latest",
];
/// Words before a time within which something happened, and words that join its two ends.
const WITHIN: [&str; 4] = ["in", "during", "over", "within"];
const JOINS: [&str; 4] = ["and", "to", "until", "till"];
/// Words between these and a day, with those for its end and its start.
const OF: [&str; 4] = ["the", "of", "early", "late"];
const END: [&str; 1] = ["end"];
const START: [&str; 2] = ["start", "beginning"];
/// What is said of a plan with which something began.
const BEGAN: [&str; 8] =
    ["submitted", "agreed", "approved", "began", "begun", "started", "adopted", "published"];

/// How many days before the end of a month a report of that end may be.
const AT_END: i64 = 10;

/// A time, its first and its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
}

impl Time {
    /// Whether a day is within the time.
    pub(super) fn has(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A time as a sentence gives it.
pub(super) struct Period {
    /// The times that may be meant; none if its ends are not known.
    pub(super) times: Vec<Time>,
    /// The token after it.
    pub(super) end: usize,
    /// Whether it is a day or a month, so that how things stood then may be meant.
    pub(super) is_moment: bool,
}

/// The time that begins at a token.
pub(super) fn period(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> Option<Period> {
    let tokens = &sentence.tokens;
    let now = facts.plans.iter().map(|plan| plan.figures.as_at.0).max()?;
    let token = tokens.get(at)?;
    match () {
        () if token.is(&["between", "from"]) => between(facts, tokens, at, now),
        () if token.is(&["since"]) => Some(since(facts, tokens, at, now)),
        () if token.is(&WITHIN) => within(tokens, at, now),
        () => None,
    }
}

/// A time with two ends.
fn between(facts: &Facts<'_>, tokens: &[Token], at: usize, now: NaiveDate) -> Option<Period> {
    let at = at + 1;
    // "Between 1 July and 30 September 2026" is one token.
    if let What::Day(Day { since: Some(since), to, .. }) = tokens.get(at)?.what {
        let times = vec![Time { from: since, to }];
        return Some(Period { times, end: at + 1, is_moment: false });
    }
    let joins = at + day(tokens, at, now)?.1;
    tokens.get(joins).filter(|joins| joins.is(&JOINS))?;
    let (last, length) = day(tokens, joins + 1, now)?;
    let (first, _) = day(tokens, at, last.to)?;
    // "Between March and September" may be from the report at the end of March.
    let is_report = |on: NaiveDate| first.is(on) && (first.to - on).num_days() < AT_END;
    let plans = facts.plans.iter().map(|plan| &plan.planned.plan);
    let starts_late = plans.flat_map(reports).any(|on| is_report(on.value.0));
    let mut times = times(first, last.to);
    times.truncate(if starts_late { 2 } else { 1 });
    Some(Period { times, end: joins + 1 + length, is_moment: false })
}

/// A time up to the day of the paper.
fn since(facts: &Facts<'_>, tokens: &[Token], at: usize, now: NaiveDate) -> Period {
    let at = at + 1;
    if let Some((first, length)) = day(tokens, at, now) {
        return Period { times: times(first, now), end: at + length, is_moment: false };
    }
    let the = at + usize::from(is(tokens, at, &["the", "our"]));
    if is(tokens, the, &["last", "previous"]) && is(tokens, the + 1, &["review"]) {
        let reviews = facts.plans.iter().flat_map(|plan| &plan.reviews).map(|one| &one.figures);
        let times = reviews.flat_map(|review| {
            [(review.since.0, review.held.0), (review.since.0, now), (review.held.0, now)]
        });
        let times = times.map(|(from, to)| Time { from: from + Days::new(1), to });
        return Period { times: times.collect(), end: the + 2, is_moment: false };
    }
    let began = (the..tokens.len().min(the + 5)).find(|at| is(tokens, *at, &BEGAN));
    let is_plan = (the..began.unwrap_or(the)).any(|at| is(tokens, at, &["plan"]));
    let end = began.filter(|_| is_plan).map(|began| began + 1);
    // What was done before the plan was submitted may be said to be done under it.
    let plan = facts.only_plan().filter(|_| end.is_some());
    let times = plan.into_iter().flat_map(|plan| {
        let from = [plan.figures.submitted.0, NaiveDate::MIN];
        from.map(|from| Time { from, to: now })
    });
    Period { times: times.collect(), end: end.unwrap_or(at), is_moment: false }
}

/// A time by its length or its name: "in the six months to September 2026", "in 2026", "in May".
fn within(tokens: &[Token], at: usize, now: NaiveDate) -> Option<Period> {
    let at = at + 1;
    if let Some(year) = split_year(&tokens.get(at)?.word) {
        let times = [4, 9].map(|month| {
            let from = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some(Time { from, to: from + Months::new(12) - Days::new(1) })
        });
        let times = times.into_iter().flatten().collect();
        return Some(Period { times, end: at + 1, is_moment: false });
    }
    if let Some((said, length)) = day(tokens, at, now).filter(|(_, length)| *length == 1) {
        let is_moment = !matches!(tokens[at].what, What::Number(_));
        let time = Time { from: said.from, to: said.to };
        return Some(Period { times: vec![time], end: at + length, is_moment });
    }
    let the = at + usize::from(is(tokens, at, &["the"]));
    let is_first = is(tokens, the, &["first"]);
    let many = the + usize::from(is_first);
    let (months, end) = match tokens.get(many)? {
        token if token.is(&["year"]) => (12, many + 1),
        token if token.is(&["half"]) => (6, many + 1),
        token if token.is(&["quarter"]) => (3, many + 1),
        token if is(tokens, many + 1, &["month", "months"]) => {
            (u32::try_from(token.count()?).ok()?, many + 2)
        }
        _ => return None,
    };
    let (said, length) = day(tokens, end + 1, now)?;
    let time = match () {
        () if is_first && is(tokens, end, &["of"]) => {
            let next = said.from.checked_add_months(Months::new(months))?;
            Time { from: said.from, to: next.pred_opt()? }
        }
        () if is(tokens, end, &["to"]) => {
            let next = said.to.succ_opt()?;
            Time { from: next.checked_sub_months(Months::new(months))?, to: said.to }
        }
        () => return None,
    };
    Some(Period { times: vec![time], end: end + 1 + length, is_moment: false })
}

/// The first year of two that make up a financial or school year: 2025 of "2025/26" and "2025–26".
fn split_year(word: &str) -> Option<i32> {
    let (first, last) = word.split_once(['/', '–', '-'])?;
    let is_next = last.len() == 2 && last.parse::<i32>().is_ok();
    year_of(first).filter(|_| is_next)
}

/// The times from a day or month to a day: with what is named first, or from after it.
fn times(first: Day, to: NaiveDate) -> Vec<Time> {
    let all = [Some(first.from), first.to.succ_opt()].into_iter().flatten();
    all.map(|from| Time { from, to }).filter(|time| time.from <= to).collect()
}

/// The day, month or year that the words at a token give, the last one up to `until`, and how many words they are.
fn day(tokens: &[Token], at: usize, until: NaiveDate) -> Option<(Day, usize)> {
    let length = tokens[at.min(tokens.len())..]
        .iter()
        .take_while(|token| token.is(&OF) || token.is(&END) || token.is(&START))
        .count();
    let token = tokens.get(at + length)?;
    let last = |of: &dyn Fn(i32) -> Option<NaiveDate>| {
        let firsts = [until.year(), until.year() - 1].into_iter().filter_map(of);
        firsts.into_iter().find(|from| *from <= until)
    };
    let said = match token.what {
        What::Day(day) if day.since.is_none() => day,
        What::MonthDay(month, day) => {
            let day = last(&|year| NaiveDate::from_ymd_opt(year, month, day))?;
            Day { from: day, to: day, since: None }
        }
        What::Month => {
            let month = token.word.parse::<Month>().ok()?.number_from_month();
            let from = last(&|year| NaiveDate::from_ymd_opt(year, month, 1))?;
            Day { from, to: from + Months::new(1) - Days::new(1), since: None }
        }
        What::Number(_) => {
            let year = year_of(&token.word)?;
            let ends = [(1, 1), (12, 31)];
            let [from, to] = ends.map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
            Day { from: from?, to: to?, since: None }
        }
        _ => return None,
    };
    let words = &tokens[at..at + length];
    let said = match () {
        () if words.iter().any(|word| word.is(&END)) => Day { from: said.to, ..said },
        () if words.iter().any(|word| word.is(&START)) => Day { to: said.from, ..said },
        () => said,
    };
    Some((said, length + 1))
}

/// Whether the token `at` is one of these words.
fn is(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| token.is(words))
}
