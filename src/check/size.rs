//! Finds papers that are too large to typeset in the time and memory of an office computer.

use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{
    Block, Document, Heading, Inline, Node, Paragraph, Whole, each_of, inlines, plain,
};

/// The longest word, in letters: a longer one cannot be broken into lines.
const WORD: usize = 4_000;

/// The longest paragraph, in letters.
const PARAGRAPH: usize = 100_000;

/// The most table cells in a paper.
const CELLS: usize = 40_000;

/// The most columns of a table.
const COLUMNS: usize = 100;

/// The most letters of all paragraphs and headings: about a thousand pages.
const LETTERS: usize = 2_000_000;

/// The most paragraphs, headings and other top-level blocks.
const BLOCKS: usize = 15_000;

/// The most entries of a list or a grid.
const ENTRIES: usize = 10_000;

/// What may be too large.
#[derive(Clone, Copy)]
enum Large {
    Word,
    Paragraph,
    Columns,
    Tables,
    Entries,
    Letters,
    Blocks,
}

impl Large {
    /// Reports it if it is larger than allowed.
    fn check(self, size: usize, place: impl FnOnce() -> Option<Place>) -> Option<Diagnostic> {
        let (what, unit, most, hint) = match self {
            Self::Word => ("this word has", "letters", WORD, "put spaces in it, or leave it out"),
            Self::Paragraph => {
                ("this paragraph has", "letters", PARAGRAPH, "split it into paragraphs")
            }
            Self::Columns => (
                "this table has",
                "columns",
                COLUMNS,
                "turn it round, so that each column becomes a row",
            ),
            Self::Tables => (
                "with this table, the tables of the paper have",
                "cells",
                CELLS,
                "give the data as a file of their own, and in the paper what they come to",
            ),
            Self::Entries => {
                ("this list has", "entries", ENTRIES, "say how many there are, and name a few")
            }
            Self::Letters => (
                "with this paragraph, the paper has",
                "letters",
                LETTERS,
                "split it into several papers or appendices",
            ),
            Self::Blocks => (
                "this paper has",
                "paragraphs, headings and tables",
                BLOCKS,
                "split it into several papers or appendices",
            ),
        };
        (size > most).then(|| {
            let message = format!("{what} {size} {unit}, and {most} is the most that is typeset");
            Diagnostic::of(Rule::TooLarge, place(), message).hint(hint).hint(
                "if your computer has the memory, `check.too-large = \"off\"` in council.toml lifts the limit",
            )
        })
    }
}

/// Reports what is too large; for tables, and for the paper, at the point where they become so.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let (mut letters, mut cells) = (0, 0);
    let mut found = Vec::new();
    let mut words = |content: &[Inline]| {
        let (text, place) = (plain(content), || place_among(content));
        let longest = text.split_whitespace().map(str::len).max().unwrap_or_default();
        let mut found: Vec<_> = Large::Word.check(longest, place).into_iter().collect();
        found.extend(Large::Paragraph.check(text.len(), place));
        if letters <= LETTERS {
            letters += text.len();
            found.extend(Large::Letters.check(letters, place));
        }
        found
    };
    found.extend(words(&document.title));
    found.extend(Large::Blocks.check(document.blocks.len(), || place_of(&document.blocks)));
    document.each(&mut |node| {
        let Node::Block(block) = node else { return };
        let place = || place_of(std::slice::from_ref(block));
        match block {
            Block::Paragraph(Paragraph { content, .. })
            | Block::Heading(Heading { content, .. }) => {
                found.extend(words(content));
            }
            Block::Table(table) => {
                found.extend(Large::Columns.check(table.columns.len(), place));
                if cells <= CELLS {
                    cells += table.rows.iter().map(Vec::len).sum::<usize>();
                    found.extend(Large::Tables.check(cells, place));
                }
            }
            Block::List(list) => found.extend(Large::Entries.check(list.items.len(), place)),
            Block::Region(region) => {
                found.extend(Large::Entries.check(region.blocks.len(), place));
            }
            _ => {}
        }
    });
    found
}

/// The place of the first words in blocks.
fn place_of(blocks: &[Block]) -> Option<Place> {
    let mut place = None;
    each_of(blocks, &mut |node| place = place.or(place_at(node)));
    place
}

/// The place of the first words in a line.
fn place_among(content: &[Inline]) -> Option<Place> {
    let mut place = None;
    inlines(content, &mut |node| place = place.or(place_at(node)));
    place
}

/// The place of words.
fn place_at(node: Node<'_, Whole>) -> Option<Place> {
    match node {
        Node::Inline(Inline::Text(text)) => text.place,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Column, Item, List, Running, Table};

    /// The messages about a paper with this single block.
    fn said(block: Block) -> Vec<String> {
        let document = Document {
            title: Vec::new(),
            language: "en-GB".to_owned(),
            date: None,
            layout: crate::document::Layout::Report,
            running: Running::default(),
            blocks: vec![block],
            closed: None,
            origins: Vec::new(),
        };
        check(&document).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn what_is_too_large_is_said_before_it_is_typeset_and_what_is_not_is_left() {
        let cell = || Cell::of(vec![Inline::text("a", None)]);
        let table = |rows: usize| {
            let rows = (0..rows).map(|_| vec![cell(), cell()]).collect();
            Block::Table(Table { rows, ..Table::default() })
        };
        let list = |items: usize| {
            let item = |_| Item { label: "•".to_owned(), blocks: Vec::new(), anchor: None };
            Block::List(List { ordered: false, items: (0..items).map(item).collect() })
        };
        let head = |columns: usize| {
            let columns = vec![Column::default(); columns];
            Block::Table(Table { columns, ..Table::default() })
        };
        let paragraph =
            |words: usize| Block::paragraph(vec![Inline::text("word ".repeat(words), None)]);
        assert_eq!(said(table(CELLS / 2)), Vec::<String>::new());
        assert_eq!(said(list(ENTRIES)), Vec::<String>::new());
        assert_eq!(said(head(COLUMNS)), Vec::<String>::new());
        assert_eq!(said(paragraph(PARAGRAPH / 5)), Vec::<String>::new());
        assert!(said(table(CELLS / 2 + 1))[0].contains("have 40002 cells"));
        assert!(said(list(ENTRIES + 1))[0].contains("has 10001 entries"));
        assert!(said(paragraph(PARAGRAPH / 5 + 1))[0].contains("has 100005 letters"));
        assert!(said(head(COLUMNS + 1))[0].contains("has 101 columns"));
        assert!(said(paragraph(LETTERS / 5 + 1))[1].contains("the paper has 2000005 letters"));
    }
}
