//! Writes the actions of a plan as a CSV file.

use super::rows::shown;
use super::{Book, RESTRICTED, Value};

/// The byte order mark by which spreadsheets recognise UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the first sheet of a workbook.
pub(super) fn write(book: &Book) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.to_vec());
    if book.restricted {
        writer.write_record([RESTRICTED])?;
    }
    writer.write_record([&book.title])?;
    writer.write_record(["Submitted", &shown(book.submitted)])?;
    let sheet = &book.sheets[0];
    writer.write_record(sheet.columns.iter().map(|column| column.heading))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(written))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// A value as text. Text that a spreadsheet would take for a formula gets an apostrophe in front.
fn written(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) if text.starts_with(['=', '+', '@']) => format!("'{text}"),
        Value::Text(text) => text.clone(),
        Value::Day(day) => shown(*day),
        Value::Number(number, places) => format!("{number:.*}", *places as usize),
    }
}
