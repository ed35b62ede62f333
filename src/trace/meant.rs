//! Resolves what a person means by a key: a value, a record or a group, with everything below it.
//!
//! In come the data of a file and a key; out come the data that are meant, or the possible meanings if that is
//! unclear. A key names what is in a file from the outside inwards; what comes before its last name may be left out.
//! Of several readings the first of these is taken: a complete key, the number of a line, a key or name, a position
//! in a list.

use super::data::{Datum, Form, StepName, kind_of};
use crate::edit::Step;

/// The meaning of a key.
#[derive(Debug)]
pub(crate) enum Meant {
    /// Exactly one reading.
    These(These),
    /// Several readings: the complete key and the line of one of each.
    Unclear(Vec<(String, usize)>),
    /// None; here is everything that could be meant.
    Nothing(Vec<Datum>),
}

/// The data that are meant.
#[derive(Debug)]
pub(crate) struct These {
    /// The data named directly.
    pub(crate) named: Vec<Datum>,
    /// Those data with everything below them.
    pub(crate) whole: Vec<Datum>,
    /// If the key is the number of a line, the complete keys of whatever else has it as a name.
    pub(crate) passed: Vec<String>,
}

/// Something with a key: the first `end` steps of the path of a datum, which is at or below it.
#[derive(Debug, Clone, Copy)]
struct Unit<'d> {
    datum: &'d Datum,
    end: usize,
}

/// Resolves a key among the data of a file.
pub(super) fn meant(data: Vec<Datum>, key: &str) -> Meant {
    let mut units = units(&data, key);
    let exact: Vec<Unit<'_>> = units.iter().copied().filter(|unit| unit.key() == key).collect();
    if !exact.is_empty() {
        return Meant::These(these(&data, &exact, Vec::new()));
    }
    let by_line = in_line(&data, key);
    if !by_line.is_empty() {
        let passed = units.iter().map(Unit::key).collect();
        return Meant::These(these(&data, &by_line, passed));
    }
    if units.iter().any(|unit| !unit.is_by_place()) {
        units.retain(|unit| !unit.is_by_place());
    }
    let mut readings: Vec<Unit<'_>> = Vec::new();
    for unit in &units {
        if !readings.iter().any(|other| unit.is_read_like(other)) {
            readings.push(*unit);
        }
    }
    match readings.len() {
        0 => Meant::Nothing(data),
        1 => Meant::These(these(&data, &units, Vec::new())),
        _ => Meant::Unclear(readings.iter().map(|unit| (unit.key(), unit.datum.line)).collect()),
    }
}

/// Everything that a key can name.
fn units<'d>(data: &'d [Datum], key: &str) -> Vec<Unit<'d>> {
    let wanted: Vec<String> = key.split('.').map(|name| name.replace('_', "-")).collect();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let mut units: Vec<Unit<'d>> = Vec::new();
    for datum in data {
        for end in 1..=datum.path.len() {
            let unit = Unit { datum, end };
            let goes_by = |(last, before): (&StepName, &[StepName])| {
                without(&wanted, last).is_some_and(|left| is_said(before, left))
            };
            if datum.names[..end].split_last().is_some_and(goes_by)
                && !units.iter().any(|other| other.path() == unit.path())
            {
                units.push(unit);
            }
        }
    }
    units
}

/// The names that are left if the last ones name this step; `None` if they do not. A name may contain dots.
fn without<'w, 'k>(wanted: &'w [&'k str], step: &StepName) -> Option<&'w [&'k str]> {
    let own: Vec<String> = step.words.split('.').map(|name| name.replace('_', "-")).collect();
    let (left, last) = wanted.split_at_checked(wanted.len().checked_sub(own.len())?)?;
    let is = |(own, wanted): (&String, &&str)| {
        own == wanted || wanted.strip_suffix('s') == Some(own.as_str())
    };
    own.iter().zip(last).all(is).then_some(left)
}

/// Whether steps match names in their order; steps may be left out.
fn is_said(steps: &[StepName], wanted: &[&str]) -> bool {
    wanted.is_empty()
        || (0..steps.len())
            .any(|at| without(wanted, &steps[at]).is_some_and(|left| is_said(&steps[..at], left)))
}

/// The values in a line, or else the records that begin in it.
fn in_line<'d>(data: &'d [Datum], key: &str) -> Vec<Unit<'d>> {
    let Ok(line) = key.parse::<usize>() else { return Vec::new() };
    let whole = |datum: &'d Datum| Unit { datum, end: datum.path.len() };
    let (records, values): (Vec<_>, Vec<_>) = data
        .iter()
        .filter(|datum| datum.line == line)
        .partition(|datum| datum.form == Form::Record);
    let found = if values.is_empty() { records } else { values };
    found.into_iter().map(whole).collect()
}

/// The data at units, with everything below them.
fn these(data: &[Datum], units: &[Unit<'_>], passed: Vec<String>) -> These {
    let whole: Vec<&Datum> =
        data.iter().filter(|datum| units.iter().any(|unit| unit.holds(datum))).collect();
    // A group is not a datum, so its contents are shown instead.
    let is_shown = |datum: &&&Datum| {
        let unit = units.iter().find(|unit| unit.holds(datum));
        unit.is_some_and(|unit| unit.own(data).is_none_or(|own| own.path == datum.path))
    };
    let named = whole.iter().filter(is_shown).map(|datum| (*datum).clone()).collect();
    These { named, whole: whole.into_iter().cloned().collect(), passed }
}

impl<'d> Unit<'d> {
    /// Its path.
    fn path(&self) -> &'d [Step] {
        &self.datum.path[..self.end]
    }

    /// Its path as people write it.
    fn key(&self) -> String {
        let names = self.datum.names[..self.end].iter().map(|name| name.words.as_str());
        names.collect::<Vec<_>>().join(".")
    }

    /// The datum at its path, if there is one.
    fn own<'a>(&self, data: &'a [Datum]) -> Option<&'a Datum> {
        data.iter().find(|datum| datum.path == self.path())
    }

    /// Whether a datum is at or below it.
    fn holds(&self, datum: &Datum) -> bool {
        datum.path.starts_with(self.path())
    }

    /// Whether it is named by its position in a list.
    fn is_by_place(&self) -> bool {
        self.datum.names[..self.end].last().is_some_and(|name| name.is_place)
    }

    /// Whether both are one reading of a key: keys of the same name, wherever they are, or records of the same kind.
    fn is_read_like(&self, other: &Self) -> bool {
        let is_key = |unit: &Self| matches!(unit.path().last(), Some(Step::Key(_)));
        match (is_key(self), is_key(other)) {
            (true, true) => true,
            (false, false) => kind_of(self.path()) == kind_of(other.path()),
            _ => false,
        }
    }
}
