//! Characters that no font of the paper can show, found before typesetting.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::World as _;

use super::passage::place_of;
use crate::diag::Diagnostic;
use crate::document::{Document, Text};
use crate::world::World;

/// How many places with characters that cannot be shown are reported one by one.
const MOST: usize = 20;

/// Raises each character that cannot be shown, at the first place it stands; neighbours together.
pub(super) fn check(world: &World, document: &Document) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut met = BTreeSet::new();
    let mut problems = Vec::new();
    document.each_text(&mut |text| {
        let mut run: Option<Range<usize>> = None;
        let end = text.text.len();
        for (at, found) in text.text.char_indices().chain([(end, 'x')]) {
            let missing = !found.is_ascii_graphic()
                && !*known.entry(found).or_insert_with(|| shown(world, found));
            match &mut run {
                // A control character is said alone: it can be removed, and the others cannot.
                Some(run) if missing && !is_control(found) => run.end = at + found.len_utf8(),
                // Words of one script go on over a space.
                Some(_) if found == ' ' => {}
                _ => {
                    let done = run.take().filter(|run| {
                        let new = text.text[run.clone()].chars().filter(|next| met.insert(*next));
                        new.filter(|next| *next != ' ').count() > 0
                    });
                    problems.extend(done.map(|run| unshown(text, run)));
                    run = missing.then(|| at..at + found.len_utf8());
                }
            }
        }
    });
    problems.truncate(MOST);
    problems
}

/// Whether a character leaves the reader what the author typed.
pub(crate) fn shown(world: &World, found: char) -> bool {
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

/// Whether a character is no text at all.
fn is_control(found: char) -> bool {
    found.is_control()
        || matches!(found, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The error for characters that cannot be shown.
fn unshown(text: &Text, range: Range<usize>) -> Diagnostic {
    let place = place_of(text, range.clone());
    let words = &text.text[range];
    let first = words.chars().next().unwrap_or_default();
    let code = u32::from(first);
    if is_control(first) {
        return Diagnostic::error(
            place,
            format!("U+{code:04X} is a control character and cannot be printed"),
        )
        .hint("remove it; it often comes from text that was pasted in");
    }
    let message = match words.chars().count() {
        1 => format!("no font can show `{words}` (U+{code:04X})"),
        _ => format!("no font can show `{words}`"),
    };
    Diagnostic::error(place, message).hint(
        "use other characters, or put a font that has them into the workspace's `fonts` folder",
    )
}
