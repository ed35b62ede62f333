//! Reports values of a measure that are out of proportion to its others.

use crate::diag::{Diagnostic, Place, Rule};
use crate::language::sentences::words;
use crate::model::plan::Measure;
use crate::read::number::Number;

/// Reports each value of a measure that cannot be one of what it measures, by its other values.
pub(super) fn validate(measure: &Measure) -> Vec<Diagnostic> {
    let readings = measure.baseline.iter().chain(&measure.actual);
    let readings = readings.map(|reading| (reading.value, reading.place));
    let targets = measure.target.iter().map(|target| (target.value, target.place));
    let others = measure.comparator.iter().map(|other| (other.value, other.place));
    let all: Vec<_> = readings.chain(targets).chain(others).collect();
    let mut findings = negative(measure, &all);
    if is_percentage(measure) {
        findings.extend(percentages(all));
    }
    findings
}

/// Whether a measure is in per cent.
fn is_percentage(measure: &Measure) -> bool {
    measure.unit.as_ref().is_some_and(|unit| unit.trim() == "%")
}

/// Words in the name of a measure that can fall below zero: a change, a balance, a score.
const SIGNED: [&str; 33] = [
    "above",
    "against",
    "balance",
    "balances",
    "below",
    "budget",
    "change",
    "changes",
    "compared",
    "cost",
    "costs",
    "deficit",
    "difference",
    "early",
    "gap",
    "growth",
    "index",
    "margin",
    "movement",
    "net",
    "outturn",
    "over",
    "overspend",
    "relative",
    "return",
    "score",
    "spend",
    "spending",
    "surplus",
    "temperature",
    "underspend",
    "variance",
    "variation",
];
/// Units in which something can be counted from a day or a level that lies before or below it.
const FROM: [&str; 7] = ["day", "week", "month", "year", "hour", "minute", "point"];

/// Reports a share or a count below zero where most values of its measure are not. Sums of money, and what is
/// measured from some level, may well be.
fn negative(measure: &Measure, all: &[(Number, Place)]) -> Vec<Diagnostic> {
    let unit = measure.unit.as_ref().map_or("", |unit| unit.trim());
    let counts = |next: char| next.is_alphabetic() || next == '|' || next == ' ' || next == '-';
    let is_from = unit.split(['|', ' ']).any(|word| FROM.contains(&word.trim_end_matches('s')));
    let is_count = unit.chars().all(counts)
        && !is_from
        && all.iter().all(|(value, _)| value.whole().is_some());
    let is_signed = words(&measure.name).any(|(_, word)| SIGNED.contains(&&*word.to_lowercase()));
    let (below, others): (Vec<_>, Vec<_>) = all.iter().partition(|(value, _)| value.is_negative());
    if is_signed || below.len() >= others.len() || !(is_count || is_percentage(measure)) {
        return Vec::new();
    }
    let what = if is_count { "count" } else { "share" };
    let sign = if is_count { "" } else { "%" };
    let warning = |(value, place): &(Number, Place)| {
        let message = format!("{value}{sign} is less than none, and this measure is a {what}");
        Diagnostic::of(Rule::LessThanNone, *place, message).hint("check the sign")
    };
    below.into_iter().map(warning).collect()
}

/// The multiple of a measure's largest percentage up to 100 above which another one has a misplaced decimal point.
const SLIP: i64 = 2;

/// Reports a percentage over 100 that is out of proportion to the measure's other values, which are parts of a whole.
fn percentages(all: Vec<(Number, Place)>) -> Vec<Diagnostic> {
    let whole = Number::from(100);
    let fractions = fractions(&all);
    let (over, within): (Vec<_>, Vec<_>) = all.into_iter().partition(|(value, _)| *value > whole);
    if over.len() > within.len() {
        return fractions;
    }
    let largest = within.iter().map(|(value, _)| *value).max();
    let bound = largest.and_then(|largest| largest.times(SLIP.into())).unwrap_or(whole);
    let over = over.into_iter().filter(|(value, _)| *value > bound);
    let warning = |(value, place): (Number, Place)| {
        let message = format!("{value}% is more than the whole");
        Diagnostic::of(Rule::MoreThanWhole, place, message)
            .hint("check where the decimal point belongs")
    };
    over.map(warning).chain(fractions).collect()
}

/// Below how many percent no value may be for one of at most 1 beside it to be a share of 1.
const SHARES: i64 = 10;

/// The warnings for percentages of at most 1 beside others that are far larger, which were meant as shares of 1.
fn fractions(all: &[(Number, Place)]) -> Vec<Diagnostic> {
    let (one, least) = (Number::from(1), Number::from(SHARES));
    let (small, others): (Vec<&(Number, Place)>, Vec<_>) =
        all.iter().partition(|(value, _)| *value > Number::ZERO && *value <= one);
    if small.len() >= others.len() || others.iter().any(|(value, _)| *value < least) {
        return Vec::new();
    }
    let warning = |&(value, place): &(Number, Place)| {
        let message = format!("{value}% is far from every other value of this measure");
        Diagnostic::warning(place, message)
            .hint("if it is a share of 1, write it in per cent: 51 and not 0.51")
    };
    small.into_iter().map(warning).collect()
}
