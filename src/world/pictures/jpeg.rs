//! Cleans JPEG files, segment by segment.

use super::{Picture, great16, orientation};

/// Cleans a JPEG.
pub(super) fn read(bytes: &[u8]) -> Picture {
    let mut picture =
        Picture { bytes: Vec::new(), size: (0, 0), colours: 3, bits: 8, has_notes: false };
    let mut kept = Vec::with_capacity(bytes.len());
    let mut turned = None;
    let mut at = 2;
    // Nothing between markers is drawn.
    while let Some(step) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == 0xFF))
    {
        let marker = at + step;
        let Some(&kind) = bytes.get(marker + 1) else { break };
        at = marker + 2;
        match kind {
            0x00 => {}
            0xFF => at = marker + 1,
            0x01 | 0xD0..=0xD8 => kept.extend([0xFF, kind]),
            0xD9 => {
                kept.extend([0xFF, kind]);
                // A second picture may follow, with data of its own.
                picture.has_notes |= bytes[at..].contains(&0xFF);
                break;
            }
            _ => {
                let length = great16(bytes, at).map(usize::from).filter(|length| *length >= 2);
                let Some(segment) = length.and_then(|length| bytes.get(at + 2..at + length)) else {
                    break;
                };
                at += 2 + segment.len();
                match kind {
                    0xE1 => {
                        turned = turned.or(orientation::read(segment));
                        picture.has_notes = true;
                    }
                    _ if !is_drawn(kind, segment) => picture.has_notes = true,
                    _ => kept.extend_from_slice(&bytes[marker..at]),
                }
                if is_frame(kind) {
                    let side = |at| great16(segment, at).map_or(0, u32::from);
                    picture.size = (side(3), side(1));
                    picture.bits = segment.first().copied().unwrap_or(8);
                    picture.colours = segment.get(5).copied().unwrap_or(3);
                }
                if kind == 0xDA {
                    let end = scan_end(bytes, at);
                    kept.extend_from_slice(&bytes[at..end]);
                    at = end;
                }
            }
        }
    }
    picture.bytes = vec![0xFF, 0xD8];
    if let Some(turned) = turned {
        let exif = [b"Exif\0\0".to_vec(), orientation::written(turned)].concat();
        picture.bytes.extend([0xFF, 0xE1, 0, u8::try_from(exif.len() + 2).unwrap_or(u8::MAX)]);
        picture.bytes.extend(exif);
    }
    picture.bytes.extend(kept);
    picture
}

/// Whether a segment is needed to draw the picture.
fn is_drawn(kind: u8, segment: &[u8]) -> bool {
    match kind {
        0xE0 => segment.starts_with(b"JFIF\0"),
        0xE2 => segment.starts_with(b"ICC_PROFILE\0"),
        0xEE => segment.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// Whether a segment has the size of the picture.
fn is_frame(kind: u8) -> bool {
    matches!(kind, 0xC0..=0xCF) && !matches!(kind, 0xC4 | 0xC8 | 0xCC)
}

/// The offset at which the data of a scan ends.
fn scan_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(rest) = bytes.get(at..) {
        let Some(step) = rest.iter().position(|&byte| byte == 0xFF) else { break };
        match rest.get(step + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += step + 2,
            Some(0xFF) => at += step + 1,
            _ => return at + step,
        }
    }
    bytes.len()
}
