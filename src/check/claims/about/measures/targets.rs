//! How a measure is said to stand to its target: "above target", "comfortably inside the target", "the two that fell short
//! were".
//!
//! In comes a sentence; out come the standings in it that no reading and no target bear out.

use super::super::{About, Gauge};
use crate::check::claims::Claim;
use crate::derive::measure::Standing;
use crate::model::plan::Better;

/// Words that say that a target was met, that it was not, and on which side of it a measure is.
const MET: [&str; 12] = [
    "met",
    "reached",
    "hit",
    "exceeded",
    "exceeds",
    "beat",
    "inside",
    "within",
    "achieved",
    "surpassed",
    "better",
    "ahead",
];
const MISSED: [&str; 6] = ["missed", "short", "worse", "outside", "misses", "behind"];
const ABOVE: [&str; 2] = ["above", "over"];
const BELOW: [&str; 2] = ["below", "under"];
/// Words with which it is not so, or not yet.
const NOT: [&str; 12] = [
    "not", "never", "no", "to", "if", "yet", "until", "when", "whether", "national", "nearly",
    "almost",
];
/// Words between one of these and the target.
const BETWEEN: [&str; 14] = [
    "the", "its", "our", "their", "this", "that", "of", "than", "a", "both", "year’s", "revised",
    "own", "for",
];

/// How a measure may stand to its target.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    Met,
    Missed,
    Above,
    Below,
}

/// What is said of the targets of measures and is not so.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    if let Some((at, stands)) = listed(about) {
        let named = about.measures().filter(|(mention, _)| mention.start > at);
        let fell_due =
            |gauge: Gauge<'_>| gauge.state.fell_due.as_ref().and_then(|goal| goal.standing);
        let wrong = named.filter(|(_, gauge)| match fell_due(*gauge) {
            Some(Standing::Met) => stands == Stands::Missed,
            Some(Standing::Missed) => stands == Stands::Met,
            _ => !gauge.stands(stands, about),
        });
        return wrong
            .map(|(mention, gauge)| claim(about, gauge, mention.start, mention.end - 1))
            .collect();
    }
    let found = (1..tokens.len()).filter_map(|at| {
        let target = sentence.is(at, &["target", "targets"]);
        let from = (0..at).rev().find(|from| !tokens[*from].is(&BETWEEN))?;
        let stands = stands(about, from).filter(|_| target)?;
        let (gauge, sure) = about.measure_at(from)?;
        let named = sure && about.measures().next().is_none_or(|(mention, _)| mention.start < from);
        let not = tokens[from.saturating_sub(3)..from].iter().any(|token| token.is(&NOT));
        let is_typed = sentence.is_typed(from..at + 1);
        (named && !not && is_typed && !gauge.stands(stands, about))
            .then(|| claim(about, gauge, from, at))
    });
    found.collect()
}

/// How a word says that something stands to its target.
fn stands(about: &About<'_, '_, '_, '_>, at: usize) -> Option<Stands> {
    let all = [
        (&MET[..], Stands::Met),
        (&MISSED, Stands::Missed),
        (&ABOVE, Stands::Above),
        (&BELOW, Stands::Below),
    ];
    all.into_iter().find(|(words, _)| about.sentence.is(at, words)).map(|(_, stands)| stands)
}

/// Where a list begins of all that stand so, and how: "the two that fell short were".
fn listed(about: &About<'_, '_, '_, '_>) -> Option<(usize, Stands)> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let verb = (2..tokens.len()).find(|at| sentence.is(*at, &["were", "are", "was", "is"]))?;
    let that = (0..verb).find(|at| sentence.is(*at, &["that", "which"]))?;
    let said = (that + 1..verb).find_map(|at| stands(about, at))?;
    let not = tokens[that..verb].iter().any(|token| token.is(&["not", "never"]));
    (that <= 4 && !not && matches!(said, Stands::Met | Stands::Missed)).then_some((verb, said))
}

/// What the paper says and what the data have.
fn claim(about: &About<'_, '_, '_, '_>, gauge: Gauge<'_>, from: usize, to: usize) -> Claim {
    let tokens = &about.sentence.tokens;
    let latest = gauge.state.latest.as_ref().map_or("", |latest| &latest.words);
    let goals: Vec<_> = gauge.state.targets.iter().map(|goal| goal.words.as_str()).collect();
    Claim {
        range: tokens[from].range.start..tokens[to].range.end,
        message: format!(
            "`{}`: by the data, “{}” stands at {latest}, and its target is {}",
            about.sentence.written(from, to),
            gauge.state.name,
            goals.join(" and then ")
        ),
        data: Some(gauge.data()),
    }
}

impl Gauge<'_> {
    /// Whether any reading of the days that a sentence gives, or the last one, stands so to any of its targets.
    fn stands(self, stands: Stands, about: &About<'_, '_, '_, '_>) -> bool {
        let tokens = &about.sentence.tokens;
        let given =
            |on| tokens.iter().any(|token| token.gives_day() && token.is_day(on) == Some(true));
        let readings = &self.state.readings;
        let last = readings.len().saturating_sub(1);
        let values =
            readings.iter().enumerate().filter(|(n, point)| *n == last || given(point.on.0));
        let values: Vec<_> = values.map(|(_, point)| point).collect();
        let higher = self.state.better == Better::Higher;
        let is_so = |value: f64, goal: f64| match stands {
            Stands::Met => {
                if higher {
                    value >= goal
                } else {
                    value <= goal
                }
            }
            Stands::Missed => {
                if higher {
                    value < goal
                } else {
                    value > goal
                }
            }
            Stands::Above => value > goal,
            Stands::Below => value < goal,
        };
        let goals = &self.state.targets;
        values.is_empty()
            || goals.is_empty()
            || values.iter().any(|point| {
                goals.iter().any(|goal| is_so(point.value.nearest(), goal.value.nearest()))
            })
    }
}
