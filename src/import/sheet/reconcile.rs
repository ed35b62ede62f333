//! A plan that exists, held against the spreadsheet that colleagues have worked in.
//!
//! In come a [`Draft`] and the plan; out comes what differs, action by action, each difference in words and as edits of the
//! plan's file. History is never rewritten: what is reported, and a due date that was moved, become updates of their own
//! day. What is in the plan and not in the spreadsheet is said and kept.

mod actions;
mod entries;
mod pairs;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;

use super::draft::Draft;
use super::write::withholding;
use crate::edit::{Datum, Edit, Path, Step};
use crate::import::word::Closed;
use crate::model::exempt::{Confidential, Exempt};
use crate::model::plan::Plan;

/// What kind of difference there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// It is in the spreadsheet alone.
    New,
    /// Both say something else of it.
    Changed,
    /// It stands in another area.
    Moved,
    /// It is in the plan alone.
    Gone,
    /// It is in the spreadsheet alone, and cannot be taken.
    NotTaken,
}

/// A difference between a spreadsheet and a plan.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Change {
    /// What kind it is.
    pub(crate) kind: Kind,
    /// What differs: `action 1.2`.
    pub(crate) what: String,
    /// How, each a clause.
    pub(crate) how: Vec<String>,
    /// What makes the plan say the same, in this order.
    #[serde(skip)]
    pub(super) edits: Vec<Edit>,
    /// Whether it restates a reading, and nobody said when.
    #[serde(skip)]
    restates: bool,
}

impl Change {
    /// A difference.
    fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), how: Vec::new(), edits: Vec::new(), restates: false }
    }

    /// Whether it changes the file.
    pub(crate) fn is_made(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Whether it would make an update without a day, or restate a reading without one.
    pub(super) fn is_undated(&self) -> bool {
        self.restates
            || self.edits.iter().any(|edit| match edit {
                Edit::Insert(list, _, Datum::Group(pairs)) => {
                    list.last() == Some(&Step::Key("update".to_owned()))
                        && pairs.iter().all(|(key, _)| key != "on")
                }
                _ => false,
            })
    }

    /// Adds how it differs.
    fn tell(&mut self, how: impl Into<String>) {
        self.how.push(how.into());
    }

    /// Withholds a group, unless it or what it stands in is withheld already. Nothing says why yet, which stops the build.
    fn withhold<'p>(
        &mut self,
        closed: &Closed,
        group: &Path,
        known: impl IntoIterator<Item = (&'p Option<Exempt>, &'p Option<Confidential>)>,
    ) {
        let mut known = known.into_iter();
        if known.any(|(exempt, confidential)| exempt.is_some() || confidential.is_some()) {
            return;
        }
        let (key, why) = withholding(closed);
        self.tell(format!(
            "withheld by `{key}`, since “{}”; say why at its place in the plan",
            short(&closed.words)
        ));
        self.edits.push(Edit::Set(joined(group, Step::Key(key.to_owned())), why));
    }

    /// Gives a key of a group another value, and says so.
    fn set(&mut self, group: &Path, key: &str, old: Option<&str>, new: Datum, shown: &str) {
        self.tell(match old {
            Some(old) => format!("`{key}` from “{}” to “{}”", short(old), short(shown)),
            None => format!("`{key}` is “{}”", short(shown)),
        });
        self.edits.push(Edit::Set(joined(group, Step::Key(key.to_owned())), new));
    }
}

/// What differs, given the day of what the spreadsheet says without one.
pub(super) fn differences(draft: &Draft, plan: &Plan, as_at: Option<NaiveDate>) -> Vec<Change> {
    let pairs = pairs::Pairs::of(draft, plan);
    let mut changes: Vec<Change> = closed_plan(draft, plan).into_iter().collect();
    changes.extend(actions::differences(&pairs, plan, as_at, draft));
    changes.extend(entries::measures(draft, plan, as_at));
    changes.extend(entries::risks(draft, plan));
    changes
}

/// That the spreadsheet says of itself that it is not for publication, where the plan does not. What this program exported
/// says so of a plan that holds anything that is not.
fn closed_plan(draft: &Draft, plan: &Plan) -> Option<Change> {
    let closed = draft.closed.as_ref().filter(|_| !draft.is_exported)?;
    let mut change = Change::new(Kind::Changed, "the plan");
    change.withhold(closed, &Path::new(), [(&plan.exempt, &plan.confidential)]);
    change.is_made().then_some(change)
}

/// A path and one step more.
fn joined(path: &Path, step: Step) -> Path {
    path.iter().cloned().chain([step]).collect()
}

/// The path of a list inside a group.
fn list(path: &Path, key: &str) -> Path {
    joined(path, Step::Key(key.to_owned()))
}

/// The path of an element of a list inside a group.
fn element(path: &Path, key: &str, at: usize) -> Path {
    joined(&list(path, key), Step::At(at))
}

/// A text that is short enough to be shown.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(70) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// A day as TOML has it.
fn day(day: NaiveDate) -> Datum {
    Datum::Day(day.to_string())
}

/// A text as TOML has it.
fn text(text: &str) -> Datum {
    Datum::Text(text.to_owned())
}
