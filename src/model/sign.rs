//! The shapes of the marks that scales and frameworks give to their levels and grades.

use super::plan::Status;
use crate::read::record::choice;

choice! {
    /// The shape of a mark, by the word that files and templates have for it. Each is told from all others without
    /// colour; those of the statuses have colours of their own.
    pub enum Shape("the name of a mark, such as \"diamond\"") {
        /// A ring.
        NotStarted = "not-started",
        /// A triangle that points to the right.
        OnTrack = "on-track",
        /// An upright triangle with an exclamation mark.
        AtRisk = "at-risk",
        /// A square with a cross.
        Behind = "behind",
        /// A disc with a tick.
        Complete = "complete",
        /// A square on its corner.
        Diamond = "diamond",
        /// A disc whose left half is filled.
        Half = "half",
        /// A star with five points.
        Star = "star",
    }
}

impl From<Status> for Shape {
    fn from(status: Status) -> Self {
        match status {
            Status::NotStarted => Self::NotStarted,
            Status::OnTrack => Self::OnTrack,
            Status::AtRisk => Self::AtRisk,
            Status::Behind => Self::Behind,
            Status::Complete => Self::Complete,
        }
    }
}
