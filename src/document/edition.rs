//! The states of a document: as composed, and as an edition for its readers.

use serde::Serialize;

use super::Document;

/// Marks a document as composed: all of it, with what is not for publication as values in it.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Whole;

/// Marks a document as an edition: what its readers must not have is gone. There is no value of this type, so a
/// renderer that meets [`Withheld`](super::Withheld) in an edition has nothing to render.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Cleared {}

/// Whom an edition is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everyone.
    Public,
    /// Those who may see what is not for publication.
    Restricted,
}

impl Audience {
    /// What the name of a file for these readers has after that of its source.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Public => "",
            Self::Restricted => "-restricted",
        }
    }
}

/// A document for its readers.
#[derive(Debug, Clone, Serialize)]
pub struct Edition {
    /// Whom it is for.
    pub audience: Audience,
    /// What they read.
    pub document: Document<Cleared>,
}
