//! Whether words of a Word file can be seen: in a colour that is not that of what is behind them, and large enough.
//!
//! In come the properties of words, paragraphs and cells; out come their colours. What is done with words that nobody sees
//! is left to [`runs`](super::runs).

use super::styles::Look;
use super::xml::{Element, attribute, child, value};
use crate::read::colour::Rgb;

/// The largest size that nobody reads, in half points.
const TOO_SMALL: u32 = 4;

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

/// The colour of words; the program chooses one that can be read where it is `auto`.
pub(super) fn ink(properties: Element<'_, '_>) -> Option<Option<Rgb>> {
    value(properties, &["color"]).map(colour)
}

/// The colour behind words, a paragraph or a cell, if their properties name one.
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

/// The colour that six digits name.
fn colour(digits: &str) -> Option<Rgb> {
    Rgb::read(&format!("#{digits}"))
}

/// Whether words of that look are seen on what is behind all of them, as far as that is known.
pub(super) fn is_seen(look: &Look, around: Option<Rgb>) -> bool {
    let behind = look.ground.or(around);
    let shows = look.ink.zip(behind).is_none_or(|(ink, behind)| ink.is_seen_on(behind));
    !look.hidden && shows && look.size.is_none_or(|size| size > TOO_SMALL)
}
