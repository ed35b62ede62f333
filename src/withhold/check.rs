//! Checks the grounds on which a paper withholds matter, and warns that it has a restricted edition.

use typst::syntax::{FileId, VirtualPath};

use super::Elsewhere;
use super::within::{grounds, withheld_expressions};
use crate::derive::Source;
use crate::derive::meaning::Holds;
use crate::diag::{Diagnostic, Rule};
use crate::document::{DataFile, Document};
use crate::load::paper::{Paper, Subject};
use crate::model::law::{Law, check_reason};
use crate::model::report::Section;
use crate::model::withholds::{Withholds, each};
use crate::world::World;

/// Reports everything that is wrong with the grounds that a paper and its data give.
pub(crate) fn check(paper: &Paper) -> Vec<Diagnostic> {
    let law = &*paper.house.law;
    let own = paper.subject.record();
    let mut found = law.check(own);
    if let Subject::Report(report) = &paper.subject {
        found.extend(report.exempt_reason.as_ref().and_then(check_reason));
        found.extend(report.section.iter().flat_map(|section| check_section(section, law)));
        for appendix in &report.appendix {
            found.extend(law.check(appendix));
            found.extend(title(appendix, "this appendix"));
        }
    }
    found.extend(title(own, "this paper"));
    found.extend(records(paper).into_iter().flat_map(|record| law.check(record)));
    found
}

/// What is wrong with the title of a record that is withheld; `what` names it.
fn title(record: &dyn Withholds, what: &str) -> Option<Diagnostic> {
    record.withheld().and_then(|withheld| withheld.check_title(what))
}

/// The single records of a paper's data that can be withheld: overall judgements, areas, actions, updates, milestones,
/// measures, budgets, risks and findings.
fn records(paper: &Paper) -> Vec<&dyn Withholds> {
    let (mut plans, mut inspections) = (Vec::new(), Vec::new());
    match &paper.subject {
        Subject::Report(_) => {}
        Subject::Plan(planned) => plans.push(&**planned),
        Subject::Review(reviewed) | Subject::Brief(_, reviewed) => plans.push(&reviewed.planned),
    }
    for (_, source) in &paper.sources {
        match source {
            Source::Plan(planned) => plans.push(planned),
            Source::Review(reviewed) => plans.push(&reviewed.planned),
            Source::Inspection(inspected) => inspections.push(&**inspected),
            Source::Figures(_) => {}
        }
    }
    inspections.extend(plans.iter().flat_map(|planned| &planned.inspections));
    let mut found = Vec::new();
    for planned in plans {
        found.extend(each(&planned.plan.overall).chain(planned.plan.records()));
    }
    for inspection in inspections.iter().map(|inspected| &inspected.inspection) {
        found.push(inspection);
        found.extend(inspection.findings().map(|finding| finding as &dyn Withholds));
    }
    found
}

/// Reports what is wrong with the grounds of a section and of the sections inside it.
fn check_section(section: &Section, law: &Law) -> Vec<Diagnostic> {
    let mut problems = law.check(section);
    problems.extend(section.section.iter().flat_map(|inner| check_section(inner, law)));
    problems
}

/// Warns that a paper built by itself has a restricted edition, which must not be published. `elsewhere` says whether
/// another file withholds the whole paper.
pub(crate) fn warn(
    paper: &Paper,
    document: &Document,
    file: FileId,
    elsewhere: &Elsewhere,
) -> Option<Diagnostic> {
    let (place, what) = match elsewhere.place(file) {
        Some(place) => (place, "the paper that is named here is not for publication"),
        None if grounds(document).is_empty() => return None,
        None => (paper.subject.kind().place, "this paper holds matter that is not for publication"),
    };
    let warning = Diagnostic::of(Rule::RestrictedPaper, place, format!("{what}, so its restricted version must not be published"))
        .hint("the restricted version has `-restricted` at the end of its name; give it only to those who may see it");
    let open = open_origins(document, elsewhere);
    Some(open.into_iter().fold(warning, |warning, open| {
        warning.hint(format!(
            "some of what it withholds comes from `{open}`, which is open, and so is the paper that is made from that: withhold it there too unless everyone may read it"
        ))
    }))
}

/// The paths of open files with papers of their own (plans and reviews) whose data a document withholds.
fn open_origins<'a>(document: &'a Document, elsewhere: &Elsewhere) -> Vec<&'a str> {
    let expressions = withheld_expressions(document);
    let has_paper = |origin: &&DataFile| matches!(origin.holds, Holds::Plan | Holds::Review);
    let is_closed = |origin: &DataFile| {
        let file = VirtualPath::new(&origin.file).ok().map(|path| World::id(&path));
        file.is_none_or(|file| elsewhere.place(file).is_some())
    };
    let origins = document.origins.iter().filter(has_paper);
    let named = origins
        .filter(|origin| expressions.iter().any(|expression| origin.is_named_by(expression)));
    named.filter(|origin| !is_closed(origin)).map(|origin| &*origin.file).collect()
}
