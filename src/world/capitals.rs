//! Makes capitals a matter of looks, with a face in which every small letter has the shape of its capital.
//!
//! A font comes in; the same font goes out with another character map, which has small letters only and maps `a` to
//! the glyph of `A`. Words set in it look like capitals, while the text of the PDF, which search and screen readers
//! use, stays as it was written. What the face lacks, such as digits and real capitals, comes from the ordinary face.
//! The look of a thing chooses the face.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Coverage, Font, FontInfo, FontInstance, FontVariations};
use typst_kit::fonts::FontSource;
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::types::{GlyphId, Tag};

/// The prefix of a capitals family, before the name of the family it is made from.
pub(crate) const CAPITALS_OF: &str = "Capitals of ";

/// The capitals of a font, made when first needed.
pub(super) struct Capitals(pub(super) Font);

impl Capitals {
    /// Their entry in the font book. They cover no characters there, so that they never replace another font.
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
        let face = face(&self.0);
        let mut font = FontBuilder::new();
        font.add_table(&Cmap::from_mappings(pairs(&face)).ok()?).ok()?;
        let old = face.ttf().raw_face();
        for record in old.table_records {
            let tag = Tag::from_u32(record.tag.0);
            if let Some(table) = old.table(record.tag).filter(|_| !font.contains(tag)) {
                font.add_raw(tag, table);
            }
        }
        Font::new(Bytes::new(font.build()), 0)
    }
}

/// Each small letter with the glyph of its capital, in order.
fn pairs(face: &FontInstance) -> Vec<(char, GlyphId)> {
    let letters =
        ('\u{61}'..='\u{24F}').chain('\u{370}'..='\u{52F}').chain('\u{1E00}'..='\u{1FFF}');
    letters
        .filter_map(|small| {
            let mut capital = small.to_uppercase();
            let capital = capital.next().filter(|first| *first != small && capital.len() == 0)?;
            Some((small, GlyphId::from(face.ttf().glyph_index(capital)?.0)))
        })
        .collect()
}

/// A font as it is in its file.
fn face(font: &Font) -> FontInstance {
    font.clone().instantiate(font.info().variant, Abs::pt(12.0), &FontVariations::default())
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
}
