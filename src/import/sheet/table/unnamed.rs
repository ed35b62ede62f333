//! Columns whose headings do not say what they are: a day above what was so on it, a rating above ticks, and progress above
//! ratings.
//!
//! In comes a table; out comes the same, with what those columns are by what stands in them.

use super::{Column, Table};
use crate::import::sheet::day::Days;
use crate::import::sheet::words::{Field, Kind, Words, plain};
use crate::import::sheet::workbook::Value;

/// Finds out what columns are by their cells.
pub(super) fn settle(table: &mut Table, words: &Words) {
    if table.kind == Kind::Action
        && table.has_no(Field::Status)
        && let Some(column) = table.rated(words)
    {
        table.columns[column].field = Some(Field::Status);
    }
    let days = Days::of_headings(words.days());
    let dated = |column: &Column| {
        let found = days.all(&column.heading).into_iter().next()?;
        let rest = [&column.heading[..found.range.start], &column.heading[found.range.end..]];
        column.field.is_none().then_some(())?;
        rest.iter().all(|rest| plain(rest).is_empty()).then_some(())
    };
    let is_rating = table.kind == Kind::Action && table.has_no(Field::Status);
    let ticked = |column: &Column| {
        let level = words.status(&column.heading).filter(|_| column.field.is_none())?;
        let all = table.texts(column.at.column).all(|text| words.is_tick(&text));
        (is_rating && all).then_some(level)
    };
    let levels: Vec<_> = table.columns.iter().map(ticked).collect();
    let several = levels.iter().flatten().count() > 1;
    let fields: Vec<_> = table
        .columns
        .iter()
        .map(|column| {
            dated(column)?;
            let mut texts = table.texts(column.at.column).peekable();
            texts.peek()?;
            match table.kind {
                Kind::Action if texts.all(|text| words.status(&text).is_some()) => {
                    Some(Field::Status)
                }
                Kind::Action => Some(Field::Update),
                Kind::Measure => Some(Field::Actual),
                Kind::Milestone | Kind::Risk => None,
            }
        })
        .collect();
    for ((column, level), field) in table.columns.iter_mut().zip(levels).zip(fields) {
        match level.filter(|_| several) {
            Some(level) => {
                column.field = Some(Field::Status);
                column.level = Some(level);
            }
            None => column.field = column.field.or(field),
        }
    }
}

impl Table {
    /// The one column of what was done in which nothing but ratings stands, where it is the only one.
    fn rated(&self, words: &Words) -> Option<usize> {
        let mut updates = self.columns.iter().enumerate();
        let (at, column) = updates.find(|(_, column)| column.field == Some(Field::Update))?;
        let mut texts = self.texts(column.at.column).peekable();
        let only = updates.all(|(_, column)| column.field != Some(Field::Update));
        let says = texts.peek().is_some();
        (only && says && texts.all(|text| words.status(&text).is_some())).then_some(at)
    }

    /// Whether no column is of a field.
    fn has_no(&self, field: Field) -> bool {
        self.columns.iter().all(|column| column.field != Some(field))
    }

    /// What the cells of a column say that say something.
    fn texts(&self, column: u32) -> impl Iterator<Item = String> {
        let cells = self.items().flatten().flat_map(|seen| seen.own());
        let cells = cells.filter(move |cell| cell.column == column);
        cells.filter(|cell| !matches!(cell.value, Value::Error(_))).map(|cell| cell.value.text())
    }
}
