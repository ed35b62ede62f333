//! Counts evidence by kind, and finds evidence called impact that is only activity.

use serde::Serialize;

use crate::derive::action::{ActionState, EvidenceState};
use crate::model::plan::{EvidenceKind, Status};

/// Evidence by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EvidenceCounts {
    /// The number of pieces.
    pub total: usize,
    /// Pieces that show that something was done.
    pub activity: usize,
    /// Pieces that show that something now exists.
    pub output: usize,
    /// Pieces that show that something is better.
    pub impact: usize,
}

impl EvidenceCounts {
    /// Counts the evidence of actions, except what is withheld.
    pub(crate) fn of<'a>(actions: impl IntoIterator<Item = &'a ActionState>) -> Self {
        let mut counts = Self { total: 0, activity: 0, output: 0, impact: 0 };
        let all = actions.into_iter().flat_map(|action| &action.evidence);
        let open = all.filter(|evidence| !evidence.closed);
        for evidence in open {
            counts.total += 1;
            *match evidence.kind {
                EvidenceKind::Activity => &mut counts.activity,
                EvidenceKind::Output => &mut counts.output,
                EvidenceKind::Impact => &mut counts.impact,
            } += 1;
        }
        counts
    }
}

/// Words for activities; they count in the plural too.
const ACTIVITY: [&str; 11] = [
    "held",
    "attended",
    "meeting",
    "trained",
    "training",
    "launched",
    "published",
    "circulated",
    "workshop",
    "session",
    "briefing",
];

/// Beginnings of words for change; "longer" is mostly "no longer".
const CHANGE: [&str; 17] = [
    "more", "fewer", "less", "rose", "risen", "fell", "fallen", "increas", "decreas", "reduc",
    "improv", "better", "higher", "lower", "shorter", "faster", "longer",
];

/// Whether an action claims impact with only activity; see [`Figures::activity_only`](super::Figures::activity_only).
pub(super) fn claims_impact_with_activity(action: &ActionState) -> bool {
    let kinds = |kind| action.evidence.iter().any(|evidence| evidence.kind == kind);
    let only_activity = kinds(EvidenceKind::Activity)
        && !kinds(EvidenceKind::Output)
        && !kinds(EvidenceKind::Impact);
    action.status == Status::Complete && only_activity
        || action.evidence.iter().any(reads_as_activity)
}

/// Beginnings of sentences that say nothing is known yet.
const UNKNOWN: [&str; 6] = [
    "not measured",
    "not yet measured",
    "not shown",
    "not yet shown",
    "not yet known",
    "too early",
];

/// Whether evidence called impact only reports an activity, without a number or a change, or says that the change is
/// not known yet.
pub(crate) fn reads_as_activity(evidence: &EvidenceState) -> bool {
    let text = evidence.text.to_lowercase();
    let words = || text.split(|next: char| !next.is_alphanumeric());
    let counts = text.contains(|next: char| next.is_ascii_digit());
    let changes = words().any(|word| CHANGE.iter().any(|change| word.starts_with(change)));
    let unknown = UNKNOWN.iter().any(|said| text.starts_with(said));
    // "Too early to be sure, but absence fell from 9% to 7%" reports a change.
    if evidence.kind == EvidenceKind::Impact && unknown && !(counts && changes) {
        return true;
    }
    let is_activity = |word: &str| {
        ACTIVITY.iter().any(|activity| word.strip_suffix('s').unwrap_or(word) == *activity)
    };
    evidence.kind == EvidenceKind::Impact && words().any(is_activity) && !counts && !changes
}
