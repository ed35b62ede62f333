//! Counts the progress of a plan or of an area: actions by status, and in three groups.

use serde::Serialize;

use super::action::ActionState;
use super::plan::AreaFigures;
use super::share::Group;
use crate::model::plan::Status;
use crate::model::scale::Level;

/// Actions by status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Progress {
    /// The number of actions: the denominator of every share.
    pub total: usize,
    /// Actions that are complete.
    pub complete: Group,
    /// Actions that are going as planned.
    pub on_track: Group,
    /// Actions that have not begun.
    pub not_started: Group,
    /// Actions that may not be complete when due.
    pub at_risk: Group,
    /// Actions that will not be complete when due unless something changes.
    pub behind: Group,
}

/// Actions in three groups: complete, on course and off course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Position {
    /// Actions that are complete.
    pub complete: Group,
    /// Actions on track or not yet started.
    pub on_course: Group,
    /// Actions at risk or behind.
    pub off_course: Group,
}

impl Progress {
    /// Counts actions by status.
    pub(crate) fn of<'a>(actions: impl IntoIterator<Item = &'a ActionState> + Clone) -> Self {
        let group = |status| Group::of(actions.clone(), |action| action.status == status);
        let groups = Status::ALL.map(group);
        let total = groups[0].of;
        let [complete, on_track, not_started, at_risk, behind] = groups;
        Self { total, complete, on_track, not_started, at_risk, behind }
    }

    /// The actions on one level of a scale.
    pub(crate) fn on(&self, level: &Level) -> Group {
        let mut groups = level.statuses.iter().map(|status| self.get(*status).clone());
        let first = groups.next().unwrap_or_default();
        groups.fold(first, |all, group| all.and(&group))
    }

    /// The actions with one status.
    pub(crate) fn get(&self, status: Status) -> &Group {
        match status {
            Status::NotStarted => &self.not_started,
            Status::OnTrack => &self.on_track,
            Status::AtRisk => &self.at_risk,
            Status::Behind => &self.behind,
            Status::Complete => &self.complete,
        }
    }
}

impl Position {
    /// Puts actions by status into three groups.
    pub(crate) fn of(progress: &Progress) -> Self {
        Self {
            complete: progress.complete.clone(),
            on_course: progress.on_track.and(&progress.not_started),
            off_course: progress.at_risk.and(&progress.behind),
        }
    }
}
impl AreaFigures {
    /// Whether its actions can be counted; an area of measures alone has none.
    pub(crate) fn acts(&self) -> bool {
        !self.actions.is_empty() || self.measures.is_empty()
    }
}
