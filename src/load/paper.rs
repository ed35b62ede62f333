//! Loads a paper with everything that it is made from: its own file, its council, its house style, its sources.

use std::collections::BTreeSet;

use typst::syntax::FileId;

use super::file::record;
use super::house::{self, House, council, style};
use super::sources::{Sources, in_prose, sources};
use super::{data, scale};
use crate::derive::Source;
use crate::derive::inspection::Inspected;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::diag::{Diagnostic, Findings, Outcome, Place};
use crate::model::accepted::Accepted;
use crate::model::plan::Plan;
use crate::model::report::Report;
use crate::model::review::Brief;
use crate::model::withholds::Withholds;
use crate::read::record::nowhere;
use crate::read::{self, FileKind, Name, Placed};
use crate::world::World;

/// A paper with everything that it is made from.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    /// The content of its own file.
    pub(crate) subject: Subject,
    /// Its council, looks and words.
    pub(crate) house: House,
    /// The sources that its prose can name.
    pub(crate) sources: Vec<(String, Source)>,
    /// The names of sources that could not be read.
    pub(crate) unread: Vec<String>,
    /// The other files that it is made from.
    pub(crate) drawn: Vec<Drawn>,
}

/// A data file that a paper is made from.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    /// The data file itself.
    pub file: FileId,
    /// The place that names it.
    pub place: Place,
    /// The name that prose uses for it, if any.
    pub name: Option<String>,
}

/// The content of a paper's own file, by kind.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// A report, made of prose and data.
    Report(Box<Report>),
    /// An action plan.
    Plan(Box<Planned>),
    /// The summary of a review.
    Review(Box<Reviewed>),
    /// A brief for members, with its review.
    Brief(Box<Brief>, Box<Reviewed>),
}

impl Subject {
    /// The kinds of file that make a paper.
    pub(crate) const KINDS: [&'static str; 4] = ["report", "plan", "review", "brief"];

    /// The variant of the house style that the file names.
    fn variant(&self) -> Option<&Name> {
        match self {
            Self::Report(report) => report.variant.as_ref(),
            Self::Plan(_) | Self::Review(_) | Self::Brief(..) => None,
        }
    }

    /// The plan that it is about; `None` for a report.
    pub(crate) fn one_plan(&self) -> Option<&Plan> {
        match self {
            Self::Report(_) => None,
            Self::Plan(planned) => Some(&planned.plan),
            Self::Review(reviewed) | Self::Brief(_, reviewed) => Some(&reviewed.planned.plan),
        }
    }

    /// The record of its own file, which can withhold the whole paper.
    pub(crate) fn record(&self) -> &dyn Withholds {
        match self {
            Self::Report(report) => &**report,
            Self::Plan(planned) => &planned.plan,
            Self::Review(reviewed) => &reviewed.review,
            Self::Brief(brief, _) => &**brief,
        }
    }

    /// The findings that the file accepts.
    pub(crate) fn accepted(&self) -> &[Accepted] {
        match self {
            Self::Report(report) => &report.accept,
            Self::Plan(planned) => &planned.plan.accept,
            Self::Review(reviewed) => &reviewed.review.accept,
            Self::Brief(brief, _) => &brief.accept,
        }
    }

    /// The kind that the file declares.
    pub(crate) fn kind(&self) -> &Placed<FileKind> {
        match self {
            Self::Report(report) => &report.kind,
            Self::Plan(planned) => &planned.plan.kind,
            Self::Review(reviewed) => &reviewed.review.kind,
            Self::Brief(brief, _) => &brief.kind,
        }
    }

    /// The language that the file names.
    fn language(&self) -> Option<&Name> {
        match self {
            Self::Report(report) => report.language.as_ref(),
            Self::Plan(_) | Self::Review(_) | Self::Brief(..) => None,
        }
    }

    /// The plan whose actions it shows; `None` for a report.
    fn plan(&mut self) -> Option<&mut Planned> {
        match self {
            Self::Report(_) => None,
            Self::Plan(planned) => Some(planned),
            Self::Review(reviewed) | Self::Brief(_, reviewed) => Some(&mut reviewed.planned),
        }
    }

    /// The house style that the file names.
    fn style(&self) -> Option<&Name> {
        match self {
            Self::Report(report) => report.style.as_ref(),
            Self::Plan(planned) => planned.plan.style.as_ref(),
            Self::Review(reviewed) => reviewed.review.style.as_ref(),
            Self::Brief(brief, _) => brief.style.as_ref(),
        }
    }
}

/// Loads a paper, in a variant of its house style if one is named, and reports everything that is wrong in any of its
/// files. What could be read is returned even with errors, so that its prose can be checked.
pub(crate) fn paper(world: &World, file: FileId, variant: Option<&str>) -> Outcome<Paper> {
    let mut findings = Findings::default();
    let council = findings.take(council(world));
    let mut subject = findings.take(subject(world, file));
    findings.extend(subject.iter().flat_map(|subject| missing(world, file, subject)));
    let own = |of: fn(&Subject) -> Option<&Name>| subject.as_ref().and_then(of);
    let wanted = variant.map(|name| Name::new(name.to_owned(), nowhere()));
    let variant = wanted.as_ref().or(own(Subject::variant));
    let variant = variant.or(council.as_ref().and_then(|council| council.variant.as_ref()));
    let named = own(Subject::style).or(council.as_ref().map(|council| &council.style));
    let language = own(Subject::language).cloned();
    let language = language.or(council.as_ref().and_then(|council| council.language.clone()));
    let language = language.as_ref();
    let style = named.and_then(|named| findings.take(style(world, named, variant, language)));
    let mut sources =
        subject.as_ref().and_then(|subject| findings.take(drawn_on(world, file, subject)));
    let scale = council.as_ref().map(|council| scale::scale(world, council.rag.as_ref(), language));
    if let Some(scale) = scale.and_then(|scale| findings.take(scale)) {
        each_plan(subject.as_mut(), sources.as_mut(), |plan| plan.scale = scale.clone());
    }
    let house = council.zip(style);
    let house = house
        .and_then(|(council, style)| findings.take(house::house(world, council, style, language)));
    let paper = subject.zip(house).zip(sources);
    findings.extend(
        paper.iter().flat_map(|((subject, house), (sources, _))| unfit(house, subject, sources)),
    );
    findings.go_on(paper.map(|((subject, house), (sources, unread))| {
        let drawn = drawn(world, file, &subject, &sources);
        Paper { subject, house, sources, unread, drawn }
    }))
}

/// Loads a paper again, when only its data files may have changed.
pub(crate) fn again(world: &World, file: FileId, before: &Paper) -> Outcome<Paper> {
    let mut findings = Findings::default();
    let mut subject = findings.take(subject(world, file));
    let mut sources =
        subject.as_ref().and_then(|subject| findings.take(drawn_on(world, file, subject)));
    let (mut first, mut scale) = (before.clone(), None);
    let mut all = (std::mem::take(&mut first.sources), Vec::new());
    each_plan(Some(&mut first.subject), Some(&mut all), |plan| scale = Some(plan.scale.clone()));
    if let Some(scale) = scale {
        each_plan(subject.as_mut(), sources.as_mut(), |plan| plan.scale = scale.clone());
    }
    findings.go_on(subject.zip(sources).map(|(subject, (sources, unread))| {
        let drawn = drawn(world, file, &subject, &sources);
        Paper { subject, house: before.house.clone(), sources, unread, drawn }
    }))
}

/// The errors for appendix files from outside that are missing.
fn missing(world: &World, file: FileId, subject: &Subject) -> Vec<Diagnostic> {
    let Subject::Report(report) = subject else { return Vec::new() };
    let named = report.appendix.iter().filter_map(|appendix| appendix.file.as_ref());
    named.filter_map(|named| world.missing(file, &named.value, named.place)).collect()
}

/// Loads the sources that the prose of a paper can name.
fn drawn_on(world: &World, file: FileId, subject: &Subject) -> Outcome<Sources> {
    match subject {
        Subject::Report(report) => sources(world, file, &report.sources),
        Subject::Plan(_) | Subject::Review(_) | Subject::Brief(..) => {
            Findings::default().finish(Some(Sources::default()))
        }
    }
}

/// Visits every plan that a paper is made from.
fn each_plan(
    subject: Option<&mut Subject>,
    sources: Option<&mut Sources>,
    visit: impl FnMut(&mut Planned),
) {
    let of_sources = sources.into_iter().flat_map(|(sources, _)| sources);
    let of_sources = of_sources.filter_map(|(_, source)| source.plan());
    subject.and_then(Subject::plan).into_iter().chain(of_sources).for_each(visit);
}

/// The inspections behind a source.
fn inspected(source: &Source) -> Vec<&Inspected> {
    match source {
        Source::Inspection(inspected) => vec![inspected],
        Source::Plan(planned) => planned.inspections.iter().collect(),
        Source::Review(reviewed) => reviewed.planned.inspections.iter().collect(),
        Source::Figures(_) => Vec::new(),
    }
}

/// Warns, once for each, of frameworks of another jurisdiction than the council's, and of those whose words are in
/// another language than the paper's.
fn unfit(house: &House, subject: &Subject, sources: &[(String, Source)]) -> Vec<Diagnostic> {
    let own: Vec<&Inspected> = match subject {
        Subject::Report(_) => Vec::new(),
        Subject::Plan(planned) => planned.inspections.iter().collect(),
        Subject::Review(reviewed) | Subject::Brief(_, reviewed) => {
            reviewed.planned.inspections.iter().collect()
        }
    };
    let all = own.into_iter().chain(sources.iter().flat_map(|(_, source)| inspected(source)));
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let language = primary(&house.language);
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    for Inspected { inspection, framework } in all {
        let named = &inspection.framework;
        if !met.insert(named.as_str()) {
            continue;
        }
        let own = framework.language.as_ref().map_or("en", |tag| tag.as_str());
        if primary(own) != language {
            let message = format!(
                "the words of the framework `{}` stand in another language than the paper, whose language is `{}`",
                named.value, house.language
            );
            found.push(Diagnostic::warning(named.place, message).hint(format!(
                "copy its file into `frameworks/` under another name, put its words into the language, add `language = \"{language}\"`, and name it here"
            )));
        }
        let council = &house.council.jurisdiction;
        let fits = framework.jurisdictions.iter().any(|one| one.value == council.value);
        if !fits && !framework.jurisdictions.is_empty() {
            let message = format!(
                "the framework `{}` is not one under which councils of the jurisdiction `{}` are inspected",
                named.value, council.value
            );
            found.push(
                Diagnostic::warning(named.place, message)
                    .hint("name the framework of the inspectorate that came"),
            );
        }
    }
    found
}

/// The files that a paper is made from. Missing ones were reported when they were loaded.
fn drawn(
    world: &World,
    file: FileId,
    subject: &Subject,
    sources: &[(String, Source)],
) -> Vec<Drawn> {
    let mut drawing = Drawing { world, drawn: Vec::new() };
    match subject {
        Subject::Report(report) => {
            for (name, path) in report.sources.iter() {
                let name = in_prose(name);
                let Some(found) = drawing.add(file, path, Some(&name)) else { continue };
                match sources.iter().find(|(own, _)| *own == name) {
                    Some((_, Source::Plan(planned))) => drawing.plan(found, planned, Some(&name)),
                    Some((_, Source::Review(reviewed))) => {
                        drawing.review(found, reviewed, Some(&name));
                    }
                    _ => {}
                }
            }
        }
        Subject::Plan(planned) => drawing.plan(file, planned, None),
        Subject::Review(reviewed) => drawing.review(file, reviewed, None),
        Subject::Brief(brief, reviewed) => {
            if let Some(found) = drawing.add(file, &brief.review, None) {
                drawing.review(found, reviewed, None);
            }
        }
    }
    drawing.drawn
}

/// The list of files that a paper is made from, as it grows.
struct Drawing<'a> {
    world: &'a World,
    drawn: Vec<Drawn>,
}

impl Drawing<'_> {
    /// Adds a file that another names; returns it where the path is valid.
    fn add(&mut self, from: FileId, named: &Name, name: Option<&String>) -> Option<FileId> {
        let found = self.world.relative(from, named, named.place).ok()?;
        self.drawn.push(Drawn { file: found, place: named.place, name: name.cloned() });
        Some(found)
    }

    /// Adds the plan of a review, and the inspections of the plan.
    fn review(&mut self, from: FileId, reviewed: &Reviewed, name: Option<&String>) {
        if let Some(found) = self.add(from, &reviewed.review.plan, name) {
            self.plan(found, &reviewed.planned, name);
        }
    }

    /// Adds the inspections that a plan answers.
    fn plan(&mut self, from: FileId, planned: &Planned, name: Option<&String>) {
        for inspection in planned.plan.inspection.iter() {
            self.add(from, inspection, name);
        }
    }
}

/// Loads the content of a paper, by the kind that its file declares.
fn subject(world: &World, file: FileId) -> Outcome<Subject> {
    let mut findings = Findings::default();
    let kind = world.text(file).ok().and_then(|text| read::kind(file, &text));
    let subject = match kind.as_ref().map(|kind| kind.as_str()) {
        Some("plan") => findings
            .take(data::planned(world, file, None))
            .map(|planned| Subject::Plan(Box::new(planned))),
        Some("review") => findings
            .take(data::reviewed(world, file, None))
            .map(|reviewed| Subject::Review(Box::new(reviewed))),
        Some("brief") => findings.take(record::<Brief>(world, file, None)).and_then(|brief| {
            let reviewed = data::beside(world, file, &brief.review, "review", data::reviewed);
            let reviewed = findings.take(reviewed)?;
            Some(Subject::Brief(Box::new(brief), Box::new(reviewed)))
        }),
        _ => findings
            .take(record::<Report>(world, file, None))
            .map(|report| Subject::Report(Box::new(report))),
    };
    findings.go_on(subject)
}
