//! A plan as a spreadsheet has it, from which a file of `kind = "plan"` is made. Facts that the spreadsheet lacks are
//! missing here too.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::remarks::At;
use crate::import::word::Closed;
use crate::model::plan::{Better, EvidenceKind, Grade, Status};

/// A plan.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Its name, from above the tables.
    pub(super) name: Option<String>,
    /// When it was submitted.
    pub(super) submitted: Option<NaiveDate>,
    /// The day of everything reported without a date.
    pub(super) as_at: Option<NaiveDate>,
    /// Its areas.
    pub(super) areas: Vec<Area>,
    /// Its risks.
    pub(super) risks: Vec<Risk>,
    /// Texts from hidden rows that were left out.
    pub(super) hidden: BTreeSet<String>,
    /// The marking that withholds all of it.
    pub(super) closed: Option<Closed>,
    /// Whether that marking was written by this program on export, in which case it may apply to only a part.
    pub(super) is_exported: bool,
}

/// An area.
#[derive(Debug, Default)]
pub(super) struct Area {
    /// The name that papers print.
    pub(super) title: String,
    /// The title in the form for comparison.
    pub(super) key: String,
    /// Its actions.
    pub(super) actions: Vec<Action>,
    /// Its measures.
    pub(super) measures: Vec<Measure>,
    /// The marking that withholds it.
    pub(super) closed: Option<Closed>,
}

/// A day, or the text in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Day {
    /// A day.
    On(NaiveDate),
    /// The text where a day should be.
    Unknown(String),
}

impl Day {
    /// The day, if it is known.
    pub(super) fn known(&self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(*day),
            Self::Unknown(_) => None,
        }
    }
}

/// An action.
#[derive(Debug)]
pub(super) struct Action {
    /// Where it is in the spreadsheet.
    pub(super) at: At,
    /// Its number, from the spreadsheet or assigned.
    pub(super) id: String,
    /// Whether it is struck out.
    pub(super) struck: bool,
    /// Whether the spreadsheet numbers it.
    pub(super) numbered: bool,
    /// The reference of a row above, if it has no reference in a column that others use.
    pub(super) after: Option<String>,
    /// What is to be done.
    pub(super) action: String,
    /// The lead.
    pub(super) lead: Option<String>,
    /// The accountable person.
    pub(super) accountable: Option<String>,
    /// The start date.
    pub(super) start: Option<NaiveDate>,
    /// The due date.
    pub(super) due: Day,
    /// The measure of success.
    pub(super) success: Option<String>,
    /// Its milestones.
    pub(super) milestones: Vec<Milestone>,
    /// Its updates, in the order of their days.
    pub(super) updates: Vec<Update>,
    /// The updates from its history column.
    pub(super) history: Vec<Update>,
    /// The marking that withholds it.
    pub(super) closed: Option<Closed>,
}

/// A milestone of an action.
#[derive(Debug)]
pub(super) struct Milestone {
    /// The day by which it should be met.
    pub(super) by: Day,
    /// Its text.
    pub(super) text: String,
    /// The day on which it was met.
    pub(super) met: Option<NaiveDate>,
    /// The marking that withholds it.
    pub(super) closed: Option<Closed>,
}

/// A report on an action on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Update {
    /// The day; `None` stands for the day of the whole.
    pub(super) on: Option<NaiveDate>,
    /// The status reported.
    pub(super) status: Option<Status>,
    /// Undated ratings that differ, with nothing to say which is the newest.
    pub(super) unsure: Vec<Status>,
    /// The new due date.
    pub(super) due: Option<NaiveDate>,
    /// What was done.
    pub(super) note: Option<String>,
    /// The evidence for it.
    pub(super) evidence: Vec<Evidence>,
    /// Whether it is the current state of the row rather than a line with its own date.
    pub(super) is_standing: bool,
    /// Whether it is a complete update, to which nothing else of its day belongs.
    pub(super) is_whole: bool,
}

/// A piece of evidence that something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evidence {
    /// What kind of evidence it is.
    pub(super) kind: EvidenceKind,
    /// Its description.
    pub(super) text: String,
    /// Its web address.
    pub(super) url: Option<String>,
}

impl Update {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        let Self { on: _, status, unsure, due, note, evidence, is_standing: _, is_whole: _ } = self;
        let is_rated = status.is_some() || !unsure.is_empty();
        !is_rated && due.is_none() && note.is_none() && evidence.is_empty()
    }

    /// Appends to the note.
    pub(super) fn say(&mut self, text: &str) {
        match &mut self.note {
            Some(note) => {
                note.push_str(if note.ends_with(['.', '!', '?', ';', ':']) { " " } else { "; " });
                note.push_str(text);
            }
            None => self.note = Some(text.to_owned()),
        }
    }
}

/// A measure.
#[derive(Debug)]
pub(super) struct Measure {
    /// Its id for use in prose, if the spreadsheet has one.
    pub(super) id: Option<String>,
    /// Its name.
    pub(super) name: String,
    /// Its unit.
    pub(super) unit: Option<String>,
    /// Which direction is better.
    pub(super) better: Option<Better>,
    /// Its baseline.
    pub(super) baseline: Option<Reading>,
    /// Its targets.
    pub(super) targets: Vec<Reading>,
    /// Its readings.
    pub(super) actual: Vec<Reading>,
    /// A note for readers.
    pub(super) note: Option<String>,
    /// The marking that withholds it.
    pub(super) closed: Option<Closed>,
}

/// A value on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The day.
    pub(super) on: Day,
    /// The value in digits, as in TOML.
    pub(super) value: String,
    /// Whether it may still be corrected, if that is said.
    pub(super) provisional: Option<bool>,
}

/// A risk.
#[derive(Debug)]
pub(super) struct Risk {
    /// What could happen.
    pub(super) risk: String,
    /// The mitigation.
    pub(super) mitigation: Option<String>,
    /// The likelihood.
    pub(super) likelihood: Option<Grade>,
    /// The impact.
    pub(super) impact: Option<Grade>,
    /// The owner.
    pub(super) owner: Option<String>,
    /// The marking that withholds it.
    pub(super) closed: Option<Closed>,
}

impl Action {
    /// All updates, with those from the history first on each day.
    pub(super) fn whole(&self) -> Vec<Update> {
        in_order(self.history.iter().chain(&self.updates).cloned().collect())
    }
}

impl Draft {
    /// Every action.
    pub(super) fn actions(&self) -> impl Iterator<Item = &Action> {
        self.areas.iter().flat_map(|area| &area.actions)
    }

    /// Whether some update has no day.
    pub(super) fn lacks_day(&self) -> bool {
        self.actions().flat_map(|action| &action.updates).any(|update| update.on.is_none())
    }

    /// Gives undated updates the day of the whole.
    pub(super) fn date(&mut self, day: NaiveDate) {
        self.as_at = Some(day);
        for action in self.areas.iter_mut().flat_map(|area| &mut area.actions) {
            for update in &mut action.updates {
                update.on.get_or_insert(day);
            }
            action.updates = in_order(std::mem::take(&mut action.updates));
        }
    }
}

/// Updates in the order of their days; those of the same day are merged unless they contradict each other.
pub(super) fn in_order(mut updates: Vec<Update>) -> Vec<Update> {
    updates.sort_by_key(|update| update.on.unwrap_or(NaiveDate::MAX));
    let mut all: Vec<Update> = Vec::new();
    for update in updates {
        let last = all.last_mut().filter(|last| last.on == update.on);
        let last = last.filter(|last| !last.is_whole && !update.is_whole);
        match last {
            Some(last) if last.status.is_none() || update.status.is_none() => {
                last.status = last.status.or(update.status);
                last.unsure.extend(update.unsure);
                last.due = update.due.or(last.due);
                last.evidence.extend(update.evidence);
                last.is_standing |= update.is_standing;
                if let Some(note) = update.note {
                    last.say(&note);
                }
            }
            _ => all.push(update),
        }
    }
    all
}
