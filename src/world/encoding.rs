//! Decodes text files, in whichever encoding an editor saved them.
//!
//! Bytes come in; the text and the name of its encoding go out. TOML is UTF-8, but Notepad and spreadsheets still
//! save other encodings, and a legible file is read. [`World::foreign`](super::World::foreign) warns of it.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The byte order mark that some editors put before text.
const MARK: char = '\u{FEFF}';

/// The bytes that Windows-1252 does not use.
const UNUSED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// The text of a file without a byte order mark, and the name of its encoding if that is not UTF-8; `None` if it is
/// not text.
pub(crate) fn decode(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
    if let Some(encoding) = wide(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        // UTF-32 has a zero beside every character.
        return (!text.contains('\0')).then(|| (unmarked(text.into_owned()), Some("UTF-16")));
    }
    let mut text = String::with_capacity(bytes.len());
    let mut encoding = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().iter().any(|byte| UNUSED.contains(byte)) {
            return None;
        }
        if !chunk.invalid().is_empty() {
            // Bytes that are not UTF-8 come from programs that write Windows-1252.
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            encoding = Some("Windows-1252");
        }
    }
    (!text.contains('\0')).then(|| (unmarked(text), encoding))
}

/// The encoding of UTF-16 text, known from its byte order mark or from the zero beside its first character, which in
/// a TOML file is always ASCII.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        [first, 0, ..] if *first != 0 => Some(UTF_16LE),
        [0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Text without a byte order mark, and with line feeds for old line endings.
fn unmarked(mut text: String) -> String {
    if text.starts_with(MARK) {
        text.drain(..MARK.len_utf8());
    }
    if text.contains('\r') && !text.contains('\n') {
        text = text.replace('\r', "\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "title = \"£1,200 – “a fair price”, said Zoë\"\n";

    #[test]
    fn text_is_read_in_each_encoding_that_editors_save() {
        let words = |encoding| Some((WORDS.to_owned(), encoding));
        let wide = |unit: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}{WORDS}").encode_utf16().flat_map(unit).collect()
        };
        let (narrow, _, _) = WINDOWS_1252.encode(WORDS);
        assert_eq!(decode(WORDS.as_bytes()), words(None));
        assert_eq!(decode(format!("\u{FEFF}{WORDS}").as_bytes()), words(None));
        assert_eq!(decode(&narrow), words(Some("Windows-1252")));
        for mark in ["\u{FEFF}", ""] {
            assert_eq!(decode(&wide(u16::to_le_bytes, mark)), words(Some("UTF-16")));
            assert_eq!(decode(&wide(u16::to_be_bytes, mark)), words(Some("UTF-16")));
        }
    }

    #[test]
    fn words_of_two_encodings_in_one_file_are_all_read() {
        let mixed = [WORDS.as_bytes(), b"note = \"\xA3\x35\"\n"].concat();
        let expected = format!("{WORDS}note = \"£5\"\n");
        assert_eq!(decode(&mixed), Some((expected, Some("Windows-1252"))));
    }

    #[test]
    fn what_is_no_text_is_not_taken_for_it() {
        assert_eq!(decode(b"title = \"\x81\x8D\""), None);
        assert_eq!(decode(b"\xFF\xFE\x00\xD8"), None);
        assert_eq!(decode(&[0; 4]), None);
        assert_eq!(decode(b"\xFF\xFE\0\0k\0\0\0"), None);
    }
}
