//! Targets of measures: "the target is 95% by December 2026", "missed the target", "comfortably inside the target of 330".
//!
//! In comes a sentence and the measure of which it, or the one before, speaks; out come the figures and the days that it
//! calls a target and that are none, and how the measure is said to stand to its target and does not.

use chrono::{Datelike, Month};

use super::{Spoken, figure, is_one, is_open};
use crate::check::claims::reading::{Sentence, Token, What};
use crate::check::claims::{Claim, Data};
use crate::derive::measure::{Goal, Point};
use crate::model::plan::Better;

/// Words before the target of the measure that is spoken of.
const OURS: [&str; 7] = ["the", "its", "our", "their", "a", "this", "of"];
/// Words between it and its figure.
const BETWEEN: [&str; 8] = ["is", "was", "of", "remains", "now", "still", "to", "be"];
/// What a target is called, and what is called so after its figure.
const NAMES: [&str; 2] = ["target", "aim"];

/// How far before the target the words stand that say how the measure stands to it.
const REACH: usize = 4;
/// Words that say so.
const MET: [&str; 10] = [
    "met", "meets", "reached", "hit", "exceeded", "exceeds", "achieved", "inside", "within", "beat",
];
const MISSED: [&str; 7] = ["missed", "misses", "missing", "short", "outside", "failed", "behind"];
const ABOVE: [&str; 3] = ["above", "over", "higher"];
const BELOW: [&str; 4] = ["below", "under", "lower", "fewer"];

/// How a measure is said to stand to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Met,
    Missed,
    Above,
    Below,
}

/// Whether the figure at a token, with the hedge that begins at `from`, is said to be a target.
pub(super) fn is_goal(tokens: &[Token], from: usize, at: usize) -> bool {
    let before = tokens[from.saturating_sub(REACH)..from].iter().rev();
    let named = before.take_while(|token| {
        token.is(&BETWEEN)
            || token.is(&NAMES)
            || matches!(token.what, What::Month | What::MonthDay(..) | What::Day(_))
            || token.is(&["for", "by"])
    });
    let behind = tokens[at + 1..].iter().take(REACH).take_while(|token| !token.apart);
    named.chain(behind).any(|token| token.is(&NAMES))
}

/// How the measure is said to stand to its target, where it stands otherwise to all of them.
pub(super) fn met(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    if is_open(sentence, spoken) || measure.targets.is_empty() {
        return None;
    }
    let target = (0..tokens.len()).find(|at| tokens[*at].is(&["target"]))?;
    let (said, at) = (target.saturating_sub(REACH)..target).rev().find_map(|at| {
        let is = |words: &[&str]| tokens[at].is(words);
        let said = match () {
            () if is(&MET) => Standing::Met,
            () if is(&MISSED) => Standing::Missed,
            () if is(&ABOVE) => Standing::Above,
            () if is(&BELOW) => Standing::Below,
            () => return None,
        };
        Some((said, at))
    })?;
    let between = &tokens[at + 1..target];
    let is_plain = between.iter().all(|token| {
        token.is(&["the", "its", "our", "their", "this", "of", "than", "to", "reach", "meet"])
            || matches!(token.what, What::Month)
    });
    let is_about = at >= spoken.end || spoken.start > target;
    if !is_plain || !is_about || !tokens[at].typed {
        return None;
    }
    let higher = measure.better == Better::Higher;
    let is_so = |point: &Point, goal: &Goal| match said {
        Standing::Met => {
            if higher {
                point.value >= goal.value
            } else {
                point.value <= goal.value
            }
        }
        Standing::Missed => {
            if higher {
                point.value < goal.value
            } else {
                point.value > goal.value
            }
        }
        Standing::Above => point.value > goal.value,
        Standing::Below => point.value < goal.value,
    };
    let then = (1..at).find_map(|time| {
        // "Since March" says from when.
        let is_then = !tokens[time - 1].is(&["since", "from", "than"]);
        spoken.at_time(&tokens[time]).filter(|_| is_then)
    });
    let points = then.unwrap_or_else(|| measure.latest.iter().collect());
    let last = points.last()?;
    let goals = meant(tokens, spoken, target);
    if goals.is_empty() || points.iter().any(|point| goals.iter().any(|goal| is_so(point, goal))) {
        return None;
    }
    Some(Claim {
        range: tokens[at].range.start..tokens[target].range.end,
        message: format!(
            "`{}`: by the data, “{}” stands at {}, and its target is {}",
            sentence.written(at, target),
            measure.name,
            last.words,
            goals[0].words
        ),
        data: Some(Data { expression: None, words: false, place: spoken.place }),
    })
}

/// The targets that may be meant at a token: those of the figure or the month beside it, or else those in force and fallen
/// due last.
fn meant<'f>(tokens: &[Token], spoken: &Spoken<'f>, target: usize) -> Vec<&'f Goal> {
    let measure = spoken.measure;
    let near = &tokens[target + 1..];
    let near = near.iter().take(REACH).take_while(|token| !token.apart);
    let said = near.clone().find_map(|token| figure(measure, token));
    let month = near.clone().chain(&tokens[target.saturating_sub(1)..target]).find_map(|token| {
        let is_month = token.what == What::Month;
        token.word.parse::<Month>().ok().filter(|_| is_month).map(|month| month.number_from_month())
    });
    let all = measure.targets.iter();
    if let Some(said) = said {
        return all.filter(|goal| is_one(said, goal.value)).collect();
    }
    if let Some(month) = month {
        return all.filter(|goal| goal.by.0.month() == month).collect();
    }
    measure.target.iter().chain(&measure.fell_due).collect()
}

/// The targets in a sentence that the measure does not have.
pub(super) fn named(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
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
