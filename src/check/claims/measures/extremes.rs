//! Whether a reading is the first, the lowest or the best of all: "the lowest yet", "for the first time below where it
//! started".

use super::goals::GOALS;
use super::{Spoken, claim, figure, is_one};
use crate::check::claims::Claim;
use crate::check::claims::reading::Sentence;
use crate::check::claims::verbs::Way;
use crate::derive::measure::Point;
use crate::model::plan::Better;
use crate::read::number::Number;

/// Words for the most and the least, and for the best and the worst.
const MOST: [&str; 5] = ["highest", "largest", "longest", "greatest", "biggest"];
const LEAST: [&str; 4] = ["lowest", "smallest", "shortest", "fewest"];
const BEST: [&str; 1] = ["best"];
const WORST: [&str; 1] = ["worst"];
/// Words with which one of these is of all readings.
const OF_ALL: [&str; 4] = ["yet", "far", "date", "ever"];
/// How far behind it they stand.
const REACH: usize = 5;
/// Words for how often something was so.
const TIMES: [(&str, usize); 4] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];
/// Words for where a measure was before the plan.
const START: [&str; 5] = ["started", "start", "baseline", "began", "outset"];

/// The words of a sentence that say of the measure what no readings bear out.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let found = (0..tokens.len()).filter_map(|at| {
        let data = most(sentence, spoken, at).or_else(|| times(sentence, spoken, at))?;
        let mut claim = claim(sentence, spoken, at, &data);
        claim.data = Some(spoken.data(false));
        tokens[at].typed.then_some(claim)
    });
    found.collect()
}

/// What the data have where a reading is said at a token to be the most or the least of all, and is not.
fn most(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<String> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let way = match () {
        () if tokens[at].is(&MOST) => Way::Up,
        () if tokens[at].is(&LEAST) => Way::Down,
        () if tokens[at].is(&BEST) => Way::Better,
        () if tokens[at].is(&WORST) => Way::Worse,
        () => return None,
    };
    let behind = at + 1..tokens.len().min(at + 1 + REACH);
    let mut of_all = behind.clone().filter(|at| tokens[*at].is(&OF_ALL));
    let since = behind.clone().find(|at| tokens[*at].is(&["since"]));
    let since = since.and_then(|at| spoken.reference(tokens, at));
    let first = match since.as_ref().map(|then| then.first().map(|point| point.on)) {
        Some(then) => then,
        None => of_all.next().map(|_| None)?,
    };
    let said = (0..tokens.len()).rev().find_map(|at| {
        let said = figure(measure, &tokens[at])?;
        spoken.points().find(|point| is_one(said, point.value))
    });
    let latest = said.or(measure.latest.as_ref())?;
    let others = || spoken.points().filter(|point| first.is_none_or(|first| point.on >= first));
    let beyond = others().find(|other| spoken.went(latest, other, way))?;
    Some(format!(
        "by the data, “{}” was {} on {}",
        measure.name,
        beyond.words,
        beyond.on.0.format("%-d %B %Y")
    ))
}

/// What the data have where something is said at a token to be so for the first time, or another, and was so as often at no
/// reading.
fn times(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<String> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let (_, often) = TIMES.iter().find(|(word, _)| tokens[at].is(&[*word]))?;
    if !sentence.is(at + 1, &["time"]) {
        return None;
    }
    let higher = measure.better == Better::Higher;
    let (side, is_above) = (at + 2..tokens.len()).find_map(|at| match () {
        () if tokens[at].is(&["above", "over", "exceeded"]) => Some((at, true)),
        () if tokens[at].is(&["below", "under"]) => Some((at, false)),
        () if tokens[at].is(&["met", "reached", "hit"]) => Some((at, higher)),
        () => None,
    })?;
    let rest = &tokens[side + 1..];
    let figure = rest.iter().find_map(|token| figure(measure, token));
    let start = measure.baseline.as_ref().map(|point| point.value);
    let limits: Vec<Number> = match () {
        () if rest.iter().any(|token| token.is(&START)) => start.into_iter().collect(),
        () if rest.iter().any(|token| token.is(&GOALS)) => {
            measure.targets.iter().map(|goal| goal.value).collect()
        }
        () => figure.into_iter().collect(),
    };
    let reaches = tokens[side].is(&["met", "reached", "hit"]);
    let is_so = |point: &&Point, limit: Number| {
        let beyond = if is_above { point.value > limit } else { point.value < limit };
        beyond || reaches && point.value == limit
    };
    let count = |limit: Number| spoken.points().filter(|point| is_so(point, limit)).count();
    let latest = measure.latest.as_ref()?;
    let right = |limit: &Number| is_so(&latest, *limit) && count(*limit) == *often;
    if limits.is_empty() || limits.iter().any(right) {
        return None;
    }
    let readings: Vec<_> = spoken.points().map(|point| point.words.as_str()).collect();
    Some(format!("by the data, “{}” has been {}", measure.name, readings.join(", then ")))
}
