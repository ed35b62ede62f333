//! Finds words on a page that cannot be seen.
//!
//! In comes what the pages of a part show; out go the words that are hidden from the eye but can still be copied, by
//! page and by what hides them. That is how redactions fail.

use super::view::{Unseen, View};

/// Words of a page that cannot be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Their page, counted from 0.
    pub(super) page: usize,
    /// The reason why they cannot be seen.
    pub(super) by: Unseen,
    /// Their beginning, to be quoted.
    pub(super) words: String,
}

/// Fewer letters and digits than this are not worth reporting.
const FEWEST: usize = 2;

/// The most characters quoted for one page and one reason.
const LONGEST: usize = 80;

/// Finds the words that cannot be seen on these pages.
pub(super) fn hidden(views: &[View]) -> Vec<Hidden> {
    views.iter().enumerate().flat_map(|(page, view)| on_page(page, view)).collect()
}

fn on_page(page: usize, view: &View) -> Vec<Hidden> {
    let mut found: Vec<Hidden> = Vec::new();
    for piece in &view.pieces {
        let Some(by) = piece.unseen else { continue };
        let words = piece.text.trim();
        match found.iter_mut().find(|hidden| hidden.by == by) {
            Some(hidden) if hidden.words.len() <= 4 * LONGEST => {
                hidden.words.push(' ');
                hidden.words.push_str(words);
            }
            Some(_) => {}
            None => found.push(Hidden { page, by, words: words.to_owned() }),
        }
    }
    found.retain(|hidden| {
        hidden.words.chars().filter(|letter| letter.is_alphanumeric()).count() >= FEWEST
    });
    for hidden in &mut found {
        hidden.words = quoted(&hidden.words);
    }
    found
}

/// The beginning of a text, on one line.
pub(super) fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text,
    }
}
