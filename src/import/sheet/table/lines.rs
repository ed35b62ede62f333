//! Recognises rows that are not items: totals, continuations of the row above, and lines about the rows next to them.

use super::{Entry, Layout, Seen, Table};
use crate::import::sheet::words::{Field, Kind, Words};
use crate::import::sheet::workbook::Value;

/// Fields that an action has and a row of totals does not.
const OWN: [Field; 3] = [Field::Lead, Field::Start, Field::Due];

impl Table {
    /// Whether a row is a total.
    pub(super) fn counts(&self, row: &Seen, words: &Words) -> bool {
        let Some(first) = row.own().next() else { return false };
        let column = self.columns.iter().find(|column| column.at.column == first.column);
        let names = [Field::Area, Field::Ref, Words::first(self.kind)];
        let is_name =
            column.is_none_or(|column| column.field.is_none_or(|field| names.contains(&field)));
        let is_counted = matches!(self.kind, Kind::Action | Kind::Risk);
        is_counted
            && is_name
            && !self.has_own(row)
            && words.is_total(self.kind, &first.value.text())
    }

    /// A row that continues the one above, without the words that say so: it has no reference although that one has,
    /// no name and no day, and it says that it continues or begins in the middle of a sentence.
    pub(super) fn continued(&self, row: &Seen, words: &Words) -> Option<Seen> {
        let (number, main) = (self.column(Field::Ref)?, self.column(Words::first(self.kind))?);
        let Some(Entry::Item(above)) = self.entries.last() else { return None };
        let is_numbered = above.iter().any(|seen| !seen.text(number).is_empty());
        if !is_numbered || !row.text(number).is_empty() || self.has_own(row) {
            return None;
        }
        let said = row.text(main);
        let rest = words.continued(&said).map(str::to_owned);
        let rest = rest.or_else(|| said.starts_with(char::is_lowercase).then_some(said))?;
        let mut joined = row.clone();
        let cell = joined.cells.iter_mut().find(|cell| cell.column == main)?;
        cell.value = Value::Text(rest);
        Some(joined)
    }

    /// Whether a row has a name or a day.
    pub(in crate::import::sheet) fn has_own(&self, row: &Seen) -> bool {
        let mut columns = OWN.iter().filter_map(|field| self.column(*field));
        columns.any(|column| !row.text(column).is_empty())
    }

    /// Sorts out lines that describe the rows next to them rather than title them: "Sponsor: Chief Executive". If the
    /// only line above rows says what they are to lead to, that is their title.
    pub(super) fn label(&mut self, words: &Words) {
        let kind = self.kind;
        let labels: Vec<Option<Field>> = self
            .entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Banner(_, text) => Some(words.label(kind, text)),
                _ => None,
            })
            .collect();
        let is_titled = self.column(Field::Area).is_some()
            || labels.iter().any(|label| *label != Some(Field::Success));
        for entry in self.entries.iter_mut().filter(|_| is_titled) {
            if let Entry::Banner(at, text) = entry
                && words.label(kind, text).is_some()
            {
                *entry = Entry::Aside(at.clone(), std::mem::take(text));
            }
        }
    }
}

/// The word and the number that a line begins with: "Priority" and "1" of "Priority 1: Waiting times".
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.trim().split_once(' ')?;
    let number = rest.split(|next: char| !next.is_ascii_digit()).next()?;
    (!number.is_empty() && word.chars().all(char::is_alphabetic)).then_some((word, number))
}

impl Layout {
    /// Puts the last line above the first header among its rows if a line there begins alike: "Priority 1: Waiting
    /// times" above the header, and "Priority 2: Quality" below it.
    pub(super) fn begin_group(&mut self) {
        let [before @ .., (at, text)] = self.above.as_slice() else { return };
        let alone = before.last().is_none_or(|(before, _)| before.row < at.row);
        let Some(table) = self.tables.first_mut().filter(|_| alone) else { return };
        let alike = |entry: &Entry| match (entry, numbered(text)) {
            (Entry::Banner(_, other), Some((word, number))) => numbered(other)
                .is_some_and(|(its, other)| its.eq_ignore_ascii_case(word) && other != number),
            _ => false,
        };
        let is_headed = matches!(table.entries.first(), Some(Entry::Banner(..)));
        if !is_headed && table.entries.iter().any(alike) {
            table.entries.insert(0, Entry::Banner(at.clone(), text.clone()));
            self.above.pop();
        }
    }
}
