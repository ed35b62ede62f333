//! Unpacks the content of pages, within bounds.
//!
//! In come a page or a stream; out come its decoded bytes, as long as there are no more than a real file has. What
//! they mean is left to [`content`](super::content).

use lopdf::{DecompressError, Dictionary, Document, Object};

use super::look::resolve;

/// How many bytes of one file may still be unpacked, so that a small file cannot take forever.
pub(super) struct Budget(usize);

impl Default for Budget {
    /// Far more than the pages of real files unpack to, and still done within a second or two.
    fn default() -> Self {
        Self(256 << 20)
    }
}

impl Budget {
    /// Decodes a stream; `None` if it cannot be decoded, or gives more bytes than any page needs or than the budget
    /// has left.
    pub(super) fn decode(&mut self, stream: &lopdf::Stream) -> Option<Vec<u8>> {
        // With several filters, a stream could unpack to much more on the way than in the end.
        let layers = stream.filters().map_or(0, |filters| {
            filters.iter().filter(|filter| !filter.starts_with(b"ASCII")).count()
        });
        let most = if layers > 1 { LAYERED_LIMIT } else { PAGE_LIMIT };
        let limit = self.0.min(most);
        let found = stream.decompressed_content_with_limit(limit);
        let spent = match &found {
            Ok(bytes) if layers < 2 => bytes.len(),
            Err(error) if layers < 2 && !is_too_much(error) => 0,
            _ => limit,
        };
        self.0 -= spent;
        found.ok()
    }

    /// Whether the budget is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }

    /// Whether a stream unpacks to no more than the budget and `most`; one that cannot be unpacked fits.
    pub(super) fn fits(&mut self, stream: &lopdf::Stream, most: usize) -> bool {
        // A short stream that is packed once cannot grow large.
        if stream.content.len() < 2048 && stream.filters().is_ok_and(|all| all.len() < 2) {
            return true;
        }
        let limit = self.0.min(most);
        match stream.decompressed_content_with_limit(limit) {
            Ok(bytes) => {
                self.0 -= bytes.len();
                true
            }
            Err(error) => !is_too_much(&error),
        }
    }
}

/// The most bytes that one stream unpacks to.
const PAGE_LIMIT: usize = 64 << 20;

/// The most bytes that a stream packed more than once unpacks to.
const LAYERED_LIMIT: usize = 4 << 20;

fn is_too_much(error: &lopdf::Error) -> bool {
    matches!(error, lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. }))
}

/// The decoded content of a page, its streams joined; `None` if one of them cannot be decoded.
pub(super) fn page_content(
    document: &Document,
    page: &Dictionary,
    budget: &mut Budget,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for part in content_streams(document, page) {
        let Ok(stream) = resolve(document, part).as_stream() else { continue };
        bytes.extend(budget.decode(stream)?);
        bytes.push(b'\n');
    }
    Some(bytes)
}

/// The decoded content of a page, as far as its streams can be decoded.
pub(super) fn readable_content(
    document: &Document,
    page: &Dictionary,
    budget: &mut Budget,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in content_streams(document, page) {
        let stream = resolve(document, part).as_stream().ok();
        bytes.extend(stream.and_then(|stream| budget.decode(stream)).unwrap_or_default());
        bytes.push(b'\n');
    }
    bytes
}

/// The content streams of a page, as references.
pub(super) fn content_streams<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<&'a Object> {
    let Ok(contents) = page.get(b"Contents") else { return Vec::new() };
    match resolve(document, contents) {
        Object::Stream(_) => vec![contents],
        Object::Array(parts) => {
            parts.iter().filter(|part| resolve(document, part).as_stream().is_ok()).collect()
        }
        _ => Vec::new(),
    }
}
