//! Times between two days: "held on 4 June 2026, and written up on 15 June, eleven days later", "submitted on 12 January 2026,
//! three months after the report came out".
//!
//! In comes a sentence; out come the times in it that do not lie between the days that it gives, or between one of these
//! and what the data know to have happened. A time is left alone where it may be counted from something else.

use std::ops::Range;

use chrono::NaiveDate;

use super::about::spans::{Span, spans};
use super::counts::names_data;
use super::days::{Event, Happening, events, is_other};
use super::facts::{Facts, phrase};
use super::reading::{Sentence, Token, What};
use super::{Claim, Data};

/// What a time is counted from, by the words for it.
const PUBLISHED: [&str; 6] =
    ["report", "publication", "published", "findings", "letter", "judgement"];
const PAPERS: [&str; 4] = ["report", "letter", "findings", "outcome"];
const ENDED: [&str; 3] = ["ended", "finished", "concluded"];
const VISITED: [&str; 4] = ["inspection", "visit", "inspectors", "assessors"];
const SUBMITTED: [&str; 2] = ["submitted", "submission"];
/// Who comes back, and the words for it.
const CAME: [&str; 3] = ["returned", "back", "revisited"];
/// How far behind a time what it is counted from is named.
const NEAR: usize = 6;

/// The times in a sentence that do not lie between their days. `before` is the token of the last day that the sentences
/// before gave.
pub(super) fn check(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    before: &mut Option<Token>,
) -> Vec<Claim> {
    let found = spans(&sentence.tokens);
    let given = before.take();
    let last = sentence.tokens.iter().rev().find(|token| token.gives_day()).cloned();
    *before = last.or_else(|| given.clone());
    if found.is_empty() {
        return Vec::new();
    }
    let events = events(facts);
    let found = found.into_iter().filter_map(|span| {
        sentence.is_typed(span.start..span.end).then_some(())?;
        later(sentence, span)
            .or_else(|| since(facts, sentence, span, &events))
            .or_else(|| again(facts, sentence, span, &events))
            .or_else(|| next(facts, sentence, span, given.as_ref()?, &events))
            .or_else(|| pair(facts, sentence, span, &events))
    });
    found.collect()
}

/// The single day that a token gives.
fn day(token: &Token) -> Option<NaiveDate> {
    match token.what {
        What::Day(day) if day.from == day.to && day.since.is_none() => Some(day.from),
        _ => None,
    }
}

/// The claim that the words from a token to another say what the data have otherwise, at an event of theirs.
fn claim(sentence: &Sentence<'_, '_>, from: usize, to: usize, data: &str, at: &Event) -> Claim {
    Claim {
        range: sentence.tokens[from].range.start..sentence.tokens[to].range.end,
        message: format!("`{}`: by the data, {data}", sentence.written(from, to)),
        data: Some(Data { expression: None, words: false, place: at.place }),
    }
}

/// How far an event is from a day, in words.
fn apart(event: &Event, days: i64, from: NaiveDate) -> String {
    format!("{}, {} days from {}", event.says, days.abs(), written(from))
}

/// The days on which the reports on visits were received.
fn received(facts: &Facts<'_>) -> impl Iterator<Item = NaiveDate> {
    let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
    visits.filter_map(|visit| Some(visit.received?.value.0))
}

/// A day in words.
fn written(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A time between the last two days before it: ", eleven days later".
fn later(sentence: &Sentence<'_, '_>, span: Span) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let ends = tokens.get(span.end + 1).is_none_or(|next| next.apart);
    let mut days = tokens[..span.start].iter().rev().filter_map(day);
    let (last, first) = (days.next()?, days.next()?);
    let much = (last - first).num_days();
    let is_wrong = sentence.is(span.end, &["later"]) && ends && much > 0 && !span.is(much);
    // What stands right behind the later day is said of it.
    let near = tokens[..span.start].last().and_then(day) == Some(last);
    (is_wrong && near && tokens[span.start].apart).then(|| Claim {
        range: tokens[span.start].range.start..tokens[span.end].range.end,
        message: format!(
            "`{}`: from {} to {} it is {much} days",
            sentence.written(span.start, span.end),
            written(first),
            written(last)
        ),
        data: None,
    })
}

/// A time between a day and something that the data date: "within 28 days of publication", "a month after the report".
fn since(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    span: Span,
    events: &[Event],
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let within = sentence.is(span.start, &["within"]) && sentence.is(span.end, &["of", "after"]);
    let after = within || sentence.is(span.end, &["after"]);
    if !after && !sentence.is(span.end, &["before"]) {
        return None;
    }
    let near = span.end + 1..tokens.len().min(span.end + 1 + NEAR);
    let behind = near.take_while(|at| !tokens[*at].apart && day(&tokens[*at]).is_none());
    let (at, happening) = behind.into_iter().find_map(|at| {
        let is = |words: &[&str]| tokens[at].is(words);
        let what = match () {
            () if is(&PUBLISHED) => Happening::Published,
            () if is(&VISITED) => Happening::Visited,
            () if is(&ENDED) && ends(sentence, span, events) => Happening::Visited,
            () if is(&SUBMITTED) => Happening::Submitted,
            () => return None,
        };
        Some((at, what))
    })?;
    let before = tokens[..span.start].iter().rev().find_map(day);
    let said = before.or_else(|| tokens[span.end..].iter().find_map(day).filter(|_| within))?;
    let is_known = events.iter().any(|event| event.from <= said && said <= event.to);
    let mut meant = events.iter().filter(|event| event.happening == happening);
    let much = |event: &Event| {
        let ends = [event.from, event.to].map(|end| (said - end).num_days());
        ends.map(|days| if after { days } else { -days })
    };
    let is_so = |event: &Event| {
        much(event)
            .into_iter()
            .any(|days| if within { days >= 0 && span.holds(days) } else { span.is(days) })
    };
    let first = meant.clone().next()?;
    let is_else = is_other(facts, &tokens[at + 1..]);
    let ours = !is_else && (is_known || within && names_data(facts, sentence));
    // A report is received before everyone can read it.
    let is_received = happening == Happening::Published
        && received(facts).any(|on| {
            let days = if after { (said - on).num_days() } else { (on - said).num_days() };
            span.is(days) || within && days >= 0 && span.holds(days)
        });
    (ours && !is_received && !meant.any(is_so))
        .then(|| claim(sentence, span.start, at, &apart(first, much(first)[1], said), first))
}

/// A time between two things that the data date, of which no day is given: "the report was published four months after the
/// inspection".
fn pair(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    span: Span,
    events: &[Event],
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let unsure = ["will", "would", "should", "within", "if", "not", "must", "expected", "usually"];
    let is_dated = tokens.iter().any(|token| token.gives_day() || token.is(&unsure));
    if is_dated || !sentence.is(span.end, &["after"]) {
        return None;
    }
    let find =
        |range: Range<usize>, words: &[&str]| range.into_iter().find(|at| tokens[*at].is(words));
    let end = tokens.len().min(span.end + 1 + NEAR);
    let before = 0..span.start;
    let later = match () {
        () if find(before.clone(), &["published", "issued"]).is_some() => Happening::Published,
        () if find(before.clone(), &["submitted"]).is_some() => Happening::Submitted,
        () => return None,
    };
    let own = [PAPERS.as_slice(), &["plan", "we", "council", "it"]].concat();
    find(before, &own)?;
    let visited = find(span.end + 1..end, &["inspection", "visit", "assessment", "revisit"]);
    let published = find(span.end + 1..end, &PUBLISHED);
    let (at, earlier) = match (visited, published) {
        (Some(at), None) => (at, Happening::Visited),
        (None, Some(at)) if later != Happening::Published => (at, Happening::Published),
        _ => return None,
    };
    let of = |happening: Happening| events.iter().filter(move |event| event.happening == happening);
    let much =
        |one: &Event, other: &Event| [one.from, one.to].map(|from| (other.from - from).num_days());
    let is_so = of(earlier)
        .any(|one| of(later).any(|other| much(one, other).into_iter().any(|days| span.is(days))));
    let (first, last) = (of(earlier).next()?, of(later).next()?);
    (!is_so && !is_other(facts, &tokens[at + 1..])).then(|| {
        claim(sentence, span.start, at, &format!("{}, and {}", first.says, last.says), last)
    })
}

/// Whether a visit is named before a time, so that it is what "ended".
fn ends(sentence: &Sentence<'_, '_>, span: Span, events: &[Event]) -> bool {
    let visits = events.iter().filter(|event| event.happening == Happening::Visited);
    let mut names = visits.map(|visit| phrase(visit.name()));
    names.any(|name| (0..span.start).any(|at| sentence.says(at, &name)))
}

/// A time after the day that the sentence before gave: "we had their report on 2 May; ten days later it was published".
fn next(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    span: Span,
    given: &Token,
    events: &[Event],
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let opens = span.start == 0 && sentence.is(span.end, &["later"]);
    let is = |words: &[&str]| tokens.iter().any(|token| token.is(words));
    let happening = match () {
        () if !opens => return None,
        () if is(&["published", "issued"]) => Happening::Published,
        () if is(&["submitted"]) => Happening::Submitted,
        () if is(&CAME) => Happening::Visited,
        () => return None,
    };
    // It has to be a day on which the data have something.
    let ends = events.iter().flat_map(|event| [event.from, event.to]);
    let mut from = ends.chain(received(facts)).filter(|day| given.is_day(*day) == Some(true));
    let from = from.next()?;
    let meant = || events.iter().filter(|event| event.happening == happening && event.from > from);
    let is_so = meant().any(|event| span.is((event.from - from).num_days()));
    let first = meant().next().filter(|_| !is_so)?;
    let data = apart(first, (first.from - from).num_days(), from);
    Some(claim(sentence, 0, span.end, &data, first))
}

/// A time between two visits: "they came back a year later".
fn again(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    span: Span,
    events: &[Event],
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let came = span.start.checked_sub(1).filter(|at| tokens[*at].is(&CAME))?;
    let who = tokens.first()?.is(&["it", "they", "inspectors", "assessors"])
        || facts.inspectors().any(|who| sentence.says(0, &phrase(who)));
    let visits: Vec<_> =
        events.iter().filter(|event| event.happening == Happening::Visited).collect();
    let pairs = visits.windows(2).flat_map(|two| {
        [(two[1].from - two[0].from).num_days(), (two[1].from - two[0].to).num_days()]
    });
    let is_wrong = who
        && visits.len() > 1
        && sentence.is(span.end, &["later"])
        && !pairs.clone().any(|days| span.is(days));
    let last = visits.last()?;
    is_wrong.then(|| claim(sentence, came, span.end, &last.says, last))
}
