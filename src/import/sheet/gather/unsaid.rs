//! Remarks on gaps in tables of actions: ratings shown only by conditional formatting, and reports without a day.

use super::Reading;
use crate::import::sheet::remarks::At;
use crate::import::sheet::table::{Column, Seen, Table};
use crate::import::sheet::words::Field;

/// The hint for a rating that is only a colour.
const HINT: &str = "write the rating into each cell in words, such as Green";

impl Reading<'_> {
    /// Remarks on columns of updates without a day in their headings, if there are several.
    pub(super) fn undated(&mut self, table: &Table) {
        let updates = || of(table, Field::Update);
        if updates().count() < 2 {
            return;
        }
        for column in updates().filter(|column| column.day.is_none()) {
            let (what, hint) = match self.days.month_in(&column.heading) {
                Some(_) => (
                    "of which year its month is",
                    "write the year into the heading, too, such as July 2026",
                ),
                None => (
                    "on which day its updates were made",
                    "write the day into the heading, such as Update July 2026",
                ),
            };
            let message = format!(
                "`{}` does not say {what}; those without a day are taken together",
                column.heading
            );
            self.remarks.warn(&column.at, message, hint);
        }
    }

    /// Remarks on columns with conditional colours in a table that has no other rating.
    pub(super) fn unrated(&mut self, table: &Table) {
        let first = table.items().next().and_then(<[Seen]>::first).map(Seen::number);
        let Some(row) = first.filter(|_| of(table, Field::Status).next().is_none()) else { return };
        let columns = table.columns.iter().map(|column| &column.at);
        for at in columns.filter(|at| table.is_conditional(row, at.column)) {
            let message = "no column is a rating, and what colours conditions give the cells below this heading was not read";
            self.remarks.warn(at, message, HINT);
        }
    }

    /// Remarks on cells with conditional colours in an item without a rating.
    pub(super) fn conditional(&mut self, table: &Table, item: &[Seen]) {
        let Some(row) = item.first().map(Seen::number) else { return };
        let cells = of(table, Field::Status).map(|column| At { row, ..column.at.clone() });
        for at in cells.filter(|at| table.is_conditional(row, at.column)) {
            let message = "a condition colours this cell, and what its colour says was not read";
            self.remarks.warn(&at, message, HINT);
        }
    }
}

/// The columns of a field.
fn of(table: &Table, field: Field) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(move |column| column.field == Some(field))
}
