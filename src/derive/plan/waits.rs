//! Checks which actions wait for others: each must be in the plan and named once, and none may wait for itself in the
//! end.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, closest};
use crate::model::plan::{Action, Plan};
use crate::read::Name;

/// Reports dependencies that cannot be.
pub(super) fn validate(plan: &Plan) -> Vec<Diagnostic> {
    let actions: Vec<&Action> = plan.area.iter().flat_map(|area| &area.action).collect();
    let mut problems = Vec::new();
    for action in &actions {
        let mut seen = BTreeSet::new();
        for name in &action.depends_on {
            let twice = !seen.insert(name.as_str());
            let found = twice.then(|| named_twice(name, action));
            let found = found.or_else(|| unmet(name, action, &actions));
            problems.extend(found.or_else(|| round(name, action, &actions)));
        }
    }
    problems
}

/// The error for a dependency that is named twice.
fn named_twice(name: &Name, action: &Action) -> Diagnostic {
    let message = format!("action {} waits for {} twice", action.id.value, name.value);
    Diagnostic::error(name.place, message).hint("name it once")
}

/// The error for an action that depends on itself or on one that the plan lacks.
fn unmet(name: &Name, action: &Action, all: &[&Action]) -> Option<Diagnostic> {
    if name.value == action.id.value {
        let message = format!("action {} waits for itself", action.id.value);
        return Some(Diagnostic::error(name.place, message).hint("name the action it waits for"));
    }
    let known = all.iter().map(|one| one.id.as_str());
    let error = || {
        let error =
            Diagnostic::error(name.place, format!("the plan has no action `{}`", name.value));
        match closest(name, known) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => error.hint("give the `id` of an action of this plan"),
        }
    };
    (!all.iter().any(|one| one.id.value == name.value)).then(error)
}

/// The error for a dependency that closes a circle, directly or through other actions.
fn round(name: &Name, action: &Action, all: &[&Action]) -> Option<Diagnostic> {
    let find = |id: &str| all.iter().position(|one| one.id.as_str() == id);
    let own = find(&action.id)?;
    let (mut met, mut next) = (BTreeSet::new(), vec![find(name)?]);
    let mut returns = false;
    while let Some(at) = next.pop() {
        returns |= at == own;
        if at != own && met.insert(at) {
            next.extend(all[at].depends_on.iter().filter_map(|name| find(name)));
        }
    }
    let message =
        format!("action {} waits for {}, which waits for it", action.id.value, name.value);
    returns.then(|| {
        Diagnostic::error(name.place, message).hint("leave one of them out: neither could begin")
    })
}
