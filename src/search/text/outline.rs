//! Reads the bookmarks of a PDF, to tell under which of them a page is.

use std::collections::HashMap;

use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as Bytes};

use super::objects::File;
use super::strings::text_string;

/// The most bookmarks in a row, or nested in one another, that a reader could use.
const MOST: usize = 20_000;

/// The bookmarks of the two upper levels: the page and the title, in the order of the pages.
#[derive(Debug, Default)]
pub(super) struct Outline(Vec<(usize, String)>);

impl Outline {
    /// Reads the outline of a file.
    pub(super) fn of(file: &File<'_>) -> Self {
        let Some(outlines) = file.root().get::<Dict<'_>>("Outlines") else {
            return Self::default();
        };
        let names = names(file);
        let mut found = Vec::new();
        let mut waiting: Vec<_> =
            outlines.get::<Dict<'_>>("First").map(|first| (first, 0)).into_iter().collect();
        while let Some((item, depth)) = waiting.pop().filter(|_| found.len() < MOST) {
            let page = page(file, &names, &item);
            let title = item.get::<Bytes<'_>>("Title").map(|title| text_string(&title));
            found.push((page, title));
            waiting.extend(item.get::<Dict<'_>>("Next").map(|next| (next, depth)));
            if depth == 0 {
                waiting.extend(item.get::<Dict<'_>>("First").map(|first| (first, depth + 1)));
            }
        }
        let mut known: Vec<_> =
            found.into_iter().filter_map(|(page, title)| Some((page?, title?))).collect();
        known.sort_by_key(|(page, _)| *page);
        Self(known)
    }

    /// The title of the last bookmark that leads to this page, counted from 1, or an earlier one.
    pub(super) fn above(&self, page: usize) -> Option<&str> {
        let after = self.0.partition_point(|(known, _)| *known <= page);
        self.0.get(after.checked_sub(1)?).map(|(_, title)| title.as_str())
    }
}

/// The page that a bookmark leads to.
fn page(
    file: &File<'_>,
    names: &HashMap<Vec<u8>, ObjectIdentifier>,
    item: &Dict<'_>,
) -> Option<usize> {
    let action = item.get::<Dict<'_>>("A").unwrap_or_default();
    let target = item.get::<Object<'_>>("Dest").or_else(|| action.get::<Object<'_>>("D"))?;
    let id = match &target {
        Object::Array(array) => first(array),
        Object::String(name) => names.get(&**name).copied(),
        Object::Name(name) => names.get(&**name).copied(),
        _ => None,
    };
    file.page(id?)
}

/// The pages that named destinations lead to.
fn names(file: &File<'_>) -> HashMap<Vec<u8>, ObjectIdentifier> {
    let page = |target: Object<'_>| match target {
        Object::Array(array) => first(&array),
        Object::Dict(dict) => first(&dict.get::<Array<'_>>("D")?),
        _ => None,
    };
    let mut names = HashMap::new();
    for dict in file.dictionaries() {
        let Some(pairs) = dict.get::<Array<'_>>("Names") else { continue };
        let mut pairs = pairs.iter::<Object<'_>>();
        while let (Some(Object::String(name)), Some(target)) = (pairs.next(), pairs.next()) {
            names.extend(page(target).map(|page| (name.to_vec(), page)));
        }
    }
    let old = file.root().get::<Dict<'_>>("Dests").unwrap_or_default();
    for name in old.keys().map(|name: Name<'_>| name.to_vec()) {
        let target = old.get::<Object<'_>>(&name).and_then(page);
        names.extend(target.map(|page| (name, page)));
    }
    names
}

/// The first element of an array, if it is a reference.
fn first(array: &Array<'_>) -> Option<ObjectIdentifier> {
    Some(array.raw_iter().next()?.as_obj_ref()?.into())
}
