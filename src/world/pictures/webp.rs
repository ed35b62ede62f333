//! Cleans WebP files, chunk by chunk.

use super::{Picture, orientation, small};

/// Cleans a WebP.
pub(super) fn read(bytes: &[u8]) -> Picture {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut size = (0, 0);
    let mut flags = None;
    let mut turned = None;
    let mut at = 12;
    while let Some(length) = small(bytes, at + 4, 4).and_then(|length| usize::try_from(length).ok())
    {
        let end = at.saturating_add(8).saturating_add(length);
        let (Some(chunk), Some(kind)) = (bytes.get(at..end), bytes.get(at..at + 4)) else { break };
        let data = &chunk[8..];
        at = end + length % 2;
        match kind {
            b"EXIF" => turned = orientation::read(data),
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                if kind == b"VP8X" {
                    flags = Some(kept.len() + 8);
                }
                size = size.max(dots(kind, data).unwrap_or(size));
                kept.extend_from_slice(chunk);
                kept.extend(std::iter::repeat_n(0, length % 2));
            }
            _ => {}
        }
    }
    // The header says which of these follow.
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    if let Some(flags) = flags.and_then(|at| kept.get_mut(at)) {
        *flags &= !(EXIF | XMP);
        if let Some(turned) = turned {
            *flags |= EXIF;
            kept.extend(b"EXIF\x1A\0\0\0");
            kept.extend(orientation::written(turned));
        }
    }
    let length = u32::try_from(kept.len() + 4).unwrap_or(u32::MAX).to_le_bytes();
    let cleaned = [b"RIFF", &length[..], b"WEBP", &kept].concat();
    let has_notes = cleaned.len() < bytes.len();
    Picture { bytes: cleaned, size, colours: 3, bits: 8, has_notes }
}

/// The width and height of the picture in a chunk, if it has them.
fn dots(kind: &[u8], data: &[u8]) -> Option<(u32, u32)> {
    match kind {
        b"VP8X" => Some((small(data, 4, 3)? + 1, small(data, 7, 3)? + 1)),
        b"VP8L" => {
            let both = small(data, 1, 4)?;
            Some(((both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1))
        }
        b"VP8 " => Some((small(data, 6, 2)? & 0x3FFF, small(data, 8, 2)? & 0x3FFF)),
        _ => None,
    }
}
