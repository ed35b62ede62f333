//! Shares in words of a measure in per cent: "fewer than half of carers", "three quarters of plans".

use super::Spoken;
use crate::check::claims::Claim;
use crate::check::claims::reading::{Sentence, What};
use crate::check::portions::portion;

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

/// The shares in words that the measure is not.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    if measure.unit.as_deref() != Some("%") || super::is_open(sentence, spoken) {
        return Vec::new();
    }
    let found = (0..tokens.len()).filter_map(|at| {
        let portion = portion(tokens, at)?;
        let of = usize::from(tokens.get(portion.end)?.is(&["of"]));
        let named = portion.end < spoken.end
            && tokens[portion.end..spoken.end].iter().all(|token| {
                matches!(token.what, What::Percent(_))
                    || spoken.is_plain(std::slice::from_ref(token))
            })
            && tokens.get(portion.end + of).is_some_and(|next| spoken.names(next) && !next.apart);
        if !named || !tokens[at].typed {
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
        let written = sentence.written(portion.start, portion.end - 1);
        Some(Claim {
            range: tokens[portion.start].range.start..tokens[portion.end - 1].range.end,
            message: format!("`{written}`: by the data, “{}” is {}", measure.name, last.words),
            data: Some(spoken.data(false)),
        })
    });
    found.collect()
}
