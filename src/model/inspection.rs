//! `inspection.toml`: an inspection under some framework, its visits, what was judged and what was found.

use toml::Spanned;
use toml::de::DeValue;

use super::exempt::{Confidential, Exempt};
use crate::diag::Place;
use crate::read::date::Date;
use crate::read::fields::Fields;
use crate::read::record::record;
use crate::read::shape::{Shape, Slot};
use crate::read::{Decode, Decoder, Entries, FileKind, Id, Line, Name, Placed};

/// An inspection, and what became of it.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Inspection {
    /// Always `inspection`.
    pub kind: Placed<FileKind>,
    /// The framework inspected under: a file under the workspace's `frameworks/`, one that is built in, or what one
    /// that is built in is also called.
    pub framework: Name,
    /// The inspection, then each later visit.
    pub visit: Vec<Visit>,
    /// What is judged whatever was found.
    pub subject: Vec<Subject>,
    /// What was found, in the inspectors' order. Its groups are called `finding`, or what the framework calls their kind:
    /// `[[recommendation]]`.
    pub finding: Vec<Finding>,
    /// Findings of the framework's first kind, whatever it calls that.
    pub weakness: Vec<Finding>,
    /// Why all of it is exempt.
    pub exempt: Option<Exempt>,
    /// Why all of it is confidential.
    pub confidential: Option<Confidential>,
}

impl Decode for Inspection {
    const EXPECTED: &'static str = "an inspection";
    const IS_GROUP: bool = true;
    const KEYS: &'static [&'static str] =
        &["kind", "framework", "visit", "subject", "finding", "weakness", "exempt", "confidential"];

    fn shape() -> Shape {
        Shape::Group(|| {
            vec![
                Slot::of::<Name>("framework", "The framework inspected under.", false),
                Slot::of::<Vec<Visit>>("visit", "The inspection, then each later visit.", false),
                Slot::of::<Vec<Subject>>("subject", "What is judged whatever was found.", false),
                Slot::of::<Vec<Finding>>(
                    "finding",
                    "What was found, in the inspectors’ order.",
                    false,
                ),
                Slot::of::<Vec<Finding>>(
                    "weakness",
                    "The same, where the framework calls it weaknesses.",
                    false,
                ),
            ]
        })
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let mut fields = Fields::of::<Self>(value, decoder)?;
        let kind = fields.take("kind", None, decoder);
        let framework = fields.take("framework", None, decoder);
        let visit = fields.take("visit", None, decoder);
        let subject = fields.take("subject", None, decoder);
        let weakness = fields.take("weakness", None, decoder);
        let mut finding: Option<Vec<Finding>> = fields.take("finding", None, decoder);
        let exempt = fields.take("exempt", None, decoder);
        let confidential = fields.take("confidential", None, decoder);
        let groups = fields.take_groups::<Finding>(decoder);
        fields.finish(decoder);
        for (kind, group) in groups? {
            let of_kind = |one: Finding| Finding { kind: Some(kind.clone()), ..one };
            finding.iter_mut().for_each(|all| all.extend(group.iter().cloned().map(of_kind)));
        }
        Some(Self {
            kind: kind?,
            framework: framework?,
            visit: visit?,
            subject: subject?,
            finding: finding?,
            weakness: weakness?,
            exempt: exempt?,
            confidential: confidential?,
        })
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.subject.each_line(visit);
        self.finding.each_line(visit);
        self.weakness.each_line(visit);
    }
}

record! {
    /// One visit by inspectors, or a notice that they issued.
    pub struct Visit("a visit") {
        /// What judgements call it, for example `re-visit`.
        pub name: Name,
        /// The framework's kind of visit, where the name does not say it.
        pub kind: Option<Name>,
        /// The first day on site.
        pub start: Option<Placed<Date>>,
        /// The last day on site.
        pub end: Option<Placed<Date>>,
        /// When the inspected received the letter or report.
        pub received: Option<Placed<Date>>,
        /// When the letter or report was published.
        pub published: Option<Placed<Date>>,
        /// When a notice or a judgement from the desk was issued.
        pub issued: Option<Placed<Date>>,
    }
}

record! {
    /// Something that is judged whatever was found.
    pub struct Subject("a subject") {
        /// The framework's name for it, or the inspection's own.
        pub id: Placed<Id>,
        /// Which of the framework's subjects it is one of, where inspections name their own.
        pub kind: Option<Name>,
        /// What papers call it, where the report departs from the framework's words.
        pub title: Option<Name>,
        /// What each visit judged of it, by the visit's name.
        pub judgement: Entries<Placed<Id>>,
    }
}

record! {
    /// Something that was found, most often to be put right.
    pub struct Finding("a finding") {
        /// The inspectors' number or name for it.
        pub id: Placed<Id>,
        /// The framework's kind of finding; its first where left out.
        pub kind: Option<Name>,
        /// A short name for tables, where the text is long.
        pub title: Option<Name>,
        /// What was found.
        pub text: Line,
        /// The subject that it belongs to.
        pub subject: Option<Placed<Id>>,
        /// The finding that it stands below.
        pub under: Option<Placed<Id>>,
        /// Who answers for it, in the order published.
        pub responsible: Vec<Name>,
        /// Its priority, where the framework has some.
        pub priority: Option<Placed<Id>>,
        /// By when it has to be put right.
        pub due: Option<Placed<Date>>,
        /// Marks that the report gives it.
        pub tags: Vec<Name>,
        /// What each visit judged of it, by the visit's name.
        pub judgement: Entries<Placed<Id>>,
        /// The key findings on it.
        pub findings: Vec<Line>,
        /// Why it is exempt: then its number is public and it is counted, and nothing else is said of it.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

impl Inspection {
    /// Everything that was found, in the order of its file.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.weakness.iter().chain(&self.finding)
    }
}

impl Visit {
    /// The day it began, or was issued.
    pub(crate) fn day(&self) -> Option<Date> {
        let days = [self.start, self.issued, self.published, self.received, self.end];
        days.into_iter().flatten().map(|day| day.value).next()
    }

    /// The day from which on what it found could be known.
    pub(crate) fn known(&self) -> Option<Date> {
        let days = [self.received, self.published, self.issued].into_iter().flatten();
        days.map(|day| day.value).min().or(self.end.map(|end| end.value)).or(self.day())
    }
}

impl Finding {
    /// Its short name, or its text.
    pub(crate) fn title(&self) -> (&str, Place) {
        let title = self.title.as_ref().map(|title| (title.as_str(), title.place));
        title.unwrap_or((&self.text, self.text.place))
    }
}
