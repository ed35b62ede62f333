//! Collects the single figures of the data: those of tables, and the readings and targets of measures.

use super::{Known, PlanOf};
use crate::derive::figures::{Figure, Table};

/// The figures of a table, by the name that prose has for its file.
pub(super) fn of_table(name: &str, table: &Table) -> Vec<Known> {
    let mut known = Vec::new();
    let rows = table.rows.iter().map(|row| (row, row.title.as_str()));
    // A total is that of all that the table shows.
    let total = table.total.iter().map(|row| (row, table.title.as_str()));
    for (row, of) in rows.chain(total) {
        for (column, figure) in table.columns.iter().zip(&row.figures) {
            let Some(Figure::Number(number, _)) = figure else { continue };
            let mut expression = format!("{name}.{}.{}", table.id, row.id);
            if column.title.is_some() {
                expression = format!("{expression}.{}", column.id);
            }
            known.push(Known {
                value: number.value,
                of: of.to_owned(),
                besides: column.title.clone().unwrap_or_default(),
                within: table.title.value.clone(),
                expression: Some(expression),
                place: number.place,
            });
        }
    }
    known
}

/// The readings and targets of the measures of a plan.
pub(super) fn of_measures(of: &PlanOf<'_>) -> Vec<Known> {
    let places = of.planned.plan.area.iter().flat_map(|area| &area.measure);
    let found = of.figures.measures().zip(places).flat_map(|(measure, own)| {
        let read = measure.baseline.iter().chain(&measure.readings).map(|point| point.value);
        let all = read.chain(measure.targets.iter().map(|goal| goal.value));
        all.map(|value| Known {
            value,
            of: measure.name.clone(),
            besides: String::new(),
            within: String::new(),
            expression: None,
            place: own.place,
        })
    });
    found.collect()
}
