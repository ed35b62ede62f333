//! Reads rows of actions.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Reading;
use super::milestones::is_of_milestone;
use crate::import::sheet::day::{Found, written};
use crate::import::sheet::draft::{Action, Day, Draft, Evidence, Update, in_order};
use crate::import::sheet::progress::{self, line, same};
use crate::import::sheet::remarks::At;
use crate::import::sheet::table::{Seen, Table};
use crate::import::sheet::words::Field;
use crate::model::plan::{EvidenceKind, Status};

/// The columns of evidence, and the kind of each. A column merely called evidence counts as the kind that claims
/// least.
const EVIDENCE: [(Field, EvidenceKind); 4] = [
    (Field::Activity, EvidenceKind::Activity),
    (Field::Evidence, EvidenceKind::Activity),
    (Field::Output, EvidenceKind::Output),
    (Field::Impact, EvidenceKind::Impact),
];

impl Reading<'_> {
    /// Reads a table of actions. `title` is the area of rows that name none; returns the area of the last row.
    pub(super) fn actions(&mut self, table: &Table, title: &str, draft: &mut Draft) -> String {
        let colours = self.colour_column(table);
        self.undated(table);
        if colours.is_none() {
            self.unrated(table);
        }
        let mut last = title.to_owned();
        let mut above: Option<String> = None;
        for (area, item) in self.walk(table, title) {
            if let Some(mut action) = self.action(table, item, colours) {
                match action.numbered {
                    true => above = Some(action.id.clone()),
                    false => {
                        let above = above.as_deref().filter(|_| area == last);
                        self.number_below(&mut action, above);
                    }
                }
                draft.area(&area).actions.push(action);
            }
            last = area;
        }
        last
    }

    /// The field whose fills give the status of actions, if no column does: the first that is filled for two statuses
    /// or more.
    fn colour_column(&mut self, table: &Table) -> Option<Field> {
        if table.columns.iter().any(|column| column.field == Some(Field::Status)) {
            return None;
        }
        let field =
            [Field::Update, Field::Ref, Field::Action, Field::Due].into_iter().find(|field| {
                let cells = table.items().flat_map(|item| table.cells(item, *field));
                let statuses = cells.filter_map(|found| self.words.filled(found.cell.look.fill?));
                statuses.collect::<BTreeSet<_>>().len() > 1
            })?;
        let column = table.columns.iter().find(|column| column.field == Some(field))?;
        self.remarks.warn(
            &column.at,
            format!(
                "no column is a rating; the fills of `{}` were taken for ratings",
                column.heading
            ),
            "",
        );
        Some(field)
    }

    /// Reads the action in a row, with the rows below that continue it.
    fn action(&mut self, table: &Table, item: &[Seen], colours: Option<Field>) -> Option<Action> {
        let at = table.at(item);
        let Some(mut action) = self.text(table, item, Field::Action) else {
            self.remarks.warn(
                &at,
                "this row has no action, and was not taken",
                "say what is to be done, or remove the row",
            );
            return None;
        };
        let is_count = action.chars().all(|next| next.is_ascii_digit() || ".,%£ ".contains(next));
        if is_count && !item.iter().any(|seen| table.has_own(seen)) {
            let message =
                format!("`{action}` does not say what is to be done, and this row was not taken");
            self.remarks.warn(&at, message, "say what is to be done, or remove the row");
            return None;
        }
        if self.words.is_unused(&action) {
            let message = format!(
                "`{}` says that there is no action here any more, and this row was not taken",
                line(&action)
            );
            let hint = "write an action that was given up into the plan with the day on which it was `withdrawn`";
            self.remarks.warn(&at, message, hint);
            return None;
        }
        self.joined(table, item);
        let id = self.number_in(table, item, &mut action);
        let id = id.or_else(|| self.reference(table, item));
        let mut lead = self.names(table, item, Field::Lead);
        let mut start = self.start(table, item);
        let (mut due, mut moved) = (None, None);
        for found in table.cells(item, Field::Due) {
            if is_of_milestone(table, item, found.at.row) {
                continue;
            }
            let dated = self.day(&found, table.from_1904);
            start = start.or(dated.from);
            moved = moved.or(dated.moved);
            due = due.or(dated.day);
        }
        // "Owner / deadline" in one column: if it contains one day, that is the due date.
        if table.columns.iter().all(|column| column.field != Some(Field::Due))
            && let Some((name, found)) = lead.as_deref().and_then(|lead| self.dated_name(lead))
        {
            if found.taken {
                let words = &lead.as_deref().unwrap_or_default()[found.range.clone()];
                let message = format!("`{words}` is taken as its last day, {}", written(found.day));
                self.remarks.warn(&at, message, "");
            }
            due = due.or(Some(Day::On(found.day)));
            lead = Some(name).filter(|name| !name.is_empty());
        }
        moved = self.first_day(table, item, Field::Revised).or(moved);
        let mut due = due.unwrap_or_else(|| Day::Unknown(String::new()));
        // If the first due date is unknown, the current one takes its place.
        if let (Day::Unknown(_), Some(day)) = (&due, moved) {
            due = Day::On(day);
        }
        moved = moved.filter(|day| due != Day::On(*day));
        if due.known().is_none() {
            self.remarks.warn(&at, "no day is known by which this action is due, and a plan can be built only with one", "write `due` at its place in the plan, or the day into the spreadsheet");
        }
        if lead.is_none() {
            self.remarks.warn(
                &at,
                "this action has no lead; a note stands in its place",
                "write the post into `lead` in the plan",
            );
        }
        let accountable = self.names(table, item, Field::Accountable);
        let success = self.something(table, item, Field::Success);
        let milestones = self.milestones_in(table, item);
        let history = self.history(table, item);
        let updates = self.updates(table, item, colours, moved, &history);
        let closed = self.closed_row(table, item);
        let numbered = id.is_some();
        let struck = self.struck(table, item);
        Some(Action {
            at,
            struck,
            id: id.unwrap_or_default(),
            numbered,
            after: None,
            action,
            lead,
            accountable,
            start,
            due,
            success,
            milestones,
            updates,
            history,
            closed,
        })
    }

    /// Remarks on the rows of an item that continue the words of the row above.
    fn joined(&mut self, table: &Table, item: &[Seen]) {
        let said = table.cells(item, Field::Action);
        for found in said.iter().skip(1).filter(|found| !found.cell.value.is_blank()) {
            self.remarks.warn(
                &found.at,
                "this row goes on with the action above it, and was taken as a part of that",
                "give it a reference, a lead and a due date if it is an action of its own",
            );
        }
    }

    /// Splits a text into a name and the only day in it.
    fn dated_name(&self, text: &str) -> Option<(String, Found)> {
        let days = self.days.all(text);
        let [found] = days.as_slice() else { return None };
        let marks = |next: char| !next.is_alphanumeric() && !matches!(next, '(' | ')' | '.');
        let before = text[..found.range.start].trim_end_matches(marks).trim_end_matches([' ', '(']);
        let before = before.strip_suffix(" by").unwrap_or(before).trim_end_matches(marks);
        let after = text[found.range.end..].trim_matches(marks).trim_start_matches(')');
        let name = [before, after.trim()].into_iter().filter(|part| !part.is_empty());
        Some((name.collect::<Vec<_>>().join(" "), found.clone()))
    }

    /// Whether the action of a row is struck out; remarks on anything else that is struck out.
    fn struck(&mut self, table: &Table, item: &[Seen]) -> bool {
        let cells: Vec<(At, bool)> = item.iter().flat_map(|seen| seen.struck(table)).collect();
        let action = table.cells(item, Field::Action);
        if action.first().is_some_and(|found| found.cell.look.struck) {
            self.remarks.warn(
                &table.at(item),
                "this row is struck out; its action was taken, and cannot be built until you say what became of it",
                "write the day on which it was withdrawn at its place in the plan, or take the line `withdrawn` away if it still stands",
            );
            return true;
        }
        for (at, _) in cells.iter().filter(|(_, struck)| *struck) {
            self.remarks.warn(
                at,
                "what stands here is struck out, and was taken as if it were not",
                "remove it from the spreadsheet, or from the plan, if it no longer holds",
            );
        }
        false
    }

    /// The reference of a row.
    pub(super) fn reference(&mut self, table: &Table, item: &[Seen]) -> Option<String> {
        let found = table.cells(item, Field::Ref).into_iter().next()?;
        if self.is_error(&found) {
            return None;
        }
        if let crate::import::sheet::workbook::Value::Day(day) = found.cell.value {
            self.remarks.warn(
                &found.at,
                format!("the spreadsheet has made a day of this reference, {}", written(day)),
                "format the column as text, and type the reference again",
            );
        }
        let text = line(&found.cell.value.text());
        // A bracket that the reference opens belongs to it: "2a(i)", but not "3)".
        let own = |next: char| matches!(next, '.' | ':') || next == ')' && !text.contains('(');
        let text = text.trim_end_matches(own).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The updates of an action apart from its history, in the order of their days.
    fn updates(
        &mut self,
        table: &Table,
        item: &[Seen],
        colours: Option<Field>,
        moved: Option<NaiveDate>,
        history: &[Update],
    ) -> Vec<Update> {
        let row_day = self.first_day(table, item, Field::Updated);
        let completed = self.first_day(table, item, Field::Completed);
        let mut updates = Vec::new();
        let mut current = Update { due: moved, is_standing: true, ..Update::default() };
        self.said(table, item, history, &mut updates, &mut current);
        updates.retain(|update| !update.is_empty());
        self.rated(table, item, &mut updates, &mut current);
        let is_rated = current.status.is_some() || !current.unsure.is_empty();
        if !is_rated && updates.iter().all(|update| update.status.is_none()) {
            self.conditional(table, item);
            self.no_rating(table, item);
        }
        if let Some(field) = colours {
            let mut cells = table.cells(item, field).into_iter();
            let filled = cells.find_map(|found| Some((found.at, found.cell.look.fill?)));
            current.status = filled.and_then(|(at, fill)| self.shade(&at, fill, "fill"));
        }
        current.evidence = self.evidence(table, item);
        current.on = row_day;
        if let Some(day) = completed {
            self.completed(day, table.at(item), &mut current);
        }
        let current = current.without(history);
        if !current.is_empty() {
            updates.push(current);
        }
        in_order(updates)
    }

    /// Reads what the cells of updates say, apart from what the history has: each as an update of its day, or as a
    /// note of the current one.
    fn said(
        &mut self,
        table: &Table,
        item: &[Seen],
        history: &[Update],
        updates: &mut Vec<Update>,
        current: &mut Update,
    ) {
        for found in table.cells(item, Field::Update) {
            if self.is_error(&found) {
                continue;
            }
            let text = found.cell.value.text();
            let mut notes = history.iter().filter_map(|line| line.note.as_ref());
            if notes.any(|note| same(note, &text)) {
                continue;
            }
            for said in progress::split(&text, &self.days) {
                if let Some(on) = said.on.as_ref().filter(|on| on.taken) {
                    self.remarks.warn(&found.at, format!("what is said of a month or a longer time is taken for its last day: {}", written(on.day)), "");
                }
                match said.on.map(|on| on.day).or(found.column.day) {
                    Some(on) => {
                        let note = Some(said.text).filter(|text| !text.is_empty());
                        updates.push(Update { on: Some(on), note, ..Update::default() });
                    }
                    None => current.say(&said.text),
                }
            }
        }
    }

    /// Reads the ratings: those with a day as updates of that day, the others as the current one if they agree.
    fn rated(
        &mut self,
        table: &Table,
        item: &[Seen],
        updates: &mut Vec<Update>,
        current: &mut Update,
    ) {
        let mut undated: Vec<(Status, At)> = Vec::new();
        for found in table.cells(item, Field::Status) {
            let ticked = found.column.level.filter(|_| !found.cell.value.is_blank());
            let status = match found.column.level {
                Some(_) => ticked,
                None => self.status(&found),
            };
            let Some(status) = status else { continue };
            match found.column.day {
                Some(on) => {
                    updates.push(Update { on: Some(on), status: Some(status), ..Update::default() })
                }
                None => undated.push((status, found.at)),
            }
        }
        match undated.as_slice() {
            [(first, _), rest @ ..] if rest.iter().all(|(status, _)| status == first) => {
                current.status = Some(*first);
            }
            all => {
                for (status, at) in all {
                    let message = format!(
                        "nothing says whether `{}` or another rating of this action is the newest, so that none was taken",
                        status.word()
                    );
                    self.remarks.warn(at, message, "put the day of each rating into the heading of its column, or write the newest into the plan, where a note stands in its place");
                    if !current.unsure.contains(status) {
                        current.unsure.push(*status);
                    }
                }
            }
        }
    }

    /// Reads the evidence of an action.
    fn evidence(&mut self, table: &Table, item: &[Seen]) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for (field, kind) in EVIDENCE {
            for found in table.cells(item, field) {
                let text = line(&found.cell.value.text());
                if self.is_error(&found) || text.is_empty() || self.is_nothing(&found, field) {
                    continue;
                }
                if field == Field::Evidence {
                    self.remarks.warn(
                        &found.at,
                        "evidence is taken for `activity`, which claims least",
                        "make it \"output\" or \"impact\" in the plan where it shows that",
                    );
                }
                let url = table.links.get(&(found.at.row, found.at.column)).cloned();
                evidence.push(Evidence { kind, text, url });
            }
        }
        evidence
    }

    /// Takes a day of completion into the current update of the action `at` a place, unless that is rated otherwise.
    fn completed(&mut self, day: NaiveDate, at: At, current: &mut Update) {
        match current.status {
            None | Some(Status::Complete) => {
                current.unsure.clear();
                current.status = Some(Status::Complete);
                current.on = Some(day);
            }
            Some(status) => self.remarks.warn(&at, format!("this action has a day of completion, {}, and stands at `{}`; the day was not taken", written(day), status.word()), "correct one of them"),
        }
    }
}
