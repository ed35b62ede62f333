//! `frameworks/NAME.toml`: what an inspectorate inspects, how it grades, and what its visits and findings lead to.
//!
//! Visits judge two kinds of things, on scales. *Subjects* (the whole, an area, a question, a standard, an indicator)
//! are listed by a framework. *Findings* (what has to be put right) are listed by an inspection, and a framework
//! defines their kinds. [`inspection`](super::inspection) holds the judgements of one inspection.

mod check;

use super::sign::Shape;
use super::style::Colour;
use crate::language::case::{capital, sentence_case};
use crate::read::date::Date;
use crate::read::record::{choice, common, record};
use crate::read::{FileKind, Id, Name, Placed};

record! {
    /// A framework of inspection, review or assessment. When its terms change, it gets a new file.
    pub struct Framework("a framework") {
        /// Always `framework`.
        pub kind: Placed<FileKind>,
        /// Its name, as papers print it.
        pub name: Name,
        /// Other names that inspections may use for it.
        pub also: Vec<Name>,
        /// The first day of inspections under it.
        pub from: Option<Placed<Date>>,
        /// The last day of inspections under it.
        pub until: Option<Placed<Date>>,
        /// The language of its words, as a BCP 47 tag; English where left out.
        pub language: Option<Name>,
        /// The jurisdictions whose councils are inspected under it; all where left out.
        pub jurisdictions: Vec<Name>,
        /// The inspecting bodies.
        pub by: Vec<Name>,
        /// The body inspected, as a sentence has it: `local area partnership`.
        pub of: Option<Name>,
        /// Its own words for what every framework has.
        pub words: Words,
        /// The scales of grades, for judgements and for priorities.
        pub scale: Vec<Grading>,
        /// The subjects of overall judgements, in the order of printing.
        pub subject: Vec<SubjectKind>,
        /// The kinds of finding, the gravest first.
        pub finding: Vec<FindingKind>,
        /// The kinds of visit, in the order in which they come.
        pub visit: Vec<VisitKind>,
        /// The kinds of plan that it leads to.
        pub plan: Vec<PlanKind>,
    }
}

record! {
    /// Words that differ between frameworks.
    pub struct Words("words") {
        /// The result that a grade expresses: `judgement`, `outcome`, `rating`.
        pub judgement: Name = common("judgement"),
        /// The people who visit, as a sentence has them: `inspectors`, `the peer team`.
        pub inspectors: Name = common("inspectors"),
        /// The verb for findings: `found`, `made`.
        pub found: Name = common("found"),
        /// The word for a group of subjects: `theme`, `pillar`.
        pub group: Name = common("theme"),
    }
}

record! {
    /// A scale of grades.
    pub struct Grading("a scale") {
        /// The name that subjects and findings use.
        pub id: Name,
        /// The thing it measures, as the heading of a table column: `Progress`. Where left out, the words of its
        /// `id`.
        pub name: Option<Name>,
        /// Its grades, from the best to the worst.
        pub grade: Vec<Grade>,
    }
}

record! {
    /// A grade of a scale, for judgements or for priorities.
    pub struct Grade("a grade") {
        /// The name that inspections use.
        pub id: Placed<Id>,
        /// The label that papers print. Where left out, the words of its `id`.
        pub label: Option<Name>,
        /// The words after "two were" in a sentence: `judged sufficient`. Where left out, that they were graded so.
        pub phrase: Option<Name>,
        /// The shape of its mark, and with it its colour.
        pub mark: Option<Shape>,
        /// The colour of its mark, where that is not the one that the shape has.
        pub colour: Option<Colour>,
        /// Whether a finding with this grade is no longer outstanding.
        pub settles: bool = false,
        /// Whether it is outside the order: neither better nor worse than another.
        pub unranked: bool = false,
    }
}

record! {
    /// A subject on which visits give an overall judgement, whatever they find.
    pub struct SubjectKind("a subject") {
        /// The name that inspections use.
        pub id: Name,
        /// The title that papers print.
        pub title: Name,
        /// The theme or pillar that it belongs to.
        pub group: Option<Name>,
        /// The scale on which it is judged; none where it is not judged by itself.
        pub scale: Option<Name>,
        /// Whether each inspection names its own, such as indicators or audits.
        pub own: bool = false,
        /// The fewest of these that an inspection must name.
        pub least: Option<u8>,
        /// The kind of finding that its grade stands for, where a finding has none of its own.
        pub r#for: Option<Name>,
        /// How its grade follows from scores.
        pub derived: Option<Derived>,
    }
}

record! {
    /// How a grade follows from scores: from their sum as a percentage of the highest possible sum.
    pub struct Derived("a group of keys") {
        /// The scale of the scores, whose grades are numbers.
        pub from: Name,
        /// The grades, from the highest percentage.
        pub bands: Vec<Band>,
    }
}

record! {
    /// A grade and the lowest percentage that gives it.
    pub struct Band("a band") {
        /// The lowest percentage.
        pub from: i64,
        /// The grade that percentages from there on give.
        pub grade: Placed<Id>,
    }
}

record! {
    /// A kind of finding.
    pub struct FindingKind("a kind of finding") {
        /// The name that inspections use.
        pub id: Name,
        /// One of them, inside a sentence: `area for improvement`.
        pub one: Name,
        /// Several of them.
        pub many: Name,
        /// The word before its number: `Area`. Where left out, the words for one.
        pub short: Option<Name>,
        /// The scale on which later visits judge it; none where they do not.
        pub scale: Option<Name>,
        /// The scale of its priority.
        pub priority: Option<Name>,
        /// Whether inspectors say who is responsible for it.
        pub responsible: Responsible = Responsible::Optional,
        /// The kind of finding that it belongs below.
        pub under: Option<Name>,
        /// Whether it is a strength, which no plan has to answer.
        pub good: bool = false,
    }
}

choice! {
    /// Whether inspectors say who is responsible for a finding.
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
        /// The name that inspections use.
        pub id: Name,
        /// The name that papers print.
        pub name: Name,
        /// The subjects and kinds of finding that it judges; none where it reports without grades.
        pub judges: Vec<Name>,
        /// The day by which it is expected.
        pub due: Option<Due>,
        /// Whether inspectors come on site; a notice or a desktop judgement has only a day of issue.
        pub on_site: bool = true,
    }
}

record! {
    /// A kind of plan.
    pub struct PlanKind("a kind of plan") {
        /// The name that plans use.
        pub id: Name,
        /// The name that papers print.
        pub name: Name,
        /// Its short name.
        pub short: Option<Name>,
        /// The kinds of finding that it answers.
        pub answers: Vec<Name>,
        /// The day by which it has to be submitted, if there is one.
        pub due: Option<Due>,
        /// The bodies to which it is submitted.
        pub to: Vec<Name>,
        /// The name of its reviews.
        pub review: Option<Name>,
        /// The months between two reviews.
        pub review_months: Option<u8>,
    }
}

record! {
    /// A period after a day.
    pub struct Due("a time such as { working-days = 70, after = \"received\" }") {
        /// The number of working days.
        pub working_days: Option<u8>,
        /// The number of days.
        pub days: Option<u8>,
        /// The number of calendar months.
        pub months: Option<u8>,
        /// The day that it is counted from.
        pub after: After,
    }
}

choice! {
    /// The day that a period is counted from.
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
    /// The scale with a name.
    pub(crate) fn scale(&self, id: Option<&Name>) -> Option<&Grading> {
        self.scale.iter().find(|scale| id.is_some_and(|id| scale.id.value == id.value))
    }

    /// The names in prose of all grades that visits give; priorities are left out.
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

    /// The subject with a name.
    pub(crate) fn subject(&self, id: &str) -> Option<&SubjectKind> {
        self.subject.iter().find(|subject| subject.id.value == id)
    }

    /// The kind of finding with a name; without one, the first.
    pub(crate) fn finding(&self, id: Option<&str>) -> Option<&FindingKind> {
        self.finding.iter().find(|kind| id.is_none_or(|id| kind.id.value == id))
    }

    /// The kind of visit with a name.
    pub(crate) fn visit(&self, id: &str) -> Option<&VisitKind> {
        self.visit.iter().find(|kind| kind.id.value == id)
    }

    /// The kind of plan with this `id`, name or short name, whatever its case and punctuation.
    pub(crate) fn plan(&self, called: &str) -> Option<&PlanKind> {
        let called = plain(called);
        let names = |plan: &PlanKind| {
            let names = [Some(&plan.id), Some(&plan.name), plan.short.as_ref()];
            names.into_iter().flatten().any(|name| plain(name) == called)
        };
        self.plan.iter().find(|plan| names(plan))
    }

    /// The name of a grade in prose: its own, or with its scale before it where something else has the same name,
    /// such as `high` on a scale of assurance and on one of priorities.
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

    /// Whether a day is in its period.
    pub(crate) fn fits(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.value <= day)
            && self.until.is_none_or(|until| day <= until.value)
    }

    /// Whether an inspection means it by a name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let name = plain(name);
        std::iter::once(&self.name).chain(&self.also).any(|own| plain(own) == name)
    }
}

impl Grading {
    /// The thing it measures, as a heading.
    pub(crate) fn title(&self) -> String {
        self.name.as_ref().map_or_else(|| sentence_case(&self.id), |name| name.value.clone())
    }

    /// The grade with a name: exactly as its `id` or label is written, or else whatever the case and punctuation.
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

    /// The position of a grade, 0 for the best; `None` for one outside the order.
    pub(crate) fn rank(&self, grade: &Grade) -> Option<usize> {
        let at = self.grade.iter().position(|one| one.id.value == grade.id.value);
        at.filter(|_| !grade.unranked)
    }
}

impl Grade {
    /// The label that papers print.
    pub(crate) fn title(&self) -> String {
        self.label.as_ref().map_or_else(|| sentence_case(&self.id), |label| label.value.clone())
    }
}

impl FindingKind {
    /// The word before its number.
    pub(crate) fn title(&self) -> String {
        self.short.as_ref().map_or_else(|| capital(&self.one), |short| short.value.clone())
    }
}

/// A name of a framework as prose writes it, with underscores.
pub(crate) fn prose_name(name: &str) -> String {
    name.replace('-', "_")
}

/// A name in small letters, with hyphens between the words.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
