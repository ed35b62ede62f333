//! Reads earlier reports on an action: the lines of its history column, each with its day.

use super::Reading;
use crate::export::sheet::history::{self as exported, Line};
use crate::import::sheet::draft::{Evidence, Update};
use crate::import::sheet::progress;
use crate::import::sheet::table::{InColumn, Seen, Table};
use crate::import::sheet::words::Field;

impl Reading<'_> {
    /// The history of an action, line by line.
    pub(super) fn history(&mut self, table: &Table, item: &[Seen]) -> Vec<Update> {
        let mut history = Vec::new();
        for found in table.cells(item, Field::History) {
            if self.is_error(&found) {
                continue;
            }
            let text = found.cell.value.text();
            match found.column.heading == exported::HEADING {
                true => self.exported(&found, &text, &mut history),
                false => self.earlier(&found, &text, &mut history),
            }
        }
        history
    }

    /// Reads the lines of a cell that this program wrote, and those that people have added.
    fn exported(&mut self, found: &InColumn<'_>, text: &str, history: &mut Vec<Update>) {
        for line in text.lines().map(str::trim) {
            match (exported::read(line), history.last_mut()) {
                (Some(Line::Update { on, status, due, note }), _) => history.push(Update {
                    on: Some(on),
                    status,
                    due,
                    note: note.map(str::to_owned),
                    is_whole: true,
                    ..Update::default()
                }),
                (Some(Line::Evidence(kind, text, url)), Some(update)) => {
                    let (text, url) = (text.to_owned(), url.map(str::to_owned));
                    update.evidence.push(Evidence { kind, text, url });
                }
                _ => self.earlier(found, line, history),
            }
        }
    }

    /// Reads lines written by people, which may begin with the status at the time.
    fn earlier(&mut self, found: &InColumn<'_>, text: &str, history: &mut Vec<Update>) {
        for said in progress::split(text, &self.days) {
            let Some(on) = said.on.map(|on| on.day).or(found.column.day) else {
                self.remarks.warn(
                    &found.at,
                    format!("“{}” has no day, and was not taken", said.text),
                    "write its day before it, such as 31/03/2026",
                );
                continue;
            };
            let (first, rest) = said.text.split_once("; ").unwrap_or((&said.text, ""));
            let status = self.words.status(first);
            let note = if status.is_some() { rest } else { &said.text };
            let note = Some(note.to_owned()).filter(|note| !note.is_empty());
            history.push(Update { on: Some(on), status, note, ..Update::default() });
        }
    }
}

impl Update {
    /// Drops from the current state of a row whatever the last lines of its history, written by this program, already
    /// say: a row that nobody edited reports nothing new.
    pub(super) fn without(mut self, history: &[Self]) -> Self {
        let whole = || history.iter().rev().filter(|line| line.is_whole);
        self.due = self.due.filter(|due| whole().find_map(|line| line.due) != Some(*due));
        let is_dated = self.on.is_some() && whole().all(|line| line.on != self.on);
        let says = self.due.is_some() || self.note.is_some() || !self.evidence.is_empty();
        if !says && !is_dated && self.status == whole().find_map(|line| line.status) {
            self.status = None;
        }
        self
    }
}
