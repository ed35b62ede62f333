//! Removes from a sheet what is hidden, unless that is wanted.
//!
//! In comes a sheet; out comes the visible part, with remarks on the rest. A hidden column that marks rows as not for
//! publication is read all the same.

use std::collections::BTreeSet;

use crate::import::sheet::remarks::{At, Remarks, letters};
use crate::import::sheet::words::Words;
use crate::import::sheet::workbook::{Cell, Sheet, Tied, Value, What};
use crate::import::word::{in_answer, in_cell, in_heading};

/// The most words of an answer in a column of answers.
const ANSWER: usize = 4;

/// How many of its first cells may hold the heading of a column.
const HEADS: usize = 20;

/// The sheet without its hidden parts, which are remarked on; or with them if `hidden` is set.
pub(in crate::import::sheet) fn visible(
    mut sheet: Sheet,
    hidden: bool,
    words: &Words,
    remarks: &mut Remarks,
) -> Sheet {
    unprinted(&sheet, remarks);
    if hidden {
        return sheet;
    }
    let hint = "with `--hidden` it is taken as well";
    for row in sheet.rows.iter().filter(|row| row.hidden) {
        let at = At { sheet: sheet.name.clone(), row: row.number, column: 0 };
        remarks.warn(&at, "this row is hidden or filtered out, and was left out", hint);
    }
    sheet.rows.retain(|row| !row.hidden);
    let (kept, columns): (BTreeSet<u32>, BTreeSet<u32>) =
        sheet.hidden_columns.iter().partition(|column| withholds(&sheet, **column));
    for column in kept {
        let at = At { sheet: sheet.name.clone(), row: 0, column };
        let message = format!(
            "column {} is hidden, and is read since it says what is not for publication",
            letters(column)
        );
        remarks.warn(&at, message, "see that the rows are withheld that it means");
    }
    let said = |column: &u32| {
        sheet.rows.iter().find(|row| row.cell(*column).is_some_and(|cell| !cell.value.is_blank()))
    };
    for column in &columns {
        if let Some(row) = said(column) {
            let at = At { sheet: sheet.name.clone(), row: row.number, column: *column };
            remarks.warn(
                &at,
                format!("column {} is hidden, and was left out", letters(*column)),
                hint,
            );
        }
    }
    for row in &mut sheet.rows {
        row.cells.retain(|cell| !columns.contains(&cell.column));
    }
    let name = &sheet.name;
    let mut unseen = Vec::new();
    for row in &mut sheet.rows {
        let cells = row.cells.iter_mut();
        for cell in cells.filter(|cell| is_unseen(cell, words)) {
            let at = At { sheet: name.clone(), row: row.number, column: cell.column };
            let message = "what stands in this cell has the colour of what is behind it, a size that nobody reads, or a format that shows nothing, and was left out";
            remarks.warn(&at, message, hint);
            let what = What::Unseen(cell.value.text());
            cell.value = Value::Blank;
            unseen.push(Tied { row: at.row, column: at.column, what });
        }
    }
    let rows: BTreeSet<u32> =
        sheet.rows.iter().filter(|row| row.said().next().is_some()).map(|row| row.number).collect();
    sheet.rows.retain(|row| rows.contains(&row.number));
    sheet.tied.retain(|tied| {
        let is_named = matches!(tied.what, What::Named(_));
        rows.contains(&tied.row) && (is_named || !columns.contains(&tied.column))
    });
    sheet.tied.extend(unseen);
    sheet
}

/// Remarks on rows outside the print area, which are read anyway: people add rows below an area chosen long ago, and
/// put private notes beside it.
fn unprinted(sheet: &Sheet, remarks: &mut Remarks) {
    let is_printed = |row: u32, column: u32| {
        sheet.printed.is_empty() || sheet.printed.iter().any(|area| area.holds(row, column))
    };
    for row in &sheet.rows {
        if let Some(cell) = row.said().find(|cell| !is_printed(row.number, cell.column)) {
            let at = At { sheet: sheet.name.clone(), row: row.number, column: cell.column };
            let message = "what stands here is not printed, since it is outside of the print area, and was read all the same";
            remarks.warn(&at, message, "see that everyone may read what was taken of it");
        }
    }
}

/// Whether a column marks rows as not for publication: its heading asks and its cells answer, or it has a word or two
/// for each row and one of those is a marking.
fn withholds(sheet: &Sheet, column: u32) -> bool {
    let cells = sheet.rows.iter().filter_map(|row| row.cell(column));
    let said: Vec<String> =
        cells.map(|cell| cell.value.text()).filter(|text| !text.trim().is_empty()).collect();
    let is_answered = |head: &str, answer: &str| {
        in_answer(head, answer).or_else(|| in_heading(head, Some(answer))).is_some()
    };
    let asks = |head: &str| is_answered(head, "yes") || is_answered(head, "no");
    let is_short = |text: &String| text.split_whitespace().count() <= ANSWER;
    if said.iter().all(is_short) && said.iter().any(|text| in_cell(text, None).is_some()) {
        return true;
    }
    let heads = said.iter().enumerate().take(HEADS).filter(|(_, head)| asks(head));
    heads
        .into_iter()
        .any(|(at, head)| said[at + 1..].iter().any(|answer| is_answered(head, answer)))
}

/// Whether the text of a cell is invisible. A rating in the colour of its own fill counts as visible.
pub(in crate::import::sheet) fn is_unseen(cell: &Cell, words: &Words) -> bool {
    let rates = || cell.look.fill.is_some() && words.status(&cell.value.text()).is_some();
    cell.look.unseen && !cell.value.is_blank() && !rates()
}
