//! Finds words that should stay on one line: a date, a number with what it counts, "page 4", "Part 1".
//!
//! A text comes in; the ranges of words that a line should not divide go out. The words beside a number tell what it
//! is; only for nouns in small letters ("page 4", not "for 4") must a language say that they take a number.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use crate::language::Language;

/// The most characters of words that stay on one line, which is the room on a telephone.
const LONGEST: usize = 24;

/// The most letters of a word that a number stays with.
const LONGEST_COUNTED: usize = 12;

/// A word of a text.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    /// Its offset in the text.
    at: usize,
    /// The word with the marks around it.
    whole: &'a str,
    /// The word without them.
    core: &'a str,
    /// Whether there is no mark after it, and none before it.
    open: bool,
    opens: bool,
}

/// The ranges of words that should stay on one line, with the marks around them.
pub(in crate::render) fn bound(text: &str) -> Vec<Range<usize>> {
    if !text.contains(|next: char| next.is_ascii_digit()) {
        return Vec::new();
    }
    let words = words(text);
    let mut bound = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let first = words[start].at;
        let end = |at: usize| words[at].at + words[at].whole.len();
        let mut last = start;
        while last + 1 < words.len()
            && is_bound(&words, last, last > start)
            && text[first..end(last + 1)].chars().count() <= LONGEST
        {
            last += 1;
        }
        if last > start {
            bound.push(first..end(last));
        }
        start = last + 1;
    }
    bound
}

/// The words between single spaces; other spaces always or never end a line.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut at = 0;
    let mut words = Vec::new();
    for whole in text.split(' ') {
        let start = whole.trim_start_matches(['(', '[', '“', '‘', '"', '\'']);
        let core = start
            .trim_end_matches(|next: char| !next.is_alphanumeric() && !matches!(next, '%' | '°'));
        let abbreviated = core.contains('.') || core.len() < 4 && names(core);
        let rest = &start[core.len()..];
        words.push(Word {
            at,
            whole,
            core,
            open: rest.is_empty() || rest == "." && abbreviated && !is_number(core),
            opens: start.len() == whole.len(),
        });
        at += whole.len() + 1;
    }
    words
}

/// Whether the word at an index stays with the next; `held` says that it stays with the one before.
fn is_bound(words: &[Word<'_>], at: usize, held: bool) -> bool {
    let (word, next) = (words[at], words[at + 1]);
    if !word.open || !next.opens || word.core.is_empty() || next.core.is_empty() {
        return false;
    }
    let before = at.checked_sub(1).map(|before| words[before]);
    if is_digits(word.core) && is_digits(next.core) {
        return held || word.core.starts_with('0');
    }
    if is_number(word.core) {
        // In "page 4" the number belongs to the word before it; years and percentages count nothing.
        let counts = !held && !is_year(word.core) && !word.core.ends_with('%');
        // "4 to 9", "8 in 10"
        let joins = words.get(at + 2).is_some_and(|after| {
            let is_next = next.open && after.opens && is_number(after.core);
            is_next && !is_year(after.core) && !starts_large(next.core)
        });
        return counts && !joins && is_counted(next.core);
    }
    if !is_number(next.core) {
        let is_share = held && word.core == "per" && next.core.chars().all(char::is_alphabetic);
        return is_share || is_letter(next.core) && names(word.core);
    }
    if is_year(next.core) {
        return starts_large(word.core);
    }
    // At the start of a sentence any word has a capital; and a day with its month is not a name's number.
    let is_name = starts_large(word.core)
        && before.is_some_and(|before| before.open && !before.core.is_empty());
    let month = words.get(at + 2).filter(|month| next.open && starts_large(month.core));
    !(is_day(next.core) && month.is_some()) && (is_name || names(word.core))
}

/// Whether a word is a number: `4`, `4.11`, `1st`, `£3.7`, `12A`, `2022-23`.
fn is_number(word: &str) -> bool {
    let figures = word.trim_start_matches(['£', '€', '$']);
    figures.starts_with(|first: char| first.is_ascii_digit())
        && figures.chars().rev().take_while(|next| next.is_alphabetic()).count() <= 2
}

/// Whether a word is digits alone, as the groups of a telephone number are.
fn is_digits(word: &str) -> bool {
    word.chars().all(|next| next.is_ascii_digit())
}

/// Whether a word is a day of the month: `3`, `31st`.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// Whether a word is a year: `2022`, `2022-23`.
fn is_year(word: &str) -> bool {
    let year = word.split(['-', '–', '/']).next().unwrap_or_default();
    year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1500..2500).contains(&year))
}

/// Whether a word is a single capital letter, such as that of an appendix.
fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_uppercase())
}

/// Whether a word can be what a number counts, or its unit.
fn is_counted(word: &str) -> bool {
    let mut letters = word.chars();
    let is_word = letters.all(|next| next.is_alphabetic() || matches!(next, '.' | '%' | '°'));
    is_word && word.chars().count() <= LONGEST_COUNTED && !joins(word)
}

/// Whether a word begins with a capital letter.
fn starts_large(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a word takes a number as its name: "page 4".
fn names(word: &str) -> bool {
    said().0.contains(&word.to_lowercase())
}

/// Whether a word only joins others: "and", "or".
fn joins(word: &str) -> bool {
    said().1.iter().any(|join| join == word)
}

/// The words that take a number as their name, and those that join others, in all built-in languages.
fn said() -> &'static (BTreeSet<String>, Vec<String>) {
    static SAID: OnceLock<(BTreeSet<String>, Vec<String>)> = OnceLock::new();
    SAID.get_or_init(|| {
        let (mut names, mut joins) = (BTreeSet::new(), Vec::new());
        for language in Language::all() {
            names.extend(language.numbers.names.iter().map(|name| name.value.clone()));
            let lists = &language.lists;
            joins.extend([&lists.and, &lists.or].map(|join| join.trim().to_owned()));
        }
        (names, joins)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with brackets around the words that stay on one line.
    fn shown(text: &str) -> String {
        let mut shown = text.to_owned();
        for bound in bound(text).into_iter().rev() {
            shown.insert(bound.end, '⟩');
            shown.insert(bound.start, '⟨');
        }
        shown
    }

    #[test]
    fn dates_stay_whole() {
        for (text, bound) in [
            ("It is due 31 March 2020, not before.", "It is due ⟨31 March 2020,⟩ not before."),
            ("On 3 May they met.", "On ⟨3 May⟩ they met."),
            ("by Thursday 10 November 2022.", "by Thursday ⟨10 November 2022.⟩"),
            ("the visit of 1 to 3 May 2022", "the visit of 1 to ⟨3 May 2022⟩"),
            ("since March 2020 or the 31st of May", "since ⟨March 2020⟩ or the ⟨31st of⟩ May"),
            ("ar 14 Gorffennaf 2022", "ar ⟨14 Gorffennaf 2022⟩"),
            ("le 1er avril 2022", "le ⟨1er avril⟩ 2022"),
        ] {
            assert_eq!(shown(text), bound);
        }
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        for (text, bound) in [
            ("within 20 weeks (£3.7 million)", "within ⟨20 weeks⟩ ⟨(£3.7 million)⟩"),
            ("some 20 per cent of all", "some ⟨20 per cent⟩ of all"),
            ("at 7.30 p.m. in the hall", "at ⟨7.30 p.m.⟩ in the hall"),
            ("5 km away, 61.5% of it", "⟨5 km⟩ away, 61.5% of it"),
            ("between 5 and 9", "between 5 and 9"),
            ("in 2022 there were many", "in 2022 there were many"),
            ("contact with 8 in 10 schools", "contact with 8 in ⟨10 schools⟩"),
            ("12 misunderstandings", "12 misunderstandings"),
            ("Ring 01632 960 001 now.", "Ring ⟨01632 960 001⟩ now."),
        ] {
            assert_eq!(shown(text), bound);
        }
    }

    #[test]
    fn a_number_stays_with_what_it_names() {
        for (text, bound) in [
            ("as page 4 says (see Part 1)", "as ⟨page 4⟩ says (see ⟨Part 1)⟩"),
            ("paragraphs 4.11 and 4.12, Appendix B", "⟨paragraphs 4.11⟩ and 4.12, ⟨Appendix B⟩"),
            ("the Local Government Act 1972", "the Local Government ⟨Act 1972⟩"),
            ("Schedule 12A, item No. 5", "⟨Schedule 12A,⟩ item ⟨No. 5⟩"),
            ("under Objective 3 of it", "under ⟨Objective 3⟩ of it"),
            ("In 3 areas. In 4 it was not.", "In ⟨3 areas.⟩ In ⟨4 it⟩ was not."),
            ("for 4; Members, 5", "for 4; Members, 5"),
            ("ym mharagraff 4.11", "ym ⟨mharagraff 4.11⟩"),
        ] {
            assert_eq!(shown(text), bound);
        }
    }

    #[test]
    fn words_without_room_for_them_all_are_parted() {
        assert_eq!(shown("Peterborough-and-Fenland 2022"), "Peterborough-and-Fenland 2022");
        assert_eq!(shown("4 communities"), "⟨4 communities⟩");
    }
}
