//! Splits a file that is not valid TOML into statements, by what their author meant: headers, pairs, blank lines and
//! strays.
//!
//! Text comes in; its statements go out, each of whole lines, which together are all of it. A text that is never
//! closed ends before the next line that can only be a header or a pair, so that one mistake does not swallow the
//! rest of the file. What is wrong with a statement is left to [`slip`](super::slip).

use std::ops::Range;

use super::slots::{self, Slots};

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Statement {
    /// Their range, without the last line's ending.
    pub(super) range: Range<usize>,
    /// What they were meant as.
    pub(super) form: Form,
}

/// The meaning of some lines, as far as their author's intention can be told.
#[derive(Debug)]
pub(super) enum Form {
    /// A blank line or a comment.
    Blank,
    /// The name of a group in square brackets.
    Header,
    /// A key and its value.
    Pair {
        /// The text before the `=`.
        key: Range<usize>,
        /// The value after it.
        value: Written,
    },
    /// Anything else.
    Stray,
}

/// A value as written.
#[derive(Debug)]
pub(super) enum Written {
    /// A single value: its range, without a comment after it.
    One(Range<usize>),
    /// A multi-line text that is not closed, up to where it should end.
    Endless(Range<usize>),
    /// A multi-line text between marks for a single line.
    Spread(Range<usize>),
    /// A list or a group in brackets.
    Brackets(Slots),
}

impl Written {
    /// The offset at which it starts.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::One(range) | Self::Endless(range) | Self::Spread(range) => range.start,
            Self::Brackets(slots) => slots.start,
        }
    }
}

/// Whether a character is a space, or invisible.
pub(super) fn is_space(next: char) -> bool {
    let unseen = matches!(next, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    next.is_whitespace() || unseen
}

/// Whether a character is a space, or invisible, and not one that TOML allows between words.
pub(super) fn is_odd(next: char) -> bool {
    is_space(next) && !matches!(next, ' ' | '\t' | '\n' | '\r')
}

/// Splits text into its statements.
pub(super) fn statements(text: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let line = line_at(text, at);
        let words = text[line.clone()].trim_matches(is_space);
        let (form, end) = if words.is_empty() || words.starts_with('#') {
            (Form::Blank, line.end)
        } else if words.starts_with('[') {
            (Form::Header, line.end)
        } else if let Some(equals) = equals(&text[line.clone()]) {
            let key = trimmed(text, at..at + equals);
            let (value, end) = value(text, at + equals + 1);
            (Form::Pair { key, value }, end)
        } else {
            (Form::Stray, line.end)
        };
        statements.push(Statement { range: at..end, form });
        at = end + 1;
    }
    statements
}

/// The rest of the line that a byte is in, from that byte on, without the line ending.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    at..text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// A range without the space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start_matches(is_space).len());
    start..start + inside.trim_matches(is_space).len()
}

/// The most words of a key with spaces in it; more are a sentence.
const MOST_WORDS: usize = 5;

/// The offset of the `=` in a line, if the text before it can be meant as a key.
fn equals(line: &str) -> Option<usize> {
    let at = line.find('=')?;
    let key = line[..at].trim().trim_matches(['"', '\'', '“', '”', '‘', '’']);
    let is_part =
        |next: char| next.is_alphanumeric() || "_-. \u{A0}\u{200B}\u{FEFF}\t".contains(next);
    let is_key = !key.is_empty() && key.chars().all(is_part);
    (is_key && key.split_whitespace().count() <= MOST_WORDS).then_some(at)
}

/// Whether a line is a group header, well-formed or not.
pub(super) fn is_header(line: &str) -> bool {
    let inside = line.trim().trim_start_matches('[');
    let name = inside.split([']', '#']).next().unwrap_or_default().trim_end();
    inside.len() < line.trim().len()
        && name.starts_with(|next: char| next.is_ascii_alphabetic())
        && name.chars().all(|next| next.is_ascii_alphanumeric() || "_-.".contains(next))
}

/// Whether a line has a key, `=`, and the start of a value.
pub(super) fn is_pair(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=') else { return false };
    let key = key.trim();
    let starts = ["\"", "'", "“", "‘", "[", "{", "true", "false"];
    let value = value.trim_start();
    !key.is_empty()
        && key.chars().all(|next| next.is_ascii_alphanumeric() || "_-.".contains(next))
        && (value.starts_with(|next: char| next.is_ascii_digit())
            || starts.iter().any(|start| value.starts_with(start)))
}

/// The value after a `=`, and the end of its last line.
fn value(text: &str, after: usize) -> (Written, usize) {
    let line = line_at(text, after);
    let start = trimmed(text, line.clone()).start;
    let rest = &text[start..line.end];
    if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
        return match long_text(text, start) {
            Ok(end) => {
                let line = line_at(text, end);
                (Written::One(start..end + uncommented(&text[line.clone()])), line.end)
            }
            Err(end) => (Written::Endless(trimmed(text, start..end)), end.max(line.end)),
        };
    }
    if rest.starts_with(['[', '{']) {
        let slots = slots::scan(text, start);
        let end = line_at(text, slots.stop).end;
        return (Written::Brackets(slots), end);
    }
    if let Some(end) = spread(text, start, line.end) {
        return (Written::Spread(start..end), line_at(text, end).end);
    }
    (Written::One(start..start + uncommented(rest)), line.end)
}

/// The end of a multi-line text that starts at a byte, marks included; an error with where it should end if it is not
/// closed.
pub(super) fn long_text(text: &str, start: usize) -> Result<usize, usize> {
    let mark = &text[start..start + 3];
    let mut at = start + 3;
    while let Some(length) = text[at..].find(['\\', '"', '\'']) {
        at += length;
        if text[at..].starts_with('\\') && mark == "\"\"\"" {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if text[at..].starts_with(mark) {
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            // Marks after a `=` open the next text, so this one was never closed.
            if line > start && is_pair(&text[line..at + 3]) {
                return Err(outside(text, start));
            }
            let more =
                text[at + 3..].bytes().take(2).take_while(|byte| *byte == mark.as_bytes()[0]);
            return Ok(at + 3 + more.count());
        } else {
            at += 1;
        }
    }
    Err(outside(text, start))
}

/// The offset at which an unclosed text should end: before the first line below that can only be a header or a pair.
fn outside(text: &str, start: usize) -> usize {
    let mut end = line_at(text, start).end;
    while end < text.len() {
        let line = line_at(text, end + 1);
        if is_header(&text[line.clone()]) || is_pair(&text[line.clone()]) {
            break;
        }
        end = line.end;
    }
    end
}

/// The end of a text that starts with a single mark on one line and ends with one on another.
fn spread(text: &str, start: usize, line_end: usize) -> Option<usize> {
    let mark = text[start..].chars().next().filter(|mark| matches!(mark, '"' | '“'))?;
    let closing = ['"', '”'];
    if text[start..line_end].trim_start_matches(mark).contains(closing) {
        return None;
    }
    let mut at = line_end + 1;
    while at < text.len() {
        let line = line_at(text, at);
        let words = &text[line.clone()];
        if is_header(words) || is_pair(words) {
            return None;
        }
        if words.trim_end().ends_with(closing) {
            return Some(at + words.trim_end().len());
        }
        at = line.end + 1;
    }
    None
}

/// The length of a line without its comment and the space before that. A `#` between marks is part of a text.
fn uncommented(line: &str) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (at, next) in line.char_indices() {
        match quote {
            Some(open) if next == open && before != '\\' => quote = None,
            Some(_) => {}
            None if next == '"' || next == '\'' && before.is_whitespace() => quote = Some(next),
            None if next == '#' && before.is_whitespace() => return line[..at].trim_end().len(),
            None => {}
        }
        before = next;
    }
    line.trim_end().len()
}
