//! Provides what expressions in prose can use besides names and sums: filters for numbers, words, dates and lists,
//! and `ref`.

use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, UndefinedBehavior, Value};

use super::quantity::{Operation, Quantity};
use super::refusal::Refusal;
use super::value::Reference;
use crate::bounds::bounded;
use crate::derive::review::working_days;
use crate::language::{Wording, dates};
use crate::read::date::Date;
use crate::read::number::Number;

/// The most work that one expression may do, in minijinja's instructions.
const FUEL: u64 = 100_000;

/// The environment that evaluates prose; `date` is the house style's date format.
pub(super) fn environment(date: &str, wording: &Wording) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    bounded(&mut environment);
    let form: Arc<str> = date.into();
    let language = wording.language().clone();
    environment.add_filter("date", move |value: &Value, pattern: Option<String>| {
        let date = value.downcast_object_ref::<Date>().ok_or_else(|| {
            wrong(
                "`date` is for dates",
                value,
                "a date is written without quotation marks in its file, as in `due = 2022-09-30`",
            )
        })?;
        dates::format_date(&language, date.0, pattern.as_deref().unwrap_or(&form))
            .map_err(|problem| Refusal::new(problem.to_string(), problem.hint()).into())
    });
    let language = wording.language().clone();
    environment.add_filter("words", move |value: &Value| {
        whole("words", value).map(|number| language.numbers.words(number))
    });
    let language = wording.language().clone();
    environment.add_filter("ordinal", move |value: &Value| {
        whole("ordinal", value).map(|number| language.numbers.ordinal(number))
    });
    of_numbers(&mut environment);
    let language = wording.language().clone();
    environment.add_filter("and_list", move |value: &Value| {
        if value.kind() != ValueKind::Seq && value.kind() != ValueKind::Iterable {
            let hint = "give it a list: `{{ plan.overdue.ids | and_list }}`";
            return Err(wrong("`and_list` is for lists", value, hint));
        }
        let items: Vec<String> = value.try_iter()?.map(|item| item.to_string()).collect();
        Ok(language.lists.list(&items))
    });
    for name in ["length", "count"] {
        environment.add_filter(name, move |value: &Value| match value.kind() {
            ValueKind::Map => {
                let hint = "a group says itself how many it has: `{{ plan.overdue.count }}`";
                Err(wrong(&format!("`{name}` counts the items of a list"), value, hint))
            }
            _ => value.len().ok_or_else(|| {
                let hint = format!("print what stands before `| {name}` by itself");
                wrong(&format!("`{name}` is for lists and texts"), value, hint)
            }),
        });
    }
    environment.add_function("working_days", |from: &Value, to: &Value| {
        let day = |value: &Value| {
            let date = value.downcast_object_ref::<Date>();
            let hint = "name two dates of the data: `{{ working_days(plan.submitted, meeting) }}`";
            date.map(|date| date.0)
                .ok_or_else(|| wrong("`working_days` is for two dates", value, hint))
        };
        working_days(day(from)?, day(to)?).ok_or_else(|| {
            Refusal::new(
                "the working days between these dates cannot be counted: the bank holidays of one of the years are not known",
                "check the years of both dates, or write the number as you know it",
            )
            .into()
        })
    });
    environment.add_function("ref", |label: String| Value::from_object(Reference(label)));
    environment
}

/// Adds the filters that compute with numbers or change how one is printed.
fn of_numbers(environment: &mut Environment<'_>) {
    environment.add_filter("number", |value: &Value, places: Option<i32>| {
        made(quantity("number", value)?.plain().rounded(places))
    });
    environment.add_filter("round", |value: &Value, places: Option<i32>| {
        made(quantity("round", value)?.rounded(Some(places.unwrap_or(0))))
    });
    environment.add_filter("percent", |value: &Value, places: Option<i32>| {
        made(quantity("percent", value)?.percent(places))
    });
    environment.add_filter("signed", |value: &Value, places: Option<i32>| {
        made(quantity("signed", value)?.signed().rounded(places))
    });
    environment.add_filter("money", |value: &Value, large: Option<Value>, places: Option<i32>| {
        // `money(1)` gives the decimal places, `money("m")` the unit of size.
        let first =
            large.as_ref().and_then(Value::as_i64).and_then(|places| places.try_into().ok());
        let large = large.as_ref().and_then(Value::as_str);
        made(quantity("money", value)?.money(large, first.or(places)))
    });
    environment.add_filter("abs", |value: &Value| {
        let quantity = quantity("abs", value)?;
        let below = quantity.number.is_negative();
        made(Ok(if below { quantity.negated() } else { quantity }))
    });
    environment.add_filter("sum", |value: &Value| {
        let nothing = Quantity::new(Number::ZERO, None);
        let hint = "two numbers are added with `+`";
        let items = value.try_iter().map_err(|_| wrong("`sum` adds up a list", value, hint))?;
        let mut sum = nothing;
        for item in items {
            sum = sum
                .with(Operation::Plus, &quantity("sum", &item)?)
                .map_err(|why| Refusal::new(why, "add up numbers of one unit"))?;
        }
        Ok::<_, Error>(Value::from_object(sum))
    });
}

/// The quantity that a filter is applied to.
fn quantity(filter: &str, value: &Value) -> Result<Quantity, Error> {
    Quantity::of(value).ok_or_else(|| {
        let hint = match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => {
                "count a list with `| length` first, or add it up with `| sum`"
            }
            ValueKind::String => {
                "a number is written without quotation marks in its file, as in `value = 61.5`"
            }
            _ => "name a number of the data, or a sum of some",
        };
        wrong(&format!("`{filter}` is for numbers"), value, hint)
    })
}

/// The whole number that a filter is applied to.
fn whole(filter: &str, value: &Value) -> Result<i64, Error> {
    let what = format!("`{filter}` is for whole numbers");
    let hint = "name a number of the data: `{{ plan.total | words }}`";
    let quantity = Quantity::of(value).ok_or_else(|| wrong(&what, value, hint))?;
    quantity.whole().ok_or_else(|| {
        let hint = format!("round it first, as in `| round | {filter}`, or print it in figures");
        Refusal::new(format!("{what}, and this is {quantity}"), hint).into()
    })
}

/// The result of a filter, as a value.
fn made(made: Result<Quantity, Refusal>) -> Result<Value, Error> {
    made.map(Value::from_object).map_err(Error::from)
}

/// The error for a value of a kind that a filter does not take.
fn wrong(what: &str, value: &Value, hint: impl Into<String>) -> Error {
    Refusal::of(what, value, hint).into()
}
