//! Handles superscript and subscript: digits become Unicode characters, all other words go on the line.

use super::xml::{Element, value};
use crate::read::date::ORDINALS;

/// The superscript digits from 0 to 9, and the subscript ones.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// The least shift that takes words off the line, in half points.
const LEAST: i32 = 4;
const LOWEST: i32 = -LEAST;

/// The position of words off the line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Height {
    Above,
    Below,
}

impl Height {
    /// The position of a run that is not on the line, by name or by shift.
    pub(super) fn of(properties: Element<'_, '_>) -> Option<Self> {
        let moved = value(properties, &["position"]).and_then(|moved| moved.parse::<i32>().ok());
        match (value(properties, &["vertAlign"]), moved) {
            (Some("superscript"), _) => Some(Self::Above),
            (Some("subscript"), _) => Some(Self::Below),
            (_, Some(LEAST..)) => Some(Self::Above),
            (_, Some(..=LOWEST)) => Some(Self::Below),
            _ => None,
        }
    }

    /// The words in this position, such as 10⁶ or H₂O; `None` if some of their characters have no such form.
    pub(super) fn written(self, text: &str) -> Option<String> {
        let figures = match self {
            Self::Above => RAISED,
            Self::Below => LOWERED,
        };
        let figure = |next: char| figures.get(usize::try_from(next.to_digit(10)?).ok()?).copied();
        text.chars().map(figure).collect()
    }

    /// Whether words read the same on the line.
    pub(super) fn is_idle(text: &str) -> bool {
        let text = text.trim();
        ORDINALS.contains(&text) || !text.contains(char::is_alphanumeric)
    }

    /// Its name in a sentence.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_above_and_below_the_line_stay_there() {
        let above = |text| Height::Above.written(text);
        assert_eq!(above("16").as_deref(), Some("¹⁶"));
        assert_eq!(Height::Below.written("2").as_deref(), Some("₂"));
        assert_eq!((above("n+1"), above("2nd")), (None, None));
        assert!(Height::is_idle("th") && Height::is_idle(" ") && !Height::is_idle("x"));
    }
}
