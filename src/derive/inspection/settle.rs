//! Fills in what an inspection leaves to its framework.
//!
//! An inspection comes in as its file has it; it goes out with a kind for each visit, subject and finding, in the
//! order of papers.

use crate::model::framework::{Framework, SubjectKind, VisitKind};
use crate::model::inspection::{Finding, Inspection, Subject, Visit};
use crate::read::record::common;
use crate::read::{Entries, Placed};

/// Fills in kinds and titles from the framework, and sorts visits, subjects and findings.
pub(super) fn settle(inspection: &mut Inspection, framework: &Framework) {
    let kinds: Vec<_> = inspection
        .visit
        .iter()
        .enumerate()
        .map(|(n, visit)| visit_kind(framework, n, visit).map(|kind| kind.id.clone()))
        .collect();
    for (visit, kind) in inspection.visit.iter_mut().zip(kinds) {
        visit.kind = kind;
    }
    inspection.visit.sort_by_key(Visit::day);
    for subject in &mut inspection.subject {
        let kind = subject_kind(framework, subject);
        subject.kind = kind.map(|kind| kind.id.clone());
        subject.title = subject.title.take().or_else(|| kind.map(|kind| kind.title.clone()));
    }
    let mut own = std::mem::take(&mut inspection.subject);
    for kind in framework.subject.iter().filter(|kind| kind.scale.is_some()) {
        let (of_kind, others): (Vec<_>, Vec<_>) = own.into_iter().partition(|subject| {
            subject.kind.as_ref().is_some_and(|own| own.value == kind.id.value)
        });
        own = others;
        let is_missing = of_kind.is_empty() && !kind.own;
        inspection.subject.extend(of_kind);
        inspection.subject.extend(is_missing.then(|| unjudged(kind)));
    }
    inspection.subject.extend(own);
    let findings = inspection.weakness.drain(..).chain(inspection.finding.drain(..));
    let findings = findings.map(|mut finding| {
        let kind = finding.kind.take();
        let known = framework.finding(kind.as_ref().map(|kind| kind.as_str()));
        let priorities = known.and_then(|kind| framework.scale(kind.priority.as_ref()));
        if let Some((priority, scale)) = finding.priority.as_mut().zip(priorities) {
            priority.value = scale
                .grade(priority)
                .map_or(priority.value.clone(), |grade| grade.id.value.clone());
        }
        finding.kind = known.map(|kind| kind.id.clone()).or(kind);
        finding
    });
    let (below, top): (Vec<_>, Vec<_>) =
        findings.collect::<Vec<_>>().into_iter().partition(|finding| finding.under.is_some());
    for finding in top {
        let id = finding.id.value.clone();
        inspection.finding.push(finding);
        let under = |one: &&Finding| one.under.as_ref().is_some_and(|under| under.value == id);
        inspection.finding.extend(below.iter().filter(under).cloned());
    }
}

/// A subject of the framework that the inspection's file leaves out.
fn unjudged(kind: &SubjectKind) -> Subject {
    Subject {
        id: Placed::from(&kind.id),
        kind: Some(kind.id.clone()),
        title: Some(kind.title.clone()),
        judgement: Entries::default(),
        place: common("").place,
    }
}

/// The framework's subject for a subject of an inspection: that of its kind, that with its `id`, or the only one that
/// lets inspections name their own.
pub(super) fn subject_kind<'f>(
    framework: &'f Framework,
    subject: &Subject,
) -> Option<&'f SubjectKind> {
    let own = || {
        let mut own = framework.subject.iter().filter(|kind| kind.own);
        own.next().filter(|_| own.next().is_none())
    };
    match &subject.kind {
        Some(kind) => framework.subject(kind),
        None => framework.subject(&subject.id).or_else(own),
    }
}

/// The kind of a visit: the one given, else the last one mentioned in its name, else the first kind for the first
/// visit.
pub(super) fn visit_kind<'f>(
    framework: &'f Framework,
    n: usize,
    visit: &Visit,
) -> Option<&'f VisitKind> {
    let Some(kind) = &visit.kind else {
        let name = format!(" {} ", visit.name.to_lowercase().replace('-', " "));
        let says =
            |words: &str| name.contains(&format!(" {} ", words.to_lowercase().replace('-', " ")));
        let said = framework.visit.iter().rev().find(|kind| says(&kind.id) || says(&kind.name));
        return said.or_else(|| framework.visit.first().filter(|_| n == 0));
    };
    framework.visit(kind)
}
