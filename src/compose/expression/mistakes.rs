//! Explains what is wrong with an expression, at the word that is wrong.

use std::ops::Range;

use minijinja::machinery::ast::Expr;
use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

use super::{Evaluation, OF_NUMBERS};
use crate::compose::quantity::Quantity;
use crate::compose::refusal::Refusal;
use crate::diag::{Diagnostic, Place, Rule, closest};
use crate::read::character::{described, is_unseen};
use crate::read::date::Date;

/// The characters that word processors put in expressions, what each is called, and what was meant.
const TYPED: [(char, &str, &str); 11] = [
    ('“', "a curly quotation mark", "\""),
    ('”', "a curly quotation mark", "\""),
    ('„', "a low quotation mark", "\""),
    ('«', "an angle quotation mark", "\""),
    ('»', "an angle quotation mark", "\""),
    ('‘', "a curly quotation mark", "'"),
    ('’', "a curly quotation mark", "'"),
    ('–', "a dash", "-"),
    ('−', "a minus sign", "-"),
    ('×', "a multiplication sign", "*"),
    ('÷', "a division sign", "/"),
];

/// Programmers' words in minijinja's messages about types, which are not shown to authors.
const TYPES: [&str; 13] = [
    "argument",
    "arguments",
    "bool",
    "char",
    "convert",
    "f64",
    "i128",
    "i32",
    "i64",
    "keyword",
    "object",
    "u32",
    "usize",
];

/// The functions of prose, besides the blocks of sources.
const FUNCTIONS: [&str; 2] = ["ref", "working_days"];

/// The filters suggested for a misspelt one.
const FILTERS: [&str; 20] = [
    "and_list",
    "capitalize",
    "date",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "money",
    "number",
    "ordinal",
    "percent",
    "replace",
    "round",
    "signed",
    "sum",
    "title",
    "upper",
    "words",
];

impl<'a> Evaluation<'a> {
    /// Warns where a division does not end and nothing states how many places to print.
    pub(super) fn printed(&mut self, value: &Value, place: Place) {
        if Quantity::of(value).is_some_and(|quantity| quantity.is_endless()) {
            let message =
                "this division does not come out even, so that it is rounded to two places";
            self.findings.push(Diagnostic::of(Rule::UnstatedPlaces, place, message).hint(format!(
                "state how many places to print: `{{{{ ({}) | round(1) }}}}`",
                self.source.trim()
            )));
        }
    }

    /// The error for a value where an operator needs a number.
    pub(super) fn no_number(&self, part: &Expr<'a>, value: &Value) -> Diagnostic {
        let message = format!("a number is wanted here, and this is {}", kind(value));
        let place = self.place_of(part);
        match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => Diagnostic::error(place, message)
                .hint("count a list with `| length`, or add it up with `| sum`"),
            _ => Diagnostic::error(place, message).hint("name a number"),
        }
    }

    /// The error for a part that is undefined.
    pub(super) fn unknown(&mut self, part: &Expr<'a>) -> Diagnostic {
        let place = self.place_of(part);
        let (name, parent, of) = match part {
            Expr::Var(name) => (name.id, None, self.context.clone()),
            Expr::GetAttr(attribute) => match self.value(&attribute.expr) {
                Ok(of) if of.is_none() => {
                    let (of, name) = (called(&attribute.expr), attribute.name);
                    let message = format!("`{of}` has no value here, so that it has no `{name}`");
                    return Diagnostic::error(place, message)
                        .hint("there is none on the day of the figures, or nothing of this kind in the data; a later day is given with `as-at` in a report, with `--as-at` for a plan")
                        .hint("where there may be none, choose between two sentences with `if` and `else`");
                }
                Ok(of) => (attribute.name, Some(called(&attribute.expr)), of),
                Err(error) => return error,
            },
            Expr::GetItem(item) => {
                let length = self.value(&item.expr).ok().and_then(|of| of.len());
                let error = Diagnostic::error(place, "there is nothing at this number or name");
                return match length {
                    Some(length) => {
                        error.hint(format!("it has {length} items, the first of which is `[0]`"))
                    }
                    None => error.hint("check the spelling"),
                };
            }
            _ => return Diagnostic::error(place, "this has no value").hint("check the spelling"),
        };
        let known: Vec<String> =
            of.try_iter().map(|keys| keys.map(|key| key.to_string()).collect()).unwrap_or_default();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let error = Diagnostic::error(
            place,
            match parent {
                Some(parent) => format!("`{parent}` has nothing called `{name}`"),
                None => format!("nothing is called `{name}`"),
            },
        );
        match closest(name, known.iter().copied()) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None if parent.is_none() && self.source.contains(&format!("ref({name}")) => {
                error.hint(format!("a label stands in quotation marks: `ref(\"{name}\")`"))
            }
            None if parent.is_none() => {
                let names = match known[..] {
                    [] => "no data can be named here".to_owned(),
                    _ => format!("what can be named here is {}", known.join(", ")),
                };
                error.hint(format!(
                    "{names}; a report names the files that it draws on under `[sources]`"
                ))
            }
            None if known.is_empty() => {
                error.hint("name it by itself, without what follows the dot")
            }
            None => error.hint(format!("it has {}", known.join(", "))),
        }
    }
}

/// The name of a part in messages: the last name in it.
fn called<'a>(part: &Expr<'a>) -> &'a str {
    match part {
        Expr::Var(name) => name.id,
        Expr::GetAttr(attribute) => attribute.name,
        Expr::GetItem(item) => called(&item.expr),
        Expr::Call(call) => called(&call.expr),
        _ => "this",
    }
}

/// The kind of a value, for messages: "a date", "a list".
pub(in crate::compose) fn kind(value: &Value) -> String {
    if value.downcast_object_ref::<Date>().is_some() {
        return "a date".into();
    }
    if Quantity::of(value).is_some() {
        return "a number".into();
    }
    match value.kind() {
        ValueKind::String => "text".into(),
        ValueKind::Bool => "true or false".into(),
        ValueKind::None | ValueKind::Undefined => "nothing".into(),
        ValueKind::Seq | ValueKind::Iterable => "a list".into(),
        ValueKind::Map => "a group of values".into(),
        kind => format!("a {kind}"),
    }
}

/// An error of a filter, function or method in plain words; `word` is its name.
pub(super) fn failed(error: &Error, word: &str, place: Place) -> Diagnostic {
    let source = std::error::Error::source(error);
    if let Some(Refusal { what, hint }) = source.and_then(|source| source.downcast_ref()) {
        return Diagnostic::error(place, what.clone()).hint(hint.clone());
    }
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownFilter => {
            let error = Diagnostic::error(place, format!("there is no filter `{word}`"));
            match closest(word, FILTERS) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint(format!("the filters are {}", FILTERS.join(", "))),
            }
        }
        ErrorKind::UnknownMethod if !detail.is_empty() && !detail.contains("method") => {
            let error = Diagnostic::error(place, format!("there is no block `{word}`"));
            let (blocks, values) = detail.split_once("; ").unwrap_or((detail, ""));
            match (closest(word, blocks.split(", ")), closest(word, values.split(", "))) {
                (Some(block), _) => error.hint(format!("did you mean `{block}()`?")),
                (None, Some(value)) => {
                    error.hint(format!("did you mean `{value}`, which stands without brackets?"))
                }
                (None, None) => error.hint(format!("the blocks are {blocks}")),
            }
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            let error =
                Diagnostic::error(place, format!("there is nothing called `{word}` to use here"));
            match closest(word, FUNCTIONS) {
                Some(near) => error.hint(format!("did you mean `{near}(…)`?")),
                None => error.hint("check the spelling of the name before the brackets"),
            }
        }
        kind => {
            let why = if detail.is_empty() { kind.to_string() } else { detail.to_owned() };
            if let Some((name, is_unknown)) = option(&why) {
                return match is_unknown {
                    true => Diagnostic::error(place, format!("`{word}` has no option `{name}`"))
                        .hint("check the spelling of the option, or leave it out"),
                    false => Diagnostic::error(place, format!("`{word}` needs `{name}`"))
                        .hint(format!("give it between the brackets: `{word}({name}=…)`")),
                };
            }
            if why.contains("iterable") && !word.is_empty() {
                return Diagnostic::error(
                    place,
                    format!("`{word}` is for lists, and this is none"),
                )
                .hint("name a list of the data: `{{ plan.overdue.ids | join(\", \") }}`");
            }
            if word.is_empty() {
                return Diagnostic::error(place, "these values cannot be computed or compared")
                    .hint("prose can add, subtract, multiply and divide numbers, join texts with `~`, and compare values of one kind");
            }
            if why.split(|next: char| !next.is_alphanumeric()).any(|word| TYPES.contains(&word)) {
                let message = format!("`{word}` cannot be used like this");
                let hint = match word {
                    "int" | "float" => {
                        "to round a number, write `| round`, or `| round(1)` for one place"
                    }
                    _ if OF_NUMBERS.contains(&word) => {
                        "between its brackets stands nothing, or how many places to print: `| round(1)`"
                    }
                    _ => {
                        "look at what stands between its brackets: text stands in quotation marks, a number does not"
                    }
                };
                return Diagnostic::error(place, message).hint(hint);
            }
            Diagnostic::error(place, format!("`{word}` cannot be used here: {why}"))
                .hint(format!("check that the value is of the kind that `{word}` is for"))
        }
    }
}

/// The option that minijinja reports, and whether it is unknown rather than missing.
fn option(why: &str) -> Option<(&str, bool)> {
    let (before, name) = why.split_once("keyword argument '")?;
    Some((name.trim_end_matches('\''), before.starts_with("unknown")))
}

/// The first character that a word processor changed in an expression: its range, the message, and the hint with the
/// repaired expression.
pub(super) fn mistyped(source: &str) -> Option<(Range<usize>, String, String)> {
    let is_space = |next: char| is_unseen(next) || next.is_whitespace() && !next.is_ascii();
    let typed = |next: char| TYPED.iter().find(|(typed, ..)| *typed == next);
    let mut meant = String::with_capacity(source.len());
    let mut first = None;
    let mut quote = None;
    for (at, next) in source.char_indices() {
        let straight = matches!(next, '"' | '\'');
        if straight && quote.is_none_or(|quote| quote == next) {
            quote = quote.xor(Some(next));
        }
        let known = typed(next).filter(|_| quote.is_none());
        match known {
            Some((_, _, instead)) => meant.push_str(instead),
            None if is_space(next) && quote.is_none() => meant.push(' '),
            None => {
                meant.push(next);
                continue;
            }
        }
        first.get_or_insert((at, next));
    }
    let (at, next) = first?;
    let what = match typed(next) {
        Some((_, what, _)) => format!("`{next}` is {what}, which an expression cannot have"),
        None => format!("there is {} here", described(next)),
    };
    let meant = meant.split_whitespace().collect::<Vec<_>>().join(" ");
    Some((at..at + next.len_utf8(), what, format!("write `{{{{ {meant} }}}}`")))
}
