//! Defines the values of expressions in prose: words, a date in the house style's format, a reference, or blocks.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, ValueKind};
use minijinja::{Environment, Value};

use super::expression::evaluate;
use super::quantity::Quantity;
use crate::diag::{Diagnostic, Outcome, Warned};
use crate::document::{Block, Inline, Inlines, Link, Target, plain};
use crate::read::Prose;
use crate::read::date::Date;

/// The replacement for an expression.
#[derive(Debug, Clone)]
pub(super) enum Inserted {
    /// Part of a line.
    Inlines(Inlines),
    /// Whole blocks, which need a paragraph of their own.
    Blocks(Vec<Block>),
}

/// Marks the label of a reference that an expression used as words. A Unicode noncharacter, which no text holds.
const UNRESOLVED: char = '\u{FDD6}';

/// Blocks as a value: the result of `{{ plan.progress_table() }}`.
#[derive(Debug)]
pub(crate) struct Blocks(pub(crate) Vec<Block>);

/// A reference as a value: the result of `{{ ref("label") }}`. Its words are filled in when all numbers are known.
#[derive(Debug)]
pub(super) struct Reference(pub(super) String);

/// Words with emphasis, links or notes as a value: the result of a front-matter field with markup.
#[derive(Debug)]
struct Words(Inlines);

/// Data that could not be read. Expressions that name it are not reported, since loading reported it.
#[derive(Debug)]
pub(super) struct Unread;

impl Object for Unread {}

/// Data that could not be read, as a value.
pub(super) fn unread() -> Value {
    Value::from_object(Unread)
}

/// Words as a value: plain text where they have no markup, so that expressions can compare and change it.
pub(super) fn words(words: Inlines) -> Value {
    if words.iter().all(|inline| matches!(inline, Inline::Text(_))) {
        Value::from(plain(&words))
    } else {
        Value::from_object(Words(words))
    }
}

impl Object for Words {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(&self.0))
    }
}

impl Object for Blocks {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(blocks)")
    }
}

impl Object for Reference {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{UNRESOLVED}{}", self.0)
    }
}

/// The replacement for the expression in a range of prose.
pub(super) fn inserted(
    prose: &Prose,
    range: Range<usize>,
    environment: &Environment<'_>,
    context: &Value,
) -> Outcome<Inserted> {
    let place = prose.place_of(range.clone());
    let Warned { value, findings } = evaluate(prose, range, environment, context)?;
    let made = finish(&value, environment);
    let made = made.map_err(|(message, hint)| vec![Diagnostic::error(place, message).hint(hint)]);
    made.map(|value| Warned { value, findings })
}

/// The message and hint for a value that cannot be printed.
type Unprintable = (&'static str, &'static str);

/// Makes a value into the replacement for its expression.
fn finish(value: &Value, environment: &Environment<'_>) -> Result<Inserted, Unprintable> {
    if let Some(blocks) = value.downcast_object_ref::<Blocks>() {
        return Ok(Inserted::Blocks(blocks.0.clone()));
    }
    if let Some(Reference(name)) = value.downcast_object_ref::<Reference>() {
        let target = Target::Anchor(name.clone());
        return Ok(Inserted::Inlines(vec![Inline::Link(Link {
            target,
            content: vec![],
            place: None,
        })]));
    }
    if let Some(words) = value.downcast_object_ref::<Words>() {
        return Ok(Inserted::Inlines(words.0.clone()));
    }
    let words = if value.downcast_object_ref::<Date>().is_some() {
        let mut state = environment.empty_state();
        let formatted = state.apply_filter("date", std::slice::from_ref(value));
        formatted.map(|date| date.to_string()).unwrap_or_default()
    } else if Quantity::of(value).is_some() {
        value.to_string()
    } else {
        match value.kind() {
            ValueKind::String if value.to_string().contains(UNRESOLVED) => {
                return Err((
                    "a reference stands alone in its braces, since its words are known only when all is numbered",
                    "write `{{ ref(\"name\") }}`, and what belongs before or after it outside the braces",
                ));
            }
            ValueKind::String => value.to_string(),
            ValueKind::None => {
                return Err((
                    "this has no value in the data",
                    "give it a value in its file, or say what to print: `{{ name or \"none\" }}`",
                ));
            }
            ValueKind::Bool => {
                return Err((
                    "this is true or false, which is no word for a paper",
                    "say what to print: `{{ \"yes\" if name else \"no\" }}`",
                ));
            }
            ValueKind::Seq | ValueKind::Iterable => {
                return Err((
                    "this is a list, not one value",
                    "name one value in it, count it with `| length`, or join texts with `| and_list`",
                ));
            }
            ValueKind::Map => {
                return Err((
                    "this is a group of values, not one",
                    "name one value in it, such as `plan.overdue.count`",
                ));
            }
            _ => {
                return Err((
                    "this cannot be printed",
                    "name a value; to use a function, add its brackets: `name()`",
                ));
            }
        }
    };
    let mut inlines = Vec::new();
    for (n, line) in words.lines().enumerate() {
        if n > 0 {
            inlines.push(Inline::Break);
        }
        inlines.push(Inline::text(line, None));
    }
    Ok(Inserted::Inlines(inlines))
}
