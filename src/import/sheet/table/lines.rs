//! Recognises rows that are not items: totals, continuations of the row above, and lines about the rows next to them.

use super::{Entry, Seen, Table};
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
