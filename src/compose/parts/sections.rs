//! Composes the sections of a report in the places that its house style gives them.

use super::super::markdown::plain_blocks;
use super::column;
use super::lists::said;
use crate::compose::Composer;
use crate::compose::number::Rank;
use crate::document::*;
use crate::model::report::Section;
use crate::model::style::{FieldColumn, Layout, Part, PartKind, StyleSection};
use crate::model::withholds::Withholds;
use crate::read::{Name, Prose};

impl<'a> Composer<'a> {
    /// The section with an `id`, at any depth.
    pub(super) fn find_section(&self, id: &Name) -> Option<&'a Section> {
        find(&self.report.section, id)
    }

    /// Whether the style has a part for a section.
    pub(in crate::compose) fn has_part(&self, section: &Section) -> bool {
        let Some(id) = &section.id else { return false };
        self.style.part.iter().any(|part| {
            part.kind == PartKind::Section
                && part.section.iter().chain(&part.sections).any(|named| named.value == id.value)
        })
    }

    /// Whether a section has content of its own, besides inner sections that have parts elsewhere.
    pub(in crate::compose) fn stands(&self, section: &Section) -> bool {
        section.text.is_some()
            || section.section.is_empty()
            || section.section.iter().any(|inner| !self.has_part(inner) && self.stands(inner))
    }

    /// The style's entry for the section with an `id`.
    fn known(&self, id: &Name) -> Option<&'a StyleSection> {
        self.style.section.iter().find(|known| known.id.value == id.value)
    }

    /// Whether the report has a section, or the style has words in its place.
    fn has_or_says(&self, id: &Name) -> bool {
        self.find_section(id).is_some() || self.known(id).is_some_and(|known| known.empty.is_some())
    }

    /// Whether a part for sections has any content.
    pub(super) fn shows_section(&self, part: &Part) -> bool {
        part.section.iter().chain(&part.sections).any(|id| self.has_or_says(id))
    }

    /// Whether any section has no part of its own.
    pub(super) fn shows_sections(&self) -> bool {
        self.report.section.iter().any(|section| !self.has_part(section) && self.stands(section))
    }

    /// Adds one section, with the sections inside it in the order of the style.
    pub(super) fn section_part(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let Some(id) = &part.section else { return };
        let level = part.level.max(2);
        let known = self.known(id);
        match self.find_section(id) {
            Some(section) if part.sections.is_empty() || self.stands_alone(section, part) => {
                self.section(section, level, Rank::Section, true, blocks);
            }
            found => {
                let heading = found.and_then(|section| section.heading.clone());
                let heading =
                    heading.or_else(|| known.map(|known| said(&known.heading, &known.heading)));
                let Some(heading) = heading else { return };
                let numbered = known.is_none_or(|known| known.numbered);
                let label = found.and_then(|section| section.label.as_ref());
                self.heading(&heading, label, numbered.then_some(Rank::Section), level, blocks);
                let empty =
                    known.and_then(|known| known.empty.as_ref()).filter(|_| found.is_none());
                if let Some(empty) =
                    empty.filter(|_| part.sections.iter().all(|id| self.find_section(id).is_none()))
                {
                    self.body(empty, level, Rank::Section, numbered, blocks);
                }
            }
        }
        if part.layout == Some(Layout::Table) {
            self.table_of_sections(part, level.saturating_add(1), blocks);
            return;
        }
        for id in &part.sections {
            self.inner_section(id, level.saturating_add(1), blocks);
        }
    }

    /// Whether a section has content besides the sections that the part places.
    fn stands_alone(&self, section: &Section, part: &Part) -> bool {
        let placed = |inner: &Section| {
            inner
                .id
                .as_ref()
                .is_some_and(|id| part.sections.iter().any(|named| named.value == id.value))
        };
        section.text.is_some() || section.section.iter().any(|inner| !placed(inner))
    }

    /// Adds a section inside another: the report's, or the style's words in its place.
    fn inner_section(&mut self, id: &Name, level: u8, blocks: &mut Vec<Block>) {
        if let Some(section) = self.find_section(id) {
            self.section(section, level, Rank::Subsection, true, blocks);
            return;
        }
        let Some(known) = self.known(id) else { return };
        let Some(empty) = &known.empty else { return };
        let rank = known.numbered.then_some(Rank::Subsection);
        self.heading(&said(&known.heading, &known.heading), None, rank, level, blocks);
        self.body(empty, level, Rank::Subsection, known.numbered, blocks);
    }

    /// Adds sections as rows of a table: the heading, the text and the keys beside it. A section that is withheld or
    /// has inner sections comes below the table.
    fn table_of_sections(&mut self, part: &Part, level: u8, blocks: &mut Vec<Block>) {
        let mut rows = Vec::new();
        let mut below = Vec::new();
        for id in &part.sections {
            let known = self.known(id);
            let found = self.find_section(id);
            if let Some(section) = found.filter(|section| !is_row(section)) {
                below.push(section);
                continue;
            }
            let text: Option<&Prose> = match found {
                Some(section) => section.text.as_ref(),
                None => known.and_then(|known| known.empty.as_ref()),
            };
            let heading = found.and_then(|section| section.heading.clone());
            let heading =
                heading.or_else(|| known.map(|known| said(&known.heading, &known.heading)));
            let (Some(text), Some(heading)) = (text, heading) else { continue };
            let head = self.line(&heading);
            let label = found.and_then(|section| section.label.as_ref());
            let anchor = self.heading_label(label, None, &head);
            let head = Paragraph { content: head, anchor, ..Paragraph::default() };
            let mut cells = vec![
                (HEADING, vec![Block::Paragraph(head)]),
                (TEXT, plain_blocks(self.prose(text))),
            ];
            for (name, value) in found.iter().flat_map(|section| section.beside.iter()) {
                cells.push((name.as_str(), self.cell(name, value)));
            }
            rows.push(cells);
        }
        blocks.extend(table_of(part, rows));
        for section in below {
            self.section(section, level, Rank::Subsection, true, blocks);
        }
    }

    /// Adds all sections without a part of their own.
    pub(super) fn sections_part(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let report = self.report;
        let headed = part.heading.is_some() && part.level > 0;
        let level = if headed { part.level.saturating_add(1) } else { part.level.max(2) };
        for section in &report.section {
            if !self.has_part(section) && self.stands(section) {
                self.section(section, level, Rank::Section, true, blocks);
            }
        }
    }
}

/// The columns of a section's own heading and text.
const HEADING: &str = "heading";
const TEXT: &str = "text";

/// Whether a section can be a row of a table: it is neither withheld nor has inner sections.
pub(super) fn is_row(section: &Section) -> bool {
    section.withheld().is_none() && section.section.is_empty()
}

/// The table of rows in the columns of a part; `None` where there are no rows.
fn table_of(part: &Part, rows: Vec<Vec<(&str, Vec<Block>)>>) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let mut names = vec![HEADING, TEXT];
    let mut columns = vec![column(1.0), column(3.0)];
    let mut header = Vec::new();
    if !part.column.is_empty() {
        names = part.column.iter().map(|column| column.name.as_str()).collect();
        columns = part.column.iter().map(|of| column(of.share.unwrap_or_default())).collect();
        let head = |of: &FieldColumn| vec![Inline::text(of.label.value.clone(), of.label.place)];
        header = part.column.iter().map(|of| Cell::of(head(of))).collect();
    }
    let cell = |cells: &[(&str, Vec<Block>)], name: &str| {
        let found = cells.iter().find(|(of, _)| *of == name);
        Cell { blocks: found.map(|(_, blocks)| blocks.clone()).unwrap_or_default() }
    };
    let row = |cells: Vec<_>| names.iter().map(|name| cell(&cells, name)).collect();
    Some(Block::Table(Table {
        role: Some("sections".into()),
        columns,
        header,
        rows: rows.into_iter().map(row).collect(),
        row_headers: names.first() == Some(&HEADING),
        ..Table::default()
    }))
}

/// The section with an `id` among sections and those inside them.
fn find<'s>(sections: &'s [Section], id: &Name) -> Option<&'s Section> {
    let named = |section: &&Section| section.id.as_ref().is_some_and(|own| own.value == id.value);
    sections
        .iter()
        .find(named)
        .or_else(|| sections.iter().find_map(|section| find(&section.section, id)))
}
