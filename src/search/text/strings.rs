//! Decodes the strings and names of a PDF as text.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The letters from 0x80 on in which PDFDocEncoding differs from Latin-1.
const DOCUMENT: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€";

/// Decodes a string, in every encoding that programs write and read.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let units = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
    };
    match bytes {
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        _ if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        _ => {
            let document = bytes.iter().map(|&byte| match byte {
                0x80..0xA1 => DOCUMENT.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{FFFD}'),
                _ => char::from(byte),
            });
            match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => document.collect(),
            }
        }
    }
}

/// A name as text; `None` if it is a word of PDF itself, which nobody chose.
pub(super) fn own_word(name: &[u8]) -> Option<String> {
    static WORDS: LazyLock<HashSet<&[u8]>> =
        LazyLock::new(|| VOCABULARY.split_whitespace().map(str::as_bytes).collect());
    (!WORDS.contains(name)).then(|| text_string(name))
}

/// Words of PDF that could be mistaken for people's, because they are also headings and column heads.
const VOCABULARY: &str = "
    Action Actions Alternate Annot Annotation Annots Artifact Aside Attached Author Background BackgroundColor Base
    BibEntry Block BlockQuote Border BorderColor BorderStyle BorderThickness Bottom Caption Catalog Center Circle Code
    ColSpan Color ColorSpace Column Comment Contents Content Count Creator CreationDate Date Dest Direction Document
    DocumentFragment Domain Encoding Figure Filter First Flags Font Footer Footnote Form Formula Group Header Headers
    Heading Height Highlight Identity Image Indent Index Info Inline Justify Keywords Kids Lang Language Last Layout
    Left Length Limits Link List ListNumbering MCID Marked Matrix Metadata Middle Name Names Next None Normal Note Numbers
    Ordering Outlines Page PageLabel PageLabels Pages Pagination Parent Part Parts Pattern Placement Prev Private
    Producer Quote Range Rate Reference References Registry Resources Right Role RoleMap Root Rotate RowSpan Scope
    Script Section Shading Size Solid Span Square Stamp Start State Status Strong Style Subject Subtype Summary
    Supplement Suspects Table Tabs Terms Text Title Trapped Type Underline Version Warichu Watermark Width Widget";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_says_the_same_in_every_encoding() {
        for bytes in [
            b"\xFE\xFF\0Z\0o\0\xEB".as_slice(),
            b"\xFF\xFEZ\0o\0\xEB\0",
            b"\xEF\xBB\xBFZo\xC3\xAB",
            b"Zo\xC3\xAB",
            b"Zo\xEB",
        ] {
            assert_eq!(text_string(bytes).trim_start_matches('\u{FEFF}'), "Zoë");
        }
        assert_eq!(text_string(b"\x95\x9Bof\x94ce \xFF"), "Łłofﬂce ÿ");
        assert_eq!(text_string(b"\xFE\xFF\xD8"), "");
    }
}
