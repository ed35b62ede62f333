//! Removes from the photographs of an outside PDF what cameras and editors note in them.
//!
//! In comes a picture as a PDF holds it; it loses positions, owners, cameras and comments, and looks as before. Other
//! filters around it are taken off first. Out goes whether that succeeded, so that it can be reported.

use lopdf::{Dictionary, Object, Stream};

use crate::world::pictures;

/// The most bytes of a photograph without its other filters.
const LIMIT: usize = 64 << 20;

/// The beginnings of the notes of cameras and editors.
const NOTES: [&[u8]; 4] =
    [b"Exif\0\0", b"http://ns.adobe.com/xap", b"Photoshop 3.0", b"<x:xmpmeta"];

/// The boxes of JPEG 2000 that hold notes.
const BOXES: [&[u8]; 3] = [b"xml ", b"uuid", b"uinf"];

/// What is known of a photograph's notes.
enum Notes {
    /// It has none.
    None,
    /// The same photograph without them.
    Gone(Vec<u8>),
    /// It may have some, but could not be read.
    Unknown,
}

/// Removes the notes from a photograph; `false` if it may still hold some. Any other stream is left alone.
pub(super) fn clean(stream: &mut Stream) -> bool {
    if !stream.dict.has(b"Filter") {
        return true;
    }
    let Ok(filters) = stream.filters() else { return !is_picture(stream) };
    let is_photograph = |filter: &&[u8]| [&b"DCTDecode"[..], b"JPXDecode"].contains(filter);
    let Some((last, others)) = filters.split_last().filter(|(last, _)| is_photograph(last)) else {
        return !filters.iter().any(is_photograph);
    };
    let read = if *last == b"DCTDecode" { of_jpeg } else { of_jpeg_2000 };
    if others.is_empty() {
        match read(&stream.content) {
            Notes::Gone(cleaned) => stream.content = cleaned,
            notes => return matches!(notes, Notes::None),
        }
        return true;
    }
    let (last, outer) = (Object::Name(last.to_vec()), outer(stream, others));
    let bytes = outer.decompressed_content_with_limit(LIMIT).unwrap_or_default();
    match read(&bytes) {
        _ if bytes.is_empty() => false,
        Notes::None => true,
        Notes::Gone(cleaned) => {
            let parameters = match stream.dict.get(b"DecodeParms") {
                Ok(Object::Array(all)) => all.last().cloned().unwrap_or(Object::Null),
                _ => Object::Null,
            };
            stream.dict.set("Filter", last);
            stream.dict.set("DecodeParms", parameters);
            stream.content = cleaned;
            true
        }
        Notes::Unknown => false,
    }
}

/// Whether a stream is declared as a picture.
fn is_picture(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
}

/// A photograph as a stream with only its other filters.
fn outer(stream: &Stream, others: &[&[u8]]) -> Stream {
    let names = others.iter().map(|name| Object::Name(name.to_vec())).collect();
    let mut entries = Dictionary::new();
    entries.set("Filter", Object::Array(names));
    if let Ok(parameters) = stream.dict.get(b"DecodeParms") {
        entries.set("DecodeParms", parameters.clone());
    }
    Stream::new(entries, stream.content.clone())
}

/// What is known of the notes of a JPEG.
fn of_jpeg(bytes: &[u8]) -> Notes {
    match pictures::read(bytes) {
        Some(picture) if picture.has_notes => Notes::Gone(picture.bytes),
        Some(_) => Notes::None,
        None => {
            let holds = |note: &&[u8]| bytes.windows(note.len()).any(|part| part == *note);
            if NOTES.iter().any(holds) { Notes::Unknown } else { Notes::None }
        }
    }
}

/// What is known of the notes of a JPEG 2000: a row of boxes, or a bare code stream, which has none.
fn of_jpeg_2000(bytes: &[u8]) -> Notes {
    if bytes.starts_with(b"\xFF\x4F") {
        return Notes::None;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((head, _)) = rest.split_at_checked(8) {
        let short = head[..4].iter().fold(0, |length, &byte| length << 8 | usize::from(byte));
        let length = match short {
            0 => rest.len(),
            1 => rest.get(8..16).map_or(0, |long| {
                long.iter().fold(0, |length: usize, &byte| length << 8 | usize::from(byte))
            }),
            length => length,
        };
        let Some((own, after)) = rest.split_at_checked(length).filter(|_| length >= 8) else {
            return Notes::Unknown;
        };
        if !BOXES.contains(&&head[4..]) {
            kept.extend(own);
        }
        rest = after;
    }
    if kept.len() + rest.len() < bytes.len() { Notes::Gone(kept) } else { Notes::None }
}
