//! `plan.toml`: an action plan under whatever name, such as a written statement of action, an
//! accelerated progress plan or a priority action plan.
//!
//! History is kept, never overwritten: an update, a moved due date, a later figure for the same
//! day are added beside what was said before, so that the state at any date can be derived.

use toml::Spanned;
use toml::de::DeValue;

use super::accepted::Accepted;
use super::exempt::{Confidential, Exempt};
use crate::read::date::Date;
use crate::read::fields::Fields;
use crate::read::number::Number;
use crate::read::record::{choice, record};
use crate::read::shape::Shape;
use crate::read::{Decode, Decoder, FileKind, Id, Line, Name, Placed, Several};

record! {
    /// An action plan.
    pub struct Plan("an action plan") {
        /// Always `plan`.
        pub kind: Placed<FileKind>,
        /// Its name, for example `Accelerated Progress Plan`.
        pub name: Name,
        /// Its short name, for example `APP`.
        pub short: Option<Name>,
        /// The local area it is for.
        pub local_area: Option<Name>,
        /// Which of its framework's kinds of plan it is, where its name does not say so.
        pub r#type: Option<Name>,
        /// The inspections it answers, as files: one, or a list.
        pub inspection: Several<Name>,
        /// A house style other than the council's.
        pub style: Option<Name>,
        /// When it was submitted: its first day, from which its milestones are counted.
        pub submitted: Placed<Date>,
        /// When it was found fit for purpose.
        pub fit_for_purpose: Option<Placed<Date>>,
        /// The last day it covers. No first due date, milestone or target may lie after it.
        pub end: Option<Placed<Date>>,
        /// How many months lie between two reviews. Where left out, as many as the framework says, or else six.
        pub review_months: Option<u8>,
        /// The one person who answers for the whole of it, by post: the senior responsible officer.
        pub senior_responsible_officer: Option<Name>,
        /// Who answers for the whole of it, by post and organisation.
        pub accountable: Vec<Line>,
        /// The advisers who support and challenge it.
        pub advisers: Vec<Line>,
        /// How it is governed, a sentence each.
        pub governance: Vec<Line>,
        /// What a reader must know about the data, printed at the head of every paper made from it.
        pub note: Option<Line>,
        /// How the whole of it was judged to stand, in the order judged.
        pub overall: Vec<Overall>,
        /// What it may cost and what was spent. A later figure for the same thing stands beside the earlier one.
        pub budget: Vec<Budget>,
        /// The areas for improvement.
        pub area: Vec<Area>,
        /// What could stop it.
        pub risk: Vec<Risk>,
        /// Why the whole plan is exempt.
        pub exempt: Option<Exempt>,
        /// Why the whole plan is confidential.
        pub confidential: Option<Confidential>,
        /// Findings that its author accepts.
        pub accept: Vec<Accepted>,
    }
}

record! {
    /// How a whole plan stands, as those who answer for it judge.
    pub struct Overall("how the whole plan stands") {
        /// The day it describes.
        pub on: Placed<Date>,
        /// How it stands.
        pub status: Status,
        /// Why, in a sentence or two.
        pub reason: Line,
        /// Why it is exempt: then nothing but that is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// What something in a plan may cost, and what was spent on it.
    pub struct Budget("a budget") {
        /// What the money is for.
        pub name: Name,
        /// The day up to which it was spent.
        pub on: Placed<Date>,
        /// What it may cost.
        pub budget: Number,
        /// What was spent by that day.
        pub spent: Number,
        /// What it is expected to cost in the end.
        pub forecast: Option<Number>,
        /// The unit of money.
        pub unit: Name = Name { value: "£".into(), place: crate::read::record::nowhere() },
        /// Why it is exempt: then nothing but that is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// An area for improvement.
    pub struct Area("an area for improvement") {
        /// The name that reviews and filters use.
        pub id: Name,
        /// The name that papers print. Where left out, the short name of its weakness, or else the words of its `id`:
        /// `co-production` is "Co-production".
        pub title: Option<Name>,
        /// The findings it answers, of the plan's inspections: one, or a list.
        pub finding: Several<Link>,
        /// The same, where the framework calls them weaknesses.
        pub weakness: Several<Link>,
        /// What it is to achieve.
        pub outcome: Option<Line>,
        /// What is to be done.
        pub action: Vec<Action>,
        /// How its effect is measured.
        pub measure: Vec<Measure>,
        /// Why it is exempt: then its number is public and it is counted, and nothing else is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

impl Area {
    /// The findings it answers.
    pub(crate) fn links(&self) -> impl Iterator<Item = &Link> {
        self.weakness.iter().chain(self.finding.iter())
    }

    /// The name that papers print.
    pub(crate) fn title(&self) -> &Name {
        self.title.as_ref().unwrap_or(&self.id)
    }
}

/// The finding that an area answers: its `id`, or a group of keys where that alone could mean several.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Link {
    /// The `id` of the finding.
    pub id: Placed<Id>,
    /// Its kind.
    pub kind: Option<Name>,
    /// The inspection that it is of, as the plan names its file.
    pub of: Option<Name>,
}

impl Decode for Link {
    const EXPECTED: &'static str = "the `id` of a finding, or { of = \"inspection.toml\", id = 1 }";
    const KEYS: &'static [&'static str] = &["id", "kind", "of"];

    fn shape() -> Shape {
        Shape::Identifier
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        if !value.get_ref().is_table() {
            return Decode::decode(value, decoder).map(|id| Self { id, kind: None, of: None });
        }
        let mut fields = Fields::of::<Self>(value, decoder)?;
        let id = fields.take("id", None, decoder);
        let kind = fields.take("kind", None, decoder);
        let of = fields.take("of", None, decoder);
        fields.finish(decoder);
        Some(Self { id: id?, kind: kind?, of: of? })
    }
}

record! {
    /// An action.
    pub struct Action("an action") {
        /// Its number in the plan, for example `1.2`.
        pub id: Name,
        /// What is to be done.
        pub action: Line,
        /// Who does it, by post.
        pub lead: Name,
        /// Who answers for it, by post, where the plan says so.
        pub accountable: Option<Name>,
        /// When it is to start. Where left out, nothing is said of whether it started late.
        pub start: Option<Placed<Date>>,
        /// When it is first to be complete. A moved date stands in the update that moved it.
        pub due: Placed<Date>,
        /// How success is recognised.
        pub success: Option<Line>,
        /// When it joined the plan, where that was after the plan was submitted.
        pub added: Option<Placed<Date>>,
        /// From when on it is no longer part of the plan.
        pub withdrawn: Option<Placed<Date>>,
        /// The numbers of the actions that it waits for: a list.
        pub depends_on: Vec<Name>,
        /// What is to be reached on the way.
        pub milestone: Vec<Milestone>,
        /// What was reported of it, in the order reported.
        pub update: Vec<Update>,
        /// Why it is exempt: then its number is public and it is counted, and nothing else is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// Something to be reached on the way.
    pub struct Milestone("a milestone") {
        /// By when.
        pub by: Placed<Date>,
        /// What.
        pub text: Line,
        /// When it was reached.
        pub met: Option<Placed<Date>>,
        /// Why it is exempt: then it is counted, and nothing else is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// A dated report on an action.
    pub struct Update("an update") {
        /// The day it describes.
        pub on: Placed<Date>,
        /// How the action stood. Where left out, as the update before said.
        pub status: Option<Status>,
        /// When work began, where that is known to the day.
        pub started: Option<Placed<Date>>,
        /// The new due date, only where it was moved.
        pub due: Option<Placed<Date>>,
        /// When it was completed, where that is known to the day.
        pub completed: Option<Placed<Date>>,
        /// What was done.
        pub note: Option<Line>,
        /// Why it is at risk, behind or late.
        pub reason: Option<Line>,
        /// What that means for people.
        pub impact: Option<Line>,
        /// What is done about it.
        pub mitigation: Option<Line>,
        /// The next step, and by when, where that is not the next milestone.
        pub next: Option<NextStep>,
        /// What has to be decided before it can go on, and by whom.
        pub decision_needed: Option<Line>,
        /// What shows it.
        pub evidence: Vec<Evidence>,
        /// Why it is exempt: then its words and evidence are withheld, while its status and dates count.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// A step that is to come.
    pub struct NextStep("a next step") {
        /// By when.
        pub by: Placed<Date>,
        /// What.
        pub text: Line,
    }
}

choice! {
    /// How an action stands.
    pub enum Status("a status") {
        /// Work has not begun.
        NotStarted = "not-started",
        /// Work goes as planned.
        OnTrack = "on-track",
        /// It may not be complete when due.
        AtRisk = "at-risk",
        /// It will not be complete when due, unless something changes.
        Behind = "behind",
        /// It is done.
        Complete = "complete",
    }
}

impl Status {
    /// Every status, from the best to the worst; an action that has not begun comes after one on track.
    pub(crate) const ALL: [Self; 5] =
        [Self::Complete, Self::OnTrack, Self::NotStarted, Self::AtRisk, Self::Behind];

    /// The word as it is written in TOML, which is also the name of its mark.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::OnTrack => "on-track",
            Self::AtRisk => "at-risk",
            Self::Behind => "behind",
            Self::Complete => "complete",
        }
    }
}

record! {
    /// Something that shows what an action did.
    pub struct Evidence("a piece of evidence") {
        /// What it shows.
        pub kind: EvidenceKind,
        /// What it is.
        pub text: Line,
        /// Where it can be read.
        pub url: Option<Name>,
    }
}

choice! {
    /// What evidence shows.
    pub enum EvidenceKind("\"activity\", \"output\" or \"impact\"") {
        /// That something was done: a meeting was held, people were trained.
        Activity = "activity",
        /// That something now exists: a policy, a guide, a service.
        Output = "output",
        /// That something is better for the people whom the plan is for.
        Impact = "impact",
    }
}

record! {
    /// An indicator of an area's progress.
    pub struct Measure("a measure") {
        /// The name that prose and charts use.
        pub id: Option<Name>,
        /// What it measures.
        pub name: Name,
        /// Its unit: `%`, money (`£`, `£m`, `£ a week`) or a word such as `days`; none for a plain number. A word whose
        /// plural is unusual is given in both forms: `half-term|half-terms`.
        pub unit: Option<Name>,
        /// Which way is better.
        pub better: Better,
        /// Where it stood before the plan.
        pub baseline: Option<Reading>,
        /// What it is to reach, and by when.
        pub target: Vec<Target>,
        /// What it reached. A figure restated later is a further reading of the same day.
        pub actual: Vec<Reading>,
        /// What others reached.
        pub comparator: Vec<Comparator>,
        /// What a reader must know of how it is counted.
        pub note: Option<Line>,
        /// Why it is exempt: then its number is public and it is counted, and nothing else is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

choice! {
    /// Which way a measure is to move.
    pub enum Better("\"higher\" or \"lower\"") {
        /// Higher is better.
        Higher = "higher",
        /// Lower is better.
        Lower = "lower",
    }
}

record! {
    /// A value of a measure on a day.
    pub struct Reading("a reading") {
        /// The day it describes, such as the last of a quarter.
        pub on: Placed<Date>,
        /// The value.
        pub value: Number,
        /// Whether it may still be corrected.
        pub provisional: bool = false,
        /// When it became known, where that was later than the day it describes. A reading of the same
        /// day that became known later restates the one before.
        pub reported: Option<Placed<Date>>,
    }
}

record! {
    /// A value to be reached.
    pub struct Target("a target") {
        /// By when.
        pub by: Placed<Date>,
        /// The value.
        pub value: Number,
    }
}

record! {
    /// What others reached.
    pub struct Comparator("a comparator") {
        /// Who, for example `England`.
        pub name: Name,
        /// The value.
        pub value: Number,
        /// The day or the end of the period it describes.
        pub on: Placed<Date>,
        /// Where it is published.
        pub source: Option<Name>,
    }
}

record! {
    /// Something that could stop the plan.
    pub struct Risk("a risk") {
        /// What could happen.
        pub risk: Line,
        /// What is done about it.
        pub mitigation: Line,
        /// How likely it is, after that.
        pub likelihood: Grade,
        /// How much it would matter.
        pub impact: Grade,
        /// How it was rated at the review before.
        pub before: Option<Rating>,
        /// Who watches it, by post.
        pub owner: Option<Name>,
        /// Why it is exempt: then it is counted, and nothing else is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// How a risk was rated on an earlier day.
    pub struct Rating("an earlier rating") {
        /// How likely it was.
        pub likelihood: Grade,
        /// How much it would have mattered.
        pub impact: Grade,
    }
}

choice! {
    /// How likely or how grave something is.
    pub enum Grade("\"low\", \"medium\" or \"high\"") {
        /// Little.
        Low = "low",
        /// Some.
        Medium = "medium",
        /// Much.
        High = "high",
    }
}
