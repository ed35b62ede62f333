//! Pages with letters of which nothing says what they are: nobody can have them read out, and no search finds them.
//!
//! In come what the pages of a part show and the type that they show it in; out go those pages.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::faults::is_listed;
use super::look::{dictionary, dictionary_at, entry, resolve};
use super::pages::Page;
use super::view::{UNREAD, View};

/// How many letters one after the other are more than the sign before an item of a list.
const WORD: usize = 2;

/// The pages of a document that show words of such letters.
pub(super) fn unread(document: &Document, pages: &[Page], views: &[View]) -> BTreeSet<usize> {
    let found = (0..).zip(pages).zip(views).filter(|((_, page), view)| {
        let mut pieces = view.pieces.iter();
        pieces.any(|piece| has_word(&piece.text))
            && (view.unread || has_unnamed_drawings(document, page))
    });
    found.map(|((page, _), _)| page).collect()
}

/// Whether a text has a word of letters of which nothing says what they are.
fn has_word(text: &str) -> bool {
    let letters: Vec<bool> = text.chars().map(|letter| UNREAD.contains(&letter)).collect();
    letters.windows(WORD).any(|letters| letters.iter().all(|is_unread| *is_unread))
}

/// Whether a page has type whose letters are drawings without names by which they are known, and no map of them.
fn has_unnamed_drawings(document: &Document, page: &Page) -> bool {
    let resources = page.resources(document);
    let fonts = resources.and_then(|resources| dictionary_at(document, resources, b"Font"));
    let fonts = fonts.into_iter().flatten();
    fonts.filter_map(|(_, font)| dictionary(resolve(document, font))).any(|font: &Dictionary| {
        let is_drawn =
            font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3");
        let encoding = dictionary_at(document, font, b"Encoding");
        let names = encoding
            .and_then(|encoding| entry(document, encoding, b"Differences")?.as_array().ok());
        let mut names = names.into_iter().flatten().filter_map(|name| name.as_name().ok());
        let is_unknown = |name| !std::str::from_utf8(name).is_ok_and(is_listed);
        is_drawn && !font.has(b"ToUnicode") && names.any(is_unknown)
    })
}
