//! Says which actions are off course or need attention, and why.

use crate::derive::action::ActionState;
use crate::model::plan::Status;
use crate::read::date::Date;

/// Why an action needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Its due date passed that many days ago.
    Overdue(i64),
    /// The action is reported as behind.
    Behind,
    /// The action is reported as at risk.
    AtRisk,
    /// It was first due on that day and slipped by that many days.
    Slipped(Date, i64),
    /// It should have started on that day.
    NotStarted(Date),
}

/// Whether an action is behind, at risk or overdue, so that a paper must give a reason.
pub(crate) fn is_off_course(action: &ActionState) -> bool {
    action.overdue || matches!(action.status, Status::Behind | Status::AtRisk)
}

/// The reasons why an action needs attention, the worst first; empty if it does not or is complete.
pub(crate) fn reasons(action: &ActionState) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if action.status == Status::Complete {
        return reasons;
    }
    if action.overdue {
        reasons.push(Reason::Overdue(action.overdue_days));
    }
    match action.status {
        Status::Behind => reasons.push(Reason::Behind),
        Status::AtRisk => reasons.push(Reason::AtRisk),
        _ => {}
    }
    if action.slipped.days > 0 {
        reasons.push(Reason::Slipped(action.first_due, action.slipped.days));
    }
    if action.status == Status::NotStarted && action.started_late {
        reasons.extend(action.start.map(Reason::NotStarted));
    }
    reasons
}
