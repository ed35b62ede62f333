//! Checks first and last days: "the inspection began on 4 November 2024 and ended on 13 December", "the plan runs
//! until 31 January 2027".
//!
//! In comes a sentence; out come the days in it on which, by the data, no visit began or ended, and no plan ends.

use chrono::NaiveDate;

use super::{Happening, events, is_other};
use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, Phrase, phrase};
use crate::check::reading::{Day, Sentence, What, year_of};
use crate::diag::Place;
use crate::read::date::in_words;

/// Verbs for a first day, for a last day, and for how long a plan lasts.
const BEGAN: [&str; 4] = ["began", "started", "commenced", "opened"];
const ENDED: [&str; 4] = ["ended", "finished", "concluded", "closed"];
const RUNS: [&str; 5] = ["runs", "run", "lasts", "ends", "continues"];
/// Words between such a verb and its day.
const JOINS: [&str; 12] =
    ["on", "in", "until", "to", "at", "the", "end", "of", "for", "and", "last", "day"];
/// How many tokens into a sentence its subject may be named.
const START: usize = 4;

/// Reports the days in a sentence on which its subject did not begin or end.
pub(in crate::check::claims) fn check(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let found = (2..tokens.len()).filter_map(|at| {
        let day = match tokens[at].what {
            What::Day(day) => day,
            // "Runs until the last day of 2027".
            _ => {
                let ends = |words: &[&str]| sentence.is(at - 2, words);
                let is_end = sentence.is(at - 1, &["of"]) && ends(&["end", "day"]);
                let last = NaiveDate::from_ymd_opt(year_of(&tokens[at].word)?, 12, 31);
                let last = last.filter(|_| is_end)?;
                Day { from: last, to: last, since: None }
            }
        };
        let verb =
            (0..at).rev().find(|at| !tokens[*at].is(&JOINS) && !is_weekday(&tokens[*at].word))?;
        let known: Vec<(NaiveDate, String, Place)> = if is_of_last_action(sentence, at) {
            last_actions(facts)
        } else if tokens[verb].is(&RUNS) {
            ends_of_plans(facts, sentence, verb)
        } else {
            let began = tokens[verb].is(&BEGAN);
            if !began && !tokens[verb].is(&ENDED) {
                return None;
            }
            let visits = events(facts).into_iter().filter(|event| {
                event.happening == Happening::Visited
                    && opens(facts, sentence, &phrase(&event.name))
            });
            visits
                .map(|event| (if began { event.from } else { event.to }, event.says, event.place))
                .collect()
        };
        let (_, says, place) = known.first()?;
        let is_so = known.iter().any(|(one, ..)| day.is(*one));
        (tokens[at].typed && !is_so).then(|| Claim::of(sentence, at..at + 1, says, *place))
    });
    found.collect()
}

/// Whether a sentence opens with a name that is not followed by words that make it another's.
fn opens(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, name: &Phrase) -> bool {
    let at = (0..START).find(|at| sentence.says(*at, name));
    at.is_some_and(|at| !is_other(facts, &sentence.tokens[at + name.len()..]))
}

/// The last days of the plans that a sentence names before a verb.
fn ends_of_plans(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    verb: usize,
) -> Vec<(NaiveDate, String, Place)> {
    let plans = facts.plans.iter().filter_map(|plan| {
        let end = plan.planned.plan.end?;
        let short = &plan.figures.short;
        let names = [phrase(&plan.figures.name), phrase(short), phrase("the plan")];
        let named = names.iter().any(|name| {
            (0..verb).any(|at| {
                sentence.says(at, name) && !is_other(facts, &sentence.tokens[at + name.len()..])
            })
        });
        let says = format!("the {short} ends on {}", in_words(end.value.0));
        named.then_some((end.value.0, says, end.place))
    });
    plans.collect()
}

/// Whether a day is given as that by which the last action is due: "its last action is to be done by 31 July 2026".
fn is_of_last_action(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let tokens = &sentence.tokens[..at];
    let mut action = tokens
        .windows(2)
        .enumerate()
        .filter(|(_, two)| two[0].is(&["last", "final"]) && two[1].is(&["action", "actions"]));
    let done = ["done", "due", "completed", "complete", "finished", "finish", "end"];
    action.next().is_some_and(|(action, _)| {
        let between = &tokens[action + 2..];
        between.iter().any(|token| token.is(&done)) && !between.iter().any(|token| token.apart)
    })
}

/// The last day on which an action is due, for each plan.
fn last_actions(facts: &Facts<'_>) -> Vec<(NaiveDate, String, Place)> {
    let plans = facts.plans.iter().filter_map(|plan| {
        let due =
            plan.figures.actions().flat_map(|action| [action.due.0, action.first_due.0]).max()?;
        let says =
            format!("the last action of the {} is due on {}", plan.figures.short, in_words(due));
        Some((due, says, plan.planned.plan.name.place))
    });
    plans.collect()
}

/// Whether a word is a day of the week.
fn is_weekday(word: &str) -> bool {
    word.parse::<chrono::Weekday>().is_ok()
}
