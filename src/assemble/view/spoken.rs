//! Words that stand for others on a page.
//!
//! In come a document and what its pages show where such words stand; out go those that are not what is shown, which
//! nobody sees and everybody can copy.

use std::collections::HashMap;

use lopdf::Document;

use super::pen::is_private;
use super::{Piece, Unseen, View, plainer};
use crate::assemble::content::{self, Spoken};
use crate::assemble::look::dictionary;
use crate::assemble::pages::Page;
use crate::assemble::unpack::{self, Budget};

/// So many letters that are not shown are no ligature, hyphen or sign.
const FEWEST: usize = 3;

/// The document with only the places of words that stand for others marked, and these words page by page, if there are any.
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

/// The words that are not what the page shows in their places. Where nothing is written there, or nothing says what, they
/// are all that says it.
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

/// The letters and digits of words, small, and each of those that are set as one sign.
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
