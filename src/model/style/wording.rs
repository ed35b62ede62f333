//! The common wording of drafted papers, which a house style says in its own words where it likes.

use std::collections::BTreeMap;

/// The sentences by their keys.
const COMMON: &str = include_str!("../../../templates/wording.toml");

/// Every sentence with its key.
pub(crate) fn common() -> BTreeMap<String, String> {
    toml::from_str(COMMON).expect("the wording is part of the program, and a test reads it")
}

/// The keys that a style can say in its own words.
pub(super) fn keys() -> Vec<String> {
    common().into_keys().collect()
}
