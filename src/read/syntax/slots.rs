//! Splits lists and groups in brackets into values, even where a comma, a mark or a bracket is missing.
//!
//! Text from an opening bracket on comes in; the range of each value goes out, with that of its key where it has one,
//! and the places where something is missing. Whether a value is valid is left to [`slip`](super::slip).

use std::ops::Range;

use super::scalar::without_short_form;
use super::statement::{is_header, is_pair, line_at, long_text};

/// A value in brackets.
#[derive(Debug)]
pub(super) struct Slot {
    /// The range of its key, in a group.
    pub(super) key: Option<Range<usize>>,
    /// The range of the value.
    pub(super) range: Range<usize>,
}

/// The content of brackets.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// The offset of the opening bracket.
    pub(super) start: usize,
    /// The offset after the closing bracket, or after the last value.
    pub(super) end: usize,
    /// The offset at which the scan stopped: `end`, or the end of the last line.
    pub(super) stop: usize,
    /// The values, in order.
    pub(super) slots: Vec<Slot>,
    /// The offsets where a comma is missing.
    pub(super) commas: Vec<usize>,
    /// The offsets of `:` between a key and its value, as in JSON, and of `;` for a comma.
    pub(super) signs: Vec<usize>,
    /// The offset of a bracket that is never closed, if there is one.
    pub(super) open: Option<usize>,
}

/// A scan in progress.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The open brackets, with their offsets.
    open: Vec<(char, usize)>,
    /// The key that waits for its value.
    key: Option<Range<usize>>,
    /// The end of a value that no comma has followed yet.
    value: Option<usize>,
    found: Slots,
}

/// Scans a text from an opening bracket on.
pub(super) fn scan(text: &str, start: usize) -> Slots {
    let mut scan = Scan {
        text,
        at: start,
        open: Vec::new(),
        key: None,
        value: None,
        found: Slots { start, ..Slots::default() },
    };
    while let Some(next) = scan.next() {
        match next {
            '[' | '{' => {
                scan.missing_comma();
                scan.open.push((next, scan.at));
                scan.key = None;
                scan.at += 1;
            }
            ']' | '}' => {
                scan.missing_value();
                scan.open.pop();
                scan.at += 1;
                scan.value = Some(scan.at);
                if scan.open.is_empty() {
                    break;
                }
            }
            ',' => {
                scan.missing_value();
                scan.value = None;
                scan.at += 1;
            }
            '=' => scan.at += 1,
            ':' if scan.key.is_some() => scan.sign(),
            ';' => {
                scan.missing_value();
                scan.value = None;
                scan.sign();
            }
            '#' => scan.at = line_at(text, scan.at).end,
            '\n' if scan.has_left(line_at(text, scan.at + 1)) => break,
            '\n' => scan.at += 1,
            _ => scan.slot(),
        }
    }
    scan.found.open = scan.open.first().map(|(_, at)| *at);
    scan.found.stop = scan.at;
    scan.found.end = match scan.found.open {
        Some(start) => start + text[start..scan.at].trim_end().len(),
        None => scan.at,
    };
    scan.found
}

impl Scan<'_> {
    /// The next character that is not a space.
    fn next(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        let is_space = |next: char| next != '\n' && next.is_whitespace();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
        self.text[self.at..].chars().next()
    }

    /// Whether a line cannot be inside any open bracket.
    fn has_left(&self, line: Range<usize>) -> bool {
        let words = self.text.get(line.clone()).unwrap_or_default();
        let lines = || self.text[line.start..].lines();
        let goes_on = |line: &&str| !line.trim().is_empty() && !is_header(line);
        // In a group, the commas after its lines may be missing rather than its closing bracket.
        let closed = || lines().take_while(goes_on).any(|line| line.trim().starts_with('}'));
        is_header(words) || is_pair(words) && (self.is_in('[') || self.value.is_some() && !closed())
    }

    /// Whether the innermost open bracket is this one.
    fn is_in(&self, bracket: char) -> bool {
        self.open.last().is_some_and(|(open, _)| *open == bracket)
    }

    /// Notes a sign that was used for another.
    fn sign(&mut self) {
        self.found.signs.push(self.at);
        self.at += 1;
    }

    /// Notes that a comma is missing before what starts here.
    fn missing_comma(&mut self) {
        if let Some(end) = self.value.take() {
            self.found.commas.push(end);
        }
    }

    /// Notes a key without a value.
    fn missing_value(&mut self) {
        let key = self.key.take();
        self.found.slots.extend(key.map(|key| Slot { key: Some(key), range: self.at..self.at }));
    }

    /// Reads the value or key that starts here.
    fn slot(&mut self) {
        let range = self.at..self.slot_end();
        self.at = range.end;
        let before = self.at;
        let is_key = self.is_in('{')
            && (self.next() == Some('=') || self.key.is_none() && self.next() == Some(':'));
        self.at = before;
        match (self.key.take(), is_key) {
            (Some(key), true) => {
                let words = &self.text[range.clone()];
                // A comma is missing in the text before `=`, as in `1 y = 2`; or there is no value at all.
                let cut = words.rfind([' ', '\t']).map_or(0, |at| at + 1);
                let end = range.start + words[..cut].trim_end().len();
                self.found.slots.push(Slot { key: Some(key), range: range.start..end });
                self.found.commas.push(end);
                self.key = Some(range.start + cut..range.end);
            }
            (None, true) => {
                self.missing_comma();
                self.key = Some(range);
            }
            (None, false) if self.is_in('{') && self.goes_on(&range) => {
                if let Some(last) = self.found.slots.last_mut() {
                    last.range.end = range.end;
                }
                self.value = Some(range.end);
            }
            (key, false) => {
                self.missing_comma();
                self.value = Some(range.end);
                self.found.slots.push(Slot { key, range });
            }
        }
    }

    /// Whether digits continue a number before a comma, as in `88,1` or `(1,200)`.
    fn goes_on(&self, range: &Range<usize>) -> bool {
        let digits = |range: Range<usize>| {
            let words = without_short_form(&self.text[range]);
            let is_part = |next: char| next.is_ascii_digit() || ".,%£ ()-−–".contains(next);
            words.contains(|next: char| next.is_ascii_digit()) && words.chars().all(is_part)
        };
        self.found.slots.last().is_some_and(|last| {
            digits(last.range.clone())
                && digits(range.clone())
                && self.text[last.range.end..range.start].trim() == ","
        })
    }

    /// The offset at which the value or key that starts here ends.
    fn slot_end(&self) -> usize {
        let rest = &self.text[self.at..line_at(self.text, self.at).end];
        if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
            return long_text(self.text, self.at).unwrap_or_else(|end| end);
        }
        let closing: &[char] = match rest.chars().next() {
            Some('"' | '“' | '”' | '„') => &['"', '”', '“'],
            Some('\'' | '‘' | '’') => &['\'', '’'],
            _ => return self.at + self.bare(rest),
        };
        let ends = |&(at, mark): &(usize, &str)| {
            at > 0 && !rest[..at].ends_with('\\') && self.is_end(&rest[at + mark.len()..])
        };
        let end = rest.match_indices(closing).find(ends).map(|(at, mark)| at + mark.len());
        self.at + end.unwrap_or_else(|| rest.trim_end_matches([' ', ',', ']', '}']).len())
    }

    /// Whether a value can end before the rest of its line.
    fn is_end(&self, rest: &str) -> bool {
        let words = rest.trim_start();
        let spaced = words.len() < rest.len();
        words.is_empty()
            || words.starts_with([',', ';', ']', '}', '#', '='])
            || words.starts_with(':') && self.is_in('{') && self.key.is_none()
            || spaced
                && (words.starts_with(['"', '“', '{', '['])
                    || self.is_in('{') && starts_pair(words))
    }

    /// The length of the value without marks at the start of the rest of a line.
    fn bare(&self, rest: &str) -> usize {
        let key = self.is_in('{') && self.key.is_none();
        let stops = |next: char| ",;]}[{#=".contains(next) || next == ':' && key;
        let end = rest.find(stops).unwrap_or(rest.len());
        rest[..end].trim_end().len().max(1)
    }
}

/// Whether a text starts with a key and `=`.
fn starts_pair(words: &str) -> bool {
    let end = words.find(|next: char| !(next.is_alphanumeric() || "_-".contains(next)));
    end.is_some_and(|end| end > 0 && words[end..].trim_start().starts_with('='))
}
