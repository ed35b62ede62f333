//! What stands in a line: words, emphasis, links and notes.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Block, Whole};
use crate::derive::exempt::Grounds;
use crate::diag::Place;

/// A run of inlines.
pub type Inlines<S = Whole> = Vec<Inline<S>>;

/// A part of a line.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline<S = Whole> {
    /// Words.
    Text(Text),
    /// Code: words in a typewriter face.
    Code(Text),
    /// Words that are important.
    Strong(Span<S>),
    /// Words that are stressed.
    Emphasis(Span<S>),
    /// Words that no longer hold.
    Struck(Span<S>),
    /// Words with a drawn mark before them.
    Mark(Mark<S>),
    /// A link.
    Link(Link<S>),
    /// A footnote.
    Note(Note<S>),
    /// A new line inside a paragraph.
    Break,
    /// Words that are not for publication.
    Withheld(WithheldWords<S>),
}

/// Words that are not for publication, such as a title.
#[derive(Debug, Clone, Serialize)]
pub struct WithheldWords<S = Whole> {
    /// Lets only a composed document withhold anything.
    pub seal: S,
    /// Why, where what they are a part of does not say so.
    pub grounds: Option<Grounds>,
    /// Whether they only name what is withheld by itself, such as an appendix: then the document has no other secret in
    /// them than that name.
    pub names_another: bool,
    /// What is withheld.
    pub content: Inlines<S>,
    /// What the public reads in their place.
    pub public: Inlines<S>,
}

/// Words, and where they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The words, exactly as a reader gets them.
    pub text: String,
    /// Where they were written.
    #[serde(skip)]
    pub place: Option<Place>,
    /// The expression that gave them, as its author wrote it, where one did.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "expression")]
    pub source: Option<Arc<str>>,
}

/// Inlines under one emphasis.
#[derive(Debug, Clone, Serialize)]
pub struct Span<S = Whole> {
    /// What is emphasized.
    pub content: Inlines<S>,
}

/// Words with a drawn mark before them, such as a status. The mark repeats the words for the eye, in a shape that
/// needs no colour; who cannot see it misses nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Mark<S = Whole> {
    /// The name of the mark: `complete`, `on-track`, `not-started`, `at-risk` or `behind`.
    pub mark: String,
    /// The words.
    pub content: Inlines<S>,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct Link<S = Whole> {
    /// Where it leads.
    pub target: Target,
    /// The words to follow.
    pub content: Inlines<S>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// To an address.
    Url(String),
    /// To an anchor in this document.
    Anchor(String),
    /// To a PDF beside this file, or to a page of it: `meeting-pack.pdf#page=9`. The program makes these, for HTML
    /// alone.
    Beside(String),
}

/// A footnote.
#[derive(Debug, Clone, Serialize)]
pub struct Note<S = Whole> {
    /// Its number among the notes of the document, from 1: the same in every edition.
    pub number: usize,
    /// What it says.
    pub blocks: Vec<Block<S>>,
}

impl<S> Inline<S> {
    /// Words that were written at a place.
    pub fn text(text: impl Into<String>, place: impl Into<Option<Place>>) -> Self {
        Self::Text(Text { text: text.into(), place: place.into(), source: None })
    }

    /// Important words that the program made.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong(Span { content: vec![Self::text(text, None)] })
    }
}

impl Inline {
    /// Words that are not for publication, and what stands for them.
    pub fn withheld(content: Inlines, public: Inlines) -> Self {
        Self::Withheld(WithheldWords {
            seal: Whole,
            grounds: None,
            names_another: false,
            content,
            public,
        })
    }
}

/// Writes an expression as text.
fn expression<S: Serializer>(source: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    source.as_deref().serialize(serializer)
}
