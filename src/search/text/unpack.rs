//! Unpacking the streams of a PDF, within bounds.
//!
//! In come streams; out come their bytes without filters. What cannot be unpacked is given as it is, and a file that
//! unpacks to more than any real one does is not searched to its end: whether that was so can be asked.

use std::borrow::Cow;
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};

/// The most that one stream may unpack to, in bytes, and all of them.
const LARGEST: usize = 64 << 20;
const MOST: usize = 2 << 30;

/// The most bytes of a stream that is packed in a way that cannot be stopped, each of which can come to a thousand.
const LARGEST_PACKED: usize = 256 << 10;

/// What may still be unpacked of one file.
#[derive(Debug)]
pub(super) struct Unpacking(AtomicUsize);

impl Default for Unpacking {
    fn default() -> Self {
        Self(AtomicUsize::new(MOST))
    }
}

impl Unpacking {
    /// A stream's bytes without its filters, as far as they can be taken off; none once too much was unpacked.
    pub(super) fn bytes<'a>(&self, stream: &Stream<'a>) -> Cow<'a, [u8]> {
        if self.is_over() {
            return Cow::Borrowed(&[]);
        }
        let bytes = unpacked(stream);
        let take = |left: usize| Some(left.saturating_sub(bytes.len()));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        bytes
    }

    /// Whether more was asked for than may be.
    pub(super) fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

/// A stream's bytes without its filters; with them, where they cannot be taken off.
fn unpacked<'a>(stream: &Stream<'a>) -> Cow<'a, [u8]> {
    let raw = stream.raw_data();
    let filters = stream.filters();
    let packing = filters.iter().filter(|filter| {
        !matches!(filter, Filter::AsciiHexDecode | Filter::Ascii85Decode | Filter::Crypt)
    });
    let is_plain = stream.dict().get::<Dict<'_>>("DecodeParms").is_none_or(|how| how.is_empty());
    if matches!(&*filters, [Filter::FlateDecode]) && is_plain {
        return inflated(&raw).map_or(raw, Cow::Owned);
    }
    match packing.count() {
        0 => stream.decoded().unwrap_or(raw),
        1 if raw.len() <= LARGEST_PACKED => stream.decoded().unwrap_or(raw),
        _ => raw,
    }
}

/// What packed bytes unpack to, as far as that goes; `None` if to nothing or to too much.
fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST + 1).unwrap_or(u64::MAX);
    // A stream that breaks off is read up to there, as viewers do.
    let _ = ZlibDecoder::new(packed).take(most).read_to_end(&mut bytes);
    (1..=LARGEST).contains(&bytes.len()).then_some(bytes)
}
