//! Estimates the width of words and tables before they are set.
//!
//! Words or a table come in; the width that they need goes out, in hundredths of the font size.

use super::{Cell, Table, words_of};

/// The width of an upright page in the smallest type of a table, and of a landscape one, in hundredths of that font
/// size.
const UPRIGHT: usize = 5_000;
const ON_ITS_SIDE: usize = 8_000;

/// The width around the words of a column.
const PADDING: usize = 120;

/// The least width of a column whose words can be broken.
const BROKEN: usize = 300;

/// Whether a table is too wide for an upright page and fits a landscape one. Words can be broken to fit, sums cannot.
pub(crate) fn needs_turning(table: &Table) -> bool {
    let cells = |at: usize| {
        std::iter::once(&table.header).chain(&table.rows).filter_map(move |row| row.get(at))
    };
    let room = |word: &str| if is_sum(word) { width(word) } else { width(word).min(BROKEN) };
    let widest =
        |cell: &Cell| unbroken(&words_of(&cell.blocks)).into_iter().map(room).max().unwrap_or(0);
    let needed = |at| cells(at).map(widest).max().unwrap_or(0) + PADDING;
    let needed: usize = (0..table.columns.len()).map(needed).sum();
    (UPRIGHT + 1..=ON_ITS_SIDE).contains(&needed)
}

/// Whether a word is a sum, or a dash for none: `−£1,234.50`, `(12)`, `3.5%`, `–`.
pub(crate) fn is_sum(word: &str) -> bool {
    let mut letters = word.chars().filter(|next| next.is_alphabetic());
    let has_digit = word.contains(|next: char| next.is_ascii_digit());
    letters.all(|letter| matches!(letter, 'm' | 'k' | 'b' | 'n')) && has_digit
        || matches!(word, "–" | "—" | "-")
}

/// The parts of a text that no line break divides: words, or the parts of a word with hyphens.
pub(crate) fn unbroken(words: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut hyphen = false;
    for (at, next) in words.char_indices() {
        let space = next.is_whitespace() && !matches!(next, '\u{A0}' | '\u{202F}');
        if space || (hyphen && next.is_alphabetic()) {
            parts.push(&words[start..at]);
            start = if space { at + next.len_utf8() } else { at };
        }
        hyphen = matches!(next, '-' | '‐');
    }
    parts.push(&words[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The estimated width of a text in hundredths of the font size, for a common sans serif face.
pub(crate) fn width(text: &str) -> usize {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | ' ' | '\u{A0}' => 26,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '‘' | '“' | '”' => 33,
        'm' | 'M' | 'W' | '@' | '%' | '—' => 88,
        'w' | 'A'..='Z' | '&' => 70,
        _ => 55,
    };
    text.chars().map(letter).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_at_a_space_that_breaks_and_after_a_hyphen() {
        let words = unbroken("re-visit on 14\u{A0}July, −4.5% (2022-23)");
        assert_eq!(words, ["re-", "visit", "on", "14\u{A0}July,", "−4.5%", "(2022-23)"]);
    }
}
