//! Front-matter fields, laid out as forms, tables, lines, lists or ticks.

use super::super::value;
use super::column;
use super::lists::name_and_post;
use crate::compose::Composer;
use crate::compose::number::{counts, label};
use crate::diag::{Diagnostic, closest};
use crate::document::*;
use crate::model::style::{Field, FieldValue, Layout};
use crate::read::{Entries, Name, Placed, Value};

/// What stands in `also` for the first of the paper's contacts.
const CONTACTS: &str = "contacts";

/// A field that is shown: what stands before it, and what it says.
struct Shown {
    label: Inline,
    value: Vec<Inlines>,
}

impl Composer<'_> {
    /// Whether any of the fields has something to show.
    pub(super) fn shows_field(&self, names: &[Name]) -> bool {
        names.iter().any(|name| match self.style.field(name) {
            Some(field) => {
                field.default.is_some()
                    || field.given(&self.report.front).is_some_and(is_given_at_all)
            }
            None => false,
        })
    }

    /// Adds fields in a layout; a field of rows is always a table of its own.
    pub(super) fn fields(
        &mut self,
        names: &[Name],
        layout: Option<Layout>,
        columns: &[f64],
        marker: Option<&Name>,
        blocks: &mut Vec<Block>,
    ) {
        let mut shown = Vec::new();
        for name in names {
            let Some(field) = self.style.field(name) else { continue };
            match (field.value, layout, field.given(&self.report.front)) {
                (FieldValue::Rows, _, Some(value)) => self.rows(field, value, blocks),
                (FieldValue::Choice, Some(Layout::Ticks), value) => {
                    self.ticks(field, value, blocks)
                }
                _ => shown.extend(self.shown(field)),
            }
        }
        if shown.is_empty() {
            return;
        }
        match layout.unwrap_or(Layout::Form) {
            Layout::Pairs => blocks.push(pairs(shown, columns)),
            Layout::Columns => blocks.push(labels_above(shown, columns)),
            Layout::Lines => blocks.extend(shown.into_iter().map(line)),
            Layout::Values | Layout::Paragraphs => {
                blocks
                    .extend(shown.into_iter().flat_map(|shown| shown.value).map(Block::paragraph));
            }
            Layout::List => {
                let pattern = marker.map_or_else(|| self.bullet(), |marker| marker.value.clone());
                let items = shown.into_iter().flat_map(|shown| shown.value).enumerate();
                let items = items.map(|(n, value)| Item {
                    label: label(&pattern, n + 1),
                    blocks: vec![Block::paragraph(value)],
                    anchor: None,
                });
                blocks
                    .push(Block::List(List { ordered: counts(&pattern), items: items.collect() }));
            }
            Layout::Form | Layout::Ticks | Layout::Table => blocks.push(form(shown, columns)),
        }
    }

    /// A field with its value, or with what stands there when the paper does not give it.
    fn shown(&mut self, field: &Field) -> Option<Shown> {
        let value = match field.given(&self.report.front) {
            Some(value) if is_given_at_all(value) => self.value(field, value),
            _ => vec![match (self.first_contact(field), &field.default) {
                (Some(contact), _) => contact,
                (None, default) => self.line(default.as_ref()?),
            }],
        };
        Some(Shown { label: Inline::text(field.label.value.clone(), field.label.place), value })
    }

    /// The first contact, where that serves for a field that the paper does not give.
    pub(in crate::compose) fn first_contact(&self, field: &Field) -> Option<Inlines> {
        let serves = field.also.iter().any(|name| name.value == CONTACTS);
        let contact = self
            .report
            .contact
            .first()
            .filter(|_| serves && field.given(&self.report.front).is_none())?;
        Some(name_and_post(contact))
    }

    /// The value of a field as words: one line, or one for each item of a list.
    fn value(&mut self, field: &Field, value: &Value) -> Vec<Inlines> {
        match (field.value, value) {
            (FieldValue::List, Value::List(items)) => {
                items.iter().filter_map(|item| self.words(field, item)).collect()
            }
            (FieldValue::Choice, Value::List(chosen)) => {
                let words =
                    chosen.iter().filter_map(|item| self.words(field, item)).collect::<Vec<_>>();
                let between = [Inline::text(", ", None)];
                vec![words.join(&between[..])]
            }
            _ => self.words(field, value).into_iter().collect(),
        }
    }

    /// One value as words, or the error for a value of another kind than the field takes.
    fn words(&mut self, field: &Field, value: &Value) -> Option<Inlines> {
        match (field.value, value) {
            (FieldValue::Text | FieldValue::List | FieldValue::Choice, Value::Text(prose)) => {
                Some(self.line(prose))
            }
            (FieldValue::Text, Value::Integer(number)) => {
                Some(vec![Inline::text(number.value.to_string(), number.place)])
            }
            (FieldValue::Text, Value::Number(number)) => {
                Some(vec![Inline::text(number.value.to_string(), number.place)])
            }
            (FieldValue::Text, Value::Time(time)) => {
                Some(vec![Inline::text(time.value.to_string(), time.place)])
            }
            (FieldValue::Text | FieldValue::Date, Value::Date(date)) => {
                let form = field.date.as_ref().unwrap_or(&self.style.date);
                Some(vec![Inline::text(self.wording.date_as(date.value, form), date.place)])
            }
            (FieldValue::Text | FieldValue::Truth, Value::Truth(truth)) => {
                Some(vec![Inline::text(self.wording.truth(truth.value), truth.place)])
            }
            _ => {
                self.problems.push(
                    Diagnostic::error(
                        value.place(),
                        format!("`{}` takes another kind of value", field.name.value),
                    )
                    .hint(format!("it should be {}", field.value.expected())),
                );
                None
            }
        }
    }

    /// A table of rows, each a group of keys.
    fn rows(&mut self, field: &Field, value: &Value, blocks: &mut Vec<Block>) {
        let Value::List(rows) = value else {
            self.words(field, value);
            return;
        };
        let header = field.column.iter();
        let header = header.map(|column| {
            Cell::of(vec![Inline::text(column.label.value.clone(), column.label.place)])
        });
        let mut table = Table {
            role: Some(field.name.value.clone()),
            columns: field.column.iter().map(|of| column(of.share.unwrap_or_default())).collect(),
            header: header.collect(),
            row_headers: true,
            ..Table::default()
        };
        for row in &rows.value {
            let Value::Table(row) = row else {
                self.words(field, row);
                continue;
            };
            table.rows.push(self.row(field, row));
        }
        blocks.push(Block::Table(table));
    }

    /// One row of a table, in the order of the field's columns.
    fn row(&mut self, field: &Field, row: &Placed<Entries<Value>>) -> Vec<Cell> {
        for (key, _) in row.iter() {
            if !field.column.iter().any(|column| column.name.value == key.value) {
                let known = field.column.iter().map(|column| column.name.as_str());
                let message = format!("`{}` has no column `{}`", field.name.value, key.value);
                let error = Diagnostic::error(key.place, message);
                self.problems.push(match closest(key, known.clone()) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error
                        .hint(format!("its columns are {}", known.collect::<Vec<_>>().join(", "))),
                });
            }
        }
        let text = Field { value: FieldValue::Text, ..field.clone() };
        let cell = |composer: &mut Self, name: &Name| {
            row.get(name)
                .and_then(|value| composer.words(&text, value))
                .map(Cell::of)
                .unwrap_or_default()
        };
        field.column.iter().map(|column| cell(self, &column.name)).collect()
    }

    /// A table of a field's options, with a mark at each that was chosen. The marks are words underneath.
    fn ticks(&mut self, field: &Field, value: Option<&Value>, blocks: &mut Vec<Block>) {
        let given = match value {
            Some(Value::List(chosen)) => chosen.iter().collect(),
            Some(value) => vec![value],
            None => vec![],
        };
        let mut chosen = Vec::new();
        for value in given {
            let Some(words) = self.words(field, value) else { continue };
            let words = plain(&words);
            match field.options.iter().find(|option| option.value == words) {
                Some(option) => chosen.push(&option.value),
                None => self.problems.push(not_an_option(field, value, &words)),
            }
        }
        let mark = |option: &Name| {
            let truth = chosen.contains(&&option.value);
            let role = if truth { "mark-yes" } else { "mark-no" };
            Cell {
                blocks: vec![Block::Paragraph(Paragraph {
                    content: vec![Inline::text(self.wording.truth(truth), None)],
                    role: Some(role.into()),
                    ..Paragraph::default()
                })],
            }
        };
        let rows = field.options.iter();
        let rows = rows.map(|option| {
            vec![Cell::of(vec![Inline::text(option.value.clone(), option.place)]), mark(option)]
        });
        blocks.push(Block::Table(Table {
            role: Some("ticks".into()),
            columns: vec![column(1.0), Column { align: ColumnAlign::Centre, ..column(0.0) }],
            rows: rows.collect(),
            row_headers: true,
            summary: Some(field.label.value.clone()),
            ..Table::default()
        }));
    }
}

/// Whether a paper gives a value, be it `false`.
fn is_given_at_all(value: &Value) -> bool {
    match value {
        Value::Text(prose) => !prose.is_blank(),
        Value::List(list) => !list.is_empty(),
        _ => true,
    }
}

/// Whether a paper gives a value that is neither blank nor false.
pub(super) fn is_given(value: &Value) -> bool {
    is_given_at_all(value) && !matches!(value, Value::Truth(truth) if !truth.value)
}

/// The error for a choice that the field does not have.
fn not_an_option(field: &Field, value: &Value, words: &str) -> Diagnostic {
    let message = format!("`{words}` is not an option of `{}`", field.name.value);
    let options = field.options.iter().map(|option| option.as_str());
    let error = Diagnostic::error(value.place(), message);
    match closest(words, options.clone()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => {
            let all: Vec<_> = options.map(|option| format!("\"{option}\"")).collect();
            error.hint(format!("its options are {}", all.join(", ")))
        }
    }
}

/// The lines of a value as one run.
fn together(value: Vec<Inlines>) -> Inlines {
    value.join(&[Inline::Break][..])
}

/// A line with its label.
fn line(shown: Shown) -> Block {
    let mut label = vec![shown.label];
    label.push(Inline::text(": ", None));
    let mut content = vec![Inline::Strong(Span { content: label })];
    content.extend(together(shown.value));
    Block::paragraph(content)
}

/// A row of a form.
pub(super) fn form_row(label: Inline, value: Inlines) -> Vec<Cell> {
    vec![Cell::of(vec![label]), Cell::of(value)]
}

/// A form of rows that are made already: a header cell and a value in each.
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

/// A form of fields.
fn form(shown: Vec<Shown>, columns: &[f64]) -> Block {
    form_of(
        shown.into_iter().map(|shown| form_row(shown.label, together(shown.value))).collect(),
        columns,
    )
}

/// A form of two labels and two values in each row.
fn pairs(shown: Vec<Shown>, columns: &[f64]) -> Block {
    let columns = if columns.is_empty() { &[0.0, 1.0, 0.0, 1.0] } else { columns };
    let mut cells: Vec<Cell> =
        shown.into_iter().flat_map(|shown| form_row(shown.label, together(shown.value))).collect();
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

/// A table with the labels above and the values below.
fn labels_above(shown: Vec<Shown>, columns: &[f64]) -> Block {
    let columns =
        (0..shown.len()).map(|at| column(columns.get(at).copied().unwrap_or(1.0))).collect();
    let (header, row) = shown
        .into_iter()
        .map(|shown| (Cell::of(vec![shown.label]), Cell::of(together(shown.value))))
        .unzip();
    Block::Table(Table {
        role: Some("form".into()),
        columns,
        header,
        rows: vec![row],
        ..Table::default()
    })
}

/// What prose gets for a field that the style has and the paper does not give.
pub(in crate::compose) fn absent() -> minijinja::Value {
    value::words(Inlines::new())
}
