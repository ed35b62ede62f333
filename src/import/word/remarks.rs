//! What is said of a draft: findings that do not know yet where they will stand in the file that is written.

use super::tree::Inline;
use crate::diag::{Diagnostic, Place, Severity};

/// What is found in a draft on the way, each perhaps with a spot in its text.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    all: Vec<Diagnostic>,
    /// Words that are not in the paper, since the house style or the program prints its own.
    left_out: Vec<String>,
}

impl Remarks {
    /// Makes a remark on a spot, which goes into the text where it holds.
    pub(super) fn at(&mut self, message: impl Into<String>, hint: &str) -> Inline {
        self.all.push(Diagnostic::warning(None, message).hint(hint));
        Inline::Spot(self.all.len() - 1)
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
        findings.sort_by_key(|finding| finding.place.map_or(usize::MAX, |place| place.start));
        debug_assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
        findings
    }
}
