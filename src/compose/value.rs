//! What an expression in prose gives: words, a date in the house style's form, a reference, or blocks.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, ValueKind};
use minijinja::{Environment, ErrorKind, Value};

use crate::diag::{Diagnostic, closest};
use crate::document::{Block, Inline, Inlines, Link, Target, plain};
use crate::read::Prose;
use crate::read::date::Date;

/// What takes the place of an expression.
#[derive(Debug, Clone)]
pub(super) enum Inserted {
    /// Part of a line.
    Inlines(Inlines),
    /// Whole blocks, which need a paragraph of their own.
    Blocks(Vec<Block>),
}

/// Blocks as a value: what `{{ plan.progress_table() }}` gives.
#[derive(Debug)]
pub(crate) struct Blocks(pub(crate) Vec<Block>);

/// A reference as a value: what `{{ ref("label") }}` gives. Its words are filled in when all numbers are known.
#[derive(Debug)]
pub(super) struct Reference(pub(super) String);

/// Words with emphasis, links or notes, as a value: what a front-matter field with markup gives.
#[derive(Debug)]
struct Words(Inlines);

/// Words as a value: text, where they have no markup, so that expressions can compare and change it.
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
        write!(f, "(reference to {})", self.0)
    }
}

/// Evaluates the expression that stands in a range of prose.
pub(super) fn evaluate(
    prose: &Prose,
    range: Range<usize>,
    environment: &Environment<'_>,
    context: &Value,
) -> Result<Inserted, Diagnostic> {
    let source = &prose.text[range.clone()];
    let place = prose.place_of(range.clone());
    if source.trim().is_empty() {
        return Err(Diagnostic::error(place, "there is nothing between `{{` and `}}`")
            .hint("name a value from `[sources]`, or write `\\{{` to print two braces"));
    }
    let value = environment
        .compile_expression(source)
        .and_then(|expression| expression.eval(context.clone()))
        .map_err(|error| {
            let inside = error
                .range()
                .filter(|inside| inside.end <= source.len() && inside.start < inside.end);
            let place = inside.map_or(place, |inside| {
                prose.place_of(range.start + inside.start..range.start + inside.end)
            });
            let word = error.range().and_then(|inside| source.get(inside)).unwrap_or_default();
            let undefined = (error.kind() == ErrorKind::UndefinedError)
                .then(|| undefined(source, context, prose, range.start))
                .flatten();
            undefined.unwrap_or_else(|| failed(&error, word, place))
        })?;
    finish(&value, environment).map_err(|problem| match problem {
        Unprintable::Undefined => {
            undefined(source, context, prose, range.start).unwrap_or_else(|| {
                Diagnostic::error(place, "this has no value").hint("check the spelling")
            })
        }
        Unprintable::Said(message, hint) => Diagnostic::error(place, message).hint(hint),
    })
}

/// Why a value cannot stand in a paper.
enum Unprintable {
    Undefined,
    Said(&'static str, &'static str),
}

/// Turns a value into what takes its place.
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
    } else {
        match value.kind() {
            ValueKind::Undefined => return Err(Unprintable::Undefined),
            ValueKind::String | ValueKind::Number => value.to_string(),
            ValueKind::None => {
                return Err(Unprintable::Said(
                    "this has no value in the data",
                    "give it a value in its file, or say what to print: `{{ name or \"none\" }}`",
                ));
            }
            ValueKind::Bool => {
                return Err(Unprintable::Said(
                    "this is true or false, which is no word for a paper",
                    "say what to print: `{{ \"yes\" if name else \"no\" }}`",
                ));
            }
            ValueKind::Seq | ValueKind::Iterable | ValueKind::Map => {
                return Err(Unprintable::Said(
                    "this is a group of values, not one",
                    "name one value in it, count it with `| length`, or join texts with `| and_list`",
                ));
            }
            _ => {
                return Err(Unprintable::Said(
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

/// The diagnostic for the first name in an expression that does not resolve.
fn undefined(source: &str, context: &Value, prose: &Prose, start: usize) -> Option<Diagnostic> {
    names(source).into_iter().find_map(|(at, path)| {
        let mut inside = context.clone();
        let mut offset = at;
        let mut parent: Option<&str> = None;
        for name in path.split('.') {
            let found = inside.get_attr(name).ok().filter(|found| !found.is_undefined());
            if let Some(found) = found {
                inside = found;
                parent = Some(name);
                offset += name.len() + 1;
                continue;
            }
            let known: Vec<String> = inside
                .try_iter()
                .map(|keys| keys.map(|key| key.to_string()).collect())
                .unwrap_or_default();
            let place = prose.place_of(start + offset..start + offset + name.len());
            let message = match parent {
                Some(parent) => format!("`{parent}` has nothing called `{name}`"),
                None => format!("nothing is called `{name}`"),
            };
            let error = Diagnostic::error(place, message);
            let known = known.iter().map(String::as_str);
            return Some(match closest(name, known.clone()) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint(match known.collect::<Vec<_>>() {
                    known if known.is_empty() || parent.is_none() => {
                        "name the file it comes from under `[sources]`".to_owned()
                    }
                    known => format!("it has {}", known.join(", ")),
                }),
            });
        }
        None
    })
}

/// The dotted names in an expression, outside its texts and not after `|`, with where they start.
fn names(source: &str) -> Vec<(usize, &str)> {
    let is_name = |next: char| next.is_alphanumeric() || next == '_';
    let mut names = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        let mut length = next.len_utf8();
        match quote {
            Some(open) if next == open => quote = None,
            Some(_) => {}
            None if next == '"' || next == '\'' => quote = Some(next),
            None if next.is_alphabetic() || next == '_' => {
                let rest = &source[at..];
                let end =
                    rest.find(|next: char| !is_name(next) && next != '.').unwrap_or(rest.len());
                let path = rest[..end].trim_end_matches('.');
                const WORDS: [&str; 9] =
                    ["if", "else", "and", "or", "not", "in", "is", "true", "false"];
                if before != '|' && !WORDS.contains(&path) && !rest[end..].starts_with('(') {
                    names.push((at, path));
                } else if rest[end..].starts_with('(')
                    && let Some((object, _)) = path.rsplit_once('.')
                {
                    names.push((at, object));
                }
                length = end.max(1);
            }
            None => {}
        }
        if !next.is_whitespace() {
            before = next;
        }
        at += length;
    }
    names
}

/// The filters that an author is likely to have meant.
const FILTERS: [&str; 16] = [
    "and_list",
    "capitalize",
    "date",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "ordinal",
    "replace",
    "round",
    "sum",
    "title",
    "upper",
    "words",
];

/// An error of the expression itself, in words. `word` is the part of it that is wrong.
fn failed(error: &minijinja::Error, word: &str, place: crate::diag::Place) -> Diagnostic {
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError => {
            Diagnostic::error(place, format!("this expression cannot be read: {detail}"))
                .hint("write a name, and filters after a bar: `{{ plan.submitted | date }}`")
        }
        ErrorKind::UnknownFilter => {
            let error = Diagnostic::error(place, format!("there is no filter `{word}`"));
            match closest(word, FILTERS) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint(format!("the filters are {}", FILTERS.join(", "))),
            }
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            let error =
                Diagnostic::error(place, format!("there is nothing called `{word}` to use here"));
            error.hint(if detail.starts_with("try ") {
                detail
            } else {
                "check the spelling of the name before the brackets"
            })
        }
        ErrorKind::OutOfFuel => Diagnostic::error(place, "this expression takes too long")
            .hint("make it simpler; prose only brings values in"),
        kind => {
            let why = if detail.is_empty() { kind.to_string() } else { detail.to_owned() };
            Diagnostic::error(place, format!("this does not work: {why}"))
                .hint("check that the value is of the kind that this needs")
        }
    }
}
