//! Finds characters that no font of the paper can show, or that nobody can see, before typesetting.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::World as _;

use super::passage::place_of;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Document, Text};
use crate::read::character::{described, is_unseen};
use crate::world::World;

/// The most places reported individually.
const MOST: usize = 20;

/// Reports each character that cannot be shown, where it first occurs; adjacent ones are reported together.
pub(super) fn check(world: &World, document: &Document) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut met = BTreeSet::new();
    let (mut problems, mut hidden) = (Vec::new(), Vec::new());
    document.each_text(&mut |text| {
        let unseen = text.text.char_indices().filter(|(_, next)| is_unseen(*next));
        hidden.extend(unseen.map(|(at, next)| self::unseen(text, at, next)));
        let mut run: Option<Range<usize>> = None;
        let end = text.text.len();
        for (at, found) in text.text.char_indices().chain([(end, 'x')]) {
            let missing = !found.is_ascii_graphic()
                && !*known.entry(found).or_insert_with(|| shown(world, found));
            match &mut run {
                // A control character is reported separately, because it can be deleted and the others cannot.
                Some(run) if missing && !is_control(found) => run.end = at + found.len_utf8(),
                // A space between words of one script does not end the run.
                Some(_) if found == ' ' => {}
                _ => {
                    let done = run.take().filter(|run| {
                        let new = text.text[run.clone()].chars().filter(|next| met.insert(*next));
                        new.filter(|next| *next != ' ').count() > 0
                    });
                    problems.extend(done.map(|run| unshown(world, text, run)));
                    run = missing.then(|| at..at + found.len_utf8());
                }
            }
        }
    });
    problems.truncate(MOST);
    hidden.truncate(MOST);
    problems.append(&mut hidden);
    problems
}

/// Whether a character will appear as the author typed it.
pub(crate) fn shown(world: &World, found: char) -> bool {
    match found {
        ' ' | '\n' | '\t' => true,
        _ if is_unseen(found) => true,
        // If no font has it, it is drawn as a hyphen that does not break.
        '\u{2011}' => [found, '\u{2010}'].into_iter().any(|hyphen| covered(world, hyphen)),
        // A character of private use has no meaning that could be given to a reader (PDF/A-2a, ISO 19005-2,
        // 6.2.11.7.3); byte order marks are not text, and control characters have no shape.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ if is_control(found) => false,
        _ => covered(world, found),
    }
}

/// Whether a font of the paper has a character.
fn covered(world: &World, found: char) -> bool {
    let book = world.book();
    let code = u32::from(found);
    (0..).map_while(|index| book.info(index)).any(|font| font.coverage.contains(code))
}

/// Whether a character is not text, or reverses the letters after it.
fn is_control(found: char) -> bool {
    let turns = matches!(found, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_mark = matches!(
        found,
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}'
    );
    found.is_control() || turns || is_mark
}

/// The warning for an invisible character, at the word that contains it.
fn unseen(text: &Text, at: usize, found: char) -> Diagnostic {
    let whole = &text.text;
    let start = whole[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + whole[space..].chars().next().map_or(0, char::len_utf8));
    let end = whole[at..].find(char::is_whitespace).map_or(whole.len(), |length| at + length);
    let message = format!("there is {} in this word, which cannot be seen", described(found));
    Diagnostic::of(Rule::PastedText, place_of(text, start..end), message)
        .hint("delete it, or type the word anew: a search for the word does not find it")
}

/// Finds in the files of the workspace words that are printed without their place, such as the label of a grade.
fn written(world: &World, words: &str) -> Option<Place> {
    let files = world.workspace().read().into_iter();
    let own =
        files.filter(|file| !World::is_built_in(*file) && World::path(*file).ends_with(".toml"));
    own.filter_map(|file| Some((file, world.text(file).ok()?))).find_map(|(file, text)| {
        let at = text.find(words)?;
        Some(Place::new(file, at..at + words.len()))
    })
}

/// The error for characters that cannot be shown.
fn unshown(world: &World, text: &Text, range: Range<usize>) -> Diagnostic {
    let place = place_of(text, range.clone());
    let words = &text.text[range];
    let place = place.or_else(|| written(world, words));
    let first = words.chars().next().unwrap_or_default();
    let code = u32::from(first);
    if is_control(first) {
        return Diagnostic::error(
            place,
            format!("there is {} here, which cannot be printed", described(first)),
        )
        .hint("delete it; it often comes from text that was pasted in");
    }
    let message = match words.chars().count() {
        1 => format!("no font can show `{words}` (U+{code:04X})"),
        _ => format!("no font can show `{words}`"),
    };
    Diagnostic::error(place, message).hint(
        "use other characters, or put a font that has them into the workspace's `fonts` folder",
    )
}
