//! The agenda of a meeting, and the cover of a supplement to it, as documents.
//!
//! In come a meeting, its house style and, for each item, what its report says of itself and which pages of
//! the pack it has; out comes a [`Document`], in which what is not for publication is withheld. Finding the
//! pages is left to [`pack`](crate::pack).

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

/// The role of what says that something is not for publication.
const WITHHELD: &str = "agenda-withheld";

/// One item as the agenda has it.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    /// Its number on the agenda.
    pub number: usize,
    /// What the meeting's file says of it.
    pub item: &'a Item,
    /// What its report says of itself.
    pub report: Facts,
    /// Its papers and appendices in the pack, in order.
    pub runs: Vec<Run>,
    /// Why it, or something in it, is withheld in public.
    pub grounds: Vec<Grounds>,
    /// Whether it is withheld as a whole.
    pub whole: bool,
    /// What the public reads in place of its title, where that is withheld.
    pub public_title: Option<&'a Prose>,
}

/// What a report says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// Its title.
    pub title: Option<Inlines>,
    /// Whose report it is.
    pub author: Option<String>,
    /// The recommendations, as its paper prints them.
    pub recommendations: Vec<Block>,
}

/// Pages of the pack that one paper or appendix has.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// What it is called, where it is not the paper of the item itself.
    pub title: Option<Inlines>,
    /// The number of its first page.
    pub first: usize,
    /// The number of its last page.
    pub last: usize,
}

/// What a document is composed for.
#[derive(Debug, Clone)]
pub(crate) struct Agenda<'a> {
    /// The meeting.
    pub convened: &'a Convened,
    /// The place of the supplement that it is the cover of, counted from 0; the agenda itself where `None`.
    pub supplement: Option<usize>,
    /// The items on it.
    pub entries: Vec<Entry<'a>>,
    /// Every item of it that needs the public excluded, by its number: `9`, or `7 (in part)`.
    pub excluded: Vec<(String, Grounds)>,
}

/// The anchor of a page of the pack.
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

/// An agenda on its way to a document.
struct Composer<'a> {
    agenda: &'a Agenda<'a>,
    reading: Reading<'a>,
    context: Value,
    problems: Vec<Diagnostic>,
}

impl Composer<'_> {
    /// What the wording of standing items can name.
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

    /// Reads prose of which only a line is wanted.
    fn line(&mut self, prose: &Prose) -> Inlines {
        let line = self.reading.line(prose, &self.context);
        self.problems.extend(line.findings);
        line.value
    }

    /// Reads prose. An item, not a part of what is said of it, is withheld, so nothing in it can be marked.
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

    /// Words that need no figures.
    fn word(&self, key: &str) -> String {
        self.agenda.convened.house.wording.word(key)
    }

    /// The sentence of a key, made from values.
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

/// Words that the program made, at the place that led to them.
fn made(text: impl Into<String>, place: Place) -> Prose {
    Prose::new(text.into(), "", place)
}

/// A heading without a number.
fn heading(level: u8, content: Inlines) -> Block {
    Block::Heading(Heading { level, number: None, content, anchor: None, place: None })
}

/// Blocks that a house style may give a look of their own.
fn region(role: &str, blocks: Vec<Block>) -> Block {
    Block::Region(Region { role: role.to_owned(), columns: Vec::new(), blocks })
}

/// A paragraph that a house style may give a look of its own.
fn of_role(role: &str, content: Inlines) -> Block {
    Block::Paragraph(Paragraph { content, role: Some(role.to_owned()), ..Paragraph::default() })
}

/// A paragraph of words that the program made.
fn said(words: impl Into<String>) -> Block {
    Block::paragraph(vec![Inline::text(words, None)])
}
