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

/// The fewest letters of a number that has words: not "2a" or "R1", but "school".
const WORDY: usize = 3;

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
    if holds_closed(&value) { with_sealed_numbers(within(&value, false, false)) } else { value }
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
        ValueKind::Seq => {
            let mut all: Vec<_> =
                items(value).map(|item| replaced(&item, numbers, listed)).collect();
            // The place of a withheld number among the others would tell which it is.
            if listed {
                all.sort_by_key(|number| number.as_str().is_some_and(is_sealed));
            }
            all.into()
        }
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

/// A value, with everything in withheld records closed; `closed` says that it is inside one, and `grouped` that its
/// records have a grade in common, so that even the number of a withheld one would tell.
fn within(value: &Value, closed: bool, grouped: bool) -> Value {
    match value.kind() {
        ValueKind::Map => {
            let own = is_withheld(value);
            let closed = closed || own;
            let is_group = value.get_attr("count").is_ok_and(|count| !count.is_undefined());
            let inner = entries(value).map(|(key, inner)| {
                let inner = match key.as_str() {
                    Some("id") if own && (grouped || has_words(&inner)) => {
                        sealed_number(value, &inner)
                    }
                    Some(open) if own && OPEN_KEYS.contains(&open) => inner,
                    _ => within(&inner, closed, is_group),
                };
                (key, inner)
            });
            Value::from_pairs(inner)
        }
        ValueKind::Seq => items(value).map(|item| within(&item, closed, grouped)).collect(),
        _ if closed && !value.as_str().is_some_and(is_sealed) => Value::from_object(Closed),
        _ => value.clone(),
    }
}

/// Whether what identifies a record is made of words, which may be those that are withheld, and not only a number.
fn has_words(id: &Value) -> bool {
    let letters =
        id.as_str().map_or(0, |id| id.chars().filter(|next| next.is_alphabetic()).count());
    letters >= WORDY
}

/// The number of a withheld record, sealed like its words.
fn sealed_number(record: &Value, id: &Value) -> Value {
    let sealed = entries(record).map(|(_, inner)| inner);
    let mut sealed = sealed.filter(|inner| inner.as_str().is_some_and(is_sealed));
    let words = sealed.next().and_then(|words| words.as_str().map(str::to_owned));
    match id.as_str().zip(words) {
        Some((id, words)) => Value::from(number_beside(id, &words)),
        None => Value::from_object(Closed),
    }
}

/// Whether a map value is a withheld record. The `reason` of an action comes from an update, so it does not count.
fn is_withheld(record: &Value) -> bool {
    let says = |key: &str| record.get_attr(key).ok().filter(|value| value.as_str().is_some());
    let is_sealed = |key: &str| says(key).is_some_and(|value| holds_closed(&value));
    ["action", "name", "risk", "text"].into_iter().any(is_sealed)
        || is_sealed("reason") && says("action").is_none()
        || is_sealed("title") && says("text").is_none() && !holds_open(record)
}

/// Whether a map value is an area with an open action or measure: only its title is withheld, with the finding that it
/// is from.
fn holds_open(area: &Value) -> bool {
    [("actions", "action"), ("measures", "name")].into_iter().any(|(list, key)| {
        let list = area.get_attr(list).unwrap_or_default();
        items(&list).any(|one| {
            one.get_attr(key).is_ok_and(|said| said.as_str().is_some_and(|said| !is_sealed(said)))
        })
    })
}
