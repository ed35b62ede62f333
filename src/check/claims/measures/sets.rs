//! Checks how many measures, and which, met their targets or went up or down: "of the six measures, four met their
//! target", "all but one had improved", "those that had not are visits and audits", "it is the only one to have gone
//! backwards".
//!
//! In comes a sentence that counts measures by outcome, or names them; out come the counts and the names that are
//! wrong however the words are read. Targets may be all that have fallen due, those in force, or those of the month
//! named; a change may be since the start, since the reading before, or since the time named.

use super::goals::{GOALS, Standing};
use super::moments::went;
use super::topic::{Measures, Spoken};
use super::{Claim, Data};
use crate::check::claims::verbs::{Way, way};
use crate::check::reading::{Sentence, Token, may_be_otherwise};
use crate::derive::measure::{self, MeasureState, Point};

/// Nouns for measures.
const NOUNS: [&str; 4] = ["measures", "measure", "indicators", "indicator"];
/// Words that may come between a count of measures and their outcome.
const LINKS: [&str; 32] = [
    "of",
    "the",
    "our",
    "its",
    "their",
    "these",
    "those",
    "them",
    "that",
    "which",
    "to",
    "have",
    "has",
    "had",
    "been",
    "was",
    "were",
    "are",
    "is",
    "measures",
    "measure",
    "indicators",
    "indicator",
    "ones",
    "now",
    "also",
    "not",
    "yet",
    "failed",
    "did",
    "all",
    "one",
];
/// Words that repeat the outcome said before: "all but one had", "the other two did not".
const ELLIPSES: [&str; 4] = ["did", "had", "have", "has"];
/// Words of a sentence that does not say what happened.
const OPEN: [&str; 7] = ["will", "should", "would", "if", "must", "may", "could"];
/// How many tokens after "met" the word "target" may follow.
const REACH: usize = 6;
/// Nouns after "every" for what recurs: "at every reading".
const READ: [&str; 5] = ["reading", "quarter", "month", "term", "year"];
/// Verbs between the measures named and what is said of them.
const IS: [&str; 5] = ["is", "are", "was", "were", "remains"];

/// The outcome of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Met,
    Missed,
    Went(Way),
}

/// An outcome as a sentence says it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    fate: Fate,
    /// Whether the sentence denies the outcome: "did not meet".
    denied: bool,
}

/// What a paragraph has said about measures so far.
#[derive(Default)]
pub(super) struct Telling {
    /// Whether it has mentioned measures at all.
    counts: bool,
    /// The outcome by which it last counted measures.
    last: Option<Told>,
}

/// How many measures out of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Exactly(usize),
    AllBut(usize),
    Half,
    Most,
}

impl Quantity {
    /// The quantity that a token gives, where there are `all` measures.
    fn at(tokens: &[Token], at: usize, all: usize) -> Option<Self> {
        let token = &tokens[at];
        let before = |n: usize, words: &[&str]| {
            at.checked_sub(n).is_some_and(|before| tokens[before].is(words))
        };
        match () {
            // "Not all" does not say how many.
            () if before(1, &["not"]) => None,
            () if token.is(&["half"]) => Some(Self::Half),
            () if token.is(&["most", "majority"]) => Some(Self::Most),
            () if token.is(&["none", "neither"]) => Some(Self::Exactly(0)),
            () if before(1, &["every", "each"]) => Some(Self::Exactly(all)),
            () if token.is(&["all"]) && !tokens.get(at + 1)?.is(&["but"]) => {
                Some(Self::Exactly(all))
            }
            () => {
                let count = usize::try_from(token.count()?).ok()?;
                let all_of = |n: usize| before(n, &["all", "every", "each"]);
                let but = before(1, &["but"]) && (2..5).any(all_of);
                // A number greater than that of all measures, such as "June 2026", and "no one" count nothing.
                let plain = count <= all && !before(1, &["no"]);
                plain.then_some(if but { Self::AllBut(count) } else { Self::Exactly(count) })
            }
        }
    }

    /// Whether `count` out of `all` is this quantity.
    fn is(self, count: usize, all: usize) -> bool {
        match self {
            Self::Exactly(said) => count == said,
            Self::AllBut(said) => count + said == all,
            Self::Half => 2 * count == all,
            Self::Most => 2 * count > all,
        }
    }
}

/// Reports the counts and names of measures in a sentence that the data contradict. `last` is the measure that the
/// paragraph mentioned last, and `told` the outcome by which it last counted measures.
pub(super) fn check<'f>(
    measures: &Measures<'f>,
    sentence: &Sentence<'_, '_>,
    last: Option<&Spoken<'f>>,
    told: &mut Telling,
) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let is_open = tokens.iter().any(|token| token.is(&OPEN));
    let Some(all) = measures.in_one_plan().filter(|_| !is_open) else { return Vec::new() };
    let place = measures.place();
    let data = || place.map(|place| Data { expression: None, words: false, place });
    told.counts |= tokens.iter().any(|token| token.is(&NOUNS));
    let mut claims = Vec::new();
    for at in 0..tokens.len() {
        let Some((said, start, end)) = fate(tokens, at, told.last) else { continue };
        // "At every reading but the last" cannot be judged by two readings.
        let each = |at: usize| sentence.is(at, &["every", "each"]) && sentence.is(at + 1, &READ);
        if (end..tokens.len()).any(each) {
            continue;
        }
        if may_be_otherwise(&tokens[end..]) {
            continue;
        }
        // "Half were worse in December" compares with a time that is not named.
        let is_then =
            sentence.is(end, &["in"]) && tokens.get(end + 1).is_some_and(Token::gives_day);
        if is_then && matches!(said.fate, Fate::Went(_)) {
            continue;
        }
        let members = members(&all, tokens, said);
        let quantity = quantity(tokens, start, all.len());
        if let Some((number, quantity)) = quantity.filter(|_| told.counts) {
            told.last = Some(said);
            let count = |one: &Vec<bool>| one.iter().filter(|is_one| **is_one).count();
            let right = members.iter().any(|one| quantity.is(count(one), all.len()));
            if let Some(first) = members.first().filter(|_| !right && tokens[number].typed) {
                let range = &tokens[number].range;
                claims.push(Claim {
                    range: range.clone(),
                    message: format!(
                        "`{}`: by the data, {} of {} measures {}",
                        &sentence.passage.text[range.clone()],
                        count(first),
                        all.len(),
                        said.words()
                    ),
                    data: data(),
                });
                continue;
            }
            // "It is the only one to have gone backwards."
            let only = tokens[..number].iter().position(|token| token.is(&["only"]));
            let is = only.and_then(|only| tokens[..only].iter().position(|one| one.is(&IS)));
            let named = is.and_then(|is| match tokens[0].is(&["it", "this", "that"]) {
                true => last.map(|last| last.measure),
                false => measures.named_by(&tokens[..is]),
            });
            if let Some(measure) = named.filter(|_| tokens[0].typed) {
                claims.extend(wrong(&all, &members, measure, said).map(|message| Claim {
                    range: tokens[0].range.start..tokens[number].range.end,
                    message: format!("`{}`: {message}", sentence.written(0, number)),
                    data: data(),
                }));
            }
        }
        for part in listed(tokens, start, end) {
            let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
            let Some(measure) = measures.named_by(part) else { continue };
            let written = &sentence.passage.text[first.range.start..last.range.end];
            if part.iter().any(|token| token.typed)
                && let Some(message) = wrong(&all, &members, measure, said)
            {
                claims.push(Claim {
                    range: first.range.start..last.range.end,
                    message: format!("`{written}`: {message}"),
                    data: data(),
                });
            }
        }
    }
    claims
}

impl Told {
    /// The outcome in words, for a message.
    fn words(self) -> &'static str {
        match (self.fate, self.denied) {
            (Fate::Met, false) | (Fate::Missed, true) => "met their targets",
            (Fate::Missed, false) | (Fate::Met, true) => "missed their targets",
            (Fate::Went(Way::Better), false) => "got better",
            (Fate::Went(Way::Worse), false) => "got worse",
            (Fate::Went(Way::Up), false) => "went up",
            (Fate::Went(Way::Down), false) => "went down",
            (Fate::Went(_), true) => "did not",
        }
    }
}

/// The outcome said at a token, with its first token and the one after its last. `before` is the outcome said last.
fn fate(tokens: &[Token], at: usize, before: Option<Told>) -> Option<(Told, usize, usize)> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let denies = |token: &Token| token.is(&["not", "failed", "yet"]) || token.word.ends_with("n’t");
    let from = at.saturating_sub(3);
    let denied = tokens[from..at].iter().any(denies);
    if is(at, &["fell"]) && is(at + 1, &["short"]) {
        return Some((Told { fate: Fate::Missed, denied }, at, at + 2));
    }
    let target = (at + 1..at + 1 + REACH).find(|at| is(*at, &GOALS));
    let stands = match Standing::of(&tokens[at]) {
        Some(Standing::Met | Standing::Exceeded) => Some(Fate::Met),
        Some(Standing::Missed) => Some(Fate::Missed),
        Some(Standing::Above | Standing::Below) | None => None,
    };
    if let Some((fate, target)) = stands.zip(target) {
        return Some((Told { fate, denied }, at, target + 1));
    }
    // "Every measure is better than it was".
    let compared = || {
        let is_dated = tokens[..at].iter().any(Token::gives_day);
        let is_than = at > 0 && is(at - 1, &IS) && is(at + 1, &["than"]) && !is_dated;
        let way = [(["better", "healthier"], Way::Better), (["worse", "poorer"], Way::Worse)];
        let way = way.into_iter().find(|(words, _)| is(at, words) && is_than)?;
        Some((way.1, at + 2))
    };
    if let Some((way, end)) = way(tokens, at).or_else(compared) {
        return Some((Told { fate: Fate::Went(way), denied }, at, end));
    }
    let not = tokens.get(at + 1).is_some_and(denies) || tokens[at].word.ends_with("n’t");
    let end = at + 1 + usize::from(tokens.get(at + 1).is_some_and(denies));
    let is_last = tokens.get(end).is_none_or(|next| next.apart || next.is(&IS));
    let stands = tokens[at].is(&ELLIPSES) || tokens[at].word == "didn’t";
    let Told { fate, .. } = before.filter(|_| stands && is_last)?;
    Some((Told { fate, denied: not }, at, end))
}

/// The quantity of measures said just before a token, and the token that gives it.
fn quantity(tokens: &[Token], before: usize, all: usize) -> Option<(usize, Quantity)> {
    let mut at = before;
    while let Some(next) = at.checked_sub(1) {
        at = next;
        let token = &tokens[at];
        let quantity = Quantity::at(tokens, at, all);
        // "Of the six measures", where there are six, is not a count in itself.
        let of = (at.saturating_sub(2)..at).any(|at| tokens[at].is(&["of"]));
        let is_whole = of && tokens.get(at + 1).is_some_and(|next| next.is(&NOUNS));
        // "One of two measures to have improved" says that two have improved.
        let next = tokens.get(at + 2);
        let is_part = token.count().is_some_and(|count| usize::try_from(count) != Ok(all))
            && next.is_some_and(|next| next.is(&["to", "that"]));
        if let Some(quantity) = quantity.filter(|_| !is_whole || is_part) {
            return Some((at, quantity));
        }
        let counted = token.count().is_some_and(|count| usize::try_from(count) == Ok(all));
        if !(token.is(&LINKS) || token.gives_day() || is_whole && counted) {
            return None;
        }
    }
    None
}

/// The names of measures listed as those that had an outcome: "those that had not are visits and audits".
fn listed(tokens: &[Token], start: usize, end: usize) -> Vec<&[Token]> {
    let are = (end..tokens.len().min(end + REACH)).find(|at| {
        tokens[*at].is(&IS)
            && tokens[end..*at]
                .iter()
                .all(|token| token.is(&GOALS) || token.gives_day() || token.is(&LINKS))
    });
    let relative =
        tokens[..start].iter().any(|token| token.is(&["that", "which", "those", "ones"]));
    let Some(are) = are.filter(|_| relative) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut from = are + 1;
    for at in are + 1..=tokens.len() {
        let ends = tokens.get(at).is_none_or(|token| token.apart || token.is(&["and"]));
        if ends && from <= at {
            parts.push(&tokens[from..at]);
            from = at + usize::from(tokens.get(at).is_some_and(|token| token.is(&["and"])));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The message for a measure that did not have the outcome said of it, however the words are read.
fn wrong(
    all: &[&MeasureState],
    members: &[Vec<bool>],
    measure: &MeasureState,
    said: Told,
) -> Option<String> {
    let at = all.iter().position(|one| one.name == measure.name)?;
    if members.iter().any(|one| one[at]) {
        return None;
    }
    let latest = measure.latest.as_ref()?;
    let name = &measure.name;
    Some(match said.fate {
        Fate::Met | Fate::Missed => {
            let goal = measure.fell_due.as_ref().or(measure.target.as_ref())?;
            let missed = (said.fate == Fate::Missed) == said.denied;
            let what = if missed { "missed" } else { "met" };
            format!(
                "by the data, “{name}” stands at {} and {what} its target of {}",
                latest.words, goal.words
            )
        }
        Fate::Went(_) => {
            let first = measure.baseline.as_ref().or(measure.readings.first())?;
            format!("by the data, “{name}” went from {} to {}", first.words, latest.words)
        }
    })
}

/// Which measures had an outcome, in the order of `all`: one list for each way to read the words.
fn members(all: &[&MeasureState], tokens: &[Token], said: Told) -> Vec<Vec<bool>> {
    let of = |is: &dyn Fn(&MeasureState) -> Option<bool>| -> Vec<Option<bool>> {
        all.iter().map(|one| Some(is(one)? != said.denied)).collect()
    };
    let readings = match said.fate {
        Fate::Met | Fate::Missed => {
            let met = said.fate == Fate::Met;
            let of_month = |one: &MeasureState| {
                let is_then = |goal: &&measure::Goal| {
                    let days = tokens.iter().filter(|token| token.gives_day());
                    days.filter_map(|token| token.is_day(goal.by.0)).any(|is_it| is_it)
                };
                one.targets.iter().filter(is_then).filter_map(|goal| goal.standing).next_back()
            };
            let is = |standing: Option<measure::Standing>| match standing? {
                measure::Standing::Met | measure::Standing::OnCourse => Some(met),
                measure::Standing::Missed | measure::Standing::OffCourse => Some(!met),
                measure::Standing::NotYetKnown => None,
            };
            vec![
                of(&|one| is(of_month(one))),
                of(&|one| is(one.fell_due.as_ref().and_then(|goal| goal.standing))),
                of(&|one| is(one.standing)),
                of(&|one| one.met.map(|is_met| is_met == met)),
                of(&|one| one.reaches_target().map(|is_met| is_met == met)),
            ]
        }
        Fate::Went(way) => {
            let times: Vec<&Token> = tokens.iter().filter(|token| token.gives_day()).collect();
            let spans = tokens.iter().any(|token| token.is(&["between", "from"]));
            let since = tokens.iter().any(|token| token.is(&["since", "compared", "than"]));
            match times.as_slice() {
                [from] if since => {
                    vec![of(&|one| Some(went(one, read(one, from)?, one.latest.as_ref()?, way)))]
                }
                [from, to] if spans => {
                    vec![of(&|one| Some(went(one, read(one, from)?, read(one, to)?, way)))]
                }
                [from] => vec![
                    of(&|one| Some(went(one, read(one, from)?, one.latest.as_ref()?, way))),
                    of(&|one| {
                        Some(went(one, before(one, read(one, from)?)?, read(one, from)?, way))
                    }),
                    of(&|one| Some(went(one, one.baseline.as_ref()?, read(one, from)?, way))),
                ],
                _ => vec![
                    of(&|one| Some(went(one, one.baseline.as_ref()?, one.latest.as_ref()?, way))),
                    of(&|one| {
                        Some(went(
                            one,
                            before(one, one.latest.as_ref()?)?,
                            one.latest.as_ref()?,
                            way,
                        ))
                    }),
                    of(&|one| Some(went(one, one.since.as_ref()?, one.latest.as_ref()?, way))),
                ],
            }
        }
    };
    // Ways to read the words for which there are no data are left out.
    let known = readings.into_iter().filter(|one| one.iter().any(Option::is_some));
    known.map(|one| one.into_iter().map(|is| is == Some(true)).collect()).collect()
}

/// The last reading of a measure on the day, or in the month, that a token gives.
fn read<'m>(one: &'m MeasureState, token: &Token) -> Option<&'m Point> {
    let mut points = one.baseline.iter().chain(&one.readings).rev();
    points.find(|point| token.is_day(point.on.0) == Some(true))
}

/// The last reading of a measure before another.
fn before<'m>(one: &'m MeasureState, point: &Point) -> Option<&'m Point> {
    let points = one.baseline.iter().chain(&one.readings);
    points.take_while(|other| other.on < point.on).last()
}
