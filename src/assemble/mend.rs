//! Repairs what PDF readers repair silently.
//!
//! In come a document as parsed and the bytes that it came from; out goes the same document in the form that the
//! later stages expect. What is repaired: objects that a strict parser refuses, streams without a length, filters
//! given by reference or in short, and pages that are not objects of their own.

use std::collections::{BTreeMap, HashSet};

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::lenient::{self, Indirect};
use super::look::{array_at, catalog, dictionary, integer_at, resolve, target};

/// Repairs a document; returns whether it was damaged and not only unusual. `limit` is the most that one object
/// stream may unpack to, in bytes.
pub(super) fn mend(document: &mut Document, pdf: &[u8], limit: usize) -> bool {
    let base = lenient::find(pdf, b"%PDF-").unwrap_or(0);
    let pdf = &pdf[base..];
    restore_objects(document, pdf);
    restore_members(document, limit);
    let damaged = add_lengths(document, pdf);
    spell_out_filters(document);
    set_pages_apart(document);
    damaged
}

/// The objects that a document's index lists but that are not there.
pub(super) fn lost(document: &Document) -> Vec<ObjectId> {
    let listed = document.reference_table.entries.iter().filter_map(|(&id, entry)| match entry {
        XrefEntry::Normal { generation, .. } => Some((id, *generation)),
        XrefEntry::Compressed { .. } => Some((id, 0)),
        XrefEntry::Free | XrefEntry::UnusableFree => None,
    });
    // The encryption dictionary is removed from documents once they are open.
    let key = document.encryption_state.as_ref().and_then(|state| state.encrypt_object_id());
    listed.filter(|id| !document.has_object(*id) && Some(*id) != key).collect()
}

/// Reads the objects that the parser refused, at the positions that the index gives.
fn restore_objects(document: &mut Document, pdf: &[u8]) {
    let lost: HashSet<ObjectId> = lost(document).into_iter().collect();
    if lost.is_empty() {
        return;
    }
    let entries = document.reference_table.entries.iter();
    let mut places: Vec<(usize, ObjectId)> = entries
        .filter_map(|(&id, entry)| match entry {
            XrefEntry::Normal { offset, generation } => Some((*offset as usize, (id, *generation))),
            _ => None,
        })
        .collect();
    places.sort_unstable();
    let mut found = Vec::new();
    for (index, (place, id)) in places.iter().enumerate().filter(|(_, (_, id))| lost.contains(id)) {
        let next = places[index..].iter().map(|(next, _)| *next).find(|next| next > place);
        let end = next.unwrap_or(pdf.len());
        found.extend(
            lenient::indirect(pdf, *place, end)
                .filter(|found| found.id == *id)
                .map(|found| (found, end)),
        );
    }
    // Plain objects come first: one of them may give the length of a stream.
    found.sort_by_key(|(found, _)| found.data.is_some());
    for (Indirect { id, object, data }, end) in found {
        let mut object = match (object, data) {
            (Object::Dictionary(entries), Some(start)) => {
                let said = integer_at(document, &entries, b"Length")
                    .and_then(|said| usize::try_from(said).ok());
                Object::Stream(lenient::stream(pdf, entries, start, end, said))
            }
            (object, _) => object,
        };
        if let Some(state) = &document.encryption_state {
            // What cannot be decrypted is left as it is, as with all other objects.
            let _ = lopdf::encryption::decrypt_object(state, id, &mut object);
        }
        document.objects.insert(id, object);
    }
}

/// Reads the objects that the parser refused inside object streams.
fn restore_members(document: &mut Document, limit: usize) {
    let mut lists: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (id, _) in lost(document) {
        if let Some(XrefEntry::Compressed { container, .. }) = document.reference_table.get(id) {
            lists.entry(*container).or_default().push(id);
        }
    }
    for (list, members) in lists {
        let stream = document.objects.get(&(list, 0)).and_then(|list| list.as_stream().ok());
        let Some(found) = stream.and_then(|stream| listed(document, stream, limit)) else {
            continue;
        };
        let found = found.into_iter().filter(|(id, _)| members.contains(id));
        document.objects.extend(found.map(|(id, object)| ((id, 0), object)));
    }
}

/// The objects in an object stream, each with its number.
fn listed(document: &Document, list: &Stream, limit: usize) -> Option<Vec<(u32, Object)>> {
    let first = usize::try_from(integer_at(document, &list.dict, b"First")?).ok()?;
    let bytes = list.decompressed_content_with_limit(limit).ok()?;
    let index = String::from_utf8_lossy(bytes.get(..first)?).into_owned();
    let numbers: Vec<usize> =
        index.split_ascii_whitespace().map_while(|number| number.parse().ok()).collect();
    let member = |pair: &[usize]| {
        let place = first.checked_add(pair[1])?;
        Some((u32::try_from(pair[0]).ok()?, lenient::direct(&bytes, place)))
    };
    Some(numbers.chunks_exact(2).filter_map(member).collect())
}

/// Fills in streams that do not give their length, up to where they end. Returns whether there were any.
fn add_lengths(document: &mut Document, pdf: &[u8]) -> bool {
    // An encrypted document is parsed piece by piece, so positions mean nothing.
    if document.encryption_state.is_some() {
        return false;
    }
    let unsaid: Vec<(ObjectId, usize)> = document
        .objects
        .iter()
        .filter_map(|(&id, object)| {
            let stream = object.as_stream().ok().filter(|stream| stream.content.is_empty())?;
            let length = stream.dict.get(b"Length").ok().map(|length| resolve(document, length));
            let said = matches!(length, Some(Object::Integer(0)));
            Some((id, stream.start_position.filter(|_| !said)?))
        })
        .collect();
    if unsaid.is_empty() {
        return false;
    }
    let ends: Vec<usize> = positions(pdf, b"endstream").collect();
    // Streams do not overlap, so together they are no longer than the file.
    let mut left = pdf.len();
    for (id, start) in unsaid {
        let end = ends.get(ends.partition_point(|&end| end < start)).copied();
        let Some(data) = pdf.get(start..end.unwrap_or(pdf.len())) else { continue };
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        let data = data.strip_suffix(b"\r").unwrap_or(data);
        if data.len() > left {
            break;
        }
        left -= data.len();
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            stream.set_content(data.to_vec());
        }
    }
    true
}

/// The positions of a word in a file.
fn positions<'a>(pdf: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = word.first().copied();
    let starts = pdf.iter().enumerate().filter(move |(_, byte)| Some(**byte) == first);
    starts.map(|(at, _)| at).filter(move |&at| pdf[at..].starts_with(word))
}

/// Writes the filters of every stream in full and in place.
fn spell_out_filters(document: &mut Document) {
    let changes: Vec<(ObjectId, Object, Option<Object>)> = document
        .objects
        .iter()
        .filter_map(|(&id, object)| {
            let dictionary = &object.as_stream().ok()?.dict;
            let filter = dictionary.get(b"Filter").ok()?;
            let parameters = dictionary.get(b"DecodeParms").ok();
            let plain = |object: &Object| match object {
                Object::Name(name) => full_name(name) == name.as_slice() && name != b"Crypt",
                Object::Null | Object::Dictionary(_) => true,
                _ => false,
            };
            let is_plain = |object: &Object| match object {
                Object::Array(items) => items.iter().all(plain),
                other => plain(other),
            };
            if is_plain(filter) && parameters.is_none_or(is_plain) {
                return None;
            }
            let (filters, parameters) = chain(document, filter, parameters);
            Some((id, filters, parameters))
        })
        .collect();
    for (id, filters, parameters) in changes {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            stream.dict.set("Filter", filters);
            match parameters {
                Some(parameters) => stream.dict.set("DecodeParms", parameters),
                None => {
                    stream.dict.remove(b"DecodeParms");
                }
            }
        }
    }
}

/// Filters and their parameters, without the encryption filter, which has been undone by this point.
fn chain(
    document: &Document,
    filter: &Object,
    parameters: Option<&Object>,
) -> (Object, Option<Object>) {
    let list = |object: &Object| -> Vec<Object> {
        match resolve(document, object) {
            Object::Array(items) => {
                items.iter().map(|item| resolve(document, item).clone()).collect()
            }
            Object::Null => Vec::new(),
            other => vec![other.clone()],
        }
    };
    let mut parameters = parameters.map(list).unwrap_or_default().into_iter();
    let mut filters = Vec::new();
    let mut kept = Vec::new();
    for filter in list(filter) {
        let parameter = parameters.next().unwrap_or(Object::Null);
        match filter {
            Object::Name(name) if name == b"Crypt" => {}
            Object::Name(name) => {
                filters.push(Object::Name(full_name(&name).to_vec()));
                kept.push(parameter);
            }
            other => {
                filters.push(other);
                kept.push(parameter);
            }
        }
    }
    let said = kept.iter().any(|parameter| !parameter.is_null());
    (Object::Array(filters), said.then_some(Object::Array(kept)))
}

/// The full name of a filter that may be abbreviated, though only inline images should do so.
fn full_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"AHx" => b"ASCIIHexDecode",
        b"A85" => b"ASCII85Decode",
        b"LZW" => b"LZWDecode",
        b"RL" => b"RunLengthDecode",
        b"CCF" => b"CCITTFaxDecode",
        b"DCT" => b"DCTDecode",
        full => full,
    }
}

/// Turns each node of the page tree that is written inside another into an object of its own.
fn set_pages_apart(document: &mut Document) {
    let root = catalog(document).and_then(|catalog| catalog.get(b"Pages").ok()).cloned();
    let mut waiting = Vec::new();
    match root {
        Some(Object::Dictionary(inside)) => {
            let id = document.add_object(inside);
            if let Ok(catalog) = document.catalog_mut() {
                catalog.set("Pages", id);
            }
            waiting.push(id);
        }
        Some(root) => waiting.extend(target(document, &root)),
        None => {}
    }
    let mut seen = HashSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(node) = document.objects.get(&id).and_then(dictionary) else { continue };
        let Some(kids) = array_at(document, node, b"Kids") else { continue };
        waiting.extend(kids.iter().filter_map(|kid| target(document, kid)));
        if !kids.iter().any(|kid| matches!(kid, Object::Dictionary(_))) {
            continue;
        }
        let mut kids = kids.to_vec();
        for kid in &mut kids {
            if let Object::Dictionary(inside) = kid {
                let own: Dictionary = std::mem::take(inside);
                let id = document.add_object(own);
                *kid = Object::Reference(id);
                waiting.push(id);
            }
        }
        if let Some(Object::Dictionary(node)) = document.objects.get_mut(&id) {
            node.set("Kids", kids);
        }
    }
}
