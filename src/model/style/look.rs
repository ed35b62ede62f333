//! How a thing looks: one small vocabulary for everything on the page.

use serde::Serialize;
use toml::Spanned;
use toml::de::DeValue;

use crate::diag::Diagnostic;
use crate::load::record::{choice, record};
use crate::load::{Decode, Decoder, Name};

record! {
    /// How a thing looks. What is left out is as the common look has it.
    pub struct Look("a look") {
        /// The font families, in order of preference.
        pub font: Option<Vec<Name>>,
        /// The size of type.
        pub size: Option<Length>,
        /// Whether it is bold.
        pub bold: Option<bool>,
        /// Whether it is italic.
        pub italic: Option<bool>,
        /// Whether it is shown in capitals; the text underneath stays as it was written.
        pub capitals: Option<bool>,
        /// The colour of the text.
        pub colour: Option<Colour>,
        /// The colour behind it.
        pub background: Option<Colour>,
        /// The thickness of a border around it.
        pub border: Option<Length>,
        /// The colour of the border.
        pub border_colour: Option<Colour>,
        /// The space between the border and what is inside.
        pub inset: Option<Length>,
        /// How wide it is, where it is narrower than the text.
        pub width: Option<Length>,
        /// How far it stands from the left margin, or for paragraphs the room for the number.
        pub indent: Option<Length>,
        /// Which way its lines are set.
        pub align: Option<Align>,
        /// The space above it.
        pub above: Option<Length>,
        /// The space below it.
        pub below: Option<Length>,
        /// The space between its lines.
        pub leading: Option<Length>,
    }
}

choice! {
    /// Which way lines are set.
    pub enum Align("\"left\", \"centre\" or \"right\"") {
        /// To the left.
        Left = "left",
        /// In the middle.
        Centre = "centre",
        /// To the right.
        Right = "right",
    }
}

/// A length with its unit, such as `12pt`, `2.5cm`, `0.65em` or `40%`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Length(String);

impl Length {
    /// The length as Typst and CSS both write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Decode for Length {
    const EXPECTED: &'static str = "a length such as \"12pt\", \"2.5cm\", \"0.65em\" or \"40%\"";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = Name::decode(value, decoder)?;
        let number =
            ["pt", "mm", "cm", "in", "em", "%"].iter().find_map(|unit| written.strip_suffix(unit));
        let sound = number.is_some_and(|number| {
            number.len() <= 8
                && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && number.parse::<f64>().is_ok()
        });
        if !sound {
            decoder.raise(
                Diagnostic::error(written.place, format!("`{}` is not a length", written.value))
                    .hint(format!("write {}", Self::EXPECTED)),
            );
            return None;
        }
        Some(Self(written.value))
    }
}

/// A colour as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colour(String);

impl Colour {
    /// The colour as `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Decode for Colour {
    const EXPECTED: &'static str = "a colour such as \"#1a4f8b\"";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = Name::decode(value, decoder)?;
        let digits = written.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            decoder.raise(
                Diagnostic::error(written.place, format!("`{}` is not a colour", written.value))
                    .hint(format!("write {}", Self::EXPECTED)),
            );
            return None;
        }
        Some(Self(written.value.to_ascii_lowercase()))
    }
}
