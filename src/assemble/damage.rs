//! Repairs damaged streams: data that breaks off or cannot be unpacked, and pictures that cannot be shown.
//!
//! In comes the document of an outside part; out go the numbers of its damaged objects. What can be unpacked of a
//! stream is kept, up to its last complete operator if it is drawn; a picture that cannot be shown at all is dropped.
//! So the pack is sound, and no reader loses more in it than in the file. Which pages need the lost objects is left
//! to [`gaps`](super::gaps).

mod pictures;

use std::borrow::Cow;
use std::collections::HashSet;

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use super::content;
use super::look::{array_at, dictionary, entry, integer_at, resolve};
use super::unpack::Budget;

/// The most bytes of one file that are unpacked to see whether it is whole.
const MOST: usize = 512 << 20;

/// How much of a stream could be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    /// All of it, but its checksum is missing or wrong.
    Unproved,
    /// Only some of it, or bytes that may not be the original ones.
    Broken,
    /// Nothing that a reader could show.
    Gone,
}

/// Rewrites damaged streams as far as they can be read, and returns the numbers of those that lost something.
pub(super) fn mend(document: &mut Document) -> HashSet<ObjectId> {
    let drawn = drawn(document);
    let mut left = MOST;
    let found: Vec<(ObjectId, State, Vec<u8>)> = document
        .objects
        .iter()
        .filter_map(|(&id, object)| {
            let stream = object.as_stream().ok().filter(|stream| !is_read_already(&stream.dict))?;
            let (state, bytes) = state(document, stream, &mut left);
            (state != State::Whole).then(|| (id, state, bytes.into_owned()))
        })
        .collect();
    let mut damaged = HashSet::new();
    for (id, state, mut bytes) in found {
        if state != State::Unproved {
            damaged.insert(id);
        }
        let Some(object) = document.objects.get_mut(&id) else { continue };
        let Object::Stream(stream) = object else { continue };
        if pictures::is_one(&stream.dict) && state == State::Gone {
            *object = Object::Null;
            continue;
        }
        // A picture that breaks off is shown as far as it goes.
        if packing(stream).iter().any(|filter| pictures::packs(filter)) {
            continue;
        }
        if is_predicted(stream) {
            bytes = Budget::default().decode(stream).unwrap_or_default();
        }
        if drawn.contains(&id) && state != State::Unproved {
            bytes.truncate(content::last_whole(&bytes));
        }
        stream.set_plain_content(bytes);
        // A stream that cannot be made smaller is left as it is.
        let _ = stream.compress();
    }
    damaged
}

/// Whether a stream holds nothing that pages show: objects, the index, metadata or an attached file.
fn is_read_already(entries: &Dictionary) -> bool {
    [&b"ObjStm"[..], b"XRef", b"Metadata", b"EmbeddedFile"]
        .into_iter()
        .any(|kind| entries.has_type(kind))
}

/// The streams that pages draw: page contents and drawings.
fn drawn(document: &Document) -> HashSet<ObjectId> {
    let is_form = |entries: &Dictionary| {
        entries.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
    };
    let mut drawn = HashSet::new();
    for (&id, object) in &document.objects {
        match object {
            Object::Stream(stream) if is_form(&stream.dict) => drop(drawn.insert(id)),
            Object::Dictionary(page) if page.has_type(b"Page") => {
                let contents = page.get(b"Contents").ok();
                drawn.extend(contents.and_then(|contents| contents.as_reference().ok()));
                let parts = array_at(document, page, b"Contents").into_iter().flatten();
                drawn.extend(parts.filter_map(|part| part.as_reference().ok()));
            }
            _ => {}
        }
    }
    drawn
}

fn packing(stream: &Stream) -> Vec<&[u8]> {
    stream.filters().unwrap_or_default()
}

/// Whether the bytes are stored as differences from their neighbours.
fn is_predicted(stream: &Stream) -> bool {
    let how = stream.dict.get(b"DecodeParms").ok();
    let each = how.map(|how| how.as_array().map_or(std::slice::from_ref(how), Vec::as_slice));
    let mut each = each.into_iter().flatten().filter_map(dictionary);
    each.any(|how| how.has(b"Predictor"))
}

/// Undoes the filters of a stream in turn, as strictly as each kind allows, until only the data of a picture is left;
/// returns the bytes read so far.
fn state<'a>(document: &Document, stream: &'a Stream, left: &mut usize) -> (State, Cow<'a, [u8]>) {
    let filters = packing(stream);
    let mut proved = State::Whole;
    let mut bytes = Cow::Borrowed(&stream.content[..]);
    for (place, filter) in filters.iter().enumerate() {
        let (next, found) = match *filter {
            b"FlateDecode" => inflated(&bytes, *left),
            b"LZWDecode" => unpacked(&bytes, is_early(document, &stream.dict, place), *left),
            b"ASCII85Decode" => spelled(filter, &bytes, |byte| matches!(byte, b'!'..=b'u' | b'z')),
            b"ASCIIHexDecode" => spelled(filter, &bytes, |byte| byte.is_ascii_hexdigit()),
            kind if pictures::packs(kind) => {
                let found = pictures::state(kind, &bytes);
                return (if found == State::Whole { proved } else { found }, bytes);
            }
            _ => return (State::Whole, bytes),
        };
        *left = left.saturating_sub(next.len());
        bytes = Cow::Owned(next);
        match found {
            State::Whole => {}
            State::Unproved => proved = State::Unproved,
            // Partial data that is packed once more cannot be shown in part.
            _ if bytes.is_empty() || filters.len() > place + 1 => {
                return (State::Gone, Cow::default());
            }
            broken => return (broken, bytes),
        }
        if *left == 0 {
            return (State::Whole, bytes);
        }
    }
    match pictures::is_short(document, &stream.dict, bytes.len()) {
        true => (State::Broken, bytes),
        false => (proved, bytes),
    }
}

/// Unpacks deflated bytes, and says how much of them could be read. Data that would unpack to more than `most` is
/// believed.
fn inflated(packed: &[u8], most: usize) -> (Vec<u8>, State) {
    let (bytes, end) = inflate(packed, true, most);
    if end.is_some() {
        return (bytes, State::Whole);
    }
    // Try again without the checksum at the end.
    let bare = packed.get(2..).unwrap_or_default();
    match inflate(bare, false, most) {
        (again, Some(end)) if end + SUM > bare.len() => (again, State::Unproved),
        (again, _) if again.len() > bytes.len() => (again, State::Broken),
        _ => (bytes, State::Broken),
    }
}

/// The length of the checksum after packed bytes (RFC 1950, 2.2).
const SUM: usize = 4;

/// The unpacked bytes, and where the packed ones end if they end properly.
fn inflate(packed: &[u8], has_head: bool, most: usize) -> (Vec<u8>, Option<usize>) {
    let mut inflater = Decompress::new(has_head);
    let (mut bytes, mut at) = (Vec::new(), 0);
    while bytes.len() < most {
        bytes.reserve(PIECE);
        let before = (bytes.len(), at);
        let rest = packed.get(at..).unwrap_or_default();
        let status = inflater.decompress_vec(rest, &mut bytes, FlushDecompress::None);
        at = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        match status {
            Ok(Status::StreamEnd) => return (bytes, Some(at)),
            Ok(_) if (bytes.len(), at) != before => {}
            _ => return (bytes, None),
        }
    }
    (bytes, Some(packed.len()))
}

/// How much is unpacked at a time, in bytes.
const PIECE: usize = 1 << 16;

/// Unpacks bytes packed in LZW, which need not mark their end.
fn unpacked(mut packed: &[u8], is_early: bool, most: usize) -> (Vec<u8>, State) {
    let mut decoder = match is_early {
        true => Decoder::with_tiff_size_switch(BitOrder::Msb, 8),
        false => Decoder::new(BitOrder::Msb, 8),
    };
    let (mut bytes, mut piece) = (Vec::new(), vec![0; PIECE]);
    while bytes.len() < most {
        let done = decoder.decode_bytes(packed, &mut piece);
        bytes.extend_from_slice(&piece[..done.consumed_out]);
        packed = packed.get(done.consumed_in..).unwrap_or_default();
        match done.status {
            Ok(LzwStatus::Ok) if done.consumed_in + done.consumed_out > 0 => {}
            Ok(_) => break,
            Err(_) => return (bytes, State::Broken),
        }
    }
    (bytes, State::Whole)
}

/// Whether LZW codes grow one code early, which is the default (`EarlyChange` 1).
fn is_early(document: &Document, entries: &Dictionary, place: usize) -> bool {
    let how = entry(document, entries, b"DecodeParms");
    let how = match how {
        Some(Object::Array(each)) => each.get(place).map(|each| resolve(document, each)),
        how => how,
    };
    let said = how.and_then(dictionary).and_then(|how| integer_at(document, how, b"EarlyChange"));
    said != Some(0)
}

/// Decodes bytes spelled in a small alphabet (hexadecimal, base 85), up to the first that is not in it.
fn spelled(filter: &[u8], written: &[u8], is_one: impl Fn(u8) -> bool) -> (Vec<u8>, State) {
    let odd = written
        .iter()
        .position(|&byte| !is_one(byte) && !matches!(byte, 0 | 9 | 10 | 12 | 13 | 32));
    let ends = odd.is_none_or(|odd| matches!(written[odd], b'~' | b'>'));
    let stop = if ends { written.len() } else { odd.unwrap_or(written.len()) };
    let stream = Stream::new(
        dictionary! { "Filter" => Object::Name(filter.to_vec()) },
        written[..stop].to_vec(),
    );
    match stream.decompressed_content_with_limit(written.len() * 4 + 4) {
        Ok(bytes) if ends => (bytes, State::Whole),
        found => (found.unwrap_or_default(), State::Broken),
    }
}
