//! Reads lengths of time: "four months later", "a little under three weeks", "half a year".
//!
//! In come tokens; out come the fewest and the most days that each length may mean.

use crate::check::reading::{Token, What};

/// Units of time, each with its number of days.
const UNITS: [(&str, f64); 5] =
    [("day", 1.0), ("week", 7.0), ("fortnight", 14.0), ("month", 30.44), ("year", 365.25)];
/// How far a real length may differ from one given, in its units: when given exactly, and roughly.
const STRAY: f64 = 0.5;
const ROUGHLY: f64 = 0.75;
/// How far a real length may fall below, or exceed, one said to be "nearly" or "a little over".
const SHORT: f64 = 0.8;
/// How far a length may differ and still be close: as a share of it, and in days.
const CLOSE: f64 = 0.08;
const SOON: f64 = 12.0;
const ROUGH: [&str; 5] = ["about", "around", "some", "roughly", "approximately"];
const UNDER: [&str; 5] = ["nearly", "almost", "under", "less", "within"];
const OVER: [&str; 2] = ["over", "more"];
/// Words between such a word and the number.
const THAN: [&str; 4] = ["than", "just", "a", "little"];

/// A length of time between two days, as prose gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::check::claims) struct Span {
    /// The first token of the length, and the one after its last.
    pub(in crate::check::claims) start: usize,
    pub(in crate::check::claims) end: usize,
    /// The fewest and the most days that the length may mean.
    least: f64,
    most: f64,
}

impl Span {
    /// A length of exactly `days`, given by the tokens from `start` to before `end`.
    pub(in crate::check::claims) fn exactly(start: usize, end: usize, days: i64) -> Self {
        Self { start, end, least: days as f64, most: days as f64 }
    }

    /// Whether the length may mean some number of days from `least` to `most`.
    pub(in crate::check::claims) fn meets(self, least: i64, most: i64) -> bool {
        self.least <= most as f64 && least as f64 <= self.most
    }

    /// Whether the length may mean this number of days.
    pub(in crate::check::claims) fn is(self, days: i64) -> bool {
        let days = days as f64;
        self.least <= days && days <= self.most
    }

    /// Whether the length is close to this number of days, for readings taken every few weeks.
    pub(in crate::check::claims) fn is_near(self, days: i64) -> bool {
        let middle = f64::midpoint(self.least, self.most);
        (days as f64 - middle).abs() <= (CLOSE * middle).max(SOON)
    }

    /// Whether the length means one exact number of days.
    pub(in crate::check::claims) fn is_exact(self) -> bool {
        self.least == self.most
    }

    /// Whether this number of days is within the longest that may be meant.
    pub(in crate::check::claims) fn holds(self, days: i64) -> bool {
        days as f64 <= self.most
    }
}

/// The lengths of time in a sentence.
pub(in crate::check::claims) fn spans(tokens: &[Token]) -> Vec<Span> {
    (0..tokens.len()).filter_map(|at| span(tokens, at)).collect()
}

/// The length of time whose unit is at a token.
fn span(tokens: &[Token], at: usize) -> Option<Span> {
    let word = tokens[at].word.trim_end_matches('s');
    let (_, unit) =
        UNITS.iter().find(|(name, _)| *name == word && tokens[at].is(&[&tokens[at].word]))?;
    let number = at.checked_sub(1)?;
    let (start, many) = match tokens[number].what {
        What::Number(many) => (number, many.nearest()),
        _ if !tokens[number].is(&["a", "an"]) => return None,
        _ if number > 0 && tokens[number - 1].is(&["half"]) => (number - 1, 0.5),
        _ => (number, 1.0),
    };
    // "A year and a half".
    let and_a_half = ["and", "a", "half"].iter().enumerate();
    let and_a_half = and_a_half.clone().all(|(n, own)| {
        tokens.get(at + 1 + n).is_some_and(|token| token.is(&[own]) && !token.apart)
    });
    let many = if and_a_half { many + 0.5 } else { many };
    if tokens[start + 1..=at].iter().any(|token| token.apart) {
        return None;
    }
    let mut from = start;
    while from > 0 && tokens[from - 1].is(&THAN) {
        from -= 1;
    }
    let hedge = from.checked_sub(1).map(|at| &tokens[at]);
    let is = |words: &[&str]| hedge.is_some_and(|hedge| hedge.is(words));
    let exact = *unit < 2.0;
    // People are less careful with a small number of units than with a single day.
    let (below, above) = match () {
        () if is(&UNDER) => (SHORT.max(0.15 * many), if exact { 0.0 } else { 0.1 }),
        () if is(&OVER) => (if exact { 0.0 } else { 0.1 }, SHORT.max(0.15 * many)),
        () if is(&ROUGH) => (ROUGHLY.max(0.15 * many), ROUGHLY.max(0.15 * many)),
        () if exact => (0.0, 0.0),
        () if many < 1.0 => (0.08, 0.08),
        () if word == "fortnight" => (STRAY / 2.0, STRAY / 2.0),
        () => (STRAY, STRAY),
    };
    let start = if is(&UNDER) || is(&OVER) || is(&ROUGH) { from - 1 } else { start };
    let end = if and_a_half { at + 4 } else { at + 1 };
    Some(Span { start, end, least: (many - below) * unit, most: (many + above) * unit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::Reader;

    #[test]
    fn times_are_as_long_as_their_words_say() {
        let span = |text: &str| {
            let sentences = Reader::common().read(text, |_| true);
            spans(&sentences[0]).first().copied().unwrap()
        };
        assert!(span("eleven days ahead").is(11) && !span("eleven days ahead").is(12));
        assert!(span("four months later").is(123) && !span("two months later").is(123));
        assert!(span("a little under three months").is(87));
        assert!(!span("a little under five months").is(87));
        assert!(span("about two weeks early").is(15) && !span("about two months early").is(15));
        assert!(
            span("a year and a half later").is(548) && !span("a year and a half later").is(208)
        );
        assert!(span("half a year later").is(183) && !span("half a year later").is(92));
        assert!(span("nearly six weeks after").is(40));
        assert!(span("within 28 days of").holds(28) && !span("within 28 days of").holds(29));
    }
}
