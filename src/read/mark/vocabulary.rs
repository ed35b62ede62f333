//! Reads the words that say that something is not for publication, or that it is open, from
//! `data/reference/marks.toml`.
//!
//! Out come the lists of all languages as one, so that a language or a word is added in that file alone. What the
//! words of a list mean is left to those who ask for it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::language::COMMON;

/// The lists, by the tags of languages.
const LISTS: &str = include_str!("../../../data/reference/marks.toml");

/// Words or phrases in small letters.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Words(BTreeSet<String>);

impl Words {
    /// The words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether a text is one of the words.
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.0.contains(text)
    }

    /// Whether any of the words stands in a text.
    pub(crate) fn is_any_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }
}

/// The lists at the top of all languages.
pub(super) fn lists<T: DeserializeOwned>() -> T {
    read(Value::Table(gathered(|_| true)))
}

/// The lists at the top of all languages but English.
pub(super) fn lists_elsewhere<T: DeserializeOwned>() -> T {
    read(Value::Table(gathered(|tag| tag != COMMON)))
}

/// The lists of a table of all languages.
pub(crate) fn lists_of<T: DeserializeOwned>(table: &str) -> T {
    read(gathered(|_| true).remove(table).expect("every table that is asked for is in the file"))
}

/// Reads lists as the fields of a type.
fn read<T: DeserializeOwned>(lists: Value) -> T {
    lists.try_into().expect("a test reads every list")
}

/// The lists of the languages whose tags are wanted: those under one key become one list.
fn gathered(is_wanted: impl Fn(&str) -> bool) -> Table {
    let languages: Table = LISTS.parse().expect("a test reads the file");
    let mut all = Table::new();
    for (tag, lists) in languages {
        if let Value::Table(lists) = lists
            && is_wanted(&tag)
        {
            gather(&mut all, lists);
        }
    }
    all
}

/// Adds lists to those under the same keys.
fn gather(all: &mut Table, lists: Table) {
    for (key, list) in lists {
        match (all.get_mut(&key), list) {
            (Some(Value::Array(all)), Value::Array(list)) => all.extend(list),
            (Some(Value::Table(all)), Value::Table(lists)) => gather(all, lists),
            (_, list) => {
                all.insert(key, list);
            }
        }
    }
}
