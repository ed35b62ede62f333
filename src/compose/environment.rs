//! What expressions in prose can do besides naming values and sums: filters for numbers, words, dates and lists, and `ref`.

use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::expression::{COUNTS_ITEMS, kind};
use super::quantity::{Operation, Quantity};
use super::value::Reference;
use crate::bounds::bounded;
use crate::derive::review::working_days;
use crate::language::{Wording, dates};
use crate::read::date::Date;
use crate::read::number::Number;

/// How much work one expression may do, in minijinja's instructions.
const FUEL: u64 = 100_000;

/// The environment in which prose is evaluated; `date` is the house style's form of a date.
pub(super) fn environment(date: &str, wording: &Wording) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    bounded(&mut environment);
    let form: Arc<str> = date.into();
    let language = wording.language().clone();
    environment.add_filter("date", move |value: &Value, pattern: Option<String>| {
        let date = value
            .downcast_object_ref::<Date>()
            .ok_or_else(|| wrong("`date` is for dates", value))?;
        dates::format_date(&language, date.0, pattern.as_deref().unwrap_or(&form))
            .map_err(|problem| Error::new(ErrorKind::InvalidOperation, problem.to_string()))
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
            return Err(wrong("`and_list` is for lists", value));
        }
        let items: Vec<String> = value.try_iter()?.map(|item| item.to_string()).collect();
        Ok(language.lists.list(&items))
    });
    for name in ["length", "count"] {
        environment.add_filter(name, move |value: &Value| match value.kind() {
            ValueKind::Map => Err(wrong(&format!("`{name}` {COUNTS_ITEMS}"), value)),
            _ => {
                value.len().ok_or_else(|| wrong(&format!("`{name}` is for lists and texts"), value))
            }
        });
    }
    environment.add_function("working_days", |from: &Value, to: &Value| {
        let day = |value: &Value| {
            let date = value.downcast_object_ref::<Date>();
            date.map(|date| date.0).ok_or_else(|| wrong("`working_days` is for two dates", value))
        };
        working_days(day(from)?, day(to)?).ok_or_else(|| {
            let message = "the bank holidays between these dates are not known";
            Error::new(ErrorKind::InvalidOperation, message)
        })
    });
    environment.add_function("ref", |label: String| Value::from_object(Reference(label)));
    environment
}

/// Adds the filters that compute with numbers, or say how one is printed.
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
        // `money(1)` states the places, `money("m")` how large the unit is.
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
        let numbers = value.try_iter()?.map(|item| quantity("sum", &item));
        made(numbers.into_iter().try_fold(nothing, |all, next| {
            all.with(Operation::Plus, &next.map_err(|error| error.to_string())?)
        }))
    });
}

/// The quantity that a filter is given.
fn quantity(filter: &str, value: &Value) -> Result<Quantity, Error> {
    Quantity::of(value).ok_or_else(|| wrong(&format!("`{filter}` is for numbers"), value))
}

/// The whole number that a filter is given.
fn whole(filter: &str, value: &Value) -> Result<i64, Error> {
    let what = format!("`{filter}` is for whole numbers");
    let quantity = Quantity::of(value).ok_or_else(|| wrong(&what, value))?;
    let why = || Error::new(ErrorKind::InvalidOperation, format!("{what}, and this is {quantity}"));
    quantity.whole().ok_or_else(why)
}

/// What a filter makes of a quantity, as a value.
fn made(made: Result<Quantity, String>) -> Result<Value, Error> {
    made.map(Value::from_object).map_err(|why| Error::new(ErrorKind::InvalidOperation, why))
}

/// The error for a value that a filter is not for.
fn wrong(what: &str, value: &Value) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{what}, and this is {}", kind(value)))
}
