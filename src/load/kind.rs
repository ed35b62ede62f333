//! The kinds of file, which files declare in `kind`.

use toml::de::DeTable;

use crate::diag::{Diagnostic, closest};
use crate::import::sheet::Columns;
use crate::language::Language;
use crate::model::council::Council;
use crate::model::figures::Figures;
use crate::model::framework::Framework;
use crate::model::inspection::Inspection;
use crate::model::law::Law;
use crate::model::meeting::Meeting;
use crate::model::plan::Plan;
use crate::model::report::Report;
use crate::model::review::{Brief, Review};
use crate::model::scale::Scale;
use crate::model::style::Style;
use crate::read::shape::Shape;
use crate::read::{Decode, Name};

/// Keys that only papers, meetings and the data of papers have.
const OURS: [&str; 9] =
    ["area", "committee", "front", "item", "meeting", "section", "sources", "visit", "weakness"];

/// A record with a file of its own.
pub(super) trait Kind: Decode {
    /// The kind that such a file declares.
    const KIND: &'static str;
}

/// Assigns a record to each kind of file.
macro_rules! kinds {
    ($($record:ty = $word:literal,)*) => {
        $(impl Kind for $record {
            const KIND: &'static str = $word;
        })*

        /// Every kind of file, except `bank-holidays`.
        pub(crate) const KINDS: &[&str] = &[$($word),*];

        /// The shape of a kind of file; `None` for an unknown kind.
        pub(crate) fn shape(kind: &str) -> Option<Shape> {
            match kind {
                $($word => Some(<$record>::shape()),)*
                _ => None,
            }
        }
    };
}

kinds! {
    Council = "council",
    Inspection = "inspection",
    Plan = "plan",
    Review = "review",
    Report = "report",
    Brief = "brief",
    Meeting = "meeting",
    Style = "style",
    Scale = "scale",
    Language = "wording",
    Law = "law",
    Framework = "framework",
    Figures = "figures",
    Columns = "columns",
}

/// Whether there is such a kind of file.
pub(crate) fn is_known(kind: &str) -> bool {
    KINDS.contains(&kind) || kind == "bank-holidays"
}

/// Whether a file without a kind was meant as a paper or the data of one: it has a key that only those have, or its
/// TOML cannot be parsed.
pub(crate) fn is_like_a_paper(text: &str) -> bool {
    let (root, errors) = DeTable::parse_recoverable(text);
    let is_ours = |key: &str| OURS.contains(&key) || key.eq_ignore_ascii_case("kind");
    !errors.is_empty() || root.get_ref().keys().any(|key| is_ours(key.get_ref()))
}

/// The error for an unknown kind of file.
pub(super) fn unknown(kind: &Name) -> Diagnostic {
    let error = Diagnostic::error(kind.place, format!("there is no kind of file `{}`", kind.value));
    match near(kind) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error.hint(format!("the kinds are {}", KINDS.join(", "))),
    }
}

/// The error for a file of one kind where another is expected.
pub(super) fn other(kind: &Name, wanted: &str) -> Diagnostic {
    let message = format!("this file is of kind `{}`, not `{wanted}`", kind.value);
    Diagnostic::error(kind.place, message)
        .hint(format!("name a file that says `kind = \"{wanted}\"`, or correct this one"))
}

/// The kind closest to a misspelt one.
pub(super) fn near(kind: &str) -> Option<&'static str> {
    closest(kind, KINDS.iter().copied())
}
