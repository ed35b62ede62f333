//! Finds sections headed as recommendations in a report that has none, whose text is printed like any other.
//!
//! In come a report and its document; out comes a finding for each such section that does not say that nothing is
//! asked.

use super::is_english;
use super::nothing::says_nothing;
use crate::diag::{Diagnostic, Rule};
use crate::document::Document;
use crate::load::paper::{Paper, Subject};
use crate::model::report::Section;
use crate::model::style::PartKind;
use crate::read::recommended::heads_recommendations;

/// Phrases that ask for nothing.
const ASKS_NOTHING: [&str; 3] = ["for information", "no recommendation", "not asked to"];

/// Reports each such section.
pub(super) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let has_place =
        paper.house.style.part.iter().any(|part| part.kind == PartKind::Recommendations);
    let mut findings = Vec::new();
    if has_place && is_english(document) && report.recommendation.is_empty() {
        report.section.iter().for_each(|section| find(section, &mut findings));
    }
    findings
}

/// Checks a section and those inside it.
fn find(section: &Section, findings: &mut Vec<Diagnostic>) {
    let text = section.text.as_ref().map_or("", |text| &text.text);
    let small = text.to_lowercase();
    let asks = !says_nothing(text) && !ASKS_NOTHING.iter().any(|words| small.contains(words));
    let headed = section.heading.as_ref().filter(|heading| heads_recommendations(&heading.text));
    if let Some(heading) = headed.filter(|_| asks) {
        let message = format!(
            "this section is headed “{}”, and the paper has no `[[recommendation]]`",
            heading.text
        );
        findings.push(Diagnostic::of(Rule::NoRecommendation, heading.place, message).hint(
            "write each as a `[[recommendation]]` with its `text`, or say here that the paper is for information",
        ));
    }
    section.section.iter().for_each(|inner| find(inner, findings));
}
