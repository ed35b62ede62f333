//! Marks changes in the text of a document.

use super::{Change, What};
use crate::document::{
    Block, Cell, Cleared, Heading, Inline, Inlines, Item, List, Paragraph, Quotation, Region, Span,
    Table, words_of,
};
use crate::language::Wording;

/// The labels of changes, in the language of the paper.
pub(super) struct Labels {
    was: String,
    now: String,
    added: String,
    removed: String,
    /// Says that a picture changed; likewise for a chart or a file.
    pub(super) picture: String,
    pub(super) chart: String,
    pub(super) file: String,
}

impl Labels {
    /// The labels of a language.
    pub(super) fn of(wording: &Wording) -> Self {
        let word = |key| wording.word(key);
        Self {
            was: word("change-was"),
            now: word("change-now"),
            added: word("change-added"),
            removed: word("change-removed"),
            picture: word("change-picture"),
            chart: word("change-chart"),
            file: word("change-file"),
        }
    }

    /// A change, with the line that describes it.
    pub(super) fn change(
        &self,
        section: Option<String>,
        part: Option<String>,
        what: What,
        words: String,
    ) -> Change {
        let line = match what {
            What::Added => format!("[{}] {words}", self.added),
            What::Removed => format!("[{}] {words}", self.removed),
            What::Changed => words.clone(),
        };
        Change { section, part, what, words, line }
    }

    /// The marked text of a replacement: `[was …, now …]`, `[added …]` or `[removed …]`.
    pub(super) fn exchanged(&self, was: &str, now: Inlines<Cleared>) -> Inlines<Cleared> {
        let text = |text: String| Inline::text(text, None);
        let strong = |content| Inline::Strong(Span { content });
        match (was.is_empty(), now.is_empty()) {
            (true, true) => Vec::new(),
            (true, false) => vec![text(format!("[{} ", self.added)), strong(now), text("]".into())],
            (false, true) => {
                vec![text(format!("[{} ", self.removed)), struck(was), text("]".into())]
            }
            (false, false) => vec![
                text(format!("[{} ", self.was)),
                struck(was),
                text(format!(", {} ", self.now)),
                strong(now),
                text("]".into()),
            ],
        }
    }

    /// A new block, with a label before its first words.
    pub(super) fn added(&self, block: &Block<Cleared>) -> Block<Cleared> {
        let label = format!("[{}] ", self.added);
        let mut block = block.clone();
        before(&mut block, &label);
        block
    }

    /// A removed block: its words struck out, a label before the first, and without numbers or anchors that others
    /// refer to.
    pub(super) fn removed(&self, block: &Block<Cleared>) -> Option<Block<Cleared>> {
        let label = format!("[{}] ", self.removed);
        let mut block = gone(block)?;
        before(&mut block, &label);
        Some(block)
    }

    /// A row that is new.
    pub(super) fn added_row(&self, row: &[Cell<Cleared>]) -> Vec<Cell<Cleared>> {
        let mut row = row.to_vec();
        before_row(&mut row, &format!("[{}] ", self.added));
        row
    }

    /// A row that is gone.
    pub(super) fn removed_row(&self, row: &[Cell<Cleared>]) -> Vec<Cell<Cleared>> {
        let mut row = gone_row(row);
        before_row(&mut row, &format!("[{}] ", self.removed));
        row
    }
}

/// Words that are struck out.
fn struck(words: &str) -> Inline<Cleared> {
    Inline::Struck(Span { content: vec![Inline::text(words, None)] })
}

/// Puts a label before the first words of a block; in a table, of each row.
fn before(block: &mut Block<Cleared>, label: &str) {
    match block {
        Block::Heading(Heading { content, .. }) | Block::Paragraph(Paragraph { content, .. }) => {
            content.insert(0, Inline::strong(label));
        }
        Block::List(List { items, .. }) => {
            items.iter_mut().for_each(|item| before_all(&mut item.blocks, label));
        }
        Block::Quotation(Quotation { blocks }) | Block::Region(Region { blocks, .. }) => {
            before_all(blocks, label);
        }
        Block::Table(table) if table.rows.is_empty() => before_caption(&mut table.caption, label),
        Block::Table(table) => table.rows.iter_mut().for_each(|row| before_row(row, label)),
        Block::Figure(figure) => before_caption(&mut figure.caption, label),
        Block::Chart(chart) => before_caption(&mut chart.caption, label),
        Block::Verbatim(verbatim) => verbatim.lines.insert(0, label.trim_end().to_owned()),
        Block::Rule | Block::PageBreak => {}
        Block::Withheld(withheld) => match withheld.seal {},
    }
}

/// Puts a label before the first words of some blocks.
fn before_all(blocks: &mut Vec<Block<Cleared>>, label: &str) {
    match blocks.first_mut() {
        Some(first) => before(first, label),
        None => blocks.push(Block::paragraph(vec![Inline::strong(label.trim_end())])),
    }
}

/// Puts a label before the first words of a row.
fn before_row(row: &mut [Cell<Cleared>], label: &str) {
    if let Some(first) = row.first_mut() {
        before_all(&mut first.blocks, label);
    }
}

/// Puts a label before a caption, or makes it the caption if there is none.
pub(super) fn before_caption(caption: &mut Option<Inlines<Cleared>>, label: &str) {
    caption.get_or_insert_default().insert(0, Inline::strong(label));
}

/// The text of a line, with its notes.
fn words_of_line(line: &[Inline<Cleared>]) -> String {
    words_of(&[Block::paragraph(line.to_vec())])
}

/// A removed block as it is shown; `None` if it had no words.
fn gone(block: &Block<Cleared>) -> Option<Block<Cleared>> {
    let all = |blocks: &[Block<Cleared>]| blocks.iter().filter_map(gone).collect::<Vec<_>>();
    Some(match block {
        Block::Paragraph(known) => {
            let (number, anchor, role) = (None, None, known.role.clone());
            let content = vec![struck(&words_of_line(&known.content))];
            let belongings = all(&known.belongings);
            let (depth, place) = (known.depth, known.place);
            Block::Paragraph(Paragraph { number, depth, content, belongings, anchor, role, place })
        }
        Block::List(list) => {
            let item = |item: &Item<Cleared>| Item {
                label: item.label.clone(),
                blocks: all(&item.blocks),
                anchor: None,
            };
            Block::List(List {
                items: list.items.iter().map(item).collect(),
                ordered: list.ordered,
            })
        }
        Block::Quotation(quotation) => {
            Block::Quotation(Quotation { blocks: all(&quotation.blocks) })
        }
        Block::Region(region) => Block::Region(Region {
            role: region.role.clone(),
            columns: Vec::new(),
            blocks: all(&region.blocks),
        }),
        Block::Table(table) => Block::Table(Table {
            header: gone_row(&table.header),
            rows: table.rows.iter().map(|row| gone_row(row)).collect(),
            caption: table.caption.as_ref().map(|caption| vec![struck(&words_of_line(caption))]),
            ..table.clone()
        }),
        Block::Heading(_) | Block::Figure(_) | Block::Chart(_) | Block::Verbatim(_) => {
            Block::paragraph(vec![struck(&words_of(std::slice::from_ref(block)))])
        }
        Block::Rule | Block::PageBreak => return None,
        Block::Withheld(withheld) => match withheld.seal {},
    })
}

/// A removed row as it is shown.
fn gone_row(row: &[Cell<Cleared>]) -> Vec<Cell<Cleared>> {
    let cell =
        |cell: &Cell<Cleared>| Cell { blocks: cell.blocks.iter().filter_map(gone).collect() };
    row.iter().map(cell).collect()
}
