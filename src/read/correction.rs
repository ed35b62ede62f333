//! Suggests what a value of the wrong type was meant to be.

use toml::Spanned;
use toml::de::DeValue;

use super::decode::Decode;
use super::syntax::scalar;
use crate::read::date::{Date, Time};

/// What is expected of a group whose keys the author chooses.
pub(super) const GROUP: &str = "a group of keys";

/// What is expected of a list.
pub(super) const LIST: &str = "a list";

/// A suggestion for a value of the wrong type.
pub(super) struct Correction {
    /// What to do, in words.
    pub(super) hint: String,
    /// The value that was meant, in TOML, where that is clear.
    pub(super) meant: Option<String>,
}

impl<T: Into<String>> From<T> for Correction {
    fn from(hint: T) -> Self {
        Self { hint: hint.into(), meant: None }
    }
}

/// The type of a TOML value in words, with its article.
pub(super) fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(number) if number.as_str().ends_with(char::is_alphabetic) => {
            "a word for no number at all"
        }
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a group of keys",
    }
}

/// The suggestion for a value, written as `raw` under `key` in a row with this unit, where another type is expected.
pub(super) fn correction(
    value: &DeValue<'_>,
    raw: &str,
    expected: &str,
    unit: Option<&str>,
    key: &str,
) -> Correction {
    let is_text = expected == String::EXPECTED;
    let text = value.as_str().unwrap_or(raw);
    let scalar = scalar(text, expected, unit);
    let (hint, meant) = match value {
        DeValue::String(_) if is_written_as(text, expected) => {
            (format!("remove the quotation marks: {text}"), text.to_owned())
        }
        _ if let Some(scalar) = scalar => (
            format!(
                "write `{}`{}, without quotation marks; {}",
                scalar.value, scalar.aside, scalar.message
            ),
            scalar.value,
        ),
        DeValue::String(_) if expected == LIST => {
            (format!("put it between square brackets: `[{raw}]`"), format!("[{raw}]"))
        }
        DeValue::Table(_) if expected == LIST && raw.starts_with('{') => {
            return format!("put it between square brackets: `[{raw}]`").into();
        }
        DeValue::Table(_) if expected == LIST => {
            return "write the group's name in double square brackets: `[[name]]`".into();
        }
        _ if expected == LIST => {
            return "put values between square brackets: `[\"…\", \"…\"]`; a list of groups is `[[name]]`, once for each".into();
        }
        DeValue::Array(_) | DeValue::Table(_) if is_text => {
            return "put one text in quotation marks".into();
        }
        _ if is_text => (format!("put it in quotation marks: `\"{raw}\"`"), format!("\"{raw}\"")),
        DeValue::String(_) if expected == GROUP => {
            return match key {
                "judgement" => {
                    format!("say of which visit, such as `judgement.inspection = {raw}`")
                }
                _ => format!("say for what: write a name after a dot, as in `{key}.name = {raw}`"),
            }
            .into();
        }
        DeValue::Float(number) if number.as_str().ends_with(char::is_alphabetic) => {
            return "write its digits, or leave the line out where no figure is known".into();
        }
        _ if expected == Date::EXPECTED => return undated(text).into(),
        _ => return format!("write {expected}").into(),
    };
    Correction { hint, meant: Some(meant) }
}

/// The hint for words that do not name a day, where one is expected.
fn undated(text: &str) -> String {
    match scalar::last_day(text) {
        Some(day) => format!("write the day that is meant: the last one of `{text}` is {day}"),
        None => "write a date such as 2022-11-10, without quotation marks; where none is fixed yet, write the one that is aimed at, and say so in words".to_owned(),
    }
}

/// A date, time, number or truth as people write it, where that is expected.
fn scalar(text: &str, expected: &str, unit: Option<&str>) -> Option<scalar::Corrected> {
    let corrected = match expected {
        Date::EXPECTED => scalar::day(text),
        Time::EXPECTED => scalar::time(text),
        f64::EXPECTED | i64::EXPECTED | u16::EXPECTED | u8::EXPECTED => scalar::number(text, unit),
        bool::EXPECTED => scalar::truth(text),
        _ => None,
    };
    corrected.filter(|corrected| !corrected.value.is_empty())
}

/// Whether a text is what is expected, apart from its quotation marks.
fn is_written_as(text: &str, expected: &str) -> bool {
    let is = |wanted: &[&str]| wanted.contains(&expected);
    match DeValue::parse(text).map(Spanned::into_inner) {
        Ok(DeValue::Datetime(written)) if written.date.is_some() => is(&[Date::EXPECTED]),
        Ok(DeValue::Datetime(_)) => is(&[Time::EXPECTED]),
        Ok(DeValue::Integer(_)) => is(&[f64::EXPECTED, i64::EXPECTED, u16::EXPECTED, u8::EXPECTED]),
        Ok(DeValue::Float(_)) => is(&[f64::EXPECTED]),
        Ok(DeValue::Boolean(_)) => is(&[bool::EXPECTED]),
        _ => false,
    }
}
