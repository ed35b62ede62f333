//! Checks whether the history of a plan supports what it claims about its actions, and whether updates are missing.

use std::collections::BTreeSet;

use crate::derive::Source;
use crate::derive::action::ActionState;
use crate::derive::plan::{Around, Planned, figures, is_off_course, reads_as_activity};
use crate::diag::{Diagnostic, Place, Rule};
use crate::load::paper::{Paper, Subject};
use crate::model::plan::{Action, Plan, Status};
use crate::read::date::{Date, in_words};

/// The number of days after its due date within which an action must be updated.
const GRACE: i64 = 31;

/// Reports, as at a day: actions without an update since they fell due, late actions without a reason, completed
/// actions without evidence, and impacts that state no effect.
pub(super) fn check(paper: &Paper, as_at: Option<Date>) -> Vec<Diagnostic> {
    let Some(as_at) = as_at else { return Vec::new() };
    let plans = plans(paper).into_iter();
    let found = plans.flat_map(|planned| {
        let plan = &planned.plan;
        let places = plan.area.iter().flat_map(|area| &area.action);
        let places: Vec<(&str, Place)> =
            places.map(|one| (one.id.as_str(), one.id.place)).collect();
        let figures = figures(plan, as_at.0, Around::default());
        let place = |action: &ActionState| {
            places.iter().find(|(id, _)| *id == action.id).map(|(_, place)| *place)
        };
        // What was reported only after the day of the paper is left out of it, and not missing.
        let is_later = |one: &&Action| one.update.iter().any(|update| update.on.value > as_at);
        let later = plan.area.iter().flat_map(|area| &area.action).filter(is_later);
        let later: BTreeSet<&str> = later.map(|one| one.id.as_str()).collect();
        let is_said_later = |action: &ActionState| later.contains(action.id.as_str());
        let found = figures
            .actions()
            .flat_map(|action| of_action(action, is_said_later(action), place(action)));
        found.chain(unreported(plan, as_at)).collect::<Vec<_>>()
    });
    found.collect()
}

/// The plans in a paper.
fn plans(paper: &Paper) -> Vec<&Planned> {
    let own: Option<&Planned> = match &paper.subject {
        Subject::Report(_) => None,
        Subject::Plan(planned) => Some(planned),
        Subject::Review(reviewed) | Subject::Brief(_, reviewed) => Some(&reviewed.planned),
    };
    let named = paper.sources.iter().filter_map(|(_, source)| match source {
        Source::Plan(planned) => Some(&**planned),
        _ => None,
    });
    own.into_iter().chain(named).collect()
}

/// One finding for all actions of a plan that may have begun, are not yet due and have no update, if most of the
/// plan's actions have updates.
fn unreported(plan: &Plan, as_at: Date) -> Option<Diagnostic> {
    let in_force = |action: &&Action| {
        action.added.is_none_or(|added| added.value <= as_at)
            && action.withdrawn.is_none_or(|withdrawn| withdrawn.value > as_at)
    };
    let actions = plan.area.iter().flat_map(|area| &area.action).filter(in_force);
    let actions: Vec<&Action> = actions.collect();
    let says = |action: &Action, from: Date| {
        let mut updates = action.update.iter().filter(|update| update.status.is_some());
        let within = |day: Date| from <= day && day <= as_at;
        updates.any(|update| {
            within(update.on.value) || update.completed.is_some_and(|done| within(done.value))
        })
    };
    let is_silent = |action: &&&Action| {
        let start = action.start.map_or(plan.submitted.value, |start| start.value);
        let others = actions.iter().filter(|other| says(other, start)).count();
        start <= as_at
            && action.due.value >= as_at
            && !says(action, plan.submitted.value)
            && 2 * others > actions.len() - 1
    };
    let silent: Vec<_> = actions.iter().filter(is_silent).collect();
    let first = silent.first()?;
    let ids = listed(silent.iter().map(|action| action.id.value.clone()), "and");
    let (message, each) = match silent.len() {
        1 => (format!("nothing says how action {ids} stands, so it counts as not started"), ""),
        _ => (
            format!("nothing says how actions {ids} stand, so they count as not started"),
            " to each",
        ),
    };
    let hint =
        format!("add an `update` with a `status`{each}, which is `not-started` if that is so");
    Some(Diagnostic::of(Rule::UnreportedAction, first.id.place, message).hint(hint))
}

/// The findings about an action.
fn of_action(action: &ActionState, is_said_later: bool, place: Option<Place>) -> Vec<Diagnostic> {
    let claims = action.evidence.iter().filter(|evidence| reads_as_activity(evidence));
    let claims = claims.map(|evidence| {
        let message =
            format!("the impact of action {} reads as an activity: {}", action.id, evidence.text);
        Diagnostic::of(Rule::ImpactNamesActivity, place, message)
            .hint("say what changed and by how much, or give it `kind = \"activity\"`")
    });
    let standing = of_standing(action, is_said_later, place);
    standing.into_iter().chain(left(action, place)).chain(claims).collect()
}

/// The finding about the milestones of an action that is complete and that were not reached by then.
fn left(action: &ActionState, place: Option<Place>) -> Option<Diagnostic> {
    let completed = action.completed.filter(|_| action.status == Status::Complete)?;
    let is_left = |met: Option<Date>| met.is_none_or(|met| met > completed);
    let mut left = action.milestones.iter().filter(|one| is_left(one.met));
    let (first, others) = (left.next()?, left.count());
    let text = &first.text;
    let stands = match first.met {
        Some(met) => format!("was reached only on {}", in_words(met)),
        None => "is not reached".to_owned(),
    };
    let message = format!(
        "action {} is complete, as of {}, and its milestone “{text}” {stands}",
        action.id,
        in_words(completed)
    );
    let found = Diagnostic::of(Rule::MilestoneAfterEnd, place, message);
    let hint = "write when it was `met`, correct the status or the day, or take a milestone out that is not wanted any more";
    Some(match others {
        0 => found.hint(hint),
        1 => found.hint(format!("{hint}; one other of its milestones stands so, too")),
        more => found.hint(format!("{hint}; {more} others of its milestones stand so, too")),
    })
}

/// The finding about the status of an action, if there is one.
fn of_standing(
    action: &ActionState,
    is_said_later: bool,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let id = &action.id;
    let reached = action.milestones.iter().find_map(|one| Some((one.text.as_str(), one.met?)));
    if let (Status::NotStarted, Some((text, met))) = (action.status, reached) {
        let message = format!(
            "action {id} is not started, and its milestone “{text}” was reached on {}",
            in_words(met)
        );
        return Some(Diagnostic::of(Rule::MilestoneBeforeStart, place, message).hint(
            "add an `update` that says how it stands, or correct the `met` of the milestone",
        ));
    }
    let is_silent = action.updated.is_none_or(|updated| updated <= action.due) && !is_said_later;
    if action.overdue_days > GRACE && is_silent {
        let message =
            format!("action {id} was due on {} and has no update since", in_words(action.due));
        let found = Diagnostic::of(Rule::OverdueNoUpdate, place, message);
        return Some(
            found.hint("add an `update` that says how it stands, with a new `due` if it was moved"),
        );
    }
    let owed = [
        ("reason", action.reason.is_none()),
        ("impact", action.impact.is_none()),
        ("mitigation", action.mitigation.is_none()),
    ];
    let owed: Vec<_> = owed.into_iter().filter(|(_, is_owed)| *is_owed).collect();
    // If nothing was reported since the action fell due, that alone is reported.
    let said = !action.overdue || action.updated.is_some_and(|updated| updated > action.due);
    let is_known = said || matches!(action.status, Status::Behind | Status::AtRisk);
    if is_off_course(action) && is_known && !owed.is_empty() {
        let stands = match action.status {
            Status::Behind => "behind",
            Status::AtRisk => "at risk",
            _ => "overdue",
        };
        let keys = |last| listed(owed.iter().map(|(key, _)| format!("`{key}`")), last);
        let article =
            if owed.first().is_some_and(|(key, _)| *key == "impact") { "an" } else { "a" };
        let owed = keys("or");
        let message = format!(
            "action {id} is {stands}, and no update since it became so has {article} {owed}"
        );
        let found = Diagnostic::of(Rule::UnexplainedDelay, place, message);
        return Some(found.hint(format!("add {} to its last update", keys("and"))));
    }
    if action.status == Status::Complete && action.evidence.is_empty() {
        let message = format!("action {id} is complete, and no evidence is given");
        let found = Diagnostic::of(Rule::CompleteNoEvidence, place, message);
        return Some(found.hint("add `evidence` to its last update: what was done, what came of it, what changed for people"));
    }
    None
}

/// Joins items into a phrase: "a, b and c".
fn listed(all: impl Iterator<Item = String>, last: &str) -> String {
    let all: Vec<_> = all.collect();
    match all.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => all.concat(),
    }
}
