//! Makes other values that a datum could have.
//!
//! In come a datum, the text of its file and its other data; out come texts of the file that differ only in this
//! datum, so that what depends on it can be seen. Whether such a file is valid is left to those who read it.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::data::{Datum, Form};
use crate::edit::{self, Edit, Step, apply};
use crate::model::plan::{Better, EvidenceKind, Grade, Status};
use crate::read::number::Number;

/// By how many days a date is moved.
const DAYS: [u64; 4] = [1, 31, 400, 4000];

/// The sets of words that a datum may be one of, such as the ratings of a risk.
const WORDS: [&[&str]; 3] = [Grade::WORDS, Better::WORDS, EvidenceKind::WORDS];

/// Written into a text to see where it goes. No paper contains it.
const OTHER: &str = "Zzyzx";

/// The number given to the second copy of a record.
const OTHER_NUMBER: &str = "9973";

/// How many of the other values of a datum are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// Enough to see which figures it affects.
    Few,
    /// All that may cross a threshold, and its removal.
    All,
}

/// The text of a file with each of the other values that a datum could have. `all` are the data of the file.
pub(super) fn variants(datum: &Datum, text: &str, all: &[Datum], tried: Tried) -> Vec<String> {
    let put = |value: String| {
        let (before, after) = (&text[..datum.range.start], &text[datum.range.end..]);
        format!("{before}{value}{after}")
    };
    let without = || apply(text, &Edit::Remove(datum.path.clone()), &[]).ok();
    let without = (tried == Tried::All || datum.form == Form::Record).then(without).flatten();
    others(datum, all, tried).into_iter().map(put).chain(without).collect()
}

/// The text with rarer values, for when none of the others gives a valid file: closer ones, or a second copy of a
/// record that cannot be removed because something refers to it.
pub(super) fn rarer(datum: &Datum, text: &str, all: &[Datum], tried: Tried) -> Vec<String> {
    match (datum.form, tried) {
        (Form::Record, _) => twice(datum, text).into_iter().collect(),
        (_, Tried::Few) => variants(datum, text, all, Tried::All),
        (_, Tried::All) => Vec::new(),
    }
}

/// The text of a file with a record twice, the second under a name of its own.
fn twice(datum: &Datum, text: &str) -> Option<String> {
    let (Step::At(place), list) = datum.path.split_last()? else { return None };
    let root = DeTable::parse(text).ok()?;
    let mut copy = copied(&DeValue::Table(root.into_inner()), &datum.path)?;
    if let edit::Datum::Group(pairs) = &mut copy {
        for (_, id) in pairs.iter_mut().filter(|(key, _)| key == "id") {
            *id = match id {
                edit::Datum::Number(_) => edit::Datum::Number(OTHER_NUMBER.into()),
                _ => edit::Datum::Text(OTHER.to_lowercase()),
            };
        }
    }
    apply(text, &Edit::Insert(list.to_vec(), place + 1, copy), &[]).ok()
}

/// A copy of what is at a path, to be written elsewhere.
fn copied(value: &DeValue<'_>, path: &[Step]) -> Option<edit::Datum> {
    if let Some((step, below)) = path.split_first() {
        let inner = match (step, value) {
            (Step::Key(key), DeValue::Table(group)) => group.get(key.as_str()),
            (Step::At(place), DeValue::Array(list)) => list.get(*place),
            _ => None,
        };
        return copied(inner?.get_ref(), below);
    }
    Some(match value {
        DeValue::String(text) => edit::Datum::Text(text.to_string()),
        DeValue::Integer(number) => edit::Datum::Number(number.to_string()),
        DeValue::Float(number) => edit::Datum::Number(number.to_string()),
        DeValue::Boolean(truth) => edit::Datum::Truth(*truth),
        DeValue::Datetime(day) => edit::Datum::Day(day.to_string()),
        DeValue::Array(list) => {
            let all = list.iter().map(|one| copied(one.get_ref(), &[]));
            edit::Datum::List(all.collect::<Option<_>>()?)
        }
        DeValue::Table(group) => {
            let pair = |(key, one): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
                Some((key.get_ref().to_string(), copied(one.get_ref(), &[])?))
            };
            edit::Datum::Group(group.iter().map(pair).collect::<Option<_>>()?)
        }
    })
}

/// Other values of a datum, as they are written.
fn others(datum: &Datum, all: &[Datum], tried: Tried) -> Vec<String> {
    match datum.form {
        Form::Number => numbers(&datum.value, tried),
        Form::Day => days(&datum.value, tried),
        Form::Truth => vec![(datum.value == "false").to_string()],
        Form::Word => words(datum, all).into_iter().map(|word| format!("\"{word}\"")).collect(),
        Form::Text => vec![format!("\"{OTHER}\"")],
        Form::Record => Vec::new(),
    }
}

/// Numbers below and above another, with as many decimal places.
fn numbers(written: &str, tried: Tried) -> Vec<String> {
    let Ok(number) = written.replace('_', "").parse::<Number>() else { return Vec::new() };
    let one = Number::from(1);
    let far = [Some(Number::ZERO), number.times(10.into())];
    let near = [
        number.plus(one),
        number.minus(one),
        number.times(2.into()),
        number.over(2.into()).map(|(half, _)| half),
    ];
    let near = near.into_iter().filter(|_| tried == Tried::All);
    let changed = far.into_iter().chain(near);
    let places = i32::try_from(number.places()).unwrap_or(0);
    let rounded = changed.flatten().filter_map(|other| other.rounded(places));
    // Papers group thousands; TOML does not.
    let written = |other: Number| {
        let sign = if other.is_negative() { "-" } else { "" };
        format!("{sign}{}", other.size()).replace(',', "")
    };
    rounded.filter(|other| *other != number).map(written).collect()
}

/// Days before and after another.
fn days(written: &str, tried: Tried) -> Vec<String> {
    let Some(day) = written.get(..10).and_then(|day| day.parse::<NaiveDate>().ok()) else {
        return Vec::new();
    };
    let by = if tried == Tried::All { &DAYS[..] } else { &DAYS[2..3] };
    let moved = by.iter().flat_map(|days| {
        [day.checked_add_days(Days::new(*days)), day.checked_sub_days(Days::new(*days))]
    });
    moved.flatten().map(|day| format!("{day}{}", &written[10..])).collect()
}

/// The words that could replace another: those of the program's own set, and those used elsewhere under the same key.
fn words(datum: &Datum, all: &[Datum]) -> Vec<String> {
    let statuses: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
    let known = [&statuses[..]].into_iter().chain(WORDS);
    let known = known.filter(|known| known.contains(&datum.value.as_str())).flatten().copied();
    let beside =
        all.iter().filter(|other| other.form == Form::Word && other.kind_of == datum.kind_of);
    let mut words: Vec<String> =
        known.chain(beside.map(|other| other.value.as_str())).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words.retain(|word| *word != datum.value);
    words
}
