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
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::types::{GlyphId, Tag};

/// What stands before the name of a family in the name of its capitals.
pub(crate) const CAPITALS_OF: &str = "Capitals of ";

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

/// Each small letter with the glyph of its capital, in the order of the letters.
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

/// A font as it stands in its file.
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
