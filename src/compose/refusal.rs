//! What a filter, a function or a block says of values that it is not for: what is wrong, and what to write instead.

use std::fmt;

use minijinja::{Error, ErrorKind, Value};

use super::expression::kind;

/// What is wrong, and what to write instead.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    /// What is wrong, with what there is in its place.
    pub what: String,
    /// What to write instead.
    pub hint: String,
}

impl Refusal {
    /// Something that is wrong.
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    /// A value that something is not for.
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
