//! Reads shares in words: "fewer than half", "three quarters", "four in five".
//!
//! In come the tokens of a sentence; out come the share that begins at one, and which percentages it fits.

use super::hedge::Hedge;
use super::reading::{Token, What};

/// The names of fractions, each with its denominator.
const PARTS: [(&str, i64); 17] = [
    ("half", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("sixths", 6),
    ("seventh", 7),
    ("sevenths", 7),
    ("eighth", 8),
    ("eighths", 8),
    ("ninth", 9),
    ("ninths", 9),
    ("tenth", 10),
    ("tenths", 10),
];
/// Words after a share that say how exactly it is meant, and how far after it they may be.
const AFTER: [(&str, Hedge); 4] =
    [("more", Hedge::Over), ("less", Hedge::Under), ("fewer", Hedge::Under), ("so", Hedge::About)];
const REACH: usize = 4;
/// How far a percentage may be from an inexact share, in percentage points.
const NEAR: f64 = 4.0;
/// How far the share of some things may be from one that is said only roughly, in percentage points.
const ROUGHLY: f64 = 8.0;
/// The halves, thirds and quarters, in per cent, and how far a percentage may be from one said roughly, if that is the
/// nearest of them, in percentage points.
const PLAIN: [f64; 5] = [25.0, 100.0 / 3.0, 50.0, 200.0 / 3.0, 75.0];
const ROUNDED: f64 = 6.0;
/// How far a percentage may be from a share called exact, in percentage points.
const EXACT: f64 = 0.5;

/// A share in words, and its position.
#[derive(Clone, Copy)]
pub(super) struct Portion {
    /// Its first token, and the one after it.
    pub(super) start: usize,
    pub(super) end: usize,
    percent: f64,
    hedge: Hedge,
    exact: bool,
}

/// The share that begins at a token.
pub(super) fn portion(tokens: &[Token], at: usize) -> Option<Portion> {
    let is = |form: &[&str]| {
        tokens.len() >= at + form.len()
            && form.iter().zip(&tokens[at..]).all(|(word, token)| token.word == *word)
    };
    let share = |part: i64, whole: i64| 100.0 * part as f64 / whole as f64;
    let (length, percent, own) = match () {
        () if is(&["half"]) => (1, 50.0, None),
        () if is(&["all"]) => (1, 100.0, None),
        () if is(&["most"]) => (1, 50.0, Some(Hedge::Over)),
        () if is(&["a", "majority"]) || is(&["the", "majority"]) => (2, 50.0, Some(Hedge::Over)),
        () if is(&["a", "minority"]) => (2, 50.0, Some(Hedge::Under)),
        () => {
            let first = tokens.get(at)?;
            let next = tokens.get(at + 1).filter(|next| !next.apart)?;
            let part = if first.is(&["a"]) { 1 } else { first.count()? };
            let parts = PARTS.iter().find(|(name, _)| next.word == *name);
            if let Some((_, whole)) = parts.filter(|(_, whole)| 0 < part && part < *whole) {
                (2, share(part, *whole), None)
            } else {
                // "Four in five", "four out of every five".
                let rest = tokens[at + 1..].iter();
                let words =
                    rest.take_while(|token| token.is(&["in", "out", "of", "every"])).count();
                let whole = tokens.get(at + 1 + words)?.count()?;
                let joins = next.is(&["in"]) || next.is(&["out"]);
                let small = 0 < part && part < whole && whole <= 20;
                (joins && small && first.what != What::Word).then_some((
                    words + 2,
                    share(part, whole),
                    None,
                ))?
            }
        }
    };
    let end = at + length;
    let (said, start) = Hedge::before(tokens, at);
    let exact = start.checked_sub(1).is_some_and(|before| tokens[before].is(&["exactly"]));
    let rest = tokens.get(end..)?.windows(2).take(REACH);
    let or = rest.take_while(|two| !two[0].apart).find(|two| two[0].is(&["or"]));
    let after = or.and_then(|two| AFTER.iter().find(|(word, _)| two[1].is(&[*word])));
    let said = after.map_or(said, |(_, hedge)| *hedge);
    Some(Portion { start, end, percent, hedge: own.unwrap_or(said), exact })
}

/// Whether a token is part of a share in words: "one in six".
pub(super) fn is_portion(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(REACH)..=at;
    from.into_iter().any(|from| portion(tokens, from).is_some_and(|own| at < own.end))
}

impl Portion {
    /// Whether a percentage of some things can be described this way; there may be too few of them for it to be near.
    pub(super) fn fits_things(&self, known: f64) -> bool {
        self.fits(known) || self.hedge == Hedge::About && (known - self.percent).abs() <= ROUGHLY
    }

    /// Whether a percentage can be described this way.
    pub(super) fn fits(&self, known: f64) -> bool {
        match self.hedge {
            Hedge::About if self.is_nearest(known) => true,
            Hedge::Exactly if self.exact => (known - self.percent).abs() <= EXACT,
            Hedge::Exactly | Hedge::About => (known - self.percent).abs() <= NEAR,
            Hedge::Over => known > self.percent - EXACT,
            Hedge::Under => known < self.percent + EXACT,
            Hedge::JustOver => known > self.percent && known < self.percent + 2.0 * NEAR,
            Hedge::JustUnder => known < self.percent && known > self.percent - 2.0 * NEAR,
        }
    }

    /// Whether this is the half, third or quarter nearest to a percentage, and near enough to be said roughly: 38 per
    /// cent is "about a third", although two fifths are nearer, since few people count in fifths.
    fn is_nearest(&self, known: f64) -> bool {
        let far = (known - self.percent).abs();
        let is_plain = PLAIN.iter().any(|plain| (plain - self.percent).abs() < EXACT);
        is_plain && far <= ROUNDED && PLAIN.iter().all(|other| far <= (known - other).abs() + EXACT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::Reader;

    /// Whether a percentage can be described by some words.
    fn fits(said: &str, known: f64) -> bool {
        let tokens = Reader::common().read(said, |_| true).remove(0);
        (0..tokens.len()).find_map(|at| portion(&tokens, at)).is_some_and(|said| said.fits(known))
    }

    #[test]
    fn a_share_said_roughly_is_the_nearest_half_third_or_quarter() {
        assert!(fits("about a third", 38.0) && fits("about half", 56.0));
        assert!(!fits("about a third", 42.0) && !fits("about a quarter", 31.0));
        assert!(!fits("a third", 38.0) && !fits("about a fifth", 26.0));
    }
}
