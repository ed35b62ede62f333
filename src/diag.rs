//! Describes every problem in one shape.
//!
//! In come problems from every stage; out goes a [`Diagnostic`]: how bad it is, its place in a file the user wrote,
//! what is wrong in their words, and what to do about it. Drawing one on a terminal is left to
//! [`World::draw`](crate::world::World::draw), reporting one to each stage.

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
    /// Where it is; `None` only if there is no text to point at.
    pub place: Option<Place>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it, in the order to try.
    pub hints: Vec<String>,
    /// The text that puts it right where it stands in place of what is at its place, if there is just one; boxed to keep
    /// errors small.
    #[serde(default)]
    pub fix: Option<Box<str>>,
    /// Why it may stay, if the paper accepts it.
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
            fix: None,
            accepted: None,
        }
    }

    /// A warning, at a place if there is one.
    pub fn warning(place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// A finding of a named rule, with the rule's severity, at a place if there is one.
    pub fn of(rule: Rule, place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self { severity: rule.severity(), rule: Some(rule), ..Self::error(place, message) }
    }

    /// Adds something the reader can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the text that puts it right in place of what is at its place.
    #[must_use]
    pub fn fix(mut self, text: impl Into<Box<str>>) -> Self {
        self.fix = Some(text.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it stops the build; `deny` makes warnings do so too.
    pub fn stops(&self, deny: bool) -> bool {
        self.accepted.is_none() && (deny || self.is_error())
    }

    /// Turns an accepted finding into one that is shown with the reason; `None` if it is not accepted.
    pub fn into_accepted(mut self) -> Option<Self> {
        let reason = self.accepted.take()?;
        Some(self.hint(format!("accepted: {reason}")))
    }
}

/// The result of a stage, with the findings that do not stop it.
#[derive(Debug, Clone)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// The findings.
    pub findings: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// The value of a stage that must have no findings, for tests.
    #[cfg(test)]
    pub(crate) fn silent(self) -> T {
        assert_eq!(self.findings, []);
        self.value
    }
}

/// The outcome of a stage: its value and findings, or only the findings, at least one of them an error.
pub type Outcome<T> = Result<Warned<T>, Vec<Diagnostic>>;

/// Makes the outcome of a stage that others can go on from strict: with an error among the findings, there is no
/// value.
pub fn whole<T>(outcome: Outcome<T>) -> Outcome<T> {
    let mut findings = Findings::default();
    let value = findings.take(outcome);
    findings.finish(value)
}

/// Splits an outcome into the value, if there is one, and the findings.
pub fn apart<T>(outcome: Outcome<T>) -> (Option<T>, Vec<Diagnostic>) {
    match outcome {
        Ok(Warned { value, findings }) => (Some(value), findings),
        Err(findings) => (None, findings),
    }
}

/// Findings collected on the way to a value, so that independent problems are all reported in one run.
#[derive(Debug, Default)]
pub struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, found: Diagnostic) {
        self.0.push(found);
    }

    /// Adds the findings of a step, and returns its value, if it has one.
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

    /// Adds the reason why a step failed, or returns its value.
    pub fn note<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|found| self.0.push(found)).ok()
    }

    /// All findings, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|found| found.stops(false))
    }

    /// All findings, in the order in which they were found.
    pub fn into_inner(self) -> Vec<Diagnostic> {
        self.0
    }

    /// Ends a stage: it has a value only if there is one and no finding is an error. Duplicate findings are dropped.
    pub fn finish<T>(mut self, value: Option<T>) -> Outcome<T> {
        say_once(&mut self.0);
        match value {
            Some(value) if !self.has_errors() => Ok(Warned { value, findings: self.0 }),
            _ => Err(self.0),
        }
    }
}

impl Findings {
    /// Ends a stage that others can go on from even after an error, to find what else is wrong. The value must not be
    /// published: the error stays among the findings.
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

/// Drops duplicate findings: a problem in a file that two others name is one problem.
pub(crate) fn say_once(findings: &mut Vec<Diagnostic>) {
    let mut said = HashSet::new();
    findings.retain(|found| said.insert(found.clone()));
}

/// What makes a word say the opposite, such as “insufficient”; “an” is Welsh.
const NEGATIONS: [&str; 10] = ["not-", "not ", "non-", "non", "in", "un", "im", "ir", "dis", "an"];

/// What words begin with that say the opposite of each other.
const OPPOSED: [(&str, &str); 2] = [("on-", "off-"), ("in", "de")];

/// The known name closest to a mistyped one, if one is close enough to suggest: a few letters off, or the only one
/// that starts with it. It never says the opposite of what was typed.
pub fn closest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: String = typed.chars().take(64).collect();
    let known: Vec<_> = known.into_iter().collect();
    let length = |name: &str| name.chars().count().max(typed.chars().count());
    let near = known
        .iter()
        // One number is not a misspelling of another.
        .filter(|name| !is_number(&typed) || !is_number(name))
        .map(|name| (distance(&typed, name), *name))
        .filter(|(distance, name)| *distance <= 1 + length(name) / 4)
        .filter(|(distance, name)| !is_opposite(&typed, name, *distance))
        .min_by_key(|(distance, _)| *distance);
    let mut longer = known.iter().filter(|name| typed.len() > 2 && name.starts_with(&typed));
    let only = longer.next().filter(|first| longer.all(|name| name == *first));
    near.map(|(_, name)| name).or(only.copied())
}

/// How many letters two words differ by; for two that deny something, at most one more than what they deny does.
fn distance(one: &str, other: &str) -> usize {
    let denied = positive(one).zip(positive(other));
    let denied = denied.map(|(one, other)| strsim::osa_distance(one, other) + 1);
    let whole = strsim::osa_distance(one, other);
    denied.map_or(whole, |denied| denied.min(whole))
}

/// Whether two words, so many letters apart, say the opposite of each other: without what one of them begins with they
/// are nearer.
fn is_opposite(one: &str, other: &str, apart: usize) -> bool {
    let nearer = |rests: Option<(&str, &str)>| {
        rests.is_some_and(|(one, other)| {
            one.len().min(other.len()) > 3 && strsim::osa_distance(one, other) < apart.min(3)
        })
    };
    let (negated, negates) = (positive(one), positive(other));
    let opposed = OPPOSED.iter().flat_map(|(on, off)| [(on, off), (off, on)]);
    let mut opposed = opposed.map(|(a, b)| one.strip_prefix(*a).zip(other.strip_prefix(*b)));
    !nearer(negated.zip(negates))
        && (nearer(negated.zip(Some(other)))
            || nearer(Some(one).zip(negates))
            || opposed.any(nearer))
}

/// What a word denies; `None` where it denies nothing.
fn positive(word: &str) -> Option<&str> {
    NEGATIONS.iter().find_map(|not| word.strip_prefix(not))
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

    #[test]
    fn the_opposite_is_never_offered() {
        let judged = ["sufficient", "not-sufficient"];
        assert_eq!(closest("insufficient", judged), Some("not-sufficient"));
        assert_eq!(closest("insuficient", judged), Some("not-sufficient"));
        assert_eq!(closest("suficient", judged), Some("sufficient"));
        for (typed, known) in [
            ("insufficient", "sufficient"),
            ("sufficient", "not-sufficient"),
            ("unsatisfactory", "satisfactory"),
            ("off-track", "on-track"),
            ("increase", "decrease"),
            ("anfoddhaol", "boddhaol"),
        ] {
            assert_eq!(closest(typed, [known]), None, "{typed}");
        }
        assert_eq!(closest("onn-track", ["on-track"]), Some("on-track"));
        assert_eq!(closest("indicater", ["indicator"]), Some("indicator"));
    }
}
