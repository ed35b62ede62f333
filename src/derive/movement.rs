//! Derives what moved between two days: each action's change.
//!
//! The states of actions on two days come in; their changes and groups of them go out. Movements add up: from A to B
//! and then from B to C is from A to C.

use serde::Serialize;

use super::action::ActionState;
use crate::model::plan::Status;
use crate::read::date::Date;

/// The movement after one day, up to and including another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Movement {
    /// The day it is measured from.
    pub since: Date,
    /// The day it is measured to.
    pub until: Date,
    /// The change of every action that was in the plan on either day or between them, in the plan's order, with those
    /// that left it last.
    pub changes: Vec<Change>,
    /// Actions that became complete. Those that joined the plan in the period and were complete at its end are also
    /// in `added`.
    pub completed: Moved,
    /// Actions in `completed` that were completed, or reported complete, after their due date.
    pub completed_late: Moved,
    /// Actions that moved to a better status other than complete.
    pub improved: Moved,
    /// Actions that moved to a worse status, reopened ones included.
    pub worsened: Moved,
    /// Actions in the plan on both days with the same status.
    pub unchanged: Moved,
    /// Actions that joined the plan, even if they left it again.
    pub added: Moved,
    /// Actions that left the plan.
    pub withdrawn: Moved,
    /// Actions reported as begun on the second day that were not started or not in the plan on the first, or that
    /// began after it. Of actions at risk or behind, nobody knows whether they had begun. These are also in one of
    /// the groups above.
    pub started: Moved,
    /// Actions whose due date was moved back. They are also in one of the groups above.
    pub slipped: Moved,
}

/// A group of actions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Moved {
    /// The number of actions.
    pub count: usize,
    /// Their numbers.
    pub ids: Vec<String>,
}

/// The change of one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// Its number in the plan.
    pub id: String,
    /// The action itself.
    pub action: String,
    /// The person or team that does it.
    pub lead: String,
    /// Its due date in force on the second day, or on its last in the plan.
    pub due: Date,
    /// Its state on the first day; `None` if it was not in the plan.
    pub from: Option<Standing>,
    /// Its state on the second day; `None` if it was no longer in the plan. An action that joined and left in between
    /// has neither.
    pub to: Option<Standing>,
    /// Whether everything about the action is withheld.
    #[serde(skip)]
    pub closed: bool,
}

impl Change {
    /// The change of an action from its states on two days. `last` is its last state in the plan.
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
            closed: last.closed,
        }
    }
}

/// The state of an action, as far as movement compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Standing {
    /// Its status on that day.
    pub status: Status,
    /// Its due date in force.
    pub due: Date,
    /// Whether work was reported to have begun.
    pub begun: bool,
    /// The day on which work began, where one is given.
    pub started: Option<Date>,
    /// The days by which it was completed late; 0 if it was not.
    pub late: i64,
}

impl Standing {
    /// The state of an action.
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
    /// The movement made up of changes after one day, up to another.
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

    /// The number of actions that moved from one status to another.
    pub(crate) fn count(&self, from: Status, to: Status) -> usize {
        let is = |standing: Option<Standing>, status| {
            standing.is_some_and(|standing| standing.status == status)
        };
        self.changes.iter().filter(|change| is(change.from, from) && is(change.to, to)).count()
    }
}

/// The rank of a status, higher for better.
fn rank(status: Status) -> u8 {
    match status {
        Status::Behind => 0,
        Status::AtRisk => 1,
        Status::NotStarted => 2,
        Status::OnTrack => 3,
        Status::Complete => 4,
    }
}

/// The changes that `keep` accepts.
fn moved(changes: &[Change], keep: impl Fn(&Change) -> bool) -> Moved {
    let ids: Vec<_> =
        changes.iter().filter(|change| keep(change)).map(|change| change.id.clone()).collect();
    Moved { count: ids.len(), ids }
}
