//! Finds summaries that are hard to read: long sentences of long words.
//!
//! Two simple measures are taken of a whole summary, and only if both are far beyond what is usual in papers is it
//! reported: names of laws and services are long, too. Capitalised names are left out.

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::{sentences, words};

/// The fewest words of a summary that is measured.
const FEWEST: usize = 25;
/// The most words per sentence on average.
const SENTENCE: usize = 24;
/// The letters of a long word, and the most long words in a hundred.
const LONG: usize = 9;
const MOST: usize = 30;

/// Reports a summary that is hard to read, at its beginning.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let is_typed = |passage: &&Passage<'_>| passage.place().is_some() && !passage.is_quoted();
    let summary = passages.iter().filter(|passage| {
        let heading = passage.heading.to_lowercase();
        heading.trim_start_matches(|next: char| !next.is_alphabetic()).starts_with("summary")
    });
    let summary: Vec<_> = summary.filter(is_typed).collect();
    let mut read = Measured::default();
    summary.iter().for_each(|passage| read.add(&passage.text));
    let Measured { words, long, sentences } = read;
    if words < FEWEST || words <= SENTENCE * sentences || long * 100 <= MOST * words {
        return Vec::new();
    }
    let message = format!(
        "the sentences of this summary have {} words on average, and {} of 100 of these are long",
        words / sentences.max(1),
        long * 100 / words
    );
    let place = summary.first().and_then(|passage| passage.place());
    let found = Diagnostic::of(Rule::HardSummary, place, message);
    vec![found.hint("split the sentences, and use short words; say it as you would to a neighbour")]
}

/// The counts for a summary.
#[derive(Default)]
struct Measured {
    words: usize,
    long: usize,
    sentences: usize,
}

impl Measured {
    /// Adds a paragraph to the counts.
    fn add(&mut self, text: &str) {
        for sentence in sentences(text) {
            let count = words(&text[sentence.clone()]).count();
            let is_long =
                |word: &str| word.chars().count() >= LONG && !word.starts_with(char::is_uppercase);
            self.sentences += usize::from(count > 0);
            self.words += count;
            self.long += words(&text[sentence]).filter(|(_, word)| is_long(word)).count();
        }
    }
}
