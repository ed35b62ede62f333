//! Identifies columns by their cells if their headings do not say what they are: a date above statuses, a rating
//! above ticks, and progress above ratings.

use super::{Column, Table};
use crate::import::sheet::day::{Days, Said};
use crate::import::sheet::words::{Field, Kind, Words, plain};
use crate::import::sheet::workbook::Value;
use crate::model::plan::Status;

/// Identifies columns by their cells.
pub(super) fn settle(table: &mut Table, words: &Words) {
    if table.kind == Kind::Action && table.has_no(Field::Status) {
        for column in table.rated(words) {
            table.columns[column].field = Some(Field::Status);
        }
    }
    if table.kind == Kind::Action
        && table.has_no(Field::Completed)
        && let Some(column) = table.completed(words)
    {
        table.columns[column].field = Some(Field::Completed);
    }
    // In a list of completed actions without due dates, an outcome is what came of them, not a measure of success.
    let is_past =
        !table.has_no(Field::Completed) && table.has_no(Field::Due) && table.has_no(Field::Revised);
    let outcomes = table.columns.iter_mut().filter(|_| table.kind == Kind::Action && is_past);
    outcomes
        .filter(|column| column.field == Some(Field::Success))
        .for_each(|column| column.field = None);
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
    /// The columns of updates that hold ratings: the heading says so in brackets and a cell agrees, or it is the only
    /// one and holds nothing else.
    fn rated(&self, words: &Words) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        let updates: Vec<_> =
            columns.filter(|(_, column)| column.field == Some(Field::Update)).collect();
        let is_rated = |column: &Column| {
            let texts: Vec<String> = self.texts(column.at.column).collect();
            let rated = texts.iter().filter(|text| words.status(text).is_some()).count();
            let by_name = words.is_rated(&column.heading) && (rated > 0 || texts.is_empty());
            by_name || updates.len() == 1 && rated > 0 && rated == texts.len()
        };
        updates.iter().filter(|(_, column)| is_rated(column)).map(|(at, _)| *at).collect()
    }

    /// The column without a field whose name means complete and that holds only days.
    fn completed(&self, words: &Words) -> Option<usize> {
        let days = Days::new(words.days());
        let mut columns = self.columns.iter();
        columns.position(|column| {
            let mut texts = self.texts(column.at.column).peekable();
            column.field.is_none()
                && words.status(&column.heading) == Some(Status::Complete)
                && texts.peek().is_some()
                && texts.all(|text| matches!(days.said(&text), Said::Day(..)))
        })
    }

    /// Whether no column has this field.
    fn has_no(&self, field: Field) -> bool {
        self.columns.iter().all(|column| column.field != Some(field))
    }

    /// The texts of a column's cells, without blanks and errors.
    fn texts(&self, column: u32) -> impl Iterator<Item = String> {
        let cells = self.items().flatten().flat_map(|seen| seen.own());
        let cells = cells.filter(move |cell| cell.column == column);
        cells.filter(|cell| !matches!(cell.value, Value::Error(_))).map(|cell| cell.value.text())
    }
}
