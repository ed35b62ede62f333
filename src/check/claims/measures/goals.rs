//! Targets of measures: "the target is 95% by December 2026", "against a target of 95%".
//!
//! In comes a sentence and the measure of which it, or the one before, speaks; out come the figures and the days that it
//! calls a target and that are none.

use super::{Spoken, figure, is_one};
use crate::check::claims::reading::{Sentence, What};
use crate::check::claims::{Claim, Data};
use crate::derive::measure::Goal;
use crate::model::plan::Better;

/// Words before the target of the measure that is spoken of.
const OURS: [&str; 6] = ["the", "its", "our", "their", "a", "this"];
/// Words between it and its figure.
const BETWEEN: [&str; 8] = ["is", "was", "of", "remains", "now", "still", "to", "be"];

/// Words that say that a target was met, and words with which it was not, or not yet.
const MET: [&str; 5] = ["met", "meets", "reached", "hit", "exceeded"];
const NOT: [&str; 8] = ["not", "never", "no", "will", "to", "if", "yet", "have"];

/// The targets in a sentence that the measure does not have, and that it is said to have met and did not.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let named = named(sentence, spoken);
    if named.is_empty() { met(sentence, spoken).into_iter().collect() } else { named }
}

/// A target that the measure is said to have met, where its last reading met none.
fn met(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let at = spoken.end;
    let target = (at + 1..tokens.len().min(at + 4)).find(|at| tokens[*at].is(&["target"]))?;
    let is_said = spoken.whole && tokens.get(at)?.is(&MET) && tokens[at].typed;
    let is_other = tokens.iter().any(|token| token.is(&NOT));
    let latest = measure.latest.as_ref()?;
    let higher = measure.better == Better::Higher;
    let reached =
        |goal: &Goal| if higher { latest.value >= goal.value } else { latest.value <= goal.value };
    let none = !measure.targets.is_empty() && !measure.targets.iter().any(reached);
    (is_said && !is_other && none).then(|| Claim {
        range: tokens[at].range.start..tokens[target].range.end,
        message: format!(
            "`{}`: by the data, “{}” stands at {}, and its target is {}",
            sentence.written(at, target),
            measure.name,
            latest.words,
            measure.target.as_ref().map_or("", |goal| &goal.words)
        ),
        data: Some(Data { expression: None, words: false, place: spoken.place }),
    })
}

/// The targets in a sentence that the measure does not have.
fn named(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let named = (0..tokens.len()).find(|at| {
        is(*at, &["target"]) && at.checked_sub(1).is_none_or(|before| is(before, &OURS))
    });
    let Some(named) = named.filter(|_| !measure.targets.is_empty()) else { return Vec::new() };
    let at = (named + 1..).find(|at| !is(*at, &BETWEEN)).unwrap_or(named);
    let Some(said) = tokens.get(at).and_then(|token| figure(measure, token)) else {
        return Vec::new();
    };
    let goals: Vec<_> = measure
        .targets
        .iter()
        .map(|goal| format!("{} by {}", goal.words, goal.by.0.format("%-d %B %Y")))
        .collect();
    let claim = |range, written: &str| Claim {
        range,
        message: format!(
            "`{written}`: by the data, the target of “{}” is {}",
            measure.name,
            goals.join(" and ")
        ),
        data: Some(Data { expression: None, words: false, place: spoken.place }),
    };
    let figured: Vec<_> = measure.targets.iter().filter(|goal| is_one(said, goal.value)).collect();
    if figured.is_empty() {
        let written = spoken.written(sentence, at);
        let start = tokens[at].range.start;
        let wrong = tokens[at].typed.then(|| claim(start..start + written.len(), written));
        return wrong.into_iter().collect();
    }
    let by = tokens.get(at + 2).filter(|_| is(at + 1, &["by"]));
    let Some((token, day)) = by.and_then(|token| match token.what {
        What::Day(day) => Some((token, day)),
        _ => None,
    }) else {
        return Vec::new();
    };
    let is_then = figured.iter().any(|goal| day.from <= goal.by.0 && goal.by.0 <= day.to);
    let wrong = (token.typed && !is_then)
        .then(|| claim(token.range.clone(), &sentence.passage.text[token.range.clone()]));
    wrong.into_iter().collect()
}
