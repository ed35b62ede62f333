//! Keeps expressions from telling what is withheld: of a withheld record only the words can be printed; nothing else
//! of it can be printed, compared or counted.
//!
//! The arguments of a filter, test, operator or function come in; an error goes out where they hold something
//! withheld.

use minijinja::Value;
use minijinja::value::{Kwargs, ValueKind};

use super::{Evaluated, Evaluation};
use crate::compose::seal::{holds_closed, is_closed, items};
use crate::diag::{Diagnostic, Place};

impl<'a> Evaluation<'a> {
    /// The value itself, or an error for a day, status or figure of a withheld record.
    pub(super) fn open(&self, value: Value, place: Place) -> Evaluated {
        if is_closed(&value) { Err(withheld(place)) } else { Ok(value) }
    }

    /// Refuses to look into values that hold anything withheld.
    pub(super) fn looked_into<'v>(
        &self,
        values: impl IntoIterator<Item = &'v Value>,
        place: Place,
    ) -> Evaluated<()> {
        if values.into_iter().any(holds_closed) { Err(withheld(place)) } else { Ok(()) }
    }

    /// Refuses a filter that would look into something withheld, or cut it.
    pub(super) fn filtered_whole(
        &self,
        filter: &str,
        arguments: &[Value],
        place: Place,
    ) -> Evaluated<()> {
        if is_whole(filter, arguments) { Ok(()) } else { Err(withheld(place)) }
    }
}

/// Whether a filter leaves withheld values in its input whole.
fn is_whole(filter: &str, arguments: &[Value]) -> bool {
    let [value, others @ ..] = arguments else { return true };
    let is_list = matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable);
    let is_text = |value: &Value| value.as_str().is_some();
    match filter {
        "d" | "default" => true,
        _ if others.iter().any(holds_closed) => false,
        _ if !holds_closed(value) => true,
        "capitalize" | "lower" | "title" | "trim" | "upper" => is_text(value),
        "count" | "first" | "last" | "length" | "list" | "reverse" => is_list,
        "and_list" | "join" => is_list && items(value).all(|item| is_text(&item)),
        "map" => attribute(others).is_some(),
        "groupby" | "max" | "min" | "rejectattr" | "selectattr" | "sort" | "sum" | "unique" => {
            let positional = || others.first().and_then(Value::as_str).map(str::to_owned);
            let name = attribute(others).or_else(positional);
            name.is_some_and(|name| !items(value).any(|item| holds_closed(&named(item, &name))))
        }
        _ => false,
    }
}

/// The value of an item at the first step of an attribute path.
fn named(item: Value, path: &str) -> Value {
    let first = path.split('.').next().unwrap_or_default();
    if item.kind() == ValueKind::Map { item.get_attr(first).unwrap_or_default() } else { item }
}

/// The argument `attribute=` of a filter.
fn attribute(arguments: &[Value]) -> Option<String> {
    arguments.iter().find_map(|argument| {
        Kwargs::try_from(argument.clone()).ok()?.get::<String>("attribute").ok()
    })
}

/// The error for an expression that would print or reveal something withheld.
fn withheld(place: Place) -> Diagnostic {
    Diagnostic::error(place, "what this needs is not for publication")
        .hint(
            "prose can print the words of a record that is withheld, and name none of its days, statuses and figures; \
             write what may be said in words, or leave it to the tables and charts of the plan, which withhold it",
        )
}
