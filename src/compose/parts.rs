//! Composes the parts of a report in the order of its house style.
//!
//! A report and the style's list of parts come in; blocks go out. A file of its own composes each kind of part; this
//! one adds headings and numbers and puts the parts in order.

mod appended;
mod fields;
mod follows;
pub(super) mod lists;
mod needs;
mod sections;
#[cfg(test)]
mod tests;
mod values;

use self::fields::Manner;
pub(super) use self::values::{absent, as_line};
use super::Composer;
use super::markdown::plain_blocks;
use crate::document::*;
use crate::model::style::{Part, PartCell, PartKind};
use crate::model::withholds::Withholds;
use crate::read::Name;

/// The deepest level of a heading.
const DEEPEST_HEADING: u8 = 6;

impl Composer<'_> {
    /// All parts of the report. Content that the house style has no place for comes at the end.
    pub(super) fn parts(&mut self, title: &Inlines) -> Vec<Block> {
        self.check_needs();
        let mut blocks = Vec::new();
        let style = self.style;
        for part in &style.part {
            if self.applies(part.when.as_ref(), part.unless.as_ref()) {
                self.part(part, title, &mut blocks);
            }
        }
        self.append_the_rest(&mut blocks);
        close_gaps(&mut blocks, &mut 0);
        blocks.iter_mut().for_each(|block| set_upright(block, true));
        blocks
    }

    /// Adds one part with its heading; nothing where the part has no content.
    fn part(&mut self, part: &Part, title: &Inlines, blocks: &mut Vec<Block>) {
        let shows = self.shows(part);
        if !shows && part.empty.is_none() {
            return;
        }
        let mut whole = Vec::new();
        if let Some(heading) = &part.heading {
            let content = self.line(heading);
            if part.level == 0 {
                let role = Some("part-heading".to_owned());
                whole.push(Block::Paragraph(Paragraph { content, role, ..Paragraph::default() }));
            } else {
                let number = part.numbered.then(|| self.numbers.section()).flatten();
                let level = part.level.min(DEEPEST_HEADING);
                whole.push(Block::Heading(Heading {
                    level,
                    number,
                    content,
                    anchor: None,
                    place: Some(heading.place),
                }));
            }
        }
        let mut inside = Vec::new();
        if shows {
            self.content(part, title, &mut inside);
        } else if let Some(empty) = &part.empty {
            inside = plain_blocks(self.prose(empty));
        }
        if part.numbered && !matches!(part.kind, PartKind::Section | PartKind::Sections) {
            inside = self.number(inside);
        }
        whole.append(&mut inside);
        match &part.role {
            Some(role) if part.kind != PartKind::Title => {
                blocks.push(Block::Region(Region {
                    role: role.value.clone(),
                    blocks: whole,
                    ..Region::default()
                }));
            }
            _ => blocks.append(&mut whole),
        }
    }

    /// Whether a part has any content.
    fn shows(&self, part: &Part) -> bool {
        match part.kind {
            PartKind::Fields => self.shows_field(&part.fields),
            PartKind::Recommendations => !self.report.recommendation.is_empty(),
            PartKind::Appendices => !self.report.appendix.is_empty(),
            PartKind::BackgroundPapers => !self.report.background_paper.is_empty(),
            PartKind::Contacts => self.report.contact.len() > self.told,
            PartKind::Section => self.shows_section(part),
            PartKind::Sections => self.shows_sections(),
            PartKind::Text
            | PartKind::Grid
            | PartKind::Image
            | PartKind::Title
            | PartKind::Rule
            | PartKind::PageBreak => true,
        }
    }

    /// Adds the content of a part, below its heading.
    fn content(&mut self, part: &Part, title: &Inlines, blocks: &mut Vec<Block>) {
        match part.kind {
            PartKind::Fields => {
                if let Some(lead) = &part.text {
                    blocks.extend(plain_blocks(self.prose(lead)));
                }
                self.part_fields(part, blocks);
            }
            PartKind::Text => {
                if let Some(prose) = &part.text {
                    *blocks = plain_blocks(self.prose(prose));
                }
            }
            PartKind::Grid => self.grid(part, title, blocks),
            PartKind::Image => {
                blocks.extend(self.picture(
                    part.file.as_ref(),
                    part.alternative.as_ref(),
                    part.width.as_ref(),
                ));
            }
            PartKind::Title => blocks.push(self.title(title)),
            PartKind::Recommendations => self.recommendations(part, blocks),
            PartKind::Section => self.section_part(part, blocks),
            PartKind::Sections => self.sections_part(part, blocks),
            PartKind::Appendices => self.appendices(part, blocks),
            PartKind::BackgroundPapers => self.background_papers(part, blocks),
            PartKind::Contacts => self.contacts(part, blocks),
            PartKind::Rule => blocks.push(Block::Rule),
            PartKind::PageBreak => blocks.push(Block::PageBreak),
        }
    }

    /// The report's title as its first heading.
    fn title(&self, title: &Inlines) -> Block {
        Block::Heading(Heading {
            level: 1,
            number: None,
            content: title.clone(),
            anchor: None,
            place: Some(self.report.title.place),
        })
    }

    /// Adds a grid of cells.
    fn grid(&mut self, part: &Part, title: &Inlines, blocks: &mut Vec<Block>) {
        let cells = part.cell.iter();
        let cells = cells.map(|cell| Block::Region(self.grid_cell(cell, title))).collect();
        let columns = part.columns.iter().map(|share| column(*share)).collect();
        blocks.push(Block::Region(Region { role: "grid".into(), columns, blocks: cells }));
    }

    /// One cell of a grid.
    fn grid_cell(&mut self, cell: &PartCell, title: &Inlines) -> Region {
        let mut blocks: Vec<_> = cell.title.then(|| self.title(title)).into_iter().collect();
        if self.applies(cell.when.as_ref(), cell.unless.as_ref()) {
            if let Some(text) = &cell.text {
                blocks.extend(plain_blocks(self.prose(text)));
            }
            let manner = Manner { layout: cell.layout, ..Manner::default() };
            self.fields(&cell.fields, manner, &mut blocks);
            blocks.extend(self.picture(
                cell.file.as_ref(),
                cell.alternative.as_ref(),
                cell.width.as_ref(),
            ));
        }
        let role = cell.role.as_ref().map_or_else(|| "cell".to_owned(), |role| role.value.clone());
        Region { role, blocks, ..Region::default() }
    }

    /// A picture of the house style; `None` without a file.
    fn picture(
        &self,
        file: Option<&Name>,
        alternative: Option<&Name>,
        width: Option<&crate::model::style::Length>,
    ) -> Option<Block> {
        let file = file?;
        Some(Block::Figure(Figure {
            path: format!("{}/{}", self.house.style_folder, file.value),
            alternative: alternative.map(|words| words.value.clone()).unwrap_or_default(),
            caption: None,
            width: width.map(|width| width.as_str().to_owned()),
            place: None,
        }))
    }

    /// Whether the conditions of a part hold: `when` is given by the report, and `unless` is not.
    fn applies(&self, when: Option<&Name>, unless: Option<&Name>) -> bool {
        when.is_none_or(|name| self.gives(name)) && !unless.is_some_and(|name| self.gives(name))
    }

    /// Whether the report gives a field (neither blank nor false), a list with items, or `withheld`, which holds
    /// where it is withheld as a whole.
    fn gives(&self, name: &Name) -> bool {
        match name.as_str() {
            "recommendations" => !self.report.recommendation.is_empty(),
            "appendices" => !self.report.appendix.is_empty(),
            "background-papers" => !self.report.background_paper.is_empty(),
            "withheld" => self.report.withheld().is_some(),
            "contacts" => !self.report.contact.is_empty(),
            name => self
                .style
                .field(name)
                .and_then(|field| field.given(&self.report.front))
                .is_some_and(values::is_given),
        }
    }

    /// Numbers paragraphs, and makes the blocks after each belong to it.
    fn number(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut numbered: Vec<Block> = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(mut paragraph) if paragraph.role.is_none() => {
                    paragraph.number = self.next_number();
                    numbered.push(Block::Paragraph(paragraph));
                }
                block => match numbered.last_mut() {
                    Some(Block::Paragraph(owner)) if owner.number.is_some() => {
                        owner.belongings.push(block)
                    }
                    _ => numbered.push(block),
                },
            }
        }
        numbered
    }

    /// The pattern of a list's labels, and whether it counts.
    fn marker(&self, part: &Part, common: &str) -> (String, bool) {
        let pattern = part.marker.as_ref().map_or(common, |marker| marker.as_str()).to_owned();
        let ordered = super::number::counts(&pattern);
        (pattern, ordered)
    }

    /// The marker of an outermost bullet list.
    fn bullet(&self) -> String {
        self.style.lists.bullet(0).to_owned()
    }
}

/// A column with a share of the width; for 0, one as wide as its words.
fn column(share: f64) -> Column {
    Column { share: (share > 0.0).then_some(share), ..Column::default() }
}

/// Turns back every landscape table inside another block, where no page can begin.
fn set_upright(block: &mut Block, outermost: bool) {
    let inside = match block {
        Block::Table(table) => {
            table.landscape &= outermost;
            return;
        }
        Block::Paragraph(paragraph) => &mut paragraph.belongings,
        Block::Quotation(quotation) => &mut quotation.blocks,
        Block::Region(region) => &mut region.blocks,
        Block::List(list) => {
            let items = list.items.iter_mut().flat_map(|item| &mut item.blocks);
            items.for_each(|block| set_upright(block, false));
            return;
        }
        _ => return,
    };
    inside.iter_mut().for_each(|block| set_upright(block, false));
}

/// Promotes headings so that no level is skipped on the way down (PDF/UA-1, 7.4.2).
fn close_gaps(blocks: &mut [Block], deepest: &mut u8) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                heading.level = heading.level.clamp(1, (*deepest + 1).min(DEEPEST_HEADING));
                *deepest = heading.level;
            }
            Block::Region(region) => close_gaps(&mut region.blocks, deepest),
            _ => {}
        }
    }
}
