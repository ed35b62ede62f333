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
        let scale = self.scale(table);
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
            let likelihood = self.grade(table, item, Field::Likelihood, scale);
            let impact = self.grade(table, item, Field::Impact, scale);
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

    /// The scale of the numbers for likelihood and impact; `None` where neither the largest of them nor the words
    /// beside them tell it.
    fn scale(&self, table: &Table) -> Option<Scale> {
        let of_item = |item| {
            let cells = [Field::Likelihood, Field::Impact].map(|field| table.cells(item, field));
            cells.into_iter().flatten().map(|found| line(&found.cell.value.text()))
        };
        let texts: Vec<String> = table.items().flat_map(of_item).collect();
        let of_three = |text: &String| {
            let small = text.to_lowercase();
            THREE.contains(&first(&small)) || THREE.contains(&beside(&small))
        };
        let large = texts.iter().filter_map(|text| number(text)).any(|number| number > 3);
        let (three, five): (Vec<_>, Vec<_>) = texts
            .iter()
            .filter(|text| self.worded(text).is_some())
            .partition(|text| of_three(text));
        match (large || !five.is_empty(), !three.is_empty()) {
            (true, _) => Some(Scale::Five),
            (false, true) => Some(Scale::Three),
            (false, false) => None,
        }
    }

    /// The grade that the words in a cell say, or that the user's own file gives a number: "High", "3 - Possible".
    fn worded(&self, text: &str) -> Option<Grade> {
        [text, first(text), beside(text)].into_iter().find_map(|said| self.words.grade(said))
    }

    /// The grade in a column of likelihood or impact.
    fn grade(
        &mut self,
        table: &Table,
        item: &[Seen],
        field: Field,
        scale: Option<Scale>,
    ) -> Option<Grade> {
        let found = table.cells(item, field).into_iter().next()?;
        if self.is_error(&found) {
            return None;
        }
        let text = line(&found.cell.value.text());
        let worded = self.worded(&text);
        if worded.is_some() || text.is_empty() {
            return worded;
        }
        let number = number(&text);
        let scored = number.zip(scale).and_then(|(number, scale)| {
            let grade = scale.grade(number)?;
            Some((
                grade,
                format!("is taken for `{}`, as on a scale of {}", grade.word(), scale.word()),
            ))
        });
        let unsure =
            number.filter(|_| scale.is_none()).and_then(|number| Scale::Three.grade(number));
        let (said, hint) = match (&scored, unsure) {
            (Some((_, said)), _) => (said.as_str(), ""),
            (None, Some(_)) => {
                ("says another thing on a scale of three than on a scale of five", WRITE)
            }
            (None, None) => ("is not a grade that is known", WRITE),
        };
        self.remarks.warn(&found.at, format!("`{text}` {said}"), hint);
        scored.map(|(grade, _)| grade)
    }
}

/// The hint at a grade that is not known.
const WRITE: &str = "write low, medium or high";

/// Words that a scale of three has, in lower case; those of a scale of five say more, such as "unlikely".
const THREE: [&str; 13] = [
    "low", "l", "isel", "green", "medium", "med", "m", "canolig", "amber", "high", "h", "uchel",
    "red",
];

/// A scale of numbers for how likely or grave a risk is.
#[derive(Clone, Copy)]
enum Scale {
    /// From 1 to 3.
    Three,
    /// From 1 to 5.
    Five,
}

impl Scale {
    /// The number of its grades in words.
    fn word(self) -> &'static str {
        match self {
            Self::Three => "three",
            Self::Five => "five",
        }
    }

    /// The grade that a number on it means.
    fn grade(self, number: u32) -> Option<Grade> {
        match (self, number) {
            (_, 1) | (Self::Five, 2) => Some(Grade::Low),
            (Self::Three, 2) | (Self::Five, 3) => Some(Grade::Medium),
            (Self::Three, 3) | (Self::Five, 4 | 5) => Some(Grade::High),
            _ => None,
        }
    }
}

/// The first word of a cell.
fn first(text: &str) -> &str {
    text.split([' ', '-', '–', '(']).find(|part| !part.is_empty()).unwrap_or_default()
}

/// The words of a cell without what is around them: "Possible" in "3 - Possible".
fn beside(text: &str) -> &str {
    text.trim_matches(|next: char| !next.is_alphabetic())
}

/// The number that a cell begins with.
fn number(text: &str) -> Option<u32> {
    first(text).parse().ok()
}
