//! Cleans pictures for publication, of everything that cameras and editors record in them.
//!
//! The bytes of a file come in; if they are a picture, the same picture goes out with its size and colours and, of
//! everything that is not drawn, only its orientation and colour profile. Positions, names, cameras, comments,
//! previews and trailing data are left out. A picture that is cut short stays so: nothing that is not understood is
//! kept. No picture is decompressed here.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod webp;

/// A cleaned picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The bytes to publish.
    pub(crate) bytes: Vec<u8>,
    /// The width and height in pixels, as far as the header gives them.
    pub(crate) size: (u32, u32),
    /// The number of colour channels.
    pub(crate) colours: u8,
    /// The bits of each channel.
    pub(crate) bits: u8,
    /// Whether anything recorded by a camera, an editor or a person was left out.
    pub(crate) has_notes: bool,
}

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

/// The kind of picture in some bytes, whatever their file is called.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Kind::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::WebP),
        _ => None,
    }
}

/// The picture in some bytes; `None` if they are not a picture.
pub(crate) fn read(bytes: &[u8]) -> Option<Picture> {
    Some(match kind(bytes)? {
        Kind::Jpeg => jpeg::read(bytes),
        Kind::Png => png::read(bytes),
        Kind::Gif => gif::read(bytes),
        Kind::WebP => webp::read(bytes),
    })
}

/// The most pixels of a picture, a quarter of a gigabyte once decompressed.
const MOST_DOTS: u64 = 64_000_000;

/// Why a picture cannot be used, as words after its name, and the hint; `None` if it can. Only its header is read
/// before anything is decompressed: a small file can hold a picture of any size.
pub(crate) fn unusable(bytes: &[u8]) -> Option<(String, &'static str)> {
    let Picture { size: (wide, high), colours, bits, .. } = read(bytes)?;
    if u64::from(wide) * u64::from(high) > MOST_DOTS {
        let why = format!("is {wide} dots wide and {high} high, more than any page can show");
        return Some((why, "make it smaller: 3,000 dots across are enough for a page"));
    }
    if colours == 4 {
        let why = "is in CMYK, the colours of printing presses, which no two screens show alike";
        return Some((why.to_owned(), "open it in a picture editor and save it in RGB"));
    }
    if bits == 12 {
        let why = "is a JPEG with 12 bits for each colour, which few programs can show";
        return Some((why.to_owned(), "open it in a picture editor and save it as PNG"));
    }
    None
}

/// A two-byte number at an offset, big-endian.
fn great16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// A four-byte number at an offset, big-endian.
fn great32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A number of `length` bytes at an offset, little-endian.
fn small(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)))
}

#[cfg(test)]
mod tests;
