//! Limits what prose can name of withheld records to their words, which are sealed, and their numbers.
//!
//! The values of a source come in; the same go out, in which every day, status and figure of a withheld record is
//! [`Closed`], since these cannot be sealed as words can. The evaluation of expressions refuses to look into either.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, ObjectRepr, ValueKind};

use super::{is_sealed, number_beside};

/// The keys of the numbers that identify a withheld record; `action` also holds a record's words, which are sealed.
const OPEN_KEYS: [&str; 3] = ["action", "area", "id"];

/// A value of a withheld record.
#[derive(Debug)]
struct Closed;

impl Object for Closed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not for publication")
    }
}

/// The values of a source, with those of withheld records closed.
pub(in crate::compose) fn named(value: Value) -> Value {
    if holds_closed(&value) { with_sealed_numbers(within(&value, false)) } else { value }
}

/// Whether a value is a closed one of a withheld record.
pub(in crate::compose) fn is_closed(value: &Value) -> bool {
    value.downcast_object_ref::<Closed>().is_some()
}

/// Whether a value is sealed or closed, or holds one that is.
pub(in crate::compose) fn holds_closed(value: &Value) -> bool {
    match value.kind() {
        ValueKind::String => value.as_str().is_some_and(is_sealed),
        ValueKind::Map => entries(value).any(|(_, inner)| holds_closed(&inner)),
        ValueKind::Seq | ValueKind::Iterable => items(value).any(|item| holds_closed(&item)),
        _ => is_closed(value),
    }
}

/// The values, with the numbers in lists, such as `overdue.ids`, sealed where their records are withheld.
pub(in crate::compose) fn with_sealed_numbers(value: Value) -> Value {
    let mut numbers = BTreeMap::new();
    sealed_numbers(&value, &mut numbers);
    if numbers.is_empty() { value } else { replaced(&value, &numbers, false) }
}

/// The numbers of withheld records, each with its sealed form for lists.
fn sealed_numbers(value: &Value, numbers: &mut BTreeMap<String, String>) {
    match value.kind() {
        ValueKind::Map => {
            let [id, action] = ["id", "action"].map(|key| value.get_attr(key).unwrap_or_default());
            if let (Some(id), Some(action)) = (id.as_str(), action.as_str())
                && is_sealed(action)
            {
                numbers.insert(id.to_owned(), number_beside(id, action));
            }
            entries(value).for_each(|(_, inner)| sealed_numbers(&inner, numbers));
        }
        ValueKind::Seq => items(value).for_each(|item| sealed_numbers(&item, numbers)),
        _ => {}
    }
}

/// Values with the numbers in lists replaced by their sealed forms.
fn replaced(value: &Value, numbers: &BTreeMap<String, String>, listed: bool) -> Value {
    match value.kind() {
        ValueKind::Map => Value::from_pairs(entries(value).map(|(key, inner)| {
            let listed = key.as_str() == Some("ids");
            (key, replaced(&inner, numbers, listed))
        })),
        ValueKind::Seq => items(value).map(|item| replaced(&item, numbers, listed)).collect(),
        ValueKind::String if listed => {
            let number = value.as_str().and_then(|id| numbers.get(id));
            number.map_or_else(|| value.clone(), |number| Value::from(number.clone()))
        }
        _ => value.clone(),
    }
}

/// The items of a list value.
pub(in crate::compose) fn items(value: &Value) -> impl Iterator<Item = Value> {
    value.try_iter().into_iter().flatten()
}

/// The entries of a map value.
fn entries(value: &Value) -> impl Iterator<Item = (Value, Value)> {
    items(value).map(|key| {
        let inner = value.get_item(&key).unwrap_or_default();
        (key, inner)
    })
}

/// A value, with everything in withheld records closed; `closed` says that it is inside one.
fn within(value: &Value, closed: bool) -> Value {
    match value.kind() {
        ValueKind::Map => {
            let closed = closed || is_withheld(value);
            let inner = entries(value).map(|(key, inner)| {
                let is_open = key.as_str().is_some_and(|key| OPEN_KEYS.contains(&key));
                let inner = if is_open { inner } else { within(&inner, closed) };
                (key, inner)
            });
            Value::from_pairs(inner)
        }
        ValueKind::Seq => items(value).map(|item| within(&item, closed)).collect(),
        _ if closed && !value.as_str().is_some_and(is_sealed) => Value::from_object(Closed),
        _ => value.clone(),
    }
}

/// Whether a map value is a withheld record. The `reason` of an action comes from an update, so it does not count.
fn is_withheld(record: &Value) -> bool {
    let says = |key: &str| record.get_attr(key).ok().filter(|value| value.as_str().is_some());
    let is_sealed = |key: &str| says(key).is_some_and(|value| holds_closed(&value));
    ["action", "name", "text"].into_iter().any(is_sealed)
        || is_sealed("reason") && says("action").is_none()
        || is_sealed("title") && says("text").is_none()
}
