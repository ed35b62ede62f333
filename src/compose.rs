//! Makes a document of data, figures and prose.
//!
//! A paper, its house style and the figures derived from its data come in; a [`Document`] with every number and
//! reference resolved goes out, with everything that is wrong in the prose. How the document looks is left to
//! [`render`](crate::render).

mod address;
pub(crate) mod agenda;
mod attributes;
mod blocks;
mod crossings;
mod draft;
mod environment;
mod expression;
mod flow;
mod insert;
mod markdown;
mod number;
pub(crate) mod papers;
mod parts;
mod pasted;
mod pictures;
mod prose;
mod quantity;
mod reach;
mod refusal;
mod resolve;
mod running;
mod seal;
mod sentences;
mod settle;
mod value;

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::Serde;

pub(crate) use self::blocks::actions::why;
pub(crate) use self::blocks::measures::standing;
use self::number::Numbers;
pub(crate) use self::parts::lists::{appendix_called, recommendation_anchor};
pub(crate) use self::pictures::find as pictures;
use self::prose::Reading;
use self::resolve::{Labels, Said};
use self::seal::Seals;
pub(crate) use self::seal::{is_sealed, unsealed};
use self::settle::Settling;
use crate::derive::exempt::Grounds;
use crate::derive::meaning::Holds;
use crate::derive::{self, Source};
use crate::diag::{Diagnostic, Warned, say_once};
use crate::document::{Block, Closed, DataFile, Document, Inlines, Layout, Running, Whole};
use crate::language::Wording;
use crate::load::house::House;
use crate::load::paper::{Paper, Subject};
use crate::model::report::Report;
use crate::model::style::{Field, Style};
use crate::model::withholds::Withholds;
use crate::read::date::Date;
use crate::read::record::nowhere;
use crate::read::{self, Prose};
use crate::world::World;

/// A composed paper.
#[derive(Debug)]
pub(crate) struct Composition {
    /// The document; complete only if no finding is an error.
    pub document: Document,
    /// The values that its prose can name.
    pub data: Value,
}

/// Composes a paper of any kind. `as_at` is the day that figures are as at; `None` for the paper's own.
pub(crate) fn compose(paper: &Paper, as_at: Option<Date>) -> Warned<Composition> {
    let house = &paper.house;
    let reading = Reading::new(house);
    let mut settling = Settling::new(&reading, &house.wording);
    let (mut seals, mut days) = (Seals::default(), Vec::new());
    if let Subject::Review(reviewed) | Subject::Brief(_, reviewed) = &paper.subject {
        let held = reviewed.review.held.value;
        days = derive::days::of_plan(&reviewed.planned, held);
        days.extend(derive::days::known_later(reviewed));
        let other = as_at.filter(|as_at| *as_at != held);
        days.extend(other.map(|as_at| derive::days::of_review(reviewed, as_at)));
    }
    let mut composed = match &paper.subject {
        Subject::Report(report) => {
            let stated = as_at.or(report.as_at.map(|as_at| as_at.value));
            let as_at = stated.unwrap_or(report.meeting.value);
            let mut sources = paper.sources.clone();
            if stated.is_none() {
                let later = |(_, source): &(_, Source)| derive::days::later(source, as_at);
                days.extend(sources.iter().flat_map(later));
            }
            for (_, source) in &mut sources {
                days.extend(derive::days::of_source(source, as_at));
                // Sealed first, so that a line which names another record prints nothing withheld of it; sealed again
                // for the words that such lines then have.
                seals.source(source);
                settling.source(source, as_at);
                seals.source(source);
            }
            report_of(report, house, sources, &paper.unread, as_at)
        }
        Subject::Plan(planned) => {
            let as_at = as_at.unwrap_or_else(|| derive::plan::last_said(&planned.plan));
            days = derive::days::of_plan(planned, as_at);
            let mut planned = planned.clone();
            seals.planned(&mut planned);
            settling.planned(&mut planned, as_at);
            seals.planned(&mut planned);
            papers::plan(house, &planned, as_at)
        }
        Subject::Review(reviewed) => {
            let mut reviewed = reviewed.clone();
            seals.reviewed(&mut reviewed);
            settling.reviewed(&mut reviewed);
            seals.reviewed(&mut reviewed);
            papers::review(house, &reviewed)
        }
        Subject::Brief(brief, reviewed) => {
            let (mut brief, mut reviewed) = (brief.clone(), reviewed.clone());
            seals.reviewed(&mut reviewed);
            settling.reviewed(&mut reviewed);
            seals.reviewed(&mut reviewed);
            settling.brief(&mut brief, &reviewed);
            papers::brief(house, &brief, &reviewed)
        }
    };
    seals.open(&mut composed.value.document, house.statements());
    if let Some(plan) = paper.subject.one_plan() {
        let actions = plan.area.iter().flat_map(|area| &area.action);
        let ids = actions.map(|action| action.id.as_str()).collect();
        crossings::link(&mut composed.value.document, &ids, &house.wording);
    }
    composed.findings.extend(settling.findings);
    composed.findings.extend(days);
    composed.value.document.closed = paper
        .subject
        .record()
        .withheld()
        .map(|withheld| Closed { seal: Whole, grounds: vec![Grounds::of(withheld)] });
    composed.value.document.origins = origins(paper, as_at);
    say_once(&mut composed.findings);
    composed
}

/// The data files that a paper is made from, each with the day that its figures are as at: for a review the day it
/// was held, for a report its own. Inspections and files of figures have none.
fn origins(paper: &Paper, as_at: Option<Date>) -> Vec<DataFile> {
    let day = match &paper.subject {
        Subject::Report(report) => {
            Some(as_at.unwrap_or(report.as_at.unwrap_or(report.meeting).value))
        }
        Subject::Plan(planned) => {
            Some(as_at.unwrap_or_else(|| derive::plan::last_said(&planned.plan)))
        }
        Subject::Review(reviewed) | Subject::Brief(_, reviewed) => Some(reviewed.review.held.value),
    };
    let day_of = |name: &Option<String>| {
        let named = |(own, _): &&(String, Source)| Some(own) == name.as_ref();
        match paper.sources.iter().find(named) {
            Some((_, Source::Review(reviewed))) => Some(reviewed.review.held.value),
            Some((_, Source::Inspection(_) | Source::Figures(_))) => None,
            Some((_, Source::Plan(_))) | None => day,
        }
    };
    let own = match &paper.subject {
        Subject::Report(_) => None,
        of_data => Some(DataFile {
            name: None,
            file: World::path(of_data.kind().place.file).to_owned(),
            as_at: day,
            holds: Holds::Other,
        }),
    };
    let holds = |name: &Option<String>| {
        let source = paper.sources.iter().find(|(own, _)| Some(own) == name.as_ref());
        source.map(|(_, source)| source.holds()).unwrap_or_default()
    };
    let mut origins: Vec<DataFile> = Vec::new();
    for origin in own.into_iter().chain(paper.drawn.iter().map(|drawn| DataFile {
        name: drawn.name.clone(),
        file: World::path(drawn.file).to_owned(),
        as_at: day_of(&drawn.name),
        holds: holds(&drawn.name),
    })) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

/// What a line of prose says where it can name these values; nothing where it names what has none.
pub(crate) fn said(line: &str, house: &House, data: &Value) -> Option<String> {
    let prose = Prose::made(line, nowhere());
    let environment = environment::environment(&house.style.date, &house.wording);
    let mut problems = Vec::new();
    let words = insert::words(&prose, &environment, data, &mut problems);
    problems.is_empty().then_some(words)
}

/// Composes a report from its own file, its house style and the sources that its prose can name.
fn report_of(
    report: &Report,
    house: &House,
    sources: Vec<(String, Source)>,
    unread: &[String],
    as_at: Date,
) -> Warned<Composition> {
    let value = |source: Source| blocks::value(source, as_at, &house.wording);
    let sources = sources.into_iter().map(|(name, source)| (name, value(source)));
    let unread = unread.iter().map(|name| (name.clone(), value::unread()));
    let mut composer = Composer {
        report,
        house,
        style: &house.style,
        wording: &house.wording,
        reading: Reading::new(house),
        context: sources.chain(unread).collect(),
        labels: Labels::default(),
        under: Said::default(),
        problems: Vec::new(),
        numbers: Numbers::new(&house.style.numbering),
        told: 0,
    };
    composer.facts();
    let title = composer.line(&report.title);
    composer.reading.is_withheld = report.withheld().is_some();
    let page = &house.style.page;
    let header = page.header.as_ref().map(|prose| composer.line(prose)).unwrap_or_default();
    let footer = page.footer.as_ref().map(|prose| composer.line(prose)).unwrap_or_default();
    let mut blocks = composer.parts(&title);
    blocks::spare::settle(&mut blocks);
    let mut document = Document {
        title,
        language: house.language.clone(),
        date: Some(report.meeting.value),
        layout: Layout::Report,
        running: Running { header, footer, marking: None },
        blocks,
        closed: None,
        origins: Vec::new(),
    };
    let data = composer.data();
    let Composer { labels, problems: mut findings, .. } = composer;
    findings.extend(resolve::resolve(&mut document, &labels));
    findings.extend(resolve::give_reasons(&mut document, report));
    Warned { value: Composition { document, data }, findings }
}

/// The composing of one report.
struct Composer<'a> {
    report: &'a Report,
    house: &'a House,
    style: &'a Style,
    wording: &'a Wording,
    reading: Reading<'a>,
    /// The values that prose can name: the sources, then the paper's own facts.
    context: BTreeMap<String, Value>,
    labels: Labels,
    /// How references name the heading above what is composed next.
    under: Said,
    problems: Vec<Diagnostic>,
    numbers: Numbers<'a>,
    /// The number of the report's contacts that fields have printed in full, which the list of contacts leaves out.
    told: usize,
}

impl Composer<'_> {
    /// Adds the report's own facts to what prose can name. They are prose themselves, which can use the facts before
    /// them.
    fn facts(&mut self) {
        let report = self.report;
        self.context.insert("meeting".into(), Value::from_object(report.meeting.value));
        for (name, prose) in [("committee", &report.committee), ("title", &report.title)] {
            let words = self.line(prose);
            self.context.insert(name.into(), value::words(words));
        }
        let own = |field: &Field| (field.name.replace('-', "_"), parts::absent());
        let mut front: BTreeMap<_, _> = self.style.field.iter().map(own).collect();
        for (name, given) in report.front.iter() {
            front.insert(name.replace('-', "_"), self.fact(given));
            self.context.insert("front".into(), Value::from(front.clone()));
        }
        // A field that another may stand in for has that one's value.
        for field in self.style.field.iter().filter(|field| report.front.get(&field.name).is_none())
        {
            let other = field.also.iter().find(|other| report.front.get(other).is_some());
            let value = match other {
                Some(other) => front.get(&other.replace('-', "_")).cloned(),
                None => self.first_contact(field).map(value::words),
            };
            if let Some(value) = value {
                front.insert(field.name.replace('-', "_"), value);
            }
        }
        self.context.insert("front".into(), Value::from(front));
    }

    /// A front-matter value as prose sees it.
    fn fact(&mut self, given: &read::Value) -> Value {
        match given {
            read::Value::Text(prose) => {
                let blocks = self.said(prose);
                match parts::as_line(&blocks) {
                    Some(line) => value::words(line),
                    None => Value::from_object(value::Blocks(blocks)),
                }
            }
            read::Value::List(list) => list.iter().map(|given| self.fact(given)).collect(),
            read::Value::Table(table) => Value::from_pairs(
                table.iter().map(|(name, given)| (name.replace('-', "_"), self.fact(given))),
            ),
            other => Value::from(Serde(other)),
        }
    }

    /// Everything that prose can name.
    fn data(&self) -> Value {
        Value::from(self.context.clone())
    }

    /// Reads prose that has to be a single line.
    fn line(&mut self, prose: &Prose) -> Inlines {
        let line = self.reading.line(prose, &self.data());
        self.problems.extend(line.findings);
        line.value
    }

    /// Reports traces of pasting in an author's prose. A house style's own wording is left as it is.
    fn check_pasted(&mut self, prose: &Prose) {
        if prose.place.file != self.style.kind.place.file {
            self.problems.extend(pasted::check(prose));
        }
    }

    /// Reads the prose of a field as blocks.
    fn said(&mut self, prose: &Prose) -> Vec<Block> {
        self.check_pasted(prose);
        let said = self.reading.field(prose, &self.data());
        self.problems.extend(said.findings);
        said.value
    }

    /// Reads prose as blocks with their attributes.
    fn prose(&mut self, prose: &Prose) -> Vec<markdown::Written> {
        self.check_pasted(prose);
        let written = self.reading.prose(prose, &self.data());
        self.problems.extend(written.findings);
        written.value
    }
}
