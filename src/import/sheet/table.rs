//! Finds the tables of a sheet, and the meaning of their columns and rows.
//!
//! In comes a sheet; out come the lines above its tables and the [`Table`]s, each with its columns, its items of one
//! or more rows, and the rows between them that are only titles. What the cells mean is left to
//! [`gather`](super::gather).

mod head;
mod lines;
mod others;
mod rounds;
mod said;
mod tied;
mod unnamed;
mod visible;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use self::head::Head;
use self::others::Other;
pub(super) use self::visible::{is_unseen, visible};
use super::day::Days;
use super::remarks::{At, Remarks};
use super::words::{Field, Kind, Words};
use super::workbook::{Cell, Merged, Row, Sheet, Tied, Value, What};
use crate::import::word::is_lone_marking;
use crate::model::plan::Status;

/// The contents of a sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The name of the sheet.
    pub(super) sheet: String,
    /// Its page headers and footers.
    pub(super) margins: Vec<String>,
    /// The lines outside all tables, in order.
    pub(super) above: Vec<(At, String)>,
    /// The tables.
    pub(super) tables: Vec<Table>,
    /// Text not plainly visible in its cells that may be a marking: comments and hidden text.
    pub(super) beside: Vec<(At, String)>,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// The name of its sheet.
    pub(super) sheet: String,
    /// What kind of rows it has.
    pub(super) kind: Kind,
    /// Its columns, from the left.
    pub(super) columns: Vec<Column>,
    /// Its contents, from the top.
    pub(super) entries: Vec<Entry>,
    /// Whether the workbook's day numbers count from 1904.
    pub(super) from_1904: bool,
    /// The links of cells that keep theirs, by row and column.
    pub(super) links: BTreeMap<(u32, u32), String>,
    /// The areas of its sheet with conditional colours.
    pub(super) conditional: Vec<Merged>,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The position of its heading.
    pub(super) at: At,
    /// Its heading.
    pub(super) heading: String,
    /// Its field, if known.
    pub(super) field: Option<Field>,
    /// The day in its heading.
    pub(super) day: Option<NaiveDate>,
    /// Whether its heading names a longer period, of which `day` is the last day.
    pub(super) is_taken: bool,
    /// The status that a tick in it means.
    pub(super) level: Option<Status>,
}

/// A row or group of rows in a table.
#[derive(Debug)]
pub(super) enum Entry {
    /// A row that is a title for those below.
    Banner(At, String),
    /// A row, with those below that continue it.
    Item(Vec<Seen>),
    /// A line about the table that is not one of its rows.
    Aside(At, String),
}

/// A row as its reader sees it: merged cells are repeated in each of their rows.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Its number, from 0.
    number: u32,
    /// Its cells, from the left.
    cells: Vec<Cell>,
    /// The columns whose cell is merged with the one above.
    covered: BTreeSet<u32>,
}

/// A cell of an item, with its column.
#[derive(Debug)]
pub(super) struct InColumn<'t> {
    /// Its position.
    pub(super) at: At,
    /// The cell.
    pub(super) cell: &'t Cell,
    /// Its column.
    pub(super) column: &'t Column,
}

impl Seen {
    /// Reads a row of a sheet.
    fn of(row: &Row, sheet: &Sheet) -> Self {
        let mut cells = row.cells.clone();
        let mut covered = BTreeSet::new();
        let spans = |row: u32| move |merged: &&Merged| merged.top < row && row <= merged.bottom;
        for merged in sheet.merged.iter().filter(spans(row.number)) {
            covered.insert(merged.left);
            let top = sheet.rows.binary_search_by_key(&merged.top, |other| other.number).ok();
            if let Some(cell) = top.and_then(|top| sheet.rows[top].cell(merged.left)) {
                cells.retain(|own| own.column != merged.left);
                cells.push(cell.clone());
            }
        }
        cells.sort_by_key(|cell| cell.column);
        Self { number: row.number, cells, covered }
    }

    /// Its number, from 0.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// The cells with content, except those merged with one above.
    pub(super) fn own(&self) -> impl Iterator<Item = &Cell> {
        self.cells
            .iter()
            .filter(|cell| !cell.value.is_blank() && !self.covered.contains(&cell.column))
    }

    /// The columns in which it has cells.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        self.cells.iter().map(|cell| cell.column)
    }

    /// The cell in a column.
    pub(super) fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// The row without some of its columns.
    fn without(&self, leaves_out: impl Fn(u32) -> bool) -> Self {
        let mut left = self.clone();
        left.cells.retain(|cell| !leaves_out(cell.column));
        left
    }

    /// The text in a column, without spaces around it.
    fn text(&self, column: u32) -> String {
        self.cell(column).map(|cell| cell.value.text()).unwrap_or_default()
    }
}

impl Table {
    /// The cells of an item in the columns of a field that have content or a fill, from the top and the left.
    pub(super) fn cells<'t>(&'t self, item: &'t [Seen], field: Field) -> Vec<InColumn<'t>> {
        let columns = || self.columns.iter().filter(|column| column.field == Some(field));
        let rows = item.iter().enumerate();
        let cells = rows.flat_map(|(at, seen)| {
            columns().filter_map(move |column| {
                let cell = seen.cell(column.at.column)?;
                // A merged cell counts once for an item.
                let again = at > 0 && seen.covered.contains(&column.at.column);
                let at = At { row: seen.number, ..column.at.clone() };
                (!again).then_some(InColumn { at, cell, column })
            })
        });
        cells.collect()
    }

    /// The position of an item.
    pub(super) fn at(&self, item: &[Seen]) -> At {
        let first =
            self.columns.iter().find(|column| column.field == Some(Words::first(self.kind)));
        let column = first.map_or(0, |column| column.at.column);
        At { sheet: self.sheet.clone(), row: item.first().map_or(0, |seen| seen.number), column }
    }

    /// The items of the table.
    pub(super) fn items(&self) -> impl Iterator<Item = &[Seen]> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Item(rows) => Some(&rows[..]),
            Entry::Banner(..) | Entry::Aside(..) => None,
        })
    }

    /// Whether a column has a heading.
    pub(super) fn has_column(&self, column: u32) -> bool {
        self.columns.iter().any(|known| known.at.column == column)
    }

    /// Whether a cell has conditional colours.
    pub(super) fn is_conditional(&self, row: u32, column: u32) -> bool {
        self.conditional.iter().any(|area| area.holds(row, column))
    }

    /// The number of the first column for a field.
    fn column(&self, field: Field) -> Option<u32> {
        self.columns
            .iter()
            .find(|column| column.field == Some(field))
            .map(|column| column.at.column)
    }
}

/// Finds the tables of a sheet, and what is around them.
pub(super) fn layout(
    sheet: &Sheet,
    words: &Words,
    from_1904: bool,
    remarks: &mut Remarks,
) -> Layout {
    let rows: Vec<Seen> = sheet.rows.iter().map(|row| Seen::of(row, sheet)).collect();
    let (name, margins) = (sheet.name.clone(), sheet.margins.clone());
    let mut layout = Layout { sheet: name, margins, ..Layout::default() };
    let mut at = 0;
    let mut other: Option<Other> = None;
    while let Some(row) = rows.get(at) {
        match Head::at(&rows[at..], sheet, words, layout.tables.last().map(|table| table.kind)) {
            Some(head) => {
                if let Some(second) = rows.get(at + 1).filter(|_| head.rows == 2) {
                    said::joined(&head, row, second, sheet, words, remarks);
                }
                at += head.rows;
                let entry = match other.take() {
                    Some(other) => other.end(remarks).map(|(at, title)| Entry::Banner(at, title)),
                    None => layout.headed_by(row.number, words),
                };
                let entries = entry.into_iter().collect();
                layout.tables.push(Table {
                    sheet: sheet.name.clone(),
                    kind: head.kind,
                    columns: head.columns,
                    entries,
                    from_1904,
                    links: BTreeMap::new(),
                    conditional: sheet.conditional.clone(),
                });
            }
            None => {
                let next = rows.get(at + 1);
                let apart = at.checked_sub(1).is_some_and(|at| rows[at].number + 1 < row.number);
                if let Some(found) = Other::at(row, apart, &mut other, &mut layout, words) {
                    if let Some(before) = other.replace(found) {
                        before.end(remarks);
                    }
                    at += 1;
                    continue;
                }
                match (&mut other, layout.tables.last_mut()) {
                    (Some(other), _) => other.take(row, &layout.sheet, &mut layout.beside),
                    (None, Some(table)) => table.take(row, next, sheet, words),
                    (None, None) => layout.above.extend(row.own().map(|cell| {
                        let at =
                            At { sheet: sheet.name.clone(), row: row.number, column: cell.column };
                        (at, cell.value.text())
                    })),
                }
                at += 1;
            }
        }
    }
    if let Some(other) = other {
        other.end(remarks);
    }
    layout.begin_group();
    for table in &mut layout.tables {
        said::left_out(table, words, remarks);
        table.label(words);
        table.demote(words);
        table.repeat(words, remarks);
        unnamed::settle(table, words);
        rounds::pair(table, words, remarks);
        rounds::newest(table, words, remarks);
    }
    tied::take(sheet, &mut layout.tables, remarks);
    // The name of an area describes rows, and says nothing about a sheet without that row.
    let is_item = |row: u32| {
        layout.tables.iter().flat_map(Table::items).flatten().any(|seen| seen.number == row)
    };
    let is_meant = |tied: &&Tied| !matches!(tied.what, What::Named(_)) || is_item(tied.row);
    let tied = sheet.tied.iter().filter(is_meant);
    let beside: Vec<_> = tied.filter_map(|tied| Some((tied.at(sheet), tied.aside()?))).collect();
    layout.beside.extend(beside);
    layout
}

impl Layout {
    /// The title directly above a header: the last row of the table above or, below a title of the whole, the last
    /// row above the first table.
    fn headed_by(&mut self, head: u32, words: &Words) -> Option<Entry> {
        if let Some(table) = self.tables.last_mut() {
            return table.entries.pop_if(|entry| matches!(entry, Entry::Banner(..)));
        }
        let [before @ .., (at, text)] = self.above.as_slice() else { return None };
        let above = before.last().is_some_and(|(before, _)| before.row + 1 < at.row);
        let plain = text.contains(char::is_alphabetic) && !text.contains('=');
        let dated = !Days::new(words.days()).all(text).is_empty();
        let alone = above && at.row + 1 == head && plain && !dated && !words.is_aside(text);
        let entry = alone.then(|| Entry::Banner(at.clone(), text.clone()))?;
        self.above.pop();
        Some(entry)
    }
}

impl Table {
    /// Ignores a column of areas that only grades the rows: "Priority" above high, medium and low.
    fn demote(&mut self, words: &Words) {
        let items: Vec<&[Seen]> = self.items().collect();
        let says = items.iter().flat_map(|item| self.cells(item, Field::Area));
        let said: Vec<String> =
            says.map(|found| found.cell.value.text()).filter(|text| !text.is_empty()).collect();
        let grades = !said.is_empty() && said.iter().all(|text| words.grade(text).is_some());
        for column in
            self.columns.iter_mut().filter(|column| grades && column.field == Some(Field::Area))
        {
            column.field = None;
        }
    }

    /// Replaces each ditto cell with the value above it.
    fn repeat(&mut self, words: &Words, remarks: &mut Remarks) {
        let known = self.columns.iter().filter(|column| column.field != Some(Field::Ref));
        for column in known.map(|column| column.at.clone()) {
            let rows = self.entries.iter_mut().filter_map(|entry| match entry {
                Entry::Item(rows) => Some(rows),
                Entry::Banner(..) | Entry::Aside(..) => None,
            });
            let mut above: Option<Value> = None;
            for seen in rows.flatten() {
                let row = seen.number;
                let cells = seen.cells.iter_mut().filter(|cell| cell.column == column.column);
                for cell in cells.filter(|cell| !cell.value.is_blank()) {
                    match above.as_ref().filter(|_| words.is_again(&cell.value.text())) {
                        Some(value) => {
                            cell.value = value.clone();
                            let at = At { row, ..column.clone() };
                            let message =
                                "this says that it is what stands above it, and was taken for that";
                            remarks.warn(&at, message, "");
                        }
                        None => above = Some(cell.value.clone()),
                    }
                }
            }
        }
    }

    /// Adds a row: as an item, as a continuation of the last one, or as a title.
    fn take(&mut self, row: &Seen, next: Option<&Seen>, sheet: &Sheet, words: &Words) {
        let mut own = row.own();
        let Some(first) = own.next() else { return };
        let alone = own.next().is_none();
        let main = self.column(Words::first(self.kind));
        let is_main = main == Some(first.column);
        let wide = sheet
            .merged_at(row.number, first.column)
            .is_some_and(|merged| merged.right > merged.left);
        let at = At { sheet: self.sheet.clone(), row: row.number, column: first.column };
        let known = self.columns.iter().find(|column| column.at.column == first.column);
        let opens = known
            .is_none_or(|column| matches!(column.field, None | Some(Field::Ref | Field::Area)));
        let is_text = matches!(first.value, Value::Text(_));
        let is_covered = main.is_some_and(|main| row.covered.contains(&main));
        if alone && is_text && words.is_aside(&first.value.text()) || self.counts(row, words) {
            self.entries.push(Entry::Aside(at, first.value.text()));
            return;
        }
        if alone
            && is_text
            && (is_lone_marking(&first.value.text())
                || wide && (is_main || opens)
                || opens && !is_covered)
        {
            self.entries.push(Entry::Banner(at, first.value.text()));
            return;
        }
        if let Some(title) = self.heads_a_group(row, next) {
            self.entries.push(Entry::Banner(at, title));
            return;
        }
        let goes_on = is_covered || main.is_none_or(|main| row.text(main).is_empty());
        let joined = self.continued(row, words);
        match self.entries.last_mut() {
            Some(Entry::Item(rows)) if goes_on && !self_starts(&self.columns, row) => {
                rows.push(row.clone())
            }
            Some(Entry::Item(rows)) if joined.is_some() => rows.extend(joined),
            _ => self.entries.push(Entry::Item(vec![row.clone()])),
        }
    }

    /// The title of the group that a row heads: "1" and "Leadership" above "1.1".
    fn heads_a_group(&self, row: &Seen, next: Option<&Seen>) -> Option<String> {
        let (number, main) = (self.column(Field::Ref)?, self.column(Words::first(self.kind))?);
        let own: Vec<u32> = row.own().map(|cell| cell.column).collect();
        let group = row.text(number);
        let group = group.trim_end_matches('.');
        let below = next?.text(number);
        let heads = own == [number, main]
            && !group.is_empty()
            && below
                .strip_prefix(group)
                .is_some_and(|rest| rest.starts_with('.') && rest.len() > 1);
        heads.then(|| row.text(main))
    }
}

/// Whether a row without its main cell still starts an item: it has a reference that is not merged.
fn self_starts(columns: &[Column], row: &Seen) -> bool {
    let mut refs = columns.iter().filter(|column| column.field == Some(Field::Ref));
    refs.any(|column| {
        !row.text(column.at.column).is_empty() && !row.covered.contains(&column.at.column)
    })
}
