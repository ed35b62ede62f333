//! Reads rows of milestones and of risks.

use super::Reading;
use super::cells::main;
use crate::import::sheet::draft::{Day, Draft, Milestone, Risk};
use crate::import::sheet::progress::line;
use crate::import::sheet::table::{Seen, Table};
use crate::import::sheet::words::Field;
use crate::model::plan::Grade;
use crate::read::record::Choice;

impl Reading<'_> {
    /// Reads a table of milestones, each of which names its action.
    pub(super) fn milestones(&mut self, table: &Table, draft: &mut Draft) {
        for item in table.items() {
            let at = table.at(item);
            let Some(text) = self.text(table, item, main(table)) else { continue };
            let wanted = self.reference(table, item);
            let known = draft.areas.iter_mut().flat_map(|area| &mut area.actions);
            let mut named = known.filter(|action| {
                wanted
                    .as_ref()
                    .is_some_and(|wanted| action.id == *wanted || line(&action.action) == *wanted)
            });
            let Some(action) = named.next() else {
                let message = match wanted {
                    Some(wanted) => format!(
                        "no action is called `{wanted}`, so that the milestone `{text}` was not taken"
                    ),
                    None => format!("the milestone `{text}` names no action, and was not taken"),
                };
                self.remarks.warn(&at, message, "give the reference of its action beside it");
                continue;
            };
            let by = table
                .cells(item, Field::By)
                .iter()
                .find_map(|found| self.day(found, table.from_1904).day);
            let by = by.unwrap_or_else(|| Day::Unknown(String::new()));
            if by.known().is_none() {
                self.remarks.warn(
                    &at,
                    format!("the milestone `{text}` has no day by which it is to be reached"),
                    "write `by` at its place in the plan",
                );
            }
            let met = self.first_day(table, item, Field::Met);
            let closed = self.closed_row(table, item);
            action.milestones.push(Milestone { by, text, met, closed });
        }
    }

    /// Reads a table of risks.
    pub(super) fn risks(&mut self, table: &Table, draft: &mut Draft) {
        for (_, item) in self.walk(table, "") {
            let at = table.at(item);
            let Some(risk) = self.text(table, item, main(table)) else { continue };
            let mitigation = self.text(table, item, Field::Mitigation);
            if mitigation.is_none() {
                self.remarks.warn(
                    &at,
                    "this risk has no mitigation; a note stands in its place",
                    "say in `mitigation` what is done about it",
                );
            }
            let likelihood = self.grade(table, item, Field::Likelihood);
            let impact = self.grade(table, item, Field::Impact);
            for (grade, what) in [(likelihood, "likelihood"), (impact, "impact")] {
                if grade.is_none() {
                    self.remarks.warn(
                        &at,
                        format!("the {what} of this risk is not known"),
                        "write \"low\", \"medium\" or \"high\" at its place in the plan",
                    );
                }
            }
            let owner = self.names(table, item, Field::Owner);
            let closed = self.closed_row(table, item);
            draft.risks.push(Risk { risk, mitigation, likelihood, impact, owner, closed });
        }
    }

    /// The grade in a column of likelihood or impact.
    fn grade(&mut self, table: &Table, item: &[Seen], field: Field) -> Option<Grade> {
        let found = table.cells(item, field).into_iter().next()?;
        if self.is_error(&found) {
            return None;
        }
        let text = line(&found.cell.value.text());
        let grade = self.words.grade(&text).or_else(|| {
            self.words.grade(text.split([' ', '-', '–', '(']).find(|part| !part.is_empty())?)
        });
        if let Some(grade) = grade.filter(|_| text.starts_with(|next: char| next.is_ascii_digit()))
        {
            self.remarks.warn(
                &found.at,
                format!("`{text}` is taken for `{}`, as on a scale of five", grade.word()),
                "",
            );
        }
        if grade.is_none() && !text.is_empty() {
            self.remarks.warn(
                &found.at,
                format!("`{text}` is not a grade that is known"),
                "write low, medium or high",
            );
        }
        grade
    }
}
