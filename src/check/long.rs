//! Finds sentences and paragraphs that are too long to read with ease. A council asks for these rules.

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::{sentences, words};

/// The most words of a sentence.
const SENTENCE: usize = 35;

/// The most words of a paragraph.
const PARAGRAPH: usize = 120;

/// Reports each sentence and each paragraph that is too long.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let all = passage.words().count();
        if let Some(place) = passage.place().filter(|_| all > PARAGRAPH) {
            let message = format!("this paragraph has {all} words");
            let found = Diagnostic::of(Rule::LongParagraph, place, message);
            findings.push(found.hint(format!("split it; {PARAGRAPH} words are a lot to take in")));
        }
        for range in sentences(&passage.text) {
            let sentence = &passage.text[range.clone()];
            let count = words(sentence).count();
            if count > SENTENCE {
                let range = range.end - sentence.trim_start().len()..range.end;
                let message = format!("this sentence has {count} words");
                let found = Diagnostic::of(Rule::LongSentence, passage.place_of(range), message);
                findings.push(found.hint("say it in two sentences, or as a list"));
            }
        }
    }
    findings
}
