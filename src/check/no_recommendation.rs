//! Finds reports without recommendations that have a section headed so, whose text is printed as ordinary text, and
//! reports that lack such a section although their house style expects recommendations.
//!
//! In come a report and its document; out comes a finding for each such section that does not say that nothing is
//! asked, or one for the whole report.

use super::bare_none::says_nothing;
use super::is_english;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, words_of};
use crate::load::paper::{Paper, Subject};
use crate::model::report::Section;
use crate::model::style::PartKind;
use crate::read::recommended::heads_recommendations;

/// Phrases that say that a report asks for nothing.
const ASKS_NOTHING: [&str; 3] = ["for information", "no recommendation", "not asked to"];

/// Reports each section headed as recommendations, or the whole report if it has none.
pub(super) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let mut parts = paper.house.style.part.iter();
    let place = parts.find(|part| part.kind == PartKind::Recommendations);
    let mut findings = Vec::new();
    if let Some(part) = place
        && is_english(document)
        && report.recommendation.is_empty()
    {
        report.section.iter().for_each(|section| find(section, &mut findings));
        let is_headed = report.section.iter().any(is_headed);
        if part.expected && !is_headed && asks_something(&words_of(&document.blocks)) {
            let message = "this report has no `[[recommendation]]`, which the house style expects";
            findings.push(Diagnostic::of(Rule::NoRecommendation, report.title.place, message).hint(
                "write each as a `[[recommendation]]` with its `text`, or say in a section that the paper is for information",
            ));
        }
    }
    findings
}

/// Whether a text asks for something: it has none of the phrases of [`ASKS_NOTHING`].
fn asks_something(text: &str) -> bool {
    let small = text.to_lowercase();
    !ASKS_NOTHING.iter().any(|words| small.contains(words))
}

/// Whether a section or one inside it is headed as recommendations.
fn is_headed(section: &Section) -> bool {
    let heading = section.heading.as_ref();
    heading.is_some_and(|heading| heads_recommendations(&heading.text))
        || section.section.iter().any(is_headed)
}

/// Checks a section and those inside it.
fn find(section: &Section, findings: &mut Vec<Diagnostic>) {
    let text = section.text.as_ref().map_or("", |text| &text.text);
    let asks = !says_nothing(text) && asks_something(text);
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
