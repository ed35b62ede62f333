//! Reads the tables of prose.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag};

use super::super::reach::link_alone;
use super::{Events, Reader, Written, plain_blocks};
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::*;

impl Reader<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, alignments: &[Alignment], events: &mut Events<'_, '_>) -> Table {
        let align = |alignment: &Alignment| match alignment {
            Alignment::Right => ColumnAlign::Right,
            Alignment::Center => ColumnAlign::Centre,
            Alignment::None | Alignment::Left => ColumnAlign::Left,
        };
        let mut table = Table {
            columns: alignments
                .iter()
                .map(|alignment| Column { align: align(alignment), ..Column::default() })
                .collect(),
            ..Table::default()
        };
        let mut heads = Vec::new();
        while let Some((Event::Start(tag), range)) = events.peek() {
            let head = matches!(tag, Tag::TableHead);
            let written = range.clone();
            events.next();
            let mut row = Vec::new();
            while let Some((Event::Start(Tag::TableCell), range)) = events.peek() {
                let range = range.clone();
                if head {
                    heads.push(range.clone());
                }
                events.next();
                let content = self.inlines(events);
                row.push(self.cell(content, range));
                events.next();
            }
            events.next();
            let is_mark = !head && self.is_mark(&row);
            self.check_width(written, alignments.len(), is_mark);
            if head {
                table.header = row;
            } else if !is_mark {
                table.rows.push(row);
            }
        }
        self.check_columns(&table, heads);
        for (at, column) in table.columns.iter_mut().enumerate() {
            let undecided = alignments.get(at) == Some(&Alignment::None);
            if undecided && at > 0 && has_numbers(&table.rows, at) {
                column.align = ColumnAlign::Right;
            }
        }
        table
    }

    /// Reports a mark in a column's head where cells below are open, since it may be meant for the whole column.
    fn check_columns(&mut self, table: &Table, heads: Vec<Range<usize>>) {
        let is_withheld = |cell: &Cell| matches!(&*cell.blocks, [Block::Withheld(_)]);
        let is_open = |cell: &Cell| !cell.blocks.is_empty() && !is_withheld(cell);
        for (at, (head, range)) in table.header.iter().zip(heads).enumerate() {
            if is_withheld(head) && table.rows.iter().filter_map(|row| row.get(at)).any(is_open) {
                self.problems.push(
                    Diagnostic::error(self.prepared.place_of(range), "this mark withholds the head of the column, and nothing in it")
                        .hint("put it at the end of each cell of the column, too; or alone on a line below the table, which withholds all of it"),
                );
            }
        }
    }

    /// Whether a row is only a mark on the line right below the table, which Markdown takes for a row.
    fn is_mark(&self, row: &[Cell]) -> bool {
        self.below.is_some() && row.iter().all(|cell| cell.blocks.is_empty())
    }

    /// A table cell, which can hold the blocks of an expression.
    fn cell(&mut self, content: Inlines, range: Range<usize>) -> Cell {
        let mut written = Vec::new();
        self.paragraph(content, range, &mut written);
        let mut blocks = plain_blocks(written);
        link_alone(&mut blocks);
        Cell { blocks }
    }

    /// Reports a row with more cells than the table has columns, which Markdown would cut, and one with fewer, which
    /// it would fill.
    fn check_width(&mut self, range: Range<usize>, columns: usize, is_mark: bool) {
        let row = self.prepared.markdown.get(range.clone()).unwrap_or_default();
        let cells = cells(row);
        let has = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
        let message = format!("this row has {has}, and its table {columns} columns");
        if cells < columns && !is_mark {
            self.problems.push(
                Diagnostic::of(Rule::ShortRow, self.prepared.place_of(range), message)
                    .hint("add what is missing, `| – |` where there is nothing; put an empty line below the table where this is no row of it"),
            );
        } else if cells > columns {
            self.problems.push(
                Diagnostic::error(self.prepared.place_of(range), message)
                    .hint(format!("give the head of the table, and the line of dashes below it, as many cells; write a `|` that is text as `{}`", self.prepared.literal("|"))),
            );
        }
    }

    /// Turns the table just read onto a landscape page.
    pub(super) fn turn(&mut self, last: Option<&mut Written>, place: Place) {
        let above = last.and_then(|written| match written {
            Written::Blocks(blocks) => blocks.last_mut().and_then(table_in),
            Written::Heading(..) | Written::Paragraph(..) => None,
        });
        match above {
            Some(table) => table.landscape = true,
            None => self.problems.push(
                Diagnostic::error(place, "there is no table above `{.landscape}` to turn").hint(
                    "put it on a line of its own below the table, with an empty line between",
                ),
            ),
        }
    }
}

/// Whether a column holds only numbers such as "1,204", "£3.5m", "−4%" or a dash, and at least two numbers: these are
/// compared by their digits, so they are aligned to the right.
fn has_numbers(rows: &[Vec<Cell>], at: usize) -> bool {
    let said = |row: &Vec<Cell>| match row.get(at).map(|cell| cell.blocks.as_slice()) {
        Some([Block::Paragraph(paragraph)]) => plain(&paragraph.content).trim().to_owned(),
        Some([]) | None => String::new(),
        Some(_) => "…".to_owned(),
    };
    let is_number = |word: &str| {
        let word = word.trim_start_matches(['+', '-', '−', '–', '£', '(']);
        let word = word.trim_end_matches(['%', 'm', 'k', ')']);
        let marks = |next: char| next == ',' || next == '.';
        word.starts_with(|next: char| next.is_ascii_digit())
            && word.chars().all(|next| next.is_ascii_digit() || marks(next))
    };
    let is_none = |word: &str| matches!(word, "" | "-" | "–" | "—");
    let all: Vec<_> = rows.iter().map(said).collect();
    all.iter().filter(|word| is_number(word)).count() > 1
        && all.iter().all(|word| is_number(word) || is_none(word))
}

/// The table in a block, also in a withheld one.
pub(in crate::compose) fn table_in(block: &mut Block) -> Option<&mut Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Withheld(withheld) => match withheld.blocks.as_mut_slice() {
            [one] => table_in(one),
            _ => None,
        },
        _ => None,
    }
}

/// The number of cells in a row as written.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = 1;
    let mut escaped = false;
    let mut rest = row.chars().peekable();
    while let Some(next) = rest.next() {
        if next == '|' && !escaped && rest.peek().is_some() {
            cells += 1;
        }
        escaped = next == '\\' && !escaped;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_part_cells_unless_they_are_escaped() {
        assert_eq!(cells("| a | b |"), 2);
        assert_eq!(cells("a | b | c"), 3);
        assert_eq!(cells(r"| a \| b |"), 1);
    }

    #[test]
    fn numbers_alone_stand_at_the_right() {
        let column = |words: &[&str]| {
            let cell = |word: &&str| vec![Cell::of(vec![Inline::text(*word, None)])];
            has_numbers(&words.iter().map(cell).collect::<Vec<_>>(), 0)
        };
        assert!(column(&["1,204", "£3.5m", "−4%", "–"]));
        assert!(!column(&["12", "about 13"]));
        assert!(!column(&["12", ""]), "one number is no column of them");
        assert!(!column(&["5 July", "6 July"]));
    }
}
