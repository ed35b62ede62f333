//! Cleans GIF files, block by block.

use super::{Picture, small};

/// Cleans a GIF.
pub(super) fn read(bytes: &[u8]) -> Picture {
    let side = |at| small(bytes, at, 2).unwrap_or(0);
    let mut picture = Picture {
        bytes: Vec::new(),
        size: (side(6), side(8)),
        colours: 3,
        bits: 8,
        has_notes: false,
    };
    let mut at = 13 + table(bytes, 10);
    let Some(head) = bytes.get(..at) else { return Picture { bytes: bytes.to_vec(), ..picture } };
    let mut kept = head.to_vec();
    while let Some(&kind) = bytes.get(at) {
        let start = at;
        let drawn = match kind {
            // A picture: its position, its colours, its pixels.
            0x2C => {
                picture.size.0 = picture.size.0.max(side(at + 5));
                picture.size.1 = picture.size.1.max(side(at + 7));
                at += 11 + table(bytes, at + 9);
                true
            }
            // The display of a picture; the repetition, if there are several.
            0x21 => {
                let label = bytes.get(at + 1);
                let repeats = bytes.get(at + 3..at + 14) == Some(b"NETSCAPE2.0");
                at += 2;
                label == Some(&0xF9) || label == Some(&0xFF) && repeats
            }
            _ => break,
        };
        let Some(end) = blocks_end(bytes, at) else { break };
        at = end;
        if drawn {
            kept.extend_from_slice(&bytes[start..end]);
        }
    }
    kept.push(0x3B);
    Picture { has_notes: kept.len() < bytes.len(), bytes: kept, ..picture }
}

/// The length of the colour table that the flags at an offset announce.
fn table(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(flags) if flags & 0x80 != 0 => 3 << ((flags & 7) + 1),
        _ => 0,
    }
}

/// The offset after a row of blocks.
fn blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
