//! Lists the data in the files of a workspace, each with a key that a person can type.
//!
//! In comes the text of a file; out come its data: values, and records of lists. A record is named by its `id`, or
//! else by its day, its name or its position: `area.access.action.1.2.update.2026-03-31.status`.

use std::ops::Range;

use serde_json::Value;
use typst::syntax::FileId;

use crate::edit::{self, Path, Step};
use crate::read::LineStarts;
use crate::read::mark::MARKS;

/// The keys that name a record: the first whose value is unique in its list, or else the first that it has.
const NAMES: [&str; 6] = ["id", "on", "by", "name", "paper", "report"];

/// A value or a record in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Datum {
    /// The file.
    pub(crate) file: FileId,
    /// Its path in the file.
    pub(super) path: Path,
    /// Its path as people write it.
    pub(crate) key: String,
    /// The name of each step of the path.
    pub(super) names: Vec<StepName>,
    /// The path without the names of records, which all data of its kind share.
    pub(super) kind_of: String,
    /// Its line number, counted from 1.
    pub(crate) line: usize,
    /// The range of its value in the file.
    pub(super) range: Range<usize>,
    /// The value as written; empty for a record.
    pub(crate) value: String,
    /// The type of its value.
    pub(super) form: Form,
    /// Whether it is part of something that is not for publication.
    pub(super) withheld: bool,
}

/// The name of one step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StepName {
    /// A key, the name of a record, or the position of a nameless item in its list, counted from 1.
    pub(super) words: String,
    /// Whether it is such a position.
    pub(super) is_place: bool,
}

/// The type of a datum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A number.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    Truth,
    /// One of a few words, such as a status.
    Word,
    /// Text.
    Text,
    /// A record of a list.
    Record,
}

/// The data of a file, in order.
pub(super) fn data(file: FileId, text: &str) -> Vec<Datum> {
    let tree = edit::tree(text).unwrap_or_default();
    let lines = LineStarts::of(text);
    let datum = |(path, range): (Path, Range<usize>)| {
        let written = text.get(range.clone())?;
        let form = form(&path, written)?;
        let names = names(&tree, &path);
        let words: Vec<&str> = names.iter().map(|name| name.words.as_str()).collect();
        let value = match form {
            Form::Record => String::new(),
            Form::Word | Form::Text => value(&tree, &path).unwrap_or_default(),
            _ => written.to_owned(),
        };
        Some(Datum {
            file,
            kind_of: kind_of(&path),
            line: lines.line(range.start).0,
            withheld: (0..=path.len()).any(|end| is_withheld(&tree, &path[..end])),
            path,
            key: words.join("."),
            names,
            range,
            value,
            form,
        })
    };
    edit::written(text).into_iter().filter_map(datum).collect()
}

/// The type of what is written at a path; `None` for a list or group.
fn form(path: &[Step], written: &str) -> Option<Form> {
    let is_element = matches!(path.last(), Some(Step::At(_)));
    Some(match written.chars().next()? {
        '[' | '{' if is_element => Form::Record,
        '[' | '{' => return None,
        '"' | '\'' => {
            let inside = written.trim_matches(['"', '\'']);
            let is_word = |next: char| next.is_ascii_lowercase() || next == '-';
            if !inside.is_empty() && inside.len() < 30 && inside.chars().all(is_word) {
                Form::Word
            } else {
                Form::Text
            }
        }
        't' | 'f' => Form::Truth,
        _ if written.len() >= 10 && written[..10].parse::<chrono::NaiveDate>().is_ok() => Form::Day,
        _ if written.contains(':') => return None,
        _ => Form::Number,
    })
}

/// The names of the steps of a path.
fn names(tree: &Value, path: &[Step]) -> Vec<StepName> {
    let name = |at: usize| match &path[at] {
        Step::Key(key) => StepName { words: key.clone(), is_place: false },
        Step::At(place) => {
            let list = edit::value_at(tree, &path[..at]).and_then(Value::as_array);
            let list = list.map_or(&[][..], Vec::as_slice);
            let of = |record: &'_ Value, name: &str| record.get(name)?.as_str().map(str::to_owned);
            let own = |name: &&str| list.get(*place).and_then(|record| of(record, name));
            let is_alone = |name: &&&str| {
                own(name).is_some_and(|own| {
                    list.iter().filter(|other| of(other, name).as_ref() == Some(&own)).count() == 1
                })
            };
            let alone = NAMES.iter().find(is_alone).and_then(own);
            let own = alone.or_else(|| NAMES.iter().find_map(own));
            StepName {
                is_place: own.is_none(),
                words: own.unwrap_or_else(|| (place + 1).to_string()),
            }
        }
    };
    (0..path.len()).map(name).collect()
}

/// The keys of a path, which all data of its kind share.
pub(super) fn kind_of(path: &[Step]) -> String {
    let keys: Vec<&str> = path.iter().filter_map(key_of).collect();
    keys.join(".")
}

/// The text at a path.
fn value(tree: &Value, path: &[Step]) -> Option<String> {
    edit::value_at(tree, path)?.as_str().map(str::to_owned)
}

/// The key that a step is.
fn key_of(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::At(_) => None,
    }
}

/// Whether a record is marked as not for publication.
fn is_withheld(tree: &Value, path: &[Step]) -> bool {
    let record = edit::value_at(tree, path);
    record.is_some_and(|record| MARKS.iter().any(|key| record.get(key).is_some()))
}

impl Datum {
    /// Whether another datum is inside this one.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.file == other.file
            && other.path.len() > self.path.len()
            && other.path.starts_with(&self.path)
    }
}
