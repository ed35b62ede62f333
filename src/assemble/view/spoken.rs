//! Finds replacement text that differs from what a page shows.
//!
//! In come a document and what its pages show where replacement text applies; out go the replacements that differ,
//! which nobody sees and everybody can copy.

use std::collections::HashMap;

use lopdf::Document;

use super::pen::is_private;
use super::{Piece, Unseen, View, plainer};
use crate::assemble::content::{self, Spoken};
use crate::assemble::look::dictionary;
use crate::assemble::pages::Page;
use crate::assemble::unpack::{self, Budget};

/// Fewer differing letters than this are a ligature, hyphen or sign.
const FEWEST: usize = 3;

/// The document with only the places of replacement text marked, and that text page by page; `None` if there is none
/// to compare.
pub(super) fn mark(document: &Document, pages: &[Page]) -> Option<(Document, Vec<Vec<String>>)> {
    let mut budget = Budget::default();
    let mut found = |page: &Page| {
        let entries = document.objects.get(&page.id).and_then(dictionary)?;
        let bytes = unpack::page_content(document, entries, &mut budget)?;
        let spoken = content::spoken(&bytes, document, page.resources(document))?;
        spoken.words.iter().any(|words| letters(words).count() >= FEWEST).then_some(spoken)
    };
    let found: Vec<Option<Spoken>> = pages.iter().map(&mut found).collect();
    if found.iter().all(Option::is_none) {
        return None;
    }
    let mut marked = document.clone();
    let words = pages.iter().zip(found).map(|(page, spoken)| {
        let Spoken { content, words } = spoken?;
        plainer::set(&mut marked, page.id, None, Some(content));
        Some(words)
    });
    let words = words.map(Option::unwrap_or_default).collect();
    Some((marked, words))
}

/// The replacement text that differs from what the page shows in its place. Where nothing is shown, or it has no
/// meaning of its own, the replacement counts as what is shown.
pub(super) fn unlike(shown: &View, words: &[String]) -> Vec<Piece> {
    let of_place = |(place, words): (u32, &String)| {
        let here = shown.pieces.iter().filter(|piece| piece.mark == Some(place));
        let pieces: Vec<&Piece> = here.collect();
        let first = *pieces.first()?;
        let written: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let is_told = written.contains(|letter: char| letter == '\u{FFFD}' || is_private(letter));
        let mut left: HashMap<char, usize> = HashMap::new();
        letters(&written).for_each(|letter| *left.entry(letter).or_default() += 1);
        if is_told || left.is_empty() {
            return None;
        }
        let unlike = letters(words).filter(|letter| match left.get_mut(letter) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let is_unlike = unlike.count() >= FEWEST;
        is_unlike.then(|| Piece {
            text: words.clone(),
            unseen: Some(Unseen::Spoken),
            mark: None,
            ..first.clone()
        })
    };
    (0..).zip(words).filter_map(of_place).collect()
}

/// The letters and digits of a text in lower case, with ligatures taken apart.
fn letters(words: &str) -> impl Iterator<Item = char> {
    let apart = |letter: char| match letter {
        '\u{FB00}' => "ff".chars(),
        '\u{FB01}' => "fi".chars(),
        '\u{FB02}' => "fl".chars(),
        '\u{FB03}' => "ffi".chars(),
        '\u{FB04}' => "ffl".chars(),
        _ => "".chars(),
    };
    let letters = words.chars().flat_map(move |letter| {
        let own = apart(letter).next().is_none().then_some(letter);
        apart(letter).chain(own)
    });
    letters.filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}
