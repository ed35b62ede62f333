//! Finds long runs of capitals, which are hard to read and which some screen readers spell out, and of italics and
//! bold.

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, Inline, Node};

/// The fewest words of a run of capitals that is reported; consecutive acronyms are fewer.
const RUN: usize = 5;

/// The fewest words of a run of italics that is reported; titles of books and quotations are shorter.
const ITALICS: usize = 20;

/// The fewest words of a run of bold that is reported; decisions in bold are often shorter.
const BOLD: usize = 25;

/// Reports each long run of words in italics or bold.
pub(super) fn slanted_or_bold(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    document.each(&mut |node| {
        let (span, most, rule, kind, hint) = match node {
            Node::Inline(Inline::Emphasis(span)) => (
                span,
                ITALICS,
                Rule::ItalicsRun,
                "italics",
                "take the `*` away, or make a few words `**bold**` if they matter",
            ),
            Node::Inline(Inline::Strong(span)) => (
                span,
                BOLD,
                Rule::BoldRun,
                "bold",
                "take the `**` away, or leave it on the few words that matter",
            ),
            _ => return,
        };
        let passage = Passage::of(&span.content);
        let count = passage.words().count();
        if let Some(place) = passage.place().filter(|_| count >= most && !passage.is_quoted()) {
            let message = format!("these {count} words are in {kind}");
            findings.push(Diagnostic::of(rule, place, message).hint(hint));
        }
    });
    findings
}

/// Reports each long run of words in capitals.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = passage.words().collect();
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
