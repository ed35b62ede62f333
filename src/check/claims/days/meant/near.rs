//! Days that are those of an event but for a slip of the hand: 21 January where the plan was submitted on 12 January.
//!
//! In comes a clause with a day that it does not surely say to be that of an event; out come the events whose day differs
//! in one part alone, where the last verb of the clause is the event's own and so is the thing of which it is said.

use chrono::{Datelike, NaiveDate};

use super::{Clause, INSPECTORS, PAPERS, SUBJECT};
use crate::check::claims::days::{Event, Happening};
use crate::check::reading::{Day, Token};

/// Verbs of a visit, and of what is published.
const VISITED: [&str; 5] = ["inspected", "assessed", "visited", "revisited", "reviewed"];
const PUBLISHED: [&str; 2] = ["published", "issued"];
/// Verbs that do not end as most do.
const VERBS: [&str; 9] = ["met", "held", "sent", "heard", "told", "took", "saw", "began", "came"];
/// What inspectors publish, besides their papers.
const JUDGED: [&str; 3] = ["judgement", "grade", "rating"];
/// What is inspected, besides what the frameworks call it.
const INSPECTED: [&str; 4] = ["council", "authority", "service", "services"];

impl Clause<'_> {
    /// The events whose day it is but for a slip; none where it is the very day of one.
    pub(super) fn nearly<'e>(&self, day: Day, events: &'e [Event]) -> Vec<&'e Event> {
        let is_known =
            |event: &Event| day.since.is_none() && event.from <= day.to && day.from <= event.to;
        if day.from != day.to || events.iter().any(is_known) {
            return Vec::new();
        }
        let Some(verb) = self.near.iter().rposition(is_verb) else { return Vec::new() };
        events.iter().filter(|event| is_near(day, event) && self.is_said_of(verb, event)).collect()
    }

    /// Whether a verb says what happened of the thing to which it did.
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

/// Whether a word is a verb of what happened.
fn is_verb(token: &Token) -> bool {
    token.word.ends_with("ed") || token.is(&VERBS)
}

/// Whether a day is that of an event but for its day, its month or its year; or a time but for that of one end.
fn is_near(day: Day, event: &Event) -> bool {
    match day.since {
        Some(since) => {
            since == event.from && differ_once(day.to, event.to)
                || day.to == event.to && differ_once(since, event.from)
        }
        None => event.from == event.to && differ_once(day.from, event.from),
    }
}

/// Whether two days differ in one part alone.
fn differ_once(one: NaiveDate, other: NaiveDate) -> bool {
    let parts =
        [one.day() != other.day(), one.month() != other.month(), one.year() != other.year()];
    parts.into_iter().filter(|differ| *differ).count() == 1
}
