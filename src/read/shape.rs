//! The shapes of values, for forms and editors that help to write them.
//!
//! Shapes follow from the types that files are read into; the documentation of a field is its help.

use super::Decode;

/// The shape of a value.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Text.
    Text,
    /// A word or a whole number that names something; a group of keys where that could mean several things.
    Identifier,
    /// Text with `{{ … }}`, and no other markup.
    Line,
    /// Markdown with `{{ … }}`.
    Prose,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// `true` or `false`.
    Truth,
    /// A number.
    Number,
    /// One of several words.
    Choice(&'static [&'static str]),
    /// A list of values of one shape.
    List(Box<Shape>),
    /// A list in which a single value may be written without brackets.
    Several(Box<Shape>),
    /// Values under keys that the author chooses.
    Entries,
    /// Values under known keys.
    Group(fn() -> Vec<Slot>),
    /// A value that forms cannot offer.
    Other,
}

/// A key of a group, with the shape of its value.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The key as files write it.
    pub(crate) key: String,
    /// The documentation of the field.
    pub(crate) help: String,
    /// The shape of its value.
    pub(crate) shape: Shape,
    /// Whether the key is required.
    pub(crate) required: bool,
}

impl Slot {
    /// The slot of a field, from its Rust name and its documentation.
    pub(crate) fn of<T: Decode>(name: &str, help: &str, has_default: bool) -> Self {
        Self {
            key: name.trim_start_matches("r#").replace('_', "-"),
            help: help.split_whitespace().collect::<Vec<_>>().join(" "),
            shape: T::shape(),
            required: !has_default && T::missing().is_none(),
        }
    }
}
