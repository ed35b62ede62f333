//! Cleans PNG files, chunk by chunk.

use super::{Picture, great32, orientation};

/// The chunks needed to draw a picture. Those of animations are not among them.
const DRAWN: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"bKGD", b"pHYs", b"cICP",
];

/// Cleans a PNG.
pub(super) fn read(bytes: &[u8]) -> Picture {
    let mut kept = bytes[..8].to_vec();
    let mut picture =
        Picture { bytes: Vec::new(), size: (0, 0), colours: 3, bits: 8, has_notes: false };
    let mut at = 8;
    while let Some(length) = great32(bytes, at).and_then(|length| usize::try_from(length).ok()) {
        let end = at.saturating_add(12).saturating_add(length);
        let (Some(chunk), Some(kind)) = (bytes.get(at..end), bytes.get(at + 4..at + 8)) else {
            break;
        };
        let data = &chunk[8..8 + length];
        at = end;
        match kind {
            b"eXIf" => {
                if let Some(turned) = orientation::read(data) {
                    kept.extend(written(b"eXIf", &orientation::written(turned)));
                }
            }
            kind if DRAWN.iter().any(|drawn| *drawn == kind) => kept.extend_from_slice(chunk),
            _ => {}
        }
        match kind {
            b"IHDR" => {
                picture.size = (great32(data, 0).unwrap_or(0), great32(data, 4).unwrap_or(0));
                picture.bits = data.get(8).copied().unwrap_or(8);
            }
            b"IEND" => break,
            _ => {}
        }
    }
    Picture { has_notes: kept.len() < bytes.len(), bytes: kept, ..picture }
}

/// A chunk.
fn written(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes();
    let body = [&kind[..], data].concat();
    [&length[..], &body, &check(&body).to_be_bytes()].concat()
}

/// The checksum of a chunk (ISO 3309).
fn check(bytes: &[u8]) -> u32 {
    let fed = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(u32::MAX, fed)
}
