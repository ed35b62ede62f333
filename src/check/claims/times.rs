//! Tells whether a sentence speaks of how things are now, or of another day, of what is to come, or of what others
//! think.
//!
//! In comes a sentence; out comes whether the figures of the paper's day apply to it. In doubt they do not.

use chrono::{Datelike, Days, Month, Months, NaiveDate};

use super::facts::{Facts, told};
use crate::check::reading::{Day, Sentence, What, clause_of, year_of};
use crate::derive::plan::reports;

/// Words that place a clause at another time.
const ELSEWHEN: [&str; 10] = [
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
];
/// Words that make a sentence one about the future, or about what others think.
const UNREAL: [&str; 23] = [
    "unless", "will", "would", "should", "could", "might", "if", "expect", "expects", "expected",
    "hope", "hopes", "aim", "aims", "think", "thinks", "thought", "believe", "believes",
    "believed", "felt", "claimed", "argued",
];
/// Occasions at which things are said.
const OCCASIONS: [&str; 6] = ["time", "meeting", "meetings", "review", "conference", "visit"];
/// Words that with "last" or "next" mean another time.
const TIMES: [&str; 8] = ["year", "month", "week", "term", "autumn", "spring", "summer", "winter"];
/// Verbs of what is so now, words before the day of what was so, and words before these by which something is to be.
pub(super) const PRESENT: [&str; 5] = ["is", "are", "has", "have", "now"];
const JOINS: [&str; 5] = ["in", "on", "by", "at", "last"];
const PLANNED: [&str; 13] = [
    "due", "begin", "begins", "begun", "start", "starts", "started", "finish", "promised", "added",
    "planned", "set", "expected",
];

/// The time at which something in a sentence is said to be so.
#[derive(Clone, Copy)]
pub(super) enum Time {
    Now,
    Then(Day),
    Unclear,
}

/// Whether a sentence is about the day of the paper's figures; `of_plan` says whether about plans or about findings.
pub(super) fn is_of_now(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, of_plan: bool) -> bool {
    is_of_days(facts, sentence, of_plan, &[])
}

/// Whether a sentence is about the day of the paper's figures, or about days on which its subject was read.
pub(super) fn is_of_days(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    of_plan: bool,
    days: &[NaiveDate],
) -> bool {
    (0..sentence.tokens.len()).all(|at| is_of_days_at(facts, sentence, of_plan, days, at))
}

/// Whether the words at a token mention no other time than that of the figures.
fn is_of_days_at(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    of_plan: bool,
    days: &[NaiveDate],
    at: usize,
) -> bool {
    let (tokens, token) = (&sentence.tokens, &sentence.tokens[at]);
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let ends = at > 1 && is(at - 1, &["of"]) && is(at - 2, &["end"]);
    match token.what {
        _ if days.iter().any(|day| token.is_day(*day) == Some(true)) => true,
        What::Number(_) if !ends => {
            let is_ours = |year: i32| !of_plan && is_year_of_visit(facts, year);
            year_of(&token.word).is_none_or(is_ours)
        }
        What::Day(_) | What::MonthDay(..) | What::Month | What::Number(_) => {
            let whole = matches!(token.what, What::Month) && !ends;
            let said = said_day(facts, sentence, at).filter(|_| !whole);
            let now = facts.plans.first().map(|plan| plan.figures.as_at.0);
            let is_full = matches!(token.what, What::Day(_));
            said.filter(|day| is_full || Some(day.to) <= now).is_some_and(|day| {
                if of_plan { stands(facts, day, ends) } else { is_of_visit(facts, day) }
            })
        }
        What::Word => {
            let occasion = token.is(&["at"])
                && (at + 1..at + 6)
                    .take_while(|at| !tokens.get(*at).is_some_and(|next| next.apart))
                    .any(|at| is(at, &OCCASIONS));
            let time =
                token.is(&["last", "next"]) && (is(at + 1, &TIMES) || is(at + 1, &OCCASIONS));
            // "As it should", "could not" and "could report" do say how things are.
            let as_it_is = token.is(&["should"]) && at > 1 && is(at - 2, &["as"])
                || token.is(&["could"]) && is(at + 1, &["not", "report"]);
            // "In mid-November".
            let amid = token.word.starts_with("mid-");
            // "Plans to", but not the plans themselves.
            let is_unreal = token.is(&UNREAL) || token.is(&["plans"]) && is(at + 1, &["to"]);
            (as_it_is || !(token.is(&ELSEWHEN) || is_unreal)) && !occasion && !time && !amid
        }
        What::Percent(_) | What::Quoted => true,
    }
}

/// The time that applies to the words at a token, from their clause or from the opening of the sentence.
pub(super) fn time_at(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    of_plan: bool,
    days: &[NaiveDate],
    at: usize,
) -> Time {
    let tokens = &sentence.tokens;
    let own = clause_of(tokens, at);
    let counts = |from: usize, to: usize| tokens[from..to].iter().any(|one| one.count().is_some());
    let is_elsewhen = |at: usize| !is_of_days_at(facts, sentence, of_plan, days, at);
    let is_present = tokens[own.clone()].iter().any(|token| token.is(&PRESENT));
    // Another clause with a count of its own has its own time: "up from six in June".
    let is_apart = |other: usize| {
        let clause = clause_of(tokens, other);
        let is_whole = tokens[clause.start].is(&["of", "among"]) || tokens[other].is(&UNREAL);
        let goes_on = other < own.start && !is_present && !own.clone().any(is_elsewhen);
        clause != own && !is_whole && !goes_on && counts(clause.start, clause.end)
    };
    let is_other = |at: &usize| is_elsewhen(*at) && !is_apart(*at);
    let others: Vec<usize> = (0..tokens.len()).filter(is_other).collect();
    let [other] = others.as_slice() else {
        return if others.is_empty() { Time::Now } else { Time::Unclear };
    };
    let is_ours = own.contains(other) || *other < own.start && !counts(0, *other);
    let said = past_day(facts, sentence, *other).filter(|_| of_plan && is_ours && !is_present);
    said.map_or(Time::Unclear, Time::Then)
}

/// The earlier time that a token gives, if reports of the plan show the status of actions then.
fn past_day(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> Option<Day> {
    let plan = facts.only_plan()?;
    let tokens = &sentence.tokens;
    let joins = (0..at).rev().find(|at| !tokens[*at].is(&["the", "end", "of"]))?;
    let is_planned = joins.checked_sub(1).is_some_and(|before| tokens[before].is(&PLANNED));
    let ends = tokens[joins..at].iter().any(|token| token.is(&["end"]));
    let said = said_day(facts, sentence, at)?;
    let said = if ends { Day { from: said.to, ..said } } else { said };
    // Nothing is known before the first report of a plan, or for certain of a month without a report.
    let from = if said.from == said.to { NaiveDate::MIN } else { said.from };
    let is_known = told(&plan.planned.plan).any(|on| from <= on && on <= said.to)
        && said.to < plan.figures.as_at.0;
    (tokens[joins].is(&JOINS) && !is_planned && said.since.is_none() && is_known).then_some(said)
}

/// The day or month that a token gives; without a year, the most recent one that has come.
fn said_day(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> Option<Day> {
    let now = facts.plans.first().map(|plan| plan.figures.as_at.0);
    let last = |of: &dyn Fn(i32) -> Option<NaiveDate>, months: u32| {
        let now = now?;
        let firsts = [now.year(), now.year() - 1].into_iter().filter_map(of);
        let from = firsts.into_iter().find(|from| *from <= now)?;
        let to = if months == 0 { from } else { from + Months::new(months) - Days::new(1) };
        Some(Day { from, to, since: None })
    };
    let month = |word: &str| {
        let own = word.parse::<Month>().ok()?.number_from_month();
        last(&|year| NaiveDate::from_ymd_opt(year, own, 1), 1)
    };
    let token = &sentence.tokens[at];
    match token.what {
        What::Day(day) => Some(day),
        What::MonthDay(month, day) => last(&|year| NaiveDate::from_ymd_opt(year, month, day), 0),
        What::Month => month(&token.word),
        What::Word => month(token.word.strip_prefix("mid-")?),
        // "By the end of 2025".
        What::Number(_) if at > 1 && sentence.is(at - 2, &["end"]) => {
            let day = NaiveDate::from_ymd_opt(year_of(&token.word)?, 12, 31)?;
            Some(Day { from: day, to: day, since: None })
        }
        _ => None,
    }
}

/// Whether plans reported nothing between a day and the day of their figures, so that nothing changed.
fn stands(facts: &Facts<'_>, day: Day, ends: bool) -> bool {
    let is_day = day.from == day.to || ends;
    is_day
        && facts.plans.iter().all(|plan| {
            let now = plan.figures.as_at.0;
            let (from, to) = (now.min(day.to), now.max(day.to));
            reports(&plan.planned.plan).iter().all(|on| on.value.0 <= from || to < on.value.0)
        })
}

/// For each inspection, the day of the latest visit and the day of its report.
fn visits(facts: &Facts<'_>) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let latest = facts.inspections.iter().filter_map(|one| one.inspected.inspection.visit.last());
    latest.flat_map(|visit| {
        let days = visit.start.zip(visit.end).map(|(from, to)| (from.value.0, to.value.0));
        days.into_iter().chain(visit.published.map(|day| (day.value.0, day.value.0)))
    })
}

/// Whether a day is that of the latest visit or of its report.
fn is_of_visit(facts: &Facts<'_>, day: Day) -> bool {
    visits(facts).any(|(from, to)| day.from <= to && from <= day.to)
}

/// Whether a year is that of the latest visit.
fn is_year_of_visit(facts: &Facts<'_>, year: i32) -> bool {
    visits(facts).any(|(from, _)| from.year() == year)
}
