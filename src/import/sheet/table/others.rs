//! Recognises tables below those of a plan that are not part of one: logs of decisions, attendance, issues and
//! versions.
//!
//! In come rows below a table; out come remarks on those that were left out.

use super::{Entry, Layout, Seen};
use crate::import::sheet::remarks::{At, Remarks};
use crate::import::sheet::words::Words;
use crate::import::sheet::workbook::Value;

/// A table that is not part of a plan.
#[derive(Debug)]
pub(super) struct Other {
    /// The position of its header.
    at: At,
    /// The title directly above it.
    title: Option<String>,
    /// The number of its rows.
    rows: usize,
    /// Its last row if that has a single cell, as it may be the title of what follows.
    last: Option<(At, String)>,
}

impl Other {
    /// Recognises the header of such a table: a row set apart, or below a title, with several column names, at least
    /// one of which no plan has. `before` is the table above.
    pub(super) fn at(
        row: &Seen,
        apart: bool,
        before: &mut Option<Self>,
        layout: &mut Layout,
        words: &Words,
    ) -> Option<Self> {
        let table = layout.tables.last_mut()?;
        let texts: Vec<String> = row.own().map(|cell| cell.value.text()).collect();
        let are_words = row.own().all(|cell| matches!(cell.value, Value::Text(_)));
        let known = texts.iter().filter(|text| words.is_heading(text)).count();
        let is_head = are_words && known > 1 && 2 * known > texts.len();
        if !is_head || !texts.iter().any(|text| words.is_other(text)) {
            return None;
        }
        let title = match before {
            Some(before) => before.last.take(),
            None => match table.entries.pop_if(|entry| matches!(entry, Entry::Banner(..))) {
                Some(Entry::Banner(at, text)) => Some((at, text)),
                _ => None,
            },
        };
        if !apart && title.is_none() {
            return None;
        }
        let column = row.own().next().map_or(0, |cell| cell.column);
        let at = At { sheet: layout.sheet.clone(), row: row.number, column };
        layout.beside.extend(title.clone());
        Some(Self { at, title: title.map(|(_, text)| text), rows: 0, last: None })
    }

    /// Adds a row. A single cell may be a marking of the sheet, and is added to `beside`.
    pub(super) fn take(&mut self, row: &Seen, sheet: &str, beside: &mut Vec<(At, String)>) {
        self.rows += usize::from(self.last.take().is_some());
        let mut own = row.own();
        let Some(first) = own.next() else { return };
        match own.next() {
            Some(_) => self.rows += 1,
            None => {
                let at = At { sheet: sheet.to_owned(), row: row.number, column: first.column };
                self.last = Some((at.clone(), first.value.text()));
                beside.push((at, first.value.text()));
            }
        }
    }

    /// Remarks that the table was left out; returns its last row, which may be the title of what follows.
    pub(super) fn end(self, remarks: &mut Remarks) -> Option<(At, String)> {
        let rows = match self.rows {
            0 => "nothing of it was taken".to_owned(),
            1 => "its one row was not taken".to_owned(),
            rows => format!("its {rows} rows were not taken"),
        };
        let what = match self.title {
            Some(title) => format!("“{title}” looks like another table"),
            None => "this looks like the head of another table".to_owned(),
        };
        remarks.warn(
            &self.at,
            format!("{what}, which has no place in a plan; {rows}"),
            "copy into the plan what of it belongs there, or say what its columns are in a file that you give with `--map`",
        );
        self.last
    }
}
