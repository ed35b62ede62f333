//! Reads a spreadsheet of any program as sheets of cells.
//!
//! In come the bytes of a file and its name; out comes a [`Workbook`]: the content, position and fill of each cell,
//! and what is hidden and merged. There is one file here for each file format. What the cells mean is left to
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
    /// Whether day numbers count from 1904, as in some Excel files.
    pub(super) from_1904: bool,
    /// The contents that are not read, each as a clause.
    pub(super) ignored: Vec<String>,
    /// Texts outside the cells that may be markings, each with its location.
    pub(super) around: Vec<(&'static str, String)>,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Its rows with content, from the top.
    pub(super) rows: Vec<Row>,
    /// The columns that are hidden.
    pub(super) hidden_columns: Vec<u32>,
    /// The merged areas.
    pub(super) merged: Vec<Merged>,
    /// Its page headers and footers.
    pub(super) margins: Vec<String>,
    /// The areas that are printed, if that is not all of it.
    pub(super) printed: Vec<Merged>,
    /// The areas with conditional colours.
    pub(super) conditional: Vec<Merged>,
    /// The areas coloured by the style of a table.
    pub(super) striped: Vec<Merged>,
    /// The things attached to cells, by row and column.
    pub(super) tied: Vec<Tied>,
}

/// Something attached to a cell that is not its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tied {
    /// The row of the cell, from 0.
    pub(super) row: u32,
    /// Its column, from 0.
    pub(super) column: u32,
    /// The thing attached.
    pub(super) what: What,
}

/// The kinds of things attached to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A comment.
    Comment(String),
    /// The address of a link.
    Link(String),
    /// The part of its text that is struck out.
    Struck(String),
    /// Text in it that is invisible.
    Unseen(String),
    /// Text in its style, its format or its input prompt.
    Beside(String),
    /// The name of an area, for each row of that area.
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
    /// The content.
    pub(super) value: Value,
    /// The look, as far as it may have a meaning.
    pub(super) look: Look,
}

/// The look of a cell. Colours are red, green and blue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Its fill.
    pub(super) fill: Option<[u8; 3]>,
    /// The colour of its text.
    pub(super) ink: Option<[u8; 3]>,
    /// Whether its text is struck out.
    pub(super) struck: bool,
    /// Whether its text is invisible.
    pub(super) unseen: bool,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number, with its text as shown.
    Number(f64, String),
    /// A day.
    Day(NaiveDate),
    /// An error, such as `#REF!`.
    Error(String),
}

/// A rectangle of cells, corners included.
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
    /// Whether a cell is inside it.
    pub(super) fn holds(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

impl Value {
    /// The text that a reader of the sheet sees, without spaces around it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(_, shown) => shown.clone(),
            Self::Day(day) => day.format("%d/%m/%Y").to_string(),
            Self::Error(error) => error.clone(),
        }
    }

    /// Whether there is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

impl Look {
    /// Whether text is invisible because it has the colour of its background.
    fn hides(&self) -> bool {
        let behind = self.fill.map_or(Rgb::WHITE, Rgb);
        self.ink.is_some_and(|ink| !Rgb(ink).is_seen_on(behind))
    }
}

impl Row {
    /// The cell in a column.
    pub(super) fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }

    /// The cells with visible content.
    pub(super) fn said(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.value.is_blank())
    }
}

impl Sheet {
    /// The merged area that contains a cell.
    pub(super) fn merged_at(&self, row: u32, column: u32) -> Option<&Merged> {
        self.merged.iter().find(|merged| merged.holds(row, column))
    }
}

/// Reads a spreadsheet; remarks on anything odd about the file as a whole.
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

/// Runs a third-party reader that panics on some damaged files.
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

/// Properties that describe the file and not its content.
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

/// The texts of the properties of a file in parts with these names.
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

/// The month of a day as text.
fn month(day: NaiveDate) -> Value {
    Value::Text(day.format("%B %Y").to_string())
}

/// The day with this serial number.
pub(super) fn day_of(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    let (year, days) = if from_1904 { (1904, 0) } else { (1900, -2) };
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    // Excel counts 29 February 1900, which did not exist.
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
