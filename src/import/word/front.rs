//! Reads the head of a draft: its title, committee and date, and the fields of the front sheet.
//!
//! In come the blocks of a draft; out come the [`Front`] and the remaining blocks, which include those that were not
//! understood.

use super::answers::{Answer, answer};
use super::dates;
use super::fields::{
    Asked, asked, asks_whether, chosen, in_title_case, is_committee, report_of, split_label,
};
use super::forms::lines_apart;
use super::head::{self, OPEN, PROSE};
use super::names::{is_any, is_council};
use super::remarks::Remarks;
use super::tree::{Block, Inline, Paragraph, Shape, line, lines, unadorned};
use crate::model::style::Style;
use crate::read::date::Date;

/// The contents of the head of a draft.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) title: Vec<Inline>,
    pub(super) committee: Vec<Inline>,
    pub(super) meeting: Option<Date>,
    /// The fields, by their keys.
    pub(super) fields: Vec<(String, Vec<Inline>)>,
    /// All text of the head, to be searched for markings.
    pub(super) said: Vec<String>,
    /// Sections found in its tables, each with its heading.
    pub(super) boxed: Vec<Block>,
    /// Blocks that have no place in the front sheet.
    pub(super) rest: Vec<Block>,
}

impl Front {
    /// Adds a field; if it is given twice, it is kept once and in full.
    pub(super) fn field(&mut self, name: String, content: Vec<Inline>, remarks: &mut Remarks) {
        let new = line(&content);
        let Some((_, known)) = self.fields.iter_mut().find(|(known, _)| *known == name) else {
            self.fields.push((name, content));
            return;
        };
        let old = line(known);
        if old.ends_with(&new) || new.ends_with(&old) {
            let fuller = new.len() > old.len() && new != format!("the {old}");
            remarks.leave_out(if fuller { &old } else { &new });
            if fuller {
                *known = content;
            }
        } else {
            known.push(Inline::Break);
            known.extend(content);
        }
    }
}

/// Reads the head of a draft, and removes it from the blocks.
pub(super) fn read(
    blocks: &mut Vec<Block>,
    style: &Style,
    council: &str,
    is_known: &dyn Fn(&str) -> bool,
    remarks: &mut Remarks,
) -> Front {
    *blocks = lines_apart(std::mem::take(blocks), style);
    let end = head::end(blocks, style, is_known);
    let head: Vec<Block> = blocks.drain(..end).collect();
    let mut reading = Reading {
        style,
        council,
        remarks,
        front: Front::default(),
        loose: Vec::new(),
        in_box: false,
        asked: None,
    };
    reading.front.said = lines(&head);
    head.into_iter().for_each(|block| reading.block(block));
    reading.finish()
}

/// The head of a draft while it is read.
pub(super) struct Reading<'a> {
    pub(super) style: &'a Style,
    council: &'a str,
    pub(super) remarks: &'a mut Remarks,
    pub(super) front: Front,
    /// Lines not understood yet, one of which may be the title.
    pub(super) loose: Vec<Paragraph>,
    /// Whether the next block is in a box of recommendations.
    pub(super) in_box: bool,
    /// What a label on a line of its own asked for.
    asked: Option<Asked>,
}

impl Reading<'_> {
    /// Reads one block of the head.
    pub(super) fn block(&mut self, block: Block) {
        match block {
            Block::Paragraph(paragraph) if self.asked.is_some() => {
                if let Some(asked) = self.asked.take() {
                    self.give(asked, vec![Block::Paragraph(paragraph)]);
                }
            }
            Block::Paragraph(paragraph) if paragraph.shape == Shape::Title => {
                if !self.front.title.is_empty() {
                    self.front.title.push(Inline::Text(": ".to_owned(), Default::default()));
                }
                self.front.title.extend(paragraph.content);
            }
            Block::Paragraph(paragraph) => self.line(paragraph),
            Block::Table(table) => self.form(table),
            Block::Picture(picture) => {
                let shown = if picture.alternative.is_empty() {
                    "a picture".to_owned()
                } else {
                    format!("“{}”", picture.alternative)
                };
                self.remarks.add(
                    format!("the picture at the head of the draft is left out: {shown}"),
                    "the house style has its own crest; put the picture into a section if it belongs to the paper",
                );
            }
        }
    }

    /// Reads a line of the head.
    fn line(&mut self, paragraph: Paragraph) {
        let words = line(&paragraph.content);
        if self.asks_whether(&words) {
            return;
        }
        let paragraph = self.labelled(&words, paragraph);
        let paragraph = paragraph.and_then(|paragraph| self.known(&words, paragraph));
        let paragraph = paragraph.and_then(|paragraph| self.dated(&words, paragraph));
        self.loose.extend(paragraph);
    }

    /// Whether a line asks if the paper is exempt; its answer, there or below it, is taken.
    fn asks_whether(&mut self, words: &str) -> bool {
        let Some(end) = words.find([':', '?']) else { return false };
        let (label, value) = (words[..=end].trim_end_matches(':'), words[end + 1..].trim());
        if !asks_whether(label, self.style) {
            return false;
        }
        match answer(value) {
            Some(answer) => self.whether(label, value, answer),
            None if value.is_empty() => self.asked = Some(Asked::Whether(label.to_owned())),
            None => return false,
        }
        true
    }

    /// Reads a line with a label, or one that is a label for what is below it; returns it if it is neither.
    fn labelled(&mut self, words: &str, mut paragraph: Paragraph) -> Option<Paragraph> {
        if let Some((label, value)) = split_label(words)
            && let Some(asked) = asked(label, self.style)
        {
            if value.is_empty() {
                self.remarks.leave_out(words);
                self.asked = Some(asked);
                return None;
            }
            let length = super::tree::plain(&paragraph.content).find(':').unwrap_or(0);
            let before = super::tree::plain(&paragraph.content)[..=length].chars().count();
            paragraph.cut(before);
            self.remarks.leave_out(&format!("{label}:"));
            self.give(asked, vec![Block::Paragraph(paragraph)]);
            return None;
        }
        let Some(asked) = asked(words, self.style) else { return Some(paragraph) };
        self.remarks.leave_out(words);
        self.asked = Some(asked);
        None
    }

    /// Reads a line that says by its words what it is, or that the house style prints by itself; returns any other.
    fn known(&mut self, words: &str, mut paragraph: Paragraph) -> Option<Paragraph> {
        let small = words.to_lowercase();
        if let Some(rest) = small.strip_prefix("agenda item") {
            let number: String = rest.chars().filter(|next| next.is_ascii_digit()).collect();
            if !number.is_empty() && rest.len() < 12 {
                self.remarks.leave_out(words.trim_end_matches(|next: char| next.is_ascii_digit()));
                let number = vec![Inline::Text(number, Default::default())];
                self.field("agenda-item".to_owned(), number);
                return None;
            }
        }
        if OPEN.contains(&small.as_str()) {
            let is_class = |name: &str| ["classification", "category"].contains(&name);
            let own = self.style.field.iter().find(|field| is_class(&field.name));
            let name = own.map_or("classification", |field| field.name.as_str());
            self.field(name.to_owned(), paragraph.content);
            return None;
        }
        if small.starts_with("report to ")
            && self.front.committee.is_empty()
            && dates::in_words(words).is_none()
        {
            self.committee(words);
            return None;
        }
        if let Some((field, length)) = report_of(words, self.style) {
            paragraph.cut(length);
            self.remarks.leave_out(&words[..length]);
            self.give(Asked::Field(field), vec![Block::Paragraph(paragraph)]);
            return None;
        }
        let is_left_out = super::withheld::is_marking(words)
            || is_council(words, self.council)
            || ["report", "agenda", "committee report", "cabinet report", "report to"]
                .contains(&small.as_str());
        if is_left_out {
            self.remarks.leave_out(words);
            return None;
        }
        Some(paragraph)
    }

    /// Reads a line with the day of the meeting or the name of the committee; returns it if it has neither, and what
    /// is beside the day if that is neither.
    fn dated(&mut self, words: &str, paragraph: Paragraph) -> Option<Paragraph> {
        let day = dates::in_words(words).filter(|_| self.front.meeting.is_none());
        let Some(found) = day.filter(|_| words.split(' ').count() <= 16) else {
            let is_title = paragraph.shape == Shape::Title;
            if is_title || !self.front.committee.is_empty() || !is_committee(words) {
                return Some(paragraph);
            }
            self.committee(words);
            return None;
        };
        self.meeting(found);
        let rest = format!("{}{}", &words[..found.start], &words[found.end..]);
        let rest = rest.trim_matches(|next: char| next.is_whitespace() || "–—-,|:".contains(next));
        let rest = rest.strip_suffix(" on").unwrap_or(rest);
        let says_nothing = rest.is_empty()
            || dates::is_time(rest)
            || is_any(rest, &["date", "meeting", "meeting of", "meeting held", ""]);
        if says_nothing {
            self.remarks.leave_out(rest);
        } else if self.front.committee.is_empty() && is_committee(rest) {
            self.committee(rest);
        } else {
            let content = vec![Inline::Text(rest.to_owned(), Default::default())];
            return Some(Paragraph { content, ..paragraph });
        }
        None
    }

    /// Applies the answer to a label that asks whether the paper is exempt.
    pub(super) fn whether(&mut self, label: &str, said: &str, answer: Answer) {
        let said = said.trim();
        if answer == Answer::Part {
            self.remarks.add(
                format!("the draft says “{said}” where it is asked “{label}”, so not all of it is exempt"),
                "all of it is withheld until you say which part is: put `exempt` below that `[[section]]` or `[[appendix]]`, and take it away above the first line in square brackets",
            );
            return;
        }
        self.remarks.leave_out(label);
        self.remarks.leave_out(said);
    }

    /// Takes text as the committee.
    fn committee(&mut self, words: &str) {
        let small = words.to_lowercase();
        let start = ["report to the ", "report to ", "to the ", "meeting of the ", "to: "];
        let cut = start.into_iter().find(|start| small.starts_with(start)).map_or(0, str::len);
        self.remarks.leave_out(&words[..cut]);
        let words = &words[cut..];
        let words = if words.chars().any(char::is_lowercase) {
            words.to_owned()
        } else {
            in_title_case(words)
        };
        self.front.committee = vec![Inline::Text(words, Default::default())];
    }

    /// Takes a date as that of the meeting.
    fn meeting(&mut self, found: dates::Found) {
        self.remarks.add(
            format!("the day of the meeting was read as {} from “{}”", found.date, found.words),
            "correct `meeting` if that is another day",
        );
        self.front.meeting = Some(found.date);
    }

    /// Applies a value to what a label asks for.
    pub(super) fn give(&mut self, asked: Asked, value: Vec<Block>) {
        let content = joined(value, &mut self.front.rest);
        let words = line(&content);
        // “Meeting:” may ask for a body or for a day.
        let asked = match (asked, dates::in_words(&words)) {
            (Asked::Committee, Some(found)) if found.start == 0 && found.end == words.len() => {
                Asked::Meeting
            }
            (asked, _) => asked,
        };
        match asked {
            Asked::Title if self.front.title.is_empty() => self.front.title = content,
            Asked::Committee if self.front.committee.is_empty() && !words.is_empty() => {
                if let Some(found) = dates::in_words(&words) {
                    if self.front.meeting.is_none() {
                        self.meeting(found);
                    }
                    let rest = format!("{}{}", &words[..found.start], &words[found.end..]);
                    self.committee(
                        rest.trim_matches(|next: char| {
                            next.is_whitespace() || "–—-,|".contains(next)
                        }),
                    );
                } else {
                    self.committee(&words);
                }
            }
            Asked::Meeting if self.front.meeting.is_none() => match dates::in_words(&words) {
                Some(found) => {
                    let rest = format!("{} {}", &words[..found.start], &words[found.end..]);
                    self.remarks.leave_out(&rest);
                    self.meeting(found);
                }
                None => self.field("date".to_owned(), content),
            },
            Asked::Field(name) => self.field(name, content),
            Asked::Whether(label) => match answer(&words) {
                Some(answer) => self.whether(&label, &words, answer),
                None => {
                    self.remarks.leave_out(&label);
                    self.loose.push(Paragraph { content, ..Paragraph::default() });
                }
            },
            Asked::Title => self.field("subject".to_owned(), content),
            Asked::Committee => self.field("committee".to_owned(), content),
            Asked::Meeting => self.field("date".to_owned(), content),
        }
    }

    fn field(&mut self, name: String, content: Vec<Inline>) {
        let bold = super::headings::all(&content, &|manner| manner.bold || manner.underlined);
        let content = if bold { unadorned(content) } else { content };
        let content = match chosen(&line(&content)) {
            Some((ticked, others)) => {
                self.remarks.leave_out(&others);
                vec![Inline::Text(ticked, Default::default())]
            }
            None => content,
        };
        if line(&content).is_empty() {
            return;
        }
        self.front.field(name, content, self.remarks);
    }

    /// The result; if there is no title yet, the most prominent remaining line becomes it.
    fn finish(mut self) -> Front {
        self.front.title = unadorned(std::mem::take(&mut self.front.title));
        if self.front.title.is_empty() {
            let weight = |paragraph: &Paragraph| {
                let bold = super::headings::all(&paragraph.content, &|manner| manner.bold);
                (
                    paragraph.size,
                    bold || matches!(paragraph.shape, Shape::Heading(_)),
                    line(&paragraph.content).chars().count(),
                )
            };
            let heaviest = (0..self.loose.len()).max_by_key(|at| weight(&self.loose[*at]));
            let likely = heaviest.filter(|at| {
                let paragraph = &self.loose[*at];
                weight(paragraph).1
                    || self.loose.len() == 1 && line(&paragraph.content).split(' ').count() <= PROSE
            });
            if let Some(at) = likely {
                self.front.title = unadorned(self.loose.remove(at).content);
            }
        }
        let rest = self.loose.into_iter().map(Block::Paragraph);
        self.front.rest = rest.chain(self.front.rest).collect();
        self.front
    }
}

/// The lines of a value joined with breaks; other blocks are added to `rest`.
fn joined(value: Vec<Block>, rest: &mut Vec<Block>) -> Vec<Inline> {
    let mut content = Vec::new();
    for block in value {
        match block {
            Block::Paragraph(paragraph) => {
                if !content.is_empty() {
                    content.push(Inline::Break);
                }
                content.extend(paragraph.content);
            }
            other => rest.push(other),
        }
    }
    content
}
