//! Reads the milestones in rows of actions.

use chrono::NaiveDate;

use super::Reading;
use crate::import::sheet::day::written;
use crate::import::sheet::draft::{Day, Milestone};
use crate::import::sheet::progress::line;
use crate::import::sheet::table::{InColumn, Seen, Table};
use crate::import::sheet::words::Field;

impl Reading<'_> {
    /// The milestones of a row, one for each line of a cell.
    pub(super) fn milestones_in(&mut self, table: &Table, item: &[Seen]) -> Vec<Milestone> {
        let mut milestones = Vec::new();
        for found in table.cells(item, Field::Milestone) {
            if self.is_error(&found) {
                continue;
            }
            let text = found.cell.value.text();
            if self.is_nothing(&found, Field::Milestone) {
                continue;
            }
            let parts = text.split(['\n', ';']).map(str::trim).filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.collect();
            let own = || is_of_milestone(table, item, found.at.row) && parts.len() == 1;
            for part in &parts {
                match own().then(|| self.due_in(table, item, found.at.row)).flatten() {
                    Some(by) if self.days.all(part).is_empty() => milestones.push(Milestone {
                        by: Day::On(by),
                        text: line(part),
                        met: None,
                        closed: None,
                    }),
                    _ => milestones.push(self.milestone_of(&found, part)),
                }
            }
        }
        milestones
    }

    /// The due date in a row of an item.
    fn due_in(&mut self, table: &Table, item: &[Seen], row: u32) -> Option<NaiveDate> {
        let cells = table.cells(item, Field::Due);
        let found = cells.iter().find(|found| found.at.row == row)?;
        self.day(found, table.from_1904).day?.known()
    }

    /// Reads a milestone from a line: its text, with its day before or after it.
    fn milestone_of(&mut self, found: &InColumn<'_>, part: &str) -> Milestone {
        let days = self.days.all(part);
        let [day] = days.as_slice() else {
            self.remarks.warn(
                &found.at,
                format!("the milestone `{}` has no day by which it is to be reached", line(part)),
                "write `by` at its place in the plan",
            );
            return Milestone {
                by: Day::Unknown(String::new()),
                text: line(part),
                met: None,
                closed: None,
            };
        };
        if day.taken {
            self.remarks.warn(
                &found.at,
                format!(
                    "`{}` is taken as its last day, {}",
                    &part[day.range.clone()],
                    written(day.day)
                ),
                "",
            );
        }
        let marks = |next: char| !next.is_alphanumeric();
        let before = part[..day.range.start].trim_end_matches(marks);
        let before = before.strip_suffix(" by").or(before.strip_suffix(" due")).unwrap_or(before);
        let after = part[day.range.end..].trim_start_matches(marks);
        let text = match (before.trim().eq_ignore_ascii_case("by"), after.is_empty()) {
            (true, _) => line(after),
            (false, true) => line(before.trim_end_matches(['(', '[', ',', '-', '–', ':', ' '])),
            (false, false) => line(&format!("{before} {after}")),
        };
        Milestone { by: Day::On(day.day), text, met: None, closed: None }
    }
}

/// Whether a row of an item, below its first, is that of a milestone: its due date is the milestone's.
pub(super) fn is_of_milestone(table: &Table, item: &[Seen], row: u32) -> bool {
    let is_below = item.first().is_some_and(|first| first.number() < row);
    let cells = table.cells(item, Field::Milestone);
    is_below && cells.iter().any(|found| found.at.row == row && !found.cell.value.is_blank())
}
