//! Composes the agenda of a meeting, and the cover of a supplement to it.
//!
//! A meeting and its house style come in, and for each item the facts of its report and its pages in the pack; a
//! [`Document`] goes out, in which what is not for publication is withheld. Finding the pages is left to
//! [`pack`](crate::pack).

mod business;
mod front;
#[cfg(test)]
mod tests;

use chrono::Timelike;
use minijinja::value::Serde;
use minijinja::{Value, context};

pub(crate) use self::business::{ITEM, PAGES};
pub(crate) use self::front::PARTICULARS;
use super::markdown::plain_blocks;
use super::prose::Reading;
use super::value::Blocks;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place, Warned};
use crate::document::{
    Block, Document, Heading, Inline, Inlines, Layout, Paragraph, Region, Running, plain,
};
use crate::load::meeting::Convened;
use crate::model::meeting::Item;
use crate::read::Prose;
use crate::read::date::{Date, Time};

/// The role of a notice that something is not for publication.
const WITHHELD: &str = "agenda-withheld";

/// One item of the agenda.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    /// The item's number on the agenda.
    pub number: usize,
    /// The item in the meeting's file.
    pub item: &'a Item,
    /// The facts of the item's report.
    pub report: Facts,
    /// The item's papers and appendices in the pack, in order.
    pub runs: Vec<Run>,
    /// The grounds on which the item, or something in it, is withheld from the public.
    pub grounds: Vec<Grounds>,
    /// Whether the whole item is withheld.
    pub whole: bool,
    /// The title that the public reads where the item's own is withheld.
    pub public_title: Option<&'a Prose>,
}

/// The facts of a report that an agenda prints.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// The report's title.
    pub title: Option<Inlines>,
    /// The report's author: `Cabinet Member for Education`.
    pub author: Option<String>,
    /// The recommendations, as the report prints them.
    pub recommendations: Vec<Block>,
}

/// The pages of one paper or appendix in the pack.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The title of an appendix; `None` for the item's own paper.
    pub title: Option<Inlines>,
    /// The number of its first page.
    pub first: usize,
    /// The number of its last page.
    pub last: usize,
}

/// An agenda, or the cover of a supplement, to be composed.
#[derive(Debug, Clone)]
pub(crate) struct Agenda<'a> {
    /// The meeting.
    pub convened: &'a Convened,
    /// The index of the supplement whose cover this is; `None` for the agenda itself.
    pub supplement: Option<usize>,
    /// The items on it.
    pub entries: Vec<Entry<'a>>,
    /// The items for which the public is excluded, by number, with their grounds: `9`, or `7 (in part)`.
    pub excluded: Vec<(String, Grounds)>,
}

/// The anchor of a page in the pack.
pub(crate) fn page_anchor(page: usize) -> String {
    format!("page-{page}")
}

/// Composes an agenda or the cover of a supplement.
pub(crate) fn compose(agenda: &Agenda<'_>) -> Warned<Document> {
    let convened = agenda.convened;
    let reading = Reading::new(&convened.house);
    let mut composer =
        Composer { agenda, reading, context: Value::UNDEFINED, problems: Vec::new() };
    composer.context = composer.data();
    let mut blocks = Vec::new();
    composer.front(&mut blocks);
    composer.business(&mut blocks);
    if agenda.supplement.is_some() {
        blocks.extend(composer.contacts());
    }
    let committee = plain(&composer.line(&convened.meeting.committee));
    let date = composer.date(convened.meeting.date.value);
    let wording = &convened.house.wording;
    let title = match agenda.supplement {
        Some(place) => {
            wording.say("supplement-title", context! { n => place + 1, committee, date })
        }
        None => wording.say("agenda-title", context! { committee, date }),
    };
    let mut title = vec![Inline::text(title, None)];
    if agenda.entries.iter().any(|entry| !entry.grounds.is_empty()) {
        let restricted = format!(" {}", wording.word("restricted"));
        title.push(Inline::withheld(vec![Inline::text(restricted, None)], Vec::new()));
    }
    let document = Document {
        title,
        language: convened.house.language.clone(),
        date: Some(convened.meeting.date.value),
        layout: Layout::Report,
        running: Running::default(),
        blocks,
        closed: None,
        origins: Vec::new(),
    };
    Warned { value: document, findings: composer.problems }
}

/// The composing of one agenda.
struct Composer<'a> {
    agenda: &'a Agenda<'a>,
    reading: Reading<'a>,
    context: Value,
    problems: Vec<Diagnostic>,
}

impl Composer<'_> {
    /// The values that the wording of standing items can name.
    fn data(&mut self) -> Value {
        let meeting = &self.agenda.convened.meeting;
        let resolution = self.agenda.convened.house.statements().resolution(&self.agenda.excluded);
        let resolution = match resolution.is_empty() {
            true => vec![self.word("nothing-to-exclude")],
            false => resolution,
        };
        let place = meeting.kind.place;
        let blocks = resolution.into_iter().flat_map(|text| self.prose(&made(text, place)));
        let blocks: Vec<Block> = blocks.collect();
        let optional = |prose: &Option<Prose>| match prose {
            Some(prose) => Value::from(prose.text.clone()),
            None => Value::from(()),
        };
        let date =
            |date: Option<Date>| date.map_or(Value::from(()), |date| Value::from(Serde(&date)));
        Value::from_pairs([
            ("committee", Value::from(meeting.committee.text.clone())),
            ("meeting", date(Some(meeting.date.value))),
            ("time", Value::from(self.clock(meeting.time.value))),
            ("venue", Value::from(meeting.venue.text.clone())),
            ("chair", optional(&meeting.chair)),
            ("published", date(meeting.published.as_ref().map(|day| day.value))),
            ("previous", date(meeting.previous.as_ref().map(|day| day.value))),
            ("resolution", Value::from_object(Blocks(blocks))),
        ])
    }

    /// Reads prose that has to be a single line.
    fn line(&mut self, prose: &Prose) -> Inlines {
        let line = self.reading.line(prose, &self.context);
        self.problems.extend(line.findings);
        line.value
    }

    /// Reads prose as blocks. Agendas withhold items as wholes, so a mark inside the prose is an error.
    fn prose(&mut self, prose: &Prose) -> Vec<Block> {
        let written = self.reading.prose(prose, &self.context);
        self.problems.extend(written.findings);
        let blocks = plain_blocks(written.value);
        if blocks.iter().any(|block| matches!(block, Block::Withheld(_))) {
            self.problems.push(
                Diagnostic::error(prose.place, "a mark here would withhold nothing").hint(
                    "withhold the whole item: `exempt = { paragraphs = [3], reason = \"…\" }`",
                ),
            );
        }
        blocks
    }

    /// A word of the house style's language, by its key.
    fn word(&self, key: &str) -> String {
        self.agenda.convened.house.wording.word(key)
    }

    /// The sentence with a key, filled with values.
    fn say(&self, key: &str, values: Value) -> String {
        self.agenda.convened.house.wording.say(key, values)
    }

    /// A time of day as people say it: "7pm", "10.30am", "12 noon".
    fn clock(&self, time: Time) -> String {
        self.say("clock", context! { hour => time.0.hour(), minute => time.0.minute() })
    }

    /// A date in the form of the house style.
    fn date(&self, date: Date) -> String {
        let house = &self.agenda.convened.house;
        house.wording.date_as(date, &house.style.date)
    }
}

/// Prose that the program made, placed where it came from.
fn made(text: impl Into<String>, place: Place) -> Prose {
    Prose::new(text.into(), "", place)
}

/// A heading without a number.
fn heading(level: u8, content: Inlines) -> Block {
    Block::Heading(Heading { level, number: None, content, anchor: None, place: None })
}

/// A region that a house style can style by its role.
fn region(role: &str, blocks: Vec<Block>) -> Block {
    Block::Region(Region { role: role.to_owned(), columns: Vec::new(), blocks })
}

/// A paragraph that a house style can style by its role.
fn of_role(role: &str, content: Inlines) -> Block {
    Block::Paragraph(Paragraph { content, role: Some(role.to_owned()), ..Paragraph::default() })
}

/// A paragraph of words that the program made.
fn said(words: impl Into<String>) -> Block {
    Block::paragraph(vec![Inline::text(words, None)])
}
