//! Finds papers that are not for publication but say that they are.

use super::markings::vocabulary;
use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::document::Document;

/// Reports each passage of a withheld paper that calls it open.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if document.closed.is_none() {
        return findings;
    }
    for passage in passages {
        let folded = passage.text.to_ascii_lowercase();
        for start in
            vocabulary().open.iter().filter_map(|said| Some((folded.find(said)?, said.len())))
        {
            let range = start.0..start.0 + start.1;
            let message = format!(
                "this says `{}`, and the paper is not for publication",
                &passage.text[range.clone()]
            );
            let found = Diagnostic::of(Rule::SaysOpen, passage.place_of(range), message);
            findings.push(found.hint(
                "say that it is not for publication; a house style asks with `when = \"withheld\"` which of two \
                 wordings stands",
            ));
        }
    }
    findings
}
