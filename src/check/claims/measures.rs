//! Readings of measures: "schools in contact with their hub rose to 61%".
//!
//! In comes a sentence that speaks of a measure of the data, or goes on about the one before it; out come the figures in
//! it that the measure never had, the distances from others that it is not at, the ways that it did not go, the shares that
//! it is not, and the targets that it has not.
//!
//! ```text
//! topic      which measure a sentence speaks of
//! moments    which of the readings a word of time means
//! levels     figures that are readings: "was 61%"
//! gaps       figures between two readings, or from a reading to its target: "five points up on March"
//! portions   shares in words: "fewer than half of carers"
//! ways       which way it went: "fell to 412"
//! goals      its targets, and how it stands to them
//! tally      how many measures met theirs: "four of the six measures met their targets"
//! ```

mod gaps;
mod goals;
mod levels;
mod moments;
mod portions;
mod tally;
mod topic;
mod ways;

pub(super) use self::topic::{Measures, Spoken};
use super::reading::{Sentence, Token, What, year_of};
use super::{Claim, Data};
use crate::derive::measure::MeasureState;
use crate::read::number::Number;

/// Words for a wider place than the data speak of, and what stands before what the measure is held against.
const ELSEWHERE: [&str; 14] = [
    "another",
    "england",
    "english",
    "wales",
    "national",
    "nationally",
    "regional",
    "regionally",
    "elsewhere",
    "neighbours",
    "average",
    "averages",
    "councils",
    "authorities",
];
const AGAINST: [&str; 6] = ["against", "above", "below", "compared", "than", "while"];
/// Words after which "of" does not speak of a part of what is measured.
const OF_WHOLE: [&str; 15] = [
    "target",
    "end",
    "number",
    "numbers",
    "share",
    "proportion",
    "percentage",
    "rate",
    "total",
    "rise",
    "increase",
    "fall",
    "drop",
    "reduction",
    "short",
];

/// How far behind a name a place stands that is a part of what is measured, and words with which it is none.
const NEAR: usize = 2;
const WHOLE: [&str; 8] = ["the", "each", "every", "all", "total", "full", "this", "our"];

/// What the data contradict in a sentence. `last` is the measure of which the paragraph spoke last.
pub(super) fn check<'f>(
    measures: &Measures<'f>,
    sentence: &Sentence<'_, '_>,
    last: &mut Option<Spoken<'f>>,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = ways::backwards(sentence).into_iter().collect();
    claims.extend(tally::check(measures, sentence));
    claims.extend(tally::named(measures, sentence));
    let own = measures.spoken_of(sentence);
    let is_sure = own.as_ref().is_some_and(|own| own.sure);
    if let Some(mut own) = own {
        own.said = last
            .as_ref()
            .filter(|last| last.measure.name == own.measure.name)
            .and_then(|last| last.said);
        *last = Some(own);
    }
    let Some(spoken) = last else { return claims };
    let goes_on = !is_sure && spoken.goes_on(sentence);
    claims.extend(goals::named(sentence, spoken));
    if !is_sure && !goes_on || !is_of_whole(sentence, spoken) {
        return claims;
    }
    if claims.is_empty() {
        claims.extend(goals::met(sentence, spoken));
    }
    claims.extend(levels::check(sentence, spoken));
    claims.extend(gaps::check(sentence, spoken));
    claims.extend(portions::check(sentence, spoken));
    if claims.is_empty() {
        claims.extend(ways::check(sentence, spoken));
    }
    let read = |token: &Token| {
        let said = figure(spoken.measure, token)?;
        spoken.points().map(|point| point.value).find(|value| is_one(said, *value))
    };
    spoken.said = sentence.tokens.iter().rev().find_map(read).or(spoken.said);
    claims
}

/// Whether a sentence speaks of the measure as it is taken: of all of it, on days that it has.
fn is_of_whole(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> bool {
    let measure = spoken.measure;
    let readings = measure.baseline.iter().chain(&measure.readings).map(|point| point.on.0);
    let goals = measure.targets.iter().map(|goal| goal.by.0);
    let days = readings.chain(goals).chain(measure.comparators.iter().map(|other| other.on.0));
    let days: Vec<_> = days.collect();
    let tokens = &sentence.tokens;
    tokens.iter().enumerate().all(|(at, token)| match token.what {
        What::Day(_) | What::MonthDay(..) | What::Month | What::Number(_) => {
            let mut said = days.iter().filter_map(|day| token.is_day(*day));
            said.clone().next().is_none() || said.any(|is_it| is_it)
        }
        // "Among special schools", "for boys": a part of what is measured.
        What::Word => {
            let next = tokens.get(at + 1);
            let names = next.is_none_or(|next| spoken.names(next) || next.what != What::Word);
            let is_within = 0 < at && at < spoken.end || names;
            let is_plain = token.is(&["of", "for"])
                && (at.checked_sub(1).is_some_and(|before| tokens[before].is(&OF_WHOLE))
                    || next.is_some_and(|next| next.is(&["these", "those", "them", "which"])));
            let is_part = token.is(&["of", "among", "for"]) && !is_within && !is_plain
                || token.is(&["if", "should"]) && !(0 < at && at < spoken.end);
            // "At one station", "in Leek", right behind the name.
            let is_near = (spoken.end..spoken.end + NEAR).contains(&at);
            let is_place = next.is_some_and(|next| {
                let is_word = next.word.starts_with(char::is_alphabetic) && !next.gives_day();
                is_word && !next.is(&WHOLE) && !spoken.names(next)
            });
            let is_part = is_part || is_near && token.is(&["at", "in"]) && is_place;
            let before = tokens[..at].iter();
            let is_other = token.is(&ELSEWHERE) && !before.clone().any(|word| word.is(&AGAINST));
            !is_part && !is_other
        }
        What::Percent(_) | What::Quoted => true,
    })
}

/// The figure that a token may give of a measure: a share where that is measured in per cent, or else a number that is no
/// year.
fn figure(measure: &MeasureState, token: &Token) -> Option<Number> {
    let in_percent = measure.unit.as_deref() == Some("%");
    match token.what {
        What::Percent(share) if in_percent => Some(share),
        What::Number(number) if !in_percent && year_of(&token.word).is_none() => Some(number),
        _ => None,
    }
}

/// Whether a figure is another as exactly as it is said.
fn is_one(said: Number, known: Number) -> bool {
    let places = i32::try_from(said.places()).unwrap_or(0);
    known == said || known.rounded(places) == Some(said)
}

/// Whether a sentence denies something, or speaks of what is to be, in other words than the measure's name.
fn is_open(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> bool {
    let words = [
        "not", "no", "never", "neither", "nor", "without", "should", "will", "would", "if", "must",
        "needs",
    ];
    let tokens = &sentence.tokens;
    let has_to = |two: &[Token]| two[0].is(&["has", "have", "had"]) && two[1].is(&["to"]);
    tokens.windows(2).any(has_to)
        || tokens.iter().enumerate().any(|(at, token)| {
            let is_name = (spoken.start..spoken.end).contains(&at);
            !is_name && (token.is(&words) || token.word.ends_with("n’t"))
        })
}

/// A claim of a figure that can be brought in.
fn claim(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize, data: &str) -> Claim {
    let written = spoken.written(sentence, at);
    // The sign is part of what the expression gives.
    let start = sentence.tokens[at].range.start;
    Claim {
        range: start..start + written.len(),
        message: format!("`{written}`: {data}"),
        data: Some(spoken.data(true)),
    }
}

impl Spoken<'_> {
    /// A figure of the measure as it is written, with its sign.
    fn written<'s>(&self, sentence: &Sentence<'s, '_>, at: usize) -> &'s str {
        let range = &sentence.tokens[at].range;
        let text = &sentence.passage.text;
        &text[range.start..range.end + usize::from(text[range.end..].starts_with('%'))]
    }

    /// What the data say. A figure can be brought in; the way that it went is for words to say.
    fn data(&self, is_figure: bool) -> Data {
        Data {
            expression: is_figure.then(|| self.expression.clone()),
            words: false,
            place: self.place,
        }
    }
}
