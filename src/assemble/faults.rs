//! Whether a part is what it claims to be.
//!
//! In come a part that claims a standard, its tags, what an independent reader sees and the objects that come along; out
//! goes what the standard rules out and the part has all the same. A claim is a line in the metadata, which any program
//! can write: one that is false in one point is not believed in any.

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

pub(super) use self::tags::Told;

/// What is wrong with a part, in words that follow "has".
#[derive(Debug, Default)]
pub(super) struct Faults(BTreeSet<(Broken, String)>);

/// What a fault is one by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Broken {
    /// PDF/UA.
    Accessible,
    /// PDF/A.
    Archival,
    /// Both.
    Both,
    /// PDF/UA, and of PDF/A the levels at which text can be searched.
    Text,
    /// PDF/UA, and of PDF/A the level at which it is tagged.
    Tags,
    /// Of PDF/A the level at which it is tagged.
    Level,
}

impl Faults {
    /// Adds a fault.
    pub(super) fn add(&mut self, broken: Broken, what: impl Into<String>) {
        self.0.insert((broken, what.into()));
    }

    /// What PDF/UA rules out.
    pub(super) fn accessible(&self) -> Vec<&str> {
        self.of(|broken| !matches!(broken, Broken::Archival | Broken::Level))
    }

    /// What PDF/A rules out at every level.
    pub(super) fn archival(&self) -> Vec<&str> {
        self.of(|broken| matches!(broken, Broken::Archival | Broken::Both))
    }

    /// The highest level of PDF/A that the rest leaves, and what it is.
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
