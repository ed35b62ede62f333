//! Collects the words, withheld and open, of a paper, an item or an outside PDF.
//!
//! In come papers as their authors wrote them, their editions, and the words of PDFs; out comes the [`Evidence`] for
//! searching finished public files. This walks the data by itself and shares no code with the stage that makes the
//! editions, so that a mistake in one is caught by the other.

use serde::Serialize;
use typst::syntax::VirtualPath;

use super::evidence::Evidence;
use super::{marked, text};
use crate::Composed;
use crate::compose::is_sealed;
use crate::derive::Source;
use crate::derive::plan::Planned;
use crate::document::*;
use crate::document::{Audience, Edition};
use crate::load::house::House;
use crate::load::paper::Subject;
use crate::model::exempt::Withheld;
use crate::model::meeting::{Item, Meeting};
use crate::model::report::{Report, Section};
use crate::model::withholds::Withholds;
use crate::read::Prose;
use crate::read::mark::MARKS;
use crate::world::{World, builtin_names};

/// Keys of a withheld record that stay public: its id, and what it is counted by.
const COUNTED: [&str; 8] =
    ["id", "status", "kind", "unit", "better", "likelihood", "impact", "judgement"];

/// Keys for the name of a record.
const NAMES: [&str; 3] = ["title", "action", "name"];

impl Evidence {
    /// The evidence of a paper that is built by itself.
    pub(crate) fn of(world: &World, composed: &Composed, editions: &[Edition]) -> Self {
        let mut evidence = Self::default();
        evidence.paper(composed, editions, true);
        evidence.house(world, &composed.paper.house);
        evidence
    }

    /// Adds the words of a paper. `titled` says whether its title is public even if everything else is withheld.
    pub(crate) fn paper(&mut self, composed: &Composed, editions: &[Edition], titled: bool) {
        let closed = composed.document.closed.is_some();
        match &composed.paper.subject {
            Subject::Report(report) => self.words.report(report, closed, titled || !closed),
            Subject::Plan(planned) => self.words.plan(planned, closed),
            Subject::Review(reviewed) => {
                self.words.data(&reviewed.review, closed);
                self.words.plan(&reviewed.planned, false);
            }
            Subject::Brief(brief, reviewed) => {
                self.words.data(brief, closed);
                self.words.plan(&reviewed.planned, false);
            }
        }
        for (_, source) in &composed.paper.sources {
            match source {
                Source::Inspection(inspected) => self.words.records(&inspected.inspection, false),
                Source::Plan(planned) => self.words.plan(planned, false),
                Source::Review(reviewed) => self.words.plan(&reviewed.planned, closed),
                Source::Figures(_) => {}
            }
        }
        if !closed {
            let open = strings(&composed.data).into_iter().filter(|text| !is_sealed(text));
            self.sources.extend(open);
        }
        for edition in editions {
            let texts = texts(&edition.document);
            match edition.audience {
                Audience::Public => self.public.extend(texts),
                Audience::Restricted => {
                    self.restricted.extend(texts.iter().map(|text| unmarked(text).to_owned()));
                }
            }
        }
    }

    /// Adds the words of a council, its house style and its language, and the style's own templates. They are never
    /// secret, even if only a withheld paper prints them.
    pub(crate) fn house(&mut self, world: &World, house: &House) {
        let House { council, style, style_folder, language: _, wording, law } = house;
        self.words.data(&(council, style, &**law), false);
        self.words.open.extend(wording.fixed());
        let names = builtin_names("").chain(["style.typ"]);
        let paths =
            names.filter_map(|name| VirtualPath::new(format!("{style_folder}/{name}")).ok());
        self.words.open.extend(paths.filter_map(|path| world.text(World::id(&path)).ok()));
    }

    /// Adds the words of a meeting, except those of its business.
    pub(crate) fn meeting(&mut self, meeting: &Meeting) {
        let Meeting { committee, venue, chair, vice_chair, members, contact, notice, .. } = meeting;
        self.words.data(&(committee, venue, chair, vice_chair, members, contact, notice), false);
    }

    /// Adds the words of an outside PDF, and returns them.
    pub(crate) fn outside(&mut self, pdf: &[u8], withheld: bool) -> &[String] {
        let own = if withheld { &mut self.outside_withheld } else { &mut self.outside_open };
        let known = own.len();
        own.extend(text::texts(pdf));
        &own[known..]
    }
}

/// A text of the restricted edition without the words that mark it, which the public edition has too.
fn unmarked(text: &str) -> &str {
    let text = text.split(" (not for publication: ").next().unwrap_or_default();
    match text.strip_prefix("Not for publication") {
        Some(rest) if rest.starts_with(" (") => rest.split_once("). ").map_or("", |(_, own)| own),
        Some(_) => "",
        None => text,
    }
}

/// All text in a document, block by block.
pub(crate) fn texts<S>(document: &Document<S>) -> Vec<String> {
    let mut texts = vec![plain(&document.title)];
    document.each(&mut |node| match node {
        Node::Block(Block::Paragraph(paragraph)) => {
            texts.extend(paragraph.number.clone());
            texts.push(plain(&paragraph.content));
            texts.extend(paragraph.anchor.clone());
        }
        Node::Block(Block::Heading(heading)) => {
            texts.extend(heading.number.clone());
            texts.push(plain(&heading.content));
            texts.extend(heading.anchor.clone());
        }
        Node::Block(Block::Table(table)) => {
            texts.extend(table.caption.as_deref().map(plain));
            texts.extend(table.summary.clone());
        }
        Node::Block(Block::Figure(figure)) => {
            texts.push(figure.alternative.clone());
            texts.push(figure.path.clone());
            texts.extend(figure.caption.as_deref().map(plain));
        }
        Node::Block(Block::Chart(chart)) => {
            texts.push(chart.alternative.clone());
            chart.each_label(&mut |label| texts.push(label.to_owned()));
            texts.extend(chart.caption.as_deref().map(plain));
        }
        Node::Block(Block::Verbatim(verbatim)) => texts.push(verbatim.lines.join(" ")),
        Node::Inline(Inline::Link(link)) => match &link.target {
            Target::Url(address) | Target::Beside(address) => texts.push(address.clone()),
            Target::Anchor(name) => texts.push(name.clone()),
        },
        Node::Item(item) => texts.push(item.label.clone()),
        Node::Block(_) | Node::Inline(_) => {}
    });
    texts
}

/// The words of some data.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Words that must not reach a public file.
    pub withheld: Vec<String>,
    /// Words that may.
    pub open: Vec<String>,
}

impl Words {
    /// Adds the words of data that is withheld as a whole, or not at all.
    fn data(&mut self, data: &impl Serialize, whole: bool) {
        if whole { &mut self.withheld } else { &mut self.open }.extend(strings(data));
    }

    /// Adds the words of a plan and of the inspections that it answers.
    fn plan(&mut self, planned: &Planned, whole: bool) {
        self.records(&planned.plan, whole);
        for inspected in &planned.inspections {
            self.records(&inspected.inspection, false);
        }
    }

    /// Adds the words of records, each of which may withhold itself and everything in it.
    fn records(&mut self, data: &impl Serialize, whole: bool) {
        let mut waiting = vec![(serde_json::to_value(data).unwrap_or_default(), whole)];
        while let Some((value, withheld)) = waiting.pop() {
            match value {
                serde_json::Value::String(text) => {
                    if withheld { &mut self.withheld } else { &mut self.open }.push(text);
                }
                serde_json::Value::Array(values) => {
                    waiting.extend(values.into_iter().map(|value| (value, withheld)));
                }
                serde_json::Value::Object(mut values) => {
                    let marks: Vec<_> =
                        MARKS.iter().filter_map(|mark| values.remove(*mark)).collect();
                    let withheld = withheld || marks.iter().any(|mark| !mark.is_null());
                    let open_title = marks.iter().any(|mark| mark["open_title"] == true);
                    for (key, value) in values {
                        let public = !whole && COUNTED.contains(&&*key)
                            || open_title && NAMES.contains(&&*key);
                        waiting.push((value, withheld && !public));
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds the words of a report. `whole` says whether all of it is withheld, `titled` whether its title is public
    /// anyway.
    fn report(&mut self, report: &Report, whole: bool, titled: bool) {
        let Report {
            kind: _,
            title,
            committee,
            meeting: _,
            as_at: _,
            style: _,
            variant: _,
            language: _,
            sources: _,
            front,
            recommendation,
            section,
            appendix,
            background_paper,
            contact,
            exempt: _,
            confidential: _,
            exempt_reason,
            open_figures: _,
            accept: _,
            place: _,
        } = report;
        self.prose(committee, false);
        self.prose(title, !titled);
        self.said(report.withheld());
        exempt_reason.iter().for_each(|open| self.prose(open, false));
        self.data(&(background_paper, contact, front), whole);
        recommendation.iter().for_each(|one| self.marked(&one.text, whole));
        section.iter().for_each(|section| self.section(section, whole));
        for appendix in appendix {
            let withheld = appendix.withheld();
            let paths = [&appendix.source, &appendix.file, &appendix.label];
            let paths = paths.into_iter().flatten().map(|path| path.value.clone());
            let closed = whole || withheld.is_some();
            if closed { &mut self.withheld } else { &mut self.open }.extend(paths);
            let public_title = withheld.and_then(Withheld::public_title);
            self.prose(&appendix.title, whole || public_title.is_some());
            self.said(withheld);
        }
    }

    /// Adds the words of an item of a meeting.
    pub(crate) fn item(&mut self, item: &Item) {
        let withheld = item.withheld();
        let public_title = withheld.and_then(Withheld::public_title);
        item.title.iter().for_each(|title| self.prose(title, public_title.is_some()));
        self.said(withheld);
        item.text.iter().for_each(|text| self.prose(text, withheld.is_some()));
        item.group.iter().for_each(|group| self.prose(group, false));
        let paths = [&item.report, &item.file].into_iter().flatten();
        let paths = paths.map(|path| path.value.clone());
        if withheld.is_some() { &mut self.withheld } else { &mut self.open }.extend(paths);
    }

    /// Adds the words of a section.
    fn section(&mut self, section: &Section, whole: bool) {
        let withheld = section.withheld();
        let whole = whole || withheld.is_some();
        let open = withheld.is_some_and(Withheld::has_open_title);
        section.heading.iter().for_each(|heading| self.prose(heading, whole && !open));
        self.said(withheld);
        let label = section.label.iter().map(|label| label.value.clone());
        if whole { &mut self.withheld } else { &mut self.open }.extend(label);
        section.text.iter().for_each(|text| self.marked(text, whole));
        section.section.iter().for_each(|inner| self.section(inner, whole));
    }

    /// Adds what the public reads instead of something withheld: another title, and the reason.
    fn said(&mut self, withheld: Option<Withheld<'_>>) {
        let (title, reason) = match withheld {
            Some(Withheld::Exempt(exempt)) => (&exempt.public_title, exempt.reason.as_ref()),
            Some(Withheld::Confidential(confidential)) => {
                (&confidential.public_title, Some(&confidential.reason))
            }
            None => return,
        };
        title.iter().chain(reason).for_each(|open| self.prose(open, false));
    }

    /// Adds prose in which passages may be marked as withheld.
    fn marked(&mut self, prose: &Prose, whole: bool) {
        for (words, out) in marked::passages(&prose.text) {
            if whole || out { &mut self.withheld } else { &mut self.open }.push(words);
        }
    }

    /// Adds prose that is withheld as a whole, or not at all.
    fn prose(&mut self, prose: &Prose, withheld: bool) {
        if withheld { &mut self.withheld } else { &mut self.open }.push(prose.text.clone());
    }
}

/// All texts and numbers in a value, at any depth.
fn strings(value: &impl Serialize) -> Vec<String> {
    let mut strings = Vec::new();
    let mut waiting = vec![serde_json::to_value(value).unwrap_or_default()];
    while let Some(value) = waiting.pop() {
        match value {
            serde_json::Value::String(text) => strings.push(text),
            serde_json::Value::Number(number) => strings.push(number.to_string()),
            serde_json::Value::Array(values) => waiting.extend(values),
            serde_json::Value::Object(values) => {
                waiting.extend(values.into_iter().map(|(_, value)| value))
            }
            _ => {}
        }
    }
    strings
}
