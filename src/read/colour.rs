//! Computes the contrast of colours: whether text in one can be read on another (WCAG 2.2, 1.4.3 and 1.4.6).

use std::fmt;

/// The contrast that text needs: WCAG 2.2, 1.4.3, level AA, at any size.
pub(crate) const READABLE: f64 = 4.5;

/// The least contrast at which text can be seen at all.
const SEEN: f64 = 1.2;

/// The steps from a colour to black or white in the search for a readable one.
const STEPS: u16 = 20;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rgb(pub(crate) [u8; 3]);

impl Rgb {
    pub(crate) const BLACK: Self = Self([0, 0, 0]);
    pub(crate) const WHITE: Self = Self([255, 255, 255]);

    /// Reads `#rrggbb`.
    pub(crate) fn read(written: &str) -> Option<Self> {
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// The relative luminance, from 0 for black to 1 for white, as WCAG defines it.
    pub(crate) fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast with another colour, from 1 to 21, as WCAG defines it.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// Whether text in this colour can be read on another.
    pub(crate) fn reads_on(self, background: Self) -> bool {
        self.contrast(background) >= READABLE
    }

    /// Whether text in this colour can be seen at all on another.
    pub(crate) fn is_seen_on(self, background: Self) -> bool {
        self.contrast(background) >= SEEN
    }

    /// A mixture of `parts` hundredths of another colour and the rest of this one.
    pub(crate) fn mixed(self, other: Self, parts: u16) -> Self {
        let parts = parts.min(100);
        let mix = |at: usize| {
            let sum = u16::from(self.0[at]) * (100 - parts) + u16::from(other.0[at]) * parts;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }

    /// This colour, made lighter or darker until it has that contrast with the background.
    pub(crate) fn against(self, background: Self, contrast: f64) -> Self {
        let end = background.ink();
        let steps = (0..=STEPS).map(|step| self.mixed(end, step * 100 / STEPS));
        let mut enough = steps.filter(|colour| colour.contrast(background) >= contrast);
        enough.next().unwrap_or(end)
    }

    /// Black or white, whichever reads better on this colour; one always does (at least 4.58).
    pub(crate) fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
        let grey = Rgb::read("#767676").unwrap();
        assert!((grey.contrast(Rgb::WHITE) - 4.54).abs() < 0.01);
        assert!(!Rgb::read("#777777").unwrap().reads_on(Rgb::WHITE));
        assert_eq!(Rgb::read("red"), None);
        assert_eq!(Rgb::read("#ééé"), None);
    }

    proptest! {
        #[test]
        fn every_background_has_a_readable_ink_and_a_readable_shade_of_every_colour(
            background: [u8; 3],
            colour: [u8; 3],
        ) {
            let (background, colour) = (Rgb(background), Rgb(colour));
            prop_assert!(background.ink().reads_on(background));
            prop_assert!(colour.against(background, READABLE).reads_on(background));
        }
    }
}
