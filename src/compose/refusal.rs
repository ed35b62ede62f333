//! The error of a filter, function or block for a value that it does not take: what is wrong, and what to write
//! instead.

use std::fmt;

use minijinja::{Error, ErrorKind, Value};

use super::expression::kind;

/// An error in two parts, for a message and its hint.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    /// The message: what is wrong, and what was found.
    pub what: String,
    /// The hint: what to write instead.
    pub hint: String,
}

impl Refusal {
    /// A refusal with these words.
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    /// The refusal of a value, whose kind is added to the words.
    pub(super) fn of(what: &str, value: &Value, hint: impl Into<String>) -> Self {
        Self::new(format!("{what}, and this is {}", kind(value)), hint)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.hint)
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(ErrorKind::InvalidOperation, refusal.what.clone()).with_source(refusal)
    }
}
