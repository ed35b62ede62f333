//! Characters that no font of the paper can show, found before typesetting.

use std::collections::BTreeMap;

use typst::World as _;

use crate::compose::document::{Document, Text};
use crate::diag::{Diagnostic, Place};
use crate::world::World;

/// How many characters that cannot be shown are reported one by one.
const MOST: usize = 20;

/// Raises each character that cannot be shown, at the first place it stands.
pub(super) fn check(world: &World, document: &Document) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut missing: BTreeMap<char, Option<Place>> = BTreeMap::new();
    document.each_text(&mut |text| {
        for (at, found) in text.text.char_indices() {
            if !found.is_ascii_graphic()
                && !*known.entry(found).or_insert_with(|| shown(world, found))
            {
                missing.entry(found).or_insert_with(|| place_of(text, at, found));
            }
        }
    });
    missing.into_iter().take(MOST).map(|(found, place)| unshown(found, place)).collect()
}

/// Whether a character leaves the reader what the author typed.
fn shown(world: &World, found: char) -> bool {
    let code = u32::from(found);
    match found {
        ' ' | '\n' | '\t' => true,
        // Invisible by design: soft hyphen, zero-width space and joiners, direction marks, word joiner.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' => true,
        // Private use has no meaning that a reader could be given (PDF/A-2a, ISO 19005-2, 6.2.11.7.3); the
        // byte order marks are no text, and control characters have no shape.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ if found.is_control() => false,
        _ => {
            let book = world.book();
            (0..).map_while(|index| book.info(index)).any(|font| font.coverage.contains(code))
        }
    }
}

/// The place of one character of a text, or of the whole text where that is all that is known.
fn place_of(text: &Text, at: usize, found: char) -> Option<Place> {
    let place = text.place?;
    if place.end - place.start != text.text.len() {
        return Some(place);
    }
    let start = place.start + at;
    Some(Place { file: place.file, start, end: start + found.len_utf8() })
}

/// The error for a character that cannot be shown.
fn unshown(found: char, place: Option<Place>) -> Diagnostic {
    let code = u32::from(found);
    if found.is_control() || matches!(found, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') {
        return Diagnostic::error(
            place,
            format!("U+{code:04X} is a control character and cannot be printed"),
        )
        .hint("remove it; it often comes from text that was pasted in");
    }
    Diagnostic::error(place, format!("no font can show `{found}` (U+{code:04X})")).hint(
        "use another character, or put a font that has it into the workspace's `fonts` folder",
    )
}
