//! Whether a reading is the first, the lowest or the best of all: "the lowest yet", "for the first time below where it
//! started".

use super::goals::{GOALS, Standing};
use super::{Spoken, claim, figure, is_one};
use crate::check::claims::Claim;
use crate::check::claims::verbs::Way;
use crate::check::reading::Sentence;
use crate::derive::measure::{Goal, Point};
use crate::model::plan::Better;
use crate::read::date::in_words;

/// Words for the most and the least, and for the best and the worst.
const MOST: [&str; 5] = ["highest", "largest", "longest", "greatest", "biggest"];
const LEAST: [&str; 4] = ["lowest", "smallest", "shortest", "fewest"];
const BEST: [&str; 1] = ["best"];
const WORST: [&str; 1] = ["worst"];
/// Words that make it the most or least of all readings.
const OF_ALL: [&str; 4] = ["yet", "far", "date", "ever"];
/// How many tokens after such a word to look for `OF_ALL`.
const REACH: usize = 5;
/// Words before "time" for how often something was so.
const TIMES: [(&str, usize); 4] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];
/// Words for the level of a measure before the plan.
const START: [&str; 5] = ["started", "start", "baseline", "began", "outset"];

/// Reports words such as "the lowest yet" that no readings bear out.
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

/// What the data have if the reading said to be the most or the least of all is not.
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
    Some(format!("by the data, “{}” was {} on {}", measure.name, beyond.words, in_words(beyond.on)))
}

/// What the data have if something said to be so for the first time, or another, was so as often at no reading.
fn times(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<String> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let often = how_often(sentence, at)?;
    let side_of = |at: usize| Some((at, Standing::of(&tokens[at])?));
    let (side, standing) = (at + 2..tokens.len()).chain((0..at).rev()).find_map(side_of)?;
    let rest = &tokens[side + 1..];
    let figure = rest.iter().find_map(|token| figure(measure, token));
    let start = measure.baseline.as_ref().filter(|_| rest.iter().any(|token| token.is(&START)));
    let is_goal = tokens.iter().any(|token| token.is(&GOALS));
    let readings: Vec<_> = spoken.points().map(|point| point.words.as_str()).collect();
    let latest = measure.latest.as_ref()?;
    if is_goal && start.is_none() {
        // Of the targets whose day has come, by the time that is named.
        let then = tokens.iter().find_map(|token| spoken.at_time(token));
        let until = then.and_then(|then| then.last().map(|point| point.on)).unwrap_or(latest.on);
        let due = measure.targets.iter().filter(|goal| goal.by <= until);
        let is_so = |goal: &&Goal| {
            let point = spoken.points().rev().find(|point| point.on <= goal.by);
            point.is_some_and(|point| standing.is_so(point, goal, measure.better))
        };
        let due: Vec<&Goal> = due.collect();
        let count = due.iter().filter(|goal| is_so(goal)).count();
        let goals: Vec<_> = due.iter().map(|goal| goal.words.as_str()).collect();
        let right = count == often && due.last().is_some_and(is_so);
        return (!due.is_empty() && !right).then(|| {
            let (name, read, goals) =
                (&measure.name, readings.join(", then "), goals.join(", then "));
            format!("by the data, “{name}” has been {read}, and its target {goals}")
        });
    }
    let limit = start.map(|start| start.value).or(figure)?;
    let higher = measure.better == Better::Higher;
    let (is_above, reaches) = match standing {
        Standing::Above => (true, false),
        Standing::Below => (false, false),
        Standing::Met => (higher, true),
        Standing::Exceeded => (higher, false),
        Standing::Missed => (!higher, false),
    };
    let is_so = |point: &&Point| {
        let beyond = if is_above { point.value > limit } else { point.value < limit };
        beyond || reaches && point.value == limit
    };
    let count = spoken.points().filter(is_so).count();
    let right = is_so(&latest) && count == often;
    (!right)
        .then(|| format!("by the data, “{}” has been {}", measure.name, readings.join(", then ")))
}

/// How often something was so by the words at a token: "the second time", "twice running", "twice in a row".
fn how_often(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let token = &sentence.tokens[at];
    let in_a_row = sentence.is(at + 1, &["running"])
        || sentence.is(at + 1, &["in"]) && sentence.is(at + 3, &["row"]);
    let ordinal = TIMES.iter().find(|(word, _)| token.is(&[*word])).map(|(_, often)| *often);
    ordinal
        .filter(|_| sentence.is(at + 1, &["time"]))
        .or_else(|| (token.is(&["twice"]) && in_a_row).then_some(2))
}
