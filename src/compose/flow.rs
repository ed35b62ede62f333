//! The flow of the body: sections, numbered paragraphs, and what belongs to each paragraph.

use super::Composer;
use super::attributes::Attributes;
use super::document::{Block, Heading, Inlines, Paragraph, plain};
use super::markdown::Written;
use super::number::label;
use crate::diag::{Diagnostic, Place};
use crate::load::{Name, Prose};
use crate::model::report::Section;
use crate::model::style::{ParagraphNumbers, StyleSection};

impl Composer<'_> {
    /// Adds a section and the sections inside it. Its heading stands at `level`.
    pub(super) fn section(
        &mut self,
        section: &Section,
        level: u8,
        top: bool,
        blocks: &mut Vec<Block>,
    ) {
        let known = self.known_section(section);
        let known_heading = known.map(|known| plain_prose(&known.heading));
        let numbered = section.numbered.or(known.map(|known| known.numbered)).unwrap_or(true);
        let Some(heading) = section.heading.clone().or(known_heading) else {
            self.problems.push(
                Diagnostic::error(section.place, "this section has no heading")
                    .hint("add `heading = \"…\"`, or an `id` that the house style knows"),
            );
            return;
        };
        let content = self.line(&heading);
        if plain(&content).trim().is_empty() {
            self.problems.push(
                Diagnostic::error(heading.place, "this heading is empty")
                    .hint("write the words of the heading"),
            );
        }
        let number = (top && numbered).then(|| self.section_number()).flatten();
        let anchor = self.label(section.label.as_ref(), |composer| {
            let words = number.as_deref().unwrap_or_default().trim_end_matches(['.', ')']);
            if words.is_empty() {
                plain(&content)
            } else {
                format!("{}\u{A0}{words}", composer.style.labels.section.value)
            }
        });
        blocks.push(Block::Heading(Heading {
            level: level.min(6),
            number,
            content,
            anchor,
            place: Some(heading.place),
        }));
        if let Some(prose) = &section.text {
            self.body(prose, level, numbered, blocks);
        }
        for inner in &section.section {
            self.section(inner, level.saturating_add(1), false, blocks);
        }
    }

    /// Adds the prose of a section.
    pub(super) fn body(
        &mut self,
        prose: &Prose,
        level: u8,
        numbered: bool,
        blocks: &mut Vec<Block>,
    ) {
        let written = self.prose(prose);
        let outermost = written.iter().filter_map(|written| match written {
            Written::Heading(depth, ..) => Some(*depth),
            _ => None,
        });
        let outermost = outermost.min().unwrap_or(1);
        let mut deepest = level;
        let start = blocks.len();
        for written in written {
            match written {
                Written::Heading(depth, content, attributes, place) => {
                    // PDF/UA-1 7.4.2: no level is skipped on the way down.
                    let level = (level + 1 + depth - outermost).min(deepest + 1).min(6);
                    deepest = level;
                    let name = attributes.label.map(|label| Name::new(label, place));
                    let anchor = self.label(name.as_ref(), |_| plain(&content));
                    blocks.push(Block::Heading(Heading {
                        level,
                        number: None,
                        content,
                        anchor,
                        place: Some(place),
                    }));
                }
                Written::Paragraph(content, attributes, place) => {
                    let paragraph = self.paragraph(content, attributes, place, numbered);
                    match owner(blocks, start).filter(|_| paragraph.1) {
                        Some(owner) => owner.belongings.push(Block::Paragraph(paragraph.0)),
                        None => blocks.push(Block::Paragraph(paragraph.0)),
                    }
                }
                Written::Block(block) => match owner(blocks, start) {
                    Some(owner) => owner.belongings.push(block),
                    None => blocks.push(block),
                },
            }
        }
    }

    /// A paragraph of a section with its number, and whether it belongs to the one before it.
    fn paragraph(
        &mut self,
        content: Inlines,
        attributes: Attributes,
        place: Place,
        numbered: bool,
    ) -> (Paragraph, bool) {
        let scheme = self.style.numbering.paragraphs;
        let counts = numbered
            && !attributes.unnumbered
            && !attributes.continued
            && scheme != ParagraphNumbers::None;
        let number = counts.then(|| self.paragraph_number(attributes.sub));
        let name = attributes.label.map(|label| Name::new(label, place));
        let bare = number.as_deref().unwrap_or_default().trim_end_matches(['.', ')']).to_owned();
        let anchor = self.label(name.as_ref(), |composer| {
            if bare.is_empty() {
                plain(&content)
            } else {
                format!("{}\u{A0}{bare}", composer.style.labels.paragraph.value)
            }
        });
        let depth = u8::from(attributes.sub);
        (
            Paragraph {
                number,
                depth,
                content,
                anchor,
                place: Some(place),
                ..Paragraph::default()
            },
            attributes.continued,
        )
    }

    /// The number of the next top section, if the house style numbers sections.
    fn section_number(&mut self) -> Option<String> {
        let pattern = self.style.numbering.sections.as_ref()?;
        self.section += 1;
        if self.style.numbering.paragraphs == ParagraphNumbers::BySection {
            self.paragraph = 0;
            self.sub = 0;
        }
        Some(label(pattern, self.section))
    }

    /// The number of the next paragraph.
    fn paragraph_number(&mut self, sub: bool) -> String {
        if sub {
            self.sub += 1;
        } else {
            self.paragraph += 1;
            self.sub = 0;
        }
        let below = if sub { format!(".{}", self.sub) } else { String::new() };
        match self.style.numbering.paragraphs {
            ParagraphNumbers::BySection => format!("{}.{}{below}", self.section, self.paragraph),
            _ => {
                let pattern =
                    self.style.numbering.pattern.as_ref().map_or("1.", |pattern| pattern.as_str());
                let pattern = if sub { pattern.trim_end_matches('.') } else { pattern };
                format!("{}{below}", label(pattern, self.paragraph))
            }
        }
    }

    /// Notes what references to a label say, and gives the anchor they lead to.
    pub(super) fn label(
        &mut self,
        name: Option<&Name>,
        words: impl FnOnce(&Self) -> String,
    ) -> Option<String> {
        let name = name?;
        let words = words(self);
        if let Err(problem) = self.labels.add(name, words) {
            self.problems.push(problem);
        }
        Some(name.value.clone())
    }

    /// What the house style knows of a section.
    pub(super) fn known_section(&self, section: &Section) -> Option<&StyleSection> {
        let id = section.id.as_ref()?;
        self.style.section.iter().find(|known| known.id.value == id.value)
    }
}

/// The numbered paragraph that what comes next belongs to: the last block, if it is one.
fn owner(blocks: &mut [Block], start: usize) -> Option<&mut Paragraph> {
    match blocks.get_mut(start..)?.last_mut()? {
        Block::Paragraph(paragraph) if paragraph.number.is_some() => Some(paragraph),
        _ => None,
    }
}

/// Words of the house style as prose.
fn plain_prose(words: &Name) -> Prose {
    Prose::new(words.value.clone(), "", words.place)
}
