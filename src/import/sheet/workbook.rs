//! A spreadsheet, of whatever program, as sheets of cells.
//!
//! In come the bytes of a file and its name; out comes a [`Workbook`]: what is in each cell, where it stands, what it is
//! filled with, what is hidden and what is merged. One file here for each kind of file. What the cells mean is left to
//! [`table`](super::table).

mod bounds;
mod csv;
mod geometry;
mod kind;
mod named;
mod ods;
mod parts;
mod struck;
mod tied;
mod xls;
mod xlsx;

use std::panic::{self, UnwindSafe};

use chrono::NaiveDate;

pub(crate) use self::bounds::FILE as LARGEST;

use self::kind::Kind;
use super::remarks::Remarks;
use crate::diag::Diagnostic;
use crate::read::colour::Rgb;

/// A spreadsheet.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// Its sheets, in their order.
    pub(super) sheets: Vec<Sheet>,
    /// Whether its day numbers count from 1904.
    pub(super) from_1904: bool,
    /// What is in it that is not looked at, each a clause.
    pub(super) ignored: Vec<String>,
    /// What stands outside its cells and can say that it is not for publication, each with where that is.
    pub(super) around: Vec<(&'static str, String)>,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Its rows that say anything, from the top.
    pub(super) rows: Vec<Row>,
    /// The columns that are hidden.
    pub(super) hidden_columns: Vec<u32>,
    /// The areas of cells that are shown as one.
    pub(super) merged: Vec<Merged>,
    /// What stands in its margins when it is printed.
    pub(super) margins: Vec<String>,
    /// The areas that are printed, where that is not all of it.
    pub(super) printed: Vec<Merged>,
    /// The areas whose cells are coloured by conditions.
    pub(super) conditional: Vec<Merged>,
    /// The areas that the style of a table colours.
    pub(super) striped: Vec<Merged>,
    /// What is tied to its cells, by row and column.
    pub(super) tied: Vec<Tied>,
}

/// Something that is tied to a cell and does not stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tied {
    /// The row of the cell, from 0.
    pub(super) row: u32,
    /// Its column, from 0.
    pub(super) column: u32,
    /// What it is.
    pub(super) what: What,
}

/// What can be tied to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A comment.
    Comment(String),
    /// Where a link leads.
    Link(String),
    /// What of its text is struck out.
    Struck(String),
    /// What stands in it that nobody sees.
    Unseen(String),
    /// What its style, its format or what helps to fill it in says beside it.
    Beside(String),
    /// What the name says of an area whose row it starts.
    Named(String),
}

/// A row of a sheet.
#[derive(Debug, Default, Clone)]
pub(super) struct Row {
    /// Its number, from 0.
    pub(super) number: u32,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Its cells, from the left.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// The number of its column, from 0.
    pub(super) column: u32,
    /// What is in it.
    pub(super) value: Value,
    /// How it looks, as far as that can mean something.
    pub(super) look: Look,
}

/// How a cell looks. Colours are red, green and blue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// What it is filled with.
    pub(super) fill: Option<[u8; 3]>,
    /// What its text is coloured with.
    pub(super) ink: Option<[u8; 3]>,
    /// Whether its text is struck out.
    pub(super) struck: bool,
    /// Whether nobody sees what stands in it.
    pub(super) unseen: bool,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number, and as it is shown.
    Number(f64, String),
    /// A day.
    Day(NaiveDate),
    /// An error, such as `#REF!`.
    Error(String),
}

/// An area of cells that are shown as one, corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    /// Its first row.
    pub(super) top: u32,
    /// Its first column.
    pub(super) left: u32,
    /// Its last row.
    pub(super) bottom: u32,
    /// Its last column.
    pub(super) right: u32,
}

impl Merged {
    /// Whether a cell is part of it.
    pub(super) fn holds(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

impl Value {
    /// What a reader of the sheet sees, without spaces around it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(_, shown) => shown.clone(),
            Self::Day(day) => day.format("%d/%m/%Y").to_string(),
            Self::Error(error) => error.clone(),
        }
    }

    /// Whether there is nothing to be seen.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

impl Look {
    /// Whether nobody sees what stands in a cell, since it has the colour of what is behind it.
    fn hides(&self) -> bool {
        let behind = self.fill.map_or(Rgb::WHITE, Rgb);
        self.ink.is_some_and(|ink| !Rgb(ink).is_seen_on(behind))
    }
}

impl Row {
    /// What is in a column.
    pub(super) fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }

    /// The cells in which something is to be seen.
    pub(super) fn said(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.value.is_blank())
    }
}

impl Sheet {
    /// The area of merged cells that a cell is part of.
    pub(super) fn merged_at(&self, row: u32, column: u32) -> Option<&Merged> {
        self.merged.iter().find(|merged| merged.holds(row, column))
    }
}

/// Reads a spreadsheet; what is strange about the file as a whole is remarked.
pub(super) fn open(
    bytes: &[u8],
    name: &str,
    remarks: &mut Remarks,
) -> Result<Workbook, Diagnostic> {
    let kind = Kind::of(bytes, name)?;
    if let Some(warning) = kind.misnamed(name) {
        remarks.push(warning);
    }
    match kind {
        Kind::Xlsx => guarded(name, || xlsx::read(bytes, name)),
        Kind::Ods => ods::read(bytes, name),
        Kind::Xls => guarded(name, || xls::read(bytes, name)),
        Kind::Text => csv::read(bytes, name),
    }
}

/// Reads a file with a reader that is not ours, and that breaks off with a panic at some that are damaged.
fn guarded(
    name: &str,
    read: impl FnOnce() -> Result<Workbook, Diagnostic> + UnwindSafe,
) -> Result<Workbook, Diagnostic> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let book = panic::catch_unwind(read);
    panic::set_hook(hook);
    book.unwrap_or_else(|_| Err(parts::damaged(name)))
}

/// Properties of a file that say nothing of what is in it.
const OF_FILES: [&str; 9] = [
    "creator",
    "lastModifiedBy",
    "created",
    "modified",
    "revision",
    "generator",
    "initial-creator",
    "date",
    "creation-date",
];

/// What the properties of a file say that stand in parts of those names.
fn properties(parts: &parts::Parts<'_>, names: &[&str]) -> Vec<(&'static str, String)> {
    let texts = names.iter().filter_map(|name| parts.text_of(name));
    let said = texts.flat_map(|text| {
        let Ok(tree) = roxmltree::Document::parse(&text) else { return Vec::new() };
        let told = tree.descendants().filter(|node| node.is_element());
        let told = told.filter(|node| !OF_FILES.contains(&node.tag_name().name()));
        let words = told.filter_map(|node| node.text()).map(|text| text.trim().to_owned());
        words.collect()
    });
    let said = said.filter(|words| !words.is_empty());
    said.map(|words| ("in a property of the file", words)).collect()
}

/// The month of a day, as a text.
fn month(day: NaiveDate) -> Value {
    Value::Text(day.format("%B %Y").to_string())
}

/// The day of a number of days, as spreadsheets count them.
pub(super) fn day_of(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    let (year, days) = if from_1904 { (1904, 0) } else { (1900, -2) };
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    // Before March 1900 Excel counts a day that never was.
    let days = if !from_1904 && serial < 60.0 { -1 } else { days };
    let whole = serial.floor();
    let fits = (0.0..=2_958_465.0).contains(&whole);
    let whole = fits.then_some(whole as i64)?;
    first.checked_add_signed(chrono::Duration::days(whole + days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_in_both_systems() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(day_of(46112.0, false), day("2026-03-31"));
        assert_eq!(day_of(46112.75, false), day("2026-03-31"));
        assert_eq!(day_of(44650.0, true), day("2026-03-31"));
        assert_eq!(day_of(1.0, false), day("1900-01-01"));
        assert_eq!(day_of(61.0, false), day("1900-03-01"));
        assert_eq!(
            (day_of(-1.0, false), day_of(f64::NAN, false), day_of(3e9, true)),
            (None, None, None)
        );
    }
}
