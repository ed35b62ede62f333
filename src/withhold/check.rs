//! What is wrong with the grounds on which matter is withheld, and that a paper has a restricted edition.

use super::grounds;
use crate::derive::exempt::Schedule;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::Document;
use crate::load::paper::{Paper, Subject};
use crate::model::report::Section;

/// Raises everything that is wrong with the grounds that a paper gives.
pub fn check(paper: &Paper) -> Vec<Diagnostic> {
    let schedule = paper.house.schedule();
    let title = paper.subject.withheld().and_then(|withheld| withheld.check_title("this paper"));
    let mut found = match &paper.subject {
        Subject::Report(report) => {
            let mut problems = schedule.check(&report.exempt, &report.confidential);
            problems
                .extend(report.section.iter().flat_map(|section| check_section(section, schedule)));
            for appendix in &report.appendix {
                problems.extend(schedule.check(&appendix.exempt, &appendix.confidential));
                let title =
                    appendix.withheld().map(|withheld| withheld.check_title("this appendix"));
                problems.extend(title.flatten());
            }
            problems
        }
        Subject::Plan(planned) => schedule.check(&planned.plan.exempt, &planned.plan.confidential),
        Subject::Review(reviewed) => {
            schedule.check(&reviewed.review.exempt, &reviewed.review.confidential)
        }
        Subject::Brief(brief, _) => schedule.check(&brief.exempt, &brief.confidential),
    };
    found.extend(title);
    found
}

/// Raises what is wrong in a section, and in those inside it.
fn check_section(section: &Section, schedule: &Schedule) -> Vec<Diagnostic> {
    let mut problems = schedule.check(&section.exempt, &section.confidential);
    problems.extend(section.section.iter().flat_map(|inner| check_section(inner, schedule)));
    problems
}

/// Warns that a paper that is built by itself has a restricted edition. `elsewhere` is where another file says
/// that all of it is withheld, if one does.
pub fn warn(paper: &Paper, document: &Document, elsewhere: Option<Place>) -> Option<Diagnostic> {
    let (place, what) = match elsewhere {
        Some(place) => (place, "the paper that is named here is not for publication"),
        None if grounds(document).is_empty() => return None,
        None => (paper.subject.kind().place, "this paper holds matter that is not for publication"),
    };
    Some(
        Diagnostic::of(Rule::RestrictedPaper, place, format!("{what}, so its restricted version must not be published"))
            .hint("the restricted version has `-restricted` at the end of its name; give it only to those who may see it"),
    )
}
