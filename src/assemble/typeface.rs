//! Reads from font programs how wide their glyphs are and what they are called.
//!
//! In come the bytes of a font program; out come widths, in thousandths of the type size. Which glyphs are shown, and
//! what the PDF says about them, is left to others.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::pen::NullPen;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// The size at which widths are measured.
const SIZE: f32 = 1000.0;

/// Whether two widths are the same within the tolerance of the standard (ISO 19005-2, 6.2.11.5).
pub(super) fn agree(one: f32, other: f32) -> bool {
    (one - other).abs() < 1.01
}

/// The width of a glyph in a TrueType, OpenType or bare CFF program.
pub(super) fn width(program: &[u8], glyph: GlyphId) -> Option<f32> {
    match FontRef::new(program) {
        Ok(font) => {
            font.glyph_metrics(Size::new(SIZE), LocationRef::default()).advance_width(glyph)
        }
        Err(_) => compact_width(&CffFontRef::new(program, 0, None).ok()?, glyph),
    }
}

/// The width of a glyph in a bare CFF.
fn compact_width(font: &CffFontRef<'_>, glyph: GlyphId) -> Option<f32> {
    let part = font.subfont(font.subfont_index(glyph)?, &[]).ok()?;
    font.draw(&part, glyph, &[], Some(SIZE), &mut NullPen).ok()?
}

/// A font program whose glyphs go by name.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// The width of each glyph.
    pub(super) widths: BTreeMap<String, f32>,
    /// The glyph name for each code in its own encoding.
    pub(super) codes: BTreeMap<u8, String>,
}

impl Named {
    /// Reads a Type 1 program, plain or as a bare CFF.
    pub(super) fn of(program: &[u8]) -> Option<Self> {
        match Type1Font::new(program) {
            Ok(font) => Some(Self::of_type1(&font)),
            Err(_) => Self::of_compact(&CffFontRef::new(program, 0, None).ok()?),
        }
    }

    fn of_type1(font: &Type1Font) -> Self {
        let mut named = Self::default();
        for (glyph, name) in font.glyph_names() {
            if let Ok(Some(width)) = font.draw(glyph, Some(SIZE), &mut NullPen) {
                named.widths.insert(name.to_owned(), width);
            }
        }
        if let Some(encoding) = font.encoding() {
            let names = (0..=u8::MAX).filter_map(|code| Some((code, encoding.glyph_name(code)?)));
            named.codes.extend(names.map(|(code, name)| (code, name.to_owned())));
        }
        named
    }

    fn of_compact(font: &CffFontRef<'_>) -> Option<Self> {
        let mut named = Self::default();
        let mut names = BTreeMap::new();
        for (glyph, name) in font.charset()?.iter() {
            let name = font.string(name).and_then(|name| std::str::from_utf8(name).ok());
            let (Some(name), Some(width)) = (name, compact_width(font, glyph)) else { continue };
            named.widths.insert(name.to_owned(), width);
            names.insert(glyph, name);
        }
        if let Some(encoding) = font.encoding() {
            for code in 0..=u8::MAX {
                let name = encoding.map(code).and_then(|glyph| names.get(&glyph));
                named.codes.extend(name.map(|name| (code, (*name).to_owned())));
            }
        }
        Some(named)
    }
}
