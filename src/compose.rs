//! Stage three: data, figures and prose become the document.
//!
//! In come a paper, its house style and the figures derived from its data; out come a
//! [`Document`](document::Document) with every number and reference resolved, and everything that is
//! wrong with the prose. How the document looks is left to [`render`](crate::render).

pub mod agenda;
mod attributes;
mod blocks;
pub mod document;
mod environment;
mod flow;
mod insert;
mod markdown;
mod number;
mod parts;
mod pictures;
mod resolve;
pub(crate) mod split;
mod value;

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Environment, Value};

use self::document::{Document, Inlines, Running, plain};
pub(crate) use self::number::label;
pub use self::pictures::find as pictures;
use self::resolve::Labels;
use crate::derive::Source;
use crate::diag::Diagnostic;
use crate::load::{self, Prose};
use crate::model::report::Report;
use crate::model::style::Style;

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

/// Composes a paper from its own file, its house style and the data that its prose may name.
pub fn compose(
    report: &Report,
    style: &Style,
    language: &str,
    sources: Vec<(String, Source)>,
) -> Composition {
    let sources = sources.into_iter().map(|(name, source)| (name, blocks::value(source)));
    let mut composer = Composer {
        report,
        style,
        environment: environment::environment(&style.date),
        context: sources.collect(),
        labels: Labels::default(),
        problems: Vec::new(),
        section: 0,
        paragraph: 0,
        sub: 0,
    };
    composer.facts();
    let title = composer.line(&report.title);
    let header = style.page.header.as_ref().map(|prose| composer.line(prose));
    let footer = style.page.footer.as_ref().map(|prose| composer.line(prose));
    let blocks = composer.parts(&title);
    let mut document = Document {
        title: plain(&title),
        language: language.to_owned(),
        date: Some(report.meeting.value),
        running: Running { header: header.unwrap_or_default(), footer: footer.unwrap_or_default() },
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
    environment: Environment<'static>,
    /// What prose can name: the sources, then the paper's own facts.
    context: BTreeMap<String, Value>,
    labels: Labels,
    problems: Vec<Diagnostic>,
    /// The numbers last given to a section, a paragraph, and a paragraph below one.
    section: usize,
    paragraph: usize,
    sub: usize,
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
        let mut front = BTreeMap::new();
        for (name, given) in report.front.iter() {
            front.insert(name.replace('-', "_"), self.fact(given));
            self.context.insert("front".into(), Value::from(front.clone()));
        }
        self.context.entry("front".into()).or_insert_with(|| Value::from(front));
    }

    /// A front-matter value as prose sees it.
    fn fact(&mut self, given: &load::Value) -> Value {
        match given {
            load::Value::Text(prose) => value::words(self.line(prose)),
            load::Value::List(list) => list.iter().map(|given| self.fact(given)).collect(),
            load::Value::Table(table) => Value::from_pairs(
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
        let data = self.data();
        let prepared = insert::prepare(prose, &self.environment, &data, &mut self.problems);
        markdown::read(&prepared, &self.style.lists, &mut self.problems)
    }
}
