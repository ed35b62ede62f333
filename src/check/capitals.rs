//! Long runs of capitals, which are hard to read and which some screen readers spell out.

use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};

/// The fewest words of a run that is raised; acronyms stand together in fewer.
const RUN: usize = 5;

/// Raises each run of words in capitals.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = words(&passage.text).collect();
        for run in words.chunk_by(|(_, one), (_, next)| is_capitals(one) == is_capitals(next)) {
            let [(first, word), .., (last, _)] = run else { continue };
            if run.len() >= RUN && is_capitals(word) && run.iter().any(|(_, word)| word.len() > 6) {
                let place = passage.place_of(first.start..last.end);
                let message = format!("these {} words are in capitals", run.len());
                let found = Diagnostic::of(Rule::CapitalsRun, place, message);
                findings.push(
                    found.hint(
                        "write them in small letters, and make them `**bold**` if they matter",
                    ),
                );
            }
        }
    }
    findings
}

/// Whether a word is in capitals.
fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}
