//! Finds where words were written.
//!
//! In come words found in a file, as their author wrote them; out goes their place in the data, so that a finding can
//! point there.

use crate::diag::Place;
use crate::world::World;

/// This many consecutive words are enough to identify a place.
const ENOUGH: usize = 4;

/// The first place in the TOML files read where these words occur, as a whole or in part, since markup may separate
/// them.
pub(super) fn written(world: &World, words: &str) -> Option<Place> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let files =
        world.workspace().read().into_iter().filter(|file| World::path(*file).ends_with(".toml"));
    let texts: Vec<_> = files.filter_map(|file| Some((file, world.text(file).ok()?))).collect();
    let all = words.windows(ENOUGH.min(words.len()).max(1));
    let places = all.flat_map(|some| texts.iter().map(move |(file, text)| (file, text, some)));
    let mut found = places.filter_map(|(file, text, some)| {
        let starts = text.match_indices(some[0]).map(|(start, _)| start);
        let mut ranges = starts.filter_map(|start| Some(start..end(text, start, some)?));
        Some(Place::new(*file, ranges.next()?))
    });
    found.next()
}

/// The end of some words that start at this position, with any blanks between them; `None` if others are there.
fn end(text: &str, start: usize, words: &[&str]) -> Option<usize> {
    let mut rest = &text[start..];
    for word in words {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Workspace;

    #[test]
    fn words_are_found_in_the_data_across_lines_and_markup() {
        let text = "text = \"\"\"\nThe council is in\ntalks with **Griffiths** Limited.\n\"\"\"\n";
        let files = [("report.toml", text.as_bytes()), ("letter.pdf", &b"in talks"[..])];
        let world = Workspace::memory(files).world();
        for name in ["report.toml", "letter.pdf"] {
            let path = typst::syntax::VirtualPath::new(name).unwrap();
            let _ = world.text(World::id(&path));
        }
        let at = |words| written(&world, words).map(|place: Place| text[place.range()].to_owned());
        assert_eq!(at("in talks with"), Some("in\ntalks with".into()));
        assert_eq!(
            at("talks with Griffiths Limited and The council is in"),
            Some("The council is in".into())
        );
        assert_eq!(at("Griffiths"), Some("Griffiths".into()));
        assert_eq!((at("elsewhere"), at("")), (None, None));
    }
}
