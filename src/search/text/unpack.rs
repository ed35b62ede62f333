//! Unpacks the streams of a PDF, within bounds.
//!
//! In come streams; out come their decoded bytes. A stream that cannot be decoded is returned as it is, and a file
//! that unpacks to more than any real one is not searched to its end: [`Unpacking::is_over`] tells.

use std::borrow::Cow;
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use super::predictor::Predictor;

/// The most bytes that one stream, and all streams together, may unpack to.
const LARGEST: usize = 64 << 20;
const MOST: usize = 2 << 30;

/// The most bytes of a stream whose filter cannot be stopped; each of them can become a thousand.
const LARGEST_PACKED: usize = 256 << 10;

/// How many bytes of one file may still be unpacked.
#[derive(Debug)]
pub(super) struct Unpacking(AtomicUsize);

impl Default for Unpacking {
    fn default() -> Self {
        Self(AtomicUsize::new(MOST))
    }
}

impl Unpacking {
    /// The decoded bytes of a stream, as far as they can be decoded; empty once too much has been unpacked.
    pub(super) fn bytes<'a>(&self, stream: &Stream<'a>) -> Cow<'a, [u8]> {
        if self.is_over() {
            return Cow::Borrowed(&[]);
        }
        let bytes = unpacked(stream);
        let take = |left: usize| Some(left.saturating_sub(bytes.len()));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        bytes
    }

    /// Whether the limit has been reached.
    pub(super) fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

/// Decodes a stream; returns it undecoded if that fails.
fn unpacked<'a>(stream: &Stream<'a>) -> Cow<'a, [u8]> {
    let raw = stream.raw_data();
    let filters = stream.filters();
    if let Some(bytes) = without(&raw, &filters, stream.dict()) {
        return bytes.map_or(raw, Cow::Owned);
    }
    match filters.iter().filter(|filter| !is_spelling(filter)).count() {
        1 if raw.len() <= LARGEST_PACKED => stream.decoded().unwrap_or(raw),
        _ => raw,
    }
}

/// Decodes bytes. The inner `None` means that they are damaged or too long; the outer, that a filter is not one that
/// can be stopped.
fn without(raw: &[u8], filters: &[Filter], entries: &Dict<'_>) -> Option<Option<Vec<u8>>> {
    let one = entries.get::<Dict<'_>>("DecodeParms");
    let all = entries.get::<Array<'_>>("DecodeParms");
    let each: Vec<Option<Dict<'_>>> = match &all {
        Some(all) => all.iter::<Object<'_>>().map(Object::into_dict).collect(),
        None => vec![one; filters.len()],
    };
    let can_be_stopped = |filter: &Filter| {
        is_spelling(filter) || matches!(filter, Filter::FlateDecode | Filter::LzwDecode)
    };
    if !filters.iter().all(can_be_stopped) {
        return None;
    }
    let mut bytes = Cow::Borrowed(raw);
    for (place, filter) in filters.iter().enumerate() {
        let how = each.get(place).and_then(Option::as_ref);
        let is_early = how.and_then(|how| how.get::<i32>("EarlyChange")) != Some(0);
        let next = match filter {
            Filter::AsciiHexDecode => Some(hexadecimal(&bytes)),
            Filter::Ascii85Decode => Some(base_85(&bytes)),
            Filter::LzwDecode => lzw(&bytes, is_early),
            Filter::FlateDecode => inflated(&bytes),
            _ => continue,
        };
        match next {
            Some(next) if is_spelling(filter) => bytes = Cow::Owned(next),
            Some(next) => {
                bytes = Cow::Owned(match how.and_then(Predictor::of) {
                    Some(written) => written.undo(&next),
                    None => next,
                });
            }
            None => return Some(None),
        }
    }
    Some(Some(bytes.into_owned()))
}

/// Whether a filter only spells bytes differently, so that decoding makes them fewer.
fn is_spelling(filter: &Filter) -> bool {
    matches!(filter, Filter::AsciiHexDecode | Filter::Ascii85Decode | Filter::Crypt)
}

/// Inflates bytes as far as possible; `None` if that gives nothing or too much.
fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST + 1).unwrap_or(u64::MAX);
    // A stream that breaks off is read up to that point, as viewers do.
    let _ = ZlibDecoder::new(packed).take(most).read_to_end(&mut bytes);
    (1..=LARGEST).contains(&bytes.len()).then_some(bytes)
}

/// Decodes bytes packed in LZW; most writers lengthen codes one code early.
fn lzw(mut packed: &[u8], is_early: bool) -> Option<Vec<u8>> {
    let mut decoder = match is_early {
        true => Decoder::with_tiff_size_switch(BitOrder::Msb, 8),
        false => Decoder::new(BitOrder::Msb, 8),
    };
    let (mut bytes, mut piece) = (Vec::new(), vec![0; 1 << 16]);
    while bytes.len() <= LARGEST {
        let done = decoder.decode_bytes(packed, &mut piece);
        bytes.extend_from_slice(&piece[..done.consumed_out]);
        packed = packed.get(done.consumed_in..).unwrap_or_default();
        let goes_on = matches!(done.status, Ok(LzwStatus::Ok));
        if !goes_on || done.consumed_in + done.consumed_out == 0 {
            break;
        }
    }
    (1..=LARGEST).contains(&bytes.len()).then_some(bytes)
}

/// Decodes pairs of hexadecimal digits.
fn hexadecimal(written: &[u8]) -> Vec<u8> {
    let digits = written.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u32> = digits.filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    let byte = |pair: &[u32]| (pair[0] << 4 | pair.get(1).copied().unwrap_or(0)) as u8;
    digits.chunks(2).map(byte).collect()
}

/// Decodes base 85, in which five digits give four bytes.
fn base_85(written: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len() / 5 * 4);
    let mut digits: Vec<u32> = Vec::with_capacity(5);
    let mut take = |digits: &mut Vec<u32>| {
        // A group of fewer digits gives one byte fewer than it has digits.
        let kept = digits.len().saturating_sub(1);
        digits.resize(5, 84);
        let number =
            digits.iter().fold(0_u32, |all, digit| all.wrapping_mul(85).wrapping_add(*digit));
        bytes.extend_from_slice(&number.to_be_bytes()[..kept]);
        digits.clear();
    };
    for byte in written {
        match byte {
            b'~' => break,
            b'z' if digits.is_empty() => {
                digits.resize(5, 0);
                take(&mut digits);
            }
            b'!'..=b'u' => digits.push(u32::from(byte - b'!')),
            _ => {}
        }
        if digits.len() == 5 {
            take(&mut digits);
        }
    }
    take(&mut digits);
    bytes
}

#[cfg(test)]
mod tests {
    use hayro_syntax::Pdf;

    use super::super::predictor;
    use super::*;

    /// Decodes the stream of a file that holds nothing else.
    fn read(entries: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n1 0 obj\n<</Length {}{entries}>>\nstream\n", content.len());
        let tail = "\nendstream\nendobj\n2 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n\
                    3 0 obj\n<</Type/Pages/Count 1/Kids[4 0 R]>>\nendobj\n\
                    4 0 obj\n<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 2 0 R>>\n";
        let pdf = Pdf::new([head.as_bytes(), content, tail.as_bytes()].concat()).unwrap();
        let objects: Vec<_> = pdf.objects().into_iter().collect();
        let stream = objects.iter().find_map(|object| object.clone().into_stream()).unwrap();
        Unpacking::default().bytes(&stream).into_owned()
    }

    /// More bytes than an unstoppable filter may have, and hard to pack.
    fn long() -> Vec<u8> {
        let mut state = 1_u32;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        std::iter::repeat_with(next).take(2 * LARGEST_PACKED).collect()
    }

    fn spelled_85(bytes: &[u8]) -> Vec<u8> {
        let group = |four: &[u8]| {
            let mut whole = [0; 4];
            whole[..four.len()].copy_from_slice(four);
            let number = u32::from_be_bytes(whole);
            let digit = |power: u32| (number / 85_u32.pow(4 - power) % 85) as u8 + b'!';
            (0..=four.len() as u32).map(digit).collect::<Vec<u8>>()
        };
        bytes.chunks(4).flat_map(group).chain(*b"~>").collect()
    }

    #[test]
    fn long_streams_are_read_however_they_are_packed() {
        let long = long();
        let early =
            weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(&long).unwrap();
        let late = weezl::encode::Encoder::new(BitOrder::Msb, 8).encode(&long).unwrap();
        let hexadecimal: String = long.iter().map(|byte| format!("{byte:02x}\n")).collect();
        for (entries, packed) in [
            ("/Filter/LZWDecode", &early),
            ("/Filter/LZWDecode/DecodeParms<</EarlyChange 0>>", &late),
            ("/Filter/ASCII85Decode", &spelled_85(&long)),
            ("/Filter/ASCIIHexDecode", &hexadecimal.into_bytes()),
            ("/Filter[/ASCII85Decode/LZWDecode]/DecodeParms[null<<>>]", &spelled_85(&early)),
        ] {
            assert!(packed.len() > LARGEST_PACKED);
            assert!(read(entries, packed) == long, "{entries}");
        }
    }

    #[test]
    fn long_streams_are_read_that_are_written_as_differences() {
        let long = long();
        let packed = |bytes: &[u8]| {
            let mut packer =
                flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut packer, bytes).unwrap();
            packer.finish().unwrap()
        };
        for kind in 0..=4 {
            let written = predictor::tests::png(&long, kind, 512, 2);
            let entries = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 2/Columns 256>>";
            assert!(read(entries, &packed(&written)) == long, "{kind}");
        }
        let entries = "/Filter[/ASCIIHexDecode/FlateDecode]/DecodeParms[null<</Predictor 2/Colors 3/Columns 171>>]";
        let whole = &long[..long.len() / 513 * 513];
        let differences: Vec<u8> = whole
            .chunks(513)
            .flat_map(|row| {
                (0..513).map(|at| row[at].wrapping_sub(if at < 3 { 0 } else { row[at - 3] }))
            })
            .collect();
        let spelled: String =
            packed(&differences).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(read(entries, spelled.as_bytes()) == whole);
    }

    #[test]
    fn spelled_bytes_end_where_they_are_said_to() {
        assert_eq!(base_85(b"87cURD]i,\"Ebo80~>rest"), b"Hello World!");
        assert_eq!(base_85(b"z87cUR~>"), b"\0\0\0\0Hell");
        assert_eq!(base_85(b"87c~>"), b"He");
        assert_eq!(base_85(b"~>"), b"");
        assert_eq!(hexadecimal(b"48 65 6C 6c 7>00"), b"Hellp");
    }

    #[test]
    fn bytes_that_unpack_without_end_are_left() {
        let nothing = vec![0; LARGEST + 1];
        let packed = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8)
            .encode(&nothing)
            .unwrap();
        assert_eq!(lzw(&packed, true), None);
    }
}
