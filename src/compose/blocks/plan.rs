//! What prose can ask of a plan besides its figures: one action, area or measure by its name, the plan at
//! another day, and whole blocks.

use minijinja::value::{Serde, from_args};
use minijinja::{Error, Value};

use super::{plan_value, wrong};
use crate::derive;
use crate::derive::plan::{Figures, Planned};
use crate::diag::closest;
use crate::model::date::Date;

/// The value of a method, if there is one of that name.
pub(super) fn method(
    planned: &Planned,
    figures: &Figures,
    method: &str,
    arguments: &[Value],
) -> Result<Option<Value>, Error> {
    let made = match method {
        "action" => {
            let (id,): (String,) = from_args(arguments)?;
            let known = figures.actions().map(|action| action.id.as_str());
            let found = figures.action(&id).ok_or_else(|| unknown("action", &id, known))?;
            Value::from(Serde(found))
        }
        "area" => {
            let (id,): (String,) = from_args(arguments)?;
            let known = figures.areas.iter().map(|area| area.id.as_str());
            let found = figures.areas.iter().find(|area| area.id == id);
            Value::from(Serde(found.ok_or_else(|| unknown("area", &id, known))?))
        }
        "measure" => {
            let (id,): (String,) = from_args(arguments)?;
            Value::from(Serde(measure(figures, &id)?))
        }
        "at" => {
            let (day,): (Value,) = from_args(arguments)?;
            let figures = derive::plan::figures(&planned.plan, date(&day)?.0, None);
            plan_value(Box::new(planned.clone()), figures)
        }
        "movement" => {
            let (since,): (Value,) = from_args(arguments)?;
            let movement = derive::plan::movement(&planned.plan, date(&since)?.0, figures.as_at.0);
            Value::from(Serde(&movement))
        }
        _ => return Ok(None),
    };
    Ok(Some(made))
}

/// The measure of that name.
pub(super) fn measure<'f>(
    figures: &'f Figures,
    id: &str,
) -> Result<&'f derive::measure::MeasureState, Error> {
    let named = |measure: &&derive::measure::MeasureState| measure.id.as_deref() == Some(id);
    let known = figures.measures().filter_map(|measure| measure.id.as_deref());
    figures.measures().find(named).ok_or_else(|| unknown("measure", id, known))
}

/// A date that an expression gave: one from the data, or text such as `2022-09-29`.
fn date(value: &Value) -> Result<Date, Error> {
    if let Some(date) = value.downcast_object_ref::<Date>() {
        return Ok(*date);
    }
    let written = value.as_str().and_then(|text| text.parse().ok()).map(Date);
    written
        .ok_or_else(|| wrong("a date is wanted here, such as \"2022-09-29\" or one from the data"))
}

/// The error for a name that the plan does not have.
pub(super) fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<_> = known.collect();
    let near = match closest(id, known.iter().copied()) {
        Some(near) => format!("; did you mean \"{near}\"?"),
        None => format!("; it has {}", known.join(", ")),
    };
    wrong(format!("the plan has no {what} \"{id}\"{near}"))
}
