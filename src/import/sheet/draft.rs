//! A plan as a spreadsheet has it: what a file of `kind = "plan"` is made from, with what the spreadsheet leaves open.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::remarks::At;
use crate::import::word::Closed;
use crate::model::plan::{Better, EvidenceKind, Grade, Status};

/// A plan.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What stands above its tables: its name.
    pub(super) name: Option<String>,
    /// When it was submitted.
    pub(super) submitted: Option<NaiveDate>,
    /// The day of what is said without one.
    pub(super) as_at: Option<NaiveDate>,
    /// Its areas.
    pub(super) areas: Vec<Area>,
    /// What could stop it.
    pub(super) risks: Vec<Risk>,
    /// What stands in rows that are hidden and were left out.
    pub(super) hidden: BTreeSet<String>,
    /// What says that all of it is not for publication.
    pub(super) closed: Option<Closed>,
    /// Whether this program says so of what it exported, which may hold for a part of it alone.
    pub(super) is_exported: bool,
}

/// An area.
#[derive(Debug, Default)]
pub(super) struct Area {
    /// The name that papers print.
    pub(super) title: String,
    /// The same as it is compared.
    pub(super) key: String,
    /// Its actions.
    pub(super) actions: Vec<Action>,
    /// Its measures.
    pub(super) measures: Vec<Measure>,
    /// What says that it is not for publication.
    pub(super) closed: Option<Closed>,
}

/// A day, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Day {
    /// A day.
    On(NaiveDate),
    /// What stands where a day is wanted.
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
    /// Where it stands.
    pub(super) at: At,
    /// Its number, of the spreadsheet or of ours.
    pub(super) id: String,
    /// Whether it is struck out.
    pub(super) struck: bool,
    /// Whether the spreadsheet numbers it.
    pub(super) numbered: bool,
    /// The reference above it, where it has none in a column of references.
    pub(super) after: Option<String>,
    /// What is to be done.
    pub(super) action: String,
    /// Who does it.
    pub(super) lead: Option<String>,
    /// Who answers for it.
    pub(super) accountable: Option<String>,
    /// When it starts.
    pub(super) start: Option<NaiveDate>,
    /// When it is due.
    pub(super) due: Day,
    /// How success is recognised.
    pub(super) success: Option<String>,
    /// What is to be reached on the way.
    pub(super) milestones: Vec<Milestone>,
    /// What was said of it, in the order of the days.
    pub(super) updates: Vec<Update>,
    /// What a column of earlier lines says of it.
    pub(super) history: Vec<Update>,
    /// What says that it is not for publication.
    pub(super) closed: Option<Closed>,
}

/// Something to be reached on the way.
#[derive(Debug)]
pub(super) struct Milestone {
    /// By when.
    pub(super) by: Day,
    /// What.
    pub(super) text: String,
    /// When it was reached.
    pub(super) met: Option<NaiveDate>,
    /// What says that it is not for publication.
    pub(super) closed: Option<Closed>,
}

/// What was said of an action on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Update {
    /// The day; that of the whole where none is given.
    pub(super) on: Option<NaiveDate>,
    /// How it stood.
    pub(super) status: Option<Status>,
    /// Ratings without a day that differ, of which nothing says which is the newest.
    pub(super) unsure: Vec<Status>,
    /// The day it was moved to.
    pub(super) due: Option<NaiveDate>,
    /// What was done.
    pub(super) note: Option<String>,
    /// What shows it.
    pub(super) evidence: Vec<Evidence>,
    /// Whether it is where the row stands now, and not a line of its own day.
    pub(super) is_standing: bool,
    /// Whether it is all of an update, to which nothing else of its day belongs.
    pub(super) is_whole: bool,
}

/// What shows that something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evidence {
    /// What it shows.
    pub(super) kind: EvidenceKind,
    /// What it is.
    pub(super) text: String,
    /// Where it can be read.
    pub(super) url: Option<String>,
}

impl Update {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        let Self { on: _, status, unsure, due, note, evidence, is_standing: _, is_whole: _ } = self;
        let is_rated = status.is_some() || !unsure.is_empty();
        !is_rated && due.is_none() && note.is_none() && evidence.is_empty()
    }

    /// Adds to what was done.
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
    /// Its name for prose, where the spreadsheet has one.
    pub(super) id: Option<String>,
    /// What it measures.
    pub(super) name: String,
    /// Its unit.
    pub(super) unit: Option<String>,
    /// Which way is better.
    pub(super) better: Option<Better>,
    /// Where it stood before.
    pub(super) baseline: Option<Reading>,
    /// What it is to reach.
    pub(super) targets: Vec<Reading>,
    /// What it reached.
    pub(super) actual: Vec<Reading>,
    /// What a reader must know.
    pub(super) note: Option<String>,
    /// What says that it is not for publication.
    pub(super) closed: Option<Closed>,
}

/// A value on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The day.
    pub(super) on: Day,
    /// The value in figures, as TOML has them.
    pub(super) value: String,
    /// Whether it may still be corrected, where that is said.
    pub(super) provisional: Option<bool>,
}

/// A risk.
#[derive(Debug)]
pub(super) struct Risk {
    /// What could happen.
    pub(super) risk: String,
    /// What is done about it.
    pub(super) mitigation: Option<String>,
    /// How likely it is.
    pub(super) likelihood: Option<Grade>,
    /// How much it would matter.
    pub(super) impact: Option<Grade>,
    /// Who watches it.
    pub(super) owner: Option<String>,
    /// What says that it is not for publication.
    pub(super) closed: Option<Closed>,
}

impl Action {
    /// All that was said of it, what a column of earlier lines says first.
    pub(super) fn whole(&self) -> Vec<Update> {
        in_order(self.history.iter().chain(&self.updates).cloned().collect())
    }
}

impl Draft {
    /// Every action.
    pub(super) fn actions(&self) -> impl Iterator<Item = &Action> {
        self.areas.iter().flat_map(|area| &area.actions)
    }

    /// Whether something is said without a day.
    pub(super) fn lacks_day(&self) -> bool {
        self.actions().flat_map(|action| &action.updates).any(|update| update.on.is_none())
    }

    /// Gives what is said without a day the day of the whole.
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

/// Updates in the order of their days; those of one day in which neither contradicts the other are one.
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
