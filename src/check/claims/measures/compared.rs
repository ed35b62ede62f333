//! Compares a measure at two times without figures: "was better in 2025 than in 2023", "more lamps were out in June than
//! in March", "is lower than a year earlier".
//!
//! In comes a sentence about a measure; out comes a comparison of two of its readings that the data contradict. Nothing
//! but words of time may stand around "than": other words limit or change what is compared.

use super::moments::{Named, recent};
use super::topic::NOUNS;
use super::whole::is_placed;
use super::{Spoken, clause_of, is_open, year_of};
use crate::check::claims::Claim;
use crate::check::claims::verbs::Way;
use crate::check::reading::{Sentence, Token, What};
use crate::read::date::in_words;

/// Words for more, for less, and for better and worse, behind a verb.
const UP: [&str; 5] = ["higher", "greater", "longer", "larger", "bigger"];
const DOWN: [&str; 3] = ["lower", "shorter", "smaller"];
const BETTER: [&str; 2] = ["better", "stronger"];
const WORSE: [&str; 3] = ["worse", "poorer", "weaker"];
/// Words between the measure and one of these.
const LINKS: [&str; 20] = [
    "is",
    "was",
    "are",
    "were",
    "has",
    "had",
    "have",
    "been",
    "much",
    "slightly",
    "still",
    "even",
    "also",
    "far",
    "considerably",
    "significantly",
    "a",
    "little",
    "now",
    "again",
];
/// Those of them by which it is so at the last reading.
const PRESENT: [&str; 4] = ["is", "are", "has", "have"];
/// Words of a time, beside the time itself.
const OF_TIME: [&str; 28] = [
    "in",
    "at",
    "on",
    "by",
    "the",
    "end",
    "of",
    "start",
    "outset",
    "beginning",
    "baseline",
    "it",
    "they",
    "was",
    "were",
    "had",
    "been",
    "a",
    "year",
    "quarter",
    "month",
    "earlier",
    "before",
    "ago",
    "previous",
    "when",
    "plan",
    "began",
];
/// How far before "than" the comparison may stand.
const REACH: usize = 8;

/// Reports a comparison of two times that the readings contradict.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let than = tokens.iter().position(|token| token.is(&["than"]))?;
    let (at, way) = compared(tokens, spoken, than)?;
    let ends = tokens[than + 1..].iter().take_while(|token| !token.apart && is_time(token)).count();
    let end = than + 1 + ends;
    let is_whole = ends > 0 && tokens.get(end).is_none_or(|next| next.apart);
    let clause = clause_of(tokens, at);
    if !is_whole || is_placed(spoken, tokens) || is_open(tokens, spoken, &clause) {
        return None;
    }
    let first = first(tokens, spoken, at, than)?;
    let second = recent(tokens, spoken.reference(&tokens[..end], than)?, Some(&first));
    // "A year earlier" is counted from the last reading.
    let is_dated = tokens[than..end].iter().any(|token| spoken.in_time(token).is_some());
    let latest = spoken.measure.latest.as_ref()?;
    let is_last = first.iter().all(|point| point.on == latest.on);
    let is_start = second.iter().all(|point| spoken.measure.baseline.as_ref() == Some(*point));
    let mut pairs = first.iter().flat_map(|one| second.iter().map(move |other| (*one, *other)));
    let is_so = pairs.any(|(one, other)| one.on == other.on || spoken.went(other, one, way));
    let (one, other) = (first.last()?, second.last()?);
    if is_so || !(is_dated || is_last || is_start) || !sentence.is_typed(at..end) {
        return None;
    }
    let [one, other] = [one, other].map(|one| format!("{} on {}", one.words, in_words(one.on)));
    let says = format!("“{}” was {one} and {other}", spoken.measure.name);
    Some(Claim::of(sentence, at..end, &says, spoken.place))
}

/// Where the measure is compared before "than", and how.
fn compared(tokens: &[Token], spoken: &Spoken<'_>, than: usize) -> Option<(usize, Way)> {
    // "More families were waiting", "fewer carers were approved".
    let opens = spoken.start.checked_sub(1).filter(|at| spoken.end <= than && *at < than);
    let many = opens.and_then(|at| match &tokens[at] {
        more if more.is(&["more"]) => Some((at, Way::Up)),
        fewer if fewer.is(&["fewer"]) => Some((at, Way::Down)),
        _ => None,
    });
    let is_name = |at: usize| {
        spoken.names(&tokens[at])
            || spoken.is_of_name(tokens, at)
            || tokens[at].is(&LINKS)
            || tokens[at].is(&["did", "being"])
    };
    let is_counted = spoken.measure.unit.as_deref() != Some("%");
    if let Some(many) = many.filter(|_| is_counted) {
        return (spoken.start..spoken.end).all(is_name).then_some(many);
    }
    let at = (than.saturating_sub(REACH)..than).rev().find_map(|at| {
        let token = &tokens[at];
        let way = match () {
            () if token.is(&UP) => Way::Up,
            () if token.is(&DOWN) => Way::Down,
            () if token.is(&BETTER) => Way::Better,
            () if token.is(&WORSE) => Way::Worse,
            () => return None,
        };
        Some((at, way))
    });
    at.filter(|(at, _)| {
        let links = tokens[..*at].iter().rev().take_while(|token| token.is(&LINKS)).count();
        let end = at - links;
        let is_noun = end.checked_sub(1).is_some_and(|noun| tokens[noun].is(&NOUNS));
        links > 0 && (end == spoken.end || is_noun && spoken.start < end)
    })
}

/// The readings that are compared with those behind "than": of the time before it, of the one that opens the sentence,
/// or the last.
fn first<'f>(tokens: &[Token], spoken: &Spoken<'f>, at: usize, than: usize) -> Option<Named<'f>> {
    let from = if at < spoken.start { spoken.end } else { at + 1 };
    let own = &tokens[from..than];
    let is_plain = |token: &Token| is_time(token) || token.is(&LINKS) || spoken.names(token);
    if !own.iter().all(is_plain) {
        return None;
    }
    let before = &tokens[..spoken.start.min(at)];
    let mut said = own.iter().chain(before).filter_map(|token| spoken.in_time(token));
    let found = said.next().filter(|_| said.next().is_none());
    let is_given = own.iter().chain(before).any(|token| token.gives_day() || year(token));
    let is_now = tokens[..than].iter().any(|token| token.is(&PRESENT)) && !is_given;
    found.or_else(|| is_now.then(|| spoken.measure.latest.iter().collect()))
}

/// Whether a token is a year.
fn year(token: &Token) -> bool {
    matches!(token.what, What::Number(_)) && year_of(&token.word).is_some()
}

/// Whether a token belongs to a time.
pub(super) fn is_time(token: &Token) -> bool {
    token.is(&OF_TIME) || token.gives_day() || year(token)
}
