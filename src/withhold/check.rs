//! What is wrong with how matter is withheld: grounds that the law does not have, and marks that stand
//! where they would withhold nothing. A mark that is not understood is an error, never text.

use std::ops::Range;

use crate::compose::split::{PieceKind, split};
use crate::derive::exempt::Schedule;
use crate::diag::Diagnostic;
use crate::load::paper::{Paper, Subject};
use crate::model::exempt::{Confidential, Exempt};
use crate::model::report::Section;
use crate::read::{Prose, Value};

/// Raises everything that is wrong with how a paper withholds matter.
pub fn check(paper: &Paper, schedule: &Schedule) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let Subject::Report(report) = &paper.subject else { return problems };
    grounds(&report.exempt, &report.confidential, schedule, &mut problems);
    let mut marked = false;
    for section in &report.section {
        check_section(section, schedule, &mut marked, &mut problems);
    }
    for appendix in &report.appendix {
        grounds(&appendix.exempt, &appendix.confidential, schedule, &mut problems);
        stray(&appendix.title, &[], &mut problems);
    }
    stray(&report.title, &[], &mut problems);
    report.recommendation.iter().for_each(|one| stray(&one.text, &[], &mut problems));
    report.background_paper.iter().for_each(|paper| stray(&paper.title, &[], &mut problems));
    for (_, value) in report.front.iter() {
        if let Value::Text(prose) = value {
            stray(prose, &[], &mut problems);
        }
    }
    if marked && report.exempt_reason.is_none() {
        problems.push(
            Diagnostic::error(
                report.kind.place,
                "paragraphs of this report are withheld, but it does not say why",
            )
            .hint("add `exempt-reason = \"…\"`: why the public interest is in withholding them"),
        );
    }
    problems
}

/// Raises what is wrong with the grounds of one thing.
fn grounds(
    exempt: &Option<Exempt>,
    confidential: &Option<Confidential>,
    schedule: &Schedule,
    problems: &mut Vec<Diagnostic>,
) {
    problems.extend(schedule.check(exempt, confidential));
}

/// Raises what is wrong in a section.
fn check_section(
    section: &Section,
    schedule: &Schedule,
    marked: &mut bool,
    problems: &mut Vec<Diagnostic>,
) {
    grounds(&section.exempt, &section.confidential, schedule, problems);
    section.heading.iter().for_each(|heading| stray(heading, &[], problems));
    if let Some(text) = &section.text {
        let mut understood = Vec::new();
        for piece in split(&text.text) {
            let PieceKind::Paragraph(marks) = piece.kind else { continue };
            let Some(written) = marks.written else { continue };
            if marks.exempt.is_empty() && !marks.confidential {
                continue;
            }
            *marked = true;
            let place = text.place_of(written.clone());
            for number in &marks.exempt {
                problems.extend(
                    schedule
                        .check_number(*number)
                        .map(|message| Diagnostic::error(place, message).hint(schedule.all())),
                );
            }
            understood.push(written);
        }
        stray(text, &understood, problems);
    }
    for inner in &section.section {
        check_section(inner, schedule, marked, problems);
    }
}

/// Raises marks outside the ranges that were understood.
fn stray(prose: &Prose, understood: &[Range<usize>], problems: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    for mark in [".exempt", ".confidential"] {
        for (at, _) in text.match_indices(mark) {
            let Some(open) = text[..at].rfind('{') else { continue };
            let inside = &text[open + 1..at];
            if inside.contains('}') || inside.ends_with(|next: char| !next.is_whitespace()) {
                continue;
            }
            if understood.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let end = text[at..].find('}').map_or(text.len(), |end| at + end + 1);
            problems.push(
                Diagnostic::error(
                    prose.place_of(open..end),
                    "this mark is not understood, so it would withhold nothing",
                )
                .hint(
                    "a mark such as `{.exempt-3}` or `{.confidential}` stands at the end of a whole paragraph of a \
                     section, not in a list, a table or a heading; to withhold those, mark the paragraph before them",
                ),
            );
        }
    }
}
