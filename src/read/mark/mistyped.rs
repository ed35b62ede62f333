//! Finds marks with mistyped letters, signs or braces: `{.exmpt-3}`, `{exempt 3`, `<.exempt-3>`.

use super::words::{MARKS, bare};

/// The longest text in brackets that can be meant as a mark, in bytes: a longer one says more.
pub(super) const LONGEST: usize = 200;

/// The rest of a line after a byte of a text, as far as a mark there can reach.
pub(crate) fn reach(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary(at.saturating_add(LONGEST))];
    near.lines().next().unwrap_or_default()
}

/// Whether the text inside brackets can only be meant as a withholding mark.
pub(crate) fn is_meant(inside: &str) -> bool {
    let bare = bare(inside);
    let word = bare.trim_end_matches(|next: char| next == '-' || next.is_ascii_digit());
    let dot = inside.starts_with('.');
    // After a dot, the slip may also be behind the number.
    let first = bare.split(|next: char| next == '-' || next.is_ascii_digit()).next();
    let words = [Some(word), first.filter(|_| dot)];
    let slips = 1 + usize::from(dot);
    let near = |mark: &str| {
        words.into_iter().flatten().any(|word| {
            word.chars().count().abs_diff(mark.len()) <= slips
                && strsim::osa_distance(word, mark) <= slips
        })
    };
    near("exempt") && (word.len() < bare.len() || dot) || near("confidential")
}

/// The first mark in braces, real or mistyped, in words where marks are not read.
pub(crate) fn withholding(words: &str) -> Option<&str> {
    words.match_indices('{').find_map(|(at, _)| {
        let rest = reach(words, at);
        let end = rest.find('}').unwrap_or(rest.len());
        let written = rest[1..end].trim_start_matches('{');
        // No expression starts with a mark's dot.
        let closes = |open: &str, close: &str| rest.starts_with(open) && rest.contains(close);
        let expression = closes("{{", "}}") && !written.trim_start().starts_with('.')
            || closes("{%", "%}")
            || words[..at].ends_with('{');
        if expression {
            return None;
        }
        let inside = bare(written);
        let numbered =
            written.starts_with('.') && inside.ends_with(|next: char| next.is_ascii_digit());
        let meant = numbered || is_meant(written) || MARKS.iter().any(|mark| inside.contains(mark));
        meant.then(|| &rest[..rest.len().min(end + 1)])
    })
}

/// The words of a text that can only be meant as a mark, though they lack its braces: `.exempt-3`, `<.exempt-3>`,
/// `exempt-3}`. Each has the byte of its first sign, where a backslash in Markdown makes it plain text.
pub(crate) fn without_braces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part =
        |next: char| next.is_alphanumeric() || "-_.\u{2010}\u{2011}\u{2013}\u{2014}".contains(next);
    let mut at = 0;
    let words = text.split(move |next: char| !part(next)).map(move |word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word.trim_end_matches('.'))
    });
    words.filter_map(|(start, word)| {
        let after = text[start + word.len()..].starts_with('}');
        // The word before a mark may run into it.
        let own = word.rfind('.').or_else(|| after.then(|| word.rfind("exempt")).flatten());
        let (start, word) = own.map_or((start, word), |own| (start + own, &word[own..]));
        let sign = match text[..start].chars().next_back() {
            Some(open) if sets_apart(open) => Some(start - open.len_utf8()),
            _ if word.starts_with('.') || after => Some(start),
            Some(sign) if is_numbered(word) && "@#/=~|^*!_:".contains(sign) => {
                (!is_in_address(&text[..start])).then_some(start)
            }
            _ => None,
        }?;
        let says = word.starts_with('.') || word.contains(|next: char| next.is_ascii_digit());
        let in_braces = || {
            let line = text[..start].rsplit('\n').next().unwrap_or_default();
            line.rfind('{') > line.rfind('}')
        };
        (says && is_meant(word) && !in_braces()).then_some((sign, word))
    })
}

/// Whether a word is a mark's with its number: `exempt-3`.
fn is_numbered(word: &str) -> bool {
    let number = bare(word);
    let number = number.strip_prefix(MARKS[0]).and_then(|number| number.strip_prefix('-'));
    number.is_some_and(|number| number.starts_with(|next: char| next.is_ascii_digit()))
}

/// Whether a text ends inside an address.
fn is_in_address(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    ["://", "www.", "]("].into_iter().any(|sign| last.contains(sign))
}

/// Whether a sign before a word can replace the brace of a mark.
fn sets_apart(sign: char) -> bool {
    !sign.is_alphanumeric()
        && !sign.is_whitespace()
        && !"\\\"'`“”‘’/*_~=#&?@:,.!|-–—".contains(sign)
}
