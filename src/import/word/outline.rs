//! Arranges the body of a draft as the house style does: sections, recommendations, appendices, background papers,
//! contacts.
//!
//! In come blocks whose headings are known; out comes the [`Outline`]. What no part of the style asks for stays a
//! section, in the order of the draft.

use super::fields::report_of;
use super::headings::Spelling;
use super::markings;
use super::names::{is_any, nearness};
use super::people::Contact;
use super::places::{Place, appendix_label, place};
use super::remarks::Remarks;
use super::tree::{Block, Inline, Manner, Paragraph, Shape, Standing, line, lines};
use super::withheld::{self, Closed};
use crate::model::style::{FieldValue, Style};

/// The beginning of the placeholder for a missing heading.
pub(super) const UNTITLED: &str = "[Insert a heading";

/// The body of a draft.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) recommendations: Vec<Vec<Block>>,
    pub(super) sections: Vec<Section>,
    pub(super) appendices: Vec<Appendix>,
    /// The background papers, each with its web address if it has one.
    pub(super) papers: Vec<(Vec<Inline>, Option<String>)>,
    pub(super) contacts: Vec<Contact>,
    /// The fields of the front sheet found in the text, by their keys.
    pub(super) fields: Vec<(String, Vec<Inline>)>,
    /// Whether and why all of it is withheld.
    pub(super) closed: Option<Closed>,
}

/// A section.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Its id in the house style, if it has one.
    pub(super) id: Option<String>,
    pub(super) heading: Vec<Inline>,
    pub(super) blocks: Vec<Block>,
    pub(super) inner: Vec<Section>,
    /// Whether and why it is withheld.
    pub(super) closed: Option<Closed>,
    /// The label of the appendix that it is, or is part of.
    pub(super) appendix: Option<String>,
}

/// An appendix listed in the draft.
#[derive(Debug, Default)]
pub(super) struct Appendix {
    /// Its number or letter in the draft.
    pub(super) label: String,
    pub(super) title: Vec<Inline>,
    pub(super) closed: Option<Closed>,
    /// Whether something refers to it.
    pub(super) referred: bool,
}

impl Appendix {
    /// The label used by references.
    pub(super) fn name(&self) -> String {
        format!("appendix-{}", self.label.to_lowercase())
    }

    /// Whether a label is its own, ignoring case.
    pub(super) fn is_called(&self, label: &str) -> bool {
        self.label.eq_ignore_ascii_case(label)
    }
}

/// What the sections after a heading belong to, although they are at its level.
#[derive(Debug, Default)]
struct Under {
    /// Whether and why that is withheld.
    closed: Option<Closed>,
    /// The label of the appendix that it is.
    appendix: Option<String>,
    /// Whether it ends at the sections that end a paper, because it had no text of its own.
    named: bool,
}

/// A heading with everything below it up to the next of its level.
struct Part {
    heading: Paragraph,
    blocks: Vec<Block>,
}

/// Arranges the body of a draft.
pub(super) fn of(
    blocks: Vec<Block>,
    style: &Style,
    spelling: &Spelling,
    remarks: &mut Remarks,
) -> Outline {
    let mut arranging = Arranging {
        style,
        remarks,
        outline: Outline::default(),
        used: Vec::new(),
        spelling,
        under: Under::default(),
    };
    let exact = |section: &&crate::model::style::StyleSection| {
        blocks.iter().any(|block| {
            matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.shape, Shape::Heading(_)) && nearness(&line(&paragraph.content), &section.heading) == Some(100))
        })
    };
    let taken: Vec<String> =
        style.section.iter().filter(exact).map(|section| section.id.value.clone()).collect();
    let (before, parts) = parts(blocks, 1);
    if !before.is_empty() {
        arranging.untitled(before, &format!("{UNTITLED}]"));
    }
    for part in parts {
        arranging.part(part, &taken);
    }
    arranging.last_contacts();
    arranging.outline
}

/// Splits blocks at the headings of a level; also returns what precedes the first of them.
fn parts(blocks: Vec<Block>, level: u8) -> (Vec<Block>, Vec<Part>) {
    let mut before = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(heading) if matches!(heading.shape, Shape::Heading(own) if own <= level) =>
            {
                parts.push(Part { heading, blocks: Vec::new() });
            }
            block => match parts.last_mut() {
                Some(part) => part.blocks.push(block),
                None => before.push(block),
            },
        }
    }
    (before, parts)
}

/// The level of the outermost heading in blocks.
fn outermost(blocks: &[Block]) -> Option<u8> {
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => match paragraph.shape {
            Shape::Heading(level) => Some(level),
            _ => None,
        },
        _ => None,
    });
    levels.min()
}

/// The body of a draft while it is arranged.
pub(super) struct Arranging<'a> {
    pub(super) style: &'a Style,
    pub(super) remarks: &'a mut Remarks,
    pub(super) outline: Outline,
    /// The sections of the style found so far.
    used: Vec<String>,
    /// The spelling of words in the draft.
    pub(super) spelling: &'a Spelling,
    /// What the current sections belong to.
    under: Under,
}

impl Arranging<'_> {
    /// Places one part. `taken` are the sections of the style that some heading names exactly.
    fn part(&mut self, part: Part, taken: &[String]) {
        let heading = line(&part.heading.content);
        let closed =
            withheld::in_heading(&heading, lines(&part.blocks).first().map(String::as_str));
        let place = self.come_to(&part, &heading, closed.as_ref(), taken);
        if let Some((field, length)) = report_of(&heading, self.style)
            && part.blocks.is_empty()
        {
            self.remarks.leave_out(&heading[..length]);
            let content = vec![Inline::Text(heading[length..].to_owned(), Manner::default())];
            self.outline.fields.push((field, content));
            return;
        }
        if part.blocks.is_empty() && is_any(&heading, &["contents", "table of contents"]) {
            self.remarks.leave_out(&heading);
            return;
        }
        if place == Place::Section {
            if let Some(name) = self
                .field(&heading, &part.blocks)
                .filter(|_| closed.is_none() && self.under.closed.is_none())
            {
                self.remarks.leave_out(&heading);
                let mut content = Vec::new();
                for block in part.blocks {
                    if let Block::Paragraph(paragraph) = block {
                        content.extend((!content.is_empty()).then_some(Inline::Break));
                        content.extend(paragraph.content);
                    }
                }
                self.outline.fields.push((name, content));
                return;
            }
            let mut part = part;
            if let Some(label) = self.under.appendix.clone() {
                part.blocks = self.title_appendix(&label, &heading, part.blocks);
            }
            // Parts that were taken out of it to stand beside it come after it.
            let at = self.outline.sections.len();
            let section = self.section(part, taken);
            self.outline.sections.insert(at, section);
            return;
        }
        let level = outermost(&part.blocks);
        let (own, deeper) = match level {
            Some(level) => parts(part.blocks, level),
            None => (part.blocks, Vec::new()),
        };
        let before = self.taken();
        let appendices = self.outline.appendices.len();
        let kept = match place {
            Place::Recommendations => self.recommendations(own),
            Place::Appendices => self.appendices(own),
            Place::Papers => self.papers(own),
            Place::Contacts => self.contacts(own),
            Place::Appended => self.appended(&heading, own),
            Place::Dissolved | Place::Section => own,
        };
        if kept.is_empty() && place != Place::Appended {
            self.remarks.leave_out(&heading);
        } else if !kept.is_empty() && place != Place::Appended && self.taken() > before {
            self.remarks.leave_out(&heading);
            self.untitled(kept, &format!("{UNTITLED} for what followed “{heading}”]"));
        } else if !kept.is_empty() {
            let heading = self.heading(&part.heading);
            let Under { closed, appendix, .. } = &self.under;
            let (closed, appendix) = (closed.clone(), appendix.clone());
            let section = Section { heading, blocks: kept, closed, appendix, ..Section::default() };
            self.outline.sections.push(section);
        }
        if let Some(closed) = closed {
            let listed = &mut self.outline.appendices[appendices..];
            if place == Place::Appendices {
                listed.iter_mut().for_each(|one| one.closed = Some(closed.clone()));
            } else if place != Place::Appended {
                self.outline.closed = Some(closed);
            }
        }
        for part in deeper {
            self.part(part, taken);
        }
    }

    /// Where a part goes, and what the parts after it belong to. Nothing withheld goes into what everyone reads.
    fn come_to(
        &mut self,
        part: &Part,
        heading: &str,
        closed: Option<&Closed>,
        taken: &[String],
    ) -> Place {
        let place = place(heading, self.style);
        let empty = part.blocks.is_empty();
        let ends = self.under.named && place != Place::Section;
        if place == Place::Appended {
            let label = appendix_label(heading).map(|(label, _)| label);
            let own = |one: &&Appendix| label.as_deref().is_some_and(|label| one.is_called(label));
            let listed =
                self.outline.appendices.iter().find(own).and_then(|own| own.closed.clone());
            self.under =
                Under { closed: closed.cloned().or(listed), appendix: label, named: empty };
            return place;
        }
        if markings::opens(heading) || ends {
            self.under = Under::default();
        } else if self.under.closed.is_some() {
            return Place::Section;
        } else if closed.is_some() && (empty || markings::divides(heading)) {
            self.under = Under { closed: closed.cloned(), ..Under::default() };
            return Place::Section;
        } else if place != Place::Section || self.known(heading, taken).is_some() {
            self.under = Under::default();
        }
        place
    }

    /// The number of recommendations and entries of end sections read so far.
    fn taken(&self) -> usize {
        let Outline { recommendations, appendices, papers, contacts, .. } = &self.outline;
        recommendations.len() + appendices.len() + papers.len() + contacts.len()
    }

    /// The field of the house style with the name of a heading, if the text below it is a few lines that fit in.
    fn field(&self, heading: &str, blocks: &[Block]) -> Option<String> {
        let lines = |block: &Block| matches!(block, Block::Paragraph(one) if one.shape == Shape::Plain && one.standing == Standing::Free);
        let short = !blocks.is_empty() && blocks.len() < 5 && blocks.iter().all(lines);
        let named = self
            .style
            .section
            .iter()
            .any(|section| nearness(heading, &section.heading) == Some(100));
        let field =
            self.style.field.iter().filter(|field| field.value == FieldValue::Text).find(|field| {
                nearness(heading, &field.label) == Some(100)
                    || nearness(heading, &field.name.replace('-', " ")) == Some(100)
            });
        field.filter(|_| short && !named).map(|field| field.name.value.clone())
    }

    /// Adds a section that has no heading in the draft.
    fn untitled(&mut self, blocks: Vec<Block>, heading: &str) {
        let heading = vec![Inline::Text(heading.to_owned(), Manner::default())];
        self.outline.sections.push(Section { heading, blocks, ..Section::default() });
    }

    /// A section, with those inside it that the house style knows.
    fn section(&mut self, part: Part, taken: &[String]) -> Section {
        let words = line(&part.heading.content);
        let mut heading = self.heading(&part.heading);
        let id = self.known(&words, taken);
        if let Some((id, near)) = &id {
            self.used.push(id.clone());
            if *near < 100 {
                heading.insert(
                    0,
                    self.remarks.at(
                        format!("“{words}” was taken for the section `{id}` of the house style"),
                        "remove the line `id` if it is another one",
                    ),
                );
            }
        }
        let next = lines(&part.blocks);
        let own = withheld::in_heading(&words, next.first().map(String::as_str));
        let closed = own.or_else(|| self.under.closed.clone());
        let appendix = self.under.appendix.clone();
        let id = id.map(|(id, _)| id);
        let mut section = Section { id, heading, closed, appendix, ..Section::default() };
        let Some(level) = outermost(&part.blocks) else {
            section.blocks = part.blocks;
            return section;
        };
        let has_place = |words: &str| {
            self.known(words, taken).is_some()
                || place(words, self.style) != Place::Section
                || withheld::in_heading(words, None).is_some()
        };
        let placed = section.closed.is_none() && part.blocks.iter().any(|block| {
            matches!(block, Block::Paragraph(paragraph) if paragraph.shape == Shape::Heading(level) && has_place(&line(&paragraph.content)))
        });
        if !placed {
            section.blocks = part.blocks;
            return section;
        }
        let (own, deeper) = parts(part.blocks, level);
        section.blocks = own;
        for inner in deeper {
            match place(&line(&inner.heading.content), self.style) {
                Place::Section => {
                    let inner = self.section(inner, taken);
                    section.inner.push(inner);
                }
                _ => self.part(inner, taken),
            }
        }
        section
    }

    /// The heading of a section as a paper has it.
    fn heading(&mut self, paragraph: &Paragraph) -> Vec<Inline> {
        let words = line(&paragraph.content);
        let bare = words.trim_end_matches(':');
        let small = self.spelling.heading(if bare.is_empty() { &words } else { bare });
        let mut heading: Vec<Inline> = paragraph
            .content
            .iter()
            .filter(|inline| matches!(inline, Inline::Spot(_)))
            .cloned()
            .collect();
        heading.push(Inline::Text(small, Manner::default()));
        for inline in &paragraph.content {
            if let Inline::Note(blocks) = inline {
                let said = lines(blocks).join(" ");
                heading.push(self.remarks.at(
                    format!("a footnote to this heading is left out: “{said}”"),
                    "say it in the text; a heading has no footnotes",
                ));
            }
        }
        heading
    }

    /// The unused section of the house style with this name, and how closely the name matches.
    fn known(&self, words: &str, taken: &[String]) -> Option<(String, usize)> {
        let near = |section: &crate::model::style::StyleSection| {
            let by_heading = nearness(words, &section.heading);
            let by_id = nearness(words, &section.id.replace('-', " "));
            let near = by_heading.max(by_id)?;
            let free = !self.used.contains(&section.id.value)
                && (near == 100 || !taken.contains(&section.id.value));
            free.then(|| (section.id.value.clone(), near))
        };
        let mut found: Vec<_> = self.style.section.iter().filter_map(near).collect();
        found.sort_by_key(|(_, near)| std::cmp::Reverse(*near));
        match &found[..] {
            [] => None,
            [first, second, ..] if first.1 == second.1 => None,
            [first, ..] => Some(first.clone()),
        }
    }
}
