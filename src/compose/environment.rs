//! What expressions in prose can do besides naming values: filters for words, dates and lists, and `ref`.

use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::value::Reference;
use crate::derive::review::working_days;
use crate::language::{Wording, dates};
use crate::read::date::Date;

/// How much work one expression may do, in minijinja's instructions.
const FUEL: u64 = 100_000;

/// The environment in which prose is evaluated; `date` is the house style's form of a date.
pub(super) fn environment(date: &str, wording: &Wording) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
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
        let number = value.as_i64().ok_or_else(|| wrong("`words` is for whole numbers", value))?;
        Ok::<_, Error>(language.numbers.words(number))
    });
    let language = wording.language().clone();
    environment.add_filter("ordinal", move |value: &Value| {
        let number =
            value.as_i64().ok_or_else(|| wrong("`ordinal` is for whole numbers", value))?;
        Ok::<_, Error>(language.numbers.ordinal(number))
    });
    let language = wording.language().clone();
    environment.add_filter("and_list", move |value: &Value| {
        if value.kind() != ValueKind::Seq && value.kind() != ValueKind::Iterable {
            return Err(wrong("`and_list` is for lists", value));
        }
        let items: Vec<String> = value.try_iter()?.map(|item| item.to_string()).collect();
        Ok(language.lists.list(&items))
    });
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

/// The error for a value that a filter is not for.
fn wrong(what: &str, value: &Value) -> Error {
    let kind = match value.kind() {
        _ if value.downcast_object_ref::<Date>().is_some() => "a date".to_owned(),
        ValueKind::String => "text".to_owned(),
        ValueKind::Bool => "true or false".to_owned(),
        ValueKind::Number => "a number".to_owned(),
        ValueKind::None | ValueKind::Undefined => "nothing".to_owned(),
        ValueKind::Seq | ValueKind::Iterable => "a list".to_owned(),
        kind => format!("a {kind}"),
    };
    Error::new(ErrorKind::InvalidOperation, format!("{what}, and this is {kind}"))
}
