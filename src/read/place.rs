//! Values with the places they were written at.

use std::ops::Deref;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Prose;
use crate::diag::Place;
use crate::read::date::{Date, Time};
use crate::read::number::Number;

/// A value with the place where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed<T> {
    /// The value, decoded.
    pub value: T,
    /// The place where it was written.
    pub place: Place,
}

/// The offsets at which the lines of a text start.
#[derive(Debug)]
pub(crate) struct LineStarts(Vec<usize>);

impl LineStarts {
    /// The line starts of a text.
    pub(crate) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self([0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The number of the line that a byte is in, counted from 1, and the offset at which that starts.
    pub(crate) fn line(&self, at: usize) -> (usize, usize) {
        let number = self.0.partition_point(|start| *start <= at);
        (number, self.0[number - 1])
    }
}

/// A plain word or phrase that is not prose: a name, a path, an address.
pub(crate) type Name = Placed<String>;

/// The kind that a file declares: `report`, `plan` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FileKind(pub String);

impl<T> Placed<T> {
    /// A value at a place.
    pub(crate) fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Placed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// A table whose keys the author chose, in the order written. Templates see the key `re-visit` as `re_visit`.
#[derive(Debug, Clone)]
pub(crate) struct Entries<T>(pub Vec<(Name, T)>);

impl<T> Entries<T> {
    /// The entry with a name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| **key == name).map(|(_, value)| value)
    }

    /// The entries in the order written.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Name, &T)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(&key.replace('-', "_"), value)?;
        }
        map.end()
    }
}

/// A value whose type only the house style knows, such as a front-matter field's.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// Text, which may be prose.
    Text(Prose),
    /// A whole number.
    Integer(Placed<i64>),
    /// A number with a decimal point.
    Number(Placed<Number>),
    /// `true` or `false`.
    Truth(Placed<bool>),
    /// A date.
    Date(Placed<Date>),
    /// A time of day.
    Time(Placed<Time>),
    /// Several values.
    List(Placed<Vec<Value>>),
    /// Named values.
    Table(Placed<Entries<Value>>),
}

impl Value {
    /// The place where it was written.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Text(value) => value.place,
            Self::Integer(value) => value.place,
            Self::Number(value) => value.place,
            Self::Truth(value) => value.place,
            Self::Date(value) => value.place,
            Self::Time(value) => value.place,
            Self::List(value) => value.place,
            Self::Table(value) => value.place,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(serializer),
            Self::Integer(value) => value.serialize(serializer),
            Self::Number(value) => value.serialize(serializer),
            Self::Truth(value) => value.serialize(serializer),
            Self::Date(value) => value.serialize(serializer),
            Self::Time(value) => value.serialize(serializer),
            Self::List(value) => value.serialize(serializer),
            Self::Table(value) => value.serialize(serializer),
        }
    }
}
