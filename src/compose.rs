//! Stage three: data, figures and prose become the document.
//!
//! In come a paper, its house style and the figures derived from its data; out come a
//! [`Document`] with every number and reference resolved, and everything that is
//! wrong with the prose. How the document looks is left to [`render`](crate::render).

pub mod agenda;
mod attributes;
mod blocks;
mod draft;
mod environment;
mod flow;
mod insert;
mod markdown;
mod number;
pub mod papers;
mod parts;
mod pasted;
mod pictures;
mod resolve;
mod running;
mod sentences;
pub(crate) mod split;
mod value;

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Environment, Value};

pub(crate) use self::blocks::actions::why;
use self::number::Numbers;
pub(crate) use self::parts::lists::recommendation_anchor;
pub use self::pictures::find as pictures;
use self::resolve::Labels;
use crate::derive::Source;
use crate::diag::Diagnostic;
use crate::document::{Document, Inlines, Running, plain};
use crate::language::Wording;
use crate::load::house::House;
use crate::load::paper::{Paper, Subject};
use crate::model::report::Report;
use crate::model::style::{Field, Style};
use crate::read::date::Date;
use crate::read::{self, Prose};

/// A paper as composed.
#[derive(Debug)]
pub struct Composition {
    /// What it says; whole only if no problem is an error.
    pub document: Document,
    /// The values that its prose could name.
    pub data: Value,
    /// Everything that is wrong with its prose.
    pub problems: Vec<Diagnostic>,
}

/// Composes a paper of whatever kind. `as_at` is the day that figures are as at, where that is not the paper's own.
pub fn compose(paper: &Paper, as_at: Option<Date>) -> Composition {
    let house = &paper.house;
    match &paper.subject {
        Subject::Report(report) => composed(report, house, paper.sources.clone(), as_at),
        Subject::Plan(planned) => papers::plan(house, planned, as_at),
        Subject::Review(reviewed) => papers::review(house, reviewed),
        Subject::Brief(brief, reviewed) => papers::brief(house, brief, reviewed),
    }
}

/// Composes a report from its own file, its house style and the data that its prose may name.
fn composed(
    report: &Report,
    house: &House,
    sources: Vec<(String, Source)>,
    as_at: Option<Date>,
) -> Composition {
    let as_at = as_at.unwrap_or(report.as_at.unwrap_or(report.meeting).value);
    let House { style, style_folder, wording, .. } = house;
    let sources =
        sources.into_iter().map(|(name, source)| (name, blocks::value(source, as_at, wording)));
    let mut composer = Composer {
        report,
        style,
        style_folder,
        wording,
        environment: environment::environment(&style.date, wording),
        context: sources.collect(),
        labels: Labels::default(),
        problems: Vec::new(),
        numbers: Numbers::new(&style.numbering),
    };
    composer.facts();
    let title = composer.line(&report.title);
    let header = style.page.header.as_ref().map(|prose| composer.line(prose));
    let footer = style.page.footer.as_ref().map(|prose| composer.line(prose));
    let mut blocks = composer.parts(&title);
    blocks::progress::key_once(&mut blocks);
    let mut document = Document {
        title: plain(&title),
        language: house.language.clone(),
        date: Some(report.meeting.value),
        running: Running {
            header: header.unwrap_or_default(),
            footer: footer.unwrap_or_default(),
            marking: None,
        },
        blocks,
    };
    let data = composer.data();
    let Composer { labels, mut problems, .. } = composer;
    resolve::resolve(&mut document, &labels, &mut problems);
    // A field that stands in two places is wrong once.
    let mut said = Vec::new();
    problems.retain(|problem| {
        !said.contains(problem) && {
            said.push(problem.clone());
            true
        }
    });
    Composition { document, data, problems }
}

/// A paper on its way to a document.
struct Composer<'a> {
    report: &'a Report,
    style: &'a Style,
    /// Where the style's pictures are.
    style_folder: &'a str,
    wording: &'a Wording,
    environment: Environment<'static>,
    /// What prose can name: the sources, then the paper's own facts.
    context: BTreeMap<String, Value>,
    labels: Labels,
    problems: Vec<Diagnostic>,
    numbers: Numbers<'a>,
}

impl Composer<'_> {
    /// Makes the paper's own facts known to prose. They are prose themselves, which may use those before them.
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
        // A field that something else serves for has its value.
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
            read::Value::Text(prose) => value::words(self.line(prose)),
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

    /// Reads prose of which only a line is wanted.
    fn line(&mut self, prose: &Prose) -> Inlines {
        let data = self.data();
        let prepared = insert::prepare(prose, &self.environment, &data, &mut self.problems);
        markdown::read_line(&prepared, &self.style.lists, &mut self.problems)
    }

    /// Reads prose.
    fn prose(&mut self, prose: &Prose) -> Vec<markdown::Written> {
        pasted::check(prose, &mut self.problems);
        let data = self.data();
        let prepared = insert::prepare(prose, &self.environment, &data, &mut self.problems);
        markdown::read(&prepared, &self.style.lists, &mut self.problems)
    }
}
