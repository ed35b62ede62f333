//! Composes the values of front-matter fields.
//!
//! A field and the report's value for it come in; blocks go out, or inlines where they go in a line. How fields are
//! laid out is left to [`fields`](super::fields).

use super::super::value;
use super::lists::{contact_lines, name_and_post, of_contact};
use crate::compose::Composer;
use crate::compose::reach::link_alone;
use crate::diag::{Diagnostic, Place, closest};
use crate::document::*;
use crate::model::report::Contact;
use crate::model::style::{Field, FieldColumn, FieldValue, Part, PartKind};
use crate::read::{Entries, Name, Placed, Value};

/// The name in a field's `also` that stands for the report's contacts.
const CONTACTS: &str = "contacts";

/// How a value is read: for which name, as which kind, and with which date format and options.
#[derive(Clone, Copy)]
pub(super) struct Taken<'f> {
    name: &'f Name,
    value: FieldValue,
    date: Option<&'f Name>,
    options: &'f [Name],
}

impl<'f> Taken<'f> {
    /// How the value of a field is read.
    pub(super) fn by(field: &'f Field) -> Self {
        let (date, options) = (field.date.as_ref(), &field.options);
        Self { name: &field.name, value: field.value, date, options }
    }
}

impl Taken<'_> {
    /// The error for a choice that is not an option.
    fn not_an_option(&self, place: Place, words: &str) -> Diagnostic {
        let message = format!("`{words}` is not an option of `{}`", self.name.value);
        let options = self.options.iter().map(|option| option.as_str());
        let error = Diagnostic::error(place, message);
        match closest(words, options.clone()) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => {
                let all: Vec<_> = options.map(|option| format!("\"{option}\"")).collect();
                error.hint(format!("its options are {}", all.join(", ")))
            }
        }
    }
}

impl<'a> Composer<'a> {
    /// The value of a field, with a run of blocks for each item of a list: the report's, the contact that serves for
    /// it, or the style's default.
    pub(super) fn value_of(&mut self, field: &Field) -> Option<Vec<Vec<Block>>> {
        if let Some(value) = field.given(&self.report.front).filter(|value| is_given_at_all(value))
        {
            let said = match field.value {
                FieldValue::Rows => self.rows(field, value).into_iter().map(grouped).collect(),
                _ => self.value(Taken::by(field), value),
            };
            return Some(said);
        }
        if field.value == FieldValue::Rows && !self.serving(field).is_empty() {
            return Some(self.contact_rows(field).into_iter().map(grouped).collect());
        }
        if let Some(contact) = self.serving(field).first() {
            let place_of_own = self.style.part.iter().any(|part| part.kind == PartKind::Contacts);
            let said = match place_of_own {
                true => vec![name_and_post(contact)],
                false => contact_lines(self.wording, contact),
            };
            self.told = self.told.max(usize::from(!place_of_own));
            return Some(said.into_iter().map(|line| vec![Block::paragraph(line)]).collect());
        }
        let default = field.default.as_ref()?;
        Some(vec![self.said(default)])
    }

    /// The report's contacts, where they serve for a field that the report does not give.
    fn serving(&self, field: &Field) -> &'a [Contact] {
        let serves = field.also.iter().any(|name| name.value == CONTACTS);
        match serves && field.given(&self.report.front).is_none() {
            true => &self.report.contact,
            false => &[],
        }
    }

    /// The first contact's name and job title, where that serves for a field that the report does not give.
    pub(in crate::compose) fn first_contact(&self, field: &Field) -> Option<Inlines> {
        self.serving(field).first().map(name_and_post)
    }

    /// A value as blocks, with a run for each item of a list.
    fn value(&mut self, taken: Taken<'_>, value: &Value) -> Vec<Vec<Block>> {
        match (taken.value, value) {
            (FieldValue::Choice, Value::List(chosen)) => {
                let words =
                    chosen.iter().filter_map(|item| self.words(taken, item)).collect::<Vec<_>>();
                let between = [Inline::text(", ", None)];
                vec![vec![Block::paragraph(words.join(&between[..]))]]
            }
            (FieldValue::Text | FieldValue::Date | FieldValue::List, Value::List(items)) => {
                items.iter().map(|item| self.one(taken, item)).collect()
            }
            _ => vec![self.one(taken, value)],
        }
    }

    /// A single value as blocks.
    fn one(&mut self, taken: Taken<'_>, value: &Value) -> Vec<Block> {
        match (taken.value, value) {
            (FieldValue::Text | FieldValue::List, Value::Text(prose)) => {
                let mut said = self.said(prose);
                link_alone(&mut said);
                said
            }
            _ => self.words(taken, value).map(Block::paragraph).into_iter().collect(),
        }
    }

    /// A single value as inlines; reports a value of another kind than the field takes.
    pub(super) fn words(&mut self, taken: Taken<'_>, value: &Value) -> Option<Inlines> {
        use FieldValue::{Choice, Date, List, Text, Truth};
        match (taken.value, value) {
            (Choice, Value::Text(prose)) => {
                let words = self.line(prose);
                let said = plain(&words);
                if taken.options.iter().any(|option| option.value == said) {
                    return Some(words);
                }
                self.problems.push(taken.not_an_option(prose.place, &said));
                None
            }
            (Text | List, Value::Integer(number)) => {
                Some(vec![Inline::text(number.value.to_string(), number.place)])
            }
            (Text | List, Value::Number(number)) => {
                Some(vec![Inline::text(number.value.to_string(), number.place)])
            }
            (Text | List, Value::Time(time)) => {
                Some(vec![Inline::text(time.value.to_string(), time.place)])
            }
            (Text | List | Date, Value::Date(date)) => {
                let form = taken.date.unwrap_or(&self.style.date);
                Some(vec![Inline::text(self.wording.date_as(date.value, form), date.place)])
            }
            (Text | List | Truth, Value::Truth(truth)) => {
                Some(vec![Inline::text(self.wording.truth(truth.value), truth.place)])
            }
            _ => {
                self.problems.push(
                    Diagnostic::error(
                        value.place(),
                        format!("`{}` takes another kind of value", taken.name.value),
                    )
                    .hint(format!("it should be {}", taken.value.expected())),
                );
                None
            }
        }
    }

    /// The value of a cell, by the name of its column.
    pub(super) fn cell(&mut self, name: &Name, value: &Value) -> Vec<Block> {
        let taken = Taken { name, value: FieldValue::Text, date: None, options: &[] };
        self.value(taken, value).concat()
    }

    /// The rows of a field, each with the columns that the report gives.
    pub(super) fn rows<'f>(&mut self, field: &'f Field, value: &Value) -> Vec<Row<'f>> {
        let Value::List(rows) = value else {
            self.words(Taken::by(field), value);
            return Vec::new();
        };
        let mut made = Vec::new();
        for row in rows.iter() {
            match row {
                Value::Table(row) => made.push(self.row(field, row)),
                other => drop(self.words(Taken::by(field), other)),
            }
        }
        made
    }

    /// The contacts as rows of a field, in the columns that have a contact's key as name.
    pub(super) fn contact_rows<'f>(&mut self, field: &'f Field) -> Vec<Row<'f>> {
        let contacts = self.serving(field);
        let part = |part: &Part| part.kind == PartKind::Contacts;
        let has = |of: &str| field.column.iter().any(|column| column.name.as_str() == of);
        let tells = |contact: &Contact| {
            has("name")
                && (contact.telephone.is_none() || has("telephone"))
                && (contact.email.is_none() || has("email"))
        };
        if contacts.iter().all(tells) || !self.style.part.iter().any(part) {
            self.told = contacts.len();
        }
        let of = |contact: &Contact, column: &FieldColumn| {
            of_contact(contact, &column.name).map(|words| vec![Block::paragraph(words)])
        };
        let row = |contact| {
            let cell = |column| (column, of(contact, column).unwrap_or_default());
            field.column.iter().map(cell).collect()
        };
        contacts.iter().map(row).collect()
    }

    /// One row, in the order of the field's columns.
    fn row<'f>(&mut self, field: &'f Field, row: &Placed<Entries<Value>>) -> Row<'f> {
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
        let cell = Taken { value: FieldValue::Text, ..Taken::by(field) };
        let mut cell = |name: &Name| match row.get(name) {
            Some(value) => self.value(cell, value).concat(),
            None => Vec::new(),
        };
        field.column.iter().map(|column| (column, cell(&column.name))).collect()
    }
}

/// The blocks of a row, by column.
pub(super) type Row<'f> = Vec<(&'f FieldColumn, Vec<Block>)>;

/// A row outside a table: each column's blocks after its label.
fn grouped(row: Row<'_>) -> Vec<Block> {
    let alone = row.len() == 1;
    let said = row.into_iter().filter(|(_, said)| !said.is_empty());
    let runs = said.map(|(column, said)| {
        let label = column.label.trim_end_matches(':');
        match alone {
            true => said,
            false => labelled(vec![Inline::text(format!("{label}: "), column.label.place)], said),
        }
    });
    runs.flatten().collect()
}

/// Blocks that start with a label.
pub(super) fn labelled(label: Inlines, mut said: Vec<Block>) -> Vec<Block> {
    match said.first_mut() {
        Some(Block::Paragraph(first)) => drop(first.content.splice(0..0, label)),
        _ => said.insert(0, Block::paragraph(label)),
    }
    said
}

/// Blocks as a line, or as lines with breaks between; `None` unless they are all plain paragraphs.
pub(in crate::compose) fn as_line(blocks: &[Block]) -> Option<Inlines> {
    let line = |block: &Block| match block {
        Block::Paragraph(paragraph) if paragraph.belongings.is_empty() => {
            Some(paragraph.content.clone())
        }
        _ => None,
    };
    let lines: Option<Vec<_>> = blocks.iter().map(line).collect();
    lines.map(|lines| lines.join(&[Inline::Break][..]))
}

/// Whether a report gives a value; `false` counts.
pub(super) fn is_given_at_all(value: &Value) -> bool {
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

/// The value in prose of a field that the report does not give.
pub(in crate::compose) fn absent() -> minijinja::Value {
    value::words(Inlines::new())
}
