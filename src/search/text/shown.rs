//! Reads the words that page content shows.
//!
//! In come the bytes of a content stream and the fonts it names; out goes its text, with white space wherever one
//! word could end and another begin. The content is read token by token, keeping only names and strings, and whatever
//! is wrong with it, all later strings are still read.

use std::sync::Arc;

use super::super::fold::MOVE;
use super::font::Font;
use super::strings::{own_word, text_string};

/// How far a number in an array of strings must move the rest to separate words, in thousandths of the type size.
/// Kerning moves letters by less.
const APART: f32 = -120.0;

/// The operands since the last operator that can hold words (names and strings), and where words are separated.
#[derive(Default)]
struct Operands {
    bytes: Vec<u8>,
    /// The end and the kind of each.
    ends: Vec<(usize, Operand)>,
}

/// An operand that can hold words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operand {
    Name,
    String,
    /// A move between two strings of an array.
    Space,
}

impl Operands {
    fn push(&mut self, operand: Operand) {
        self.ends.push((self.bytes.len(), operand));
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Appends the strings to a text; without a font, their bytes as they are.
    fn add_strings(&self, font: Option<&Font>, text: &mut String) {
        for (string, operand) in self.iter() {
            match (operand, font) {
                (Operand::Name, _) => {}
                (Operand::Space, _) => text.push(' '),
                (Operand::String, Some(font)) => font.show(string, text),
                (Operand::String, None) => text.extend(string.iter().map(|&byte| char::from(byte))),
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = (&[u8], Operand)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts.zip(&self.ends).map(|(start, &(end, operand))| (&self.bytes[start..end], operand))
    }
}

/// The text that content shows. `font` finds a font by its name.
pub(super) fn shown(content: &[u8], font: impl Fn(&[u8]) -> Option<Arc<Font>>) -> String {
    let mut text = String::new();
    let mut current = None;
    let mut operands = Operands::default();
    let mut in_row = false;
    let mut numbers = [0.0; 2];
    let mut line = 0.0;
    let mut at = 0;
    while let Some(&byte) = content.get(at) {
        match byte {
            b'%' => at += length(&content[at..], |byte| !matches!(byte, b'\r' | b'\n')),
            b'/' => {
                at = name(content, at + 1, &mut operands.bytes);
                operands.push(Operand::Name);
            }
            b'(' => {
                at = literal(content, at + 1, &mut operands.bytes);
                operands.push(Operand::String);
            }
            b'<' if content.get(at + 1) == Some(&b'<') => at += 2,
            b'<' => {
                at = hexadecimal(content, at + 1, &mut operands.bytes);
                operands.push(Operand::String);
            }
            byte if is_space(byte) || is_delimiter(byte) => {
                in_row = byte == b'[' || in_row && byte != b']';
                at += 1;
            }
            _ => {
                let word = &content[at..][..length(&content[at..], is_regular)];
                at += word.len();
                match word {
                    [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => {
                        numbers = [numbers[1], number(word)];
                        if in_row && numbers[1] < APART {
                            operands.push(Operand::Space);
                        }
                        continue;
                    }
                    b"Tf" => {
                        let name = operands.iter().find(|(_, operand)| *operand == Operand::Name);
                        current = name.and_then(|(name, _)| font(name));
                    }
                    // Replacement text is read in its place.
                    b"BDC" | b"DP" => {
                        let words = operands.iter().filter_map(replacement);
                        text.push_str(&words.collect::<Vec<_>>().join(" "));
                    }
                    b"BT" | b"ET" | b"T*" => text.push('\n'),
                    b"Td" | b"TD" => text.push(if numbers[1] == 0.0 { MOVE } else { '\n' }),
                    b"Tm" => {
                        text.push(if numbers[1] == line { MOVE } else { '\n' });
                        line = numbers[1];
                    }
                    b"ID" => at = image_end(content, at).unwrap_or(at),
                    // Only text is written as a string, so strings before an unknown operator are read too.
                    _ => {
                        if matches!(word, b"'" | b"\"") {
                            text.push('\n');
                        }
                        operands.add_strings(current.as_deref(), &mut text);
                    }
                }
                operands.clear();
                in_row = false;
            }
        }
    }
    operands.add_strings(current.as_deref(), &mut text);
    text
}

/// A number; 0 if it is malformed.
fn number(word: &[u8]) -> f32 {
    std::str::from_utf8(word).ok().and_then(|word| word.parse().ok()).unwrap_or_default()
}

/// A name that somebody chose, or a string that is read out.
fn replacement((bytes, operand): (&[u8], Operand)) -> Option<String> {
    match operand {
        Operand::Name => own_word(bytes),
        Operand::String => Some(text_string(bytes)),
        Operand::Space => None,
    }
}

/// Reads a name; returns the position after it.
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

/// Reads a string in brackets; returns the position after it.
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

/// Reads what follows a backslash; returns the position after it.
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

/// Reads a string of hexadecimal digits; returns the position after it.
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

/// The position after the data of an inline image: after an `EI` that stands alone, before what looks like content;
/// `None` if there is none. The rule is that of joining, but the code is deliberately independent of it.
fn image_end(content: &[u8], from: usize) -> Option<usize> {
    let rest = content.get(from..)?;
    let ends = |&at: &usize| {
        let ahead = rest[at + 3..].iter().take(12);
        is_space(rest[at])
            && &rest[at + 1..at + 3] == b"EI"
            && rest.get(at + 3).is_none_or(|&byte| is_space(byte))
            && ahead.clone().all(|&byte| matches!(byte, 9 | 10 | 12 | 13 | 32..127))
    };
    (0..rest.len().saturating_sub(2)).find(ends).map(|at| from + at + 3)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The number of leading bytes that meet a condition.
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
        assert_eq!(read("BT (a\\(b\\)c) Tj [(d) -20 (e(f))] TJ <67 6> ' ET"), "\na(b)cde(f)\ng`\n");
        assert_eq!(read("(\\101\\\nB\\7) Tj"), "AB\u{7}");
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        assert_eq!(read("/F1 12 Tf (seen) Tj /Im1 Do % (comment)\n3 w"), "seen");
    }

    #[test]
    fn words_that_stand_for_others_are_read() {
        assert_eq!(read("/Span <</ActualText (whole)>> BDC (part) Tj EMC"), "ActualText wholepart");
        // A number in a piece does not become a word between that piece and the one before.
        let pieces = "/Span<</MCID 3>>BDC (by ) Tj EMC/Span<</MCID 4>>BDC (3 May) Tj EMC";
        assert_eq!(read(pieces), "by 3 May");
    }

    #[test]
    fn words_part_where_strings_are_moved_apart() {
        assert_eq!(read("[(to) -250 (day) 30 (s) -90 (!)] TJ 0 -12 Td (x) Tj"), "to days!\nx");
        assert_eq!(read("-250 (a) Tj (b) Tj T* (c) Tj"), "ab\nc");
        assert_eq!(
            read("(6) Tj 5 0 Td (4) Tj 1 0 0 1 9 7 Tm (0) Tj 1 0 0 1 12 7 Tm (1) Tj"),
            "6\u{FDD1}4\n0\u{FDD1}1"
        );
    }

    #[test]
    fn faults_do_not_hide_what_follows() {
        assert_eq!(read("( >> ] } ) Tj << (here) Tj"), " >> ] } here");
        assert_eq!(read("BI /W 1 ID \u{1}( EI (after) Tj"), "after");
        assert_eq!(read("BI ID \u{1} EI \u{2}( EI Q (after) Tj"), "after");
        assert_eq!(read("[(a) 0 Tc -250 (b)] TJ (c) Tk (d)"), "abcd");
        assert_eq!(read("(never closed Tj"), "never closed Tj");
        assert_eq!(read("BI ID (no end) Tj"), "no end");
    }
}
