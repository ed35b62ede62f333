//! Reads a file as a tree for a form.

use std::ops::Range;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::{Step, flow};

/// The contents of a file: texts with each paragraph on one line, and numbers, days and times as written; `None` if
/// it is not valid TOML.
pub(crate) fn tree(text: &str) -> Option<Value> {
    let root = DeTable::parse(text).ok()?;
    Some(value(&DeValue::Table(root.into_inner())))
}

/// A value in the tree.
fn value(of: &DeValue<'_>) -> Value {
    match of {
        DeValue::String(text) if text.contains('\n') => Value::String(flow(text)),
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => Value::String(number.to_string()),
        DeValue::Float(number) => Value::String(number.to_string()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(day) => Value::String(day.to_string()),
        DeValue::Array(list) => list.iter().map(|one| value(one.get_ref())).collect(),
        DeValue::Table(group) => {
            let pairs =
                group.iter().map(|(key, one)| (key.get_ref().to_string(), value(one.get_ref())));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

/// The value at a path of a tree.
pub(crate) fn value_at<'v>(tree: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(tree, |at, step| match step {
        Step::Key(key) => at.get(key),
        Step::At(place) => at.get(place),
    })
}

/// The text at a path of a file, and its range there, with quotation marks.
pub(crate) fn string_at(text: &str, path: &[Step]) -> Option<(String, Range<usize>)> {
    let root = DeTable::parse(text).ok()?;
    let (first, rest) = path.split_first()?;
    let Step::Key(first) = first else { return None };
    let start = root.get_ref().get(first.as_str())?;
    let found = rest.iter().try_fold(start, |at, step| match (step, at.get_ref()) {
        (Step::Key(key), DeValue::Table(group)) => group.get(key.as_str()),
        (Step::At(place), DeValue::Array(list)) => list.get(*place),
        _ => None,
    })?;
    Some((found.get_ref().as_str()?.to_owned(), found.span()))
}
