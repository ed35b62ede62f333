//! Takes apart tables that only serve layout: boxes around text, and columns with the numbers of paragraphs.
//!
//! In come the blocks of a draft; out come the same blocks, with the contents of such tables in their place.

use std::collections::BTreeSet;

use super::labels::{counted_label, whole_label};
use super::remarks::Remarks;
use super::tree::{Block, Cell, Inline, Label, LabelKind, Paragraph, Shape, Table, lines, plain};

/// The fewest numbered rows for a column to count as paragraph numbers.
const FEWEST: usize = 3;

/// The longest caption, in words.
const LONGEST_CAPTION: usize = 24;

/// Takes apart tables that only lay out text.
pub(super) fn opened(blocks: Vec<Block>, remarks: &mut Remarks) -> Vec<Block> {
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) if table.rows.iter().all(|row| row.len() == 1) => {
                let inside = table.rows.into_iter().flatten().flat_map(|cell| cell.blocks);
                all.extend(opened(inside.collect(), remarks));
            }
            Block::Table(table) if holds_numbers(&table) => {
                table.rows.into_iter().for_each(|row| number(row, &mut all, remarks));
            }
            Block::Table(mut table) if holds_levels(&table) => {
                let start = table.rows.iter().position(|row| labelled(row).is_some());
                let rows = table.rows.split_off(start.unwrap_or_default());
                if !table.rows.is_empty() {
                    all.push(Block::Table(table));
                }
                for row in rows {
                    let said = row.into_iter().filter(|cell| !lines(&cell.blocks).is_empty());
                    number(said.collect(), &mut all, remarks);
                }
            }
            block => all.push(block),
        }
    }
    all
}

/// Turns numbered lines directly above a table or next to a picture into captions: "Table 1: Spending".
pub(super) fn captioned(blocks: &mut [Block]) {
    let shows: Vec<bool> =
        blocks.iter().map(|block| !matches!(block, Block::Paragraph(_))).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let is_beside = beside.into_iter().any(|at| shows.get(at) == Some(&true));
        if is_beside && paragraph.shape == Shape::Plain && is_caption(&plain(&paragraph.content)) {
            paragraph.shape = Shape::Caption;
        }
    }
}

/// Whether a line is a numbered caption: "Figure 2 – Homes by ward".
fn is_caption(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let named = all
        .next()
        .is_some_and(|kind| ["table", "figure", "chart"].contains(&&*kind.to_lowercase()));
    let number = all.next().unwrap_or_default();
    let counted = number
        .trim_end_matches([':', '.'])
        .chars()
        .all(|next| next.is_ascii_digit() || next == '.')
        && number.starts_with(|next: char| next.is_ascii_digit());
    let parted = number.ends_with([':', '.']) || matches!(all.next(), Some("–" | "-" | "—" | ":"));
    named && counted && parted && words.split_whitespace().count() <= LONGEST_CAPTION
}

/// Turns lines with tabs between their words into tables.
pub(super) fn tabbed(blocks: Vec<Block>) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut lines_of_rows: Vec<Block> = Vec::new();
    for block in blocks {
        let cells = columns(&block);
        let width = cells.as_ref().map_or(0, Vec::len);
        if rows.first().is_some_and(|row| row.len() != width) || width == 0 {
            close(&mut rows, &mut lines_of_rows, &mut all);
        }
        match cells {
            Some(cells) => {
                rows.push(cells);
                lines_of_rows.push(block);
            }
            None => all.push(block),
        }
    }
    close(&mut rows, &mut lines_of_rows, &mut all);
    all
}

/// Ends a run of lines with tabs: they become a table if there are enough of them.
fn close(rows: &mut Vec<Vec<Cell>>, lines: &mut Vec<Block>, all: &mut Vec<Block>) {
    let width = rows.first().map_or(0, Vec::len);
    if rows.len() > 1 && (width > 2 || rows.len() > 2) {
        let bold = |cell: &Cell| cell.blocks.iter().all(super::forms::is_bold);
        let head = usize::from(rows[0].iter().all(bold));
        all.push(Block::Table(Table { head, rows: std::mem::take(rows) }));
        lines.clear();
    } else {
        rows.clear();
        all.append(lines);
    }
}

/// The cells of a line with tabs between its words; `None` for any other line.
fn columns(block: &Block) -> Option<Vec<Cell>> {
    let Block::Paragraph(paragraph) = block else { return None };
    let words = plain(&paragraph.content);
    let plainly = paragraph.shape == Shape::Plain && paragraph.label.is_none();
    let labelled = words.split('\t').next().is_some_and(|first| first.trim_end().ends_with(':'));
    if !plainly || labelled || words.contains('\n') || !words.trim().contains('\t') {
        return None;
    }
    let mut cells: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in &paragraph.content {
        let Inline::Text(text, manner) = inline else {
            cells.last_mut()?.push(inline.clone());
            continue;
        };
        for (n, part) in text.split('\t').enumerate() {
            // Several tabs in a row count as one.
            if n > 0 && cells.last().is_some_and(|cell| !cell.is_empty()) {
                cells.push(Vec::new());
            }
            if !part.trim().is_empty() {
                cells.last_mut()?.push(Inline::Text(part.trim().to_owned(), *manner));
            }
        }
    }
    cells.retain(|cell| !cell.is_empty());
    let cell = |content| {
        let paragraph = Paragraph { content, ..Paragraph::default() };
        Cell { blocks: vec![Block::Paragraph(paragraph)], ..Cell::default() }
    };
    (cells.len() > 1).then(|| cells.into_iter().map(cell).collect())
}

/// Joins labels on lines of their own with the lines that follow, as converted files have them.
pub(super) fn with_labels(blocks: Vec<Block>, remarks: &mut Remarks) -> Vec<Block> {
    let label_of = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let typed = lone_label(&paragraph.content)?;
            Some(paragraph.label.clone().unwrap_or(typed))
        }
        _ => None,
    };
    let few = blocks.iter().filter_map(label_of).count() < FEWEST;
    let mut all = Vec::with_capacity(blocks.len());
    let mut waiting: Option<Block> = None;
    for block in blocks {
        let label = waiting.as_ref().and_then(label_of);
        match (label, block) {
            (Some(label), Block::Paragraph(paragraph))
                if paragraph.label.is_none() && lone_label(&paragraph.content).is_none() =>
            {
                if let Some(Block::Paragraph(lone)) = &waiting
                    && label.kind != LabelKind::Bullet
                {
                    remarks.leave_out(&plain(&lone.content));
                }
                let spots = waiting.take().into_iter().flat_map(|block| match block {
                    Block::Paragraph(lone) => lone.content,
                    _ => Vec::new(),
                });
                let spots = spots.filter(|inline| matches!(inline, Inline::Spot(_)));
                let content = spots.chain(paragraph.content).collect();
                all.push(Block::Paragraph(Paragraph { label: Some(label), content, ..paragraph }));
            }
            (_, block) => {
                all.extend(waiting.take());
                match label_of(&block) {
                    Some(_) if !few => waiting = Some(block),
                    _ => all.push(block),
                }
            }
        }
    }
    all.extend(waiting);
    all
}

/// The label that a line consists of.
fn lone_label(content: &[Inline]) -> Option<Label> {
    let plainly =
        |inline: &Inline| matches!(inline, Inline::Text(..) | Inline::Spot(_) | Inline::Break);
    let words = plain(content);
    (words.len() < 12 && content.iter().all(plainly)).then(|| whole_label(words.trim())).flatten()
}

/// Whether the first of two columns holds only the numbers of the paragraphs in the second.
fn holds_numbers(table: &Table) -> bool {
    let mut numbers = 0;
    let mut words = 0;
    for row in &table.rows {
        let [number, text] = &row[..] else { return false };
        let label = lines(&number.blocks).join(" ");
        match counted_label(&label) {
            Some(_) => numbers += 1,
            None if label.is_empty() => {}
            None => return false,
        }
        words += lines(&text.blocks).join(" ").split(' ').count();
    }
    numbers >= FEWEST && words > table.rows.len() * 6
}

/// Whether a table holds a paper: after some other rows perhaps, all rows are numbered in any column, at several
/// levels such as "1." and "1.1".
fn holds_levels(table: &Table) -> bool {
    let labels: Vec<Option<Label>> = table.rows.iter().map(|row| labelled(row)).collect();
    let numbered = labels.iter().skip_while(|label| label.is_none());
    let levels: BTreeSet<usize> = numbered.clone().flatten().map(|label| label.parts).collect();
    let all = numbered.clone().all(|label| label.is_some());
    let first = labels.iter().flatten().next().is_some_and(|label| label.number == 1);
    all && first && numbered.count() >= FEWEST && levels.len() > 1
}

/// The number at the beginning of a row of two cells with text.
fn labelled(row: &[Cell]) -> Option<Label> {
    let said: Vec<String> = row.iter().map(|cell| lines(&cell.blocks).join(" ")).collect();
    let mut said = said.iter().filter(|words| !words.is_empty());
    let label = counted_label(said.next()?).filter(|label| label.kind == LabelKind::Number)?;
    (said.count() == 1).then_some(label)
}

/// Adds the contents of a row, with its number as the label of the first paragraph.
pub(super) fn number(row: Vec<Cell>, all: &mut Vec<Block>, remarks: &mut Remarks) {
    let mut cells = row.into_iter();
    let label = cells.next().map(|cell| lines(&cell.blocks).join(" ")).unwrap_or_default();
    let mut label = counted_label(&label);
    for block in opened(cells.flat_map(|cell| cell.blocks).collect(), remarks) {
        match block {
            Block::Paragraph(paragraph) if !plain(&paragraph.content).trim().is_empty() => {
                let own = label.take();
                remarks.leave_out(own.as_ref().map_or("", |label| &label.text));
                let label = own.or(paragraph.label);
                all.push(Block::Paragraph(Paragraph { label, ..paragraph }));
            }
            block => all.push(block),
        }
    }
}
