//! Finds acronyms explained in two ways, or twice: "education, health and care plan (EHCP)", then "educational health
//! care plan (EHCP)".

use std::collections::{BTreeMap, BTreeSet};

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::words;

/// Words that may have no letter in an acronym.
const SMALL: [&str; 9] = ["and", "of", "the", "for", "in", "to", "a", "on", "with"];

/// Reports each acronym that is explained again, in the same way or differently.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    let mut again = BTreeSet::new();
    let mut findings = Vec::new();
    for passage in passages {
        let words: Vec<_> = passage.words().collect();
        for (at, (range, acronym)) in words.iter().enumerate() {
            let before = passage.text[..range.start].ends_with('(');
            let after = passage.text[range.end..].starts_with(')');
            let short = acronym.strip_suffix('s').unwrap_or(acronym);
            if !(before && after && is_acronym(short)) {
                continue;
            }
            let Some(first) = expansion(&words[..at], short) else { continue };
            let said = &passage.text[words[first].0.start..words[at - 1].0.end];
            let place = passage.place_of(words[first].0.start..range.end);
            let Some(told) = known.get(short) else {
                known.insert(short, said.to_owned());
                continue;
            };
            if plain(told) != plain(said) {
                let message =
                    format!("`{short}` stands for “{said}” here, and for “{told}” before");
                let found = Diagnostic::of(Rule::AcronymTwice, place, message);
                findings.push(found.hint("write it in one way, and explain it once"));
            } else if told.ends_with('s') == said.ends_with('s')
                && passage.is_typed(range.start)
                && again.insert(short)
            {
                let message = format!("`{short}` is explained here again");
                let found = Diagnostic::of(Rule::AcronymTwice, place, message);
                findings
                    .push(found.hint(format!("write `{short}` alone; it was explained before")));
            }
        }
    }
    findings
}

/// Whether a word is an acronym: three to eight capitals.
fn is_acronym(word: &str) -> bool {
    (3..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The start of the words directly before an acronym whose initials it has.
fn expansion(before: &[(std::ops::Range<usize>, &str)], acronym: &str) -> Option<usize> {
    let mut letters = acronym.chars().rev().peekable();
    for (at, (_, word)) in before.iter().enumerate().rev() {
        let initial = word.chars().next()?.to_ascii_uppercase();
        match letters.peek() {
            Some(letter) if *letter == initial => {
                letters.next();
            }
            _ if SMALL.contains(&word.to_lowercase().as_str()) => {}
            _ => return None,
        }
        if letters.peek().is_none() {
            return Some(at);
        }
    }
    None
}

/// An expansion without what may vary between sentences: case, punctuation, small words and the plural.
fn plain(said: &str) -> String {
    let words = words(said).map(|(_, word)| word.to_lowercase().trim_end_matches('s').to_owned());
    words.filter(|word| !SMALL.contains(&word.as_str())).collect::<Vec<_>>().join(" ")
}
