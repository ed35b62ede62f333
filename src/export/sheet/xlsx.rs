//! Writes a plan's workbook for Excel and LibreOffice, with headers that stay in view, filters, lists to choose from,
//! real dates, and locked cells where a change would be lost.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationRule,
    DocProperties, ExcelDateTime, Format, FormatAlign, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

use super::{Book, Column, Holds, RESTRICTED, STATUSES, Sheet, Value};

/// The fills of the statuses, in the order of their words; "Not started" has almost no colour.
const FILLS: [u32; 5] = [0xBD_D7_EE, 0xC6_EF_CE, 0xF2_F2_F2, 0xFF_EB_9C, 0xFF_C7_CE];

/// The fill of header cells.
const HEAD: u32 = 0xD9_D9_D9;

/// The fill of locked cells.
const LOCKED: u32 = 0xF2_F2_F2;

/// How many rows below the last have the same lists to choose from.
const ROOM: u32 = 200;

/// Excel's number for A3, on which all columns of actions are legible.
const A3: u8 = 8;

/// The height of a line, in points.
const LINE: u32 = 15;

/// The greatest height of a row, in points.
const TALLEST: u32 = 405;

/// The number format of days.
const DAY: &str = "dd/mm/yyyy";

/// Writes a workbook.
pub(super) fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day of the last update rather than today, so that the same plan gives the same bytes.
    let said = ExcelDateTime::parse_from_str(&book.said.to_string())?;
    let properties = DocProperties::new().set_title(&book.title).set_creation_datetime(&said);
    workbook.set_properties(&properties);
    for (at, sheet) in book.sheets.iter().enumerate() {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        let head = if at == 0 { above(worksheet, book)? } else { mark(worksheet, book)? };
        fill(worksheet, sheet, head)?;
    }
    workbook.save_to_buffer()
}

/// Marks a workbook that is not for everyone; returns the number of the next row.
fn mark(worksheet: &mut Worksheet, book: &Book) -> Result<u32, XlsxError> {
    if !book.restricted {
        return Ok(0);
    }
    let bold = Format::new().set_bold().set_font_color(Color::RGB(0x9C_00_06));
    worksheet.write_string_with_format(0, 0, RESTRICTED, &bold)?;
    worksheet.set_header(format!("&C&B{}", RESTRICTED.replace('&', "&&")));
    Ok(1)
}

/// Writes the lines above the actions; returns the number of the next row.
fn above(worksheet: &mut Worksheet, book: &Book) -> Result<u32, XlsxError> {
    let row = mark(worksheet, book)?;
    let title = Format::new().set_bold().set_font_size(14);
    worksheet.write_string_with_format(row, 0, &book.title, &title)?;
    worksheet.write_string(row + 1, 0, "Submitted")?;
    let submitted = ExcelDateTime::parse_from_str(&book.submitted.to_string())?;
    worksheet.write_datetime_with_format(
        row + 1,
        1,
        &submitted,
        &Format::new().set_num_format(DAY),
    )?;
    Ok(row + 3)
}

/// Writes the columns and rows of a sheet; `head` is the number of the header row.
fn fill(worksheet: &mut Worksheet, sheet: &Sheet, head: u32) -> Result<(), XlsxError> {
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(HEAD));
    worksheet.set_row_height(head, 2 * LINE)?;
    let last = head + u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX - ROOM - head);
    for (at, column) in (0u16..).zip(&sheet.columns) {
        worksheet.write_string_with_format(head, at, column.heading, &bold)?;
        worksheet.set_column_width(at, column.width)?;
        // New rows may be filled in, including their references.
        worksheet.set_column_format(at, &look(column, false))?;
        choices(worksheet, column, at, head + 1, last + ROOM)?;
    }
    for (number, row) in (head + 1..).zip(&sheet.rows) {
        worksheet.set_row_height(number, height(row, &sheet.columns))?;
        for ((at, value), column) in (0u16..).zip(row).zip(&sheet.columns) {
            cell(worksheet, number, at, value, &look(column, column.locked))?;
        }
    }
    let columns = u16::try_from(sheet.columns.len()).unwrap_or(1).saturating_sub(1);
    worksheet.autofilter(head, 0, last.max(head + 1), columns)?;
    worksheet.set_freeze_panes(head + 1, 0)?;
    worksheet.set_repeat_rows(head, head)?;
    worksheet.set_landscape().set_paper_size(A3).set_print_fit_to_pages(1, 0);
    worksheet.protect_with_options(&ProtectionOptions {
        insert_rows: true,
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// The height of a row at which all of its text can be seen, in points; not every program works that out itself.
fn height(row: &[Value], columns: &[Column]) -> u32 {
    let lines = row.iter().zip(columns).map(|(value, column)| match value {
        Value::Text(text) => {
            let width = usize::from(column.width.saturating_sub(1)).max(1);
            text.lines().map(|line| line.chars().count().div_ceil(width).max(1)).sum()
        }
        _ => 1,
    });
    let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(TALLEST);
    lines.saturating_mul(LINE).min(TALLEST)
}

/// The format of the cells of a column.
fn look(column: &Column, locked: bool) -> Format {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let format = match column.holds {
        Holds::Day => format.set_num_format(DAY),
        // Text format keeps a reference such as 1.10 or 1/2 as typed.
        Holds::Any | Holds::Word(_) => format.set_num_format("@"),
    };
    match locked {
        true => format.set_locked().set_background_color(Color::RGB(LOCKED)),
        false => format.set_unlocked(),
    }
}

/// Writes a cell.
fn cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    look: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Blank => worksheet.write_blank(row, column, look)?,
        Value::Text(text) => worksheet.write_string_with_format(row, column, text, look)?,
        Value::Day(day) => {
            let day = ExcelDateTime::parse_from_str(&day.to_string())?;
            worksheet.write_datetime_with_format(row, column, &day, look)?
        }
        Value::Number(number, places) => {
            let format = match places {
                0 => "0".to_owned(),
                places => format!("0.{}", "0".repeat(*places as usize)),
            };
            worksheet.write_number_with_format(
                row,
                column,
                *number,
                &look.clone().set_num_format(format),
            )?
        }
    };
    Ok(())
}

/// Restricts what can be typed into a column, and colours statuses.
fn choices(
    worksheet: &mut Worksheet,
    column: &Column,
    at: u16,
    first: u32,
    last: u32,
) -> Result<(), XlsxError> {
    match column.holds {
        Holds::Any => {}
        Holds::Day => {
            let earliest = ExcelDateTime::from_ymd(1990, 1, 1)?;
            let rule = DataValidation::new()
                .allow_date(DataValidationRule::GreaterThan(earliest))
                .set_error_title("Not a day")?
                .set_error_message("Type a day, such as 31/03/2026.")?;
            worksheet.add_data_validation(first, at, last, at, &rule)?;
        }
        Holds::Word(words) => {
            let rule = DataValidation::new()
                .allow_list_strings(words)?
                .set_error_title("Not one of the choices")?
                .set_error_message("Choose one from the list.")?;
            worksheet.add_data_validation(first, at, last, at, &rule)?;
            for (word, fill) in STATUSES.iter().zip(FILLS).filter(|_| *words == STATUSES) {
                let rule = ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::EqualTo(*word))
                    .set_format(Format::new().set_background_color(Color::RGB(fill)));
                worksheet.add_conditional_format(first, at, last, at, &rule)?;
            }
        }
    }
    Ok(())
}
