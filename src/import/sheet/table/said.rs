//! Says what of the headings of a table was joined with others, and which columns are left out for what theirs say.

use super::head::Head;
use super::{Seen, Table};
use crate::import::sheet::day::Days;
use crate::import::sheet::remarks::{At, Remarks, letters};
use crate::import::sheet::words::{Field, Words};
use crate::import::sheet::workbook::Sheet;

/// Remarks on texts in the second row of a header that name nothing, since they may be those of a row of the table.
pub(super) fn joined(
    head: &Head,
    first: &Seen,
    second: &Seen,
    sheet: &Sheet,
    words: &Words,
    remarks: &mut Remarks,
) {
    let days = Days::of_headings(words.days());
    for cell in second.own() {
        let above = sheet.merged_at(first.number, cell.column);
        let text = cell.value.text();
        let names = words.field(head.kind, &text).is_some()
            || words.status(&text).is_some()
            || !days.all(&text).is_empty()
            || text.starts_with(['(', '[']);
        if names || above.is_some_and(|above| above.right > above.left) {
            continue;
        }
        let at = At { sheet: sheet.name.clone(), row: second.number, column: cell.column };
        let message = format!("`{text}` was read as a second line of the headings above it");
        remarks.warn(
            &at,
            message,
            "give each column one heading if this is the first row below them",
        );
    }
}

/// Remarks on the columns that are left out because their headings say that they are not for others.
pub(super) fn left_out(table: &Table, words: &Words, remarks: &mut Remarks) {
    for column in table.columns.iter().filter(|column| column.field == Some(Field::Skip)) {
        let says = table.items().flatten().flat_map(Seen::own);
        let said = says.filter(|cell| cell.column == column.at.column).count();
        let told = words.told(&column.heading, &letters(column.at.column));
        if told.is_none() && said > 0 && words.is_internal(&column.heading, true) {
            let message = format!(
                "`{}` says that this column is not for others, so that nothing of it was taken",
                column.heading
            );
            remarks.warn(
                &column.at,
                message,
                "say what it is with `--map` if everyone may read it",
            );
        }
    }
}
