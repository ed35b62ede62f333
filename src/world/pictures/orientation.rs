//! Reads the orientation of a picture, the one part of EXIF that is kept.
//!
//! The EXIF of a picture comes in; its orientation goes out, or EXIF with nothing else in it.

use super::{great16, great32, small};

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// The orientation in EXIF; `None` if the picture is upright as stored.
pub(super) fn read(exif: &[u8]) -> Option<u8> {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let great = match exif.get(..4)? {
        b"MM\0\x2A" => true,
        b"II\x2A\0" => false,
        _ => return None,
    };
    let two = |at| match great {
        true => great16(exif, at),
        false => small(exif, at, 2).and_then(|value| u16::try_from(value).ok()),
    };
    let first = if great { great32(exif, 4) } else { small(exif, 4, 4) };
    let first = usize::try_from(first?).ok()?;
    let entries = (0..usize::from(two(first)?)).map(|entry| first + 2 + 12 * entry);
    let at = entries.take_while(|at| *at < exif.len()).find(|at| two(*at) == Some(ORIENTATION))?;
    u8::try_from(two(at + 8)?).ok().filter(|orientation| (2..=8).contains(orientation))
}

/// EXIF with an orientation and nothing else.
pub(super) fn written(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif
}
