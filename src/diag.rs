//! Everything that is wrong is said in one shape.
//!
//! In come problems from every stage; out goes a [`Diagnostic`]: how bad it is, where it stands in a
//! file the user wrote, what is wrong in their words, and what to do about it. Drawing one on a
//! terminal is left to [`World::draw`](crate::world::World::draw), raising one to each stage.

pub mod rule;

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

pub use self::rule::{Rule, Severity};

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

/// One problem: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// The named rule that found it, if one did.
    pub rule: Option<Rule>,
    /// Where it stands; `None` only where no text can be pointed at.
    pub place: Option<Place>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it, in the order to try.
    pub hints: Vec<String>,
    /// Why it may stand, if the paper accepts it.
    #[serde(default)]
    pub accepted: Option<String>,
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
            accepted: None,
        }
    }

    /// A warning, at a place if there is one.
    pub fn warning(place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// What a named rule found, as serious as the rule is, at a place if there is one.
    pub fn of(rule: Rule, place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self { severity: rule.severity(), rule: Some(rule), ..Self::error(place, message) }
    }

    /// Adds something the reader can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it stops the build, where warnings are denied or not.
    pub fn stops(&self, deny: bool) -> bool {
        self.accepted.is_none() && (deny || self.is_error())
    }

    /// It as something to be said, with the reason for accepting it, if the paper does.
    pub fn into_accepted(mut self) -> Option<Self> {
        let reason = self.accepted.take()?;
        Some(self.hint(format!("accepted: {reason}")))
    }
}

/// What a stage gives, and what it found on the way that does not stop it.
#[derive(Debug, Clone)]
pub struct Warned<T> {
    /// What it gives.
    pub value: T,
    /// What it found.
    pub findings: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// The value of a stage that found nothing at all, which tests rely on.
    #[cfg(test)]
    pub(crate) fn silent(self) -> T {
        assert_eq!(self.findings, []);
        self.value
    }
}

/// What becomes of a stage: its value and what it found, or all that it found, errors among it.
pub type Outcome<T> = Result<Warned<T>, Vec<Diagnostic>>;

/// What becomes of a stage that others could go on from, where nothing comes of it unless it is whole.
pub fn whole<T>(outcome: Outcome<T>) -> Outcome<T> {
    let mut findings = Findings::default();
    let value = findings.take(outcome);
    findings.finish(value)
}

/// The value of a stage, if it gave one, and everything that it found.
pub fn apart<T>(outcome: Outcome<T>) -> (Option<T>, Vec<Diagnostic>) {
    match outcome {
        Ok(Warned { value, findings }) => (Some(value), findings),
        Err(findings) => (None, findings),
    }
}

/// What is found on the way to a value, so that independent problems are all said in one run.
#[derive(Debug, Default)]
pub struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Notes one.
    pub fn push(&mut self, found: Diagnostic) {
        self.0.push(found);
    }

    /// Notes what a step found, and gives its value, if it has one.
    pub fn take<T>(&mut self, outcome: Outcome<T>) -> Option<T> {
        match outcome {
            Ok(Warned { value, findings }) => {
                self.0.extend(findings);
                Some(value)
            }
            Err(findings) => {
                self.0.extend(findings);
                None
            }
        }
    }

    /// Notes why a step failed, or gives its value.
    pub fn note<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|found| self.0.push(found)).ok()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Whether any of it is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|found| found.stops(false))
    }

    /// All of it, in the order in which it was found.
    pub fn into_inner(self) -> Vec<Diagnostic> {
        self.0
    }

    /// What becomes of the stage: its value, unless there is none or something found is an error. What was found
    /// twice is said once.
    pub fn finish<T>(mut self, value: Option<T>) -> Outcome<T> {
        say_once(&mut self.0);
        match value {
            Some(value) if !self.has_errors() => Ok(Warned { value, findings: self.0 }),
            _ => Err(self.0),
        }
    }
}

impl Findings {
    /// What becomes of a stage that others can go on from even where something found is an error, to find what else is
    /// wrong. What comes of it is not to be published: the error goes with it.
    pub fn go_on<T>(mut self, value: Option<T>) -> Outcome<T> {
        say_once(&mut self.0);
        match value {
            Some(value) => Ok(Warned { value, findings: self.0 }),
            None => Err(self.0),
        }
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, found: I) {
        self.0.extend(found);
    }
}

/// Leaves out what was found before: what is wrong with a file that two others name is wrong once.
pub(crate) fn say_once(findings: &mut Vec<Diagnostic>) {
    let mut said = HashSet::new();
    findings.retain(|found| said.insert(found.clone()));
}

/// The known name closest to a mistyped one, if any is close enough to be worth offering: a few slips away, or the only
/// one that goes on after it.
pub fn closest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: String = typed.chars().take(64).collect();
    let known: Vec<_> = known.into_iter().collect();
    let length = |name: &str| name.chars().count().max(typed.chars().count());
    let near = known
        .iter()
        // One number is no slip of another.
        .filter(|name| !is_number(&typed) || !is_number(name))
        .map(|name| (strsim::osa_distance(&typed, name), *name))
        .filter(|(distance, name)| *distance <= 1 + length(name) / 4)
        .min_by_key(|(distance, _)| *distance);
    let mut longer = known.iter().filter(|name| typed.len() > 2 && name.starts_with(&typed));
    let only = longer.next().filter(|first| longer.all(|name| name == *first));
    near.map(|(_, name)| name).or(only.copied())
}

/// Whether a name is a number.
fn is_number(name: &str) -> bool {
    name.starts_with(|next: char| next.is_ascii_digit())
        && name.chars().all(|next| next.is_ascii_digit() || next == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_offered_for_another() {
        assert_eq!(closest("9", ["1", "2"]), None);
        assert_eq!(closest("1.10", ["1.1"]), None);
        assert_eq!(closest("1a", ["1"]), Some("1"));
    }

    #[test]
    fn closest_offers_a_near_name_and_nothing_for_a_far_one() {
        let known = ["title", "committee", "meeting", "recommendation"];
        assert_eq!(closest("tilte", known), Some("title"));
        assert_eq!(closest("recomendation", known), Some("recommendation"));
        assert_eq!(closest("comm", known), Some("committee"));
        assert_eq!(closest("budget", known), None);
    }
}
