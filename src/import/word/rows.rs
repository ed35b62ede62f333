//! Writes tables of a draft as Markdown tables, in which a cell is one line and none is merged.

use super::inline::{marker, written};
use super::markdown::Writer;
use super::tree::{Block, Cell, Inline, Merged, Paragraph, Standing, Table, lines, unadorned};

impl Writer<'_> {
    /// A table and the pictures from it; a table with a single cell is replaced by its contents.
    pub(super) fn table(&mut self, table: &Table) -> Vec<String> {
        if let [row] = &table.rows[..]
            && let [cell] = &row[..]
        {
            let text = self.prose_inside(&cell.blocks);
            return vec![text];
        }
        let mut said = Vec::new();
        let merged = table.rows.iter().flatten().any(|cell| cell.merged.is_some());
        if merged {
            said.push("cells are merged, which are written out: what stood beside others is repeated below them, and what stood across columns stands in the first");
        }
        if table.rows.iter().flatten().any(|cell| cell.blocks.len() > 1) {
            said.push("cells hold several paragraphs or lists, which run on as one line each");
        }
        let inner = |block: &Block| matches!(block, Block::Table(_));
        if table.rows.iter().flatten().any(|cell| cell.blocks.iter().any(inner)) {
            said.push("tables stand in cells, and all that is in each runs on as one line");
        }
        let mut pictures = Vec::new();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                row.iter().map(|cell| self.cell(cell, at < table.head, &mut pictures)).collect()
            })
            .collect();
        let filled = fill(&rows, table);
        let width = filled.first().map_or(0, Vec::len);
        let (head, body) = match table.head {
            0 if is_form(table) || has_figures(table) => {
                said.push("the draft has no head, so the columns still need their names");
                (vec![String::new(); width], &filled[..])
            }
            0 => {
                said.push(
                    "the draft does not say which row is the head, and the first was taken for it",
                );
                (filled.first().cloned().unwrap_or_default(), filled.get(1..).unwrap_or_default())
            }
            head => (joined(&filled[..head], width), &filled[head..]),
        };
        let right: Vec<bool> = (0..width).map(|column| is_of_figures(table, column)).collect();
        let mut text = String::new();
        if !said.is_empty()
            && let Inline::Spot(spot) = self.remarks.at(
                format!("in this table, {}", said.join("; ")),
                "look at the table, and part or name its columns where that reads better",
            )
        {
            text.push_str(&marker(spot));
        }
        text.push_str(&row(&head));
        let rules: Vec<&str> =
            right.iter().map(|right| if *right { "---:" } else { "---" }).collect();
        text.push_str(&format!("|{}|\n", rules.join("|")));
        for cells in body {
            text.push_str(&row(cells));
        }
        let mut chunks = vec![text.trim_end().to_owned()];
        chunks.extend(pictures);
        chunks
    }

    /// The contents of a table with a single cell.
    fn prose_inside(&mut self, blocks: &[Block]) -> String {
        let below = std::mem::take(&mut self.below);
        let text = self.prose(blocks);
        self.below = below;
        text
    }

    /// The contents of a cell on one line.
    fn cell(&mut self, cell: &Cell, head: bool, pictures: &mut Vec<String>) -> String {
        let mut parts: Vec<String> = Vec::new();
        for block in &cell.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let content = paragraph.content.clone();
                    let content = if head { unadorned(content) } else { content };
                    let text = written(&content, true, self);
                    if !text.is_empty() {
                        parts.push(text);
                    }
                }
                Block::Table(inner) => {
                    for inner in inner.rows.iter().flatten() {
                        parts.push(self.cell(inner, head, pictures));
                    }
                }
                Block::Picture(picture) => pictures.push(self.picture(picture)),
            }
        }
        parts.retain(|part| !part.is_empty());
        let mut text = String::new();
        for part in parts {
            if !text.is_empty() {
                text.push_str(if text.ends_with(['.', ':', ';', ',', '?', '!']) {
                    " "
                } else {
                    "; "
                });
            }
            text.push_str(&part);
        }
        text
    }
}

/// The cells, with the contents of merged ones repeated.
fn fill(rows: &[Vec<String>], table: &Table) -> Vec<Vec<String>> {
    let mut filled: Vec<Vec<String>> = Vec::with_capacity(rows.len());
    for (at, (row, cells)) in rows.iter().zip(&table.rows).enumerate() {
        let mut line = row.clone();
        for column in 0..line.len() {
            match cells[column].merged {
                Some(Merged::Down) if line[column].is_empty() => {
                    let above = filled.last().and_then(|above| above.get(column));
                    line[column] = above
                        .map(|above| super::inline::without_markers(above))
                        .map(without_notes)
                        .unwrap_or_default();
                }
                Some(Merged::Across) if at < table.head && column > 0 => {
                    line[column] = without_notes(super::inline::without_markers(&line[column - 1]));
                }
                _ => {}
            }
        }
        filled.push(line);
    }
    filled
}

/// Text without references to footnotes, as each may appear only once.
fn without_notes(text: String) -> String {
    let mut words = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("[^") {
        words.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    words + rest
}

/// Joins the rows of a header into one.
fn joined(rows: &[Vec<String>], width: usize) -> Vec<String> {
    (0..width)
        .map(|column| {
            let mut names: Vec<&str> = Vec::new();
            for name in
                rows.iter().filter_map(|row| row.get(column)).filter(|name| !name.is_empty())
            {
                if names.last() != Some(&name.as_str()) {
                    names.push(name);
                }
            }
            names.join(": ")
        })
        .collect()
}

/// A row of Markdown.
fn row(cells: &[String]) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push_str(&if cell.is_empty() { "  |".to_owned() } else { format!(" {cell} |") });
    }
    line + "\n"
}

/// Whether a table consists of labels and values: two columns, with the first all bold and the second not.
fn is_form(table: &Table) -> bool {
    let bold = |cell: &Cell| {
        cell.blocks.iter().all(|block| {
            matches!(block, Block::Paragraph(Paragraph { content, .. }) if super::headings::all(content, &|manner| manner.bold))
        })
    };
    let column = |at: usize| table.rows.iter().filter_map(move |row| row.get(at));
    table.rows.first().is_some_and(|row| row.len() == 2)
        && column(0).all(|cell| bold(cell) && !cell.blocks.is_empty())
        && column(1).any(|cell| !cell.blocks.is_empty() && !bold(cell))
}

/// Whether the first row has numbers, which a header never has.
fn has_figures(table: &Table) -> bool {
    let figure = |cell: &Cell| {
        let words = lines(&cell.blocks).join(" ");
        words.starts_with(|next: char| next.is_ascii_digit() || next == '£')
            && words.split(' ').count() < 4
            && !is_year(&words)
    };
    table.rows.first().is_some_and(|row| row.iter().skip(1).any(figure))
}

/// Whether text is a year, as in headers: 2024, 2024/25, 2024-2025.
fn is_year(words: &str) -> bool {
    let year = words.get(..4).and_then(|year| year.parse::<u32>().ok());
    year.is_some_and(|year| (1900..2200).contains(&year))
        && !words[4..].starts_with(|next: char| next.is_ascii_digit() || ".,".contains(next))
}

/// Whether a column holds right-aligned numbers.
fn is_of_figures(table: &Table, column: usize) -> bool {
    let body = table.rows.iter().skip(table.head.max(1)).filter_map(|row| row.get(column));
    let mut filled = body.filter(|cell| !cell.blocks.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| {
            let words = lines(&cell.blocks).join(" ");
            let plain = cell.blocks.iter().all(
                |block| !matches!(block, Block::Paragraph(one) if one.standing == Standing::Item),
            );
            plain && cell.right && words.chars().any(|next| next.is_ascii_digit())
        })
}
