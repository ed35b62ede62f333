//! Handles what is attached to the cells of a sheet: links of evidence are kept, everything else is reported.
//!
//! In come a sheet and its tables; out come the tables with the links of evidence.

use super::Table;
use crate::import::sheet::remarks::{At, Remarks};
use crate::import::sheet::words::{Field, Kind};
use crate::import::sheet::workbook::{Sheet, Tied, What};

/// Takes the links of evidence, and remarks on everything else attached to cells.
pub(super) fn take(sheet: &Sheet, tables: &mut [Table], remarks: &mut Remarks) {
    for tied in &sheet.tied {
        let at = tied.at(sheet);
        match &tied.what {
            What::Comment(words) => remarks.warn(
                &at,
                format!("this cell has a comment, which was not taken: “{words}”"),
                "write into the plan what of it belongs there",
            ),
            What::Unseen(_) | What::Beside(_) | What::Named(_) => {}
            What::Struck(words) => {
                let words = words.trim();
                let hint = match words.contains(|next: char| next.is_ascii_digit()) {
                    true => {
                        "where a day was moved, put each into a column of its own, Due date and Revised due date"
                    }
                    false => "",
                };
                remarks.warn(
                    &at,
                    format!("“{words}” is struck out in this cell, and was left out"),
                    hint,
                );
            }
            What::Link(address) => {
                let row = sheet.rows.iter().find(|row| row.number == tied.row);
                let cell = row.and_then(|row| row.cell(tied.column));
                let text = cell.map(|cell| cell.value.text()).unwrap_or_default();
                if text.contains(address.strip_prefix("mailto:").unwrap_or(address)) {
                    continue;
                }
                let on_the_web = address.starts_with("https://") || address.starts_with("http://");
                let evidence = tables.iter_mut().find(|table| table.is_evidence(&at));
                match evidence.filter(|_| on_the_web) {
                    Some(table) => {
                        table.links.insert((at.row, at.column), address.clone());
                    }
                    None => remarks.warn(
                        &at,
                        format!("this cell leads to `{address}`, which was not taken"),
                        "write it at its place in the plan; evidence has an `url`",
                    ),
                }
            }
        }
    }
}

impl Tied {
    /// The position of the cell.
    pub(super) fn at(&self, sheet: &Sheet) -> At {
        At { sheet: sheet.name.clone(), row: self.row, column: self.column }
    }

    /// Its text, if that is not plainly visible in the cell.
    pub(super) fn aside(&self) -> Option<String> {
        match &self.what {
            What::Comment(words)
            | What::Unseen(words)
            | What::Beside(words)
            | What::Named(words) => Some(words.clone()),
            What::Link(_) | What::Struck(_) => None,
        }
    }
}

impl Table {
    /// Whether a cell holds evidence.
    fn is_evidence(&self, at: &At) -> bool {
        let shows = [Field::Evidence, Field::Activity, Field::Output, Field::Impact];
        let is_column = self.columns.iter().any(|column| {
            column.at.column == at.column
                && column.field.is_some_and(|field| shows.contains(&field))
        });
        let is_row = self.items().flatten().any(|seen| seen.number() == at.row);
        self.kind == Kind::Action && is_column && is_row
    }
}
