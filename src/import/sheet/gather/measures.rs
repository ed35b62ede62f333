//! Rows of measures.

use chrono::NaiveDate;

use super::Reading;
use super::cells::main;
use super::scale;
use crate::import::sheet::draft::{Day, Draft, Measure, Reading as Value};
use crate::import::sheet::progress::line;
use crate::import::sheet::table::{InColumn, Seen, Table};
use crate::import::sheet::words::Field;
use crate::model::plan::Better;

impl Reading<'_> {
    /// Takes a table of measures. Those that name no area belong to that of the sheet, or to the only one there is.
    pub(super) fn measures(&mut self, table: &Table, draft: &mut Draft) {
        let only = match draft.areas.as_slice() {
            [only] => only.title.clone(),
            _ => table.sheet.clone(),
        };
        for (area, item) in self.walk(table, &only) {
            if let Some(measure) = self.measure(table, item, draft.as_at) {
                draft.area(&area).measures.push(measure);
            }
        }
    }

    /// The measure that a row is.
    fn measure(
        &mut self,
        table: &Table,
        item: &[Seen],
        as_at: Option<NaiveDate>,
    ) -> Option<Measure> {
        let at = table.at(item);
        let name = self.text(table, item, main(table))?;
        let id = self.reference(table, item);
        let mut unit = self.text(table, item, Field::Unit);
        let baseline_on = self.first_day(table, item, Field::BaselineOn);
        let baseline =
            self.values(table, item, Field::Baseline, baseline_on, &mut unit).into_iter().next();
        let target_by = self.first_day(table, item, Field::TargetBy);
        let targets = self.values(table, item, Field::Target, target_by, &mut unit);
        let actual_on = self.first_day(table, item, Field::ActualOn).or(as_at);
        let actual = self.values(table, item, Field::Actual, actual_on, &mut unit);
        for reading in baseline
            .iter()
            .chain(&targets)
            .chain(&actual)
            .filter(|reading| reading.on.known().is_none())
        {
            self.remarks.warn(
                &at,
                format!("no day is known for the value {} of this measure", reading.value),
                "write the day at its place in the plan, or into the heading of the column",
            );
        }
        let better =
            self.better(table, item).or_else(|| rising(baseline.as_ref()?, targets.last()?));
        if better.is_none() {
            self.remarks.warn(
                &at,
                "it is not known whether higher or lower is better for this measure",
                "write `better` at its place in the plan",
            );
        }
        let note = self.text(table, item, Field::Note);
        let closed = self.closed_row(table, item);
        Some(Measure { id, name, unit, better, baseline, targets, actual, note, closed })
    }

    /// Which way is better, where a column says it.
    fn better(&mut self, table: &Table, item: &[Seen]) -> Option<Better> {
        let found = table.cells(item, Field::Better).into_iter().next()?;
        let text = line(&found.cell.value.text());
        let better = self.words.better(&text);
        if better.is_none() && !text.is_empty() && !self.is_error(&found) {
            self.remarks.warn(
                &found.at,
                format!("`{text}` does not say which way is better"),
                "write higher or lower",
            );
        }
        better
    }

    /// The values in the columns of a field, each on the day of its heading or of the row.
    fn values(
        &mut self,
        table: &Table,
        item: &[Seen],
        field: Field,
        on: Option<NaiveDate>,
        unit: &mut Option<String>,
    ) -> Vec<Value> {
        let mut values = Vec::new();
        let units = table.cells(item, Field::Unit);
        let in_column = units.iter().any(|found| !found.cell.value.is_blank());
        for found in table.cells(item, field) {
            let Some((value, own_unit)) = self.number(&found) else { continue };
            let (said, wanted) = (own_unit.as_deref().unwrap_or_default(), unit.as_deref());
            let counted = wanted.is_none().then(|| scale::converted(&value, said, "")).flatten();
            if said.is_empty() && wanted.is_some_and(scale::is_many) && !in_column {
                let text = line(&found.cell.value.text());
                let unit = wanted.unwrap_or_default();
                let message = format!(
                    "`{text}` has no unit, and was taken in {unit}, as the value before it is"
                );
                self.remarks.warn(
                    &found.at,
                    message,
                    "write the unit into each cell, or into a column Unit",
                );
            }
            let value = match wanted {
                Some(wanted) if !said.is_empty() => match scale::converted(&value, said, wanted) {
                    Some(value) => value,
                    None => {
                        let text = line(&found.cell.value.text());
                        let message = format!(
                            "`{text}` is not in the unit of this measure, which is `{wanted}`, and was not taken"
                        );
                        self.remarks.warn(
                            &found.at,
                            message,
                            "write all values of a measure in one unit",
                        );
                        continue;
                    }
                },
                _ => counted.clone().unwrap_or(value),
            };
            if unit.is_none() && counted.is_none() {
                *unit = own_unit;
            }
            let day = found.column.day.or(on).map_or_else(|| Day::Unknown(String::new()), Day::On);
            values.push(Value { on: day, value });
        }
        values.sort_by_key(|value| value.on.known());
        values
    }

    /// The number in a cell, in figures, and the unit that stands with it.
    fn number(&mut self, found: &InColumn<'_>) -> Option<(String, Option<String>)> {
        if found.cell.value.is_blank() || self.is_error(found) {
            return None;
        }
        let text = line(&found.cell.value.text());
        let bare = text
            .trim_start_matches(['£', '<', '>', '~'])
            .trim_end_matches(|next: char| !next.is_ascii_digit())
            .replace(',', "");
        let ending = text.trim_start_matches(|next: char| !next.is_alphabetic() && next != '%');
        let is_number = bare.parse::<crate::read::number::Number>().is_ok()
            && bare.starts_with(|next: char| next.is_ascii_digit() || next == '-');
        if !is_number || text.starts_with(['<', '>', '~']) {
            let open = matches!(self.days.said(&text), crate::import::sheet::day::Said::Open);
            let message = if open {
                format!("`{text}` is not a value yet, and was not taken")
            } else {
                format!("`{text}` is not a number, and was not taken")
            };
            self.remarks.warn(&found.at, message, "");
            return None;
        }
        let unit = match (text.starts_with('£'), ending) {
            (true, "") => Some("£".to_owned()),
            (true, many) if scale::places(many).is_some() => Some(format!("£{many}")),
            (false, "") => None,
            (_, ending) => Some(ending.to_owned()),
        };
        // Whole numbers have no leading zeros in TOML.
        let digits = bare.trim_start_matches('0');
        let bare =
            if bare.starts_with('0') && digits.starts_with(|next: char| next.is_ascii_digit()) {
                digits.to_owned()
            } else {
                bare
            };
        Some((bare, unit))
    }
}

/// Which way a target lies from where a measure stood: the way that is better.
fn rising(baseline: &Value, target: &Value) -> Option<Better> {
    let number = |reading: &Value| reading.value.parse::<crate::read::number::Number>().ok();
    match number(target)?.cmp(&number(baseline)?) {
        std::cmp::Ordering::Greater => Some(Better::Higher),
        std::cmp::Ordering::Less => Some(Better::Lower),
        std::cmp::Ordering::Equal => None,
    }
}
