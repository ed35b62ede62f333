//! Lays out front-matter fields as forms, tables, lines, lists or ticks.

use super::column;
use super::values::{Row, Taken, is_given_at_all, labelled};
use crate::compose::Composer;
use crate::compose::number::{counts, label};
use crate::document::*;
use crate::model::style::{Field, FieldValue, Layout, Part};
use crate::read::{Name, Value};

/// A field to be printed: its label and its value, with a run of blocks for each item of a list.
struct Shown {
    label: Inline,
    value: Vec<Vec<Block>>,
}

/// The manner in which fields are laid out.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner<'p> {
    /// The layout; `None` for a form.
    pub(super) layout: Option<Layout>,
    /// The shares of the columns.
    pub(super) columns: &'p [f64],
    /// The pattern of labels in a list.
    pub(super) marker: Option<&'p Name>,
    /// Whether a heading above already has the label of a single field, so that its table needs none.
    pub(super) headed: bool,
}

impl<'p> Manner<'p> {
    /// The manner of a part.
    pub(super) fn of(part: &'p Part) -> Self {
        Self {
            layout: part.layout,
            columns: &part.columns,
            marker: part.marker.as_ref(),
            headed: part.heading.is_some() && part.fields.len() == 1,
        }
    }
}

impl Composer<'_> {
    /// Whether any of the fields has content.
    pub(super) fn shows_field(&self, names: &[Name]) -> bool {
        names.iter().any(|name| match self.style.field(name) {
            Some(field) => {
                field.default.is_some()
                    || field.given(&self.report.front).is_some_and(is_given_at_all)
                    || self.first_contact(field).is_some()
            }
            None => false,
        })
    }

    /// Adds the fields of a part. A field of rows alone becomes a table below its label, unless the part's heading
    /// repeats that; among other fields it goes where the style puts it.
    pub(super) fn part_fields(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let table =
            part.layout == Some(Layout::Table) || (part.layout.is_none() && part.fields.len() == 1);
        let rows = part.fields.iter().filter_map(|name| self.style.field(name));
        let rows: Vec<_> = rows.filter(|field| table && field.value == FieldValue::Rows).collect();
        if rows.is_empty() {
            self.fields(&part.fields, Manner::of(part), blocks);
            return;
        }
        for name in &part.fields {
            match rows.iter().find(|field| field.name.value == name.value) {
                Some(field) => self.table_of_rows(field, is_headed(part, field), blocks),
                None => {
                    let manner = Manner { layout: None, marker: None, ..Manner::of(part) };
                    self.fields(std::slice::from_ref(name), manner, blocks);
                }
            }
        }
    }

    /// Adds fields in a layout.
    pub(super) fn fields(&mut self, names: &[Name], manner: Manner<'_>, blocks: &mut Vec<Block>) {
        let Manner { layout, columns, marker, headed } = manner;
        let mut shown = Vec::new();
        for name in names {
            let Some(field) = self.style.field(name) else { continue };
            if field.value == FieldValue::Choice && layout == Some(Layout::Ticks) {
                self.ticks(field, headed, blocks);
            } else if let Some(value) = self.value_of(field) {
                let label = Inline::text(field.label.value.clone(), field.label.place);
                shown.push(Shown { label, value });
            }
        }
        if shown.is_empty() {
            return;
        }
        match layout.unwrap_or(Layout::Form) {
            Layout::Pairs => blocks.push(pairs(shown, columns)),
            Layout::Columns => blocks.push(labels_above(shown, columns)),
            Layout::Lines => blocks.extend(shown.into_iter().flat_map(line)),
            Layout::Values | Layout::Paragraphs => {
                blocks.extend(shown.into_iter().flat_map(|shown| shown.value).flatten());
            }
            Layout::List => {
                let pattern = marker.map_or_else(|| self.bullet(), |marker| marker.value.clone());
                let items = shown.into_iter().flat_map(|shown| shown.value).enumerate();
                let items = items.map(|(n, blocks)| Item {
                    label: label(&pattern, n + 1),
                    blocks,
                    anchor: None,
                });
                blocks
                    .push(Block::List(List { ordered: counts(&pattern), items: items.collect() }));
            }
            Layout::Form | Layout::Ticks | Layout::Table => blocks.push(form(shown, columns)),
        }
    }

    /// Adds a table of the rows of a field, each a group of keys.
    fn table_of_rows(&mut self, field: &Field, headed: bool, blocks: &mut Vec<Block>) {
        let rows = match field.given(&self.report.front) {
            Some(value) => self.rows(field, value),
            None => self.contact_rows(field),
        };
        if rows.is_empty() {
            return;
        }
        let header = field.column.iter().map(|column| {
            Cell::of(vec![Inline::text(column.label.value.clone(), column.label.place)])
        });
        let cells = |row: Row<'_>| row.into_iter().map(|(_, blocks)| Cell { blocks }).collect();
        let caption = vec![Inline::text(field.label.value.clone(), field.label.place)];
        blocks.push(Block::Table(Table {
            role: Some(field.name.value.clone()),
            columns: field.column.iter().map(|of| column(of.share.unwrap_or_default())).collect(),
            header: header.collect(),
            rows: rows.into_iter().map(cells).collect(),
            row_headers: true,
            caption: (!headed).then_some(caption),
            ..Table::default()
        }));
    }

    /// Adds a table of a field's options, with a mark at each chosen one, below the field's label unless a heading
    /// has it. The marks have words for those who cannot see them.
    fn ticks(&mut self, field: &Field, headed: bool, blocks: &mut Vec<Block>) {
        let given = match field.given(&self.report.front) {
            Some(Value::List(chosen)) => chosen.iter().collect(),
            Some(value) => vec![value],
            None => vec![],
        };
        let mut chosen = Vec::new();
        for value in given {
            let Some(words) = self.words(Taken::by(field), value) else { continue };
            let words = plain(&words);
            chosen.extend(field.options.iter().find(|option| option.value == words));
        }
        let mark = |option: &Name| {
            let truth = chosen.iter().any(|chosen| chosen.value == option.value);
            let role = if truth { "mark-yes" } else { "mark-no" };
            Cell {
                blocks: vec![Block::Paragraph(Paragraph {
                    content: vec![Inline::text(self.wording.truth(truth), None)],
                    role: Some(role.into()),
                    ..Paragraph::default()
                })],
            }
        };
        let label = field.label.value.trim_end_matches(':').to_owned();
        let rows = field.options.iter();
        let rows = rows.map(|option| {
            vec![Cell::of(vec![Inline::text(option.value.clone(), option.place)]), mark(option)]
        });
        blocks.push(Block::Table(Table {
            role: Some("ticks".into()),
            columns: vec![column(1.0), Column { align: ColumnAlign::Centre, ..column(0.0) }],
            rows: rows.collect(),
            row_headers: true,
            caption: (!headed).then(|| vec![Inline::text(label.clone(), field.label.place)]),
            summary: headed.then_some(label),
            ..Table::default()
        }));
    }
}

/// Whether a part's heading repeats the label of a field.
fn is_headed(part: &Part, field: &Field) -> bool {
    let said = |words: &str| words.trim_end_matches(':').to_lowercase();
    part.heading.as_ref().is_some_and(|heading| said(&heading.text) == said(&field.label.value))
}

/// A value after its label, on a line.
fn line(shown: Shown) -> Vec<Block> {
    let label = vec![shown.label, Inline::text(": ", None)];
    labelled(vec![Inline::Strong(Span { content: label })], shown.value.concat())
}

/// A row of a form.
pub(super) fn form_row(label: Inline, value: Inlines) -> Vec<Cell> {
    vec![Cell::of(vec![label]), Cell::of(value)]
}

/// A form of finished rows, each a label and a value.
pub(super) fn form_of(rows: Vec<Vec<Cell>>, columns: &[f64]) -> Block {
    let columns = if columns.is_empty() { &[0.0, 1.0] } else { columns };
    Block::Table(Table {
        role: Some("form".into()),
        columns: (0..2).map(|at| column(columns.get(at).copied().unwrap_or_default())).collect(),
        rows,
        row_headers: true,
        ..Table::default()
    })
}

/// The cell of a value.
fn value(value: Vec<Vec<Block>>) -> Cell {
    Cell { blocks: value.concat() }
}

/// A form of fields.
fn form(shown: Vec<Shown>, columns: &[f64]) -> Block {
    form_of(
        shown
            .into_iter()
            .map(|shown| vec![Cell::of(vec![shown.label]), value(shown.value)])
            .collect(),
        columns,
    )
}

/// A form with two labels and two values in each row.
fn pairs(shown: Vec<Shown>, columns: &[f64]) -> Block {
    let columns = if columns.is_empty() { &[0.0, 1.0, 0.0, 1.0] } else { columns };
    let mut cells: Vec<Cell> = shown
        .into_iter()
        .flat_map(|shown| [Cell::of(vec![shown.label]), value(shown.value)])
        .collect();
    let wide = if cells.len() < 4 { 2 } else { 4 };
    cells.resize(cells.len().next_multiple_of(wide), Cell::default());
    Block::Table(Table {
        role: Some("form".into()),
        columns: (0..wide).map(|at| column(columns.get(at).copied().unwrap_or_default())).collect(),
        rows: cells.chunks(wide).map(<[Cell]>::to_vec).collect(),
        pairs: true,
        ..Table::default()
    })
}

/// A table with labels above their values.
fn labels_above(shown: Vec<Shown>, columns: &[f64]) -> Block {
    let columns =
        (0..shown.len()).map(|at| column(columns.get(at).copied().unwrap_or(1.0))).collect();
    let (header, row) =
        shown.into_iter().map(|shown| (Cell::of(vec![shown.label]), value(shown.value))).unzip();
    Block::Table(Table {
        role: Some("form".into()),
        columns,
        header,
        rows: vec![row],
        ..Table::default()
    })
}
