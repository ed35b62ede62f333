//! Applies what a paper accepts: `accept = [{ rule = "…", reason = "…" }]` in its file.

use crate::diag::{Diagnostic, Findings};
use crate::model::accepted::Accepted;
use crate::world::World;

/// Marks the findings that a paper accepts. Those of a rule that no council can set cannot be accepted either.
pub(crate) fn apply(world: &World, accepted: &[Accepted], findings: Findings) -> Findings {
    let mut problems = findings.into_inner();
    for one in accepted.iter().filter(|one| one.rule.about().settable) {
        for problem in problems.iter_mut().filter(|problem| problem.rule == Some(one.rule.value)) {
            if has_words(world, problem, one) {
                problem.accepted = Some(one.reason.text.trim().to_owned());
            }
        }
    }
    let mut findings = Findings::default();
    findings.extend(problems);
    findings
}

/// Whether a finding points at the words that an acceptance is limited to, if it is.
fn has_words(world: &World, problem: &Diagnostic, accepted: &Accepted) -> bool {
    let Some(words) = &accepted.words else { return true };
    let found = problem.place.and_then(|place| {
        let text = world.text(place.file).ok()?;
        Some(text.get(place.range())?.contains(words.as_str()))
    });
    found.unwrap_or(false)
}
