//! What the codes of a font mean: its ToUnicode map.
//!
//! In comes a font dictionary; out comes a [`Decoder`] from the bytes of a string on a page to text.

use std::collections::BTreeMap;

use hayro_syntax::object::{Dict, Name, Stream};

use super::strings::utf16_be;

/// A code without a meaning.
const UNKNOWN: &str = "\u{FFFD}";

/// Turns the codes of one font into text.
pub(super) struct Decoder {
    /// How many bytes make a code: two in a composite font, else one.
    width: usize,
    /// The text of each code, if the font says so.
    meaning: Option<BTreeMap<u32, String>>,
}

impl Decoder {
    /// Reads a font's map. A simple font without a map is taken to show ASCII as it is.
    pub(super) fn new(font: &Dict<'_>) -> Self {
        let composite = font.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"Type0");
        let meaning = font
            .get::<Stream<'_>>(b"ToUnicode")
            .map(|map| read_map(&map.decoded().expect("a ToUnicode map can be decoded")));
        Self { width: if composite { 2 } else { 1 }, meaning }
    }

    /// The text that a string shows; U+FFFD for every code without a meaning.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        bytes
            .chunks(self.width)
            .map(|code| {
                let code = code.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte));
                match &self.meaning {
                    Some(map) => map.get(&code).map_or(UNKNOWN.into(), Clone::clone),
                    None if self.width == 1 && (0x20..0x7F).contains(&code) => {
                        char::from_u32(code).expect("ASCII is text").into()
                    }
                    None => UNKNOWN.into(),
                }
            })
            .collect()
    }
}

/// One word of a map's PostScript.
#[derive(Debug, PartialEq)]
enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(String),
}

/// Reads the `bfchar` and `bfrange` sections of a map.
fn read_map(data: &[u8]) -> BTreeMap<u32, String> {
    let mut map = BTreeMap::new();
    let mut tokens = tokens(data).into_iter();
    while let Some(token) = tokens.next() {
        let Token::Word(word) = token else { continue };
        let (end, ranges) = match &*word {
            "beginbfchar" => ("endbfchar", false),
            "beginbfrange" => ("endbfrange", true),
            _ => continue,
        };
        let section: Vec<Token> =
            tokens.by_ref().take_while(|t| *t != Token::Word(end.into())).collect();
        let mut section = section.into_iter();
        while let Some(Token::Hex(first)) = section.next() {
            let first = number(&first);
            let last = match ranges.then(|| section.next()) {
                Some(Some(Token::Hex(last))) => number(&last),
                _ => first,
            };
            match section.next() {
                Some(Token::Hex(text)) => {
                    for (step, code) in (first..=last).enumerate() {
                        map.insert(code, utf16_be(&raised(&text, step)));
                    }
                }
                Some(Token::Open) => {
                    let texts = section.by_ref().take_while(|token| *token != Token::Close);
                    for (code, text) in (first..=last).zip(texts) {
                        if let Token::Hex(text) = text {
                            map.insert(code, utf16_be(&text));
                        }
                    }
                }
                other => panic!("a ToUnicode map has {other:?} for a text"),
            }
        }
    }
    map
}

/// A big-endian number.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

/// The text of a later code in a range: its last unit goes up with the code.
fn raised(text: &[u8], step: usize) -> Vec<u8> {
    let mut text = text.to_vec();
    if let [.., high, low] = &mut *text {
        let unit = usize::from(u16::from_be_bytes([*high, *low])) + step;
        [*high, *low] = u16::try_from(unit).expect("a range stays in its plane").to_be_bytes();
    }
    text
}

/// Splits a map's PostScript into words.
fn tokens(data: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = data;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = match byte {
            b'%' => {
                &rest[rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len())..]
            }
            b'<' if !tail.starts_with(b"<") => {
                let end = tail.iter().position(|b| *b == b'>').expect("a hex string ends");
                let digits: Vec<u8> = tail[..end]
                    .iter()
                    .filter_map(|b| char::from(*b).to_digit(16))
                    .map(|digit| u8::try_from(digit).expect("a hex digit is below 16"))
                    .collect();
                tokens.push(Token::Hex(
                    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect(),
                ));
                &tail[end + 1..]
            }
            b'[' => {
                tokens.push(Token::Open);
                tail
            }
            b']' => {
                tokens.push(Token::Close);
                tail
            }
            byte if byte.is_ascii_alphanumeric() => {
                let end =
                    rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
                tokens.push(Token::Word(String::from_utf8_lossy(&rest[..end]).into_owned()));
                &rest[end..]
            }
            _ => tail,
        };
    }
    tokens
}

#[test]
fn characters_ranges_and_lists_of_a_map_are_read() {
    let map = read_map(
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange % a note <00> \n\
          2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar\n\
          2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <D83DDE00>] endbfrange",
    );
    let read: Vec<(u32, &str)> = map.iter().map(|(code, text)| (*code, &**text)).collect();
    let expected =
        [(1, "A"), (2, "fi"), (0x10, "a"), (0x11, "b"), (0x12, "c"), (0x20, "x"), (0x21, "😀")];
    assert_eq!(read, expected);
}
