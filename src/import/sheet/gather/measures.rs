//! Reads rows of measures.

use chrono::NaiveDate;

use super::Reading;
use super::cells::main;
use super::figure::{Figure, common_unit};
use super::scale;
use crate::export::sheet::LATEST;
use crate::import::sheet::day::Said;
use crate::import::sheet::draft::{Day, Draft, Measure, Reading as Value};
use crate::import::sheet::progress::quoted;
use crate::import::sheet::table::{InColumn, Seen, Table};
use crate::import::sheet::words::Field;
use crate::model::plan::Better;

/// The hint for a value whose unit does not fit the others.
const UNITS: &str =
    "write one unit into a column Unit, and what else there is to say of a value into a note";

/// A number read from a cell.
struct Told<'t> {
    field: Field,
    found: InColumn<'t>,
    /// The whole text of the cell, as quoted in messages.
    text: String,
    figure: Figure,
}

impl Reading<'_> {
    /// Reads a table of measures. Those that name no area belong to the only area there is, or to one named after the
    /// sheet.
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

    /// Reads the measure in a row.
    fn measure(
        &mut self,
        table: &Table,
        item: &[Seen],
        as_at: Option<NaiveDate>,
    ) -> Option<Measure> {
        let at = table.at(item);
        let name = self.text(table, item, main(table))?;
        let id = self.reference(table, item);
        let baseline_on = self.first_day(table, item, Field::BaselineOn);
        let target_by = self.first_day(table, item, Field::TargetBy);
        let actual_on = self.first_day(table, item, Field::ActualOn).or(as_at);
        let figures = self.figures(table, item);
        let told = self.text(table, item, Field::Unit);
        let words = || words_of_names(&name, &figures);
        let told = told.or_else(|| {
            let mut units = figures.iter().map(|told| told.figure.unit.as_str());
            units
                .find(|unit| !unit.is_empty() && words().any(|word| scale::is_same(word, unit)))
                .map(str::to_owned)
        });
        let is_told = told.is_some();
        let unit = told.unwrap_or_else(|| common_unit(figures.iter().map(|told| &told.figure)));
        let units = figures.iter().map(|told| told.figure.unit.as_str());
        let unit = scale::of_several(unit, units.chain(words()));
        let mut of = |field, on| self.values(&figures, field, on, &unit, is_told);
        let baseline = of(Field::Baseline, baseline_on).into_iter().next();
        let targets = of(Field::Target, target_by);
        let actual = of(Field::Actual, actual_on);
        let unit = Some(unit).filter(|unit| !unit.is_empty());
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

    /// The better direction, if a column gives it.
    fn better(&mut self, table: &Table, item: &[Seen]) -> Option<Better> {
        let found = table.cells(item, Field::Better).into_iter().next()?;
        let text = quoted(&found.cell.value.text());
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

    /// The numbers in the value columns of a measure; remarks on those that are not numbers.
    fn figures<'t>(&mut self, table: &'t Table, item: &'t [Seen]) -> Vec<Told<'t>> {
        let mut figures = Vec::new();
        for field in [Field::Baseline, Field::Target, Field::Actual] {
            for found in table.cells(item, field) {
                if found.cell.value.is_blank() || self.is_error(&found) {
                    continue;
                }
                let text = quoted(&found.cell.value.text());
                let words = self.words;
                let figure = Figure::of(&text, |word| words.is_provisional(word));
                // "790 in June": a month is not a unit.
                match figure.filter(|figure| self.days.month_in(&figure.unit).is_none()) {
                    Some(figure) => figures.push(Told { field, found, text, figure }),
                    None => self.no_number(&found, &text),
                }
            }
        }
        figures
    }

    /// Remarks on a text where a number is wanted.
    fn no_number(&mut self, found: &InColumn<'_>, text: &str) {
        let message = match self.days.said(text) {
            Said::Open if !text.contains(char::is_numeric) => {
                format!("`{text}` is not a value yet, and was not taken")
            }
            _ => format!("`{text}` is not a number, and was not taken"),
        };
        self.remarks.warn(&found.at, message, "");
    }

    /// The values of a field in a unit, each on the day of its heading or of the row. `is_told` says whether a
    /// column, or a name, gives the unit of all, so that values need not repeat it.
    fn values(
        &mut self,
        figures: &[Told<'_>],
        field: Field,
        on: Option<NaiveDate>,
        unit: &str,
        is_told: bool,
    ) -> Vec<Value> {
        let mut values = Vec::new();
        for Told { found, text, figure, .. } in figures.iter().filter(|told| told.field == field) {
            let plain = figure.unit.is_empty() && is_told;
            let value = if plain { Some(figure.value.clone()) } else { figure.in_unit(unit) };
            let Some(value) = value else {
                let message = match (figure.unit.is_empty(), unit.is_empty()) {
                    (true, _) => format!(
                        "`{text}` has no unit, and other values of this measure are in {unit}, so that it was not taken"
                    ),
                    (false, true) => format!(
                        "nothing says that what follows the number in `{text}` is the unit of this measure, so that it was not taken"
                    ),
                    (false, false) => format!(
                        "`{text}` is not in the unit of this measure, which is `{unit}`, and was not taken"
                    ),
                };
                self.remarks.warn(&found.at, message, UNITS);
                continue;
            };
            let is_told = found.column.heading == LATEST;
            let mut provisional = (figure.provisional || is_told).then_some(figure.provisional);
            if figure.provisional && field == Field::Target {
                let message = format!("`{text}` is a target, and was not taken as provisional");
                self.remarks.warn(&found.at, message, "");
                provisional = None;
            }
            let day = found.column.day.or(on).map_or_else(|| Day::Unknown(String::new()), Day::On);
            if day.known().is_none() {
                self.remarks.warn(
                    &found.at,
                    "no day is known for this value of a measure",
                    "write the day at its place in the plan, or into the heading of the column",
                );
            }
            values.push(Value { on: day, value, provisional });
        }
        values.sort_by_key(|value| value.on.known());
        values
    }
}

/// The words in the name of a measure and in the headings of its values, one of which may be its unit.
fn words_of_names<'t>(name: &'t str, figures: &'t [Told<'_>]) -> impl Iterator<Item = &'t str> {
    let headings = figures.iter().map(|told| told.found.column.heading.as_str());
    let texts = std::iter::once(name).chain(headings);
    let words = texts.flat_map(|text| text.split([' ', '(', ')', '[', ']', ',', ':']));
    words.filter(|word| !word.is_empty())
}

/// The direction from the baseline to a target, which is the better one.
fn rising(baseline: &Value, target: &Value) -> Option<Better> {
    let number = |reading: &Value| reading.value.parse::<crate::read::number::Number>().ok();
    match number(target)?.cmp(&number(baseline)?) {
        std::cmp::Ordering::Greater => Some(Better::Higher),
        std::cmp::Ordering::Less => Some(Better::Lower),
        std::cmp::Ordering::Equal => None,
    }
}
