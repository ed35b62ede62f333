//! Splits a content stream into tokens: operands, and the operators that follow them.
//!
//! In come bytes, out come tokens. Nothing is refused: an unfinished token ends with the content.

use std::iter::from_fn;
use std::ops::Range;

/// One token, with its range.
pub(super) enum Token {
    /// A name, without its slash.
    Name(Range<usize>),
    /// A dictionary, with its brackets.
    Dictionary(Range<usize>),
    /// Any other operand.
    Operand(Range<usize>),
    Operator(Range<usize>),
}

/// The operators of a content stream, each with the operands before it as written. For an inline image, the operands
/// are its entries.
pub(in crate::assemble) fn operators(bytes: &[u8]) -> impl Iterator<Item = (Vec<&[u8]>, &[u8])> {
    let mut at = 0;
    from_fn(move || {
        let mut operands = Vec::new();
        while let Some((token, end)) = next(bytes, at) {
            at = end;
            match token {
                Token::Name(range) => operands.push(&bytes[range.start.saturating_sub(1)..end]),
                Token::Dictionary(range) => operands.push(&bytes[range]),
                Token::Operand(range) => operands.push(&bytes[range]),
                Token::Operator(range)
                    if matches!(&bytes[range.clone()], b"true" | b"false" | b"null") =>
                {
                    operands.push(&bytes[range]);
                }
                Token::Operator(range) => {
                    if &bytes[range.clone()] == b"ID" {
                        at = image_end(bytes, end);
                    }
                    return Some((operands, &bytes[range]));
                }
            }
        }
        None
    })
}

/// How much of a content that breaks off can be carried out: up to the end of the last operator that is surely
/// complete.
pub(in crate::assemble) fn last_whole(bytes: &[u8]) -> usize {
    let (mut at, mut whole, mut in_picture) = (0, 0, false);
    while let Some((token, end)) = next(bytes, at) {
        at = end;
        if let Token::Operator(range) = token {
            in_picture |= &bytes[range.clone()] == b"BI";
            if &bytes[range] == b"ID" {
                at = image_end(bytes, end);
                in_picture = false;
            }
            if !in_picture && at < bytes.len() {
                whole = at;
            }
        }
    }
    whole
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The end of the run of regular characters that starts at a place.
fn regular(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|&&byte| !is_space(byte) && !is_delimiter(byte)).count()
}

/// Where the next token starts: past spaces and comments.
pub(super) fn start(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(&byte) if is_space(byte) => at += 1,
            Some(b'%') => at = line_end(bytes, at),
            _ => return at,
        }
    }
}

/// The next token and the place after it; `None` at the end.
pub(super) fn next(bytes: &[u8], at: usize) -> Option<(Token, usize)> {
    let at = self::start(bytes, at);
    let start = at;
    bytes.get(at)?;
    match bytes[at] {
        b'/' => {
            let end = regular(bytes, at + 1);
            Some((Token::Name(start + 1..end), end))
        }
        b'(' => Some(operand(start, string_end(bytes, at))),
        b'<' if bytes.get(at + 1) == Some(&b'<') => {
            let end = nested_end(bytes, at);
            Some((Token::Dictionary(start..end), end))
        }
        b'<' => Some(operand(start, hexadecimal_end(bytes, at))),
        b'[' => Some(operand(start, nested_end(bytes, at))),
        byte if is_delimiter(byte) => Some(operand(start, at + 1)),
        byte => {
            let end = regular(bytes, at);
            let numeric = matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.');
            Some(if numeric { operand(start, end) } else { (Token::Operator(start..end), end) })
        }
    }
}

/// An operand from one place to another, and the place after it.
fn operand(start: usize, end: usize) -> (Token, usize) {
    (Token::Operand(start..end), end)
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count()
}

fn hexadecimal_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| byte == b'>').map_or(bytes.len(), |found| at + found + 1)
}

/// The place after a string in parentheses.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0usize;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth <= 1 => return at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

/// The place after an array or dictionary, however deep it is nested.
fn nested_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0usize;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'(' => at = string_end(bytes, at),
            b'%' => at = line_end(bytes, at),
            b'<' if bytes.get(at + 1) != Some(&b'<') => at = hexadecimal_end(bytes, at),
            b'[' | b'<' => {
                depth += 1;
                at += if byte == b'<' { 2 } else { 1 };
            }
            b']' | b'>' => {
                depth = depth.saturating_sub(1);
                at += if byte == b'>' && bytes.get(at + 1) == Some(&b'>') { 2 } else { 1 };
                if depth == 0 {
                    return at.min(bytes.len());
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The place after the data of an inline image: after an `EI` between spaces that is followed by
/// what looks like content, not by image data that happens to hold those bytes.
pub(super) fn image_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) =
        bytes.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"EI"))
    {
        let (start, end) = (at + found, at + found + 2);
        let before = start == 0 || is_space(bytes[start - 1]);
        let after = bytes.get(end).is_none_or(|&byte| is_space(byte));
        let ahead = bytes[end..].iter().take(12);
        if before
            && after
            && ahead.clone().all(|&byte| is_space(byte) && byte != 0 || (32..127).contains(&byte))
        {
            return end;
        }
        at = end;
    }
    bytes.len()
}
