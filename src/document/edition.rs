//! The states of a document: as composed, and as an edition for its readers.

use serde::Serialize;

use super::Document;

/// The state of a composed document: all of it, with what is not for publication as values in it.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Whole;

/// The state of an edition: what its readers must not see is gone. This type has no values, so that an edition cannot
/// hold a [`Withheld`](super::Withheld) and a renderer needs no code for one.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Cleared {}

/// The readers of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everyone.
    Public,
    /// People who may see what is not for publication.
    Restricted,
}

impl Audience {
    /// The suffix of an edition's file name, after the name of its source.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Public => "",
            Self::Restricted => "-restricted",
        }
    }
}

/// A document for one audience.
#[derive(Debug, Clone, Serialize)]
pub struct Edition {
    /// Its readers.
    pub audience: Audience,
    /// The document that they read.
    pub document: Document<Cleared>,
}
