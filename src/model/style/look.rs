//! The look of things: one small vocabulary for everything on the page.

use serde::Serialize;
use toml::Spanned;
use toml::de::DeValue;

use crate::diag::Diagnostic;
use crate::read::colour::Rgb;
use crate::read::record::{choice, record};
use crate::read::{Decode, Decoder, Name};

record! {
    /// The look of a thing. What is left out is as in the common look.
    pub struct Look("a look") {
        /// The font families, in order of preference.
        pub font: Option<Vec<Name>>,
        /// The size of type.
        pub size: Option<Length>,
        /// Whether it is bold.
        pub bold: Option<bool>,
        /// Whether it is italic.
        pub italic: Option<bool>,
        /// Whether it is shown in capitals; the text itself stays as it was written.
        pub capitals: Option<bool>,
        /// Whether it is underlined.
        pub underline: Option<bool>,
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
        /// Its width, where it is narrower than the text.
        pub width: Option<Length>,
        /// Its distance from the left margin, or for paragraphs the space for the number.
        pub indent: Option<Length>,
        /// Its position, where it is narrower than the text.
        pub position: Option<Side>,
        /// The lines of a table that are drawn.
        pub lines: Option<Lines>,
        /// Whether a mark shows its word, "Yes" or "No", and not only a tick.
        pub words: Option<bool>,
        /// The alignment of its lines.
        pub align: Option<Align>,
        /// The space above it.
        pub above: Option<Length>,
        /// The space below it.
        pub below: Option<Length>,
        /// The space between its lines.
        pub leading: Option<Length>,
        /// The space between its paragraphs.
        pub spacing: Option<Length>,
    }
}

impl Look {
    /// A look that sets nothing.
    pub(super) fn none(place: crate::diag::Place) -> Self {
        Self {
            font: None,
            size: None,
            bold: None,
            italic: None,
            capitals: None,
            underline: None,
            colour: None,
            background: None,
            border: None,
            border_colour: None,
            inset: None,
            width: None,
            indent: None,
            position: None,
            lines: None,
            words: None,
            align: None,
            above: None,
            below: None,
            leading: None,
            spacing: None,
            place,
        }
    }

    /// Overrides this look with everything that another sets.
    pub(super) fn take(&mut self, other: Self) {
        self.font = other.font.or(self.font.take());
        self.size = other.size.or(self.size.take());
        self.bold = other.bold.or(self.bold.take());
        self.italic = other.italic.or(self.italic.take());
        self.capitals = other.capitals.or(self.capitals.take());
        self.underline = other.underline.or(self.underline.take());
        self.colour = other.colour.or(self.colour.take());
        self.background = other.background.or(self.background.take());
        self.border = other.border.or(self.border.take());
        self.border_colour = other.border_colour.or(self.border_colour.take());
        self.inset = other.inset.or(self.inset.take());
        self.width = other.width.or(self.width.take());
        self.indent = other.indent.or(self.indent.take());
        self.position = other.position.or(self.position.take());
        self.lines = other.lines.or(self.lines.take());
        self.words = other.words.or(self.words.take());
        self.align = other.align.or(self.align.take());
        self.above = other.above.or(self.above.take());
        self.below = other.below.or(self.below.take());
        self.leading = other.leading.or(self.leading.take());
        self.spacing = other.spacing.or(self.spacing.take());
    }
}

choice! {
    /// The lines of a table that are drawn.
    pub enum Lines("\"all\", \"rows\", \"outside\" or \"none\"") {
        /// Around every cell.
        All = "all",
        /// Between rows.
        Rows = "rows",
        /// Around the whole.
        Outside = "outside",
        /// None.
        None = "none",
    }
}

choice! {
    /// The position of something narrower than the text.
    pub enum Side("\"left\", \"centre\" or \"right\"") {
        /// At the left.
        Left = "left",
        /// In the middle.
        Centre = "centre",
        /// At the right.
        Right = "right",
    }
}

choice! {
    /// The alignment of lines.
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
pub(crate) struct Length(String);

impl Length {
    /// The length as both Typst and CSS write it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A length that the program sets.
    pub(super) fn fixed(length: &'static str) -> Self {
        Self(length.to_owned())
    }

    /// Whether it is a percentage of something else.
    pub(crate) fn is_share(&self) -> bool {
        self.0.ends_with('%')
    }

    /// The length in points; `None` for `em` and `%`.
    pub(crate) fn points(&self) -> Option<f64> {
        const UNITS: [(&str, f64); 4] =
            [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];
        UNITS.iter().find_map(|(unit, points)| {
            Some(self.0.strip_suffix(unit)?.parse::<f64>().ok()? * points)
        })
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
                && number.parse::<f64>().is_ok_and(|number| number <= 1000.0)
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
pub(crate) struct Colour(String);

impl Colour {
    /// The colour as `#rrggbb`.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The colour as its parts.
    pub(crate) fn rgb(&self) -> Rgb {
        Rgb::read(&self.0).expect("a colour is read only where it is written as `#rrggbb`")
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

/// The kind of letters in a font family, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Without serifs.
    Sans,
    /// With serifs.
    Serif,
    /// All of the same width.
    Mono,
}

impl Letters {
    /// The kind of letters of a family.
    pub(crate) fn of(family: &str) -> Self {
        const MONO: [&str; 4] = ["mono", "courier", "consol", "menlo"];
        const SERIF: [&str; 15] = [
            "serif",
            "times",
            "georgia",
            "garamond",
            "libertin",
            "roman",
            "book",
            "palatino",
            "cambria",
            "baskerville",
            "bodoni",
            "caslon",
            "century",
            "charter",
            "constantia",
        ];
        let family = family.to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| family.contains(part));
        if has(&MONO) {
            Self::Mono
        } else if has(&SERIF) && !has(&["sans", "century gothic"]) {
            Self::Serif
        } else {
            Self::Sans
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_family_tells_its_letters() {
        for (family, letters) in [
            ("Liberation Serif", Letters::Serif),
            ("Palatino Linotype", Letters::Serif),
            ("Cambria", Letters::Serif),
            ("Open Sans", Letters::Sans),
            ("Microsoft Sans Serif", Letters::Sans),
            ("Century Gothic", Letters::Sans),
            ("Gill Sans", Letters::Sans),
            ("Courier New", Letters::Mono),
        ] {
            assert_eq!(Letters::of(family), letters, "{family}");
        }
    }
}
