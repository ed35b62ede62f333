//! The tables of a front sheet: a label and a value in each row, beside or above one another, and boxes of recommendations.

use super::dates;
use super::fields::{Asked, LONGEST_LABEL, asked, chosen, is_committee, split_label};
use super::front::Reading;
use super::names::key;
use super::places::{is_known, is_of_recommendations};
use super::tree::{Block, Cell, Inline, Paragraph, Shape, Table, line, lines};
use crate::model::style::Style;

/// How many paragraphs of a draft can stand at its head.
const HEAD: usize = 16;

/// The longest value of a field that the house style does not know, in words; what is longer is a section.
const LONGEST_VALUE: usize = 12;

/// What stands beside an option that is ticked, or in its empty box.
const TICKS: [&str; 10] = ["x", "✓", "✔", "☒", "☑", "✗", "yes", "☐", "□", "❏"];

/// What stands in an empty box.
const EMPTY: [&str; 3] = ["☐", "□", "❏"];

impl Reading<'_> {
    /// Reads a table of the head: a label and a value in each row, or beside or above one another.
    pub(super) fn form(&mut self, table: Table) {
        let known = |cell: &Cell, style: &Style| {
            let words = lines(&cell.blocks).join(" ");
            asked(words.trim_end_matches(':').trim(), style).is_some()
        };
        let above = match &table.rows[..] {
            [labels, values] => {
                let filled = labels.iter().filter(|cell| !cell.blocks.is_empty()).count();
                labels.iter().all(|cell| cell.blocks.is_empty() || known(cell, self.style))
                    && values.iter().filter(|cell| !cell.blocks.is_empty()).count() == filled
                    && !values.iter().any(|cell| known(cell, self.style))
            }
            _ => false,
        };
        if above {
            let mut rows = table.rows.into_iter();
            if let (Some(labels), Some(values)) = (rows.next(), rows.next()) {
                labels.into_iter().zip(values).for_each(|(label, value)| self.pair(label, value));
            }
            return;
        }
        self.in_box = false;
        if let Some((ticked, others)) = ticked(&table)
            && let Some(name) = self.choice_of(&ticked, &others)
        {
            others.iter().for_each(|option| self.remarks.leave_out(option));
            let ticks = table.rows.iter().flatten().flat_map(|cell| lines(&cell.blocks));
            let ticks = ticks.filter(|words| is_tick(words));
            ticks.for_each(|tick| self.remarks.leave_out(&tick));
            // What the label was followed by only says what to do with the boxes.
            if let Some(at) = self.front.fields.iter().position(|(known, _)| *known == name) {
                let (_, asked) = self.front.fields.remove(at);
                self.remarks.leave_out(&super::tree::line(&asked));
            }
            let content = vec![Inline::Text(ticked.join(", "), Default::default())];
            self.front.fields.push((name, content));
            return;
        }
        for row in table.rows {
            let mut cells: Vec<Cell> =
                row.into_iter().filter(|cell| !cell.blocks.is_empty()).collect();
            let is_label = |cell: &Cell, style: &Style| {
                let words = lines(&cell.blocks).join(" ");
                let short = words.split(' ').count() <= LONGEST_LABEL;
                known(cell, style)
                    || short && words.ends_with([':', '?'])
                    || short && cell.blocks.iter().all(is_bold)
            };
            let words = cells.first().map(|cell| lines(&cell.blocks).join(" ")).unwrap_or_default();
            let bold = |cell: &Cell| cell.blocks.iter().all(is_bold);
            let alike = cells.len() == 2 && bold(&cells[0]) == bold(&cells[1]);
            let named = is_committee(&words)
                || dates::in_words(&words).is_some()
                || alike && bold(&cells[0]);
            if cells.len() == 1 && is_of_recommendations(&words, self.style) {
                self.front.boxed.push(heading(&words));
                self.in_box = true;
            } else if cells.len() == 1 && self.in_box {
                self.front.boxed.extend(cells.into_iter().flat_map(|cell| cell.blocks));
            } else if cells.len() == 2
                && (known(&cells[0], self.style)
                    || words.ends_with(':')
                    || words.contains('?')
                    || !named && words.split(' ').count() <= 6)
                && !is_pair_in_cell(&cells[0], self.style)
            {
                let value = cells.pop();
                let label = cells.pop();
                label.zip(value).into_iter().for_each(|(label, value)| self.pair(label, value));
            } else if cells.len() == 4
                && is_label(&cells[0], self.style)
                && is_label(&cells[2], self.style)
            {
                let mut all = cells.into_iter();
                while let (Some(label), Some(value)) = (all.next(), all.next()) {
                    self.pair(label, value);
                }
            } else if cells.len() == 3 && is_label(&cells[0], self.style) {
                let mut all = cells.into_iter();
                if let (Some(label), Some(mut value), Some(more)) =
                    (all.next(), all.next(), all.next())
                {
                    value.blocks.extend(more.blocks);
                    self.pair(label, value);
                }
            } else {
                for block in cells.into_iter().flat_map(|cell| cell.blocks) {
                    self.block(block);
                }
            }
        }
    }

    /// The field of the house style that takes one of a few options, of which a table has two or more.
    fn choice_of(&self, ticked: &[String], others: &[String]) -> Option<String> {
        let fields = self.style.field.iter().filter(|field| !field.options.is_empty());
        let known = |field: &&crate::model::style::Field| {
            let options = ticked.iter().chain(others);
            let is_option = |words: &&String| option_of(field, words).is_some();
            options.filter(is_option).count() > 1
        };
        fields.into_iter().find(known).map(|field| field.name.value.clone())
    }

    /// Gives what the label in one cell asks for the value in another.
    fn pair(&mut self, label: Cell, value: Cell) {
        let words = lines(&label.blocks).join(" ");
        let words = words.trim().trim_end_matches(':').trim_end();
        if words.is_empty() {
            value.blocks.into_iter().for_each(|block| self.block(block));
            return;
        }
        let asked = asked(words, self.style);
        let long = lines(&value.blocks).join(" ").split(' ').count() > LONGEST_VALUE;
        if asked.is_none() && (long || is_known(words, self.style)) {
            self.front.boxed.push(heading(words));
            self.front.boxed.extend(value.blocks);
            return;
        }
        self.remarks.leave_out(words);
        let asked = asked.unwrap_or_else(|| Asked::Field(key(words)));
        self.give(asked, value.blocks);
    }
}

/// The option of a field that words name, whatever small words join those.
pub(super) fn option_of<'f>(field: &'f crate::model::style::Field, words: &str) -> Option<&'f str> {
    let plain = |words: &str| super::names::tokens(&words.replace(['/', '&'], " "));
    let mut options = field.options.iter().map(|option| option.as_str());
    options.find(|option| plain(option) == plain(words))
}

/// Whether words only tick what stands beside them, or leave it.
fn is_tick(words: &str) -> bool {
    TICKS.contains(&words.to_lowercase().as_str())
}

/// Of the rows of a table in which nothing but a tick stands beside words, those that are ticked, and the others.
pub(super) fn ticked(table: &Table) -> Option<(Vec<String>, Vec<String>)> {
    let (mut ticked, mut others) = (Vec::new(), Vec::new());
    for row in &table.rows {
        let said: Vec<String> = row.iter().map(|cell| lines(&cell.blocks).join(" ")).collect();
        let (ticks, words): (Vec<_>, Vec<_>) =
            said.into_iter().filter(|said| !said.is_empty()).partition(|said| is_tick(said));
        let [words] = &words[..] else { return None };
        let list = if ticks.iter().any(|tick| !EMPTY.contains(&tick.as_str())) {
            &mut ticked
        } else {
            &mut others
        };
        list.push(words.clone());
    }
    (!ticked.is_empty() && !others.is_empty()).then_some((ticked, others))
}

/// The heading of a section that stands in a form.
fn heading(words: &str) -> Block {
    let content = vec![Inline::Text(words.to_owned(), Default::default())];
    Block::Paragraph(Paragraph { shape: Shape::Heading(1), content, ..Paragraph::default() })
}

/// Whether a table is a form of the front sheet: some of its labels are those of fields.
pub(super) fn is_form(table: &Table, style: &Style) -> bool {
    let known = |words: &str| {
        let label = split_label(words).map_or(words, |(label, _)| label);
        asked(label.trim_end_matches(':'), style).is_some()
    };
    let asks = |row: &Vec<Cell>| match &row[..] {
        [question, answer] => {
            let question = lines(&question.blocks).join(" ");
            question.contains('?') && chosen(&lines(&answer.blocks).join(" ")).is_some()
        }
        _ => false,
    };
    let chooses = ticked(table).is_some_and(|(ticked, others)| {
        let all = || ticked.iter().chain(&others);
        style.field.iter().any(|field| all().any(|words| option_of(field, words).is_some()))
    });
    chooses
        || table.rows.iter().all(asks)
        || table.rows.iter().any(|row| {
            let cells = row.iter().flat_map(|cell| lines(&cell.blocks).into_iter().take(6));
            cells.into_iter().any(|words| known(&words))
        })
}

/// The paragraphs at the head of a draft, each parted at its new lines where two or more of these start with a known label.
pub(super) fn lines_apart(blocks: Vec<Block>, style: &Style) -> Vec<Block> {
    let is_labelled = |content: &[Inline]| {
        split_label(&line(content)).is_some_and(|(label, _)| asked(label, style).is_some())
    };
    let mut apart = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) if at < HEAD => {
                let is_break = |inline: &Inline| matches!(inline, Inline::Break);
                let content = at_tabs(&paragraph.content, style);
                let is_parted = content.is_some();
                let content = content.unwrap_or_else(|| paragraph.content.clone());
                let lines: Vec<&[Inline]> = content.split(is_break).collect();
                if !is_parted && lines.iter().filter(|content| is_labelled(content)).count() < 2 {
                    apart.push(Block::Paragraph(paragraph));
                    continue;
                }
                apart.extend(lines.into_iter().map(|content| {
                    Block::Paragraph(Paragraph { content: content.to_vec(), ..paragraph.clone() })
                }));
            }
            block => apart.push(block),
        }
    }
    apart
}

/// A line in which a tab stands before a label and its value, with a break in the place of each tab: “Cabinet → Item: 7”.
fn at_tabs(content: &[Inline], style: &Style) -> Option<Vec<Inline>> {
    let words = super::tree::plain(content);
    let mut parts = words.split('\t').map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let labelled = parts.filter_map(split_label).filter(|(_, value)| !value.is_empty());
    let is_field = labelled.clone().any(|(label, _)| asked(label, style).is_some());
    if first.ends_with(':') || !is_field {
        return None;
    }
    let parted = content.iter().flat_map(|inline| match inline {
        Inline::Text(text, manner) => {
            let texts = text.split('\t').map(|text| Inline::Text(text.to_owned(), *manner));
            let mut parted: Vec<Inline> = texts.flat_map(|text| [Inline::Break, text]).collect();
            parted.remove(0);
            parted
        }
        other => vec![other.clone()],
    });
    Some(parted.collect())
}

/// Whether a cell holds both a label and its value.
fn is_pair_in_cell(cell: &Cell, style: &Style) -> bool {
    lines(&cell.blocks).iter().any(|words| {
        split_label(words)
            .is_some_and(|(label, value)| !value.is_empty() && asked(label, style).is_some())
    })
}

/// Whether all of a block is bold.
pub(super) fn is_bold(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if super::headings::all(&paragraph.content, &|manner| manner.bold))
}
