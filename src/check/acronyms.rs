//! Finds acronyms that a paper uses before it explains them.
//!
//! A council asks for this rule with `acronym-explained = "warning"`, because only it knows which acronyms its
//! members know. An acronym counts as explained if its first use is in brackets after its words, "education, health
//! and care (EHC) plans", or directly before them, "EHC (education, health and care)".

use std::collections::BTreeSet;

use super::passage::place_of;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, Text};

/// Words that look like acronyms and need no explanation.
const KNOWN: [&str; 14] =
    ["UK", "GB", "EU", "US", "NHS", "BBC", "TV", "MP", "MPS", "PDF", "OK", "AM", "PM", "NA"];

/// The possible lengths of an acronym, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// Reports each acronym that is not explained at its first use.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut met = BTreeSet::new();
    let mut problems = Vec::new();
    document.each_text(&mut |text| {
        // A heading in capitals is not a row of acronyms.
        if text.text.chars().any(char::is_lowercase) {
            for (at, word) in acronyms(&text.text) {
                if met.insert(word.to_owned()) && !is_explained(&text.text, at, word) {
                    problems.extend(text.place.map(|_| unexplained(text, at, word)));
                }
            }
        }
    });
    problems
}

/// The acronyms of a text, each with the byte where it starts.
fn acronyms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    let words = text.split_inclusive(|next: char| !next.is_alphanumeric());
    words.filter_map(move |word| {
        let at = end;
        end += word.len();
        let word = word.trim_end_matches(|next: char| !next.is_alphanumeric());
        let letters = word.strip_suffix('s').unwrap_or(word);
        let is_roman = letters.bytes().all(|byte| b"IVXLC".contains(&byte));
        let sound = LETTERS.contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && !is_roman
            && !KNOWN.contains(&letters);
        sound.then_some((at, letters))
    })
}

/// Whether an acronym is in brackets, or followed by brackets.
fn is_explained(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].trim_end_matches(['‘', '“', '\'', '"']);
    let after = text[at + word.len()..].trim_start_matches('s').trim_start();
    before.ends_with('(') || after.starts_with('(')
}

/// The warning for an acronym.
fn unexplained(text: &Text, at: usize, word: &str) -> Diagnostic {
    let place = place_of(text, at..at + word.len());
    let message = format!("`{word}` is not explained where it first stands");
    Diagnostic::of(Rule::AcronymExplained, place, message)
        .hint(format!("write its words, then `({word})`, and the short form from then on"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_short_words_in_capitals() {
        let found: Vec<_> =
            acronyms("The SENCOs and EHC plans, part II, of the NHS in A4").collect();
        assert_eq!(found, [(4, "SENCO"), (15, "EHC")]);
    }

    #[test]
    fn brackets_explain() {
        let explained = |text: &str| {
            let (at, word) = acronyms(text).next().unwrap();
            is_explained(text, at, word)
        };
        assert!(explained("an accelerated progress plan (APP) follows"));
        assert!(explained("an APP (accelerated progress plan) follows"));
        assert!(!explained("an APP follows"));
    }
}
