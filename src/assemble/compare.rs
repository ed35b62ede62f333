//! Whether the words of a part are all in the pack.
//!
//! In come a finished pack and its parts, of which an independent reader sees what they show; out go the words that
//! a page of the pack lacks of the page that fills it. What it has besides, such as stamps, is nothing to this.

use std::collections::HashMap;

use std::sync::Arc;

use super::Part;
use super::hidden::quoted;
use super::pages::Frame;
use super::report::Report;
use super::view::{self, Piece, Unseen, View, Viewer};

/// What a comparison comes to.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// Words that the pack lacks, each with its page of the part, counted from 0.
    pub(super) words: Vec<(usize, String)>,
    /// Whether nothing could be compared.
    pub(super) unknown: bool,
}

/// For each part what of it is missing in a pack, given what was drawn anew. Our own papers are left aside.
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

/// What of a page's words is missing in the pack, if anything is.
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

/// What is written on a page; what is in layers that are off stays in them, and what is only read out is not written.
fn shown(view: &View) -> impl Iterator<Item = &Piece> {
    view.pieces.iter().filter(|piece| !matches!(piece.unseen, Some(Unseen::Layer | Unseen::Spoken)))
}

fn letters(view: &View) -> impl Iterator<Item = char> {
    shown(view).flat_map(|piece| piece.text.chars()).filter(|letter| !letter.is_whitespace())
}
