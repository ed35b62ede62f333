//! Compares actions and the reports on them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::pairs::{Known, Pairs, Renumbered, area_of, find};
use super::{Change, Kind, day, element, group, list, short, text};
use crate::edit::{Datum, Edit, Path};
use crate::import::sheet::draft::{self, Day, Draft};
use crate::import::sheet::progress::same;
use crate::import::sheet::write::{area_id, escaped, rating};
use crate::import::word::Closed;
use crate::model::plan::{Action, Plan, Status, Update};
use crate::model::withholds::Withholds;
use crate::read::record::Choice;

/// The differences between actions.
pub(super) fn differences(
    pairs: &Pairs<'_, '_>,
    plan: &Plan,
    as_at: Option<NaiveDate>,
    draft: &Draft,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut new = New::of(plan);
    // A spreadsheet that names no area of the plan says nothing about areas.
    let knows =
        draft.is_exported || pairs.all.iter().any(|(area, ..)| area_of(plan, area).is_some());
    for (area, row, known) in &pairs.all {
        match known {
            Some(known) => {
                changes.extend(changed(area, row, known, plan, as_at));
                changes.extend(moved(area, row, known, plan).filter(|_| knows));
            }
            None => changes.push(new.action(area, row, plan, as_at, draft.closed.as_ref())),
        }
    }
    changes.extend(pairs.renumbered.iter().map(renumbered));
    for known in &pairs.gone {
        let is_hidden = draft.hidden.iter().any(|text| same(text, &known.action.action));
        let (kind, why) = match is_hidden {
            true => (Kind::NotTaken, "stands in a row that is hidden, and is kept as it is"),
            false => (
                Kind::Gone,
                "is kept; give it `withdrawn` with the day, if it is no longer part of the plan",
            ),
        };
        let mut change = Change::new(kind, format!("action {}", known.action.id.value));
        change.tell(format!("“{}” {why}", short(&known.action.action)));
        changes.push(change);
    }
    changes
}

/// Reports a row that seems to have been renumbered, so that it is uncertain which action it is.
fn renumbered(again: &Renumbered<'_, '_>) -> Change {
    let Renumbered { row, by_id, by_words } = again;
    let mut change = Change::new(Kind::NotTaken, format!("action {}", row.id));
    let words = short(&row.action);
    let other = by_id.map(|known| short(&known.action.action)).unwrap_or_default();
    let instead = match by_id {
        Some(_) => format!(", where {} is “{other}”", row.id),
        None => String::new(),
    };
    change.tell(match by_words {
        Some(known) => format!(
            "“{words}” is action {0} of the plan{instead}; the rows seem to have been numbered anew, and nothing of this one was taken; give it its reference of the plan in the spreadsheet, {0}",
            known.action.id.value
        ),
        None => format!(
            "“{words}” has the reference of “{other}” in the plan; other rows seem to have been numbered anew, and nothing of this one was taken; give each its reference of the plan in the spreadsheet, or change the words in the plan"
        ),
    });
    change
}

/// The differences of one action.
fn changed(
    of: &draft::Area,
    row: &draft::Action,
    known: &Known<'_>,
    plan: &Plan,
    as_at: Option<NaiveDate>,
) -> Option<Change> {
    let (action, path) = (known.action, known.path());
    let mut change = Change::new(Kind::Changed, format!("action {}", action.id.value));
    let words = [
        ("action", Some(&row.action), Some(&action.action.value)),
        ("success", row.success.as_ref(), action.success.as_ref().map(|success| &success.value)),
    ];
    for (key, new, old) in words {
        let Some(new) = new.filter(|new| old.is_none_or(|old| !same(old, new))) else { continue };
        change.set(&path, key, old.map(String::as_str), text(&escaped(new)), new);
    }
    let names = [
        ("lead", row.lead.as_ref(), Some(&action.lead.value)),
        (
            "accountable",
            row.accountable.as_ref(),
            action.accountable.as_ref().map(|name| &name.value),
        ),
    ];
    for (key, new, old) in names {
        let Some(new) = new.filter(|new| old.is_none_or(|old| !same(old, new))) else { continue };
        change.set(&path, key, old.map(String::as_str), text(new), new);
    }
    let start = action.start.map(|start| start.0);
    if let Some(new) = row.start.filter(|new| start != Some(*new)) {
        let old = start.map(|start| start.to_string());
        change.set(&path, "start", old.as_deref(), day(new), &new.to_string());
    }
    milestones(row, action, &path, &mut change);
    for (at, update) in (action.update.len()..).zip(updates(row, action, as_at)) {
        change.tell(said(&update));
        change.edits.push(Edit::Insert(list(&path, "update"), at, update_group(&update)));
    }
    if let Some(closed) = row.closed.as_ref().or(of.closed.as_ref()) {
        change.withhold(closed, &path, &[plan, &plan.area[known.area], action]);
    }
    for line in row.history.iter().filter(|line| !is_told(line, action)) {
        let on = line.on.map_or_else(String::new, |on| format!(" of {on}"));
        let note = line.note.as_deref().or(line.status.map(|status| status.word()));
        change.tell(format!(
            "not taken from its history: the line{on} “{}”, which the plan does not have; write it as an update, with its day, or into the plan",
            short(note.unwrap_or_default())
        ));
    }
    (!change.how.is_empty()).then_some(change)
}

/// Whether a plan already has what a line of an action's history says.
fn is_told(line: &draft::Update, action: &Action) -> bool {
    let alike = |one: Option<&String>, other: Option<&String>| match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    let shows = |update: &Update, one: &draft::Evidence| {
        update.evidence.iter().any(|known| known.kind == one.kind && same(&known.text, &one.text))
    };
    action.update.iter().filter(|update| line.on == Some(update.on.0)).any(|update| {
        line.status.is_none_or(|status| update.status == Some(status))
            && line.due.is_none_or(|due| update.due.is_some_and(|known| known.0 == due))
            && alike(line.note.as_ref(), update.note.as_ref().map(|note| &note.value))
            && line.evidence.iter().all(|one| shows(update, one))
    })
}

/// The change for an action that is in another area of the spreadsheet.
fn moved(
    area: &draft::Area,
    row: &draft::Action,
    known: &Known<'_>,
    plan: &Plan,
) -> Option<Change> {
    let wanted = area_of(plan, area);
    if wanted == Some(known.area) {
        return None;
    }
    let mut change = Change::new(Kind::Moved, format!("action {}", known.action.id.value));
    let here = &plan.area[known.area].title().value;
    change.tell(match wanted {
        Some(wanted) => format!("stands in “{}” of the spreadsheet, and in “{here}” of the plan; move its lines there, if that is meant ({})", plan.area[wanted].title().value, row.at),
        None => format!("stands in “{}” of the spreadsheet, which is no area of the plan, and in “{here}” of the plan; give that its new title there, or move the lines of the action into a new area, if that is meant ({})", short(&area.title), row.at),
    });
    Some(change)
}

/// Compares the milestones of an action.
fn milestones(row: &draft::Action, action: &Action, path: &Path, change: &mut Change) {
    let mut count = action.milestone.len();
    for milestone in &row.milestones {
        let found = find(&action.milestone, &milestone.text, |known| &known.text.value);
        let found = found.map(|at| (at, &action.milestone[at]));
        let by = milestone.by.known();
        match (found, by) {
            (Some((at, known)), _) => {
                let path = element(path, "milestone", at);
                let met = known.met.map(|met| met.0);
                if let Some(by) = by.filter(|by| *by != known.by.0) {
                    let old = known.by.value.to_string();
                    change.set(&path, "by", Some(&old), day(by), &by.to_string());
                }
                if let Some(new) = milestone.met.filter(|new| met != Some(*new)) {
                    let old = met.map(|met| met.to_string());
                    change.set(&path, "met", old.as_deref(), day(new), &new.to_string());
                }
            }
            (None, Some(by)) => {
                change.tell(format!("a milestone for {by}: “{}”", short(&milestone.text)));
                let new = milestone_group(milestone, by);
                change.edits.push(Edit::Insert(list(path, "milestone"), count, new));
                count += 1;
            }
            (None, None) => change.tell(format!(
                "the milestone “{}” has no day, and was not taken",
                short(&milestone.text)
            )),
        }
    }
}

/// The reports on an action that the plan does not have yet, by day.
fn updates(row: &draft::Action, action: &Action, as_at: Option<NaiveDate>) -> Vec<draft::Update> {
    let last = |of: &dyn Fn(&Update) -> Option<NaiveDate>| {
        let mut all: Vec<&Update> = action.update.iter().collect();
        all.sort_by_key(|update| update.on.value);
        all.into_iter().rev().find_map(of)
    };
    let in_force = last(&|update| update.due.map(|due| due.0)).unwrap_or(action.due.0);
    let mut new = Vec::new();
    let mut due = None;
    for update in &row.updates {
        let mut update = update.clone();
        due = update.due.or(due);
        update.due = update.due.filter(|due| *due != in_force && *due != action.due.0);
        // The current state of a row may have been reported on any day; a dated line only on its own.
        let told = |known: &&Update| update.is_standing || update.on == Some(known.on.0);
        let notes = action.update.iter().filter(told).filter_map(|known| known.note.as_ref());
        let known_note = |note: &String| notes.clone().any(|known| same(known, note));
        let status = match update.is_standing {
            true => status(action),
            false => action.update.iter().filter(told).rev().find_map(|known| known.status),
        };
        if update.note.as_ref().is_some_and(known_note) {
            update.note = None;
        }
        update.evidence.retain(|one| {
            let mut evidence = action.update.iter().flat_map(|known| &known.evidence);
            !evidence.any(|known| same(&known.text, &one.text))
        });
        let is_new = update.note.is_some() || update.due.is_some() || !update.evidence.is_empty();
        let another = update.status.is_some() && update.status != status;
        if is_new || another {
            update.on = update.on.or(as_at);
            new.push(update);
        }
    }
    // A due date that is neither the first nor the current one is a new one.
    if let Day::On(first) = row.due
        && first != in_force
        && first != action.due.0
        && due.is_none()
    {
        match new.iter_mut().rev().find(|update| update.on == as_at) {
            Some(update) => update.due = Some(first),
            None => {
                new.push(draft::Update { on: as_at, due: Some(first), ..draft::Update::default() })
            }
        }
    }
    new
}

/// The last status reported in the plan, if any.
fn status(action: &Action) -> Option<Status> {
    let mut all: Vec<&Update> = action.update.iter().collect();
    all.sort_by_key(|update| update.on.value);
    all.into_iter().rev().find_map(|update| update.status)
}

/// An update in words.
fn said(update: &draft::Update) -> String {
    let on = update.on.map_or_else(|| "an update".to_owned(), |on| format!("an update of {on}"));
    let mut parts = Vec::new();
    parts.extend(update.status.map(|status| format!("`{}`", status.word())));
    parts.extend(update.due.map(|due| format!("now due {due}")));
    parts.extend(update.note.as_ref().map(|note| format!("“{}”", short(note))));
    parts.extend(update.evidence.iter().map(|one| format!("evidence “{}”", short(&one.text))));
    format!("{on}: {}", parts.join(", "))
}

/// A milestone with its day as a group in TOML.
fn milestone_group(milestone: &draft::Milestone, by: NaiveDate) -> Datum {
    let words = text(&escaped(&milestone.text));
    group([("by", Some(day(by))), ("text", Some(words)), ("met", milestone.met.map(day))])
}

/// An update as a group in TOML.
fn update_group(update: &draft::Update) -> Datum {
    let evidence = update.evidence.iter().map(|one| {
        group([
            ("kind", Some(text(one.kind.word()))),
            ("text", Some(text(&escaped(&one.text)))),
            ("url", one.url.as_deref().map(text)),
        ])
    });
    let evidence: Vec<_> = evidence.collect();
    group([
        ("on", update.on.map(day)),
        ("status", rating(update).map(|status| text(&status))),
        ("due", update.due.map(day)),
        ("note", update.note.as_ref().map(|note| text(&escaped(note)))),
        ("evidence", (!evidence.is_empty()).then_some(Datum::List(evidence))),
    ])
}

/// What is being added to the plan: the number of actions in each area so far, and the new areas.
struct New {
    counts: Vec<usize>,
    ids: Vec<String>,
    titles: Vec<String>,
    actions: BTreeSet<String>,
}

impl New {
    /// Nothing added yet.
    fn of(plan: &Plan) -> Self {
        let actions = plan.area.iter().flat_map(|area| &area.action);
        Self {
            counts: plan.area.iter().map(|area| area.action.len()).collect(),
            ids: plan.area.iter().map(|area| area.id.value.clone()).collect(),
            titles: Vec::new(),
            actions: actions.map(|action| action.id.value.clone()).collect(),
        }
    }

    /// The change that adds an action.
    fn action(
        &mut self,
        area: &draft::Area,
        row: &draft::Action,
        plan: &Plan,
        as_at: Option<NaiveDate>,
        closed: Option<&Closed>,
    ) -> Change {
        let mut change = Change::new(Kind::New, format!("action {}", row.id));
        change.tell(format!("“{}”", short(&row.action)));
        let Some(due) = row.due.known() else {
            change.kind = Kind::NotTaken;
            change.tell("no day is known by which it is due; give it in the spreadsheet");
            return change;
        };
        let mut id = row.id.clone();
        if self.actions.contains(&id) {
            let mut ids = (2..).map(|number| format!("{}-{number}", row.id));
            id = ids.find(|id| !self.actions.contains(id)).unwrap_or_default();
            change.tell(format!("numbered {id}, since {} is another action of the plan", row.id));
        }
        self.actions.insert(id.clone());
        let of_area = area.closed.as_ref().or(closed);
        let known = area_of(plan, area);
        let at = known.unwrap_or_else(|| self.area(area, of_area, plan, &mut change));
        let place = element(&Path::new(), "area", at);
        let count = self.counts[at];
        self.counts[at] += 1;
        let days = row.updates.iter().filter_map(|update| update.on);
        let added = days.chain(as_at).min().filter(|added| *added > plan.submitted.0);
        let new = group([
            ("id", Some(text(&id))),
            ("action", Some(text(&escaped(&row.action)))),
            ("lead", Some(text(row.lead.as_deref().unwrap_or("[name of the lead]")))),
            ("accountable", row.accountable.as_deref().map(text)),
            ("start", row.start.map(day)),
            ("due", Some(day(due))),
            ("success", row.success.as_deref().map(|success| text(&escaped(success)))),
            ("added", added.map(day)),
        ]);
        change.edits.push(Edit::Insert(list(&place, "action"), count, new));
        let path = element(&place, "action", count);
        // An area that is new and withheld withholds what is in it.
        let own = row.closed.as_ref().or(of_area);
        if let Some(closed) = own.filter(|_| known.is_some() || of_area.is_none()) {
            let known = plan.area.get(at).map_or(plan as &dyn Withholds, |area| area);
            change.withhold(closed, &path, &[plan, known]);
        }
        let milestones = row.milestones.iter();
        let groups = milestones.filter_map(|one| Some(milestone_group(one, one.by.known()?)));
        let groups: Vec<_> = groups.collect();
        if !groups.is_empty() {
            change.edits.push(Edit::Set(list(&path, "milestone"), Datum::List(groups)));
        }
        for (at, update) in row.whole().into_iter().enumerate() {
            let update = draft::Update { on: update.on.or(as_at), ..update };
            change.edits.push(Edit::Insert(list(&path, "update"), at, update_group(&update)));
        }
        change
    }

    /// An area that joins the plan, once.
    fn area(
        &mut self,
        area: &draft::Area,
        closed: Option<&Closed>,
        plan: &Plan,
        change: &mut Change,
    ) -> usize {
        let known = self.counts.len() - self.titles.len();
        if let Some(at) = self.titles.iter().position(|title| *title == area.key) {
            return known + at;
        }
        let id = area_id(&area.title, &self.ids);
        change.tell(format!("in the new area “{}”", area.title));
        let new = group([("id", Some(text(&id))), ("title", Some(text(&area.title)))]);
        let (plan_itself, count) = (Path::new(), self.counts.len());
        change.edits.push(Edit::Insert(list(&plan_itself, "area"), count, new));
        if let Some(closed) = closed {
            change.withhold(closed, &element(&plan_itself, "area", count), &[plan]);
        }
        self.ids.push(id);
        self.titles.push(area.key.clone());
        self.counts.push(0);
        self.counts.len() - 1
    }
}
