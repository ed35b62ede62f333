//! Figures of an inspection: what it found, what each visit judged, and what is outstanding.
//!
//! In come an inspection and its framework; out come findings and subjects with their latest grades, and groups of them
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
use crate::model::plan::Status;
use crate::read::{Entries, Id, Name, Placed};

/// An inspection and its framework, every kind that its file leaves out filled in.
#[derive(Debug, Clone)]
pub(crate) struct Inspected {
    /// The inspection: visits in order of time, the framework's subjects before its own, all findings in `finding`.
    pub inspection: Inspection,
    /// The framework.
    pub framework: Framework,
}

/// What can be said of an inspection. Prose reaches each by its name: `{{ inspection.latest.start }}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    /// The framework inspected under, as the inspection calls it.
    pub framework: String,
    /// Who inspected.
    pub by: Vec<String>,
    /// Who was inspected.
    pub of: Option<String>,
    /// Every visit, in the order held.
    pub visits: Vec<Visit>,
    /// The first visit.
    pub first: Option<Visit>,
    /// The visit held last.
    pub latest: Option<Visit>,
    /// What is judged whatever was found, in the framework's order.
    pub subjects: Vec<Judged>,
    /// Everything that was found, in the inspectors' order.
    pub findings: Vec<Found>,
    /// Of these, those of the framework's first kind.
    pub weaknesses: Vec<Found>,
    /// Each kind of finding: how many there are, and how they stand.
    pub kinds: Vec<OfKind>,
    /// Those that visits judge and that are not settled, judged or not yet judged; none where no visit judges findings.
    /// Prose can also call them `outstanding`, unless that is a grade.
    pub unsettled: Option<Group>,
    /// The kinds of plan that the framework leads to.
    pub plans: Vec<PlanKind>,
    /// Findings by kind, and findings or subjects by latest grade: `inspection.not_sufficient.count`.
    #[serde(flatten)]
    pub groups: BTreeMap<String, Group>,
}

/// A finding and how it stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Found {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// The words for one of its kind.
    pub one: String,
    /// What stands before its number.
    pub short: String,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// A subject and how it stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Judged {
    /// The subject.
    #[serde(flatten)]
    pub subject: Subject,
    /// What it is one part of.
    pub group: Option<String>,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// What visits judged of something.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Standing {
    /// What each visit judged, in the order held.
    #[serde(skip)]
    pub grades: Vec<Graded>,
    /// What the last visit that judged it found; none if no visit did.
    pub grade: Option<Graded>,
    /// What the visit before that found.
    pub before: Option<Graded>,
    /// How the last grade compares with the one before; none where there are not two that can be compared.
    pub moved: Option<Moved>,
}

/// A grade that a visit gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Graded {
    /// The framework's name for it.
    pub id: Id,
    /// What papers call it.
    pub label: String,
    /// What follows "two were" in a sentence, where the framework says it.
    pub phrase: Option<String>,
    /// What its scale measures.
    pub of: String,
    /// The visit that gave it.
    pub visit: String,
    /// The status whose sign and colour it has.
    pub mark: Option<Status>,
    /// Whether a finding with it is no longer outstanding.
    pub settles: bool,
    /// The `id` of its scale.
    #[serde(skip)]
    pub scale: String,
    /// Where it stands in the order of its scale, from 0 for the best.
    #[serde(skip)]
    rank: Option<usize>,
}

/// How a grade compares with one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Moved {
    /// It is better.
    Better,
    /// It is worse.
    Worse,
    /// It is the same.
    Unchanged,
}

/// The findings of a kind, and how they stand.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfKind {
    /// The framework's name for the kind.
    pub id: String,
    /// One of them, inside a sentence.
    pub one: String,
    /// Several of them.
    pub many: String,
    /// How many there are.
    pub count: usize,
    /// Whether they stand below findings of another kind.
    pub below: bool,
    /// Whether later visits judge them.
    pub judged: bool,
    /// The visit that gave all their latest grades, where one did.
    pub visit: Option<String>,
    /// Their latest grades, from the best, each with how many have it; without those that none has.
    pub grades: Vec<Counted>,
    /// How many no visit has judged.
    pub unjudged: usize,
}

/// A grade and how many have it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Counted {
    /// What papers call it.
    pub label: String,
    /// What follows "two were" in a sentence, where the framework says it.
    pub phrase: Option<String>,
    /// How many have it.
    pub count: usize,
}

/// Some of what was found or judged, and how many.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Group {
    /// How many findings, or how many subjects where its grades are not for findings.
    pub count: usize,
    /// Which findings.
    pub findings: Vec<Found>,
    /// The same, where the framework calls them weaknesses.
    pub weaknesses: Vec<Found>,
    /// Which subjects.
    pub subjects: Vec<Judged>,
}

impl Group {
    /// Some findings.
    fn of(findings: Vec<Found>) -> Self {
        let (count, weaknesses) = (findings.len(), findings.clone());
        Self { count, findings, weaknesses, subjects: Vec::new() }
    }
}

impl Inspected {
    /// An inspection under a framework; everything that cannot be true of it is found in one go.
    pub(crate) fn new(mut inspection: Inspection, framework: Framework) -> Outcome<Self> {
        let mut found = Findings::default();
        found.extend(validate(&inspection, &framework));
        settle(&mut inspection, &framework);
        found.finish(Some(Self { inspection, framework }))
    }

    /// The framework as papers name it: as the inspection does, unless that is only the name of its file.
    pub(crate) fn title(&self) -> &str {
        let named = &self.inspection.framework.value;
        if self.framework.is_called(named) { named } else { &self.framework.name }
    }

    /// The kind of a finding.
    pub(crate) fn kind(&self, finding: &Finding) -> Option<&FindingKind> {
        self.framework.finding(finding.kind.as_ref().map(|kind| kind.as_str()))
    }

    /// The kind of a visit.
    pub(crate) fn visit_kind(&self, visit: &Visit) -> Option<&VisitKind> {
        self.framework.visit(visit.kind.as_ref()?)
    }

    /// The visits whose findings were known on a day; all where none is given.
    pub(crate) fn visits(&self, as_at: Option<NaiveDate>) -> impl Iterator<Item = &Visit> + Clone {
        let known = move |visit: &&Visit| {
            let known = visit.known();
            as_at.is_none_or(|day| known.is_none_or(|known| known.0 <= day))
        };
        self.inspection.visit.iter().filter(known)
    }
}

/// Derives the figures of an inspection, as far as they were known on a day if one is given.
pub(crate) fn figures(inspected: &Inspected, as_at: Option<NaiveDate>) -> Figures {
    let Inspected { inspection, framework } = inspected;
    let visits: Vec<Visit> = inspected.visits(as_at).cloned().collect();
    let subjects: Vec<_> =
        inspection.subject.iter().map(|subject| judged(inspected, &visits, subject)).collect();
    // Nothing was found before the first visit.
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

/// How the findings of a kind stand.
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
    /// How something stands that visits judged so, in the order held.
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

    /// Whether the last grade is one that settles a finding.
    pub(crate) fn is_settled(&self) -> bool {
        self.grade.as_ref().is_some_and(|grade| grade.settles)
    }

    /// What a visit judged.
    pub(crate) fn at(&self, visit: &Visit) -> Option<&Graded> {
        self.grades.iter().find(|grade| grade.visit == visit.name.value)
    }
}

/// A subject and what visits judged of it.
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

/// A finding and what visits judged of it. Where a visit judged a subject that stands for all findings of a kind, that
/// counts for those of which it judged nothing else.
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

/// The grade that a visit gave.
fn graded(scale: &Grading, visit: &Visit, judgements: &Entries<Placed<Id>>) -> Option<Graded> {
    let grade = scale.grade(judgements.get(&visit.name)?)?;
    Some(Graded {
        id: grade.id.value.clone(),
        phrase: grade.phrase.as_ref().map(|phrase| phrase.value.clone()),
        label: grade.title(),
        of: scale.title(),
        visit: visit.name.value.clone(),
        mark: grade.mark,
        settles: grade.settles,
        scale: scale.id.value.clone(),
        rank: scale.rank(grade),
    })
}
