//! The flow of the body: sections, numbered paragraphs, and what belongs to each paragraph.

use super::Composer;
use super::attributes::Attributes;
use super::markdown::Written;
use super::number::Rank;
use crate::diag::{Diagnostic, Place};
use crate::document::{Block, Heading, Inlines, Paragraph, plain};
use crate::language::case::sentence_case;
use crate::model::report::Section;
use crate::model::style::{ParagraphNumbers, StyleSection};
use crate::read::{Name, Prose};

impl Composer<'_> {
    /// Adds a section and the sections inside it that have no part of their own. Its heading stands at `level` and has
    /// a `rank` among those that are numbered; `numbered` says whether it and its paragraphs are numbered where neither
    /// the section nor the house style does.
    pub(super) fn section(
        &mut self,
        section: &Section,
        level: u8,
        rank: Rank,
        numbered: bool,
        blocks: &mut Vec<Block>,
    ) {
        let known = self.known_section(section);
        let known_heading = known.map(|known| plain_prose(&known.heading));
        let numbered = section.numbered.or(known.map(|known| known.numbered)).unwrap_or(numbered);
        let heading = section.heading.clone().or(known_heading);
        let Some(heading) = heading.or_else(|| section.id.as_ref().map(heading_of)) else {
            self.problems.push(
                Diagnostic::error(section.place, "this section has no heading")
                    .hint("add `heading = \"…\"`, or an `id` that the house style knows"),
            );
            return;
        };
        self.heading(&heading, section.label.as_ref(), numbered.then_some(rank), level, blocks);
        if let Some(prose) = &section.text {
            self.body(prose, level, rank, numbered, blocks);
        }
        for inner in &section.section {
            if !self.has_part(inner) {
                self.section(inner, level.saturating_add(1), rank.inner(), numbered, blocks);
            }
        }
    }

    /// Adds the heading of a section, which is numbered if it has a rank.
    pub(super) fn heading(
        &mut self,
        heading: &Prose,
        label: Option<&Name>,
        rank: Option<Rank>,
        level: u8,
        blocks: &mut Vec<Block>,
    ) {
        let content = self.line(heading);
        if plain(&content).trim().is_empty() {
            self.problems.push(
                Diagnostic::error(heading.place, "this heading is empty")
                    .hint("write the words of the heading"),
            );
        }
        let number = rank.and_then(|rank| self.numbers.heading(rank));
        let anchor = self.heading_label(label, number.as_deref(), &content);
        blocks.push(Block::Heading(Heading {
            level: level.min(6),
            number,
            content,
            anchor,
            place: Some(heading.place),
        }));
    }

    /// Notes what references to a heading say: its number, or its words where it has none.
    fn heading_label(
        &mut self,
        label: Option<&Name>,
        number: Option<&str>,
        content: &Inlines,
    ) -> Option<String> {
        self.label(label, |composer| match bare(number.unwrap_or_default()) {
            "" => plain(content),
            number => composer.wording.numbered("section", number),
        })
    }

    /// Adds the prose of a section whose heading has a `level` and a `rank`.
    pub(super) fn body(
        &mut self,
        prose: &Prose,
        level: u8,
        rank: Rank,
        numbered: bool,
        blocks: &mut Vec<Block>,
    ) {
        let mut written = self.prose(prose);
        written.iter_mut().for_each(turn_wide);
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
                    let rank = if depth > outermost { Rank::Below } else { rank.inner() };
                    let counts = numbered && !attributes.unnumbered;
                    let number = counts.then(|| self.numbers.heading(rank)).flatten();
                    let name = attributes.label.map(|label| Name::new(label, place));
                    let anchor = self.heading_label(name.as_ref(), number.as_deref(), &content);
                    blocks.push(Block::Heading(Heading {
                        level,
                        number,
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
                Written::Block(Block::Heading(mut heading)) => {
                    heading.level = (level + heading.level).min(deepest + 1).min(6);
                    deepest = heading.level;
                    blocks.push(Block::Heading(heading));
                }
                // What an expression gives is numbered like what was written in its place.
                Written::Block(Block::Paragraph(given)) if given.role.is_none() => {
                    let place = given.place.unwrap_or(prose.place);
                    let paragraph =
                        self.paragraph(given.content, Attributes::default(), place, numbered);
                    blocks.push(Block::Paragraph(paragraph.0));
                    for block in given.belongings {
                        give(block, blocks, start);
                    }
                }
                Written::Block(block) => give(block, blocks, start),
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
        let number = counts.then(|| self.numbers.paragraph(attributes.sub));
        let name = attributes.label.map(|label| Name::new(label, place));
        let anchor = self.label(name.as_ref(), |composer| {
            match bare(number.as_deref().unwrap_or_default()) {
                "" => plain(&content),
                number => composer.wording.numbered("paragraph", number),
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

    /// The number of the next paragraph, if the house style numbers paragraphs.
    pub(super) fn next_number(&mut self) -> Option<String> {
        let counts = self.style.numbering.paragraphs != ParagraphNumbers::None;
        counts.then(|| self.numbers.paragraph(false))
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

/// Gives a block to the numbered paragraph before it, unless it needs pages of its own.
fn give(block: Block, blocks: &mut Vec<Block>, start: usize) {
    match owner(blocks, start).filter(|_| !is_turned(&block)) {
        Some(owner) => owner.belongings.push(block),
        None => blocks.push(block),
    }
}

/// The numbered paragraph that what comes next belongs to: the last block, if it is one.
fn owner(blocks: &mut [Block], start: usize) -> Option<&mut Paragraph> {
    match blocks.get_mut(start..)?.last_mut()? {
        Block::Paragraph(paragraph) if paragraph.number.is_some() => Some(paragraph),
        _ => None,
    }
}

/// A number as references have it, without the full stop or bracket after it.
fn bare(number: &str) -> &str {
    let number = number.trim_end_matches(['.', ':', ' ', '–', '-']);
    if number.starts_with('(') { number } else { number.trim_end_matches(')') }
}

/// The heading of a section that gives nothing but an id: `next-steps` is headed "Next steps".
fn heading_of(id: &Name) -> Prose {
    Prose::new(sentence_case(id), "", id.place)
}

/// The most columns of a table that stands upright.
const UPRIGHT: usize = 7;

/// Gives a table that is too wide for the sheet a page on its side.
fn turn_wide(written: &mut Written) {
    if let Written::Block(Block::Table(table)) = written {
        table.landscape |= table.columns.len() > UPRIGHT;
    }
}

/// Whether a block has a page of its own, so that it cannot belong to a paragraph.
fn is_turned(block: &Block) -> bool {
    match block {
        Block::Table(table) => table.landscape,
        Block::Region(region) => region.role == "landscape",
        _ => false,
    }
}

/// Words of the house style as prose.
fn plain_prose(words: &Name) -> Prose {
    Prose::new(words.value.clone(), "", words.place)
}
