//! Reads CSV files: values separated by commas, semicolons, tabs or bars.

use super::bounds::{CELLS, ROWS, exceeded};
use super::{Cell, Look, Row, Sheet, Value, Workbook};
use crate::diag::Diagnostic;
use crate::world::decode;

/// The possible separators.
const BETWEEN: [u8; 4] = *b",;\t|";

/// Reads a CSV file as a workbook of one sheet.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, Diagnostic> {
    let text = decode(bytes);
    let (text, _) = text.ok_or_else(|| {
        Diagnostic::error(None, format!("`{name}` is not text"))
            .hint("save it as .xlsx, or as CSV with UTF-8")
    })?;
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(between(&text));
    let mut sheet = Sheet { name: stem(name), ..Sheet::default() };
    let mut cells = 0;
    for (number, record) in (0..).zip(reader.from_reader(text.as_bytes()).into_records()) {
        let record = record.map_err(|_| {
            Diagnostic::error(None, format!("row {} of `{name}` cannot be read", number + 1))
                .hint("check the quotation marks in it, or save the sheet as .xlsx")
        })?;
        let said = (0..).zip(record.iter()).filter(|(_, value)| !value.trim().is_empty());
        let cell = |(column, value): (u32, &str)| Cell {
            column,
            value: Value::Text(unguarded(value).to_owned()),
            look: Look::default(),
        };
        let row = Row { number, hidden: false, cells: said.map(cell).collect() };
        cells += row.cells.len();
        if number > ROWS || cells > CELLS {
            return Err(exceeded("it has tens of thousands of rows, or more"));
        }
        if !row.cells.is_empty() {
            sheet.rows.push(row);
        }
    }
    Ok(Workbook { sheets: vec![sheet], ..Workbook::default() })
}

/// A value without the apostrophe that keeps it from being a formula.
fn unguarded(value: &str) -> &str {
    value.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '@'])).unwrap_or(value)
}

/// The separator: the candidate that is most frequent in the first lines.
fn between(text: &str) -> u8 {
    let start: String = text.lines().take(20).collect::<Vec<_>>().join("\n");
    let often = |byte: &u8| start.bytes().filter(|next| next == byte).count();
    let best = BETWEEN.into_iter().rev().max_by_key(often);
    best.filter(|byte| often(byte) > 0).unwrap_or(b',')
}

/// The name of a file without folder and extension.
fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
