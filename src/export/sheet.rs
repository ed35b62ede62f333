//! Writes a plan as a workbook that colleagues can edit, and whose changes [`import`](crate::import) reads back.
//!
//! In come a plan and whether any of it is withheld; out come the bytes of an Excel workbook or of a CSV file. What
//! is in which row is decided here, in [`Book`]; how it looks is left to a file for each format.

mod csv;
pub(crate) mod history;
mod rows;
mod xlsx;

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;

use crate::model::plan::{Plan, Status};
use crate::model::withholds::Withholds;

/// The first line of a workbook that is not for everyone.
pub(crate) const RESTRICTED: &str =
    "Not for publication: this workbook holds what is exempt or confidential.";

/// The heading of the latest readings of measures; a `p` marks those that may still be corrected.
pub(crate) const LATEST: &str = "Latest value (p = provisional)";

/// The mark after a value that may still be corrected.
const PROVISIONAL: &str = "(p)";

/// A format of a workbook.
///
/// OpenDocument is not among them: the one maintained library that writes it, `spreadsheet-ods`, would add two dozen
/// crates of its own (a parser, a colour calculator, macros), while LibreOffice opens and saves what is written here,
/// and what it saves as .ods can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SheetFormat {
    /// An Excel workbook: actions, milestones, measures and risks
    Xlsx,
    /// Text with a row to each line: the actions alone
    Csv,
}

impl SheetFormat {
    /// The extension of such a file.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// A workbook, independent of its format.
struct Book {
    /// The name of the plan.
    title: String,
    /// The day it was submitted.
    submitted: NaiveDate,
    /// The day of the latest update in it.
    said: NaiveDate,
    /// Whether it holds anything withheld.
    restricted: bool,
    /// Its sheets; the first holds the actions.
    sheets: Vec<Sheet>,
}

/// A sheet.
struct Sheet {
    /// Its name.
    name: &'static str,
    /// Its columns.
    columns: Vec<Column>,
    /// Its rows.
    rows: Vec<Vec<Value>>,
}

/// A column.
struct Column {
    /// Its heading.
    heading: &'static str,
    /// Its width in characters.
    width: u16,
    /// Whether its cells may not be changed.
    locked: bool,
    /// What its cells may contain.
    holds: Holds,
}

/// What the cells of a column may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Anything.
    Any,
    /// A day.
    Day,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    /// Nothing.
    Blank,
    /// Words.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A number, and how many decimal places it is shown with.
    Number(f64, u32),
}

/// The word for a status. The plan's own five words are used, whatever the council's scale, so that they can be read
/// back.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::Complete => "Complete",
        Status::OnTrack => "On track",
        Status::NotStarted => "Not started",
        Status::AtRisk => "At risk",
        Status::Behind => "Behind",
    }
}

/// The words for all statuses, from best to worst.
const STATUSES: [&str; 5] = ["Complete", "On track", "Not started", "At risk", "Behind"];

/// Writes a plan in a format.
pub(crate) fn export(
    plan: &Plan,
    restricted: bool,
    format: SheetFormat,
) -> Result<Vec<u8>, String> {
    let book = rows::book(plan, restricted);
    match format {
        SheetFormat::Xlsx => xlsx::write(&book).map_err(|error| error.to_string()),
        SheetFormat::Csv => csv::write(&book).map_err(|error| error.to_string()),
    }
}

/// Whether a plan, or anything in it, is withheld.
pub(crate) fn is_withheld(plan: &Plan) -> bool {
    plan.withheld().is_some() || plan.records().iter().any(|record| record.withheld().is_some())
}
