//! What of a sheet is to be read: all of it, or what is not hidden.
//!
//! In comes a sheet; out comes the same without what is hidden, which is remarked.

use std::collections::BTreeSet;

use crate::import::sheet::remarks::{At, Remarks, letters};
use crate::import::sheet::workbook::{Sheet, Tied, Value, What};

/// The sheet without what is hidden in it, which is remarked; or with it, where that is wanted.
pub(in crate::import::sheet) fn visible(
    mut sheet: Sheet,
    hidden: bool,
    remarks: &mut Remarks,
) -> Sheet {
    if hidden {
        return sheet;
    }
    let hint = "with `--hidden` it is taken as well";
    for row in sheet.rows.iter().filter(|row| row.hidden) {
        let at = At { sheet: sheet.name.clone(), row: row.number, column: 0 };
        remarks.warn(&at, "this row is hidden or filtered out, and was left out", hint);
    }
    sheet.rows.retain(|row| !row.hidden);
    let columns: BTreeSet<u32> = sheet.hidden_columns.iter().copied().collect();
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
        for cell in cells.filter(|cell| cell.look.unseen && !cell.value.is_blank()) {
            let at = At { sheet: name.clone(), row: row.number, column: cell.column };
            let message = "what stands in this cell has the colour of what is behind it, or a format that shows nothing, and was left out";
            remarks.warn(&at, message, hint);
            let what = What::Unseen(cell.value.text());
            cell.value = Value::Blank;
            unseen.push(Tied { row: at.row, column: at.column, what });
        }
    }
    let rows: BTreeSet<u32> =
        sheet.rows.iter().filter(|row| row.said().next().is_some()).map(|row| row.number).collect();
    sheet.rows.retain(|row| rows.contains(&row.number));
    sheet.tied.retain(|tied| rows.contains(&tied.row) && !columns.contains(&tied.column));
    sheet.tied.extend(unseen);
    sheet
}
