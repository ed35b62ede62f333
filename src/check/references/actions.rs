//! Finds typed references to actions that no plan of the paper has: "action 2.7".
//!
//! In come the data and the passages of a paper; out come such numbers. A number counts only where it is made like those
//! of a plan that the paper draws on, and nothing beside it says that it is of another plan.

use std::collections::BTreeSet;

use super::super::passage::Passage;
use super::ELSEWHERE;
use crate::derive::Source;
use crate::diag::{Diagnostic, Rule};
use crate::load::paper::Paper;
use crate::model::plan::Plan;

/// Words between the numbers of several actions.
const JOINS: [&str; 4] = ["and", "or", "to", "both"];
/// Words of a passage that may be about the actions of another plan.
const OTHERS: [&str; 5] = ["previous", "earlier", "former", "old", "another"];

/// Reports numbers of actions that no plan has.
pub(super) fn check(paper: &Paper, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let plans = paper.sources.iter().filter_map(|(_, source)| plan(source));
    let actions = plans.flat_map(|plan| &plan.area).flat_map(|area| &area.action);
    let known: BTreeSet<&str> = actions.map(|action| action.id.value.as_str()).collect();
    if !known.iter().any(|id| is_number(id)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = passage.words().collect();
        let is = |at: usize, all: &[&str]| {
            words.get(at).is_some_and(|(_, word)| all.contains(&word.to_lowercase().as_str()))
        };
        if (0..words.len()).any(|at| is(at, &OTHERS)) {
            continue;
        }
        for at in (0..words.len()).filter(|at| is(*at, &["action", "actions"])) {
            let list = words[at + 1..]
                .iter()
                .take_while(|(_, word)| is_number(word) || JOINS.contains(word));
            let end = at + 1 + list.clone().count();
            let missing = list.filter(|(_, word)| is_number(word) && !known.contains(word));
            let missing = missing.filter(|(range, _)| passage.is_typed(range.start));
            if is(end, &ELSEWHERE) {
                continue;
            }
            findings.extend(missing.map(|(range, word)| {
                let message = format!("no plan of the paper has an action `{word}`");
                let place = passage.place_of(range.clone());
                Diagnostic::of(Rule::MissingReference, place, message).hint(
                    "correct the number, or add the action to the plan if it is missing there",
                )
            }));
        }
    }
    findings
}

/// The plan of a source.
fn plan(source: &Source) -> Option<&Plan> {
    match source {
        Source::Plan(planned) => Some(&planned.plan),
        Source::Review(reviewed) => Some(&reviewed.planned.plan),
        Source::Inspection(_) | Source::Figures(_) => None,
    }
}

/// Whether a word is a number of two parts, as most plans give their actions: "2.7".
fn is_number(word: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('.').is_some_and(|(area, action)| is_digits(area) && is_digits(action))
}
