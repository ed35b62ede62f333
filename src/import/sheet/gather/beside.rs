//! Reads markings outside the rows of a workbook: in comments, hidden text, lines that name rows or their fills,
//! other sheets, and the properties of the file.
//!
//! If such a marking does not say which rows it means, it means all.

use super::Reading;
use super::closed::HINT;
use crate::diag::Diagnostic;
use crate::import::sheet::draft::Draft;
use crate::import::sheet::progress::line;
use crate::import::sheet::remarks::At;
use crate::import::sheet::table::{Entry, Layout, Seen, Table};
use crate::import::sheet::words::{Field, Words};
use crate::import::word::{Closed, in_aside, in_heading, in_sheet};
use crate::language::sentences::bare;

/// Words for a filled cell, besides the names of colours.
const FILLED: [&str; 6] = ["coloured", "filled", "grey", "highlighted", "pink", "shaded"];

/// A marking beside the cells of a sheet that belongs to no row.
pub(super) fn stray(layout: &Layout) -> Option<(At, Closed)> {
    let rows = || layout.tables.iter().flat_map(Table::items).flatten().map(Seen::number);
    let strays = layout.beside.iter().filter(|(at, _)| rows().all(|row| row != at.row));
    strays.into_iter().find_map(|(at, text)| Some((at.clone(), in_aside(text)?)))
}

impl Reading<'_> {
    /// Withholds rows, or the whole plan, because of sheets without tables, text boxes or the properties of the file.
    pub(super) fn closed_by_others(
        &mut self,
        layouts: &[Layout],
        around: &[(&'static str, String)],
        draft: &mut Draft,
    ) {
        let tables: Vec<&Table> = layouts.iter().flat_map(|layout| &layout.tables).collect();
        for layout in layouts.iter().filter(|layout| layout.tables.is_empty()) {
            for (at, text) in layout.above.iter().chain(&layout.beside) {
                if self.marked_by(&tables, at, text) {
                    continue;
                }
                if let Some(closed) = in_aside(text) {
                    let what = format!(
                        "“{}” says that something is not for publication, and not what, so that all of the plan is withheld",
                        line(text)
                    );
                    self.remarks.warn(at, what, HINT);
                    draft.closed.get_or_insert(closed);
                } else {
                    self.may_mark(at, text);
                }
            }
        }
        for (place, text) in around {
            let Some(closed) = in_heading(text, None) else { continue };
            let what = format!(
                "“{}” {place} says that the workbook is not for publication, so that all of the plan is withheld",
                line(text)
            );
            self.remarks.push(Diagnostic::warning(None, what).hint(HINT));
            draft.closed.get_or_insert(closed);
        }
    }

    /// Withholds the rows with a comment or hidden text that marks them as not for publication.
    pub(super) fn marked_beside(&mut self, layout: &Layout) {
        for (at, text) in &layout.beside {
            let Some(closed) = in_aside(text).or_else(|| in_sheet(text)) else { continue };
            let holds = |item: &&[Seen]| item.iter().any(|seen| seen.number() == at.row);
            for table in &layout.tables {
                let Some(item) = table.items().find(holds) else { continue };
                let what = format!(
                    "“{}” in a comment, in a format, in the name of an area or hidden here says that this row is not for publication, so that it is withheld in the plan",
                    line(text)
                );
                self.remarks.warn(at, what, HINT);
                self.mark(table, item.first().map(Seen::number), &closed);
            }
        }
    }

    /// Withholds the rows that a marking names by reference or fill; returns whether it names any.
    pub(super) fn marked_by(&mut self, tables: &[&Table], at: &At, text: &str) -> bool {
        let Some(closed) = in_sheet(text) else { return false };
        let words: Vec<String> =
            text.split_whitespace().map(|word| bare(word).to_lowercase()).collect();
        let by_fill = words.iter().any(|word| self.words.is_colour(word));
        let is_named = |word: &String| !closed.paragraphs.contains(&word.to_uppercase());
        let names: Vec<&String> = words.iter().filter(|word| is_named(word)).collect();
        let mut any = false;
        for table in tables {
            let main = Words::first(table.kind);
            for item in table.items() {
                let refs = table.cells(item, Field::Ref);
                let named = refs.iter().any(|found| {
                    let id = found.cell.value.text().to_lowercase();
                    let is_number = id.contains(|next: char| next.is_ascii_digit());
                    is_number && names.iter().any(|name| **name == id)
                });
                let mains = table.cells(item, main);
                let filled = mains.iter().chain(&refs).any(|found| found.cell.look.fill.is_some());
                if named || by_fill && filled {
                    any = true;
                    self.mark(table, item.first().map(Seen::number), &closed);
                }
            }
        }
        if any {
            let what = format!(
                "“{}” says which rows are not for publication, so that they are withheld in the plan",
                line(text)
            );
            self.remarks.warn(at, what, HINT);
        }
        any
    }

    /// Remarks that a line with the words of a marking may apply to some rows, although it withholds nothing.
    pub(super) fn may_mark(&mut self, at: &At, text: &str) {
        if in_sheet(text).is_some() {
            let what = format!(
                "“{}” may say of some rows that they are not for publication, and nothing is withheld for it",
                line(text)
            );
            let hint = "give what it means the key `exempt` in the plan, and why; other words need nothing";
            self.remarks.warn(at, what, hint);
        }
    }

    /// Withholds all rows of a table because of a marking that does not say which of them it means.
    pub(super) fn all_marked(&mut self, table: &Table, at: &At, closed: &Closed) {
        let what = format!(
            "“{}” does not say which rows are not for publication, so that all of the table are withheld in the plan",
            line(&closed.words)
        );
        self.remarks.warn(at, what, HINT);
        for entry in &table.entries {
            if let Entry::Item(rows) = entry {
                self.mark(table, rows.first().map(Seen::number), closed);
            }
        }
    }
}

impl Words {
    /// Whether a lower-case word is a colour, or a word for a filled cell.
    fn is_colour(&self, word: &str) -> bool {
        FILLED.contains(&word) || word.chars().count() > 2 && self.is_code(word)
    }
}
