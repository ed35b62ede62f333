//! Shares in words: "fewer than half", "three quarters", "four in five".
//!
//! In come the tokens of a sentence; out comes the share that begins at one, and which shares in per cent can be called so.

use super::claims::reading::Token;
use super::hedge::Hedge;

/// Shares in words, in per cent.
const SHARES: [(&[&str], f64); 17] = [
    (&["two", "thirds"], 200.0 / 3.0),
    (&["three", "quarters"], 75.0),
    (&["two", "fifths"], 40.0),
    (&["three", "fifths"], 60.0),
    (&["four", "fifths"], 80.0),
    (&["nine", "tenths"], 90.0),
    (&["one", "half"], 50.0),
    (&["a", "third"], 100.0 / 3.0),
    (&["one", "third"], 100.0 / 3.0),
    (&["a", "quarter"], 25.0),
    (&["one", "quarter"], 25.0),
    (&["a", "fifth"], 20.0),
    (&["one", "fifth"], 20.0),
    (&["a", "tenth"], 10.0),
    (&["one", "tenth"], 10.0),
    (&["half"], 50.0),
    (&["all"], 100.0),
];
/// How far the share itself may be from what is called so, in points.
const NEAR: f64 = 4.0;
/// A share in words, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Portion {
    /// The first token of it, and the one behind it.
    pub(super) start: usize,
    pub(super) end: usize,
    percent: f64,
    hedge: Hedge,
}

/// The share that begins at a token.
pub(super) fn portion(tokens: &[Token], at: usize) -> Option<Portion> {
    let is = |form: &[&str]| {
        tokens.len() >= at + form.len()
            && form.iter().zip(&tokens[at..]).all(|(word, token)| token.word == *word)
    };
    let (length, percent, own) = match SHARES.iter().find(|(form, _)| is(form)) {
        Some((form, percent)) => (form.len(), *percent, None),
        None if is(&["most"]) => (1, 50.0, Some(Hedge::Over)),
        None if is(&["a", "majority"]) || is(&["the", "majority"]) => (2, 50.0, Some(Hedge::Over)),
        None if is(&["a", "minority"]) => (2, 50.0, Some(Hedge::Under)),
        None => {
            let (part, whole) = (tokens.get(at)?.count()?, tokens.get(at + 2)?.count()?);
            let small = 0 < part && part < whole && whole <= 20;
            let percent = 100.0 * part as f64 / whole as f64;
            (tokens[at + 1].is(&["in"]) && small).then_some((3, percent, None))?
        }
    };
    let (said, start) = Hedge::before(tokens, at);
    Some(Portion { start, end: at + length, percent, hedge: own.unwrap_or(said) })
}

impl Portion {
    /// Whether a share in per cent can be called so.
    pub(super) fn fits(&self, known: f64) -> bool {
        match self.hedge {
            Hedge::Exactly | Hedge::About => (known - self.percent).abs() <= NEAR,
            Hedge::Over => known > self.percent,
            Hedge::Under => known < self.percent,
            Hedge::JustOver => known > self.percent && known < self.percent + 2.0 * NEAR,
            Hedge::JustUnder => known < self.percent && known > self.percent - 2.0 * NEAR,
        }
    }
}
