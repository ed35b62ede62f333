//! Everything that is wrong is said in one shape.
//!
//! In come problems from every stage; out goes a [`Diagnostic`]: how bad it is, where it stands in a
//! file the user wrote, what is wrong in their words, and what to do about it. Drawing one on a
//! terminal is left to [`World::draw`](crate::world::World::draw), raising one to each stage.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

/// A range of bytes in a file that the user wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, by its path inside the workspace.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Place {
    /// The place of a range of bytes in a file.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start, end: range.end }
    }

    /// The range of bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.file.get().vpath().get_without_slash(), self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (path, start, end) = <(String, usize, usize)>::deserialize(deserializer)?;
        let path = VirtualPath::new(path).map_err(serde::de::Error::custom)?;
        let file = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self { file, start, end })
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The paper is built, but someone should look.
    Warning,
    /// The paper is not built.
    Error,
}

/// One problem: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// The named rule that found it, if one did.
    pub rule: Option<String>,
    /// Where it stands; `None` only where no text can be pointed at.
    pub place: Option<Place>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it, in the order to try.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error, at a place if there is one.
    pub fn error(place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            rule: None,
            place: place.into(),
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// A warning, at a place if there is one.
    pub fn warning(place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// Says which named rule found it, so that a council can set how serious it is.
    #[must_use]
    pub fn rule(mut self, rule: &str) -> Self {
        self.rule = Some(rule.to_owned());
        self
    }

    /// Adds something the reader can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The known name closest to a mistyped one, if any is close enough to be worth offering.
pub fn closest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (edit_distance(typed, name), name))
        .filter(|(distance, name)| {
            *distance <= 1 + name.chars().count().max(typed.chars().count()) / 4
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The number of single-character edits (insert, remove, replace, swap neighbours) between two words.
fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closest_offers_a_near_name_and_nothing_for_a_far_one() {
        let known = ["title", "committee", "meeting", "recommendation"];
        assert_eq!(closest("tilte", known), Some("title"));
        assert_eq!(closest("recomendation", known), Some("recommendation"));
        assert_eq!(closest("budget", known), None);
    }
}
