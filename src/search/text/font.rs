//! Decodes the text of a font.
//!
//! In comes the dictionary of a font; out comes a [`Font`], which turns the bytes of a string on a page into letters:
//! by its map to Unicode, else by the names of its glyphs, else by its encoding. Punctuation marks and accents are
//! decoded only as far as comparison needs, as texts are compared without them.

use std::collections::HashMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::unpack::Unpacking;

/// The upper half of the encodings that a simple font can name, from 0x80 on; a space where there is no letter.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨ ÆØ ±  ¥µ     ªº æø¿¡¬ ƒ  «»… ÀÃÕŒœ–—“”‘’÷ ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
const STANDARD: &str = "                                 ¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß    ";

/// The meaning of a font's codes.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Whether a code takes two bytes.
    is_composite: bool,
    /// Whether the codes are those of Unicode.
    is_unicode: bool,
    map: Option<CMap>,
    glyphs: HashMap<u8, String>,
    encoding: &'static str,
}

impl Font {
    /// Reads the dictionary of a font.
    pub(super) fn new(font: &Dict<'_>, unpacking: &Unpacking) -> Self {
        let is = |dict: &Dict<'_>, key: &str, name: &[u8]| {
            dict.get::<Name<'_>>(key).is_some_and(|value| &*value == name)
        };
        let map = font.get::<Stream<'_>>("ToUnicode");
        let map = map.and_then(|map| CMap::parse(&unpacking.bytes(&map), |_| None));
        let encoding = font.get::<Name<'_>>("Encoding");
        let named = font.get::<Dict<'_>>("Encoding").unwrap_or_default();
        let base = encoding.clone().or_else(|| named.get::<Name<'_>>("BaseEncoding"));
        let base = base.as_deref().unwrap_or_default();
        Self {
            is_composite: is(font, "Subtype", b"Type0"),
            is_unicode: [b"UCS2".as_slice(), b"UTF16"]
                .iter()
                .any(|kind| base.windows(kind.len()).any(|part| part == *kind)),
            map,
            glyphs: named.get::<Array<'_>>("Differences").map(glyphs).unwrap_or_default(),
            encoding: match base {
                b"MacRomanEncoding" => MAC,
                b"WinAnsiEncoding" => WINDOWS,
                _ if is(font, "Subtype", b"Type1") => STANDARD,
                _ => WINDOWS,
            },
        }
    }

    /// Appends the letters of a string to a text.
    pub(super) fn show(&self, string: &[u8], text: &mut String) {
        if !self.is_composite {
            string.iter().for_each(|&code| self.simple(code, text));
            return;
        }
        for code in string.chunks(2) {
            let number = code.iter().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
            if !self.mapped(number, text) {
                match char::from_u32(number).filter(|_| self.is_unicode) {
                    Some(letter) => text.push(letter),
                    None => text.extend(code.iter().map(|&byte| char::from(byte))),
                }
            }
        }
    }

    /// Appends the letter of a one-byte code.
    fn simple(&self, code: u8, text: &mut String) {
        if self.mapped(u32::from(code), text) {
        } else if let Some(glyph) = self.glyphs.get(&code) {
            text.push_str(glyph);
        } else {
            let beyond = code.checked_sub(0x80).map(usize::from);
            let letter = beyond.and_then(|at| self.encoding.chars().nth(at));
            text.push(letter.unwrap_or(char::from(code)));
        }
    }

    /// Appends what the map to Unicode has for a code; returns whether it has anything.
    fn mapped(&self, code: u32, text: &mut String) -> bool {
        match self.map.as_ref().and_then(|map| map.lookup_bf_string(code)) {
            Some(BfString::Char(letter)) => text.push(letter),
            Some(BfString::String(letters)) => text.push_str(&letters),
            None => return false,
        }
        true
    }
}

/// The letters of the glyphs in a `Differences` array.
fn glyphs(differences: Array<'_>) -> HashMap<u8, String> {
    let mut glyphs = HashMap::new();
    let mut code = 0u8;
    for object in differences.iter::<Object<'_>>() {
        match object {
            Object::Number(number) => code = number.as_i64().clamp(0, 255) as u8,
            Object::Name(name) => {
                if let Some(letters) = std::str::from_utf8(&name).ok().and_then(letters) {
                    glyphs.insert(code, letters);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    glyphs
}

/// The letters of a glyph, by Adobe's rules and list of glyph names.
fn letters(name: &str) -> Option<String> {
    let name = name.split('.').next().unwrap_or_default();
    name.split('_').map(letter).collect()
}

/// The letter of a glyph that is not a ligature; an accented letter gives the plain one.
fn letter(name: &str) -> Option<String> {
    const NAMED: [(&str, &str); 42] = [
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ff", "ff"),
        ("fi", "fi"),
        ("fl", "fl"),
        ("ffi", "ffi"),
        ("ffl", "ffl"),
        ("longs", "s"),
        ("germandbls", "ß"),
        ("ae", "æ"),
        ("AE", "Æ"),
        ("oe", "œ"),
        ("OE", "Œ"),
        ("oslash", "ø"),
        ("Oslash", "Ø"),
        ("lslash", "ł"),
        ("Lslash", "Ł"),
        ("dcroat", "đ"),
        ("Dcroat", "Đ"),
        ("eth", "ð"),
        ("Eth", "Ð"),
        ("thorn", "þ"),
        ("Thorn", "Þ"),
        ("dotlessi", "i"),
        ("space", " "),
        ("nbspace", " "),
        ("period", "."),
        ("comma", ","),
        ("quoteright", "’"),
        ("quotesingle", "'"),
        ("sterling", "£"),
        ("Euro", "€"),
        ("hyphen", "-"),
        ("sfthyphen", "\u{AD}"),
    ];
    const ACCENTS: [&str; 13] = [
        "acute",
        "grave",
        "circumflex",
        "dieresis",
        "tilde",
        "ring",
        "cedilla",
        "caron",
        "macron",
        "breve",
        "ogonek",
        "dotaccent",
        "hungarumlaut",
    ];
    if let Some((_, letters)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some((*letters).to_owned());
    }
    let mut rest = name.chars();
    let first = rest.next()?;
    let rest = rest.as_str();
    if rest.is_empty() || first.is_ascii_alphabetic() && ACCENTS.contains(&rest) {
        return Some(first.to_string());
    }
    let units = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    match name.strip_prefix("uni") {
        Some(digits)
            if digits.len() >= 4 && digits.len().is_multiple_of(4) && digits.is_ascii() =>
        {
            (0..digits.len()).step_by(4).map(|at| units(&digits[at..at + 4])).collect()
        }
        _ => {
            let digits = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?;
            Some(units(digits)?.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_give_their_letters() {
        for (name, letters_of) in [
            ("A", "A"),
            ("eacute", "e"),
            ("f_f_i", "ffi"),
            ("ffi", "ffi"),
            ("seven.lf", "7"),
            ("uni00e9", "é"),
            ("uni00660069", "fi"),
            ("u1F600", "😀"),
            ("Lslash", "Ł"),
            ("wcircumflex", "w"),
            ("one", "1"),
        ] {
            assert_eq!(letters(name).as_deref(), Some(letters_of), "{name}");
        }
        for name in ["g12", "", "uniD800", "uni12", "cid:5", "unié9é9"] {
            assert_eq!(letters(name), None, "{name}");
        }
    }

    #[test]
    fn encodings_have_their_letters_where_they_belong() {
        let shown = |encoding: &'static str, code: u8| {
            let mut text = String::new();
            Font { encoding, ..Font::default() }.show(&[code], &mut text);
            text
        };
        assert_eq!(shown(WINDOWS, 0x8C) + &shown(WINDOWS, 0x9F) + &shown(WINDOWS, 0xE9), "ŒŸé");
        assert_eq!(
            shown(MAC, 0x8E) + &shown(MAC, 0xCF) + &shown(MAC, 0xF5) + &shown(MAC, 0xDE),
            "éœıﬁ"
        );
        assert_eq!(shown(STANDARD, 0xAE) + &shown(STANDARD, 0xE8) + &shown(STANDARD, 0xFB), "ﬁŁß");
        assert_eq!(shown(MAC, 0xA3) + &shown(STANDARD, 0xA3) + &shown(WINDOWS, 0x41), "££A");
    }
}
