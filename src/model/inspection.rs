//! `inspection.toml`: an inspection under some framework, with its visits, judgements and findings.

use toml::Spanned;
use toml::de::DeValue;

use super::exempt::{Confidential, Exempt};
use crate::diag::Place;
use crate::read::date::Date;
use crate::read::fields::Fields;
use crate::read::record::record;
use crate::read::shape::{Shape, Slot};
use crate::read::{Decode, Decoder, Entries, FileKind, Id, Line, Name, Placed};

/// An inspection and the visits that followed it.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Inspection {
    /// Always `inspection`.
    pub kind: Placed<FileKind>,
    /// The framework inspected under: a file under the workspace's `frameworks/`, a built-in one, or another name of
    /// a built-in one.
    pub framework: Name,
    /// The inspection, then each later visit.
    pub visit: Vec<Visit>,
    /// The subjects of overall judgements.
    pub subject: Vec<Subject>,
    /// The findings, in the inspectors' order. In TOML their groups are called `finding`, or by the framework's name
    /// for their kind: `[[recommendation]]`.
    pub finding: Vec<Finding>,
    /// Findings of the framework's first kind, whatever it calls them.
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
                Slot::of::<Name>(
                    "framework",
                    "The framework that the inspectors worked to: a built-in one, or a file in `frameworks/`.",
                    false,
                ),
                Slot::of::<Vec<Visit>>(
                    "visit",
                    "The inspection itself, then each later visit.",
                    false,
                ),
                Slot::of::<Vec<Subject>>(
                    "subject",
                    "What each visit gives an overall judgement on.",
                    false,
                ),
                Slot::of::<Vec<Finding>>(
                    "finding",
                    "What the inspectors found, in their order.",
                    false,
                ),
                Slot::of::<Vec<Finding>>(
                    "weakness",
                    "What the inspectors found, where the framework calls it weaknesses.",
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
        /// The name that judgements use, for example `re-visit`.
        pub name: Name,
        /// The framework's kind of visit, where the name does not tell.
        pub kind: Option<Name>,
        /// The first day on site.
        pub start: Option<Placed<Date>>,
        /// The last day on site.
        pub end: Option<Placed<Date>>,
        /// The day on which the letter or report was received.
        pub received: Option<Placed<Date>>,
        /// The day on which the letter or report was published.
        pub published: Option<Placed<Date>>,
        /// The day on which a notice or a desktop judgement was issued.
        pub issued: Option<Placed<Date>>,
    }
}

record! {
    /// A subject on which visits give an overall judgement, whatever they find.
    pub struct Subject("a subject") {
        /// The framework's name for it, or the inspection's own.
        pub id: Placed<Id>,
        /// The framework's subject that it is one of, where inspections name their own.
        pub kind: Option<Name>,
        /// The title that papers print, where the report departs from the framework's words.
        pub title: Option<Name>,
        /// The grade that each visit gave it, by the visit's name.
        pub judgement: Entries<Placed<Id>>,
    }
}

record! {
    /// A finding, most often of something to put right.
    pub struct Finding("a finding") {
        /// The inspectors' number or name for it.
        pub id: Placed<Id>,
        /// The framework's kind of finding; its first where left out.
        pub kind: Option<Name>,
        /// A short name for tables, where the text is long.
        pub title: Option<Name>,
        /// The finding itself.
        pub text: Line,
        /// The subject that it belongs to.
        pub subject: Option<Placed<Id>>,
        /// The finding that it belongs below.
        pub under: Option<Placed<Id>>,
        /// The people or bodies responsible for it, in the order published.
        pub responsible: Vec<Name>,
        /// Its priority, where the framework has priorities.
        pub priority: Option<Placed<Id>>,
        /// The day by which it has to be put right.
        pub due: Option<Placed<Date>>,
        /// Tags that the report gives it.
        pub tags: Vec<Name>,
        /// The grade that each visit gave it, by the visit's name.
        pub judgement: Entries<Placed<Id>>,
        /// The key findings on it.
        pub findings: Vec<Line>,
        /// Why it is exempt: its number stays public and it is counted, and nothing else of it is printed.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

impl Inspection {
    /// Every finding, in the order of its file.
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

    /// The first day on which its findings could be known.
    pub(crate) fn known(&self) -> Option<Date> {
        let days = [self.received, self.published, self.issued].into_iter().flatten();
        days.map(|day| day.value).min().or(self.end.map(|end| end.value)).or(self.day())
    }
}

impl Finding {
    /// Its short name, or else its text, with the place of either.
    pub(crate) fn title(&self) -> (&str, Place) {
        let title = self.title.as_ref().map(|title| (title.as_str(), title.place));
        title.unwrap_or((&self.text, self.text.place))
    }
}
