//! Escapes words of a draft as Markdown that prints exactly those words, as someone who knows Markdown would type
//! them.

use std::ops::Range;

use crate::read::mark::{in_signs, is_meant, says_only_that};

/// A whole line, which decides which characters would be markup.
pub(super) struct Line<'a> {
    whole: &'a str,
    /// Whether it has brackets that could be read as a link or a footnote.
    links: bool,
    /// Whether it has characters that could strike out words.
    strikes: bool,
    /// Whether it has several lines or is in a table, so that `|` needs escaping.
    pub(super) bars: bool,
    /// The positions that could be read as marks.
    marks: Vec<usize>,
    /// The position of the last `>`.
    greater: usize,
}

impl<'a> Line<'a> {
    /// Looks at a whole line.
    pub(super) fn new(whole: &'a str, bars: bool) -> Self {
        let links = ["](", "]:", "][", "[^"].iter().any(|sign| whole.contains(sign));
        let mut marks: Vec<usize> = in_signs(near(whole)).into_iter().map(|(at, _)| at).collect();
        marks.sort_unstable();
        let greater = whole.rfind('>').unwrap_or(0);
        Self { whole, links, strikes: whole.matches('~').count() > 1, bars, marks, greater }
    }

    /// Appends a range of the line as Markdown. `start` says that it begins a line, `linked` that it is the text of a
    /// link.
    pub(super) fn write(&self, range: Range<usize>, start: bool, linked: bool, out: &mut String) {
        let mut start = start;
        let mut skip_to = range.start;
        if start && let Some(label) = label(&self.whole[range.start..]) {
            // A number or sign that would begin a list, a heading or a quotation.
            let at = range.start + label;
            out.push_str(&self.whole[range.start..at]);
            out.push('\\');
            skip_to = at;
            start = false;
            let sign = self.whole[at..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&self.whole[at..at + sign]);
            skip_to += sign;
        }
        for (within, next) in self.whole[skip_to..range.end.max(skip_to)].char_indices() {
            let at = skip_to + within;
            if self.needs(at, next, start, linked) {
                out.push('\\');
            }
            out.push(next);
            start = false;
        }
    }

    /// Whether a character would be read as markup.
    fn needs(&self, at: usize, next: char, start: bool, linked: bool) -> bool {
        let before = self.whole[..at].chars().next_back();
        let rest = &self.whole[at + next.len_utf8()..];
        let after = rest.chars().next();
        let word = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
        match next {
            '\\' | '`' | '*' | '{' => true,
            '_' => !(word(before) && word(after)),
            '~' => self.strikes,
            '|' => self.bars || start,
            '<' => self.greater > at,
            '&' => is_entity(rest),
            '[' | ']' if linked => true,
            '[' => self.links || self.marks.binary_search(&at).is_ok() || is_mark(rest, ']'),
            '(' => self.marks.binary_search(&at).is_ok() || is_mark(rest, ')'),
            _ => next.is_ascii_punctuation() && self.marks.binary_search(&at).is_ok(),
        }
    }
}

/// The longest line in which marks are looked for, in bytes; no paragraph comes close to it.
const LONGEST: usize = 20_000;

/// The part of a line in which marks are looked for.
pub(super) fn near(line: &str) -> &str {
    &line[..line.floor_char_boundary(LONGEST)]
}

/// The position of the character that would turn the start of a line into markup, if there is one.
fn label(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    let digits = words.len() - words.trim_start_matches(|next: char| next.is_ascii_digit()).len();
    let after = |at: usize| words[at..].chars().next().is_none_or(char::is_whitespace);
    match first {
        '#' | '>' => Some(0),
        '-' | '+' if after(1) => Some(0),
        '-' | '=' if words.trim_end().chars().all(|next| next == first || next == ' ') => Some(0),
        _ if (1..10).contains(&digits)
            && words[digits..].starts_with(['.', ')'])
            && after(digits + 1) =>
        {
            Some(digits)
        }
        _ => None,
    }
}

/// Whether text continues the name of an entity: `amp;` after `&`.
fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches('#');
    let end = name.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(name.len());
    end > 0 && name[end..].starts_with(';')
}

/// Whether the text after an opening bracket would be read as a mark that withholds.
fn is_mark(rest: &str, close: char) -> bool {
    let near = &rest[..rest.floor_char_boundary(80)];
    let inside = near.find(close).map(|end| &near[..end]);
    inside.is_some_and(|inside| is_meant(inside) || says_only_that(inside))
}

/// Text with every character escaped that could be markup.
pub(super) fn all(words: &str) -> String {
    let mut written = String::new();
    for next in words.chars() {
        if next.is_ascii_punctuation() && !"'\",;:?/%$@".contains(next) {
            written.push('\\');
        }
        written.push(next);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escape(words: &str) -> String {
        let mut out = String::new();
        Line::new(words, false).write(0..words.len(), true, false, &mut out);
        out
    }

    #[test]
    fn only_what_would_be_read_as_markup_is_escaped() {
        for (words, escaped) in [
            ("2020. The year", r"2020\. The year"),
            ("1.2 million", "1.2 million"),
            ("- not an item", r"\- not an item"),
            ("# 3", r"\# 3"),
            ("snake_case and _this_", r"snake_case and \_this\_"),
            ("5 * 3", r"5 \* 3"),
            ("{{ x }}", r"\{\{ x }}"),
            ("a < b", "a < b"),
            ("<b> is a tag", r"\<b> is a tag"),
            ("R&D; AT&T", r"R\&D; AT&T"),
            ("R&D and &c", "R&D and &c"),
            ("[2020] EWCA", "[2020] EWCA"),
            ("[a](b)", r"\[a](b)"),
            ("~50", "~50"),
            ("(exempt-3)", r"\(exempt-3)"),
            ("C:\\temp", r"C:\\temp"),
            ("---", r"\---"),
        ] {
            assert_eq!(escape(words), escaped);
        }
    }
}
