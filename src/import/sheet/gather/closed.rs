//! Decides which parts of a workbook its markings withhold: the whole, a sheet, an area, or a row.
//!
//! Markings are taken at their word; their author removes the key from the plan where everyone may read it.

use super::Reading;
use super::beside::stray;
use crate::export::sheet::RESTRICTED;
use crate::import::sheet::draft::Draft;
use crate::import::sheet::progress::line;
use crate::import::sheet::remarks::At;
use crate::import::sheet::table::{Entry, Layout, Seen, Table};
use crate::import::sheet::words::{Field, Words};
use crate::import::sheet::workbook::Value;
use crate::import::word::{
    Closed, in_answer, in_aside, in_cell, in_heading, in_sheet, in_sheet_name, is_lone_marking,
};

/// The hint for every key that withholds.
pub(super) const HINT: &str =
    "say in the plan why, or take the key away there if everyone may read it";

/// The most words of an answer in a column that asks whether a row is exempt.
const ANSWER: usize = 3;

impl Reading<'_> {
    /// Finds the sheets that a marking withholds: above their tables, in their margins, or by their names. If all
    /// are, or this program marked them on export, the plan is withheld.
    pub(super) fn closed_sheets(&mut self, layouts: &[&Layout], draft: &mut Draft) {
        for layout in layouts {
            let at = At { sheet: layout.sheet.clone(), row: 0, column: 0 };
            let margins = layout.margins.iter().map(|text| (at.clone(), text));
            let above = layout.above.iter().map(|(at, text)| (at.clone(), text));
            let mut all = above.chain(margins);
            let found = all.find_map(|(at, text)| Some((at, in_sheet(text)?)));
            let named = || Some((at.clone(), in_sheet_name(&layout.sheet)?));
            let Some((at, closed)) = found.or_else(named).or_else(|| stray(layout)) else {
                continue;
            };
            let is_exported = closed.words == RESTRICTED;
            let message = match is_exported {
                true => "this says that something in the workbook is not for publication, so that areas, actions and risks that are new in it are withheld in the plan; what it says of those that the plan has is as open as they are".to_owned(),
                false => format!("“{}” says that this sheet is not for publication, so that what stands in it is withheld in the plan", closed.words),
            };
            draft.is_exported |= is_exported;
            self.remarks.warn(&at, message, HINT);
            self.closed.insert(layout.sheet.clone(), closed);
        }
        if draft.is_exported || layouts.iter().all(|layout| self.closed.contains_key(&layout.sheet))
        {
            draft.closed = std::mem::take(&mut self.closed).into_values().next();
        }
    }

    /// Finds the rows of a table that a line among them withholds: those below it up to the next such line, and the
    /// row above if the line may continue that. A marking that titles an area withholds the area.
    pub(super) fn marked_rows(&mut self, table: &Table) {
        let first = table.columns.iter().map(|column| column.at.column).min();
        let names_areas = table.columns.iter().any(|column| column.field == Some(Field::Area));
        let mut marks: Option<Closed> = None;
        let mut above: Option<u32> = None;
        for (number, entry) in table.entries.iter().enumerate() {
            let heads_rows = matches!(table.entries.get(number + 1), Some(Entry::Item(_)));
            match entry {
                Entry::Banner(at, text) | Entry::Aside(at, text)
                    if self.marked_by(&[table], at, text) => {}
                Entry::Banner(at, text) => {
                    let is_title = heads_rows && !names_areas && !is_lone_marking(text);
                    marks = in_sheet(text).filter(|_| !is_title);
                    let Some(marks) = &marks else { continue };
                    let goes_on = above.filter(|_| Some(at.column) != first);
                    if goes_on.is_none() && !heads_rows {
                        self.all_marked(table, at, marks);
                        continue;
                    }
                    let what = format!(
                        "“{}” says that rows beside it are not for publication, so that they are withheld in the plan",
                        line(&marks.words)
                    );
                    self.remarks.warn(at, what, HINT);
                    self.mark(table, goes_on, marks);
                }
                Entry::Item(rows) => {
                    above = rows.first().map(Seen::number);
                    if let Some(marks) = &marks {
                        self.mark(table, above, marks);
                    }
                }
                Entry::Aside(at, text) => match in_aside(text) {
                    Some(marks) => self.all_marked(table, at, &marks),
                    None => self.may_mark(at, text),
                },
            }
        }
    }

    /// Withholds the item of a table that starts in this row.
    pub(super) fn mark(&mut self, table: &Table, row: Option<u32>, marks: &Closed) {
        self.marked.extend(row.map(|row| ((table.sheet.clone(), row), marks.clone())));
    }

    /// The marking that withholds a row: in any of its cells, in a line beside it, or on its sheet.
    pub(super) fn closed_row(&mut self, table: &Table, item: &[Seen]) -> Option<Closed> {
        if let Some(closed) = self.closed.get(&table.sheet) {
            return Some(closed.clone());
        }
        let row = item.first().map_or(0, Seen::number);
        if let Some(closed) = self.marked.get(&(table.sheet.clone(), row)) {
            return Some(closed.clone());
        }
        let cells = item.iter().flat_map(|seen| seen.own().map(move |cell| (seen.number(), cell)));
        let (at, closed) = cells.into_iter().find_map(|(row, cell)| {
            let column = table.columns.iter().find(|column| column.at.column == cell.column)?;
            let Value::Text(text) = &cell.value else { return None };
            let at = At { row, ..column.at.clone() };
            let asks = || {
                let short = text.split_whitespace().count() <= ANSWER;
                let heading = in_heading(&column.heading, Some(text))?;
                (column.field.is_some() || short).then_some(heading)
            };
            let own = (column.field != Some(Field::Skip)).then(|| in_cell(text, None)).flatten();
            let own = own.map(|(closed, _)| closed);
            let answers = || in_answer(&column.heading, text);
            let main = || {
                let is_main = column.field == Some(Words::first(table.kind));
                let closed = is_main && self.words.is_internal(&column.heading, true);
                closed.then(|| Closed {
                    paragraphs: Vec::new(),
                    confidential: false,
                    words: column.heading.clone(),
                })
            };
            Some((at, own.or_else(asks).or_else(answers).or_else(main)?))
        })?;
        let what = format!(
            "“{}” says that this row is not for publication, so that it is withheld in the plan",
            line(&closed.words)
        );
        self.remarks.warn(&at, what, HINT);
        Some(closed)
    }
}
