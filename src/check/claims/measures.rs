//! Checks statements about measures: "schools in contact with their hub rose to 61%".
//!
//! In comes a sentence that mentions a measure of the data, or refers back to the one before it; out come readings
//! that the measure never had, wrong differences between figures, wrong directions of change, wrong shares and wrong
//! targets.
//!
//! ```text
//! topic      which measure a sentence speaks of
//! moments    which of the readings a word of time means
//! levels     figures that are readings: "was 61%"
//! extremes   the first, the lowest and the best of its readings: "the lowest yet"
//! gaps       figures between two readings, or from a reading to its target: "five points up on March"
//! portions   shares in words: "fewer than half of carers"
//! ways       which way it went: "fell to 412"
//! compared   two times without figures: "better in June than in March"
//! steps      which way it went each time: "fell for the third month running"
//! still      that it did not move: "has not changed since March"
//! goals      its targets, and how it stands to them
//! whole      whether a sentence is about all that is measured, and no part of it or another place
//! sets       how many measures met theirs, and which: "four of the six measures met their targets"
//! ```

mod compared;
mod extremes;
mod gaps;
mod goals;
mod levels;
mod moments;
mod portions;
mod sets;
mod steps;
mod still;
mod topic;
mod ways;
mod whole;

use std::ops::Range;

use self::sets::Telling;
pub(super) use self::topic::{Measures, Spoken};
use super::facts::Facts;
use super::{Claim, Data};
use crate::check::reading::{Sentence, Token, What, clause_of, year_of};
use crate::derive::measure::MeasureState;
use crate::read::number::Number;

/// What a paragraph mentioned last.
#[derive(Default)]
pub(super) struct Thread<'f> {
    /// The measure mentioned last.
    spoken: Option<Spoken<'f>>,
    /// The outcome of the measures counted last.
    told: Telling,
}

/// Reports what the data contradict in a sentence of a paragraph.
pub(super) fn check<'f>(
    facts: &Facts<'_>,
    measures: &Measures<'f>,
    sentence: &Sentence<'_, '_>,
    thread: &mut Thread<'f>,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = ways::backwards(sentence).into_iter().collect();
    let Thread { spoken: last, told } = thread;
    claims.extend(sets::check(measures, sentence, last.as_ref(), told));
    let own = measures.spoken_of(sentence).filter(|own| {
        let goes_on = |last: &Spoken<'_>| own.faint || !own.sure && last.is_read_in(sentence);
        !last.as_ref().is_some_and(goes_on)
    });
    let mut is_sure = false;
    if let Some(mut own) = own {
        own.sure |= own.is_read_in(sentence);
        is_sure = own.sure;
        own.said = last
            .as_ref()
            .filter(|last| last.measure.name == own.measure.name)
            .and_then(|last| last.said);
        *last = Some(own);
    }
    let Some(spoken) = last else { return claims };
    let goes_on = !is_sure && spoken.goes_on(sentence);
    claims.extend(goals::named(sentence, spoken));
    if !is_sure && !goes_on || !whole::is_of_whole(facts, sentence, spoken) {
        return claims;
    }
    if claims.is_empty() {
        claims.extend(goals::met(sentence, spoken));
    }
    claims.extend(levels::check(sentence, spoken));
    claims.extend(gaps::check(sentence, spoken));
    claims.extend(gaps::compared(sentence, spoken));
    claims.extend(portions::check(sentence, spoken));
    claims.extend(ways::check(sentence, spoken));
    claims.extend(extremes::check(sentence, spoken));
    claims.extend(compared::check(sentence, spoken));
    claims.extend(steps::check(sentence, spoken));
    claims.extend(still::check(sentence, spoken));
    let read = |token: &Token| {
        let said = figure(spoken.measure, token)?;
        spoken.points().map(|point| point.value).find(|value| is_one(said, *value))
    };
    spoken.said = sentence.tokens.iter().rev().find_map(read).or(spoken.said);
    claims
}

/// The figure that a token gives for a measure: a percentage if the measure is one, or else a number that is not a
/// year.
fn figure(measure: &MeasureState, token: &Token) -> Option<Number> {
    let in_percent = measure.unit.as_deref() == Some("%");
    match token.what {
        What::Percent(share) if in_percent => Some(share),
        What::Number(number) if !in_percent && year_of(&token.word).is_none() => Some(number),
        // "£2.4m".
        What::Word => {
            let unit = measure.unit.as_deref()?.strip_prefix('£')?;
            let figures = token.word.strip_suffix(unit).filter(|_| !unit.is_empty())?;
            figures.replace(',', "").parse().ok()
        }
        _ => None,
    }
}

/// Whether a figure equals `known`, to the precision given.
fn is_one(said: Number, known: Number) -> bool {
    let places = i32::try_from(said.places()).unwrap_or(0);
    known == said || known.rounded(places) == Some(said)
}

/// Whether words deny something, or are about the future or a condition.
fn is_open(tokens: &[Token], spoken: &Spoken<'_>, part: &Range<usize>) -> bool {
    is_denied(tokens, spoken, part) || is_to_be(tokens, spoken, part)
}

/// Whether words outside the measure's name deny something.
fn is_denied(tokens: &[Token], spoken: &Spoken<'_>, part: &Range<usize>) -> bool {
    const DENIES: [&str; 6] = ["not", "no", "never", "neither", "nor", "without"];
    part.clone().any(|at| {
        let token = &tokens[at];
        !spoken.is_of_name(tokens, at) && (token.is(&DENIES) || token.word.ends_with("n’t"))
    })
}

/// Whether words outside the measure's name are about the future, or their sentence is about a condition.
fn is_to_be(tokens: &[Token], spoken: &Spoken<'_>, part: &Range<usize>) -> bool {
    const TO_BE: [&str; 9] =
        ["will", "would", "must", "needs", "cannot", "hope", "hopes", "expect", "expects"];
    let is_one = |at: usize| {
        let has_to = tokens[at].is(&["has", "have", "had"])
            && tokens.get(at + 1).is_some_and(|next| next.is(&["to"]));
        has_to || tokens[at].is(&TO_BE)
    };
    part.clone().any(|at| !spoken.is_within(at) && is_one(at))
        || (0..tokens.len()).any(|at| !spoken.is_within(at) && is_if(tokens, at))
}

/// Whether a token begins a condition: "should it fall", but not "more than it should be".
fn is_if(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    token.is(&["if", "unless", "whether"]) || token.is(&["should"]) && (at == 0 || token.apart)
}

/// A claim about the figure at a token, with the expression that would print it.
fn claim(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize, data: &str) -> Claim {
    let written = spoken.written(sentence, at);
    Claim {
        range: spoken.range(sentence, at),
        message: format!("`{written}`: {data}"),
        data: Some(spoken.data(true)),
    }
}

impl Spoken<'_> {
    /// Whether a token is within the name of the measure.
    fn is_within(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
    }

    /// The byte range of a figure with its sign, which the expression prints as well.
    fn range(&self, sentence: &Sentence<'_, '_>, at: usize) -> Range<usize> {
        let range = &sentence.tokens[at].range;
        let text = &sentence.passage.text;
        let sign = if text[..range.start].ends_with('£') { '£'.len_utf8() } else { 0 };
        range.start - sign..range.end + usize::from(text[range.end..].starts_with('%'))
    }

    /// The figure at a token as written, with its sign.
    fn written<'s>(&self, sentence: &Sentence<'s, '_>, at: usize) -> &'s str {
        &sentence.passage.text[self.range(sentence, at)]
    }

    /// The datum of the measure; only a figure has an expression, a direction of change has none.
    fn data(&self, is_figure: bool) -> Data {
        Data {
            expression: is_figure.then(|| self.expression.clone()),
            words: false,
            place: self.place,
        }
    }
}
