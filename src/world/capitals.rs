//! Capitals as a matter of look: a face in which every small letter has the shape of its capital.
//!
//! In comes a font; out comes the same font with another character map, in which `a` leads to the glyph
//! of `A` and which holds nothing but small letters. Words set in it look like capitals, while the text of
//! the PDF, which search and screen readers get, stays as it was written. What the face lacks, such as
//! digits and letters that are capitals already, the ordinary face shows. Choosing the face is left to
//! the look of a thing.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Coverage, Font, FontInfo, FontInstance, FontVariations};
use typst_kit::fonts::FontSource;

/// What stands before the name of a family in the name of its capitals.
pub(crate) const CAPITALS_OF: &str = "Capitals of ";

/// The length of a font file's header, and of each entry of the table directory after it.
const HEADER: usize = 12;
const ENTRY: usize = 16;

/// The capitals of a font, made when they are first asked for.
pub(super) struct Capitals(pub(super) Font);

impl Capitals {
    /// What the font book says of them. They cover nothing by themselves, so they never stand in for another font.
    pub(super) fn info(&self) -> FontInfo {
        let info = self.0.info();
        FontInfo {
            family: format!("{CAPITALS_OF}{}", info.family),
            coverage: Coverage::from_vec(vec![]),
            ..info.clone()
        }
    }
}

impl FontSource for Capitals {
    fn load(&self) -> Option<Font> {
        let data = remapped(self.0.data(), &character_map(&pairs(&self.0)))?;
        Font::new(Bytes::new(data), 0)
    }
}

/// Each small letter with the glyph of its capital, in the order of the letters.
fn pairs(font: &Font) -> Vec<(u32, u16)> {
    let face = face(font);
    let letters =
        ('\u{61}'..='\u{24F}').chain('\u{370}'..='\u{52F}').chain('\u{1E00}'..='\u{1FFF}');
    letters
        .filter_map(|small| {
            let mut capital = small.to_uppercase();
            let capital = capital.next().filter(|first| *first != small && capital.len() == 0)?;
            Some((u32::from(small), face.ttf().glyph_index(capital)?.0))
        })
        .collect()
}

/// A font as it stands in its file.
fn face(font: &Font) -> FontInstance {
    font.clone().instantiate(font.info().variant, Abs::pt(12.0), &FontVariations::default())
}

/// A `cmap` table of one subtable of format 12 (segmented coverage), one group to a letter.
fn character_map(pairs: &[(u32, u16)]) -> Vec<u8> {
    let mut table = Vec::new();
    table.extend([0u16, 1, 3, 10].map(u16::to_be_bytes).concat());
    table.extend(12u32.to_be_bytes());
    table.extend([12u16, 0].map(u16::to_be_bytes).concat());
    let count = u32::try_from(pairs.len()).unwrap_or(0);
    table.extend([16 + 12 * count, 0, count].map(u32::to_be_bytes).concat());
    for (letter, glyph) in pairs {
        table.extend([*letter, *letter, u32::from(*glyph)].map(u32::to_be_bytes).concat());
    }
    table
}

/// A font file with another `cmap`, which is added at its end; `None` for a collection of fonts, or for a file
/// that is no font.
fn remapped(data: &[u8], map: &[u8]) -> Option<Vec<u8>> {
    if data.starts_with(b"ttcf") {
        return None;
    }
    let tables = usize::from(u16::from_be_bytes(data.get(4..6)?.try_into().ok()?));
    let entry = (0..tables)
        .map(|n| HEADER + n * ENTRY)
        .find(|at| data.get(*at..*at + 4) == Some(b"cmap"))?;
    let mut font = data.to_vec();
    font.resize(data.len().next_multiple_of(4), 0);
    let offset = u32::try_from(font.len()).ok()?;
    let length = u32::try_from(map.len()).ok()?;
    let words =
        map.chunks_exact(4).map(|word| u32::from_be_bytes(word.try_into().unwrap_or_default()));
    let checksum = words.fold(0u32, u32::wrapping_add);
    let new = [checksum, offset, length].map(u32::to_be_bytes).concat();
    font.get_mut(entry + 4..entry + ENTRY)?.copy_from_slice(&new);
    font.extend(map);
    Some(font)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font() -> Font {
        let data = super::super::builtin::bytes("fonts/LiberationSans-Bold.ttf").unwrap();
        Font::new(data, 0).unwrap()
    }

    #[test]
    fn small_letters_have_the_glyphs_of_their_capitals_and_nothing_else_is_there() {
        let plain = face(&font());
        let capitals = face(&Capitals(font()).load().unwrap());
        for (small, capital) in [('a', 'A'), ('z', 'Z'), ('é', 'É'), ('ŵ', 'Ŵ'), ('ŷ', 'Ŷ')] {
            assert_eq!(
                capitals.ttf().glyph_index(small),
                plain.ttf().glyph_index(capital),
                "{small}"
            );
        }
        for other in ['A', '1', ' ', '’', 'ß'] {
            assert_eq!(capitals.ttf().glyph_index(other), None, "{other}");
        }
    }

    #[test]
    fn a_damaged_font_has_no_capitals() {
        assert_eq!(remapped(b"", &[]), None);
        assert_eq!(remapped(b"ttcf\0\0\0\0\0\0\0\0\0\0", &[]), None);
        assert_eq!(remapped(&[0, 1, 0, 0, 255, 255, 0, 0], &[]), None);
    }
}
