//! The vocabulary of reading: makes TOML text into typed values, each of which knows its place.
//!
//! The text of a file comes in; a record of [`model`](crate::model) goes out with every problem found on the way, so
//! that an author hears of all of them in one run. Serde stops at the first problem, hence [`Decode`], which
//! continues. Which files belong together is left to [`load`](crate::load).

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
pub(crate) mod recommended;
pub(crate) mod record;
pub(crate) mod shape;
pub(crate) mod syntax;
mod types;

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;
use typst::syntax::FileId;

pub(crate) use self::decode::{Decode, Decoder};
pub(crate) use self::id::{Id, Several};
pub(crate) use self::place::{Entries, FileKind, LineStarts, Name, Placed, Value};
pub(crate) use self::prose::{Line, Prose};
use self::syntax::Meant;
use crate::diag::{Outcome, Place};

/// The kinds of file that papers and packs are made from.
const OF_PAPERS: [&str; 8] =
    ["brief", "council", "figures", "inspection", "meeting", "plan", "report", "review"];

/// Reads the text of a file as a record, and reports everything that is wrong in it.
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

/// The number that a text was meant as, in TOML's form; `unit` is that of its row.
pub(crate) fn number_in(text: &str, unit: &str) -> Option<String> {
    let sound = text.trim().parse::<number::Number>().ok().map(|_| text.trim().to_owned());
    sound.or_else(|| syntax::scalar::number(text, Some(unit)).map(|number| number.value))
}

/// The `kind` that a file declares, with its place.
pub(crate) fn kind(file: FileId, text: &str) -> Option<Placed<String>> {
    if let Some(range) = first_kind(text) {
        let place = Place::new(file, range.start - 1..range.end + 1);
        return Some(Placed::new(text[range].to_owned(), place));
    }
    let meant = Meant::of(text);
    let root = meant.root();
    let (_, value) = root.get_ref().iter().find(|(key, _)| key.get_ref() == "kind")?;
    let kind = value.get_ref().as_str()?.to_owned();
    Some(Placed::new(kind, Decoder::new(file, &meant, &[]).place(value.span())))
}

/// The range of the kind in a file that begins with a plain `kind = "…"`, as nearly all do, so that nothing else is
/// read.
fn first_kind(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let first = text.split_inclusive('\n').find(|line| {
        let is_passed = line.trim().is_empty() || line.starts_with('#');
        start += if is_passed { line.len() } else { 0 };
        !is_passed
    })?;
    let kind = first.strip_prefix("kind = \"")?.trim_end().strip_suffix('"')?;
    let is_plain = kind.chars().all(|next| next.is_ascii_lowercase() || next == '-');
    let start = start + "kind = \"".len();
    is_plain.then_some(start..start + kind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_on_the_first_line_is_the_one_that_the_whole_file_gives() {
        let file = crate::world::World::builtin("report.toml");
        let cases = [
            "kind = \"report\"\ntitle = \"A\"\n",
            "# One.\n\n  \r\nkind = \"plan\"  \r\n[[area]]\n",
            "kind = \"\"",
            "kind = \"a\\u0062\"\n",
            "kind = \"report\" # so\n",
            "kind = \"report\"\nkind = \"plan\"\n",
            "title = \"A\"\nkind = \"plan\"\n",
            "kind = \"report\ntitle = \"A\"\n",
            "[a]\nkind = \"plan\"\n",
        ];
        let seen = cases.map(|text| {
            let first = first_kind(text);
            let whole = kind(file, &format!("x = 1\n{text}"));
            let one = kind(file, text);
            assert_eq!(
                one.as_ref().map(|kind| kind.value.as_str()),
                whole.as_ref().map(|kind| kind.value.as_str()),
                "{text}"
            );
            let (Some(range), Some(whole)) = (&first, &whole) else { return false };
            let place = (whole.place.start - 6, whole.place.end - 6);
            assert_eq!(place, (range.start - 1, range.end + 1), "{text}");
            true
        });
        assert_eq!(seen, [true, true, true, false, false, true, false, false, false]);
    }
}
