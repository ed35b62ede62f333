//! The text strings of a PDF's objects: titles, alternative texts, labels.
//!
//! In come the bytes of a string object; out comes text. Text on pages is left to `content`.

/// PDFDocEncoding where it differs from Latin-1, from 0x18 and from 0x80.
const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const FROM_80: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// Decodes a text string: UTF-16 or UTF-8 with its byte order mark, otherwise PDFDocEncoding.
pub(super) fn text_string(bytes: &[u8]) -> String {
    if let Some(utf16) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16_be(utf16);
    }
    if let Some(utf8) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    let one = |byte: &u8| match byte {
        0x18..=0x1F => FROM_18[usize::from(byte - 0x18)],
        0x80..=0xA0 => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(*byte),
    };
    bytes.iter().map(one).collect()
}

/// Decodes UTF-16, high byte first.
pub(super) fn utf16_be(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

#[test]
fn text_strings_in_every_encoding_are_read() {
    assert_eq!(text_string(b"\xFE\xFF\x01\x75\xD8\x3D\xDE\x00"), "ŵ😀");
    assert_eq!(text_string("\u{FEFF}Tŷ".as_bytes()), "Tŷ");
    assert_eq!(text_string(b"A \x85 B \xA3 \xA0"), "A – B £ €");
}
