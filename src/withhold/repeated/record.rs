//! Declares the records of plans and reports by what they are called, with the figures and the days in them.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;
use typst::syntax::FileId;

use super::said::TITLES;
use crate::read::mark::MARKS;

/// A record of a plan or a report, withheld or open, with its figures.
pub(super) struct Record {
    /// The record's title or name.
    pub(super) name: String,
    /// The record's numbers as TOML writes them.
    pub(super) figures: Vec<String>,
    /// The file that the record is in.
    pub(super) file: FileId,
    /// Whether everyone may read it.
    pub(super) is_open: bool,
    /// Its number, if it is an action, and the days in it.
    pub(super) action: Option<String>,
    pub(super) days: Vec<NaiveDate>,
}

/// The day of a date, with or without a time.
pub(super) fn day_of(written: &Datetime) -> Option<NaiveDate> {
    let day = written.date?;
    NaiveDate::from_ymd_opt(day.year.into(), day.month.into(), day.day.into())
}

/// Adds the figures and the days of a table, and those of the tables inside it that have no name of their own; not
/// those of a mark.
pub(super) fn figures_of(
    table: &DeTable<'_>,
    figures: &mut Vec<String>,
    days: &mut Vec<NaiveDate>,
) {
    let own = table.iter().filter(|(key, _)| !MARKS.contains(&key.get_ref().as_ref()));
    for (_, value) in own {
        let inner: Vec<&DeValue<'_>> = match value.get_ref() {
            DeValue::Array(all) => all.iter().map(Spanned::get_ref).collect(),
            one => vec![one],
        };
        for value in inner {
            match value {
                DeValue::Integer(number) => figures.push(number.as_str().to_owned()),
                DeValue::Float(number) => figures.push(number.as_str().to_owned()),
                DeValue::Datetime(day) => days.extend(day_of(day)),
                DeValue::Table(inner) if !TITLES.iter().any(|key| inner.contains_key(*key)) => {
                    figures_of(inner, figures, days);
                }
                _ => {}
            }
        }
    }
}
