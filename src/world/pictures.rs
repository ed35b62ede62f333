//! Pictures as they are published: without what cameras and editors note in them.
//!
//! In come the bytes of a file; if they are a picture, out goes the same picture with its size and colours, and of
//! all that is not drawn only which way up it is and how its colours are meant. Positions, names, cameras, comments,
//! small previews and whatever follows the picture are left out. What is cut short in the middle stays cut short:
//! nothing that is not understood comes along. No picture is unpacked here.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod webp;

/// A picture, cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// What may be published of it.
    pub(crate) bytes: Vec<u8>,
    /// How many dots it is wide and high, as far as its head says so.
    pub(crate) size: (u32, u32),
    /// How many colours each dot is mixed from.
    pub(crate) colours: u8,
    /// How many bits each of them has.
    pub(crate) bits: u8,
    /// Whether anything that a camera, an editor or a person notes was left out.
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

/// The kind of picture that some bytes are, whatever the name of their file says.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Kind::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::WebP),
        _ => None,
    }
}

/// The picture that some bytes are.
pub(crate) fn read(bytes: &[u8]) -> Option<Picture> {
    Some(match kind(bytes)? {
        Kind::Jpeg => jpeg::read(bytes),
        Kind::Png => png::read(bytes),
        Kind::Gif => gif::read(bytes),
        Kind::WebP => webp::read(bytes),
    })
}

/// The most dots of a picture, a quarter of a gigabyte once it is unpacked.
const MOST_DOTS: u64 = 64_000_000;

/// Why a picture cannot be in a paper, as words that follow its name, and what to do about it. What its head says is
/// looked at before anything is unpacked: a small file can hold a picture of any size.
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

/// A number of two bytes at a place, the great end first.
fn great16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// A number of four bytes at a place, the great end first.
fn great32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A number of so many bytes at a place, the small end first.
fn small(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)))
}

#[cfg(test)]
mod tests;
