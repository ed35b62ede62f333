//! What is said of a draft: findings that do not know yet where they will stand in the file that is written.

use std::collections::BTreeMap;

use super::tree::Inline;
use super::withheld::Closed;
use crate::diag::{Diagnostic, Place, Severity};

/// What is found in a draft on the way, each perhaps with a spot in its text.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    all: Vec<Diagnostic>,
    /// Words that are not in the paper, since the house style or the program prints its own.
    left_out: Vec<String>,
    /// What stands at spots and is not for publication, and where that is said.
    withheld: BTreeMap<usize, (&'static str, Closed)>,
}

impl Remarks {
    /// Makes a remark on a spot, which goes into the text where it holds.
    pub(super) fn at(&mut self, message: impl Into<String>, hint: &str) -> Inline {
        self.all.push(Diagnostic::warning(None, message).hint(hint));
        Inline::Spot(self.all.len() - 1)
    }

    /// Makes a remark on a spot where something stands that is not for publication; `place` is where that is said.
    pub(super) fn withheld(
        &mut self,
        message: String,
        place: &'static str,
        closed: Closed,
    ) -> Inline {
        self.withheld.insert(self.all.len(), (place, closed));
        self.at(
            message,
            "what it stands in is withheld; take the key away there only if everyone may read it",
        )
    }

    /// Takes what is not for publication by its spots, and where that is said.
    pub(super) fn take_withheld(&mut self) -> BTreeMap<usize, (&'static str, Closed)> {
        std::mem::take(&mut self.withheld)
    }

    /// Says what a remark that was made says in the end.
    pub(super) fn amend(&mut self, spot: &Inline, message: String) {
        if let Inline::Spot(at) = spot
            && let Some(remark) = self.all.get_mut(*at)
        {
            remark.message = message;
        }
    }

    /// Makes a remark on the whole.
    pub(super) fn add(&mut self, message: impl Into<String>, hint: &str) {
        self.all.push(Diagnostic::warning(None, message).hint(hint));
    }

    /// Notes words that are not in the paper, since it has its own in their place.
    pub(super) fn leave_out(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.left_out.push(words.to_owned());
        }
    }

    /// All remarks as findings at their spots in the file that was written.
    pub(super) fn into_findings(mut self, spots: &[Option<Place>]) -> Vec<Diagnostic> {
        if !self.left_out.is_empty() {
            let words: Vec<_> = self.left_out.iter().map(|words| format!("“{words}”")).collect();
            self.add(
                format!("labels, numbers and lead-ins of the draft are left out: {}", words.join(", ")),
                "the house style prints its own; what was read from them stands under `[front]` and in the sections",
            );
        }
        let mut findings = self.all;
        for (finding, spot) in findings.iter_mut().zip(spots) {
            finding.place = *spot;
        }
        // What was kept in mind at a spot, and came to nothing, is not said.
        findings.retain(|finding| !finding.message.is_empty());
        findings.sort_by_key(|finding| finding.place.map_or(usize::MAX, |place| place.start));
        // What the same name says of several paragraphs is said once.
        findings.dedup_by(|next, before| next.message == before.message);
        debug_assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
        findings
    }
}
