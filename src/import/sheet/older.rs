//! Leaves out sheets that keep an older state of the plan: those named after a month or a day that have the same actions
//! as a sheet without a day in its name, or of a later one.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::day::Days;
use super::remarks::Remarks;
use super::table::{Layout, Table};
use super::words::{Field, Kind, Words, plain};
use crate::diag::Diagnostic;

/// Leaves the tables of older sheets out, and says so.
pub(super) fn leave_out(layouts: &mut Vec<Layout>, words: &Words, remarks: &mut Remarks) {
    let days = Days::of_headings(words.days());
    let sheets: Vec<(Option<NaiveDate>, BTreeSet<String>)> =
        layouts.iter().map(|layout| (day_of(&layout.sheet, &days), actions(layout))).collect();
    let newer = |at: usize| {
        let (day, own) = &sheets[at];
        let day = (*day).filter(|_| !own.is_empty())?;
        let all = sheets.iter().enumerate().filter(|(other, _)| *other != at);
        let found = all.filter(|(_, (other, _))| other.is_none_or(|other| other > day));
        let same = |(_, (_, actions)): &(usize, &(_, BTreeSet<String>))| {
            own.intersection(actions).count() * 2 >= own.len()
        };
        found.filter(same).map(|(other, _)| layouts[other].sheet.clone()).next()
    };
    let older: Vec<Option<String>> = (0..layouts.len()).map(newer).collect();
    for (layout, newer) in layouts.iter().zip(&older) {
        let Some(newer) = newer else { continue };
        let message = format!(
            "the sheet `{}` has the actions of the sheet `{newer}` as they were earlier, and was left out",
            layout.sheet
        );
        let hint = "name the sheets to read under `sheets` in a file that you give with `--map` if that is wrong";
        remarks.push(Diagnostic::warning(None, message).hint(hint));
    }
    let mut older = older.iter();
    layouts.retain(|_| older.next().is_some_and(Option::is_none));
}

/// The day that the name of a sheet is, if it is nothing else.
fn day_of(name: &str, days: &Days<'_>) -> Option<NaiveDate> {
    let found = days.all(name).into_iter().next()?;
    let rest = [&name[..found.range.start], &name[found.range.end..]];
    rest.iter().all(|rest| plain(rest).is_empty()).then_some(found.day)
}

/// What the actions of a sheet say.
fn actions(layout: &Layout) -> BTreeSet<String> {
    let tables = layout.tables.iter().filter(|table| table.kind == Kind::Action);
    let says = |table: &Table| -> Vec<String> {
        let cells = table.items().flat_map(|item| table.cells(item, Field::Action));
        cells.map(|found| plain(&found.cell.value.text())).collect()
    };
    tables.flat_map(says).filter(|said| !said.is_empty()).collect()
}
