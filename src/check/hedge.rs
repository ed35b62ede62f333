//! Reads how exactly a figure is given: "about a third", "just over 400", "nearly six weeks".

use super::reading::Token;

/// The wordings of each hedge.
const FORMS: [(&[&str], Hedge); 32] = [
    (&["slightly", "more", "than"], Hedge::JustOver),
    (&["a", "little", "over"], Hedge::JustOver),
    (&["a", "little", "more", "than"], Hedge::JustOver),
    (&["just", "over"], Hedge::JustOver),
    (&["just", "above"], Hedge::JustOver),
    (&["slightly", "over"], Hedge::JustOver),
    (&["slightly", "less", "than"], Hedge::JustUnder),
    (&["slightly", "fewer", "than"], Hedge::JustUnder),
    (&["a", "little", "under"], Hedge::JustUnder),
    (&["a", "little", "less", "than"], Hedge::JustUnder),
    (&["a", "little", "fewer", "than"], Hedge::JustUnder),
    (&["just", "under"], Hedge::JustUnder),
    (&["just", "below"], Hedge::JustUnder),
    (&["not", "quite"], Hedge::JustUnder),
    (&["nearly"], Hedge::JustUnder),
    (&["almost"], Hedge::JustUnder),
    (&["close", "to"], Hedge::About),
    (&["at", "least"], Hedge::Over),
    (&["no", "fewer", "than"], Hedge::Over),
    (&["more", "than"], Hedge::Over),
    (&["well", "over"], Hedge::Over),
    (&["over"], Hedge::Over),
    (&["at", "most"], Hedge::Under),
    (&["less", "than"], Hedge::Under),
    (&["fewer", "than"], Hedge::Under),
    (&["well", "under"], Hedge::Under),
    (&["under"], Hedge::Under),
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["some"], Hedge::About),
];

/// How far a figure may be from one given as "about", and from one given as "over" or "under", as shares of it.
const NEAR: f64 = 0.12;
const FAR: f64 = 0.75;

/// How exactly a figure is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Exactly the figure.
    Exactly,
    /// The figure, or close to it.
    About,
    /// More than the figure, by any amount.
    Over,
    /// A little more than the figure.
    JustOver,
    /// Less than the figure.
    Under,
    /// A little less than the figure.
    JustUnder,
}

impl Hedge {
    /// The hedge before the figure at a token, and the token at which it begins.
    pub(super) fn before(tokens: &[Token], at: usize) -> (Self, usize) {
        let is = |from: usize, form: &[&str]| {
            form.iter().zip(&tokens[from..]).all(|(word, token)| token.is(&[*word]))
        };
        let found = FORMS.iter().find_map(|(form, hedge)| {
            let from = at.checked_sub(form.len())?;
            is(from, form).then_some((*hedge, from))
        });
        found.unwrap_or((Self::Exactly, at))
    }

    /// Whether a figure given this way can be `known`. `unit` is the value of the last digit that was given.
    pub(super) fn fits(self, said: f64, known: f64, unit: f64) -> bool {
        let is_same = (said - known).abs() < unit / 2.0 + 1e-9;
        let far = known - said;
        match self {
            Self::Exactly => is_same,
            Self::About => is_same || far.abs() <= NEAR * said.abs().max(unit),
            Self::Over => far > -unit / 2.0 && far <= FAR * said.abs().max(2.0 * unit),
            Self::Under => far < unit / 2.0 && -far <= FAR * said.abs().max(2.0 * unit),
            Self::JustOver => {
                is_same || far > 0.0 && far <= 2.0 * NEAR * said.abs().max(2.0 * unit)
            }
            Self::JustUnder => {
                is_same || far < 0.0 && -far <= 2.0 * NEAR * said.abs().max(2.0 * unit)
            }
        }
    }
}
