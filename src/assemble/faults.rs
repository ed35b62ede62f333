//! Checks whether a part conforms to the standards that it claims.
//!
//! In come a part that claims a standard, its tags, what an independent reader sees and the objects that come along;
//! out go the faults that the standard rules out. A claim is a line in the metadata that any program can write: a
//! part with one fault is believed in nothing.

mod colours;
mod contents;
mod document;
mod drawn;
mod fonts;
mod letters;
mod objects;
mod pictures;
mod simple;
mod table;
mod tags;

use std::collections::BTreeSet;

use super::metadata::Level;

pub(super) use self::fonts::is_listed;
pub(super) use self::tags::Told;

/// What is wrong with a part, in words that follow "has".
#[derive(Debug, Default)]
pub(super) struct Faults(BTreeSet<(Broken, String)>);

/// The standard that a fault breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Broken {
    /// PDF/UA.
    Accessible,
    /// PDF/A.
    Archival,
    /// PDF/UA and every level of PDF/A.
    Both,
    /// PDF/UA, and the levels of PDF/A at which text can be searched (U and A).
    Text,
    /// PDF/UA, and the level of PDF/A at which it is tagged (A).
    Tags,
    /// Only the level of PDF/A at which it is tagged (A).
    Level,
}

impl Faults {
    /// Adds a fault.
    pub(super) fn add(&mut self, broken: Broken, what: impl Into<String>) {
        self.0.insert((broken, what.into()));
    }

    /// The faults that break PDF/UA.
    pub(super) fn accessible(&self) -> Vec<&str> {
        self.of(|broken| !matches!(broken, Broken::Archival | Broken::Level))
    }

    /// The faults that break PDF/A at every level.
    pub(super) fn archival(&self) -> Vec<&str> {
        self.of(|broken| matches!(broken, Broken::Archival | Broken::Both))
    }

    /// The highest level of PDF/A that the other faults leave, and the faults that rule out a higher one.
    pub(super) fn level(&self) -> (Level, Vec<&str>) {
        let text = self.of(|broken| broken == Broken::Text);
        match text.is_empty() {
            false => (Level::B, text),
            true => {
                let tags = self.of(|broken| matches!(broken, Broken::Tags | Broken::Level));
                (if tags.is_empty() { Level::A } else { Level::U }, tags)
            }
        }
    }

    fn of(&self, by: impl Fn(Broken) -> bool) -> Vec<&str> {
        let mut found: Vec<&str> =
            self.0.iter().filter(|(broken, _)| by(*broken)).map(|(_, what)| &**what).collect();
        found.dedup();
        found
    }
}
