//! Stores identical objects once, and drops those that nothing refers to.
//!
//! In come the joined objects; out come those that can be reached, each content once, numbered without gaps. Objects
//! whose identity matters (pages, elements, annotations, bookmarks, layers) are never merged, however alike.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use lopdf::{Dictionary, Object, StringFormat};
use rayon::prelude::*;

use super::join::Joined;

/// Tidies the objects in place.
pub(super) fn tidy(joined: &mut Joined) {
    joined.objects.par_iter_mut().for_each(|object| {
        if let Object::Stream(stream) = object {
            stream.start_position = None;
            stream.allows_compression = true;
        }
    });
    let same = alike(&mut joined.objects);
    let kept = reachable(joined, &same);
    let mut numbers = vec![0u32; joined.objects.len()];
    let mut next = 0;
    for (number, kept) in numbers.iter_mut().zip(&kept) {
        if *kept {
            next += 1;
            *number = next;
        }
    }
    let number = |id: u32| {
        numbers.get(same_as(&same, id)? as usize - 1).copied().filter(|&number| number > 0)
    };
    let objects = std::mem::take(&mut joined.objects);
    joined.objects =
        objects.into_iter().zip(kept).filter_map(|(object, kept)| kept.then_some(object)).collect();
    joined.objects.par_iter_mut().for_each(|object| renumber(object, &number));
    joined.catalog = number(joined.catalog).unwrap_or(joined.catalog);
    if let Some(information) = &mut joined.information {
        renumber(information, &number);
    }
}

fn same_as(same: &[u32], id: u32) -> Option<u32> {
    same.get((id as usize).checked_sub(1)?).copied()
}

/// For each object, the number of the one that replaces it. Replaced objects are emptied.
fn alike(objects: &mut [Object]) -> Vec<u32> {
    let mut same: Vec<u32> = (1..).take(objects.len()).collect();
    let mergeable: Vec<bool> = objects.par_iter().map(is_mergeable).collect();
    let contents: Vec<u64> = objects.par_iter().map(hashed_content).collect();
    // The objects that an object refers to are compared before it.
    let mut state = vec![State::New; objects.len()];
    let mut found: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut waiting: Vec<u32> = Vec::new();
    for start in 1..=objects.len() as u32 {
        waiting.push(start);
        while let Some(&id) = waiting.last() {
            let at = id as usize - 1;
            if !mergeable[at] || state[at] == State::Done {
                waiting.pop();
                continue;
            }
            if state[at] == State::New {
                state[at] = State::Open;
                let before = waiting.len();
                references(&objects[at], &mut |to| {
                    let next = (to as usize).checked_sub(1);
                    if next.is_some_and(|next| {
                        next < objects.len() && mergeable[next] && state[next] == State::New
                    }) {
                        waiting.push(to);
                    }
                });
                if waiting.len() > before {
                    continue;
                }
            }
            waiting.pop();
            let mut circular = false;
            references(&objects[at], &mut |to| {
                let next = (to as usize).checked_sub(1).filter(|&next| next < objects.len());
                circular |= next.is_some_and(|next| mergeable[next] && state[next] == State::Open);
            });
            state[at] = State::Done;
            if circular {
                continue;
            }
            renumber(&mut objects[at], &|to| Some(same_as(&same, to).unwrap_or(to)));
            let bucket = found.entry(hashed(&objects[at], contents[at])).or_default();
            match bucket.iter().find(|&&other| objects[other as usize - 1] == objects[at]) {
                Some(&other) => {
                    same[at] = other;
                    objects[at] = Object::Null;
                }
                None => bucket.push(id),
            }
        }
    }
    same
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Whether two objects with this content can be merged.
fn is_mergeable(object: &Object) -> bool {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(_) => return true,
        _ => return false,
    };
    let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    let identified = [
        &b"Page"[..],
        b"Pages",
        b"Catalog",
        b"StructElem",
        b"StructTreeRoot",
        b"OCG",
        b"Annot",
        b"Outlines",
    ];
    let related = [&b"Parent"[..], b"P", b"Rect", b"StructParent", b"StructParents", b"Kids"];
    !identified.contains(&kind) && !related.iter().any(|key| dictionary.has(key))
}

/// Marks the objects that can be reached from the catalog and the information dictionary.
fn reachable(joined: &Joined, same: &[u32]) -> Vec<bool> {
    let mut kept = vec![false; joined.objects.len()];
    let mut waiting = vec![joined.catalog];
    if let Some(information) = &joined.information {
        references(information, &mut |to| waiting.push(to));
    }
    while let Some(id) = waiting.pop() {
        let Some(at) = same_as(same, id).map(|id| id as usize - 1) else { continue };
        if kept[at] || joined.objects[at].is_null() {
            continue;
        }
        kept[at] = true;
        references(&joined.objects[at], &mut |to| waiting.push(to));
    }
    kept
}

/// Calls `action` with the number of every object that an object refers to.
fn references(object: &Object, action: &mut impl FnMut(u32)) {
    match object {
        Object::Reference((number, _)) => action(*number),
        Object::Array(items) => items.iter().for_each(|item| references(item, action)),
        Object::Dictionary(dictionary) => {
            dictionary.iter().for_each(|(_, value)| references(value, action))
        }
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| references(value, action))
        }
        _ => {}
    }
}

/// Renumbers references; one to a missing object becomes `null`, and the dictionary entry that holds it is dropped.
fn renumber(object: &mut Object, number: &impl Fn(u32) -> Option<u32>) {
    let within = |dictionary: &mut Dictionary| {
        let mut empty = false;
        for (_, value) in dictionary.iter_mut() {
            renumber(value, number);
            empty |= value.is_null();
        }
        if empty {
            dictionary.as_hashmap_mut().retain(|_, value| !value.is_null());
        }
    };
    match object {
        Object::Reference((id, _)) => match number(*id) {
            Some(number) => *object = Object::Reference((number, 0)),
            None => *object = Object::Null,
        },
        // Escaping a long string full of brackets takes quadratic time.
        Object::String(bytes, format) if bytes.len() > 256 => *format = StringFormat::Hexadecimal,
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, number)),
        Object::Dictionary(dictionary) => within(dictionary),
        Object::Stream(stream) => within(&mut stream.dict),
        _ => {}
    }
}

/// The hash of a stream's data, which is most of most files.
fn hashed_content(object: &Object) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Object::Stream(stream) = object {
        stream.content.hash(&mut hasher);
    }
    hasher.finish()
}

fn hashed(object: &Object, content: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hash(object, &mut hasher);
    hasher.finish()
}

/// Feeds an object to a hash, regardless of the order of a dictionary's entries. The data of a stream is left to
/// [`hashed_content`].
fn hash(object: &Object, hasher: &mut DefaultHasher) {
    object.enum_variant().hash(hasher);
    let mut entries = |dictionary: &Dictionary| {
        let mut entries: Vec<_> = dictionary.iter().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        for (key, value) in entries {
            key.hash(hasher);
            hash(value, hasher);
        }
    };
    match object {
        Object::Null => {}
        Object::Boolean(value) => value.hash(hasher),
        Object::Integer(value) => value.hash(hasher),
        Object::Real(value) => value.to_bits().hash(hasher),
        Object::Name(value) | Object::String(value, _) => value.hash(hasher),
        Object::Array(items) => items.iter().for_each(|item| hash(item, hasher)),
        Object::Dictionary(dictionary) => entries(dictionary),
        Object::Stream(stream) => entries(&stream.dict),
        Object::Reference(id) => id.hash(hasher),
    }
}
