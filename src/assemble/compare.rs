//! Checks that the words of every part are in the finished pack.
//!
//! In come a finished pack and its parts, as an independent reader sees them; out go the words that a page of a part
//! shows and the page of the pack that it fills does not. Words that the pack adds, such as stamps, are ignored.

use std::collections::HashMap;

use std::sync::Arc;

use super::Part;
use super::hidden::quoted;
use super::pages::Frame;
use super::report::Report;
use super::view::{self, Piece, Unseen, View, Viewer};

/// The result of comparing one part with the pack.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// Words that the pack lacks, each with its page of the part, counted from 0.
    pub(super) words: Vec<(usize, String)>,
    /// Whether nothing could be compared.
    pub(super) unknown: bool,
}

/// Returns for each part the words that the pack lacks, allowing for fields that were drawn anew. Our own papers are
/// not compared.
pub(super) fn compare(pack: &Arc<Vec<u8>>, parts: &[Part], reports: &[Report]) -> Vec<Missing> {
    let viewer =
        parts.iter().any(|part| part.outside).then(|| Viewer::open(Arc::clone(pack))).flatten();
    let of_part = |(part, report): (&Part, &Report)| {
        if !part.outside {
            return Missing::default();
        }
        let (Some(viewer), Some(views)) = (&viewer, part.source.views()) else {
            return Missing { unknown: true, ..Missing::default() };
        };
        let frames: Vec<(usize, Frame)> = (part.first_page..).zip(part.source.frames()).collect();
        let Some(found) = view::guarded(|| Some(viewer.views(&frames))) else {
            return Missing { unknown: true, ..Missing::default() };
        };
        let pairs = views.iter().zip(found).enumerate();
        let words = pairs.filter_map(|(page, (source, pack))| {
            let source = report.views.get(&page).unwrap_or(source);
            Some((page, missing(source, &pack)?))
        });
        Missing { words: words.collect(), unknown: false }
    };
    parts.iter().zip(reports).map(of_part).collect()
}

/// The words of a page that the pack does not show; `None` if it shows them all.
fn missing(source: &View, pack: &View) -> Option<String> {
    let mut left: HashMap<char, usize> = HashMap::new();
    for letter in letters(pack) {
        *left.entry(letter).or_default() += 1;
    }
    let mut lacks = false;
    for letter in letters(source) {
        match left.get_mut(&letter) {
            Some(count) if *count > 0 => *count -= 1,
            _ => lacks = true,
        }
    }
    if !lacks {
        return None;
    }
    let whole: String = letters(pack).collect();
    let absent = shown(source).filter(|piece| {
        let own: String = piece.text.chars().filter(|letter| !letter.is_whitespace()).collect();
        !whole.contains(&own)
    });
    let words: Vec<&str> = absent.map(|piece| piece.text.as_str()).collect();
    Some(quoted(&words.join(" ")))
}

/// The writing on a page, without what is in a hidden layer and what is only read aloud.
fn shown(view: &View) -> impl Iterator<Item = &Piece> {
    view.pieces.iter().filter(|piece| !matches!(piece.unseen, Some(Unseen::Layer | Unseen::Spoken)))
}

fn letters(view: &View) -> impl Iterator<Item = char> {
    shown(view).flat_map(|piece| piece.text.chars()).filter(|letter| !letter.is_whitespace())
}
