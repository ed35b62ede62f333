//! Derives figures of an inspection: its findings, the judgements of each visit, and what is outstanding.
//!
//! An inspection and its framework come in; findings and subjects with their latest grades go out, and groups of them
//! by kind and by grade. Nothing that was not judged counts as judged.

mod expected;
mod settle;
mod validate;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

pub(crate) use self::expected::expected;
use self::settle::settle;
pub(crate) use self::validate::validate;
use crate::diag::{Findings, Outcome};
use crate::model::framework::{self, FindingKind, Framework, Grading, PlanKind, VisitKind};
use crate::model::inspection::{Finding, Inspection, Subject, Visit};
use crate::model::sign::Shape;
use crate::model::style::Colour;
use crate::read::{Entries, Id, Name, Placed};

/// An inspection and its framework, with every kind that the inspection's file leaves out filled in.
#[derive(Debug, Clone)]
pub(crate) struct Inspected {
    /// The inspection: visits in order of time, the framework's subjects before its own, and all findings in
    /// `finding`.
    pub inspection: Inspection,
    /// The framework that its kinds, scales and common subjects come from.
    pub framework: Framework,
}

/// The figures of an inspection. Prose uses their names: `{{ inspection.latest.start }}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    /// The name of the framework, as the inspection has it.
    pub framework: String,
    /// The inspecting bodies.
    pub by: Vec<String>,
    /// The body inspected.
    pub of: Option<String>,
    /// Every visit, in order of time.
    pub visits: Vec<Visit>,
    /// The first visit.
    pub first: Option<Visit>,
    /// The last visit.
    pub latest: Option<Visit>,
    /// The overall judgements, in the framework's order.
    pub subjects: Vec<Judged>,
    /// Every finding, in the inspectors' order.
    pub findings: Vec<Found>,
    /// The findings of the framework's first kind.
    pub weaknesses: Vec<Found>,
    /// Each kind of finding, with counts.
    pub kinds: Vec<OfKind>,
    /// The findings that visits judge and that are not settled, judged or not; `None` where no visit judges findings.
    /// Prose can also say `outstanding`, unless that is a grade.
    pub unsettled: Option<Group>,
    /// The kinds of plan that the framework leads to.
    pub plans: Vec<PlanKind>,
    /// Findings by kind, and findings or subjects by latest grade: `inspection.not_sufficient.count`.
    #[serde(flatten)]
    pub groups: BTreeMap<String, Group>,
}

/// A finding with its judgements.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Found {
    /// The finding, as the inspection gives it.
    #[serde(flatten)]
    pub finding: Finding,
    /// The words for one finding of its kind.
    pub one: String,
    /// The words before its number.
    pub short: String,
    /// Its judgements.
    #[serde(flatten)]
    pub standing: Standing,
}

/// A subject with its judgements.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Judged {
    /// The subject, with the framework's title where the inspection gives none.
    #[serde(flatten)]
    pub subject: Subject,
    /// The group of subjects that it belongs to.
    pub group: Option<String>,
    /// Its judgements.
    #[serde(flatten)]
    pub standing: Standing,
}

/// The judgements of something by the visits.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Standing {
    /// The grade that each visit gave, in order of time.
    #[serde(skip)]
    pub grades: Vec<Graded>,
    /// The last grade; `None` if no visit gave one.
    pub grade: Option<Graded>,
    /// The grade before that.
    pub before: Option<Graded>,
    /// How the last grade compares with the one before; `None` unless there are two that can be compared.
    pub moved: Option<Moved>,
}

/// A grade that a visit gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Graded {
    /// The framework's name for it.
    pub id: Id,
    /// The label that papers print.
    pub label: String,
    /// The words after "two were" in a sentence, where the framework has them.
    pub phrase: Option<String>,
    /// The name of what its scale measures.
    pub of: String,
    /// The visit that gave it.
    pub visit: String,
    /// The shape of its mark.
    pub mark: Option<Shape>,
    /// The colour of its mark, where it has one of its own.
    #[serde(skip)]
    pub colour: Option<Colour>,
    /// Whether it settles a finding, so that the finding is no longer outstanding.
    pub settles: bool,
    /// The `id` of its scale.
    #[serde(skip)]
    pub scale: String,
    /// Its position on its scale, 0 for the best.
    #[serde(skip)]
    pub rank: Option<usize>,
}

/// How a grade compares with the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Moved {
    /// The last grade is better.
    Better,
    /// The last grade is worse.
    Worse,
    /// The grades are equally good.
    Unchanged,
}

/// The findings of one kind, with counts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfKind {
    /// The framework's name for the kind.
    pub id: String,
    /// The words for one of them, in a sentence.
    pub one: String,
    /// The words for several of them.
    pub many: String,
    /// The number of findings.
    pub count: usize,
    /// Whether they belong below findings of another kind.
    pub below: bool,
    /// Whether later visits judge them.
    pub judged: bool,
    /// The visit that gave all their latest grades, where a single one did.
    pub visit: Option<String>,
    /// Their latest grades, the best first, each with its count; grades without any are left out.
    pub grades: Vec<Counted>,
    /// The number that no visit has judged.
    pub unjudged: usize,
}

/// A grade with the number of findings that have it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Counted {
    /// The label that papers print.
    pub label: String,
    /// The words after "two were" in a sentence, where the framework has them.
    pub phrase: Option<String>,
    /// The number of findings.
    pub count: usize,
}

/// A group of findings or subjects.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Group {
    /// The number of findings, or of subjects where the grade is for subjects.
    pub count: usize,
    /// The findings, in the inspectors' order.
    pub findings: Vec<Found>,
    /// The findings again, under the name of frameworks that call them weaknesses.
    pub weaknesses: Vec<Found>,
    /// The subjects with the grade; empty for a group by kind.
    pub subjects: Vec<Judged>,
}

impl Group {
    /// A group of findings.
    fn of(findings: Vec<Found>) -> Self {
        let (count, weaknesses) = (findings.len(), findings.clone());
        Self { count, findings, weaknesses, subjects: Vec::new() }
    }
}

impl Inspected {
    /// An inspection under a framework; reports everything in it that cannot be true.
    pub(crate) fn new(mut inspection: Inspection, framework: Framework) -> Outcome<Self> {
        let mut found = Findings::default();
        found.extend(validate(&inspection, &framework));
        settle(&mut inspection, &framework);
        found.finish(Some(Self { inspection, framework }))
    }

    /// The name of the framework in papers: the inspection's, unless that is only the name of a file.
    pub(crate) fn title(&self) -> &str {
        let named = &self.inspection.framework.value;
        if self.framework.is_called(named) { named } else { &self.framework.name }
    }

    /// The kind of a finding.
    pub(crate) fn kind(&self, finding: &Finding) -> Option<&FindingKind> {
        self.framework.finding(finding.kind.as_ref().map(|kind| kind.as_str()))
    }

    /// The kind of a visit; `None` where the framework has no such kind.
    pub(crate) fn visit_kind(&self, visit: &Visit) -> Option<&VisitKind> {
        self.framework.visit(visit.kind.as_ref()?)
    }

    /// The visits whose findings were known on a day; all visits without one.
    pub(crate) fn visits(&self, as_at: Option<NaiveDate>) -> impl Iterator<Item = &Visit> + Clone {
        let known = move |visit: &&Visit| {
            let known = visit.known();
            as_at.is_none_or(|day| known.is_none_or(|known| known.0 <= day))
        };
        self.inspection.visit.iter().filter(known)
    }
}

/// Derives the figures of an inspection, as known on a day if one is given.
pub(crate) fn figures(inspected: &Inspected, as_at: Option<NaiveDate>) -> Figures {
    let Inspected { inspection, framework } = inspected;
    let visits: Vec<Visit> = inspected.visits(as_at).cloned().collect();
    let subjects: Vec<_> =
        inspection.subject.iter().map(|subject| judged(inspected, &visits, subject)).collect();
    // Before the first visit, there are no findings.
    let is_before = visits.is_empty() && !inspection.visit.is_empty();
    let findings = inspection.finding.iter().filter(|_| !is_before);
    let findings: Vec<_> = findings.map(|finding| found(inspected, &visits, finding)).collect();
    let some = |keep: &dyn Fn(&Found) -> bool| -> Vec<Found> {
        findings.iter().filter(|found| keep(found)).cloned().collect()
    };
    let first = framework.finding(None);
    let is = |found: &Found, kind: &FindingKind| {
        found.finding.kind.as_ref().is_some_and(|own| own.value == kind.id.value)
    };
    let is_judged =
        |found: &Found| inspected.kind(&found.finding).is_some_and(|kind| kind.scale.is_some());
    let mut groups = BTreeMap::new();
    for kind in &framework.finding {
        groups.insert(framework::prose_name(&kind.id), Group::of(some(&|found| is(found, kind))));
    }
    for scale in &framework.scale {
        let named = |name: Option<&Name>| name.is_some_and(|name| name.value == scale.id.value);
        let of_findings = framework
            .finding
            .iter()
            .any(|kind| named(kind.scale.as_ref()) || named(kind.priority.as_ref()));
        for grade in &scale.grade {
            let has = |standing: &Standing| {
                let latest = standing.grade.as_ref();
                latest.is_some_and(|one| one.scale == scale.id.value && one.id == grade.id.value)
            };
            let mut group = Group::of(some(&|found| {
                let kind = inspected.kind(&found.finding);
                let by_priority = kind.is_some_and(|kind| named(kind.priority.as_ref()));
                let priority = found.finding.priority.as_ref().filter(|_| by_priority);
                has(&found.standing) || priority.is_some_and(|own| own.value == grade.id.value)
            }));
            group.subjects = subjects.iter().filter(|one| has(&one.standing)).cloned().collect();
            if !of_findings {
                group.count = group.subjects.len();
            }
            groups.insert(framework.prose_name(scale, grade), group);
        }
    }
    let judges = framework.finding.iter().any(|kind| kind.scale.is_some());
    let unsettled =
        judges.then(|| Group::of(some(&|found| is_judged(found) && !found.standing.is_settled())));
    if let Some(unsettled) = &unsettled {
        groups.entry("outstanding".to_owned()).or_insert_with(|| unsettled.clone());
    }
    Figures {
        framework: inspected.title().to_owned(),
        by: framework.by.iter().map(|name| name.value.clone()).collect(),
        of: framework.of.as_ref().map(|name| name.value.clone()),
        first: visits.first().cloned(),
        latest: visits.last().cloned(),
        weaknesses: some(&|found| first.is_some_and(|kind| is(found, kind))),
        kinds: framework
            .finding
            .iter()
            .map(|kind| of_kind(framework, kind, findings.iter().filter(|found| is(found, kind))))
            .collect(),
        unsettled,
        plans: framework.plan.clone(),
        visits,
        subjects,
        findings,
        groups,
    }
}

/// The counts of a kind of finding.
fn of_kind<'f>(
    framework: &Framework,
    kind: &FindingKind,
    findings: impl Iterator<Item = &'f Found>,
) -> OfKind {
    let findings: Vec<_> = findings.collect();
    let latest: Vec<_> =
        findings.iter().filter_map(|found| found.standing.grade.as_ref()).collect();
    let scale = framework.scale(kind.scale.as_ref());
    let grades = scale.iter().flat_map(|scale| &scale.grade).filter_map(|grade| {
        let mut with = latest.iter().filter(|one| one.id == grade.id.value);
        let one = with.next()?;
        let count = with.count() + 1;
        Some(Counted { label: one.label.clone(), phrase: one.phrase.clone(), count })
    });
    let visit = latest.first().map(|grade| grade.visit.clone());
    OfKind {
        id: kind.id.value.clone(),
        one: kind.one.value.clone(),
        many: kind.many.value.clone(),
        count: findings.len(),
        below: kind.under.is_some(),
        judged: scale.is_some(),
        grades: grades.collect(),
        unjudged: findings.len() - latest.len(),
        visit: visit.filter(|visit| latest.iter().all(|grade| grade.visit == *visit)),
    }
}

impl Standing {
    /// The standing after these grades, in order of time.
    fn of(grades: Vec<Graded>) -> Self {
        let mut latest = grades.iter().rev();
        let (grade, before) = (latest.next().cloned(), latest.next().cloned());
        let ranks =
            grade.as_ref().and_then(|one| one.rank).zip(before.as_ref().and_then(|one| one.rank));
        let moved = ranks.map(|(now, then)| match now.cmp(&then) {
            std::cmp::Ordering::Less => Moved::Better,
            std::cmp::Ordering::Greater => Moved::Worse,
            std::cmp::Ordering::Equal => Moved::Unchanged,
        });
        Self { grade, before, moved, grades }
    }

    /// Whether the last grade settles a finding.
    pub(crate) fn is_settled(&self) -> bool {
        self.grade.as_ref().is_some_and(|grade| grade.settles)
    }

    /// The grade that a visit gave.
    pub(crate) fn at(&self, visit: &Visit) -> Option<&Graded> {
        self.grades.iter().find(|grade| grade.visit == visit.name.value)
    }
}

/// A subject with the grades that visits gave it.
fn judged(inspected: &Inspected, visits: &[Visit], subject: &Subject) -> Judged {
    let kind = subject.kind.as_ref().and_then(|kind| inspected.framework.subject(kind));
    let scale = kind.and_then(|kind| inspected.framework.scale(kind.scale.as_ref()));
    let grades = visits.iter().filter_map(|visit| graded(scale?, visit, &subject.judgement));
    Judged {
        subject: subject.clone(),
        group: kind.and_then(|kind| kind.group.as_ref()).map(|group| group.value.clone()),
        standing: Standing::of(grades.collect()),
    }
}

/// A finding with the grades that visits gave it. The grade of a subject that stands for all findings of a kind
/// counts where the visit judged nothing else of the finding.
fn found(inspected: &Inspected, visits: &[Visit], finding: &Finding) -> Found {
    let kind = inspected.kind(finding);
    let scale = kind.and_then(|kind| inspected.framework.scale(kind.scale.as_ref()));
    let for_all = inspected.inspection.subject.iter().find(|subject| {
        let of = subject.kind.as_ref().and_then(|kind| inspected.framework.subject(kind));
        let counts_for = of.and_then(|subject| subject.r#for.as_ref());
        counts_for.zip(kind).is_some_and(|(one, kind)| one.value == kind.id.value)
    });
    let grades = visits.iter().filter_map(|visit| {
        let own = graded(scale?, visit, &finding.judgement);
        own.or_else(|| graded(scale?, visit, &for_all?.judgement))
    });
    Found {
        one: kind.map(|kind| kind.one.value.clone()).unwrap_or_default(),
        short: kind.map(FindingKind::title).unwrap_or_default(),
        standing: Standing::of(grades.collect()),
        finding: finding.clone(),
    }
}

/// The grade that a visit gave, if it gave one.
fn graded(scale: &Grading, visit: &Visit, judgements: &Entries<Placed<Id>>) -> Option<Graded> {
    let grade = scale.grade(judgements.get(&visit.name)?)?;
    Some(Graded {
        id: grade.id.value.clone(),
        phrase: grade.phrase.as_ref().map(|phrase| phrase.value.clone()),
        label: grade.title(),
        of: scale.title(),
        visit: visit.name.value.clone(),
        mark: grade.mark,
        colour: grade.colour.clone(),
        settles: grade.settles,
        scale: scale.id.value.clone(),
        rank: scale.rank(grade),
    })
}
