//! Finds words typed twice: "the the".

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};

/// Words that may be repeated in good English, or in a name.
const SOUND: [&str; 6] = ["had", "that", "very", "is", "no", "will"];

/// Reports each lower-case word that is repeated.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = passage.words().collect();
        for two in words.windows(2) {
            let [(first, word), (second, again)] = two else { continue };
            let between = &passage.text[first.end..second.start];
            let small = again.chars().all(char::is_lowercase);
            if small && word.to_lowercase() == *again && between == " " && !SOUND.contains(again) {
                let range = first.start..second.end;
                let message = format!("`{again}` stands here twice");
                let found = Diagnostic::of(Rule::DoubledWord, passage.place_of(range), message);
                findings.push(found.hint("remove one of them"));
            }
        }
    }
    findings
}
