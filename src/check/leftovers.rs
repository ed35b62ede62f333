//! Notes and placeholders of a form that were never filled in.

use std::ops::Range;

use super::passage::{Passage, headings, words};
use crate::diag::{Diagnostic, Rule};
use crate::document::Document;

/// What stands between square brackets in a form, at its start, in small letters.
const GUIDANCE: [&str; 10] =
    ["insert", "delete", "add ", "enter", "name of", "date of", "describe", "explain", "xx", "tbc"];

/// Words that stand for others that are to come.
const LATER: [&str; 3] = ["TBC", "TBD", "TBA"];

/// Raises what is left of a form, in headings too.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let headings = headings(document);
    let raise = |passage: &Passage<'_>, range: Range<usize>| {
        let words = &passage.text[range.clone()];
        let message = format!("`{words}` was left in place of what it stands for");
        Diagnostic::of(Rule::Placeholder, passage.place_of(range), message)
            .hint("write what belongs here, or remove it")
    };
    let found = passages.iter().chain(&headings).flat_map(|passage| {
        let places = later(&passage.text).into_iter().chain(bracketed(&passage.text));
        places.map(|range| raise(passage, range)).collect::<Vec<_>>()
    });
    found.collect()
}

/// Where words stand for others.
fn later(text: &str) -> Vec<Range<usize>> {
    let dummy = |word: &str| word.len() > 2 && word.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    let mut found: Vec<_> = words(text)
        .filter(|(_, word)| LATER.contains(word) || dummy(word) && *word != "XXX")
        .map(|(range, _)| range)
        .collect();
    let latin = text.to_lowercase().find("lorem ipsum");
    found.extend(latin.filter(|_| text.is_ascii()).map(|at| at..at + "lorem ipsum".len()));
    found
}

/// The most bytes of guidance with its first bracket.
const LONGEST: usize = 200;

/// Where guidance stands in square brackets.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let open = text.match_indices('[').map(|(at, _)| at);
    let found = open.filter_map(|at| {
        let inside = &text[at + 1..text.floor_char_boundary(at + LONGEST)];
        let end = inside.find(']')?;
        let small = inside[..end].to_lowercase();
        GUIDANCE.iter().any(|start| small.starts_with(start)).then_some(at..at + end + 2)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_is_what_a_form_asks_for_and_not_what_an_editor_adds() {
        let found = bracketed("See [insert date] and [sic] and [the council]");
        assert_eq!((found.len(), found.first()), (1, Some(&(4..17))));
        assert_eq!(later("The cost is TBC; the xxx too, in volume XXX"), [12..15, 21..24]);
    }
}
