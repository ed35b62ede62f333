//! What prose can name of records that are not for publication: their words, which are sealed, and their numbers.
//!
//! In come the values of a source; out come the same, in which every day, status and figure of a withheld record is
//! [`Closed`], since those cannot be sealed as words are. That nothing is found out from either is seen to where
//! expressions are evaluated.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, ObjectRepr, ValueKind};

use super::{is_sealed, number_beside};

/// The keys of the numbers by which a withheld record is known; where `action` says what is to be done it is sealed.
const OPEN_KEYS: [&str; 3] = ["action", "area", "id"];

/// A value of a record that is not for publication.
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

/// The values of a source, closed where they are of a withheld record.
pub(in crate::compose) fn named(value: Value) -> Value {
    if holds_closed(&value) { with_sealed_numbers(within(&value, false)) } else { value }
}

/// Whether a value is of a withheld record and is no words.
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

/// The same values, in which the numbers that stand in lists, such as those of actions that are overdue, are withheld
/// where their records are.
pub(in crate::compose) fn with_sealed_numbers(value: Value) -> Value {
    let mut numbers = BTreeMap::new();
    sealed_numbers(&value, &mut numbers);
    if numbers.is_empty() { value } else { replaced(&value, &numbers, false) }
}

/// The numbers of records that are withheld, each as it stands in lists.
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

/// Values in which numbers are replaced where they are listed.
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

/// The items of a list.
pub(in crate::compose) fn items(value: &Value) -> impl Iterator<Item = Value> {
    value.try_iter().into_iter().flatten()
}

/// The entries of a group of values.
fn entries(value: &Value) -> impl Iterator<Item = (Value, Value)> {
    items(value).map(|key| {
        let inner = value.get_item(&key).unwrap_or_default();
        (key, inner)
    })
}

/// A value, which stands in a withheld record or not.
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

/// Whether a group of values is a record that is withheld. The reason of an action is that of an update.
fn is_withheld(record: &Value) -> bool {
    let says = |key: &str| record.get_attr(key).ok().filter(|value| value.as_str().is_some());
    let is_sealed = |key: &str| says(key).is_some_and(|value| holds_closed(&value));
    ["action", "name", "text"].into_iter().any(is_sealed)
        || is_sealed("reason") && says("action").is_none()
        || is_sealed("title") && says("text").is_none()
}
