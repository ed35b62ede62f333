//! Collects remarks on a draft: findings whose place in the new file is not known yet.

use std::collections::BTreeMap;

use super::tree::Inline;
use super::withheld::Closed;
use crate::diag::{Diagnostic, Place, Severity};

/// The remarks on a draft so far, some with a spot in its text.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    all: Vec<Diagnostic>,
    /// Words left out of the paper because the house style or the program prints its own.
    left_out: Vec<String>,
    /// For each spot, a marking there and where it was found.
    withheld: BTreeMap<usize, (&'static str, Closed)>,
}

impl Remarks {
    /// Makes a remark, and returns its spot to be put into the text.
    pub(super) fn at(&mut self, message: impl Into<String>, hint: &str) -> Inline {
        self.all.push(Diagnostic::warning(None, message).hint(hint));
        Inline::Spot(self.all.len() - 1)
    }

    /// Makes a remark on a marking, and returns its spot; `place` says where the marking was found.
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

    /// Takes the markings, by their spots.
    pub(super) fn take_withheld(&mut self) -> BTreeMap<usize, (&'static str, Closed)> {
        std::mem::take(&mut self.withheld)
    }

    /// Sets the final message of a remark.
    pub(super) fn amend(&mut self, spot: &Inline, message: String) {
        if let Inline::Spot(at) = spot
            && let Some(remark) = self.all.get_mut(*at)
        {
            remark.message = message;
        }
    }

    /// Makes a remark on the draft as a whole.
    pub(super) fn add(&mut self, message: impl Into<String>, hint: &str) {
        self.all.push(Diagnostic::warning(None, message).hint(hint));
    }

    /// Records words left out because the paper prints its own instead.
    pub(super) fn leave_out(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.left_out.push(words.to_owned());
        }
    }

    /// All remarks as findings at their places in the new file.
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
        // Reserved spots that came to nothing are dropped.
        findings.retain(|finding| !finding.message.is_empty());
        findings.sort_by_key(|finding| finding.place.map_or(usize::MAX, |place| place.start));
        // The same name on several paragraphs is reported once.
        findings.dedup_by(|next, before| next.message == before.message);
        debug_assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
        findings
    }
}
