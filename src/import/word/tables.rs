//! Reads tables of a Word file: rows, headers and merged cells.

use super::body::{Changes, Reader};
use super::seen::{ground, hue};
use super::tree::{Block, Cell, Inline, Merged, Paragraph, Table, plain};
use super::xml::{Element, attribute, child, is, path, switch, value};
use crate::language::case::capital;

/// The most columns of a table.
const WIDEST: usize = 63;

/// A row as read: its cells, and whether it is marked as part of the header.
struct Row {
    cells: Vec<Cell>,
    head: bool,
    /// Whether each of its cells has a background.
    shaded: bool,
    /// The name of the colour behind each cell.
    hues: Vec<Option<&'static str>>,
}

impl Reader<'_, '_> {
    /// Reads a table; `None` if it is empty.
    pub(super) fn table(&mut self, element: Element<'_, '_>) -> Option<Table> {
        let mut rows = Vec::new();
        let around = self.ground;
        self.ground = self.styles.behind_table(element, around);
        self.rows(element, &mut rows);
        self.ground = around;
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for row in &mut rows {
            row.cells.resize_with(width, Cell::default);
        }
        let filled = |row: &Row| {
            row.cells.iter().any(|cell| !cell.blocks.is_empty() || cell.merged.is_some())
        };
        rows.retain(filled);
        let marked = rows.iter().take_while(|row| row.head).count();
        let mut head = if marked > 0 { marked } else { usize::from(self.has_head(element, &rows)) };
        // A row into which cells of the header are merged is part of the header.
        let goes_on = |row: &Row| row.cells.iter().any(|cell| cell.merged == Some(Merged::Down));
        while head > 0 && head + 1 < rows.len() && goes_on(&rows[head]) {
            head += 1;
        }
        self.name_colours(rows.get_mut(head..).unwrap_or_default());
        let table = Table {
            head: head.min(rows.len()),
            rows: rows.into_iter().map(|row| row.cells).collect(),
        };
        (!table.rows.is_empty()).then(|| without_empty_columns(table))
    }

    /// Writes the names of colours into empty cells whose colour differs from their neighbours'.
    fn name_colours(&mut self, rows: &mut [Row]) {
        let mut named: Vec<&str> = Vec::new();
        let mut contents: Vec<&mut Cell> = Vec::new();
        for row in rows {
            let hues = &row.hues;
            for (cell, own) in row.cells.iter_mut().zip(hues) {
                let Some(own) = own.filter(|_| cell.blocks.is_empty() && cell.merged.is_none())
                else {
                    continue;
                };
                if hues.iter().all(|other| *other == Some(own)) {
                    continue;
                }
                if !named.contains(&own) {
                    named.push(own);
                }
                let content = vec![Inline::Text(capital(own), Default::default())];
                cell.blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
                contents.push(cell);
            }
        }
        if let Some(Block::Paragraph(first)) =
            contents.first_mut().and_then(|cell| cell.blocks.first_mut())
        {
            let message = format!(
                "cells of this table say something by their colour alone, and the name of that stands in them: {}",
                named.join(", ")
            );
            let hint =
                "write what each colour means, such as “Behind”, so that everyone can read it";
            first.content.insert(0, self.remarks.at(message, hint));
        }
    }

    /// Whether the first row looks like a header: it is all bold, or the only shaded row, or set off by the table
    /// style.
    fn has_head(&self, element: Element<'_, '_>, rows: &[Row]) -> bool {
        let [first, second, ..] = rows else { return false };
        let filled = first.cells.iter().filter(|cell| !cell.blocks.is_empty());
        let bold = filled.clone().count() > 1
            && filled.clone().all(|cell| cell.blocks.iter().all(is_bold));
        let shaded = first.shaded && !second.shaded && filled.count() > 1;
        let properties = child(element, "tblPr");
        let look = properties.and_then(|properties| child(properties, "tblLook"));
        let wanted = look.is_none_or(|look| {
            let bits = attribute(look, "val").and_then(|bits| u32::from_str_radix(bits, 16).ok());
            attribute(look, "firstRow") != Some("0") && bits.is_none_or(|bits| bits & 0x20 != 0)
        });
        let style = properties.and_then(|properties| value(properties, &["tblStyle"]));
        bold || shaded || wanted && style.is_some_and(|style| self.styles.has_head(style))
    }

    /// Reads the rows directly inside an element, and those in content controls.
    fn rows(&mut self, parent: Element<'_, '_>, rows: &mut Vec<Row>) {
        for element in parent.children() {
            match element.tag_name().name() {
                "tr" => rows.extend(self.row(element)),
                "sdt" => self.within(element, &mut |reader, inner| reader.rows(inner, rows)),
                "customXml" | "ins" | "del" => self.rows(element, rows),
                _ => {}
            }
        }
    }

    fn row(&mut self, element: Element<'_, '_>) -> Option<Row> {
        let properties = child(element, "trPr");
        let has = |name| properties.is_some_and(|properties| child(properties, name).is_some());
        if self.is_out(element, has("ins"), has("del"), "row") {
            return None;
        }
        let before = properties.and_then(|properties| value(properties, &["gridBefore"]));
        let before = before.and_then(|before| before.parse::<usize>().ok()).unwrap_or(0);
        let mut row = Row {
            cells: (0..before.min(WIDEST)).map(|_| Cell::default()).collect(),
            head: properties
                .is_some_and(|properties| switch(properties, "tblHeader") == Some(true)),
            shaded: true,
            hues: Vec::new(),
        };
        row.hues.resize(row.cells.len(), None);
        self.cells(element, &mut row);
        Some(row)
    }

    /// Whether a row or a cell is left out, since a tracked change put it in or took it out.
    fn is_out(
        &mut self,
        element: Element<'_, '_>,
        inserted: bool,
        deleted: bool,
        what: &str,
    ) -> bool {
        self.tally.insertions += usize::from(inserted);
        self.tally.deletions += usize::from(deleted);
        let out = match self.changes {
            Changes::Accepted => deleted,
            Changes::Rejected => inserted,
        };
        if out {
            let said = super::xml::words(element);
            self.remarks.add(
                format!("a {what} of a table that was put in or taken out by tracked changes is left out: “{said}”"),
                "decide the changes in Word, and import it again",
            );
        }
        out
    }

    /// Reads the cells directly inside an element, and those in content controls.
    fn cells(&mut self, parent: Element<'_, '_>, row: &mut Row) {
        for element in parent.children() {
            match element.tag_name().name() {
                "tc" => self.cell(element, row),
                "sdt" => self.within(element, &mut |reader, inner| reader.cells(inner, row)),
                "customXml" => self.cells(element, row),
                _ => {}
            }
        }
    }

    fn cell(&mut self, element: Element<'_, '_>, row: &mut Row) {
        let properties = child(element, "tcPr");
        let has = |name| properties.is_some_and(|properties| child(properties, name).is_some());
        if self.is_out(element, has("cellIns"), has("cellDel"), "cell") {
            return;
        }
        let span = properties.and_then(|properties| value(properties, &["gridSpan"]));
        let span = span.and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
        let span = span.clamp(1, WIDEST.saturating_sub(row.cells.len()).max(1));
        let down = properties.and_then(|properties| child(properties, "vMerge"));
        let down = down.is_some_and(|merge| attribute(merge, "val") != Some("restart"));
        let fill = properties.and_then(|properties| child(properties, "shd"));
        let fill = fill.and_then(|shading| attribute(shading, "fill"));
        row.shaded &= fill.is_some_and(|fill| !matches!(fill, "auto" | "FFFFFF" | "ffffff"));
        let right = element.children().filter(|child| is(*child, "p")).all(|paragraph| {
            let side = path(paragraph, &["pPr"]).and_then(|properties| value(properties, &["jc"]));
            matches!(side, Some("right" | "end"))
        });
        let around = self.ground;
        let own = properties.and_then(ground);
        self.ground = own.or(around);
        let blocks = self.blocks_apart(element);
        self.ground = around;
        let merged = down.then_some(Merged::Down);
        row.cells.push(Cell { blocks, merged, right });
        let rest = || Cell { merged: Some(Merged::Across), ..Cell::default() };
        row.cells.extend(std::iter::repeat_with(rest).take(span - 1));
        row.hues.push(own.and_then(hue));
        row.hues.resize(row.cells.len(), None);
    }
}

/// Whether all words of a block are bold.
fn is_bold(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    let bold = |inline: &Inline| match inline {
        Inline::Text(text, manner) => manner.bold || text.trim().is_empty(),
        Inline::Link(_, content) => plain(content).trim().is_empty(),
        Inline::Break | Inline::Spot(_) | Inline::Reference(..) | Inline::Note(_) => true,
    };
    paragraph.content.iter().all(bold)
}

/// The table without empty columns.
fn without_empty_columns(table: Table) -> Table {
    let width = table.rows.first().map_or(0, Vec::len);
    let filled: Vec<bool> = (0..width)
        .map(|column| {
            table.rows.iter().any(|row| {
                row.get(column).is_some_and(|cell| {
                    !cell.blocks.is_empty() || cell.merged == Some(Merged::Down)
                })
            })
        })
        .collect();
    let rows = table.rows.into_iter().map(|row| {
        let kept = row.into_iter().zip(&filled).filter(|(_, filled)| **filled);
        kept.map(|(cell, _)| cell).collect()
    });
    Table { rows: rows.collect(), ..table }
}
