//! Reads the tables of a front sheet: a label and a value in each row, side by side or one above the other, and boxes
//! of recommendations.

use super::answers::answer;
use super::dates;
use super::fields::{Asked, LONGEST_LABEL, asked, asks_whether, chosen, is_committee, split_label};
use super::front::Reading;
use super::head::LONGEST;
use super::labels::{after_number, counted_label};
use super::layout::number;
use super::names::key;
use super::places::{is_known, is_of_recommendations};
use super::tree::{Block, Cell, Inline, Paragraph, Shape, Table, line, lines};
use crate::model::style::Style;

/// The longest value of an unknown field, in words; anything longer is a section.
const LONGEST_VALUE: usize = 12;

/// The marks of a ticked option, and empty boxes.
const TICKS: [&str; 10] = ["x", "✓", "✔", "☒", "☑", "✗", "yes", "☐", "□", "❏"];

/// The marks of an empty box.
const EMPTY: [&str; 3] = ["☐", "□", "❏"];

impl Reading<'_> {
    /// Reads a table at the head of a draft: a label and a value in each row, side by side or one above the other.
    pub(super) fn form(&mut self, table: Table) {
        let above = match &table.rows[..] {
            [labels, values] => {
                filled(labels).into_iter().all(|cell| self.is_known(cell))
                    && filled(values).len() == filled(labels).len()
                    && !values.iter().any(|cell| self.is_known(cell))
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
            // The words after the label only explain the boxes.
            if let Some(at) = self.front.fields.iter().position(|(known, _)| *known == name) {
                let (_, asked) = self.front.fields.remove(at);
                self.remarks.leave_out(&super::tree::line(&asked));
            }
            let content = vec![Inline::Text(ticked.join(", "), Default::default())];
            self.front.fields.push((name, content));
            return;
        }
        let pairs = |row: &Vec<Cell>| match &filled(row)[..] {
            [label, _, other, _] => self.is_label(label) && self.is_label(other),
            _ => false,
        };
        let in_pairs = table.rows.iter().any(pairs);
        table.rows.into_iter().for_each(|row| self.row_of_form(row, in_pairs));
    }

    /// Reads a row of a form; `in_pairs` says that rows of four cells are two labels with their values.
    fn row_of_form(&mut self, row: Vec<Cell>, in_pairs: bool) {
        let mut cells: Vec<Cell> = row.into_iter().filter(|cell| !cell.blocks.is_empty()).collect();
        let words = cells.first().map(|cell| lines(&cell.blocks).join(" ")).unwrap_or_default();
        let bold = |cell: &Cell| cell.blocks.iter().all(is_bold);
        let alike = cells.len() == 2 && bold(&cells[0]) == bold(&cells[1]);
        let named =
            is_committee(&words) || dates::in_words(&words).is_some() || alike && bold(&cells[0]);
        let own = after_number(&words);
        let numbered = own != words && is_short(own) && cells[0].blocks.len() == 1;
        let counted = cells.len() == 2 && counted_label(&words).is_some();
        if cells.len() == 1 && (numbered || is_of_recommendations(own, self.style)) {
            self.front.boxed.push(heading(&words));
            self.in_box = true;
        } else if cells.len() == 1 && self.in_box {
            self.front.boxed.extend(cells.into_iter().flat_map(|cell| cell.blocks));
        } else if self.in_box && counted {
            number(cells, &mut self.front.boxed, self.remarks);
        } else if cells.len() == 2
            && (self.is_known(&cells[0])
                || words.ends_with(':')
                || words.contains('?')
                || !named && words.split(' ').count() <= 6)
            && !is_pair_in_cell(&cells[0], self.style)
        {
            let value = cells.pop();
            let label = cells.pop();
            label.zip(value).into_iter().for_each(|(label, value)| self.pair(label, value));
        } else if in_pairs && cells.len() == 4 {
            let mut all = cells.into_iter();
            while let (Some(label), Some(value)) = (all.next(), all.next()) {
                self.pair(label, value);
            }
        } else if cells.len() == 3 && self.is_label(&cells[0]) {
            let mut all = cells.into_iter();
            if let (Some(label), Some(mut value), Some(more)) = (all.next(), all.next(), all.next())
            {
                value.blocks.extend(more.blocks);
                self.pair(label, value);
            }
        } else {
            self.row(cells);
        }
    }

    /// Whether a cell is the label of a known field.
    fn is_known(&self, cell: &Cell) -> bool {
        let words = lines(&cell.blocks).join(" ");
        let label = words.trim_end_matches(':').trim();
        asks_whether(label, self.style) || asked(label, self.style).is_some()
    }

    /// Whether a cell is a label, known or not.
    fn is_label(&self, cell: &Cell) -> bool {
        let words = lines(&cell.blocks).join(" ");
        let short = words.split(' ').count() <= LONGEST_LABEL;
        self.is_known(cell)
            || short && (words.ends_with([':', '?']) || cell.blocks.iter().all(is_bold))
    }

    /// Reads each cell of a row on its own; if three or more are not understood, the row is kept as a table.
    fn row(&mut self, cells: Vec<Cell>) {
        let before = self.loose.len();
        let lines =
            |cell: &Cell| cell.blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
        // A cell that stands out may be the title.
        let bold = cells.iter().filter(|cell| cell.blocks.iter().all(is_bold)).count();
        let whole = cells.len() > 2 && cells.iter().all(lines) && bold != 1;
        let count: usize = cells.iter().map(|cell| cell.blocks.len()).sum();
        for block in cells.iter().flat_map(|cell| cell.blocks.clone()) {
            self.block(block);
        }
        if !whole || self.loose.len() != before + count {
            return;
        }
        self.loose.truncate(before);
        match self.front.rest.last_mut() {
            Some(Block::Table(table))
                if table.rows.last().is_some_and(|row| row.len() == cells.len()) =>
            {
                table.rows.push(cells);
            }
            _ => self.front.rest.push(Block::Table(Table { head: 0, rows: vec![cells] })),
        }
    }

    /// The choice field of the house style that has at least two of these options.
    fn choice_of(&self, ticked: &[String], others: &[String]) -> Option<String> {
        let fields = self.style.field.iter().filter(|field| !field.options.is_empty());
        let known = |field: &&crate::model::style::Field| {
            let options = ticked.iter().chain(others);
            let is_option = |words: &&String| option_of(field, words).is_some();
            options.filter(is_option).count() > 1
        };
        fields.into_iter().find(known).map(|field| field.name.value.clone())
    }

    /// Reads a label and its value.
    fn pair(&mut self, label: Cell, value: Cell) {
        let words = lines(&label.blocks).join(" ");
        let words = words.trim().trim_end_matches(':').trim_end();
        let numbered = words;
        let words = after_number(words);
        if words.is_empty() {
            value.blocks.into_iter().for_each(|block| self.block(block));
            return;
        }
        let said = lines(&value.blocks).join(" ");
        if asks_whether(words, self.style)
            && let Some(answer) = answer(&said)
        {
            return self.whether(words, &said, answer);
        }
        let asked = asked(words, self.style);
        let long = said.split(' ').count() > LONGEST_VALUE;
        let holds_more = value.blocks.iter().any(|block| matches!(block, Block::Table(_)));
        if asked.is_none() && (long || holds_more || is_known(words, self.style)) {
            self.front.boxed.push(heading(numbered));
            self.front.boxed.extend(value.blocks);
            return;
        }
        self.remarks.leave_out(numbered);
        let asked = asked.unwrap_or_else(|| Asked::Field(key(words)));
        self.give(asked, value.blocks);
    }
}

/// The option of a field that some text names, ignoring joining words.
pub(super) fn option_of<'f>(field: &'f crate::model::style::Field, words: &str) -> Option<&'f str> {
    let plain = |words: &str| super::names::tokens(&words.replace(['/', '&'], " "));
    let mut options = field.options.iter().map(|option| option.as_str());
    options.find(|option| plain(option) == plain(words))
}

/// The cells of a row with content.
fn filled(row: &[Cell]) -> Vec<&Cell> {
    row.iter().filter(|cell| !cell.blocks.is_empty()).collect()
}

/// Whether text can be the heading of a section.
fn is_short(words: &str) -> bool {
    words.split(' ').count() <= LONGEST_VALUE && !words.ends_with(['.', ';', ','])
}

/// Whether text is only a tick or an empty box.
fn is_tick(words: &str) -> bool {
    TICKS.contains(&words.to_lowercase().as_str())
}

/// The ticked rows of a table and the others, if every row is text with a tick beside it.
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

/// A section heading from a form.
fn heading(words: &str) -> Block {
    let content = vec![Inline::Text(words.to_owned(), Default::default())];
    Block::Paragraph(Paragraph { shape: Shape::Heading(1), content, ..Paragraph::default() })
}

/// Whether a table is a form: some of its labels are those of fields.
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
    let has_label = |cell: &Cell| lines(&cell.blocks).iter().take(6).any(|words| known(words));
    let labelled = |row: &Vec<Cell>| row.iter().any(has_label);
    chooses
        || table.rows.iter().all(asks)
        || table.rows.iter().any(labelled)
            && (table.rows.iter().skip(1).any(labelled) || !names_columns(table, style))
}

/// Whether the first row of a table names its columns and is not part of a form: no label in it has its value beside
/// or below it.
fn names_columns(table: &Table, style: &Style) -> bool {
    let [first, rest @ ..] = &table.rows[..] else { return false };
    let said: Vec<String> = first.iter().map(|cell| lines(&cell.blocks).join(" ")).collect();
    let filled: Vec<&String> = said.iter().filter(|words| !words.is_empty()).collect();
    let is_label = |words: &str| asked(words, style).is_some();
    let answers = |pair: &[&String]| match asked(pair[0], style) {
        Some(Asked::Committee) => is_committee(pair[1]),
        Some(Asked::Meeting) => dates::in_words(pair[1]).is_some(),
        _ => false,
    };
    let beside = match &filled[..] {
        [label, value, other, more] => {
            is_label(label) && is_label(other) && !is_label(value) && !is_label(more)
        }
        _ => false,
    };
    let above = rest.len() == 1 && filled.iter().all(|words| is_label(words));
    let form = beside && table.head == 0
        || above
        || filled.windows(2).any(answers)
        || filled.iter().any(|words| words.contains(':') || words.ends_with('?'));
    !rest.is_empty() && filled.len() > 1 && (table.head > 0 || filled.len() > 2) && !form
}

/// Whether a table below a heading is a form anyway: more than one of its rows begins with a field's label or a
/// colon.
pub(super) fn is_form_below(table: &Table, style: &Style) -> bool {
    let label = |row: &&Vec<Cell>| {
        let words = row.first().map(|cell| lines(&cell.blocks).join(" ")).unwrap_or_default();
        words.ends_with(':') || asked(words.trim_end_matches(':'), style).is_some()
    };
    is_form(table, style) && table.rows.iter().filter(label).count() >= 2.min(table.rows.len())
}

/// The paragraphs at the head of a draft, split at line breaks if two or more of their lines begin with a known
/// label.
pub(super) fn lines_apart(blocks: Vec<Block>, style: &Style) -> Vec<Block> {
    let is_labelled = |content: &[Inline]| {
        split_label(&line(content)).is_some_and(|(label, _)| asked(label, style).is_some())
    };
    let mut apart = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) if at < LONGEST => {
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

/// A line with tabs before labels and values, with each tab replaced by a break: “Cabinet → Item: 7”.
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
