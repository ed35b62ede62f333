//! Checks the days of events: "the re-visit was from 18 to 20 January 2022", "on 1 April 2022 the plan was
//! submitted".
//!
//! In comes a sentence; out come the days in it on which, by the data, the event was not. A day is compared with the
//! event that the words beside it name, and only if they clearly mean the one in the data. Months are compared with
//! months, days with days.

mod ends;
mod meant;

use chrono::{Datelike, NaiveDate};

pub(super) use self::ends::check as ends;
use self::meant::Clause;
pub(in crate::check::claims) use self::meant::{INSPECTORS, PAPERS, is_other};
use super::facts::{Facts, phrase};
use super::{Claim, Data};
use crate::check::reading::{Day, Sentence, What, year_of};
use crate::diag::Place;
use crate::model::inspection::Visit;
use crate::read::Placed;
use crate::read::date::{Date, in_words};

/// A kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happening {
    /// A visit took place.
    Visited,
    /// The outcome of a visit was published.
    Published,
    /// A plan was submitted.
    Submitted,
    /// A plan was found fit for purpose.
    Fit,
    /// A review was held.
    Reviewed,
    /// The letter of a review was written.
    Wrote,
    /// The next review is held.
    Next,
}

/// An event in the data.
pub(super) struct Event {
    pub(super) happening: Happening,
    /// The name of the visit, plan or review.
    name: String,
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    /// What the data say, in words.
    pub(super) says: String,
    expression: String,
    pub(super) place: Place,
}

impl Event {
    /// The name of the visit, plan or review.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// Reports the days in a sentence that the data contradict; `heading` is the heading above it.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, heading: &str) -> Vec<Claim> {
    let events = events(facts);
    let mut claims = Vec::new();
    for (at, token) in sentence.tokens.iter().enumerate() {
        let (day, meant) = match token.what {
            What::Day(day) => {
                let clause = Clause::of(facts, sentence, at, heading);
                (day, clause.map_or_else(Vec::new, |clause| clause.meant(day, &events)))
            }
            _ => match year_of_visit(facts, sentence, at, &events) {
                Some(found) => found,
                None => continue,
            },
        };
        // Only a visit takes a period of days.
        let meant = meant.into_iter().filter(|event| {
            !matches!(token.what, What::Day(Day { since: Some(_), .. }))
                || event.happening == Happening::Visited
        });
        let meant: Vec<_> = meant.collect();
        let said = |event: &&Event| is_said(day, event);
        if let Some(first) = meant.first().filter(|_| !meant.iter().any(said)) {
            claims.push(claim(sentence, at, day, first));
        }
    }
    claims
}

/// A year just before the name of a visit, with the visits of that name: "the 2017 inspection".
fn year_of_visit<'e>(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    at: usize,
    events: &'e [Event],
) -> Option<(Day, Vec<&'e Event>)> {
    let year = year_of(&sentence.tokens[at].word)?;
    let visits = events.iter().filter(|event| {
        let name = phrase(&event.name);
        event.happening == Happening::Visited
            && sentence.says(at + 1, &name)
            && !is_other(facts, &sentence.tokens[at + 1 + name.len()..])
    });
    let visits: Vec<_> = visits.collect();
    let (from, to) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
    (!visits.is_empty()).then_some((Day { from, to, since: None }, visits))
}

/// Whether a day is that of an event, to the precision given.
fn is_said(day: Day, event: &Event) -> bool {
    match day.since {
        Some(since) => since == event.from && day.to == event.to,
        None => day.from <= event.to && event.from <= day.to,
    }
}

/// A claim that the event was not on the day given.
fn claim(sentence: &Sentence<'_, '_>, at: usize, day: Day, event: &Event) -> Claim {
    let written = sentence.written(at, at);
    let first = &event.expression;
    // The expression is as precise as the prose.
    let expression = match (day.since, (day.to - day.from).num_days()) {
        (Some(_), _) => {
            let last = first.strip_suffix("start").map(|visit| format!("{visit}end"));
            format!("{first} | date }}}} to {{{{ {} | date", last.as_ref().unwrap_or(first))
        }
        (None, 0) => format!("{first} | date"),
        (None, 1..=31) => format!("{first} | date(\"%B %Y\")"),
        _ => format!("{first} | date(\"%Y\")"),
    };
    Claim {
        range: sentence.tokens[at].range.clone(),
        message: format!("`{written}`: by the data, {}", event.says),
        data: Some(Data { expression: Some(expression), words: false, place: event.place }),
    }
}

/// All events in the data.
pub(super) fn events(facts: &Facts<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for one in &facts.inspections {
        let name = one.called();
        let visits = &one.inspected.inspection.visit;
        for (n, visit) in visits.iter().enumerate() {
            let at = match n {
                0 => format!("{name}.first"),
                _ if n + 1 == visits.len() => format!("{name}.latest"),
                _ => format!("{name}.visits[{n}]"),
            };
            events.extend(of_visit(visit, &at));
        }
    }
    for plan in &facts.plans {
        let one = &plan.planned.plan;
        let mut add = |happening, day: Option<Placed<Date>>, what: String, expression: String| {
            events.extend(day.map(|day| Event {
                happening,
                name: one.name.value.clone(),
                from: day.value.0,
                to: day.value.0,
                says: format!("{what} {}", in_words(day.value.0)),
                expression,
                place: day.place,
            }));
        };
        let name = &plan.name;
        let called = &plan.figures.short;
        add(
            Happening::Submitted,
            Some(one.submitted),
            format!("the {called} was submitted on"),
            format!("{name}.submitted"),
        );
        add(
            Happening::Fit,
            one.fit_for_purpose,
            format!("the {called} was found fit for purpose on"),
            format!("{name}.fit_for_purpose"),
        );
        for one in &plan.reviews {
            let (name, review) = (&one.name, &one.reviewed.review);
            add(
                Happening::Reviewed,
                Some(review.held),
                "the review was held on".into(),
                format!("{name}.held"),
            );
            add(
                Happening::Wrote,
                review.letter,
                "the letter of the review is dated".into(),
                format!("{name}.letter"),
            );
            add(
                Happening::Next,
                review.next,
                "the next review is on".into(),
                format!("{name}.next"),
            );
        }
    }
    events
}

/// The events of a visit.
fn of_visit(visit: &Visit, at: &str) -> Vec<Event> {
    let name = &visit.name.value;
    let mut events = Vec::new();
    if let Some((start, end)) = visit.start.zip(visit.end) {
        let (from, to) = (start.value.0, end.value.0);
        let days = match (from == to, from.year() == to.year()) {
            (true, _) => format!("was on {}", in_words(from)),
            _ => format!("was from {} to {}", in_words(from), in_words(to)),
        };
        events.push(Event {
            happening: Happening::Visited,
            name: name.clone(),
            from,
            to,
            says: format!("the {name} {days}"),
            expression: format!("{at}.start"),
            place: start.place,
        });
    }
    let public = [("published", visit.published), ("issued", visit.issued)];
    events.extend(public.into_iter().filter_map(|(key, day)| {
        let day = day?;
        Some(Event {
            happening: Happening::Published,
            name: name.clone(),
            from: day.value.0,
            to: day.value.0,
            says: format!("the findings of the {name} were {key} on {}", in_words(day.value.0)),
            expression: format!("{at}.{key}"),
            place: day.place,
        })
    }));
    events
}
