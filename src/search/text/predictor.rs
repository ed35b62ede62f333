//! Decodes streams whose bytes are stored as differences from earlier ones, as in PNG and TIFF pictures.
//!
//! In come such bytes, with the entries that say how they were stored; out come the original bytes.

use hayro_syntax::object::Dict;

/// How the bytes of a stream were stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Predictor {
    /// Whether each row begins with its own filter type, as in PNG.
    by_row: bool,
    /// The number of components of a pixel, and the bits of each.
    colours: usize,
    bits: usize,
    /// The number of bytes in a row.
    row: usize,
}

/// The largest value of an entry that is believed.
const MOST: usize = 1 << 24;

impl Predictor {
    /// Reads the parameters of a filter; `None` if they do not give a predictor.
    pub(super) fn of(how: &Dict<'_>) -> Option<Self> {
        let kind = how.get::<i32>("Predictor").filter(|kind| *kind > 1)?;
        let entry = |key: &str, usual: usize| {
            let entry = how.get::<i32>(key).and_then(|entry| usize::try_from(entry).ok());
            entry.unwrap_or(usual).clamp(1, MOST)
        };
        let (colours, bits) = (entry("Colors", 1).min(64), entry("BitsPerComponent", 8).min(16));
        let row = (entry("Columns", 1) * colours * bits).div_ceil(8);
        Some(Self { by_row: kind >= 10, colours, bits, row })
    }

    /// The original bytes for these differences. An incomplete last row counts as well.
    pub(super) fn undo(self, bytes: &[u8]) -> Vec<u8> {
        let mut all = Vec::with_capacity(bytes.len());
        if !self.by_row {
            for row in bytes.chunks(self.row) {
                let start = all.len();
                all.extend_from_slice(row);
                self.add_up(&mut all[start..]);
            }
            return all;
        }
        let apart = (self.colours * self.bits).div_ceil(8);
        let mut above = vec![0; self.row];
        for row in bytes.chunks(self.row + 1) {
            let [kind, row @ ..] = row else { continue };
            let mut here = row.to_vec();
            for at in 0..here.len() {
                let before = |of: &[u8]| at.checked_sub(apart).map_or(0, |at| of[at]);
                let (left, up, corner) = (before(&here), above[at], before(&above));
                let guess = match kind {
                    1 => left,
                    2 => up,
                    3 => u8::midpoint(left, up),
                    4 => paeth(left, up, corner),
                    _ => 0,
                };
                here[at] = here[at].wrapping_add(guess);
            }
            above[..here.len()].copy_from_slice(&here);
            all.append(&mut here);
        }
        all
    }

    /// Adds to each number of a row the one a pixel before it.
    fn add_up(self, row: &mut [u8]) {
        let Self { colours, bits, .. } = self;
        match bits {
            8 => {
                for at in colours..row.len() {
                    row[at] = row[at].wrapping_add(row[at - colours]);
                }
            }
            16 => {
                for at in colours..row.len() / 2 {
                    let number = |at: usize| u16::from_be_bytes([row[2 * at], row[2 * at + 1]]);
                    let sum = number(at).wrapping_add(number(at - colours)).to_be_bytes();
                    row[2 * at..2 * at + 2].copy_from_slice(&sum);
                }
            }
            bits => {
                let mask = (1_u8 << bits.min(7)) - 1;
                let place =
                    |at: usize| (at * bits / 8, 8_usize.saturating_sub(bits + at * bits % 8));
                for at in colours..row.len() * 8 / bits {
                    let ((byte, shift), (from, from_shift)) = (place(at), place(at - colours));
                    let sum = (row[byte] >> shift).wrapping_add(row[from] >> from_shift) & mask;
                    row[byte] = row[byte] & !(mask << shift) | sum << shift;
                }
            }
        }
    }
}

/// The one of three neighbours that is closest to their linear prediction (PNG's Paeth filter).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let [to_a, to_b, to_c] = [(b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs()];
    match () {
        () if to_a <= to_b && to_a <= to_c => left,
        () if to_b <= to_c => up,
        () => corner,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Bytes stored as rows of PNG with this filter type; `apart` is the number of bytes of a pixel.
    pub(in crate::search::text) fn png(
        bytes: &[u8],
        kind: u8,
        row: usize,
        apart: usize,
    ) -> Vec<u8> {
        let mut above = vec![0; row];
        let mut written = Vec::new();
        for row in bytes.chunks(row) {
            written.push(kind);
            for at in 0..row.len() {
                let before = |of: &[u8]| if at < apart { 0 } else { of[at - apart] };
                let (left, up, corner) = (before(row), above[at], before(&above));
                let guesses = [0, left, up, u8::midpoint(left, up), paeth(left, up, corner)];
                written.push(row[at].wrapping_sub(guesses[usize::from(kind)]));
            }
            above[..row.len()].copy_from_slice(row);
        }
        written
    }

    #[test]
    fn the_nearest_neighbour_foretells_a_byte() {
        assert_eq!(
            [paeth(10, 20, 5), paeth(20, 10, 5), paeth(9, 1, 9), paeth(5, 9, 8)],
            [20, 20, 1, 5]
        );
        assert_eq!(paeth(10, 30, 20), 20);
    }

    #[test]
    fn numbers_of_any_size_are_added_up() {
        let tiff = |bits, colours, row| Predictor { by_row: false, colours, bits, row };
        assert_eq!(tiff(8, 1, 3).undo(&[1, 2, 3, 4, 5, 250]), [1, 3, 6, 4, 9, 3]);
        assert_eq!(tiff(16, 1, 4).undo(&[0, 255, 0, 1]), [0, 255, 1, 0]);
        assert_eq!(tiff(4, 1, 2).undo(&[0x12, 0x3F]), [0x13, 0x65]);
        assert_eq!(tiff(1, 1, 1).undo(&[0b1010_0000]), [0b1100_0000]);
        assert_eq!(tiff(4, 2, 2).undo(&[0x12, 0x34]), [0x12, 0x46]);
    }

    #[test]
    fn rows_that_break_off_are_read_as_far_as_they_go() {
        let png = Predictor { by_row: true, colours: 1, bits: 8, row: 4 };
        assert_eq!(png.undo(&[1, 5, 1, 1, 1, 2, 1, 1]), [5, 6, 7, 8, 6, 7]);
        assert!(png.undo(&[1]).is_empty());
    }
}
