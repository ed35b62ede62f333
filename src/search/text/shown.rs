//! The words that page content shows.
//!
//! In come the bytes of a content stream and the fonts it names; out goes its text. The content is read
//! token by token with nothing kept but names and strings, and whatever is wrong with it, all strings
//! after that are still read.

use lopdf::{Encoding, Object};

use super::own_word;

/// The operands since the last operator that can hold words: names and strings.
#[derive(Default)]
struct Operands {
    bytes: Vec<u8>,
    /// Where each ends, and whether it is a string.
    ends: Vec<(usize, bool)>,
}

impl Operands {
    fn push(&mut self, is_string: bool) {
        self.ends.push((self.bytes.len(), is_string));
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Adds the strings to a text.
    fn add_strings(&self, encoding: Option<&Encoding<'_>>, text: &mut String) {
        for (string, _) in self.iter().filter(|(_, is_string)| *is_string) {
            decode(string, encoding, text);
        }
    }

    fn iter(&self) -> impl Iterator<Item = (&[u8], bool)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts
            .zip(&self.ends)
            .map(|(start, &(end, is_string))| (&self.bytes[start..end], is_string))
    }
}

/// The text that content shows. `font` gives the encoding of a font by its name.
pub(super) fn shown<'a>(
    content: &[u8],
    font: impl Fn(&[u8]) -> Option<&'a Encoding<'a>>,
) -> String {
    let mut text = String::new();
    let mut encoding = None;
    let mut operands = Operands::default();
    let mut at = 0;
    while let Some(&byte) = content.get(at) {
        match byte {
            b'%' => at += length(&content[at..], |byte| !matches!(byte, b'\r' | b'\n')),
            b'/' => {
                at = name(content, at + 1, &mut operands.bytes);
                operands.push(false);
            }
            b'(' => {
                at = literal(content, at + 1, &mut operands.bytes);
                operands.push(true);
            }
            b'<' if content.get(at + 1) == Some(&b'<') => at += 2,
            b'<' => {
                at = hexadecimal(content, at + 1, &mut operands.bytes);
                operands.push(true);
            }
            byte if is_space(byte) || is_delimiter(byte) => at += 1,
            _ => {
                let word = &content[at..][..length(&content[at..], is_regular)];
                at += word.len();
                match word {
                    [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => continue,
                    b"Tf" => {
                        let name = operands.iter().find(|(_, is_string)| !is_string);
                        encoding = name.and_then(|(name, _)| font(name));
                    }
                    // Words that stand for others are read out in their place.
                    b"BDC" | b"DP" => {
                        let words = operands.iter().filter_map(replacement);
                        text.push_str(&words.collect::<Vec<_>>().join(" "));
                    }
                    b"ID" => at = image_end(content, at),
                    // Only text is written as a string, so a wrong operator does not make it safe.
                    _ => operands.add_strings(encoding, &mut text),
                }
                operands.clear();
            }
        }
    }
    operands.add_strings(encoding, &mut text);
    text
}

/// Adds a string in an encoding; without one, its bytes as they are.
fn decode(string: &[u8], encoding: Option<&Encoding<'_>>, text: &mut String) {
    let before = text.len();
    if encoding.is_none_or(|encoding| encoding.write_to_string(string, text).is_err()) {
        text.truncate(before);
        text.extend(string.iter().map(|&byte| char::from(byte)));
    }
}

/// A name that somebody gave, or a string that is read out.
fn replacement((bytes, is_string): (&[u8], bool)) -> Option<String> {
    if !is_string {
        return own_word(bytes);
    }
    let plain = String::from_utf8_lossy(bytes).into_owned();
    if bytes.is_ascii() {
        return Some(plain);
    }
    let decoded = lopdf::decode_text_string(&Object::string_literal(bytes)).unwrap_or_default();
    Some(plain + " " + &decoded)
}

/// Reads a name, gives the place after it.
fn name(content: &[u8], mut at: usize, bytes: &mut Vec<u8>) -> usize {
    while let Some(&byte) = content.get(at).filter(|&&byte| is_regular(byte)) {
        let escaped = match content.get(at + 1..at + 3) {
            Some(&[high, low]) if byte == b'#' => digit(high).zip(digit(low)),
            _ => None,
        };
        bytes.push(escaped.map_or(byte, |(high, low)| 16 * high + low));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    at
}

/// Reads a string in brackets, gives the place after it.
fn literal(content: &[u8], mut at: usize, bytes: &mut Vec<u8>) -> usize {
    let mut depth = 0usize;
    while let Some(&byte) = content.get(at) {
        at += 1;
        match byte {
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b'(' => depth += 1,
            b'\\' => {
                at = escape(content, at, bytes);
                continue;
            }
            _ => {}
        }
        bytes.push(byte);
    }
    at
}

/// Reads what follows a backslash, gives the place after it.
fn escape(content: &[u8], at: usize, bytes: &mut Vec<u8>) -> usize {
    let Some(&byte) = content.get(at) else { return at };
    let meant = match byte {
        b'0'..=b'7' => {
            let digits =
                content[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
            let value =
                digits.clone().fold(0u32, |value, digit| 8 * value + u32::from(digit - b'0'));
            bytes.push((value & 0xFF) as u8);
            return at + digits.count();
        }
        b'\r' => return at + if content.get(at + 1) == Some(&b'\n') { 2 } else { 1 },
        b'\n' => return at + 1,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        other => other,
    };
    bytes.push(meant);
    at + 1
}

/// Reads a string of hexadecimal digits, gives the place after it.
fn hexadecimal(content: &[u8], at: usize, bytes: &mut Vec<u8>) -> usize {
    let end = length(&content[at..], |byte| byte != b'>');
    let mut high = None;
    for value in content[at..at + end].iter().filter_map(|&byte| digit(byte)) {
        match high.take() {
            Some(high) => bytes.push(16 * high + value),
            None => high = Some(value),
        }
    }
    bytes.extend(high.map(|high| 16 * high));
    at + end + 1
}

/// The place after the data of a picture inside the content: the first `EI` that stands alone.
fn image_end(content: &[u8], from: usize) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let alone = |&at: &usize| {
        &rest[at + 1..at + 3] == b"EI"
            && is_space(rest[at])
            && rest.get(at + 3).is_none_or(|&byte| is_space(byte))
    };
    (0..rest.len().saturating_sub(2)).find(alone).map_or(from, |at| from + at + 3)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// How many bytes there are at the start of some that meet a condition.
fn length(bytes: &[u8], condition: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|&&byte| condition(byte)).count()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> String {
        shown(content.as_bytes(), |_| None)
    }

    #[test]
    fn strings_are_read_however_they_are_written() {
        assert_eq!(read("BT (a\\(b\\)c) Tj [(d) -20 (e(f))] TJ <67 6> ' ET"), "a(b)cde(f)g`");
        assert_eq!(read("(\\101\\\nB\\7) Tj"), "AB\u{7}");
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        assert_eq!(read("/F1 12 Tf (seen) Tj /Im1 Do % (comment)\n3 w"), "seen");
    }

    #[test]
    fn words_that_stand_for_others_are_read() {
        assert_eq!(read("/Span <</ActualText (whole)>> BDC (part) Tj EMC"), "ActualText wholepart");
    }

    #[test]
    fn faults_do_not_hide_what_follows() {
        assert_eq!(read("( >> ] } ) Tj << (here) Tj"), " >> ] } here");
        assert_eq!(read("BI /W 1 ID \u{1}( EI (after) Tj"), "after");
        assert_eq!(read("[(a) 0 Tc -250 (b)] TJ (c) Tk (d)"), "abcd");
        assert_eq!(read("(never closed Tj"), "never closed Tj");
        assert_eq!(read("BI ID (no end) Tj"), "no end");
    }
}
