//! `frameworks/NAME.toml`: what an inspectorate inspects, how it grades it, and what its visits and findings lead to.
//!
//! There are two kinds of judged things: *subjects* (the whole, an area, a question, a standard, an indicator), which a
//! framework lists, and *findings* (what has to be put right), which an inspection lists and a framework has kinds of.
//! Both are judged by visits, on scales. What an inspection was given is left to [`inspection`](super::inspection).

mod check;

use super::plan::Status;
use crate::language::case::{capital, sentence_case};
use crate::read::date::Date;
use crate::read::record::{choice, common, record};
use crate::read::{FileKind, Id, Name, Placed};

record! {
    /// A framework of inspection, review or assessment. A change of its terms is a new file.
    pub struct Framework("a framework") {
        /// Always `framework`.
        pub kind: Placed<FileKind>,
        /// Its name, as papers print it.
        pub name: Name,
        /// What else inspections may call it.
        pub also: Vec<Name>,
        /// The first day of the inspections that it fits.
        pub from: Option<Placed<Date>>,
        /// The last day of the inspections that it fits.
        pub until: Option<Placed<Date>>,
        /// The language of its words, as a BCP 47 tag; English where left out.
        pub language: Option<Name>,
        /// The jurisdictions whose councils are inspected under it; all where left out.
        pub jurisdictions: Vec<Name>,
        /// Who inspects.
        pub by: Vec<Name>,
        /// Who is inspected, as prose says it: `local area partnership`.
        pub of: Option<Name>,
        /// Its words for what every framework has.
        pub words: Words,
        /// Its scales.
        pub scale: Vec<Grading>,
        /// What is judged whatever was found, in the order of printing.
        pub subject: Vec<SubjectKind>,
        /// The kinds of finding, from the gravest.
        pub finding: Vec<FindingKind>,
        /// The kinds of visit, in the order in which they come.
        pub visit: Vec<VisitKind>,
        /// The kinds of plan that it leads to.
        pub plan: Vec<PlanKind>,
    }
}

record! {
    /// Words that frameworks differ in.
    pub struct Words("words") {
        /// What a grade is the result of: `judgement`, `outcome`, `rating`.
        pub judgement: Name = common("judgement"),
        /// Who visits, inside a sentence: `inspectors`, `the peer team`.
        pub inspectors: Name = common("inspectors"),
        /// What they did with findings: `found`, `made`.
        pub found: Name = common("found"),
        /// What subjects are brought together in: `theme`, `pillar`.
        pub group: Name = common("theme"),
    }
}

record! {
    /// A scale of grades.
    pub struct Grading("a scale") {
        /// What subjects and findings call it.
        pub id: Name,
        /// What it measures, as tables head it: `Progress`. Where left out, the words of its `id`.
        pub name: Option<Name>,
        /// Its grades, from the best to the worst.
        pub grade: Vec<Grade>,
    }
}

record! {
    /// A grade.
    pub struct Grade("a grade") {
        /// What inspections call it.
        pub id: Placed<Id>,
        /// What papers call it. Where left out, the words of its `id`.
        pub label: Option<Name>,
        /// What follows "two were" in a sentence: `judged sufficient`. Where left out, that it was graded so.
        pub phrase: Option<Name>,
        /// The status whose sign and colour it has.
        pub mark: Option<Status>,
        /// Whether a finding with this grade is no longer outstanding.
        pub settles: bool = false,
        /// Whether it stands outside the order: neither better nor worse than another.
        pub unranked: bool = false,
    }
}

record! {
    /// Something that is judged whatever was found.
    pub struct SubjectKind("a subject") {
        /// What inspections call it.
        pub id: Name,
        /// What papers call it.
        pub title: Name,
        /// What it is one part of: a theme, a pillar.
        pub group: Option<Name>,
        /// The scale that it is judged on; none if nothing is judged of it alone.
        pub scale: Option<Name>,
        /// Whether each inspection names its own, such as indicators or audits.
        pub own: bool = false,
        /// How many of its own an inspection names at least.
        pub least: Option<u8>,
        /// The kind of finding for which its grade counts, where a finding has none of its own.
        pub r#for: Option<Name>,
        /// What its grade is worked out from.
        pub derived: Option<Derived>,
    }
}

record! {
    /// How a grade follows from scores: their sum out of the highest sum possible, in per cent.
    pub struct Derived("a group of keys") {
        /// The scale of the scores, whose grades are numbers.
        pub from: Name,
        /// The grades, from the highest per cent.
        pub bands: Vec<Band>,
    }
}

record! {
    /// A grade and the lowest per cent that gives it.
    pub struct Band("a band") {
        /// The lowest per cent.
        pub from: i64,
        /// The grade.
        pub grade: Placed<Id>,
    }
}

record! {
    /// A kind of finding.
    pub struct FindingKind("a kind of finding") {
        /// What inspections call it.
        pub id: Name,
        /// One of them, inside a sentence: `area for improvement`.
        pub one: Name,
        /// Several of them.
        pub many: Name,
        /// What stands before the number of one: `Area`. Where left out, the words for one.
        pub short: Option<Name>,
        /// The scale on which later visits judge it; none if they do not.
        pub scale: Option<Name>,
        /// The scale of its priority.
        pub priority: Option<Name>,
        /// Whether inspectors say who answers for it.
        pub responsible: Responsible = Responsible::Optional,
        /// The kind of finding that it stands below.
        pub under: Option<Name>,
        /// Whether it is something good, which no plan has to answer.
        pub good: bool = false,
    }
}

choice! {
    /// Whether inspectors say who answers for a finding.
    pub enum Responsible("\"required\", \"optional\" or \"none\"") {
        /// Always.
        Required = "required",
        /// Sometimes.
        Optional = "optional",
        /// Never.
        None = "none",
    }
}

record! {
    /// A kind of visit.
    pub struct VisitKind("a kind of visit") {
        /// What inspections call it.
        pub id: Name,
        /// What papers call it.
        pub name: Name,
        /// The subjects and the kinds of finding that it judges; none where it reports without grades.
        pub judges: Vec<Name>,
        /// When it comes.
        pub due: Option<Due>,
        /// Whether anybody comes; a notice or a judgement from the desk needs only the day of its issue.
        pub on_site: bool = true,
    }
}

record! {
    /// A kind of plan.
    pub struct PlanKind("a kind of plan") {
        /// What plans call it.
        pub id: Name,
        /// What papers call it.
        pub name: Name,
        /// Its short name.
        pub short: Option<Name>,
        /// The kinds of finding that it answers.
        pub answers: Vec<Name>,
        /// When it has to be submitted, if by any day.
        pub due: Option<Due>,
        /// To whom it is submitted.
        pub to: Vec<Name>,
        /// What a review of it is called.
        pub review: Option<Name>,
        /// How many months lie between two of them.
        pub review_months: Option<u8>,
    }
}

record! {
    /// A time after a day.
    pub struct Due("a time such as { working-days = 70, after = \"received\" }") {
        /// In working days.
        pub working_days: Option<u8>,
        /// In days.
        pub days: Option<u8>,
        /// In calendar months.
        pub months: Option<u8>,
        /// The day that it is counted from.
        pub after: After,
    }
}

choice! {
    /// The day that a time is counted from.
    pub enum After("\"end\", \"received\", \"published\", \"issued\", \"submitted\" or \"fit-for-purpose\"") {
        /// The last day of the last visit before.
        End = "end",
        /// The day on which its report was received.
        Received = "received",
        /// The day on which its report was published.
        Published = "published",
        /// The day on which its notice was issued.
        Issued = "issued",
        /// The day on which the plan was submitted.
        Submitted = "submitted",
        /// The day on which the plan was found fit for purpose.
        FitForPurpose = "fit-for-purpose",
    }
}

impl Framework {
    /// The scale of that name.
    pub(crate) fn scale(&self, id: Option<&Name>) -> Option<&Grading> {
        self.scale.iter().find(|scale| id.is_some_and(|id| scale.id.value == id.value))
    }

    /// The names that prose has for what has a grade which visits give; those of priorities are none.
    pub(crate) fn judged_names(&self) -> Vec<String> {
        let of_findings = self.finding.iter().map(|kind| &kind.scale);
        let of_subjects = self.subject.iter().map(|subject| &subject.scale);
        let given: Vec<&Name> = of_findings.chain(of_subjects).flatten().collect();
        let is_given = |scale: &&Grading| given.iter().any(|name| name.value == scale.id.value);
        let scales = self.scale.iter().filter(is_given);
        scales
            .flat_map(|scale| scale.grade.iter().map(|grade| self.prose_name(scale, grade)))
            .collect()
    }

    /// The subject of that name.
    pub(crate) fn subject(&self, id: &str) -> Option<&SubjectKind> {
        self.subject.iter().find(|subject| subject.id.value == id)
    }

    /// The kind of finding of that name; the first where none is given.
    pub(crate) fn finding(&self, id: Option<&str>) -> Option<&FindingKind> {
        self.finding.iter().find(|kind| id.is_none_or(|id| kind.id.value == id))
    }

    /// The kind of visit of that name.
    pub(crate) fn visit(&self, id: &str) -> Option<&VisitKind> {
        self.visit.iter().find(|kind| kind.id.value == id)
    }

    /// The kind of plan that is so called: by its `id`, its name or its short name, whatever the case and signs.
    pub(crate) fn plan(&self, called: &str) -> Option<&PlanKind> {
        let called = plain(called);
        let names = |plan: &PlanKind| {
            let names = [Some(&plan.id), Some(&plan.name), plan.short.as_ref()];
            names.into_iter().flatten().any(|name| plain(name) == called)
        };
        self.plan.iter().find(|plan| names(plan))
    }

    /// The name by which prose reaches what has a grade: the grade's own, or with that of its scale before it where
    /// something else has the same, such as `high` of a scale of assurance and of one of priorities.
    pub(crate) fn prose_name(&self, scale: &Grading, grade: &Grade) -> String {
        let own = prose_name(&grade.id);
        let is_other = |other: &Grading, one: &Grade| {
            other.id.value != scale.id.value && prose_name(&one.id) == own
        };
        let is_shared = check::RESERVED.contains(&own.as_str())
            || self.finding.iter().any(|kind| prose_name(&kind.id) == own)
            || self.scale.iter().any(|other| other.grade.iter().any(|one| is_other(other, one)));
        if is_shared { prose_name(&format!("{}_{own}", scale.id.value)) } else { own }
    }

    /// Whether it fits inspections of a day.
    pub(crate) fn fits(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.value <= day)
            && self.until.is_none_or(|until| day <= until.value)
    }

    /// Whether an inspection that says `name` means it.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let name = plain(name);
        std::iter::once(&self.name).chain(&self.also).any(|own| plain(own) == name)
    }
}

impl Grading {
    /// What it measures.
    pub(crate) fn title(&self) -> String {
        self.name.as_ref().map_or_else(|| sentence_case(&self.id), |name| name.value.clone())
    }

    /// The grade of that name: as its `id` or its label is written, or else whatever the case and the signs between words.
    /// (`A*` is not `A`.)
    pub(crate) fn grade(&self, called: &str) -> Option<&Grade> {
        let written = |grade: &&Grade| grade.id.as_str() == called || grade.title() == called;
        let near = plain(called);
        let by_id = |grade: &&Grade| plain(&grade.id) == near;
        let by_label = |grade: &&Grade| plain(&grade.title()) == near;
        let mut grades = self.grade.iter();
        let found = grades.clone().find(written).or_else(|| grades.clone().find(by_id));
        found.or_else(|| grades.find(by_label))
    }

    /// Where a grade stands in the order, from 0 for the best; `None` outside it.
    pub(crate) fn rank(&self, grade: &Grade) -> Option<usize> {
        let at = self.grade.iter().position(|one| one.id.value == grade.id.value);
        at.filter(|_| !grade.unranked)
    }
}

impl Grade {
    /// What papers call it.
    pub(crate) fn title(&self) -> String {
        self.label.as_ref().map_or_else(|| sentence_case(&self.id), |label| label.value.clone())
    }
}

impl FindingKind {
    /// What stands before the number of one.
    pub(crate) fn title(&self) -> String {
        self.short.as_ref().map_or_else(|| capital(&self.one), |short| short.value.clone())
    }
}

/// The name by which prose reaches what a framework calls so.
pub(crate) fn prose_name(name: &str) -> String {
    name.replace('-', "_")
}

/// A name in small letters, with one hyphen for whatever stands between words.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
