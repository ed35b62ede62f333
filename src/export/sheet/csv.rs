//! The actions of a plan as text with a row to each line.

use super::rows::shown;
use super::{Book, RESTRICTED, Value};

/// The mark by which spreadsheets know that a text is UTF-8.
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

/// A value as a spreadsheet reads it. What it would take for a formula is kept from being one.
fn written(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) if text.starts_with(['=', '+', '@']) => format!("'{text}"),
        Value::Text(text) => text.clone(),
        Value::Day(day) => shown(*day),
        Value::Number(number, places) => format!("{number:.*}", *places as usize),
    }
}
