//! The vocabulary of reading: TOML text becomes typed values, each of which knows its place.
//!
//! In comes the text of a file; out come a record of [`model`](crate::model) and every problem found
//! on the way, so that an author is told all that is wrong in one run. Serde's own deserialization
//! stops at the first problem, hence [`Decode`], which goes on. Which files belong together is left to
//! [`load`](crate::load).

pub(crate) mod character;
pub(crate) mod colour;
mod correction;
pub(crate) mod date;
pub(crate) mod decode;
pub(crate) mod fields;
mod id;
pub(crate) mod mark;
pub(crate) mod number;

mod place;
mod prose;
pub(crate) mod record;
pub(crate) mod shape;
pub(crate) mod syntax;
mod types;

use toml::Spanned;
use toml::de::DeValue;
use typst::syntax::FileId;

pub(crate) use self::decode::{Decode, Decoder};
pub(crate) use self::id::{Id, Several};
pub(crate) use self::place::{Entries, FileKind, LineStarts, Name, Placed, Value};
pub(crate) use self::prose::{Line, Prose};
use self::syntax::Meant;
use crate::diag::Outcome;

/// The kinds of files that papers and packs are made from.
const OF_PAPERS: [&str; 8] =
    ["brief", "council", "figures", "inspection", "meeting", "plan", "report", "review"];

/// Reads a file's text into a record and says everything that is wrong with it.
pub(crate) fn read<T: Decode>(file: FileId, text: &str) -> Outcome<T> {
    let meant = Meant::of(text);
    let mut decoder = Decoder::new(file, &meant, T::KEYS);
    let root = meant.root().into_owned();
    let kind = root.get_ref().get("kind").and_then(|kind| kind.get_ref().as_str());
    decoder.only_prose_has_expressions = OF_PAPERS.contains(&kind.unwrap_or_default());
    let root = Spanned::new(root.span(), DeValue::Table(root.into_inner()));
    let record = T::decode(&root, &mut decoder);
    decoder.finish(record)
}

/// The number that a text was meant as, in a row of some unit, as TOML has it.
pub(crate) fn number_in(text: &str, unit: &str) -> Option<String> {
    let sound = text.trim().parse::<number::Number>().ok().map(|_| text.trim().to_owned());
    sound.or_else(|| syntax::scalar::number(text, Some(unit)).map(|number| number.value))
}

/// The `kind` that a file declares itself to be, with its place.
pub(crate) fn kind(file: FileId, text: &str) -> Option<Placed<String>> {
    let meant = Meant::of(text);
    let root = meant.root();
    let (_, value) = root.get_ref().iter().find(|(key, _)| key.get_ref() == "kind")?;
    let kind = value.get_ref().as_str()?.to_owned();
    Some(Placed::new(kind, Decoder::new(file, &meant, &[]).place(value.span())))
}
