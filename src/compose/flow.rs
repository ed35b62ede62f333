//! Composes the body of a report: sections, numbered paragraphs, and what belongs to each paragraph.

use super::Composer;
use super::attributes::Attributes;
use super::markdown::{Run, Written, runs, table_in};
use super::number::Rank;
use super::resolve::Said;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::widths::needs_turning;
use crate::document::*;
use crate::language::case::sentence_case;
use crate::model::report::Section;
use crate::model::style::{ParagraphNumbers, StyleSection};
use crate::model::withholds::Withholds;
use crate::read::{Name, Prose};

impl Composer<'_> {
    /// Adds a section and the inner sections without a part of their own. `level` is that of its heading, `rank` its
    /// rank among numbered headings; `numbered` says whether the section and its paragraphs are numbered where
    /// neither the section nor the house style does.
    pub(super) fn section(
        &mut self,
        section: &Section,
        level: u8,
        rank: Rank,
        numbered: bool,
        blocks: &mut Vec<Block>,
    ) {
        let start = blocks.len();
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
        let around = self.reading.is_withheld;
        self.reading.is_withheld |= section.withheld().is_some();
        self.heading(&heading, section.label.as_ref(), numbered.then_some(rank), level, blocks);
        if let Some(prose) = &section.text {
            self.body(prose, level, rank, numbered, blocks);
        }
        for inner in &section.section {
            if !self.has_part(inner) {
                self.section(inner, level.saturating_add(1), rank.inner(), numbered, blocks);
            }
        }
        self.withhold_section(section, start, blocks);
        self.reading.is_withheld = around;
    }

    /// Withholds the blocks that a section added, if its author marked it so.
    fn withhold_section(&mut self, section: &Section, start: usize, blocks: &mut Vec<Block>) {
        if let Some(withheld) = section.withheld() {
            let own = section.heading.as_ref().filter(|_| withheld.has_open_title());
            let heading = withheld.public_title().or(own).map(|title| self.line(title));
            let (grounds, inside) = (Grounds::of(withheld), blocks.split_off(start));
            let (seal, told) = (Whole, Told::Fully);
            blocks.push(Block::Withheld(Withheld { seal, grounds, told, heading, blocks: inside }));
        }
    }

    /// Adds the heading of a section, with a number if it has a rank.
    pub(super) fn heading(
        &mut self,
        heading: &Prose,
        label: Option<&Name>,
        rank: Option<Rank>,
        level: u8,
        blocks: &mut Vec<Block>,
    ) {
        let said = self.problems.len();
        let content = self.line(heading);
        if is_blank(&content) && self.problems.len() == said {
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

    /// Notes how references name a heading: by its number, or by its words where it has none.
    pub(super) fn heading_label(
        &mut self,
        label: Option<&Name>,
        number: Option<&str>,
        content: &Inlines,
    ) -> Option<String> {
        let said = match bare(number.unwrap_or_default()) {
            "" => Said::Words(plain(content)),
            number => Said::Number(self.wording.numbered("section", number)),
        };
        self.under = said.clone();
        self.label(label, said)
    }

    /// Adds the prose of a section whose heading has this `level` and `rank`.
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
        // That a line of signs makes a heading is said already.
        let is_new =
            |found: &Diagnostic| self.problems.iter().all(|said| said.place != found.place);
        let high = too_high(&written).filter(is_new);
        self.problems.extend(high);
        let outermost = written.iter().filter_map(|written| match written {
            Written::Heading(depth, ..) => Some(*depth),
            _ => None,
        });
        let outermost = outermost.min().unwrap_or(1);
        let mut flow = Flow { level, outermost, deepest: level, rank, numbered };
        let start = blocks.len();
        for Run { grounds, continued, written } in runs(written) {
            let Some(grounds) = grounds else {
                self.run(written, &mut flow, start, blocks);
                continue;
            };
            let mut inside = Vec::new();
            self.run(written, &mut flow, 0, &mut inside);
            let withheld = Block::withheld(grounds, Told::Briefly, inside);
            if continued { give(withheld, blocks, start) } else { blocks.push(withheld) }
        }
    }

    /// Adds written blocks in order. Lists and tables go to the numbered paragraph before them, if that is among the
    /// blocks from `start` on.
    fn run(
        &mut self,
        written: Vec<Written>,
        flow: &mut Flow,
        start: usize,
        blocks: &mut Vec<Block>,
    ) {
        for written in written {
            match written {
                Written::Heading(depth, content, attributes, place) => {
                    let wanted = flow.level + 1 + depth - flow.outermost;
                    let level = flow.deepen(wanted);
                    if level < wanted.min(DEEPEST) {
                        let message = "this heading is more than one level below the one above it";
                        self.problems.push(
                            Diagnostic::of(Rule::SkippedHeading, place, message)
                                .hint("write it with one `#` more than that one, or with as many"),
                        );
                    }
                    let below = depth > flow.outermost;
                    let rank = if below { Rank::Below } else { flow.rank.inner() };
                    let counts = flow.numbered && !attributes.unnumbered;
                    let number = counts.then(|| self.numbers.heading(rank)).flatten();
                    let name = attributes.label.map(|label| Name::new(label, place));
                    let anchor = self.heading_label(name.as_ref(), number.as_deref(), &content);
                    let place = Some(place);
                    blocks.push(Block::Heading(Heading { level, number, content, anchor, place }));
                }
                Written::Paragraph(content, attributes, place) => {
                    let continued = attributes.continued;
                    let paragraph = self.paragraph(content, attributes, place, flow.numbered);
                    match owner(blocks, start).filter(|_| continued) {
                        Some(owner) => owner.belongings.push(Block::Paragraph(paragraph)),
                        None => blocks.push(Block::Paragraph(paragraph)),
                    }
                }
                Written::Blocks(given) => {
                    for block in given {
                        self.given(block, flow, start, blocks);
                    }
                }
            }
        }
    }

    /// Adds a block from the text or from an expression. Paragraphs from an expression are numbered as if written in
    /// its place.
    fn given(&mut self, block: Block, flow: &mut Flow, start: usize, blocks: &mut Vec<Block>) {
        match block {
            Block::Heading(mut heading) => {
                heading.level = flow.deepen(flow.level + heading.level);
                blocks.push(Block::Heading(heading));
            }
            Block::Paragraph(given) if given.role.is_none() => {
                let mut paragraph =
                    self.paragraph(given.content, Attributes::default(), None, flow.numbered);
                paragraph.place = given.place;
                blocks.push(Block::Paragraph(paragraph));
                for block in given.belongings {
                    give(block, blocks, start);
                }
            }
            Block::Withheld(withheld) => {
                let mut inside = Vec::new();
                for block in withheld.blocks {
                    self.given(block, flow, 0, &mut inside);
                }
                give(Block::Withheld(Withheld { blocks: inside, ..withheld }), blocks, start);
            }
            block => give(block, blocks, start),
        }
    }

    /// A paragraph of a section with its number.
    fn paragraph(
        &mut self,
        content: Inlines,
        attributes: Attributes,
        place: impl Into<Option<Place>>,
        numbered: bool,
    ) -> Paragraph {
        let place = place.into();
        let scheme = self.style.numbering.paragraphs;
        let counts = numbered
            && !attributes.unnumbered
            && !attributes.continued
            && scheme != ParagraphNumbers::None;
        let number = counts.then(|| self.numbers.paragraph(attributes.sub));
        let name = attributes.label.zip(place).map(|(label, place)| Name::new(label, place));
        let said = match bare(number.as_deref().unwrap_or_default()) {
            "" => self.under.clone(),
            number => Said::Number(self.wording.numbered("paragraph", number)),
        };
        let anchor = self.label(name.as_ref(), said);
        let depth = u8::from(attributes.sub);
        Paragraph { number, depth, content, anchor, place, ..Paragraph::default() }
    }

    /// The number of the next paragraph; `None` where the house style does not number paragraphs.
    pub(super) fn next_number(&mut self) -> Option<String> {
        let counts = self.style.numbering.paragraphs != ParagraphNumbers::None;
        counts.then(|| self.numbers.paragraph(false))
    }

    /// Notes how references name a label, and returns its anchor.
    pub(super) fn label(&mut self, name: Option<&Name>, said: Said) -> Option<String> {
        let name = name?;
        self.problems.extend(self.labels.add(name, said).err());
        Some(name.value.clone())
    }

    /// The house style's entry for a section, by its `id`.
    pub(super) fn known_section(&self, section: &Section) -> Option<&StyleSection> {
        let id = section.id.as_ref()?;
        self.style.section.iter().find(|known| known.id.value == id.value)
    }
}

/// The deepest level of a heading.
const DEEPEST: u8 = 6;

/// The level at which the headings in the text of a section begin: above are the title and the sections themselves.
const INNER: u8 = 3;

/// The finding for the first heading in the text of a section that is written as a title or as a section's own; such
/// headings are printed below that of the section all the same.
fn too_high(written: &[Written]) -> Option<Diagnostic> {
    let (depth, place) = written.iter().find_map(|written| match written {
        Written::Heading(depth, _, _, place) if *depth < INNER => Some((*depth, *place)),
        _ => None,
    })?;
    let of = if depth == 1 {
        "`#` is for the title of a paper"
    } else {
        "`##` is for the headings of sections"
    };
    let message = format!("{of}, and this heading is printed below that of its section");
    Some(Diagnostic::of(Rule::HighHeading, place, message).hint(
        "write `###`, and one `#` more for each level below it; a section of its own is a `[[section]]` with a `heading`",
    ))
}

/// The position of one text's headings and paragraphs among those of the paper.
struct Flow {
    /// The level of the heading above the text.
    level: u8,
    /// The outermost level of the text's own headings, as in Markdown.
    outermost: u8,
    /// The level of the last heading so far.
    deepest: u8,
    /// The rank of the heading above the text.
    rank: Rank,
    /// Whether its paragraphs and headings are numbered.
    numbered: bool,
}

impl Flow {
    /// The level of the next heading, which is `level` unless that would skip one (PDF/UA-1, 7.4.2).
    fn deepen(&mut self, level: u8) -> u8 {
        self.deepest = level.min(self.deepest + 1).min(DEEPEST);
        self.deepest
    }
}

/// Gives a block to the numbered paragraph before it, unless the block needs pages of its own.
fn give(block: Block, blocks: &mut Vec<Block>, start: usize) {
    match owner(blocks, start).filter(|_| !is_turned(&block)) {
        Some(owner) => owner.belongings.push(block),
        None => blocks.push(block),
    }
}

/// The numbered paragraph that the next block belongs to: the last block from `start` on, if it is one.
fn owner(blocks: &mut [Block], start: usize) -> Option<&mut Paragraph> {
    match blocks.get_mut(start..)?.last_mut()? {
        Block::Paragraph(paragraph) if paragraph.number.is_some() => Some(paragraph),
        _ => None,
    }
}

/// A number as references have it, without the full stop or bracket at its end.
fn bare(number: &str) -> &str {
    let number = number.trim_end_matches(['.', ':', ' ', '–', '-']);
    if number.starts_with('(') { number } else { number.trim_end_matches(')') }
}

/// The heading of a section that has only an `id`: `next-steps` gives "Next steps".
fn heading_of(id: &Name) -> Prose {
    Prose::new(sentence_case(id), "", id.place)
}

/// The most columns of a table on an upright page.
const UPRIGHT: usize = 7;

/// Turns a table that is too wide for an upright page.
fn turn_wide(written: &mut Written) {
    let Written::Blocks(blocks) = written else { return };
    for table in blocks.iter_mut().filter_map(table_in) {
        table.landscape |= table.columns.len() > UPRIGHT || needs_turning(table);
    }
}

/// Whether a block needs pages of its own, so that it cannot belong to a paragraph.
fn is_turned(block: &Block) -> bool {
    match block {
        Block::Table(table) => table.landscape,
        Block::Region(region) => region.role == "landscape",
        Block::Withheld(withheld) => withheld.blocks.iter().any(is_turned),
        _ => false,
    }
}

/// A text of the house style as prose.
fn plain_prose(words: &Name) -> Prose {
    Prose::new(words.value.clone(), "", words.place)
}
