//! About how wide words and tables are, before anything sets them.
//!
//! In come words, or a table; out comes what room they need, in hundredths of the size of type.

use super::{Cell, Table, words_of};

/// What an upright page has room for in the smallest type of a table, and one on its side, in hundredths of its size.
const UPRIGHT: usize = 5_000;
const ON_ITS_SIDE: usize = 8_000;

/// The room beside the words of a column.
const PADDING: usize = 120;

/// The room that a column of words has at least, where they are broken for want of more.
const BROKEN: usize = 300;

/// Whether the sums of a table have no room on an upright page, and have on one that is on its side. Words are broken
/// before they need that, and a sum never is.
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

/// Whether a word is a sum, or stands for none: `−£1,234.50`, `(12)`, `3.5%`, `–`.
pub(crate) fn is_sum(word: &str) -> bool {
    let mut letters = word.chars().filter(|next| next.is_alphabetic());
    let has_digit = word.contains(|next: char| next.is_ascii_digit());
    letters.all(|letter| matches!(letter, 'm' | 'k' | 'b' | 'n')) && has_digit
        || matches!(word, "–" | "—" | "-")
}

/// The parts of words that no line breaks: words, and those of a word with hyphens in it.
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

/// About how wide words are, in hundredths of the size of type: as a common sans serif has its letters.
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
