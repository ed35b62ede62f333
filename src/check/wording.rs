//! Finds misspelt words, and words for which a council prefers others.
//!
//! Only misspellings that are never right are looked for. A whole British dictionary was considered and rejected: it
//! would have to be told every village, officer, scheme and firm that a council writes about, so that most of its
//! findings would be wrong; and no maintained crate brings one that may be shipped (the British ones for Hunspell are
//! under the LGPL, the lists for programmers contain American words and slips in code). Quotations are left alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::passage::Passage;
use super::reading::is_quoted;
use crate::diag::{Diagnostic, Rule};
use crate::read::{Entries, Name};
use crate::world::builtin_bytes;

/// The file of misspellings, each with the word that is meant.
const SLIPS: &str = "reference/misspellings.txt";

/// Reports each misspelt word.
pub(super) fn misspelt(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let slips = slips();
    let found = passages.iter().flat_map(|passage| {
        let wrong = passage.words().filter_map(|(range, word)| {
            let small = word.to_lowercase();
            let meant = slips.get(small.as_str()).filter(|_| passage.is_typed(range.start))?;
            let message = format!("`{word}` is misspelt: is `{meant}` meant?");
            let place = passage.place_of(range.clone());
            let found = Diagnostic::of(Rule::Misspelling, place, message);
            (!is_quoted(&passage.text, range.start)).then(|| found.hint("correct it"))
        });
        wrong.collect::<Vec<_>>()
    });
    found.collect()
}

/// Reports each word or phrase for which the council prefers another.
pub(super) fn plain(avoided: &Entries<Name>, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if avoided.iter().next().is_none() {
        return findings;
    }
    for passage in passages.iter().filter(|passage| !passage.is_quoted()) {
        let words: Vec<_> = passage.words().collect();
        for (phrase, instead) in avoided.iter() {
            let phrase: Vec<_> = phrase.split([' ', '-', '_']).map(str::to_lowercase).collect();
            for run in words.windows(phrase.len().max(1)) {
                let is_it =
                    run.iter().zip(&phrase).all(|((_, word), own)| word.to_lowercase() == *own);
                let [(first, _), ..] = run else { continue };
                let range = first.start..run.last().map_or(first.end, |(last, _)| last.end);
                if is_it && passage.is_typed(range.start) && !is_quoted(&passage.text, range.start)
                {
                    let said = &passage.text[range.clone()];
                    let message = format!("the council avoids `{said}`");
                    let place = passage.place_of(range);
                    let found = Diagnostic::of(Rule::AvoidedWord, place, message);
                    findings.push(found.hint(format!("write `{}`", instead.value)));
                }
            }
        }
    }
    findings
}

/// The misspellings, each with the word that is meant.
fn slips() -> &'static BTreeMap<String, String> {
    static KNOWN: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let bytes = builtin_bytes(SLIPS).expect("the file is built in");
        let text = String::from_utf8_lossy(&bytes);
        let pair = |line: &str| {
            let (slip, meant) = line.split_once(' ')?;
            Some((slip.to_owned(), meant.to_owned()))
        };
        text.lines().filter_map(pair).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_slip_is_what_another_is_meant_to_be() {
        assert!(slips().len() > 100);
        for (slip, meant) in slips() {
            assert!(!slips().contains_key(meant), "{slip}: {meant}");
        }
    }
}
