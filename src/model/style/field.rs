//! The front-matter fields of a house style.

use crate::read::record::{choice, record};
use crate::read::{Name, Prose};

record! {
    /// A front-matter field.
    pub struct Field("a field") {
        /// Its key under `[front]`.
        pub name: Name,
        /// The label before or above its value.
        pub label: Name,
        /// The kind of value that it takes.
        pub value: FieldValue = FieldValue::Text,
        /// Whether a paper must give it.
        pub required: bool = false,
        /// Whether a paper without it is reported, but built.
        pub expected: bool = false,
        /// Fields of other styles whose value is used where a paper does not give this one, in order; `contacts` is
        /// the paper's first contact.
        pub also: Vec<Name>,
        /// The text where a paper does not give it; where left out, the field is not printed.
        pub default: Option<Prose>,
        /// The format of its date, where that is not the style's.
        pub date: Option<Name>,
        /// The options of a `choice`.
        pub options: Vec<Name>,
        /// The columns of `rows`.
        pub column: Vec<FieldColumn>,
    }
}

/// The word for how much a style wants a field, a section or a key.
pub(crate) fn need(required: bool, expected: bool) -> &'static str {
    match (required, expected) {
        (true, _) => "required",
        (false, true) => "expected",
        (false, false) => "optional",
    }
}

record! {
    /// A column of a field of rows.
    pub struct FieldColumn("a column") {
        /// Its key in each row.
        pub name: Name,
        /// The heading of the column.
        pub label: Name,
        /// Its share of the width, relative to the other columns; as wide as its words where left out.
        pub share: Option<f64>,
    }
}

choice! {
    /// A kind of value that a field takes.
    pub enum FieldValue("a kind of value") {
        /// Prose on one line or more.
        Text = "text",
        /// A date, printed in the format of the field or else of the style.
        Date = "date",
        /// `true` or `false`, printed as yes or no.
        Truth = "truth",
        /// One or more of the field's options.
        Choice = "choice",
        /// A list of texts.
        List = "list",
        /// A table: a list of groups of keys, such as officers who approved the paper, or people consulted.
        Rows = "rows",
    }
}

impl FieldValue {
    /// The kind of value as the end of the sentence "this should be …".
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Self::Text => "text in quotation marks",
            Self::Date => "a date such as 2022-11-10, without quotation marks",
            Self::Truth => "`true` or `false`, without quotation marks",
            Self::Choice => "one of its options in quotation marks, or a list of them",
            Self::List => "a list of texts: [\"…\", \"…\"]",
            Self::Rows => "repeated groups of keys, each under `[[front.NAME]]`",
        }
    }
}
