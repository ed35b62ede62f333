//! Sentences and paragraphs that are too long to be read with ease. A council asks for these rules.

use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};

/// The most words of a sentence.
const SENTENCE: usize = 35;

/// The most words of a paragraph.
const PARAGRAPH: usize = 120;

/// Raises each sentence and each paragraph that is too long.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let all = words(&passage.text).count();
        if let Some(place) = passage.place().filter(|_| all > PARAGRAPH) {
            let message = format!("this paragraph has {all} words");
            let found = Diagnostic::of(Rule::LongParagraph, place, message);
            findings.push(found.hint(format!("split it; {PARAGRAPH} words are a lot to take in")));
        }
        for (start, sentence) in sentences(&passage.text) {
            let count = words(sentence).count();
            if count > SENTENCE {
                let range = start..start + sentence.trim_end().len();
                let message = format!("this sentence has {count} words");
                let found = Diagnostic::of(Rule::LongSentence, passage.place_of(range), message);
                findings.push(found.hint("say it in two sentences, or as a list"));
            }
        }
    }
    findings
}

/// The sentences of a text, each with the byte where it starts: they end with a mark, a space and a capital.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '?', '!']) {
        let mut rest = text[at + 1..].chars();
        if rest.next() == Some(' ') && rest.next().is_some_and(char::is_uppercase) {
            sentences.push((start, &text[start..=at]));
            start = at + 2;
        }
    }
    sentences.push((start, &text[start..]));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_before_a_capital_and_not_within_a_number() {
        let found: Vec<_> =
            sentences("It cost 4.5 million. Who pays? See 4.11.").into_iter().collect();
        assert_eq!(found, [(0, "It cost 4.5 million."), (21, "Who pays?"), (31, "See 4.11.")]);
    }
}
