//! Checks shares in words of a measure in per cent, "fewer than half of carers", and changes as shares of an earlier
//! reading: "a reduction of more than four fifths".

use super::levels::{has_other_subject, unit_of};
use super::moments::START;
use super::{Spoken, clause_of, gaps, ways};
use crate::check::claims::Claim;
use crate::check::claims::verbs::Way;
use crate::check::hedge::Hedge;
use crate::check::portions::{Portion, portion};
use crate::check::reading::{Sentence, Token, What};
use crate::derive::measure::Point;

/// Words with which a sentence speaks of another time than that of the last reading.
const THEN: [&str; 11] = [
    "earlier",
    "ago",
    "before",
    "was",
    "were",
    "had",
    "first",
    "then",
    "start",
    "outset",
    "initially",
];

/// Verbs for how many times what it was something is, and how far that may be off.
const TIMES: [(&str, f64); 5] =
    [("halved", 0.5), ("doubled", 2.0), ("trebled", 3.0), ("tripled", 3.0), ("quadrupled", 4.0)];
const NEARLY: f64 = 0.1;
/// How many tokens after a share to look for the start that it is counted from.
const START_REACH: usize = 5;

/// Words between a share and the name of what it is a share of.
const BETWEEN: [&str; 5] = ["or", "more", "less", "fewer", "so"];
/// Words between a verb and what it says.
const STILL: [&str; 5] = ["still", "only", "just", "being", "already"];
/// Words before a share that say what the measure stands at, and those behind it.
const STANDS: [&str; 14] = [
    "is", "was", "are", "were", "at", "to", "now", "still", "just", "only", "be", "reached",
    "remains", "nearer",
];

/// Reports shares in words that the measure does not have.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let is_open = super::is_open(tokens, spoken, &(0..tokens.len()));
    let is_share = measure.unit.as_deref() == Some("%") && !is_open;
    let found = (0..tokens.len()).filter(|_| is_share).filter_map(|at| {
        let portion = portion(tokens, at)?;
        let of = usize::from(tokens.get(portion.end).is_some_and(|next| next.is(&["of"])));
        let named = portion.end < spoken.end
            && tokens[portion.end..spoken.end].iter().all(|token| {
                matches!(token.what, What::Percent(_))
                    || token.is(&BETWEEN)
                    || spoken.is_plain(std::slice::from_ref(token))
            })
            && tokens.get(portion.end + of).is_some_and(|next| spoken.names(next) && !next.apart);
        // "The share is now three quarters."
        let ends = tokens.get(portion.end).is_none_or(|next| next.apart || next.is(&["in", "by"]));
        let stands = ends
            && portion.start >= spoken.end
            && portion.start.checked_sub(1).is_some_and(|before| tokens[before].is(&STANDS))
            && !has_other_subject(spoken, tokens, portion.start.checked_sub(1));
        // "One in ten visits was late" says another thing of them.
        let is_verb =
            tokens.get(spoken.end).is_some_and(|next| next.is(&["is", "are", "was", "were"]));
        let said = tokens.get(spoken.end + 1).filter(|next| is_verb && !next.apart);
        let is_else = said.is_some_and(|said| {
            !spoken.is_plain(std::slice::from_ref(said)) && !said.gives_day() && !said.is(&STILL)
        });
        if !(named && !is_else || stands) || !tokens[at].typed {
            return None;
        }
        let then = tokens.iter().any(|token| token.is(&THEN));
        let points: Vec<_> = match spoken.of_figure(tokens, at) {
            Some(named) => named,
            None if then => spoken.points().collect(),
            None => measure.latest.iter().collect(),
        };
        let last = points.last()?;
        if points.iter().any(|point| portion.fits(point.value.nearest())) {
            return None;
        }
        let data = format!("by the data, “{}” is {}", measure.name, last.words);
        Some(claim_of(sentence, spoken, portion.start, portion.end, &data))
    });
    found
        .chain(changes(sentence, spoken))
        .chain(ratios(sentence, spoken))
        .chain(multiples(sentence, spoken))
        .collect()
}

/// Reports multiples of an earlier reading that are wrong: "has more than halved", "nearly doubled", "twice as many".
fn multiples<'s>(
    sentence: &'s Sentence<'_, '_>,
    spoken: &'s Spoken<'_>,
) -> impl Iterator<Item = Claim> + 's {
    let tokens = &sentence.tokens;
    (0..tokens.len()).filter_map(move |at| {
        let (_, times) = TIMES.iter().find(|(word, _)| tokens[at].is(&[*word]))?;
        let (hedge, start) = Hedge::before(tokens, at);
        let open = super::is_open(tokens, spoken, &clause_of(tokens, at));
        let is_its_own = start >= spoken.end && !has_other_subject(spoken, tokens, Some(start));
        let latest = spoken.measure.latest.as_ref()?;
        let now = spoken.of_figure(tokens, at).filter(|_| !sentence.is(at + 1, &["since", "from"]));
        // "Doubled between March and September": from the one to the other.
        let (since, now) = match spoken.interval(tokens, at) {
            Some((since, until)) => (Some(since), until),
            None => (spoken.reference(tokens, at + 1), now.unwrap_or_else(|| vec![latest])),
        };
        let until = now.iter().map(|point| point.on).max()?;
        let all: Vec<&Point> = since.unwrap_or_else(|| spoken.points().collect());
        let all: Vec<&Point> = all.into_iter().filter(|point| point.on < until).collect();
        let fits = |from: &&Point| {
            let share = now[0].value.nearest() / from.value.nearest();
            let far = share / times;
            match hedge {
                Hedge::Exactly | Hedge::About => (far - 1.0).abs() <= NEARLY,
                // To halve more is to be less.
                Hedge::Over => {
                    if *times < 1.0 {
                        far < 1.0
                    } else {
                        far > 1.0
                    }
                }
                Hedge::JustOver => {
                    (far - 1.0).abs() <= 2.0 * NEARLY && (far < 1.0) == (*times < 1.0)
                }
                Hedge::Under => (far > 1.0) == (*times < 1.0),
                Hedge::JustUnder => {
                    (far - 1.0).abs() <= 3.0 * NEARLY && (far > 1.0) == (*times < 1.0)
                }
            }
        };
        let first = all.first()?;
        let wrong = is_its_own && !open && tokens[at].typed && !all.iter().any(fits);
        wrong.then(|| {
            let (name, from, to) = (&spoken.measure.name, &first.words, &now[0].words);
            let data = format!("by the data, “{name}” went from {from} to {to}");
            claim_of(sentence, spoken, start, at + 1, &data)
        })
    })
}

/// The share at a token that is a share of an earlier reading: "a quarter as long".
pub(super) fn ratio(tokens: &[Token], at: usize) -> Option<Portion> {
    const AS: [&str; 6] = ["long", "many", "much", "high", "large", "great"];
    let portion = portion(tokens, at)?;
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    // "Half as many again" is half more.
    let again = tokens[portion.end..].iter().any(|token| token.is(&["again"]));
    (is(portion.end, &["as"]) && is(portion.end + 1, &AS) && !again).then_some(portion)
}

/// Reports shares of an earlier reading that are wrong: "a quarter as long", "half as many".
fn ratios<'s>(
    sentence: &'s Sentence<'_, '_>,
    spoken: &'s Spoken<'_>,
) -> impl Iterator<Item = Claim> + 's {
    let tokens = &sentence.tokens;
    (0..tokens.len()).filter_map(move |at| {
        let portion = ratio(tokens, at)?;
        let latest = spoken.measure.latest.as_ref()?;
        let now = spoken.of_figure(tokens, at).unwrap_or_else(|| vec![latest]);
        let until = now.iter().map(|point| point.on).max()?;
        let before: Vec<&Point> = spoken.points().filter(|point| point.on < until).collect();
        let said =
            |point: &&&Point| spoken.said.is_some_and(|said| super::is_one(said, point.value));
        let meant: Vec<&Point> = match before.iter().filter(said).copied().collect::<Vec<_>>() {
            given if given.is_empty() => before.clone(),
            given => given,
        };
        let share = |from: &Point, to: &Point| 100.0 * to.value.nearest() / from.value.nearest();
        let mut pairs = meant.iter().flat_map(|from| now.iter().map(move |to| (*from, *to)));
        let is_so = pairs.any(|(from, to)| portion.fits(share(from, to)));
        let (first, last) = (meant.first()?, now.last()?);
        let typed = tokens[portion.start..portion.end].iter().any(|token| token.typed);
        let open = super::is_open(tokens, spoken, &clause_of(tokens, at));
        (!is_so && typed && !open).then(|| {
            let (name, from, to) = (&spoken.measure.name, &first.words, &last.words);
            let data = format!("by the data, “{name}” went from {from} to {to}");
            claim_of(sentence, spoken, portion.start, portion.end + 2, &data)
        })
    })
}

/// Reports changes, as shares of an earlier reading, that are wrong: "a reduction of more than four fifths", "up by
/// 30 per cent".
fn changes<'s>(
    sentence: &'s Sentence<'_, '_>,
    spoken: &'s Spoken<'_>,
) -> impl Iterator<Item = Claim> + 's {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let in_percent = measure.unit.as_deref() == Some("%");
    (0..tokens.len()).filter_map(move |at| {
        let (share, start, end) = match (portion(tokens, at), tokens[at].what) {
            (Some(portion), _) => (Ok(portion), None, None),
            (None, What::Percent(percent)) if !in_percent => {
                let (hedge, start) = Hedge::before(tokens, at);
                (Err((hedge, percent)), Some(start), Some(at + 1))
            }
            _ => return None,
        };
        let start = start.or_else(|| share.as_ref().ok().map(|one| one.start))?;
        let end = end.or_else(|| share.as_ref().ok().map(|one| one.end))?;
        let side = side(spoken, tokens, start, end)?;
        let open = super::is_open(tokens, spoken, &clause_of(tokens, at));
        if !tokens[at].typed || open {
            return None;
        }
        let points: Vec<_> = spoken.points().collect();
        let since = spoken.reference(tokens, end);
        let is_so = |from: &Point, to: &Point| {
            let (from, to) = (from.value.nearest(), to.value.nearest());
            let change = 100.0 * (to - from) / from;
            let far = if side == Way::Up { change } else { 0.0 - change };
            far > 0.0
                && match &share {
                    Ok(portion) => portion.fits(far),
                    Err((hedge, percent)) => hedge.fits(percent.nearest(), far, unit_of(*percent)),
                }
        };
        let starts = |from: &Point| {
            since.as_ref().is_none_or(|then| then.iter().any(|point| point.on == from.on))
        };
        let all = || (1..points.len()).flat_map(|n| (0..n).map(move |m| (m, n)));
        let mut pairs = all().map(|(m, n)| (points[m], points[n]));
        if points.len() < 2 || pairs.any(|(from, to)| starts(from) && is_so(from, to)) {
            return None;
        }
        let data = format!(
            "by the data, “{}” went from {} to {}",
            measure.name,
            points.first()?.words,
            points.last()?.words
        );
        Some(claim_of(sentence, spoken, start, end, &data))
    })
}

/// The direction of a change given as a share, by the words around it.
fn side(spoken: &Spoken<'_>, tokens: &[Token], start: usize, end: usize) -> Option<Way> {
    let cue = start.saturating_sub(1);
    let before = |words: &[&str]| cue.checked_sub(1).is_some_and(|at| tokens[at].is(words));
    let is = |words: &[&str]| tokens.get(end).is_some_and(|next| next.is(words));
    let mut rest = tokens[end..].iter().take(START_REACH).take_while(|token| !token.apart);
    let is_of_start = rest.any(|token| token.is(&START));
    match () {
        () if tokens[cue].is(&["of"]) && before(&gaps::RISES) => Some(Way::Up),
        () if tokens[cue].is(&["of"]) && before(&gaps::FALLS) => Some(Way::Down),
        () if tokens[cue].is(&["by"]) => {
            ways::moves_before(spoken, tokens, cue).filter(|way| matches!(way, Way::Up | Way::Down))
        }
        // "Nearly a third below the baseline".
        () if is(&["below", "under"]) && is_of_start => Some(Way::Down),
        () if is(&["above", "over"]) && is_of_start => Some(Way::Up),
        () if !tokens.get(end + 1)?.is(&["than"]) => None,
        () if is(&["more", "higher", "longer"]) => Some(Way::Up),
        () if is(&["fewer", "less", "lower", "shorter"]) => Some(Way::Down),
        () => None,
    }
}

/// A claim about the words from one token to another.
fn claim_of(
    sentence: &Sentence<'_, '_>,
    spoken: &Spoken<'_>,
    start: usize,
    end: usize,
    data: &str,
) -> Claim {
    Claim {
        range: sentence.tokens[start].range.start..sentence.tokens[end - 1].range.end,
        message: format!("`{}`: {data}", sentence.written(start, end - 1)),
        data: Some(spoken.data(false)),
    }
}
