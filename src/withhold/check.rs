//! What is wrong with the grounds on which matter is withheld, and that a paper has a restricted edition.

use super::grounds;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::Document;
use crate::load::paper::{Paper, Subject};
use crate::model::law::Law;
use crate::model::report::Section;

/// Raises everything that is wrong with the grounds that a paper gives.
pub(crate) fn check(paper: &Paper) -> Vec<Diagnostic> {
    let law = &*paper.house.law;
    let title = paper.subject.withheld().and_then(|withheld| withheld.check_title("this paper"));
    let mut found = match &paper.subject {
        Subject::Report(report) => {
            let mut problems = law.check(&report.exempt, &report.confidential);
            problems.extend(report.section.iter().flat_map(|section| check_section(section, law)));
            for appendix in &report.appendix {
                problems.extend(law.check(&appendix.exempt, &appendix.confidential));
                let title =
                    appendix.withheld().map(|withheld| withheld.check_title("this appendix"));
                problems.extend(title.flatten());
            }
            problems
        }
        Subject::Plan(planned) => law.check(&planned.plan.exempt, &planned.plan.confidential),
        Subject::Review(reviewed) => {
            law.check(&reviewed.review.exempt, &reviewed.review.confidential)
        }
        Subject::Brief(brief, _) => law.check(&brief.exempt, &brief.confidential),
    };
    found.extend(title);
    found
}

/// Raises what is wrong in a section, and in those inside it.
fn check_section(section: &Section, law: &Law) -> Vec<Diagnostic> {
    let mut problems = law.check(&section.exempt, &section.confidential);
    problems.extend(section.section.iter().flat_map(|inner| check_section(inner, law)));
    problems
}

/// Warns that a paper that is built by itself has a restricted edition. `elsewhere` is where another file says
/// that all of it is withheld, if one does.
pub(crate) fn warn(
    paper: &Paper,
    document: &Document,
    elsewhere: Option<Place>,
) -> Option<Diagnostic> {
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
