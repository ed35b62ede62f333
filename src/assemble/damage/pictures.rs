//! Tells how much of a picture is there.
//!
//! In come the bytes of a picture, or their number; out goes whether a reader can show it. The structure of JPEG
//! (ITU-T T.81), JPEG 2000 (T.800) and JBIG2 (T.88) is checked, but nothing is decoded.

use lopdf::{Dictionary, Document, Object};

use super::State;
use crate::assemble::look::{dictionary, entry, integer_at, resolve};

/// Whether a stream is a picture.
pub(super) fn is_one(entries: &Dictionary) -> bool {
    entries.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
}

/// Whether a filter is only used for pictures.
pub(super) fn packs(filter: &[u8]) -> bool {
    matches!(filter, b"DCTDecode" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode")
}

/// How much of a picture packed with this filter is there.
pub(super) fn state(filter: &[u8], bytes: &[u8]) -> State {
    match filter {
        b"DCTDecode" => jpeg(bytes),
        b"JPXDecode" => jpeg_2000(bytes),
        b"JBIG2Decode" => jbig2(bytes),
        _ if bytes.is_empty() => State::Gone,
        _ => State::Whole,
    }
}

/// A JPEG needs a frame and a scan, and ends at its end marker.
fn jpeg(bytes: &[u8]) -> State {
    let Some(begin) = bytes.windows(3).position(|three| three == [0xFF, 0xD8, 0xFF]) else {
        return State::Gone;
    };
    let (mut at, mut has_frame) = (begin + 2, false);
    loop {
        match bytes.get(at..at + 2) {
            Some([0xFF, 0xFF]) => at += 1,
            Some([0xFF, 0xDA]) if has_frame => break,
            Some([0xFF, 0x01 | 0xD0..=0xD8]) => at += 2,
            Some([0xFF, kind]) if *kind > 0xBF && !matches!(kind, 0xD9 | 0xDA) => {
                has_frame |= !matches!(kind, 0xC4 | 0xC8 | 0xCC) && *kind < 0xD0;
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else { return State::Gone };
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
            }
            _ => return State::Gone,
        }
    }
    let ends = bytes[at..].windows(2).rev().any(|two| two == [0xFF, 0xD9]);
    if ends { State::Whole } else { State::Broken }
}

/// A JPEG 2000 is a box with code stream, or a bare code stream with the data of at least one tile.
fn jpeg_2000(bytes: &[u8]) -> State {
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted);
    let is_boxed = bytes.starts_with(b"\0\0\0\x0CjP  \r\n\x87\n") && has(b"jp2c");
    let is_bare = bytes.starts_with(&[0xFF, 0x4F, 0xFF, 0x51]) && has(&[0xFF, 0x93]);
    if is_boxed || is_bare { State::Whole } else { State::Gone }
}

/// A JBIG2 is a row of segments, each of a known kind and as long as it says.
fn jbig2(bytes: &[u8]) -> State {
    let mut rest = bytes;
    let mut read = 0;
    while !rest.is_empty() {
        let Some((kind, head, length)) = segment(rest) else { break };
        let known = matches!(
            kind, 0 | 4 | 6 | 7 | 16 | 20 | 22 | 23 | 36 | 38..=40 | 42 | 43 | 48..=53 | 62
        );
        if !known {
            break;
        }
        read += 1;
        // The end of a segment of unknown length can be found only by decoding it.
        let Some(length) = length else { return State::Whole };
        match rest.get(head + length..) {
            Some(after) => rest = after,
            None => return State::Broken,
        }
    }
    match read {
        0 => State::Gone,
        // Padding may follow the last segment.
        _ if rest.len() < SHORTEST => State::Whole,
        _ if rest.iter().all(|byte| *byte == 0) => State::Whole,
        _ => State::Broken,
    }
}

/// The length of the shortest segment, in bytes.
const SHORTEST: usize = 11;

/// The kind of a segment, the length of its header, and that of its data, if known.
fn segment(bytes: &[u8]) -> Option<(u8, usize, Option<usize>)> {
    let number = u32::from_be_bytes(*bytes.first_chunk()?);
    let (flags, many) = (*bytes.get(4)?, *bytes.get(5)? >> 5);
    let (count, mut head) = match many {
        7 => {
            let count = u32::from_be_bytes(*bytes.get(5..)?.first_chunk()?) & 0x1FFF_FFFF;
            let count = usize::try_from(count).ok()?;
            (count, 9 + (count + 1).div_ceil(8))
        }
        few => (usize::from(few), 6),
    };
    let wide = if number <= 256 {
        1
    } else if number <= 65_536 {
        2
    } else {
        4
    };
    head += count.checked_mul(wide)? + if flags & 0x40 == 0 { 1 } else { 4 };
    let length = u32::from_be_bytes(*bytes.get(head..)?.first_chunk()?);
    let length = (length != u32::MAX).then_some(usize::try_from(length).ok()?);
    Some((flags & 0x3F, head + 4, length))
}

/// Whether an unpacked picture lacks more than its last row.
pub(super) fn is_short(document: &Document, entries: &Dictionary, length: usize) -> bool {
    let whole = || {
        let side = |key: &[u8]| usize::try_from(integer_at(document, entries, key)?).ok();
        let (width, height) = (side(b"Width")?, side(b"Height")?);
        let is_mask = entry(document, entries, b"ImageMask") == Some(&Object::Boolean(true));
        let (colours, bits) = match is_mask {
            true => (1, 1),
            false => (
                colours(document, entry(document, entries, b"ColorSpace")?)?,
                side(b"BitsPerComponent")?,
            ),
        };
        let row = width.checked_mul(colours)?.checked_mul(bits)?.div_ceil(8);
        row.checked_mul(height.saturating_sub(1))
    };
    is_one(entries) && whole().is_some_and(|whole| length < whole)
}

/// How many components a colour of this colour space has.
fn colours(document: &Document, space: &Object) -> Option<usize> {
    let space = resolve(document, space);
    let (kind, rest) = match space {
        Object::Name(kind) => (kind.as_slice(), &[][..]),
        Object::Array(all) => (resolve(document, all.first()?).as_name().ok()?, &all[1..]),
        _ => return None,
    };
    match kind {
        b"DeviceGray" | b"G" | b"CalGray" | b"Indexed" | b"I" | b"Separation" => Some(1),
        b"DeviceRGB" | b"RGB" | b"CalRGB" | b"Lab" => Some(3),
        b"DeviceCMYK" | b"CMYK" => Some(4),
        b"DeviceN" => resolve(document, rest.first()?).as_array().ok().map(Vec::len),
        b"ICCBased" => {
            let profile = dictionary(resolve(document, rest.first()?))?;
            usize::try_from(integer_at(document, profile, b"N")?).ok()
        }
        _ => None,
    }
}
