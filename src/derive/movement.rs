//! What moved between two days: each action from what to what.
//!
//! In comes how each action stood on two days; out come the changes and who is in which group.
//! Movements add up: from A to B and then from B to C is from A to C.

use serde::Serialize;

use super::action::ActionState;
use crate::model::plan::Status;
use crate::read::date::Date;

/// What moved after one day, up to and including another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Movement {
    /// The day it is measured from.
    pub since: Date,
    /// The day it is measured to.
    pub until: Date,
    /// Every action that was in the plan on either day or between them, in the plan's order; those that left it stand
    /// last.
    pub changes: Vec<Change>,
    /// Those that became complete; those that joined the plan in that time and were complete at its end are also in
    /// `added`.
    pub completed: Moved,
    /// Those of `completed` that were completed, or reported complete, after they were due.
    pub completed_late: Moved,
    /// Those that moved to a better status, but not to complete.
    pub improved: Moved,
    /// Those that moved to a worse status; a complete action that was opened again is among them.
    pub worsened: Moved,
    /// Those in the plan on both days whose status is the same.
    pub unchanged: Moved,
    /// Those that joined the plan, also where they left it again.
    pub added: Moved,
    /// Those that left the plan.
    pub withdrawn: Moved,
    /// Those reported as begun on the second day that on the first were not started or not in the plan, or that began
    /// later: of what was at risk or behind nobody knows whether it had begun. They are also in one of the groups above.
    pub started: Moved,
    /// Those whose due date was moved to a later day. They are also in one of the groups above.
    pub slipped: Moved,
}

/// Some of the actions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Moved {
    /// How many.
    pub count: usize,
    /// Their numbers.
    pub ids: Vec<String>,
}

/// What became of one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// Its number in the plan.
    pub id: String,
    /// What is to be done.
    pub action: String,
    /// Who does it.
    pub lead: String,
    /// Its due date in force on the second day, or on its last in the plan.
    pub due: Date,
    /// How it stood on the first day; `None` if it was not in the plan.
    pub from: Option<Standing>,
    /// How it stood on the second day; `None` if it was not in the plan any more. One that joined and left in between has
    /// neither.
    pub to: Option<Standing>,
}

impl Change {
    /// What became of an action that stood like this on two days, and lastly like this while it was in the plan.
    pub(crate) fn of(
        from: Option<&ActionState>,
        to: Option<&ActionState>,
        last: &ActionState,
    ) -> Self {
        Self {
            id: last.id.clone(),
            action: last.action.clone(),
            lead: last.lead.clone(),
            due: last.due,
            from: from.map(Standing::of),
            to: to.map(Standing::of),
        }
    }
}

/// How an action stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Standing {
    /// Its status.
    pub status: Status,
    /// Its due date in force.
    pub due: Date,
    /// Whether work was reported to have begun.
    pub begun: bool,
    /// The day on which it began, where one is given.
    pub started: Option<Date>,
    /// How many days after that it was completed; 0 if it was not.
    pub late: i64,
}

impl Standing {
    /// How an action stands.
    fn of(action: &ActionState) -> Self {
        Self {
            status: action.status,
            due: action.due,
            begun: action.begun,
            started: action.started,
            late: action.completed_late,
        }
    }
}

impl Movement {
    /// The movement of changes after one day, up to another.
    pub(crate) fn of(since: Date, until: Date, mut changes: Vec<Change>) -> Self {
        changes.sort_by_key(|change| change.to.is_none());
        let group = |keep: &dyn Fn(Standing, Standing) -> bool| {
            moved(&changes, |change| {
                change.from.zip(change.to).is_some_and(|(from, to)| keep(from, to))
            })
        };
        // Work that had begun and is now reported not to have is no better for it, however badly it went.
        let back = |from: Standing, to: Standing| {
            to.status == Status::NotStarted && from.status != Status::NotStarted
        };
        let better =
            |from: Standing, to: Standing| rank(to.status) > rank(from.status) && !back(from, to);
        let done = |standing: Standing| standing.status == Status::Complete;
        let waited = |from: Option<Standing>| {
            from.is_none_or(|from| from.status == Status::NotStarted && !from.begun)
        };
        let started = |change: &Change| {
            let to = change.to.filter(|to| to.begun);
            to.is_some_and(|to| waited(change.from) || to.started.is_some_and(|day| day > since))
        };
        Self {
            since,
            until,
            completed: moved(&changes, |change| {
                change.to.is_some_and(done) && !change.from.is_some_and(done)
            }),
            completed_late: moved(&changes, |change| {
                change.to.is_some_and(|to| to.late > 0) && !change.from.is_some_and(done)
            }),
            improved: group(&|from, to| better(from, to) && !done(to)),
            worsened: group(&|from, to| rank(to.status) < rank(from.status) || back(from, to)),
            unchanged: group(&|from, to| from.status == to.status),
            started: moved(&changes, started),
            slipped: group(&|from, to| to.due > from.due),
            added: moved(&changes, |change| change.from.is_none()),
            withdrawn: moved(&changes, |change| change.to.is_none()),
            changes,
        }
    }

    /// How many actions moved from one status to another.
    pub(crate) fn count(&self, from: Status, to: Status) -> usize {
        let is = |standing: Option<Standing>, status| {
            standing.is_some_and(|standing| standing.status == status)
        };
        self.changes.iter().filter(|change| is(change.from, from) && is(change.to, to)).count()
    }
}

/// Which of two statuses is better.
fn rank(status: Status) -> u8 {
    match status {
        Status::Behind => 0,
        Status::AtRisk => 1,
        Status::NotStarted => 2,
        Status::OnTrack => 3,
        Status::Complete => 4,
    }
}

/// The changes that a rule picks.
fn moved(changes: &[Change], keep: impl Fn(&Change) -> bool) -> Moved {
    let ids: Vec<_> =
        changes.iter().filter(|change| keep(change)).map(|change| change.id.clone()).collect();
    Moved { count: ids.len(), ids }
}
