//! By which definition a figure is derived: the expression that brings it in, and the wording that says what it means.
//!
//! In comes an expression as prose writes it; out comes the key of its definition. The definitions themselves are words,
//! and stand with the wording of each language, where papers print them.

/// The definitions, each with the names of the figures that go by it.
const MEANINGS: [(&str, &[&str]); 16] = [
    ("meaning-attention", &["attention", "attention_table"]),
    ("meaning-direction", &["direction", "improving", "trend_chart", "worsening"]),
    ("meaning-due-next", &["due_next"]),
    ("meaning-evidence", &["activity_only", "evidence", "without_evidence"]),
    (
        "meaning-judged",
        &[
            "grade",
            "inadequate",
            "judgement_table",
            "not_sufficient",
            "outstanding",
            "requires_improvement",
            "sufficient",
            "unsettled",
        ],
    ),
    ("meaning-met", &["met", "missed", "not_yet_known"]),
    (
        "meaning-movement",
        &[
            "added",
            "completed",
            "completed_late",
            "improved",
            "movement",
            "movement_matrix",
            "movement_table",
            "unchanged",
            "withdrawn",
            "worsened",
        ],
    ),
    ("meaning-overdue", &["overdue", "overdue_days"]),
    (
        "meaning-progress",
        &[
            "action_table",
            "areas_report",
            "at_risk",
            "behind",
            "complete",
            "level",
            "not_started",
            "off_course",
            "on_track",
            "open",
            "position",
            "progress",
            "progress_table",
            "status",
            "status_chart",
        ],
    ),
    ("meaning-provisional", &["provisional"]),
    ("meaning-risk-rating", &["rating", "risk_table", "risks"]),
    ("meaning-share", &["share"]),
    ("meaning-slipped", &["slipped"]),
    ("meaning-standing", &["measure_table", "on_course", "standing"]),
    ("meaning-target", &["distance", "target"]),
    ("meaning-total", &["total"]),
];

/// The key of the wording that says by which definition an expression gives its figure: that of the last name in it which
/// has one, or else that it is as the data have it, or counts what they list.
pub(crate) fn meaning(expression: &str) -> &'static str {
    let names = names(expression);
    let of = |name: &str| MEANINGS.iter().find(|(_, names)| names.contains(&name));
    match names.iter().rev().find_map(|name| of(name)) {
        // Measures and actions are off course by different definitions, and what is met of milestones is as given.
        Some(("meaning-progress", _)) if names.contains(&"measures") => "meaning-standing",
        Some(("meaning-met" | "meaning-total", _)) if names.contains(&"milestones") => {
            "meaning-counted"
        }
        Some(("meaning-total", _)) if names.contains(&"measures") => "meaning-counted",
        Some((key, _)) => key,
        None if names.iter().any(|name| ["count", "length"].contains(name)) => "meaning-counted",
        None => "meaning-given",
    }
}

/// The names in an expression, those of filters among them; what stands between quotation marks is none.
fn names(expression: &str) -> Vec<&str> {
    let unquoted = expression.split(['"', '\'']).step_by(2);
    let words =
        unquoted.flat_map(|part| part.split(|next: char| !next.is_alphanumeric() && next != '_'));
    words.filter(|word| word.starts_with(char::is_alphabetic)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Wording;

    #[test]
    fn an_expression_goes_by_the_definition_of_what_it_names_last() {
        for (expression, key) in [
            ("plan.overdue.count | words", "meaning-overdue"),
            ("plan.progress.complete.share", "meaning-share"),
            ("plan.measures.off_course", "meaning-standing"),
            ("plan.off_course.count", "meaning-progress"),
            ("plan.milestones.met", "meaning-counted"),
            ("plan.measure('met targets').latest.words", "meaning-given"),
            ("plan.submitted | date", "meaning-given"),
            ("inspection.weaknesses | length | words", "meaning-counted"),
            ("plan.progress_table()", "meaning-progress"),
        ] {
            assert_eq!(meaning(expression), key, "{expression}");
        }
    }

    #[test]
    fn every_definition_is_worded() {
        let wording = Wording::default();
        for key in MEANINGS.iter().map(|(key, _)| *key).chain(["meaning-counted", "meaning-given"])
        {
            assert!(!wording.word(key).is_empty(), "{key}");
        }
    }
}
