//! Finds short sentences that give something away although no word of theirs does: "He was paid to leave."
//!
//! In comes a withheld text; out come its sentences that are too short for the search in
//! [`sentences`](crate::withhold::repeated::sentences). Sentences that the program prints itself are left out.

use crate::search::{Folded, is_known};
use crate::withhold::repeated::sentences::SENTENCE;

/// The fewest words of such a sentence.
const WORDS: usize = 3;
/// The signs that end a sentence.
const STOPS: [char; 3] = ['.', '!', '?'];

/// The short sentences of a text that are paragraphs, or have a word that `is_own` to withheld text.
pub(super) fn phrases<'a>(text: &'a str, is_own: &dyn Fn(&str) -> bool) -> Vec<&'a str> {
    let mut found = Vec::new();
    for paragraph in text.split("\n\n").map(without_mark) {
        let sentences: Vec<&str> = paragraph.split_inclusive(STOPS).map(str::trim).collect();
        let tells = |sentence: &&str| {
            let folded = Folded::new(sentence);
            let has_own = || sentence.split_whitespace().any(is_own);
            sentence.ends_with(STOPS)
                && sentence.split_whitespace().count() >= WORDS
                && folded.letters().len() < SENTENCE
                && !is_known(&folded)
                && (sentences.len() == 1 || has_own())
        };
        found.extend(
            sentences.iter().copied().filter(tells).map(|said| said.trim_end_matches(STOPS)),
        );
    }
    found
}

/// A paragraph without the mark at its end.
fn without_mark(paragraph: &str) -> &str {
    let paragraph = paragraph.trim();
    let mark = paragraph.strip_suffix('}').and_then(|rest| rest.rfind('{'));
    mark.map_or(paragraph, |start| paragraph[..start].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_paragraph_or_one_with_a_word_of_its_own_tells_something() {
        let is_own = |word: &str| word.starts_with("Zebraquill");
        for (text, found) in [
            ("He was paid to leave. {.exempt-3}", vec!["He was paid to leave"]),
            (
                "The bank refused it.\n\nZebraquill sued for fraud. The bank lost.",
                vec!["The bank refused it", "Zebraquill sued for fraud"],
            ),
            ("Nothing to report.\n\nNone.\n\nThere are none.\n\n### What comes next", vec![]),
            ("The bidder failed two audits of its lorries.", vec![]),
        ] {
            assert_eq!(phrases(text, &is_own), found as Vec<&str>, "{text}");
        }
    }
}
