//! Writes values: texts in the quotation marks that suit them, long ones as blocks of lines.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use toml::de::DeValue;

use super::Refusal;
use super::prose::fold;

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Datum {
    /// Text on one line.
    Text(String),
    /// Paragraphs, each on one line; in the file they are broken into lines.
    Prose(String),
    /// Yes or no.
    Truth(bool),
    /// A number as typed.
    Number(String),
    /// A day, as year-month-day.
    Day(String),
    /// A time of day, as hours and minutes, with or without seconds.
    Time(String),
    /// A list of values.
    List(Vec<Datum>),
    /// A group of keys with their values, in order.
    Group(Vec<(String, Datum)>),
}

impl Datum {
    /// The value on a line of its own, where there was none before.
    pub(super) fn plain(&self) -> Result<String, Refusal> {
        match self {
            Self::Text(text) => Ok(quoted(text)),
            Self::Prose(text) => Ok(block(text, None)),
            _ => self.inline(),
        }
    }

    /// The value in place of another, in the same quotation marks if they suit it.
    pub(super) fn over(&self, old: &str) -> Result<String, Refusal> {
        let said = DeValue::parse(old).ok();
        let said = said.as_ref().and_then(|old| old.get_ref().as_str());
        let is_block = is_block(old);
        match (self, said) {
            (Self::Text(text) | Self::Prose(text), Some(said))
                if super::flow(said) == text.trim_end() =>
            {
                Ok(old.to_owned())
            }
            (Self::Prose(text), Some(said)) if is_block => Ok(block(text, Some(said))),
            (Self::Text(text), Some(said)) if is_block && said.contains('\n') => {
                Ok(block(text, Some(said)))
            }
            (Self::Text(text), Some(_))
                if old.starts_with('\'') && !text.contains(['\'', '\n']) && is_plain(text) =>
            {
                Ok(format!("'{text}'"))
            }
            _ => self.plain(),
        }
    }

    /// The value on one line, as part of another.
    pub(crate) fn inline(&self) -> Result<String, Refusal> {
        Ok(match self {
            Self::Text(text) | Self::Prose(text) => quoted(text),
            Self::Truth(truth) => truth.to_string(),
            Self::Number(number) => {
                match DeValue::parse(number.trim()).map(|value| value.into_inner()) {
                    Ok(DeValue::Integer(_) | DeValue::Float(_)) => number.trim().to_owned(),
                    _ => return Err(Refusal::NoValue(format!("“{number}” is not a number"))),
                }
            }
            Self::Day(day) => match day.parse::<NaiveDate>() {
                Ok(day) => day.format("%Y-%m-%d").to_string(),
                Err(_) => {
                    return Err(Refusal::NoValue(format!("“{day}” is not a day that exists")));
                }
            },
            Self::Time(time) => {
                let read = NaiveTime::parse_from_str(time, "%H:%M:%S")
                    .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"));
                match read {
                    Ok(time) => time.format("%H:%M:%S").to_string(),
                    Err(_) => {
                        return Err(Refusal::NoValue(format!("“{time}” is not a time of day")));
                    }
                }
            }
            Self::List(values) => {
                let values: Result<Vec<_>, _> = values.iter().map(Self::inline).collect();
                format!("[{}]", values?.join(", "))
            }
            Self::Group(pairs) if pairs.is_empty() => "{}".to_owned(),
            Self::Group(pairs) => {
                let pairs: Result<Vec<_>, _> = pairs
                    .iter()
                    .map(|(name, value)| Ok(format!("{} = {}", key(name), value.inline()?)))
                    .collect();
                format!("{{ {} }}", pairs?.join(", "))
            }
        })
    }
}

/// Keys with their values, each on a new line.
pub(super) fn lines(pairs: &[(String, Datum)]) -> Result<String, Refusal> {
    pairs.iter().map(|(name, value)| Ok(format!("\n{} = {}", key(name), value.plain()?))).collect()
}

/// A key, quoted if necessary.
pub(crate) fn key(name: &str) -> String {
    let is_bare = |next: char| next.is_ascii_alphanumeric() || next == '-' || next == '_';
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => escaped(name),
    }
}

/// Whether a value is written as a block of lines.
pub(super) fn is_block(written: &str) -> bool {
    written.starts_with("\"\"\"") || written.starts_with("'''")
}

/// Whether a text can be written without escapes.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|next| next.is_control() && next != '\t')
}

/// A text on one line, in the quotation marks that need no escapes if possible.
fn quoted(text: &str) -> String {
    match text.contains(['"', '\\']) && !text.contains('\'') && is_plain(text) {
        true => format!("'{text}'"),
        false => escaped(text),
    }
}

/// A text on one line between double quotation marks.
fn escaped(text: &str) -> String {
    format!("\"{}\"", text.chars().map(|next| escape(next, true)).collect::<String>())
}

/// A character inside double quotation marks; `is_line` says that the string must stay on one line.
fn escape(next: char, is_line: bool) -> String {
    match next {
        '\\' => "\\\\".to_owned(),
        '"' if is_line => "\\\"".to_owned(),
        '\n' if is_line => "\\n".to_owned(),
        '\n' | '\t' => next.to_string(),
        _ if next.is_control() => format!("\\u{:04X}", u32::from(next)),
        _ => next.to_string(),
    }
}

/// Paragraphs as a block of lines, or on one line if they are short and there was no text before. `old` is the
/// previous text, whose line breaks are kept in paragraphs that are unchanged.
fn block(text: &str, old: Option<&str>) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_end();
    if old.is_none() && !text.contains('\n') && text.chars().count() <= 100 {
        return quoted(text);
    }
    let lines = fold(text, old.unwrap_or_default());
    let written: String = lines.chars().map(|next| escape(next, false)).collect();
    format!("\"\"\"\n{}\n\"\"\"", written.replace("\"\"\"", "\"\"\\\""))
}
