//! What a value can be, for those who help people to write one: forms and editors.
//!
//! It comes from the types that files are read into, with their documentation as the help.

use super::Decode;

/// What a value can be.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Words.
    Text,
    /// A word or a whole number that names something; a group of keys where that alone could mean several.
    Identifier,
    /// Words with `{{ … }}`, and no other markup.
    Line,
    /// Markdown with `{{ … }}`.
    Prose,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// Yes or no.
    Truth,
    /// A number.
    Number,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// Several of these.
    List(Box<Shape>),
    /// Several of these, of which one may be written alone.
    Several(Box<Shape>),
    /// Values under keys that its author chooses.
    Entries,
    /// Values under keys that are known.
    Group(fn() -> Vec<Slot>),
    /// Something that no form knows.
    Other,
}

/// A key of a group, and what its value can be.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The key, as it is written in a file.
    pub(crate) key: String,
    /// What it is, in a sentence.
    pub(crate) help: String,
    /// What its value can be.
    pub(crate) shape: Shape,
    /// Whether it has to be given.
    pub(crate) required: bool,
}

impl Slot {
    /// The slot of a field, by the name that it has in Rust and its documentation.
    pub(crate) fn of<T: Decode>(name: &str, help: &str, has_default: bool) -> Self {
        Self {
            key: name.trim_start_matches("r#").replace('_', "-"),
            help: help.split_whitespace().collect::<Vec<_>>().join(" "),
            shape: T::shape(),
            required: !has_default && T::missing().is_none(),
        }
    }
}
