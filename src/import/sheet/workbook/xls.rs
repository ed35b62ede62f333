//! Reads Excel files from before 2007, as far as `calamine` does: without fills, comments, links and formats, and
//! without what is hidden in a sheet.

use std::io::Cursor;

use chrono::{Datelike, NaiveDate};

use calamine::{CellErrorType, Data, Reader, SheetType, Xls};

use super::bounds::{CELLS, exceeded};
use super::parts::damaged;
use super::{Cell, Look, Merged, Row, Sheet, Value, Workbook, day_of, month};
use crate::diag::Diagnostic;

/// Reads such a file.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, Diagnostic> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Diagnostic::error(None, format!("`{name}` is encrypted"))
            .hint("open it with its password, and save it without one"),
        _ => damaged(name),
    })?;
    let from_1904 = book.has_1904_epoch();
    let mut left = CELLS;
    let mut sheets = Vec::new();
    for about in book.sheets_metadata().to_vec() {
        if about.typ != SheetType::WorkSheet {
            continue;
        }
        let range = book.worksheet_range(&about.name).map_err(|_| damaged(name))?;
        let (top, first) = range.start().unwrap_or_default();
        let mut rows = Vec::new();
        for (number, cells) in (top..).zip(range.rows()) {
            let cells = (first..).zip(cells).map(|(column, data)| Cell {
                column,
                value: value(data.clone(), "", from_1904),
                look: Look::default(),
            });
            let cells: Vec<_> = cells.filter(|cell| cell.value != Value::Blank).collect();
            left = left
                .checked_sub(cells.len())
                .ok_or_else(|| exceeded("it has hundreds of thousands of cells"))?;
            if !cells.is_empty() {
                rows.push(Row { number, hidden: false, cells });
            }
        }
        let merged = book.merge_cells_by_sheet_name(&about.name).unwrap_or_default();
        let merged = merged.iter().map(|area| Merged {
            top: area.start.0,
            left: area.start.1,
            bottom: area.end.0,
            right: area.end.1,
        });
        sheets.push(Sheet {
            hidden: about.visible != calamine::SheetVisible::Visible,
            merged: merged.collect(),
            name: about.name,
            rows,
            ..Sheet::default()
        });
    }
    let ignored = vec![
        "an .xls file does not show this program its colours, comments and links, nor which rows and columns are hidden, nor which days it shows as months, such as Mar 26 for 1 March 2026; save it as .xlsx where they matter".to_owned(),
    ];
    Ok(Workbook { sheets, from_1904, ignored, ..Workbook::default() })
}

/// The value of a cell, given the format of its number, if known.
pub(super) fn value(data: Data, format: &str, from_1904: bool) -> Value {
    match data {
        Data::Empty => Value::Blank,
        Data::String(text) if text.is_empty() => Value::Blank,
        Data::String(text) | Data::DurationIso(text) => Value::Text(text),
        Data::Int(number) => Value::Number(number as f64, number.to_string()),
        Data::Float(number) => Value::Number(number, shown(number, format)),
        Data::Bool(truth) => Value::Text(if truth { "Yes" } else { "No" }.to_owned()),
        Data::DateTime(day) => {
            match day_of(day.as_f64(), from_1904).filter(|_| day.is_datetime()) {
                Some(day) => shown_day(day, format),
                None => Value::Number(day.as_f64(), shown(day.as_f64(), "")),
            }
        }
        Data::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or(Value::Text(text), Value::Day)
        }
        Data::Error(CellErrorType::GettingData) => Value::Error("#GETTING_DATA".to_owned()),
        Data::Error(error) => Value::Error(error.to_string()),
    }
}

/// A day as its format shows it: the first of a month shown without its day stands for the month.
fn shown_day(day: NaiveDate, format: &str) -> Value {
    let codes = codes(&format.to_lowercase()).0;
    let is_month = codes.contains("mmm") && codes.contains('y') && !codes.contains('d');
    match is_month && day.day() == 1 {
        true => month(day),
        false => Value::Day(day),
    }
}

/// Splits a format into its codes and its literal text, which is in quotation marks or after a backslash.
fn codes(format: &str) -> (String, String) {
    let (mut codes, mut said) = (String::new(), String::new());
    let (mut quoted, mut inside) = (false, false);
    let mut signs = format.chars();
    while let Some(next) = signs.next() {
        match next {
            '\\' if !quoted => said.extend(signs.next()),
            '"' => quoted = !quoted,
            _ if quoted => said.push(next),
            '[' | ']' => inside = next == '[',
            _ if inside => {}
            _ => codes.push(next),
        }
    }
    (codes, said)
}

/// A number as its format shows it, as far as decimal places and a per cent sign are concerned.
pub(super) fn shown(number: f64, format: &str) -> String {
    let (positive, said) = codes(format.split(';').next().unwrap_or_default());
    let after = positive.split_once('.').map(|(_, after)| after);
    let count = |signs: &[char]| {
        after.map(|after| after.chars().take_while(|next| signs.contains(next)).count())
    };
    let (fewest, places) = (count(&['0']).unwrap_or_default(), count(&['0', '#', '?']));
    let percent = positive.contains('%');
    let number = if percent { number * 100.0 } else { number };
    // Excel keeps fifteen digits; anything beyond was not typed by anyone.
    let plain = match places.or((positive == "0" || percent).then_some(0)) {
        Some(places) => {
            let mut shown = format!("{number:.places$}");
            for _ in fewest..places {
                shown.truncate(shown.strip_suffix('0').unwrap_or(&shown).len());
            }
            shown.trim_end_matches('.').to_owned()
        }
        None => {
            let tidy: f64 = format!("{number:.14e}").parse().unwrap_or(number);
            tidy.to_string()
        }
    };
    // A per cent sign typed into the format as text does not multiply by 100.
    if percent || said.trim() == "%" { format!("{plain}%") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_no_day() {
        let first = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        for format in ["mmm yy", "mmm\\-yy", "[$-809]mmmm yyyy;@"] {
            assert_eq!(shown_day(first, format), Value::Text("October 2026".into()), "{format}");
        }
        for format in ["dd/mm/yyyy", "d mmm yy", "mm/yy", ""] {
            assert_eq!(shown_day(first, format), Value::Day(first), "{format}");
        }
        let second = NaiveDate::from_ymd_opt(2026, 10, 2).unwrap();
        assert_eq!(shown_day(second, "mmm yy"), Value::Day(second));
    }

    #[test]
    fn numbers_are_what_their_reader_sees() {
        for (number, format, seen) in [
            (1.1, "0.00", "1.10"),
            (1.1, "General", "1.1"),
            (3.0, "General", "3"),
            (0.45, "0%", "45%"),
            (0.615, "0.0%", "61.5%"),
            (0.1 + 0.2, "", "0.3"),
            (41.5, "0.0\"%\"", "41.5%"),
            (41.5, "0.0\\%", "41.5%"),
            (-0.05, "0%", "-5%"),
            (-1500.0, "\"£\"#,##0", "-1500"),
            (41.5, "0.##", "41.5"),
            (41.0, "0.0#", "41.0"),
            (41.0, "0.##", "41"),
            (5.0, "0\" (50% of all)\"", "5"),
            (12.0, "0", "12"),
        ] {
            assert_eq!(shown(number, format), seen, "{number} as {format}");
        }
    }
}
