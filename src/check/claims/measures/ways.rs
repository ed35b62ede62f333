//! Which way a measure went: "fell to 412", "has gone up at each reading", "was down to 63%".

use super::{Spoken, figure, is_one, is_open};
use crate::check::claims::Claim;
use crate::check::claims::reading::{Sentence, Token, What};
use crate::check::hedge::Hedge;
use crate::derive::measure::Point;
use crate::model::plan::Better;

/// Verbs for each way, and the verbs and the words behind them that mean one together.
const UP: [&str; 12] = [
    "rose",
    "risen",
    "rise",
    "rising",
    "increased",
    "grew",
    "grown",
    "climbed",
    "lengthened",
    "rises",
    "jumped",
    "doubled",
];
const DOWN: [&str; 15] = [
    "fell",
    "fallen",
    "fall",
    "falling",
    "decreased",
    "dropped",
    "declined",
    "reduced",
    "shortened",
    "shrank",
    "shrunk",
    "dipped",
    "halved",
    "falls",
    "lessened",
];
const BETTER: [&str; 2] = ["improved", "improving"];
const WORSE: [&str; 4] = ["worsened", "worsening", "deteriorated", "slipped"];
const GOES: [&str; 14] = [
    "gone", "went", "come", "came", "crept", "moved", "was", "is", "were", "are", "edged", "been",
    "goes", "inched",
];
/// Words between what is spoken of and its verb.
const BETWEEN: [&str; 20] = [
    "has", "have", "had", "then", "again", "also", "since", "now", "even", "steadily", "sharply",
    "slightly", "each", "term", "year", "quarter", "month", "was", "is", "which",
];
/// How many of these.
const REACH: usize = 4;

/// A way that a measure can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Better,
    Worse,
}

/// The way that the words at a token say, and the token behind them.
fn way(tokens: &[Token], at: usize) -> Option<(Way, usize)> {
    let token = tokens.get(at)?;
    let plain = match () {
        () if token.is(&UP) => Some(Way::Up),
        () if token.is(&DOWN) => Some(Way::Down),
        () if token.is(&BETTER) => Some(Way::Better),
        () if token.is(&WORSE) => Some(Way::Worse),
        () => None,
    };
    if let Some(plain) = plain {
        return Some((plain, at + 1));
    }
    let next = tokens.get(at + 1).filter(|_| token.is(&GOES))?;
    match () {
        () if next.is(&["up"]) => Some((Way::Up, at + 2)),
        () if next.is(&["down"]) => Some((Way::Down, at + 2)),
        () if next.is(&["backwards"]) => Some((Way::Worse, at + 2)),
        () => None,
    }
}

/// The way that was said last before a token, behind what is spoken of, or before its name in "up from".
pub(super) fn moves_before(spoken: &Spoken<'_>, tokens: &[Token], before: usize) -> Option<Way> {
    let plain = |at: usize| match () {
        () if tokens[at].is(&["up"]) => Some(Way::Up),
        () if tokens[at].is(&["down"]) => Some(Way::Down),
        () => None,
    };
    let from = if spoken.start < before { spoken.start } else { 0 };
    let near = before.saturating_sub(REACH + 4).max(from);
    (near..before).rev().find_map(|at| way(tokens, at).map(|(way, _)| way).or_else(|| plain(at)))
}

/// The way that the measure did not go.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    if is_open(sentence, spoken) || measure.latest.is_none() {
        return None;
    }
    let end = (spoken.end + REACH).min(tokens.len());
    let mut at = spoken.end;
    while at < end && tokens[at].is(&BETWEEN) && way(tokens, at).is_none() {
        at += 1;
    }
    let ((said, behind), at) = way(tokens, at).zip(Some(at))?;
    let typed = tokens[at..behind].iter().any(|token| token.typed);
    if !typed {
        return None;
    }
    let points: Vec<&Point> = spoken.points().collect();
    let (from, to) = from_and_to(sentence, spoken, behind);
    let is = |value: &Option<usize>, point: &Point| {
        value.is_some_and(|at| {
            figure(measure, &tokens[at]).is_some_and(|said| is_one(said, point.value))
        })
    };
    let named = |value: &Option<usize>| points.iter().any(|point| is(value, point));
    // Where one of the figures is no reading, that is what is wrong, or it is of something else.
    if from.is_some() && !named(&from) || to.is_some() && !named(&to) {
        return None;
    }
    let higher = measure.better == Better::Higher;
    let then = to.or(from).unwrap_or(behind - 1);
    let month = if to.is_some() { spoken.of_figure(tokens, then) } else { None };
    let ends = |n: usize| match to {
        Some(_) => {
            is(&to, points[n])
                && month.as_ref().is_none_or(|then| then.iter().any(|one| one.on == points[n].on))
        }
        // Without a figure any later reading may be meant where the sentence says so; else the last.
        None if from.is_some() => true,
        None => n + 1 == points.len(),
    };
    let is_so = |before: &Point, after: &Point| match said {
        Way::Up => after.value > before.value,
        Way::Down => after.value < before.value,
        Way::Better => (after.value > before.value) == higher && after.value != before.value,
        Way::Worse => (after.value > before.value) != higher && after.value != before.value,
    };
    let pairs = (1..points.len()).filter(|n| ends(*n)).flat_map(|n| (0..n).map(move |m| (m, n)));
    let said_before = |m: usize| spoken.said.is_none_or(|said| said == points[m].value);
    let since = tokens.get(behind).filter(|next| next.is(&["since"]));
    let since = since.and_then(|_| spoken.reference(tokens, behind));
    let starts = |m: usize| match &since {
        Some(then) => then.iter().any(|one| one.on == points[m].on),
        None if from.is_some() => is(&from, points[m]),
        None => said_before(m),
    };
    let pairs: Vec<_> = pairs.filter(|(m, _)| starts(*m)).collect();
    if pairs.is_empty() || pairs.iter().any(|(m, n)| is_so(points[*m], points[*n])) {
        return None;
    }
    let (m, n) = *pairs.last()?;
    let first = if from.is_some() { points[m] } else { points[0] };
    Some(Claim {
        range: tokens[at].range.start..tokens[behind - 1].range.end,
        message: format!(
            "`{}`: by the data, “{}” went from {} to {}",
            sentence.written(at, behind - 1),
            measure.name,
            first.words,
            points[n].words
        ),
        data: Some(spoken.data(false)),
    })
}

/// The figures from which and to which a measure went, of the words behind its verb.
fn from_and_to(
    sentence: &Sentence<'_, '_>,
    spoken: &Spoken<'_>,
    behind: usize,
) -> (Option<usize>, Option<usize>) {
    let tokens = &sentence.tokens;
    let end = (behind + 10).min(tokens.len());
    let after = |word: &str| {
        (behind..end).find_map(|at| {
            let figures = (at + 1..(at + 5).min(tokens.len()))
                .find(|next| figure(spoken.measure, &tokens[*next]).is_some());
            let next = figures.filter(|next| Hedge::before(tokens, *next).1 == at + 1)?;
            tokens[at].is(&[word]).then_some(next)
        })
    };
    (after("from"), after("to"))
}

/// A figure that rose to less, or fell to more: "rose from 56% to 48%".
pub(super) fn backwards(sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let value = |at: usize| match tokens.get(at)?.what {
        What::Percent(value) => Some(value),
        _ => None,
    };
    (0..tokens.len()).find_map(|at| {
        let (said, behind) = way(tokens, at)?;
        let up = match said {
            Way::Up => true,
            Way::Down => false,
            Way::Better | Way::Worse => return None,
        };
        if !tokens.get(behind)?.is(&["from"]) {
            return None;
        }
        let (from, to) = (value(behind + 1)?, value(behind + 3)?);
        let typed = tokens[at..behind + 4].iter().any(|token| token.typed);
        let wrong =
            typed && tokens[behind + 2].is(&["to"]) && if up { from > to } else { from < to };
        wrong.then(|| Claim {
            range: tokens[at].range.start..tokens[behind + 3].range.end,
            message: format!(
                "`{}`: the figures go the other way",
                sentence.written(at, behind + 3)
            ),
            data: None,
        })
    })
}
