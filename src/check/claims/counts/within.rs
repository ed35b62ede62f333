//! Checks how many actions were completed within a time: "between April and September 2026 four actions were
//! completed", "of the four actions completed since April".
//!
//! In comes a number in its sentence; out comes whether it counts the actions that were completed within a time and,
//! if so, the claim that the data contradict. Where the ends of the time are not known, nothing is claimed.

use super::due::UNSURE;
use super::parts::BETWEEN;
use super::whose::Areas;
use super::{Checked, Claim, Count, Held};
use crate::check::claims::facts::status_at;
use crate::check::claims::periods::{Period, TIMES, Time, period};
use crate::check::reading::clause_of;
use crate::diag::Place;
use crate::model::plan::Status;
use crate::read::date::in_words;

/// Verbs that say that actions became complete, and those that stand before them.
pub(super) const DONE: [&str; 5] = ["completed", "finished", "done", "delivered", "implemented"];
const BECAME: [&str; 6] = ["was", "were", "been", "has", "have", "had"];
/// Those who complete the actions of a plan.
const OURS: [&str; 4] = ["we", "officers", "council", "leads"];

impl Held<'_, '_, '_> {
    /// The claim about a number of actions that were completed within a time, and the part that it counts; the outer
    /// `None` means that they are not counted so.
    pub(super) fn within(&self) -> Option<Checked> {
        let n = match self.number.things.first() {
            Some(thing) => *thing,
            None => self.spoken.thing.filter(|_| self.is_bare())?,
        };
        let thing = self.facts.things.get(n).filter(|thing| !thing.whole.is_empty())?;
        let (end, is_whole) = self.completed(n)?;
        let time = self.time_of(end)?;
        // "In June six actions were completed" may say how things stood in a month of which reports tell.
        if time.is_moment && !self.things_then(n).is_empty() {
            return None;
        }
        let complete = [Status::Complete.word().to_owned()];
        let part =
            thing.parts.iter().position(|part| part.phrases.iter().any(|one| *one == complete));
        let counted = part.map(|part| (n, part));
        let tokens = &self.sentence.tokens;
        // "By the contractor" and "the Head of Housing completed four" are those of one.
        let is_others = [end, time.end].into_iter().any(|at| self.sentence.is(at, &["by"]))
            || !self.facts.posts_in(self.sentence).is_empty();
        // "Were completed in schools" and "completed late" are only some.
        let is_else = self.sentence.is(end, &["in", "at", "on", "for", "with", "without"]);
        let is_some =
            self.is_narrowed(end) || is_else && period(self.facts, self.sentence, end).is_none();
        let is_unsure = is_others || is_some || tokens.iter().any(|token| token.is(&UNSURE));
        let area = match self.areas() {
            Areas::All => None,
            Areas::One(area) => Some(area),
            Areas::Unclear => return Some((None, None)),
        };
        let claim =
            (is_whole && !is_unsure).then(|| self.wrong(&time.times, area, thing.all.place));
        Some((claim.flatten(), counted))
    }

    /// The token after the words that say that actions became complete, and whether the number is that of all of
    /// these: not in "three of the actions completed since April".
    fn completed(&self, thing: usize) -> Option<(usize, bool)> {
        let tokens = &self.sentence.tokens;
        let (at, end) = (self.number.at, self.number.end);
        let is = |at: Option<usize>, words: &[&str]| at.is_some_and(|at| tokens[at].is(words));
        let from = self.past_area(end + 1);
        let joins = tokens[from.min(tokens.len())..].iter().take_while(|one| one.is(&BETWEEN));
        let verb = from + joins.count();
        if is(at.checked_sub(1), &DONE) {
            let had = tokens[..at - 1].iter().rev().take_while(|token| token.is(&BECAME)).count();
            let who = (at - 1 - had).checked_sub(1);
            return is(who, &OURS).then_some((from, true));
        }
        // "And between July and September two more."
        let complete = self.spoken.part.is_some_and(|(own, part)| {
            let mut phrases = self.facts.things[own].parts[part].phrases.iter();
            own == thing && phrases.any(|one| *one == [DONE[0]])
        });
        if self.number.things.is_empty() && complete && tokens.get(end + 1).is_none() {
            return Some((end + 1, true));
        }
        tokens.get(verb).filter(|own| own.is(&DONE) && !own.apart)?;
        let (_, length) = status_at(self.sentence, verb)?;
        let of = self.sentence.is(at + 1, &["of"]);
        // "Of the twelve actions" is not how many were completed.
        let is_of = is(at.checked_sub(1), &["of"])
            || is(at.checked_sub(1), &["the"]) && is(at.checked_sub(2), &["of"]);
        match verb.checked_sub(1).filter(|before| *before >= from) {
            Some(before) => (tokens[before].is(&BECAME) && !is_of).then_some((verb + length, true)),
            None => Some((verb + length, !of && is(at.checked_sub(1), &["the"]))),
        }
    }

    /// The time within which something happened, by the words from a token on, or by those that open the clause of
    /// the number. `None` if nothing is said of a time.
    fn time_of(&self, end: usize) -> Option<Period> {
        let tokens = &self.sentence.tokens;
        let at = self.number.at;
        let begins = |from: &usize| {
            *from == 0 || tokens[*from].apart || tokens[from - 1].is(&["and", "but", "while"])
        };
        let counts = |past: usize| tokens[past..at].iter().any(|token| token.count().is_some());
        let opens = (0..at).rev().filter(begins).find_map(|from| {
            let found = period(self.facts, self.sentence, from)?;
            (found.end <= at && !counts(found.end)).then_some(found)
        });
        let behind = period(self.facts, self.sentence, end).filter(|_| !tokens[end].apart);
        let is_dated = tokens[..clause_of(tokens, at).end].iter().any(|token| token.is(&TIMES));
        let unclear = is_dated.then_some(Period { times: Vec::new(), end, is_moment: false });
        behind.or(opens).or(unclear)
    }

    /// The claim that the number is not that of the actions completed within any of some times, in an area or in all.
    fn wrong(&self, times: &[Time], area: Option<usize>, place: Place) -> Option<Claim> {
        let areas = self.facts.only_plan()?.figures.areas.iter().enumerate();
        let own: Vec<_> = areas.filter(|(n, _)| area.is_none_or(|area| area == *n)).collect();
        let actions = || own.iter().flat_map(|(_, area)| &area.actions);
        let all = actions().count();
        let count = |time: &Time| {
            let done = actions().filter_map(|action| action.completed);
            done.filter(|day| time.has(day.0)).count()
        };
        let first = times.first()?;
        if times.iter().any(|time| self.share.holds(count(time), all)) {
            return None;
        }
        let within = match area.and_then(|_| own.first()) {
            Some((_, area)) => format!(" in “{}”", area.title),
            None => String::new(),
        };
        let days = [first.from, first.to].map(in_words);
        let of = format!("actions completed from {} to {}{within}", days[0], days[1]);
        let count = Count { value: count(first), of, expression: String::new(), place };
        self.sentence
            .is_typed(self.number.at..self.number.at + 1)
            .then(|| self.claim(&[&count], all))
    }
}
