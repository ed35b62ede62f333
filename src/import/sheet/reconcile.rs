//! Compares an existing plan with the spreadsheet that colleagues have edited.
//!
//! In come a [`Draft`] and the plan; out come the differences, action by action, each in words and as edits of the
//! plan's file. History is never rewritten: reports and new due dates become updates of their own day. What is
//! missing from the spreadsheet is reported and kept.

mod actions;
mod entries;
mod pairs;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
mod withheld;

use chrono::NaiveDate;

use super::draft::Draft;
use super::write::withholding;
use crate::edit::{Datum, Edit, Path, Step};
use crate::import::Kind;
use crate::import::word::Closed;
use crate::model::plan::Plan;
use crate::model::withholds::Withholds;

/// A difference between a spreadsheet and a plan.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// The kind of the difference.
    pub(crate) kind: Kind,
    /// The item that differs: `action 1.2`.
    pub(crate) what: String,
    /// The differences, each as a clause.
    pub(crate) how: Vec<String>,
    /// The edits that apply it to the plan, in this order.
    pub(super) edits: Vec<Edit>,
    /// Whether the change restates a reading without a day.
    restates: bool,
}

impl Change {
    /// A change without details.
    fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), how: Vec::new(), edits: Vec::new(), restates: false }
    }

    /// Whether the change alters the file.
    pub(crate) fn is_made(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Whether it would add an update or restate a reading without a day.
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

    /// Adds a clause.
    fn tell(&mut self, how: impl Into<String>) {
        self.how.push(how.into());
    }

    /// Withholds a group, unless it or something around it already is withheld. The reason is left to the author,
    /// which stops the build until it is given.
    fn withhold(&mut self, closed: &Closed, group: &Path, known: &[&dyn Withholds]) {
        if known.iter().any(|record| record.withheld().is_some()) {
            return;
        }
        let (key, why) = withholding(closed);
        self.tell(format!(
            "withheld by `{key}`, since “{}”; say why at its place in the plan",
            short(&closed.words)
        ));
        self.edits.push(Edit::Set(joined(group, Step::Key(key.to_owned())), why));
    }

    /// Sets a key of a group to another value, and says so.
    fn set(&mut self, group: &Path, key: &str, old: Option<&str>, new: Datum, shown: &str) {
        self.tell(match old {
            Some(old) => format!("`{key}` from “{}” to “{}”", short(old), short(shown)),
            None => format!("`{key}` is “{}”", short(shown)),
        });
        self.edits.push(Edit::Set(joined(group, Step::Key(key.to_owned())), new));
    }
}

/// The differences; `as_at` is the day of what the spreadsheet reports without one.
pub(super) fn differences(draft: &Draft, plan: &Plan, as_at: Option<NaiveDate>) -> Vec<Change> {
    let pairs = pairs::Pairs::of(draft, plan);
    let mut changes: Vec<Change> = closed_plan(draft, plan).into_iter().collect();
    changes.extend(actions::differences(&pairs, plan, as_at, draft));
    changes.extend(entries::measures(draft, plan, as_at));
    changes.extend(entries::risks(draft, plan));
    withheld::refuse(&mut changes, plan);
    changes
}

/// Withholds the plan if the spreadsheet says it is not for publication. A workbook exported by this program says so
/// if anything in the plan is withheld, so that does not count.
fn closed_plan(draft: &Draft, plan: &Plan) -> Option<Change> {
    let closed = draft.closed.as_ref().filter(|_| !draft.is_exported)?;
    let mut change = Change::new(Kind::Changed, "the plan");
    change.withhold(closed, &Path::new(), &[plan]);
    change.is_made().then_some(change)
}

/// A path with one more step.
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

/// A text shortened for display.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(70) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// A group with those of its keys that have a value.
fn group<const N: usize>(pairs: [(&str, Option<Datum>); N]) -> Datum {
    let known = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Datum::Group(known.collect())
}

/// A day as a TOML value.
fn day(day: NaiveDate) -> Datum {
    Datum::Day(day.to_string())
}

/// A text as a TOML value.
fn text(text: &str) -> Datum {
    Datum::Text(text.to_owned())
}
