//! `plan.toml`: an action plan by any name, such as a written statement of action, an accelerated progress plan or a
//! priority action plan.
//!
//! History is kept and never overwritten: an update, a moved due date or a later figure for the same day is added to
//! what was reported before, so that the state on any day can be derived.

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
        /// The local area that it covers.
        pub local_area: Option<Name>,
        /// The framework's kind of plan, where the plan's name does not tell.
        pub r#type: Option<Name>,
        /// The inspections it answers, as files: one, or a list.
        pub inspection: Several<Name>,
        /// A house style other than the council's.
        pub style: Option<Name>,
        /// The day on which it was submitted: its first day, from which milestones are counted.
        pub submitted: Placed<Date>,
        /// The day on which it was found fit for purpose.
        pub fit_for_purpose: Option<Placed<Date>>,
        /// The last day that it covers. No first due date, milestone or target may be later.
        pub end: Option<Placed<Date>>,
        /// The months between two reviews. Where left out, those of the framework, or else six.
        pub review_months: Option<u8>,
        /// The one person accountable for the whole plan, by post: the senior responsible officer.
        pub senior_responsible_officer: Option<Name>,
        /// The people accountable for the whole plan, by post and organisation.
        pub accountable: Vec<Line>,
        /// The advisers who support and challenge it.
        pub advisers: Vec<Line>,
        /// How it is governed, a sentence each.
        pub governance: Vec<Line>,
        /// A note on the data for readers, printed at the head of every paper made from it.
        pub note: Option<Line>,
        /// The overall judgements of the plan, in order.
        pub overall: Vec<Overall>,
        /// Its budgets and spending. A later figure for the same budget is added beside the earlier one.
        pub budget: Vec<Budget>,
        /// The areas for improvement.
        pub area: Vec<Area>,
        /// The risks to the plan, each with what is done about it.
        pub risk: Vec<Risk>,
        /// Why the whole plan is exempt.
        pub exempt: Option<Exempt>,
        /// Why the whole plan is confidential.
        pub confidential: Option<Confidential>,
        /// Findings that the author accepts.
        pub accept: Vec<Accepted>,
    }
}

record! {
    /// An overall judgement of the plan by those accountable for it.
    pub struct Overall("how the whole plan stands") {
        /// The day it describes.
        pub on: Placed<Date>,
        /// The status of the whole plan.
        pub status: Status,
        /// The reason, in a sentence or two.
        pub reason: Line,
        /// Why it is exempt: nothing else of it is then printed.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// A budget of the plan, and the spending on it.
    pub struct Budget("a budget") {
        /// The purpose of the money.
        pub name: Name,
        /// The day up to which it was spent.
        pub on: Placed<Date>,
        /// The amount available.
        pub budget: Number,
        /// The amount spent by that day.
        pub spent: Number,
        /// The amount that it is expected to cost in the end.
        pub forecast: Option<Number>,
        /// The unit of money.
        pub unit: Name = Name { value: "£".into(), place: crate::read::record::nowhere() },
        /// Why it is exempt: nothing else of it is then printed.
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
        /// The name that papers print. Where left out, the short name of its finding, or else the words of its `id`:
        /// `co-production` is "Co-production".
        pub title: Option<Name>,
        /// The findings of the plan's inspections that it answers: one, or a list.
        pub finding: Several<Link>,
        /// The findings that it answers, for a framework that calls them weaknesses.
        pub weakness: Several<Link>,
        /// The intended outcome.
        pub outcome: Option<Line>,
        /// The actions that are to bring about the outcome.
        pub action: Vec<Action>,
        /// The measures of its effect.
        pub measure: Vec<Measure>,
        /// Why it is exempt: its number stays public and it is counted, and nothing else of it is printed.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

impl Area {
    /// The findings that it answers.
    pub(crate) fn links(&self) -> impl Iterator<Item = &Link> {
        self.weakness.iter().chain(self.finding.iter())
    }

    /// The name that papers print; its `id` until a title is filled in when the plan is loaded.
    pub(crate) fn title(&self) -> &Name {
        self.title.as_ref().unwrap_or(&self.id)
    }
}

/// The finding that an area answers: its `id`, or a group of keys where that alone could mean several.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Link {
    /// The `id` of the finding.
    pub id: Placed<Id>,
    /// Its kind, where findings of several kinds have the same `id`.
    pub kind: Option<Name>,
    /// The inspection that the finding is from, by the plan's name for its file.
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
        /// The action itself.
        pub action: Line,
        /// Who does it, by post.
        pub lead: Name,
        /// Who is accountable for it, by post, where the plan says so.
        pub accountable: Option<Name>,
        /// The planned start. Where left out, nothing is reported as started late.
        pub start: Option<Placed<Date>>,
        /// The first due date. A moved date belongs in the update that moved it.
        pub due: Placed<Date>,
        /// How success is recognised.
        pub success: Option<Line>,
        /// The day on which it joined the plan, where that was after the plan was submitted.
        pub added: Option<Placed<Date>>,
        /// The first day on which it is no longer in the plan.
        pub withdrawn: Option<Placed<Date>>,
        /// The numbers of the actions that it waits for: a list.
        pub depends_on: Vec<Name>,
        /// Dated steps on the way to its completion.
        pub milestone: Vec<Milestone>,
        /// The reports on it, in order.
        pub update: Vec<Update>,
        /// Why it is exempt: its number stays public and it is counted, and nothing else of it is printed.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// A milestone of an action.
    pub struct Milestone("a milestone") {
        /// The day it is due.
        pub by: Placed<Date>,
        /// The milestone itself.
        pub text: Line,
        /// The day it was reached.
        pub met: Option<Placed<Date>>,
        /// Why it is exempt: it is counted, and nothing else of it is printed.
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
        /// The status of the action. Where left out, that of the update before.
        pub status: Option<Status>,
        /// The day on which work began, where that is known.
        pub started: Option<Placed<Date>>,
        /// The new due date, only where it was moved.
        pub due: Option<Placed<Date>>,
        /// The day of completion, where that is known.
        pub completed: Option<Placed<Date>>,
        /// What was done.
        pub note: Option<Line>,
        /// Why it is at risk, behind or late.
        pub reason: Option<Line>,
        /// The consequence for people.
        pub impact: Option<Line>,
        /// The remedy.
        pub mitigation: Option<Line>,
        /// The next step and its day, where that is not the next milestone.
        pub next: Option<NextStep>,
        /// The decision that it needs to go on, and from whom.
        pub decision_needed: Option<Line>,
        /// The evidence for what was done.
        pub evidence: Vec<Evidence>,
        /// Why it is exempt: its words and evidence are withheld, while its status and dates count.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// The next step of an action.
    pub struct NextStep("a next step") {
        /// The day it is due.
        pub by: Placed<Date>,
        /// The step itself.
        pub text: Line,
    }
}

choice! {
    /// The status of an action.
    pub enum Status("a status") {
        /// Work has not begun.
        NotStarted = "not-started",
        /// Work is going as planned.
        OnTrack = "on-track",
        /// The action may not be complete when due.
        AtRisk = "at-risk",
        /// The action will not be complete when due, unless something changes.
        Behind = "behind",
        /// The action is complete.
        Complete = "complete",
    }
}

impl Status {
    /// Every status, the best first; one that has not begun comes after one on track.
    pub(crate) const ALL: [Self; 5] =
        [Self::Complete, Self::OnTrack, Self::NotStarted, Self::AtRisk, Self::Behind];

    /// The word in TOML, which is also the name of its mark.
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
    /// A piece of evidence for the effect of an action.
    pub struct Evidence("a piece of evidence") {
        /// The kind of effect it shows.
        pub kind: EvidenceKind,
        /// The evidence itself.
        pub text: Line,
        /// The address where it can be read.
        pub url: Option<Name>,
    }
}

choice! {
    /// The kind of effect that evidence shows.
    pub enum EvidenceKind("\"activity\", \"output\" or \"impact\"") {
        /// Something was done: a meeting was held, people were trained.
        Activity = "activity",
        /// Something now exists: a policy, a guide, a service.
        Output = "output",
        /// Something is better for the people whom the plan is for.
        Impact = "impact",
    }
}

record! {
    /// A measure of an area's progress.
    pub struct Measure("a measure") {
        /// The name in prose and charts.
        pub id: Option<Name>,
        /// The name that papers print.
        pub name: Name,
        /// Its unit: `%`, money (`£`, `£m`, `£ a week`) or a word such as `days`; none for a plain number. A word
        /// with an unusual plural is given in both forms: `half-term|half-terms`.
        pub unit: Option<Name>,
        /// Which direction is better.
        pub better: Better,
        /// The value before the plan.
        pub baseline: Option<Reading>,
        /// The targets, each with its day.
        pub target: Vec<Target>,
        /// The readings. A figure restated later is a further reading of the same day.
        pub actual: Vec<Reading>,
        /// The values of others.
        pub comparator: Vec<Comparator>,
        /// A note on how it is counted.
        pub note: Option<Line>,
        /// Why it is exempt: its number stays public and it is counted, and nothing else of it is printed.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

choice! {
    /// The direction in which a measure should move.
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
        /// The value, with the decimal places to be printed.
        pub value: Number,
        /// Whether it may still be corrected.
        pub provisional: bool = false,
        /// The day on which it became known, where that was later than the day it describes. A reading of the same
        /// day that became known later restates the one before.
        pub reported: Option<Placed<Date>>,
    }
}

record! {
    /// A target of a measure.
    pub struct Target("a target") {
        /// The day it is due.
        pub by: Placed<Date>,
        /// The value to reach.
        pub value: Number,
    }
}

record! {
    /// The value of another council or region.
    pub struct Comparator("a comparator") {
        /// Its name, for example `England`.
        pub name: Name,
        /// The value that it reached.
        pub value: Number,
        /// The day or the end of the period it describes.
        pub on: Placed<Date>,
        /// Where it is published.
        pub source: Option<Name>,
    }
}

record! {
    /// A risk to the plan.
    pub struct Risk("a risk") {
        /// What could happen.
        pub risk: Line,
        /// What is done about it.
        pub mitigation: Line,
        /// How likely it is after that.
        pub likelihood: Grade,
        /// How serious it would be.
        pub impact: Grade,
        /// The rating at the review before.
        pub before: Option<Rating>,
        /// The owner, by post.
        pub owner: Option<Name>,
        /// Why it is exempt: it is counted, and nothing else of it is printed.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// The rating of a risk on an earlier day.
    pub struct Rating("an earlier rating") {
        /// How likely it was.
        pub likelihood: Grade,
        /// How serious it would have been.
        pub impact: Grade,
    }
}

choice! {
    /// How likely or serious something is.
    pub enum Grade("\"low\", \"medium\" or \"high\"") {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}
