//! The vocabulary of reading: TOML text becomes typed values, each of which knows its place.
//!
//! In comes the text of a file; out come a record of [`model`](crate::model) and every problem found
//! on the way, so that an author is told all that is wrong in one run. Serde's own deserialization
//! stops at the first problem, hence [`Decode`], which goes on. Which files belong together is left to
//! [`load`](crate::load).

pub mod date;
pub(crate) mod decode;
mod id;
pub(crate) mod mark;
pub mod number;

mod place;
mod prose;
pub(crate) mod record;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

pub use self::decode::{Decode, Decoder};
pub use self::id::{Id, Several};
pub use self::place::{Entries, Name, Placed, Value};
pub use self::prose::{Line, Prose};
use crate::diag::{Diagnostic, Outcome, Place};

/// The kinds of files that papers and packs are made from.
const OF_PAPERS: [&str; 8] =
    ["brief", "council", "figures", "inspection", "meeting", "plan", "report", "review"];

/// Reads a file's text into a record and says everything that is wrong with it.
pub fn read<T: Decode>(file: FileId, text: &str) -> Outcome<T> {
    let mut decoder = Decoder::new(file, text);
    let root = parse(&mut decoder);
    let kind = root.get_ref().as_table().and_then(|table| table.get("kind"));
    let kind = kind.and_then(|kind| kind.get_ref().as_str()).unwrap_or_default();
    decoder.only_prose_has_expressions = OF_PAPERS.contains(&kind);
    let record = if decoder.has_errors() { None } else { T::decode(&root, &mut decoder) };
    decoder.finish(record)
}

/// The `kind` that a file declares itself to be, with its place, if its TOML can be read that far.
pub fn kind(file: FileId, text: &str) -> Option<Placed<String>> {
    let (root, _) = DeTable::parse_recoverable(text);
    let (_, value) = root.get_ref().iter().find(|(key, _)| key.get_ref() == "kind")?;
    let kind = value.get_ref().as_str()?.to_owned();
    Some(Placed::new(kind, Place::new(file, value.span())))
}

/// Parses TOML, raising every syntax error at its place.
fn parse<'i>(decoder: &mut Decoder<'i>) -> Spanned<DeValue<'i>> {
    let text = decoder.text();
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        decoder.raise(syntax_error(error.message(), decoder.place(range)));
    }
    let span = root.span();
    Spanned::new(span, DeValue::Table(root.into_inner()))
}

/// A TOML syntax error in words for people who do not know TOML's grammar.
fn syntax_error(message: &str, place: Place) -> Diagnostic {
    let message = message.trim();
    let said = |part: &str| message.contains(part);
    let hint = if said("duplicate key") {
        "give each key once; to repeat a group, write it as `[[name]]`"
    } else if said("datetime") || said("date") && said("invalid") {
        "write dates as year-month-day, for example 2022-11-10, and check that the day exists"
    } else if said("basic string") || said("unquoted") || said("string values must be quoted") {
        "put text in quotation marks; for text over several lines use three at each end: \"\"\""
    } else if said("newline") {
        "each `key = value` goes on a line of its own"
    } else {
        "each line is `key = value`, `[group]` or `[[repeated group]]`"
    };
    Diagnostic::error(place, format!("this is not valid TOML: {message}")).hint(hint)
}
