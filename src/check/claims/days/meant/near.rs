//! Finds events whose day differs from the one given by a slip: 21 January where the plan was submitted on 12
//! January.
//!
//! In comes a clause with a day that no words place at an event for certain; out come the events whose day differs in
//! only one part, if the last verb of the clause is that of the event, with the same subject.

use chrono::{Datelike, NaiveDate};

use super::{Clause, INSPECTORS, PAPERS, SUBJECT};
use crate::check::claims::days::{Event, Happening};
use crate::check::reading::{Day, Token};

/// Verbs of a visit, and of what is published.
const VISITED: [&str; 5] = ["inspected", "assessed", "visited", "revisited", "reviewed"];
const PUBLISHED: [&str; 2] = ["published", "issued"];
/// Irregular verbs, which do not end in "ed".
const VERBS: [&str; 9] = ["met", "held", "sent", "heard", "told", "took", "saw", "began", "came"];
/// What inspectors publish, besides their papers.
const JUDGED: [&str; 3] = ["judgement", "grade", "rating"];
/// What is inspected, besides the names in the frameworks.
const INSPECTED: [&str; 4] = ["council", "authority", "service", "services"];

impl Clause<'_> {
    /// The events whose day differs by a slip; none if the day is that of an event.
    pub(super) fn nearly<'e>(&self, day: Day, events: &'e [Event]) -> Vec<&'e Event> {
        let is_known =
            |event: &Event| day.since.is_none() && event.from <= day.to && day.from <= event.to;
        if day.from != day.to || events.iter().any(is_known) {
            return Vec::new();
        }
        let Some(verb) = self.near.iter().rposition(is_verb) else { return Vec::new() };
        events.iter().filter(|event| is_near(day, event) && self.is_said_of(verb, event)).collect()
    }

    /// Whether a verb is that of the event and has its subject.
    fn is_said_of(&self, verb: usize, event: &Event) -> bool {
        let all = || self.before.iter().chain(self.near);
        let who = self.inspectors || all().any(|token| token.is(&INSPECTORS));
        match event.happening {
            Happening::Visited => {
                let ours = |token: &Token| {
                    token.is(&INSPECTED) || token.is(&SUBJECT) || self.facts.is_area(&token.word)
                };
                self.near[verb].is(&VISITED) && who && all().any(ours)
            }
            Happening::Published => {
                let paper = |token: &Token| token.is(&PAPERS) || token.is(&JUDGED);
                self.near[verb].is(&PUBLISHED) && who && all().any(paper)
            }
            Happening::Submitted => {
                let to = self.near.get(verb + 1).is_some_and(|next| next.is(&["to"]));
                let leads = self.nouns_of_plan().iter().any(|noun| noun.leads);
                self.near[verb].is(&["submitted"]) && to && leads
            }
            _ => false,
        }
    }
}

/// Whether a word is a past verb.
fn is_verb(token: &Token) -> bool {
    token.word.ends_with("ed") || token.is(&VERBS)
}

/// Whether a day differs from that of an event only in its day, month or year, or a period at only one end.
fn is_near(day: Day, event: &Event) -> bool {
    match day.since {
        Some(since) => {
            since == event.from && differ_once(day.to, event.to)
                || day.to == event.to && differ_once(since, event.from)
        }
        None => event.from == event.to && differ_once(day.from, event.from),
    }
}

/// Whether two days differ in exactly one of day, month and year.
fn differ_once(one: NaiveDate, other: NaiveDate) -> bool {
    let parts =
        [one.day() != other.day(), one.month() != other.month(), one.year() != other.year()];
    parts.into_iter().filter(|differ| *differ).count() == 1
}
