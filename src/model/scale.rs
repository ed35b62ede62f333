//! `scales/NAME.toml`: the scale on which a council prints the status of actions, such as red, amber and green.
//!
//! Plans have five statuses ([`Status`]) whatever the scale; a scale says what papers call them, which of them share
//! a level, and what each level means. So a plan's data outlives a change of scale.

use super::plan::Status;
use super::sign::Shape;
use super::style::Colour;
use crate::diag::Diagnostic;
use crate::read::record::{Choice, record};
use crate::read::{FileKind, Name, Placed};

/// The scale of a council that names none.
pub(crate) const COMMON: &str = "five-point";

record! {
    /// A status scale.
    pub struct Scale("a status scale") {
        /// Always `scale`.
        pub kind: Placed<FileKind>,
        /// The name of the scale, in a few words.
        pub name: Name,
        /// Its levels, the best first.
        pub level: Vec<Level>,
    }
}

record! {
    /// A level of a scale.
    pub struct Level("a level") {
        /// The label that papers print: one or two words that are clear without colour.
        pub label: Name,
        /// The statuses of plans on this level.
        pub statuses: Vec<Status>,
        /// Its meaning, as the printed key gives it.
        pub meaning: Name,
        /// The shape of its mark. Where left out, that of its first status.
        pub mark: Option<Shape>,
        /// The colour of its mark and of its part of a chart. Where left out, that of its mark.
        pub colour: Option<Colour>,
    }
}

impl Level {
    /// The shape of its mark.
    pub(crate) fn shape(&self) -> Shape {
        let first = self.statuses.first().copied().map(Shape::from);
        self.mark.or(first).unwrap_or(Shape::NotStarted)
    }
}

impl Scale {
    /// The level of a status.
    pub(crate) fn level_of(&self, status: Status) -> &Level {
        let found = self.level.iter().find(|level| level.statuses.contains(&status));
        found.expect("a scale has a level for every status, as is checked when it is loaded")
    }

    /// Reports what cannot be true of a scale: a status on two levels or on none, two levels with one name or one mark.
    pub(crate) fn check(&self) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for status in Status::ALL {
            let on: Vec<_> =
                self.level.iter().filter(|level| level.statuses.contains(&status)).collect();
            let word = status.word();
            match on.as_slice() {
                [_] => {}
                [] => problems.push(
                    Diagnostic::error(
                        self.kind.place,
                        format!("the scale has no level for the status `{word}`"),
                    )
                    .hint(format!("add \"{word}\" to the `statuses` of a `[[level]]`")),
                ),
                [.., last] => problems.push(
                    Diagnostic::error(
                        last.place,
                        format!("the status `{word}` stands on two levels of the scale"),
                    )
                    .hint("keep it on one of them"),
                ),
            }
        }
        for (n, level) in self.level.iter().enumerate() {
            if level.label.trim().is_empty() {
                problems.push(
                    Diagnostic::error(level.label.place, "this level has no name")
                        .hint("give it a word that says it without colour, such as \"Amber\""),
                );
            }
            if self.level[..n].iter().any(|other| other.label.value == level.label.value) {
                let message = format!("two levels are called `{}`", level.label.value);
                problems.push(
                    Diagnostic::error(level.label.place, message)
                        .hint("give each level a name of its own"),
                );
            }
            let others = self.level[..n].iter().filter(|other| {
                other.statuses.first() != level.statuses.first() && other.shape() == level.shape()
            });
            problems.extend(others.map(|other| {
                let label = &other.label.value;
                let message = format!("this level has the mark of the level `{label}`");
                let free = Shape::WORDS
                    .iter()
                    .filter(|word| self.level.iter().all(|level| level.shape().word() != **word));
                let free: Vec<_> = free.copied().collect();
                Diagnostic::error(level.place, message).hint(format!(
                    "give it a `mark` of its own, so that it is told apart without colour: {}",
                    free.join(", ")
                ))
            }));
            if level.statuses.is_empty() {
                problems.push(
                    Diagnostic::error(level.place, "no status stands on this level")
                        .hint(format!("add `statuses`, of {}", Status::WORDS.join(", "))),
                );
            }
        }
        problems
    }
}
