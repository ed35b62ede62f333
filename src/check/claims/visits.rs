//! Checks how long inspectors stayed and when they were there: "they came on 10 March 2025 and stayed for a
//! fortnight", "Ofsted was back for two days in November".
//!
//! In comes a sentence that says no more than that inspectors were there; out come the lengths of stay that fit no
//! visit, and the days and months in which there was none.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Claim;
use super::about::spans::{Span, spans};
use super::days::{Event, Happening, INSPECTORS, events};
use super::facts::{Facts, phrase};
use crate::check::reading::{Day, Sentence, Token, What};

/// Words that say that somebody was there, words for how long it took, and words of a sentence that says more than
/// that.
const THERE: [&str; 9] =
    ["came", "stayed", "back", "returned", "arrived", "site", "here", "present", "fieldwork"];
const TOOK: [&str; 4] = ["lasted", "took", "ran", "spent"];
const MORE: [&str; 24] = [
    "will",
    "would",
    "should",
    "expected",
    "expect",
    "due",
    "if",
    "not",
    "never",
    "until",
    "before",
    "after",
    "published",
    "issued",
    "wrote",
    "said",
    "told",
    "sent",
    "report",
    "letter",
    "asked",
    "met",
    "except",
    "but",
];
/// Words that make a length of time or a day before them one of something else.
const ELSE: [&str; 10] =
    ["later", "after", "before", "earlier", "ago", "of", "to", "at", "with", "more"];

/// Reports lengths of stay and days in a sentence that fit no visit.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let events = events(facts);
    let visits: Vec<_> =
        events.iter().filter(|event| event.happening == Happening::Visited).collect();
    let Some(first) = visits.first() else { return Vec::new() };
    // "Inspectors from the fire service" are others, and a review is not a visit.
    let is_review =
        |event: &&Event| matches!(event.happening, Happening::Reviewed | Happening::Next);
    let is_of_review = events
        .iter()
        .filter(is_review)
        .any(|event| tokens.iter().any(|token| is_in(token, event) == Some(true)));
    if is_of_review {
        return Vec::new();
    }
    let is_who =
        |at: usize| tokens[at].is(&INSPECTORS) && !sentence.is(at + 1, &["from", "of", "for"]);
    let who = (0..tokens.len()).any(is_who)
        || facts.inspectors().any(|who| {
            let who = phrase(who);
            (0..tokens.len()).any(|at| sentence.says(at, &who))
        });
    let with_us = |at: usize| sentence.is(at, &["with"]) && sentence.is(at + 1, &["us"]);
    let there = (0..tokens.len()).find(|at| tokens[*at].is(&THERE) || with_us(*at));
    let there = there.filter(|_| who);
    let named = (0..tokens.len().min(4)).any(|at| {
        visits.iter().any(|visit| {
            let name = phrase(visit.name());
            // "The monitoring visit" is the first of several; "the challenge" is the only one.
            let is_last = |other: &&&Event| phrase(other.name()).last() == name.last();
            let only = visits.iter().filter(is_last).count() == 1;
            sentence.says(at, &name)
                || name.len() > 1
                    && (only || name.len() > 2)
                    && sentence.says(at, &name[if only { name.len() - 1 } else { 1 }..])
        })
    });
    let lasted = tokens.iter().position(|token| token.is(&TOOK)).filter(|_| named);
    let verb = there.or(lasted);
    let Some(verb) = verb.filter(|_| !tokens.iter().any(|token| token.is(&MORE))) else {
        return Vec::new();
    };
    // "They returned to the college" is about another visit.
    let to = |words: &[&str]| (verb + 2..verb + 4).any(|at| sentence.is(at, words));
    let is_ours = tokens.get(verb + 2).is_some_and(|place| facts.is_area(&place.word));
    if sentence.is(verb + 1, &["to", "at"]) && !is_ours && !to(&["council", "authority", "service"])
    {
        return Vec::new();
    }
    // The visits on a day that the sentence gives, or else all of them.
    let is_of = |visit: &&&Event| tokens.iter().any(|token| is_in(token, visit) == Some(true));
    let dated: Vec<_> = visits.iter().filter(is_of).copied().collect();
    let meant = if dated.is_empty() { &visits } else { &dated };
    let claim = |from: usize, to: usize, visit: &Event| {
        Claim::of(sentence, from..to + 1, &visit.says, visit.place)
    };
    let is_else = |at: usize| {
        tokens.get(at).is_some_and(|next| next.is(&ELSE) && !next.apart) && !with_us(at)
    };
    let times = spans(tokens).into_iter().filter_map(|span| {
        let before = span.start.checked_sub(1)?;
        let is_for = tokens[before].is(&["for"]) || tokens[before].is(&TOOK);
        let known = !is_for || is_else(span.end) || meant.iter().any(|visit| took(visit, span));
        (!known && sentence.is_typed(span.start..span.end))
            .then(|| claim(span.start, span.end - 1, meant.first().unwrap_or(first)))
    });
    // "And" begins another clause, unless another day follows.
    let goes_on = |at: usize| {
        tokens.get(at + 1).is_some_and(|next| {
            next.gives_day() || next.count().is_some() || next.word.parse::<Weekday>().is_ok()
        })
    };
    let ends =
        (verb + 1..tokens.len()).find(|at| tokens[*at].is(&["and", "while"]) && !goes_on(*at));
    let days = (verb + 1..ends.unwrap_or(tokens.len())).filter_map(|at| {
        let joined = tokens[at - 1].is(&["in", "on", "from", "to", "between", "and"])
            || tokens[at - 1].word.parse::<Weekday>().is_ok();
        let known = visits.iter().any(|visit| is_in(&tokens[at], visit) != Some(false));
        let is_time = matches!(tokens[at].what, What::Day(Day { since: Some(_), .. }));
        let is_said = there.is_some() || is_time;
        let wrong = is_said && joined && tokens[at].typed && !known && !is_else(at + 1);
        let far = |visit: &&&Event| match tokens[at].what {
            What::Day(day) => (day.to - visit.to).num_days().abs(),
            _ => 0,
        };
        let nearest = visits.iter().rev().min_by_key(far).unwrap_or(first);
        wrong.then(|| claim(at, at, nearest))
    });
    times.chain(days).collect()
}

/// Whether the date, month or period that a token gives is one of a visit; `None` if it gives none.
fn is_in(token: &Token, visit: &Event) -> Option<bool> {
    match token.what {
        What::Day(Day { from, to, since: None }) => Some(from <= visit.to && visit.from <= to),
        What::Day(Day { to, since: Some(since), .. }) => {
            Some(since == visit.from && to == visit.to)
        }
        What::MonthDay(..) | What::Month => {
            Some(days(visit).any(|day| token.is_day(day) == Some(true)))
        }
        _ => None,
    }
}

/// Each day of a visit.
fn days(visit: &Event) -> impl Iterator<Item = NaiveDate> {
    let to = visit.to;
    visit.from.iter_days().take_while(move |day| *day <= to)
}

/// Whether a visit may be said to have lasted so long: counted from its first day to its last, in whole weeks, or in
/// working days.
fn took(visit: &Event, span: Span) -> bool {
    let all = (visit.to - visit.from).num_days() + 1;
    let is_weekday = |day: &NaiveDate| day.weekday().num_days_from_monday() < 5;
    let working = i64::try_from(days(visit).filter(is_weekday).count()).unwrap_or(all);
    let lengths = [
        all - i64::from(!span.is_exact()),
        all,
        if span.is_exact() { working } else { (working + 2) / 5 * 7 },
    ];
    lengths.into_iter().any(|days| days > 0 && span.is(days))
}
