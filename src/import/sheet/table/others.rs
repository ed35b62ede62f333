//! Tables that stand below those of a plan and are no part of one: logs of decisions, of who came, of issues and of versions.
//!
//! In come rows below a table; out comes what is said of those that were not taken.

use super::{Entry, Layout, Seen};
use crate::import::sheet::remarks::{At, Remarks};
use crate::import::sheet::words::Words;
use crate::import::sheet::workbook::Value;

/// A table that is no part of a plan.
#[derive(Debug)]
pub(super) struct Other {
    /// Where its head stands.
    at: At,
    /// What stands alone above that.
    title: Option<String>,
    /// How many rows it has.
    rows: usize,
    /// Its last row, where that stands alone: it may title what follows.
    last: Option<(At, String)>,
}

impl Other {
    /// The table that a row is the head of: it stands apart, or below a title, and has the names of columns, of which one at
    /// least is none of a plan. `before` is the one above it.
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

    /// Takes a row. What stands alone in it may say of the sheet that it is not for publication, and goes to `beside`.
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

    /// Says that it was not taken; gives what may title what follows it.
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
