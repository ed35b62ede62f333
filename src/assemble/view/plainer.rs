//! Rewrites a document so that every reader hides what the eye does not see.
//!
//! In comes a document; what its pages hide in ways that readers treat differently is hidden so that all agree:
//! comments that are switched off, words under a mask that lets nothing through, and words used as a clip for
//! nothing. Out goes whether there was any.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::assemble::content::{self, operators};
use crate::assemble::look::{
    array_at, dictionary, dictionary_at, entry, integer_at, name_at, resolve,
};
use crate::assemble::pages::Page;
use crate::assemble::unpack::{self, Budget};

/// The flags of comments that are not shown on screen: hidden and no view.
const UNSHOWN: i64 = 2 | 32;

/// How deeply dictionaries may be nested.
const DEEPEST: usize = 32;

/// Hides these things in a document; returns whether it had any.
pub(super) fn make(document: &mut Document, pages: &[Page]) -> bool {
    let mut budget = Budget::default();
    let mut changed = without_masks(document, &mut budget);
    for page in pages {
        let Some(entries) = document.objects.get(&page.id).and_then(dictionary) else { continue };
        let shown = shown(document, entries);
        let content = unpack::page_content(document, entries, &mut budget)
            .and_then(|bytes| content::without_blind_clips(&bytes));
        changed |= shown.is_some() || content.is_some();
        set(document, page.id, shown, content);
    }
    changed
}

/// Replaces the annotations and the content of a page, where given.
pub(super) fn set(
    document: &mut Document,
    page: ObjectId,
    annotations: Option<Vec<Object>>,
    content: Option<Vec<u8>>,
) {
    let content =
        content.map(|bytes| document.add_object(lopdf::Stream::new(Dictionary::new(), bytes)));
    let Ok(entries) = document.get_dictionary_mut(page) else { return };
    if let Some(annotations) = annotations {
        entries.set("Annots", annotations);
    }
    if let Some(content) = content {
        entries.set("Contents", content);
    }
}

/// The visible comments of a page; `None` if all are visible.
fn shown(document: &Document, page: &Dictionary) -> Option<Vec<Object>> {
    let all = array_at(document, page, b"Annots")?;
    let is_shown = |object: &&Object| {
        let entries = dictionary(resolve(document, object));
        let flags = entries.and_then(|entries| integer_at(document, entries, b"F"));
        flags.unwrap_or(0) & UNSHOWN == 0
    };
    let shown: Vec<Object> = all.iter().filter(is_shown).cloned().collect();
    (shown.len() < all.len()).then_some(shown)
}

/// Makes everything under a blind mask transparent; returns whether there was any.
fn without_masks(document: &mut Document, budget: &mut Budget) -> bool {
    let mut found = HashSet::new();
    let mut holders = Vec::new();
    for (&id, object) in &document.objects {
        let mut waiting = vec![(object, 0)];
        let mut holds = false;
        while let Some((object, depth)) = waiting.pop() {
            if depth > DEEPEST {
                continue;
            }
            match object {
                Object::Array(items) => waiting.extend(items.iter().map(|item| (item, depth + 1))),
                other => {
                    let Some(entries) = dictionary(other) else { continue };
                    if let Some(mask) = dictionary_at(document, entries, b"SMask") {
                        holds |= mask.has(b"G");
                        if is_blind(document, mask, budget) {
                            found.insert(entry_of(mask));
                        }
                    }
                    holds |= name_at(document, entries, b"SMask") == Some(b"None");
                    waiting.extend(entries.iter().map(|(_, value)| (value, depth + 1)));
                }
            }
        }
        if holds {
            holders.push(id);
        }
    }
    if found.is_empty() {
        return false;
    }
    for id in holders {
        let Some(object) = document.objects.get_mut(&id) else { continue };
        let mut own = std::mem::replace(object, Object::Null);
        thin(document, &mut own, &found, 0);
        document.objects.insert(id, own);
    }
    true
}

/// The identity of a mask: the group that draws it.
fn entry_of(mask: &Dictionary) -> Option<ObjectId> {
    mask.get(b"G").and_then(Object::as_reference).ok()
}

/// Sets full transparency in each graphics state under a blind mask, and undoes it in each that has no mask.
fn thin(document: &Document, object: &mut Object, blind: &HashSet<Option<ObjectId>>, depth: usize) {
    let entries = match object {
        _ if depth > DEEPEST => return,
        Object::Array(items) => {
            items.iter_mut().for_each(|item| thin(document, item, blind, depth + 1));
            return;
        }
        Object::Dictionary(entries) => entries,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    let mask = dictionary_at(document, entries, b"SMask");
    let is_blind = mask.is_some_and(|mask| blind.contains(&entry_of(mask)));
    let is_none = name_at(document, entries, b"SMask") == Some(b"None");
    for (key, thick) in [("ca", 1), ("CA", 1)] {
        if is_blind {
            entries.set(key, 0);
        } else if is_none && entry(document, entries, key.as_bytes()).is_none() {
            entries.set(key, thick);
        }
    }
    if is_blind {
        entries.remove(b"SMask");
    }
    entries.as_hashmap_mut().iter_mut().for_each(|(_, value)| {
        thin(document, value, blind, depth + 1);
    });
}

/// Whether a soft mask lets nothing through: it draws nothing, or only black where brightness counts.
fn is_blind(document: &Document, mask: &Dictionary, budget: &mut Budget) -> bool {
    let group = entry(document, mask, b"G").and_then(|group| group.as_stream().ok());
    let Some(bytes) = group.and_then(|group| budget.decode(group)) else { return false };
    if mask.has(b"BC") || mask.has(b"TR") {
        return false;
    }
    let is_bright = name_at(document, mask, b"S") == Some(b"Luminosity");
    let (mut draws, mut colours) = (false, false);
    for (operands, operator) in operators(&bytes) {
        match operator {
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                draws |= operands.iter().any(|words| words.len() > b"()".len());
            }
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => draws = true,
            b"Do" | b"sh" | b"ID" => return false,
            b"g" | b"G" | b"rg" | b"RG" => colours |= operands.iter().any(|part| *part != b"0"),
            b"k" | b"K" | b"cs" | b"CS" | b"sc" | b"SC" | b"scn" | b"SCN" | b"gs" => {
                colours = true;
            }
            _ => {}
        }
    }
    !draws || is_bright && !colours
}
