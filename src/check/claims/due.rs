//! Days by which actions are due: "action 1.3 is now due on 18 December 2026", "the routes will be agreed by 15 October 2026".
//!
//! In comes a sentence that names an action, by its number or in its own words, or goes on about one; out come the days
//! that it calls due and on which, by the data, the action never was.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::facts::{Facts, PlanOf};
use super::reading::{Day, Sentence, Token, What};
use super::{Claim, Data};
use crate::derive::action::ActionState;
use crate::language::sentences::words;
use crate::model::plan::Action;

/// Words before the day by which something is to be done.
const BY: [&str; 4] = ["by", "on", "in", "until"];
/// Words of a sentence that speaks of another day than that of the whole.
const PART: [&str; 7] = ["milestone", "milestones", "step", "first", "phase", "half", "part"];
/// How far the word "due" may stand before its day.
const NEAR: usize = 5;
/// The fewest letters of a word by which an action is known, and how many of them tell it from its other forms.
const TELLING: usize = 4;
const STEM: usize = 5;
/// The fewest such words of an action that is known by them; a sentence about it has all.
const FEWEST: usize = 4;

/// The action of which a paragraph spoke last, with its plan and how it stands.
pub(super) type Last<'f> = Option<(&'f PlanOf<'f>, &'f ActionState)>;

/// The due days in a sentence that the data contradict.
pub(super) fn check<'f>(
    facts: &'f Facts<'f>,
    sentence: &Sentence<'_, '_>,
    last: &mut Last<'f>,
) -> Vec<Claim> {
    let numbered = numbered(facts, sentence);
    let worded = if numbered.is_none() { worded(facts, sentence) } else { None };
    *last = numbered.or(worded).or(*last);
    let Some((plan, state)) = *last else { return Vec::new() };
    let own = plan.planned.plan.area.iter().flat_map(|area| &area.action);
    let Some(action) = own.into_iter().find(|action| action.id.value == state.id) else {
        return Vec::new();
    };
    let tokens = &sentence.tokens;
    if tokens.iter().any(|token| token.is(&PART)) {
        return Vec::new();
    }
    let known = days(action);
    let found = (0..tokens.len()).filter_map(|at| {
        let What::Day(day) = tokens[at].what else { return None };
        let is_due = is_due(tokens, at, worded.is_some());
        let is_known = known.iter().any(|one| day.from <= *one && *one <= day.to);
        (is_due && tokens[at].typed && !is_known)
            .then(|| claim(sentence, at, day, plan, state, action))
    });
    found.collect()
}

/// The action whose number a sentence has: "action 1.3".
fn numbered<'f>(facts: &'f Facts<'f>, sentence: &Sentence<'_, '_>) -> Last<'f> {
    sentence.tokens.windows(2).find_map(|two| {
        let is_action = two[0].is(&["action"]);
        let found = facts.plans.iter().find_map(|plan| Some((plan, plan.action(&two[1].word)?)));
        found.filter(|_| is_action)
    })
}

/// The one action of which a sentence speaks in its words.
fn worded<'f>(facts: &'f Facts<'f>, sentence: &Sentence<'_, '_>) -> Last<'f> {
    let said = telling(sentence.written(0, sentence.tokens.len() - 1));
    let is_said = |state: &&ActionState| {
        let own = telling(&state.action);
        own.len() >= FEWEST && own.is_subset(&said)
    };
    let all = facts.plans.iter();
    let mut all =
        all.flat_map(|plan| plan.figures.actions().filter(is_said).map(move |one| (plan, one)));
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

/// The words of a text by which an action is known, without their endings.
fn telling(text: &str) -> BTreeSet<String> {
    let small = words(text).map(|(_, word)| word.to_lowercase());
    small
        .filter(|word| word.len() >= TELLING)
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}

/// Every day by which an action, or a part of it, was ever to be done.
fn days(action: &Action) -> Vec<NaiveDate> {
    let moved = action.update.iter().filter_map(|update| update.due);
    let next = action.update.iter().filter_map(|update| Some(update.next.as_ref()?.by));
    let parts = action.milestone.iter().map(|milestone| milestone.by);
    let all = moved.chain(next).chain(parts).chain([action.due]).chain(action.start);
    all.map(|day| day.value.0).collect()
}

/// Whether a day is said to be that by which something is due, or is to be done where that is what the sentence says.
fn is_due(tokens: &[Token], at: usize, will: bool) -> bool {
    let Some(joins) = at.checked_sub(1) else { return false };
    let near = &tokens[joins.saturating_sub(NEAR)..joins];
    let due = tokens[joins].is(&BY) && near.iter().any(|token| token.is(&["due"]));
    let done = tokens[joins].is(&["by"]) && tokens[..joins].iter().any(|token| token.is(&["will"]));
    due || will && done
}

/// What the paper says and what the data have.
fn claim(
    sentence: &Sentence<'_, '_>,
    at: usize,
    day: Day,
    plan: &PlanOf<'_>,
    state: &ActionState,
    action: &Action,
) -> Claim {
    let form = if day.from == day.to { "" } else { "(\"%B %Y\")" };
    let expression = format!("{}.action(\"{}\").due | date{form}", plan.name, state.id);
    Claim {
        range: sentence.tokens[at].range.clone(),
        message: format!(
            "`{}`: by the data, action {} is due on {}",
            sentence.written(at, at),
            state.id,
            state.due.0.format("%-d %B %Y")
        ),
        data: Some(Data { expression: Some(expression), words: false, place: action.due.place }),
    }
}
