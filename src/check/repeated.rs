//! Paragraphs that stand in a paper twice.

use std::collections::HashMap;

use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Place, Rule};

/// The fewest words of a paragraph that is compared; shorter ones may well recur.
const FEWEST: usize = 20;

/// Raises each paragraph that says what an earlier one said, word for word.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut met: HashMap<Vec<String>, Place> = HashMap::new();
    let mut findings = Vec::new();
    for passage in passages {
        let said: Vec<_> = words(&passage.text).map(|(_, word)| word.to_lowercase()).collect();
        // A quotation may well be quoted again.
        let quoted = passage.text.starts_with(['“', '‘', '"', '\'']);
        let compared = said.len() >= FEWEST && !quoted;
        let Some(place) = passage.place().filter(|_| compared) else { continue };
        let first = *met.entry(said).or_insert(place);
        // What stands in the data once may be printed in several places.
        if first != place {
            let message = "this paragraph stands in the paper before, word for word";
            let found = Diagnostic::of(Rule::RepeatedParagraph, place, message);
            findings.push(found.hint("remove one of them, or refer to it: label it `{#name}`, and write `{{ ref(\"name\") }}`"));
        }
    }
    findings
}
