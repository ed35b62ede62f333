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
mod resolve;
pub(crate) mod split;
mod value;

use minijinja::value::Serde;
use minijinja::{Environment, Value};

use self::document::{Document, Inlines, Running, plain};
use self::resolve::Labels;
use crate::derive::Source;
use crate::diag::Diagnostic;
use crate::load::Prose;
use crate::model::report::Report;
use crate::model::style::Style;

/// Composes a paper. The document is whole only if no problem is an error.
pub fn compose(
    report: &Report,
    style: &Style,
    language: &str,
    data: &Value,
) -> (Document, Vec<Diagnostic>) {
    let mut composer = Composer {
        report,
        style,
        environment: environment::environment(&style.date),
        context: data.clone(),
        labels: Labels::default(),
        problems: Vec::new(),
        section: 0,
        paragraph: 0,
        sub: 0,
    };
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
    let Composer { labels, mut problems, .. } = composer;
    resolve::resolve(&mut document, &labels, &mut problems);
    (document, problems)
}

/// What prose can name: the paper's own facts and its sources.
pub fn data(report: &Report, sources: Vec<(String, Source)>) -> Value {
    let own = [
        ("title", Value::from(Serde(&report.title))),
        ("committee", Value::from(Serde(&report.committee))),
        ("meeting", Value::from(Serde(&report.meeting))),
        ("front", Value::from(Serde(&report.front))),
    ];
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    let sources = sources.into_iter().map(|(name, source)| (name, blocks::value(source)));
    Value::from_pairs(own.chain(sources))
}

/// A paper on its way to a document.
struct Composer<'a> {
    report: &'a Report,
    style: &'a Style,
    environment: Environment<'static>,
    context: Value,
    labels: Labels,
    problems: Vec<Diagnostic>,
    /// The numbers last given to a section, a paragraph, and a paragraph below one.
    section: usize,
    paragraph: usize,
    sub: usize,
}

impl Composer<'_> {
    /// Reads prose of which only a line is wanted.
    fn line(&mut self, prose: &Prose) -> Inlines {
        let prepared = insert::prepare(prose, &self.environment, &self.context, &mut self.problems);
        markdown::read_line(&prepared, &self.style.lists, &mut self.problems)
    }

    /// Reads prose.
    fn prose(&mut self, prose: &Prose) -> Vec<markdown::Written> {
        let prepared = insert::prepare(prose, &self.environment, &self.context, &mut self.problems);
        markdown::read(&prepared, &self.style.lists, &mut self.problems)
    }
}
