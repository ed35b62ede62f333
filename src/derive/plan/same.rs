//! Finds actions of a plan that say the same: one of them was copied and never changed, or is there twice.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::words;
use crate::model::plan::{Action, Area, Plan};

/// The fewest words of an action by which it is known again; "Recruit staff" may well be done in several areas.
const FEWEST: usize = 3;

/// Reports each action that says what an earlier one says. Two areas may each have such an action for a lead of its
/// own, and what is done again later is another action.
pub(super) fn validate(plan: &Plan) -> Vec<Diagnostic> {
    let actions =
        plan.area.iter().flat_map(|area| area.action.iter().map(move |action| (area, action)));
    let mut earlier: HashMap<Vec<String>, Vec<(&Area, &Action)>> = HashMap::new();
    let mut findings = Vec::new();
    for (area, action) in actions {
        let said = folded(&action.action.value);
        // What a form has in place of an action is said to be left over.
        if said.len() < FEWEST || action.action.value.starts_with('[') {
            continue;
        }
        let is_same = |(other_area, other): &&(&Area, &Action)| {
            let near =
                area.id.value == other_area.id.value || action.lead.value == other.lead.value;
            near && !follows(action, other) && !follows(other, action)
        };
        let same = earlier.entry(said).or_default();
        if let Some((_, other)) = same.iter().find(is_same) {
            let (id, other) = (&action.id.value, &other.id.value);
            let message = format!("action {id} says the same as action {other}");
            let found = Diagnostic::of(Rule::SameAction, action.action.place, message);
            findings.push(found.hint("keep one of them, or say what sets them apart"));
        }
        same.push((area, action));
    }
    findings
}

/// Whether an action begins when another is over, or joined the plan when that had left it.
fn follows(action: &Action, other: &Action) -> bool {
    let left = action.added.zip(other.withdrawn);
    action.start.is_some_and(|start| other.due.value < start.value)
        || left.is_some_and(|(added, withdrawn)| withdrawn.value <= added.value)
}

/// The words of an action in small letters, without the marks around them.
fn folded(said: &str) -> Vec<String> {
    words(said).map(|(_, word)| word.to_lowercase()).collect()
}
