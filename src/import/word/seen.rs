//! Decides whether words in a Word file can be seen: they are large enough, and differ in colour from their
//! background.
//!
//! In come the properties of words, paragraphs and cells; out come their colours. What is done with invisible words
//! is left to [`runs`](super::runs).

use super::styles::Look;
use super::xml::{Element, attribute, child, value};
use crate::read::colour::Rgb;

/// The largest type size that cannot be read, in half points.
const TOO_SMALL: u32 = 4;

/// The least difference between the components of a colour, each from 0 to 255, for it to be more than a tint of
/// grey.
const LEAST_SPREAD: i32 = 40;

/// The colours of highlights.
const HIGHLIGHTS: [(&str, [u8; 3]); 16] = [
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 255]),
    ("cyan", [0, 255, 255]),
    ("darkBlue", [0, 0, 128]),
    ("darkCyan", [0, 128, 128]),
    ("darkGray", [128, 128, 128]),
    ("darkGreen", [0, 128, 0]),
    ("darkMagenta", [128, 0, 128]),
    ("darkRed", [128, 0, 0]),
    ("darkYellow", [128, 128, 0]),
    ("green", [0, 255, 0]),
    ("lightGray", [192, 192, 192]),
    ("magenta", [255, 0, 255]),
    ("red", [255, 0, 0]),
    ("white", [255, 255, 255]),
    ("yellow", [255, 255, 0]),
];

/// The colour of words; the inner `None` is `auto`, for which the program chooses a readable one.
pub(super) fn ink(properties: Element<'_, '_>) -> Option<Option<Rgb>> {
    value(properties, &["color"]).map(colour)
}

/// The colour behind words, a paragraph or a cell, if their properties give one.
pub(super) fn ground(properties: Element<'_, '_>) -> Option<Rgb> {
    let lit = value(properties, &["highlight"])
        .and_then(|name| HIGHLIGHTS.iter().find(|(known, _)| *known == name));
    let shading = || {
        let shading = child(properties, "shd")?;
        let solid = attribute(shading, "val") == Some("solid");
        colour(attribute(shading, if solid { "color" } else { "fill" })?)
    };
    lit.map(|(_, colour)| Rgb(*colour)).or_else(shading)
}

/// Parses a colour of six hexadecimal digits.
fn colour(digits: &str) -> Option<Rgb> {
    Rgb::read(&format!("#{digits}"))
}

/// The name of a colour that may have a meaning; `None` for grey, black, white and their tints.
pub(super) fn hue(colour: Rgb) -> Option<&'static str> {
    let [red, green, blue] = colour.0.map(i32::from);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let spread = most - least;
    if spread < LEAST_SPREAD {
        return None;
    }
    // The angle on the colour wheel, in degrees from red.
    let angle = match most {
        _ if most == red => (60 * (green - blue) / spread + 360) % 360,
        _ if most == green => 120 + 60 * (blue - red) / spread,
        _ => 240 + 60 * (red - green) / spread,
    };
    Some(match angle {
        0..15 | 340.. => "red",
        15..52 => "amber",
        52..70 => "yellow",
        70..165 => "green",
        165..262 => "blue",
        _ => "purple",
    })
}

/// Whether words with this look can be seen on their background, as far as that is known.
pub(super) fn is_seen(look: &Look, around: Option<Rgb>) -> bool {
    let behind = look.ground.or(around);
    let shows = look.ink.zip(behind).is_none_or(|(ink, behind)| ink.is_seen_on(behind));
    !look.hidden && shows && look.size.is_none_or(|size| size > TOO_SMALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_that_mean_something_are_told_from_tints() {
        let named = |digits: &str| colour(digits).and_then(hue);
        for (digits, name) in [
            ("FF0000", "red"),
            ("C00000", "red"),
            ("FFC7CE", "red"),
            ("FFC000", "amber"),
            ("FFFF00", "yellow"),
            ("00B050", "green"),
            ("92D050", "green"),
            ("0070C0", "blue"),
            ("7030A0", "purple"),
        ] {
            assert_eq!(named(digits), Some(name), "{digits}");
        }
        for digits in ["FFFFFF", "000000", "D9D9D9", "DDEBF7", "E2EFDA"] {
            assert_eq!(named(digits), None, "{digits}");
        }
    }
}
