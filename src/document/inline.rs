//! The parts of a line: words, emphasis, links and notes.

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
    /// Code, in a typewriter face.
    Code(Text),
    /// Important words, printed in bold.
    Strong(Span<S>),
    /// Stressed words, printed in italics.
    Emphasis(Span<S>),
    /// Struck-through words, which no longer hold.
    Struck(Span<S>),
    /// Words with a drawn mark before them.
    Mark(Mark<S>),
    /// A link.
    Link(Link<S>),
    /// A footnote.
    Note(Note<S>),
    /// A line break inside a paragraph.
    Break,
    /// Words that are not for publication.
    Withheld(WithheldWords<S>),
}

/// Words that are not for publication, such as a title.
#[derive(Debug, Clone, Serialize)]
pub struct WithheldWords<S = Whole> {
    /// [`Whole`] in a composed document; an edition cannot withhold anything.
    pub seal: S,
    /// The grounds for withholding them; `None` where the item or record around them has them.
    pub grounds: Option<Grounds>,
    /// Whether they only name something that is withheld itself, such as an appendix, so that the name is all this
    /// document has to hide.
    pub names_another: bool,
    /// The withheld words.
    pub content: Inlines<S>,
    /// The words that the public reads.
    pub public: Inlines<S>,
}

/// Words with the place where they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The words, exactly as readers get them.
    pub text: String,
    /// The place where they were written.
    #[serde(skip)]
    pub place: Option<Place>,
    /// The expression that they are the value of, as its author wrote it; `None` for plain text.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "expression")]
    pub source: Option<Arc<str>>,
}

/// Inlines with one emphasis.
#[derive(Debug, Clone, Serialize)]
pub struct Span<S = Whole> {
    /// The emphasised inlines.
    pub content: Inlines<S>,
}

/// Words with a drawn mark before them, such as a status. The mark repeats the words for the eye, in a shape that
/// needs no colour; a reader who cannot see it misses nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Mark<S = Whole> {
    /// The mark.
    pub mark: Sign,
    /// The words.
    pub content: Inlines<S>,
}

/// What is drawn as a mark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sign {
    /// The name of its shape, by which the templates draw it, such as `behind`, `diamond` or `up`.
    pub shape: String,
    /// Its colours, where they are not those that the templates give the shape.
    pub tone: Option<Tone>,
}

/// The colours of a mark, each as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Tone {
    /// The colour of its shape and of its part of a chart.
    pub fill: String,
    /// Black or white: what can be read on that.
    pub ink: String,
}

/// A link to an address, to an anchor of the document, or to a file beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Link<S = Whole> {
    /// Its target.
    pub target: Target,
    /// The words to click.
    pub content: Inlines<S>,
    /// The place where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A web, e-mail or telephone address.
    Url(String),
    /// An anchor in the document.
    Anchor(String),
    /// A PDF beside this file, or a page of it: `meeting-pack.pdf#page=9`. The program makes these, for HTML only.
    Beside(String),
}

/// A footnote.
#[derive(Debug, Clone, Serialize)]
pub struct Note<S = Whole> {
    /// Its number among the document's notes, counted from 1: the same in every edition.
    pub number: usize,
    /// Its content.
    pub blocks: Vec<Block<S>>,
}

impl<S> Inline<S> {
    /// Words with the place where they were written.
    pub fn text(text: impl Into<String>, place: impl Into<Option<Place>>) -> Self {
        Self::Text(Text { text: text.into(), place: place.into(), source: None })
    }

    /// Words of the program, in bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong(Span { content: vec![Self::text(text, None)] })
    }
}

impl Inline {
    /// Withheld words, with the public words in their place.
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

/// Serializes an expression as text.
fn expression<S: Serializer>(source: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    source.as_deref().serialize(serializer)
}
