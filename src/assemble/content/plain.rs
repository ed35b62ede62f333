//! Rewrites a content stream so that every viewer reads it alike and it is fit to publish.
//!
//! Numbers that no standard allows (`--12`, `1.2.3`, `6e-5`) are written as viewers take them, since some viewers
//! read on past such numbers and others lose the rest of the page and whatever is added to it. Photographs lose the
//! notes of cameras, and words that clip nothing become invisible. In come the decoded bytes of a content stream; out
//! come the rewritten bytes, if anything had to change.

use lopdf::Object;

use super::clips::without_blind_clips;
use super::inline::without_notes;
use super::tokens::{Token, image_end, next, start};
use crate::assemble::lenient;

/// The rewritten content; `None` if nothing had to change.
pub(in crate::assemble) fn plain(bytes: &[u8]) -> Option<Vec<u8>> {
    match without_blind_clips(bytes) {
        Some(bytes) => Some(written_plainly(&bytes).unwrap_or(bytes)),
        None => written_plainly(bytes),
    }
}

/// The content with plain numbers and clean photographs; `None` if it has them already.
fn written_plainly(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut made = Vec::new();
    let (mut kept, mut at, mut begun) = (0, 0, 0);
    loop {
        // The parts of an array are read like the rest of the content, each only once.
        at = start(bytes, at);
        if bytes.get(at) == Some(&b'[') {
            at += 1;
            continue;
        }
        let Some((token, end)) = next(bytes, at) else { break };
        at = end;
        match token {
            Token::Operator(range) if &bytes[range.clone()] == b"BI" => begun = end,
            Token::Operator(range) if &bytes[range.clone()] == b"ID" => {
                at = image_end(bytes, end);
                // One space precedes the data, and another the operator that ends it.
                let data = end + 1..at.saturating_sub(b" EI".len());
                let entries = kept.max(begun)..range.start;
                let ends = bytes[..at].ends_with(b"EI") && data.start < data.end;
                let cleaned = if ends {
                    without_notes(&bytes[entries.clone()], &bytes[data.clone()])
                } else {
                    None
                };
                if let Some((written, photograph)) = cleaned {
                    made.extend_from_slice(&bytes[kept..entries.start]);
                    made.extend_from_slice(&written);
                    made.extend_from_slice(b"ID ");
                    made.extend_from_slice(&photograph);
                    kept = data.end;
                }
            }
            Token::Operand(range) if is_odd(&bytes[range.clone()]) => {
                made.extend_from_slice(&bytes[kept..range.start]);
                made.extend_from_slice(written(&bytes[range]).as_bytes());
                kept = end;
            }
            _ => {}
        }
    }
    (kept > 0).then(|| [&made[..], &bytes[kept..]].concat())
}

/// Whether an operand is a number that the standard does not allow: digits with at most one leading sign and one
/// point (ISO 32000-1, 7.3.3).
fn is_odd(operand: &[u8]) -> bool {
    let starts =
        operand.first().is_some_and(|&first| first.is_ascii_digit() || b"+-.".contains(&first));
    let bare = operand.strip_prefix(b"-").or(operand.strip_prefix(b"+")).unwrap_or(operand);
    let points = bare.iter().filter(|&&byte| byte == b'.').count();
    let digits = bare.iter().filter(|byte| byte.is_ascii_digit()).count();
    starts && (points > 1 || digits == 0 || points + digits < bare.len())
}

/// Writes a number as the standard requires.
fn written(operand: &[u8]) -> String {
    match lenient::number(operand) {
        Object::Integer(whole) => whole.to_string(),
        Object::Real(real) => real.to_string(),
        _ => "0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_are_never_closed_are_each_looked_at_once() {
        assert_eq!(plain(&[b'['].repeat(4_000_000)), None);
    }

    #[test]
    fn numbers_that_no_standard_knows_are_written_plainly_and_all_else_stays() {
        for (odd, expected) in [
            ("--12 0 Td", "-12 0 Td"),
            ("1.2.3 6e-5 m", "1.2 0.00006 m"),
            ("q [(1.2.3) -5.0.1 <31>] TJ % 1.2.3\nQ", "q [(1.2.3) -5 <31>] TJ % 1.2.3\nQ"),
            ("1 0 0 1 - . cm", "1 0 0 1 0 0 cm"),
        ] {
            let made = plain(odd.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(made).unwrap(), expected);
        }
        for sound in ["1 -.5 +2. .25 re (1.2.3) Tj", "BI /W 1 ID 1.2.3 6e5 EI Q", "/1.2.3 gs", ""] {
            assert_eq!(plain(sound.as_bytes()), None, "{sound}");
        }
    }
}
