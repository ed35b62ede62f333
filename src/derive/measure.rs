//! A measure as it stood on a day: its readings, the target in force, and which way it goes.
//!
//! Nothing that became known later is looked at: a restated figure replaces the one before only from
//! the day it was reported.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::plan::{Area, Better, Measure, Reading};
use crate::read::date::Date;

/// A measure as it stood on a day.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureState {
    /// The name that prose and charts use.
    pub id: Option<String>,
    /// The `id` of its area.
    pub area: String,
    /// What it measures.
    pub name: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Which way is better.
    pub better: Better,
    /// Where it stood before the plan.
    pub baseline: Option<Point>,
    /// Its readings, earliest first, each as last reported; without the baseline.
    pub readings: Vec<Point>,
    /// The last reading.
    pub latest: Option<Point>,
    /// Everything it is to reach, earliest first.
    pub targets: Vec<Goal>,
    /// The target in force for the last reading: the first whose day is that of the reading or later, or
    /// the last of all where every target's day has passed. Without a reading, the first.
    pub target: Option<Goal>,
    /// How far the last reading lies above (or, if negative, below) the target in force.
    pub variance: Option<f64>,
    /// The same in words: `8.5 percentage points below target`.
    pub variance_words: Option<String>,
    /// Whether the last reading is at least as good as the target in force.
    pub met: Option<bool>,
    /// Which way it went over its last three readings, of which the baseline is the first.
    pub direction: Option<Direction>,
    /// Whether the last reading may still be corrected.
    pub provisional: bool,
    /// What others reached.
    pub comparators: Vec<Comparison>,
    /// What a reader must know of how it is counted.
    pub note: Option<String>,
}

/// A value of a measure on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The day.
    pub on: Date,
    /// The value.
    pub value: f64,
    /// The value with its unit: `61.5%`.
    pub words: String,
    /// Whether it may still be corrected.
    pub provisional: bool,
    /// Whether it replaces a different value reported earlier for the same day.
    pub restated: bool,
}

/// A value to be reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Goal {
    /// By when.
    pub by: Date,
    /// The value.
    pub value: f64,
    /// The value with its unit.
    pub words: String,
}

/// What others reached.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// Who.
    pub name: String,
    /// The day or the end of the period it describes.
    pub on: Date,
    /// The value.
    pub value: f64,
    /// The value with its unit.
    pub words: String,
    /// Where it is published.
    pub source: Option<String>,
}

/// Which way a measure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Each reading is at least as good as the one before, and the last better than the first.
    Improving,
    /// Each reading is no better than the one before, and the last worse than the first.
    Worsening,
    /// All readings are the same.
    Unchanged,
    /// Now better, now worse.
    Mixed,
}

/// The state of a measure on a day.
pub fn state(area: &Area, measure: &Measure, as_at: NaiveDate) -> MeasureState {
    let unit = measure.unit.as_ref().map(|unit| unit.value.clone());
    let readings = known(&measure.actual, as_at);
    let baseline = measure.baseline.as_ref().filter(|baseline| reported(baseline) <= as_at);
    let mut goals: Vec<_> =
        measure.target.iter().map(|target| (target.by.value, target.value)).collect();
    goals.sort_by_key(|(by, _)| *by);
    let values = readings.iter().map(|(reading, _)| reading.value);
    let values = values
        .chain(baseline.map(|baseline| baseline.value))
        .chain(goals.iter().map(|goal| goal.1));
    let places = values.map(decimals).max().unwrap_or(0);
    let words = |value: f64| amount(value, unit.as_deref(), places);
    let point = |reading: &Reading, restated| Point {
        on: reading.on.value,
        value: reading.value,
        words: words(reading.value),
        provisional: reading.provisional,
        restated,
    };
    let readings: Vec<_> =
        readings.into_iter().map(|(reading, restated)| point(reading, restated)).collect();
    let baseline = baseline.map(|baseline| point(baseline, false));
    let targets: Vec<_> =
        goals.into_iter().map(|(by, value)| Goal { by, value, words: words(value) }).collect();
    let latest = readings.last().cloned();
    let target = in_force(&targets, latest.as_ref()).cloned();
    let variance = latest
        .as_ref()
        .zip(target.as_ref())
        .map(|(latest, target)| rounded(latest.value - target.value, places));
    let last: Vec<f64> = baseline.iter().chain(&readings).map(|point| point.value).collect();
    MeasureState {
        id: measure.id.as_ref().map(|id| id.value.clone()),
        area: area.id.value.clone(),
        name: measure.name.value.clone(),
        better: measure.better,
        met: variance.map(|variance| at_least_as_good(measure.better, variance)),
        variance_words: variance.map(|variance| distance(variance, unit.as_deref(), places)),
        variance,
        direction: direction(measure.better, &last[last.len().saturating_sub(3)..]),
        provisional: latest.as_ref().is_some_and(|latest| latest.provisional),
        comparators: measure
            .comparator
            .iter()
            .filter(|other| other.on.0 <= as_at)
            .map(|other| Comparison {
                name: other.name.value.clone(),
                on: other.on.value,
                value: other.value,
                words: words(other.value),
                source: other.source.as_ref().map(|source| source.value.clone()),
            })
            .collect(),
        note: measure.note.as_ref().map(|note| note.value.clone()),
        unit,
        baseline,
        readings,
        latest,
        targets,
        target,
    }
}

/// The day a reading became known.
pub(super) fn reported(reading: &Reading) -> NaiveDate {
    reading.reported.unwrap_or(reading.on).0
}

/// The readings known on a day, one for each day described, and whether each replaces another value.
fn known(readings: &[Reading], as_at: NaiveDate) -> Vec<(&Reading, bool)> {
    let mut all: Vec<_> = readings.iter().filter(|reading| reported(reading) <= as_at).collect();
    all.sort_by_key(|reading| (reading.on.value, reported(reading)));
    let mut known: Vec<(&Reading, bool)> = Vec::new();
    for reading in all {
        match known.last_mut() {
            Some(last) if last.0.on.value == reading.on.value => {
                *last = (reading, last.1 || last.0.value != reading.value);
            }
            _ => known.push((reading, false)),
        }
    }
    known
}

/// The target in force for a reading; see [`MeasureState::target`].
fn in_force<'g>(goals: &'g [Goal], reading: Option<&Point>) -> Option<&'g Goal> {
    let Some(reading) = reading else { return goals.first() };
    goals.iter().find(|goal| goal.by >= reading.on).or(goals.last())
}

/// Whether a variance from the target is none, or on the good side.
fn at_least_as_good(better: Better, variance: f64) -> bool {
    match better {
        Better::Higher => variance >= 0.0,
        Better::Lower => variance <= 0.0,
    }
}

/// Which way some readings go, if there are at least two.
fn direction(better: Better, values: &[f64]) -> Option<Direction> {
    let steps: Vec<f64> = values
        .windows(2)
        .map(|pair| if better == Better::Higher { pair[1] - pair[0] } else { pair[0] - pair[1] })
        .collect();
    let (up, down) = (steps.iter().any(|step| *step > 0.0), steps.iter().any(|step| *step < 0.0));
    let direction = match (up, down) {
        (true, false) => Direction::Improving,
        (false, true) => Direction::Worsening,
        (false, false) => Direction::Unchanged,
        (true, true) => Direction::Mixed,
    };
    (!steps.is_empty()).then_some(direction)
}

/// How many decimal places a value was given with, up to three.
fn decimals(value: f64) -> usize {
    (0..3).find(|places| (rounded(value, *places) - value).abs() < 1e-9).unwrap_or(3)
}

/// A value rounded to decimal places.
fn rounded(value: f64, places: usize) -> f64 {
    let factor = [1.0, 10.0, 100.0, 1000.0][places.min(3)];
    let rounded = (value * factor).round() / factor;
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

/// A value with its unit, as it is printed: `61.5%`, `£1,250`, `12 weeks`.
pub fn amount(value: f64, unit: Option<&str>, places: usize) -> String {
    let number = grouped(value.abs(), places);
    let sign = if value < 0.0 { "−" } else { "" };
    match unit {
        None | Some("") => format!("{sign}{number}"),
        Some("%") => format!("{sign}{number}%"),
        Some("£") => format!("{sign}£{number}"),
        Some(unit) => format!("{sign}{number} {unit}"),
    }
}

/// How far a value lies from its target, in words.
fn distance(variance: f64, unit: Option<&str>, places: usize) -> String {
    let unit = if unit == Some("%") { Some("percentage points") } else { unit };
    let unit = unit.filter(|_| variance != 0.0);
    match variance {
        0.0 => "on target".into(),
        above if above > 0.0 => format!("{} above target", one(amount(above, unit, places))),
        below => format!("{} below target", one(amount(-below, unit, places))),
    }
}

/// One percentage point is not "points".
fn one(words: String) -> String {
    if words == "1 percentage points" { "1 percentage point".into() } else { words }
}

/// A number with its thousands apart.
fn grouped(value: f64, places: usize) -> String {
    let plain = format!("{value:.places$}");
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_read_as_they_are_printed() {
        for (value, unit, places, words) in [
            (61.5, Some("%"), 1, "61.5%"),
            (42.0, Some("%"), 1, "42.0%"),
            (1250.0, Some("£"), 0, "£1,250"),
            (12.0, Some("weeks"), 0, "12 weeks"),
            (-3.0, None, 0, "−3"),
            (1_234_567.25, None, 2, "1,234,567.25"),
        ] {
            assert_eq!(amount(value, unit, places), words);
        }
        assert_eq!(distance(-8.5, Some("%"), 1), "8.5 percentage points below target");
        assert_eq!(distance(1.0, Some("%"), 0), "1 percentage point above target");
        assert_eq!(distance(0.0, Some("days"), 0), "on target");
    }

    #[test]
    fn direction_looks_at_which_way_is_better() {
        use Direction::*;
        assert_eq!(direction(Better::Higher, &[42.0, 50.0, 61.5]), Some(Improving));
        assert_eq!(direction(Better::Lower, &[42.0, 50.0, 61.5]), Some(Worsening));
        assert_eq!(direction(Better::Lower, &[5.0, 5.0]), Some(Unchanged));
        assert_eq!(direction(Better::Lower, &[5.0, 6.0, 4.0]), Some(Mixed));
        assert_eq!(direction(Better::Lower, &[5.0]), None);
    }

    proptest! {
        #[test]
        fn no_value_panics(value in any::<f64>(), places in 0usize..6) {
            let _ = amount(value, Some("%"), places);
            let _ = (decimals(value), rounded(value, places), distance(value, None, places));
        }
    }
}
