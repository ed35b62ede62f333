//! Imports files of other programs: Word drafts become reports, and spreadsheets become plans.

pub(crate) mod sheet;
mod stretch;
pub(crate) mod word;

use serde::Serialize;

/// The kind of a change that a file brings to a report or plan that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// It is only in the file.
    New,
    /// It differs between the two.
    Changed,
    /// It stands in another place.
    Moved,
    /// It is no longer in the file.
    Gone,
    /// It cannot be taken.
    NotTaken,
}

impl Kind {
    /// The word for it in a list of changes.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::NotTaken => "not taken",
        }
    }
}
