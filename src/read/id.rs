//! Identifiers, which are a word or a whole number, and values that may be one or several.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
use toml::Spanned;
use toml::de::DeValue;

use super::shape::Shape;
use super::{Decode, Decoder, Line, Name, Placed};

/// A word or a whole number that names a thing, such as `3` or `"R1"`. `3` and `"3"` are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(String);

impl Id {
    /// The identifier as TOML writes it: a number as it is, a word in quotation marks.
    pub(crate) fn written(&self) -> String {
        if self.number().is_some() { self.0.clone() } else { format!("\"{}\"", self.0) }
    }

    /// The word, or the number in digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The whole number, if it is one.
    pub(crate) fn number(&self) -> Option<i64> {
        self.0.parse().ok().filter(|number: &i64| number.to_string() == self.0)
    }
}

impl From<&str> for Id {
    fn from(word: &str) -> Self {
        Self(word.to_owned())
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.number() {
            Some(number) => serializer.serialize_i64(number),
            None => serializer.serialize_str(&self.0),
        }
    }
}

impl Decode for Id {
    const EXPECTED: &'static str = "a word in quotation marks or a whole number";

    fn shape() -> Shape {
        Shape::Identifier
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(word) => Some(Self(word.to_string())),
            DeValue::Integer(_) => {
                i64::decode(value, decoder).map(|number| Self(number.to_string()))
            }
            _ => decoder.wrong_type(value),
        }
    }
}

/// A list in which a single value may be written without square brackets.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct Several<T>(pub Vec<T>);

impl<T: Decode> Decode for Several<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn shape() -> Shape {
        Shape::Several(Box::new(T::shape()))
    }

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Array(_) => Vec::decode(value, decoder).map(Self),
            _ => T::decode(value, decoder).map(|one| Self(vec![one])),
        }
    }

    fn missing() -> Option<Self> {
        Some(Self(Vec::new()))
    }

    fn each_line(&mut self, visit: &mut dyn FnMut(&mut Line)) {
        self.0.each_line(visit);
    }
}

impl<T> Deref for Several<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl From<&Name> for Placed<Id> {
    fn from(name: &Name) -> Self {
        Self::new(Id(name.value.clone()), name.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_the_same_number_as_a_word_name_one_thing_and_a_padded_one_another() {
        let ids = crate::read::read::<crate::read::Entries<Several<Id>>>(
            crate::world::World::builtin("x.toml"),
            "a = 3\nb = [\"3\", \"03\", \"R 1\"]\n",
        )
        .unwrap()
        .silent();
        let (one, several) = (ids.get("a").unwrap(), ids.get("b").unwrap());
        assert_eq!(one[0], several[0]);
        assert_eq!(several.iter().map(Id::number).collect::<Vec<_>>(), [Some(3), None, None]);
        assert_eq!(several[2].written(), "\"R 1\"");
    }
}
