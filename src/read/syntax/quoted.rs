//! Mends text in quotation marks: the wrong marks, marks within, missing marks, backslashes, and characters that
//! cannot be printed.
//!
//! The text of one value comes in; its fix goes out. Showing the corrected line is left to [`slip`](super::slip).

use std::ops::Range;

use super::backslash;
use super::fix::Fix;
use crate::read::character::described;

/// Marks that word processors put in place of straight ones, and accents typed for them.
const CURLY: [char; 13] = ['“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '＂', '`', '´'];

/// The fix for a text in marks of any kind; `None` where it is valid.
pub(super) fn quoted(raw: &str) -> Option<Fix> {
    let first = raw.chars().next()?;
    if raw.starts_with("\"\"\"") || raw.starts_with("'''") {
        return backslash::wrong(raw).or_else(|| unprintable(raw));
    }
    match first {
        '"' | '\'' => path(raw)
            .or_else(|| unfinished(raw, first))
            .or_else(|| marks_within(raw, first))
            .or_else(|| backslash::wrong(raw))
            .or_else(|| unprintable(raw)),
        _ if CURLY.contains(&first) => Some(curly(raw, first)),
        _ => None,
    }
}

/// The fix for a text between marks that are not straight.
fn curly(raw: &str, first: char) -> Fix {
    let start = first.len_utf8();
    let last = raw[start..].chars().next_back();
    let last = last.filter(|last| CURLY.contains(last) || matches!(last, '"' | '\''));
    let end = raw.len() - last.map_or(0, char::len_utf8);
    let mark = mark_for(&raw[start..end]);
    Fix::new(
        0..raw.len(),
        format!("`{first}` is {}, and a value stands between straight ones, `\"`", name_of(first)),
        "write",
        vec![(0..start, mark.to_owned()), (end..raw.len(), mark.to_owned())],
    )
}

/// The name of a mark that is not straight, with its article.
fn name_of(mark: char) -> &'static str {
    match mark {
        '`' | '´' => "an accent",
        '«' | '»' | '＂' => "a foreign quotation mark",
        _ => "a curly quotation mark",
    }
}

/// The marks that can enclose a text unchanged.
fn mark_for(inside: &str) -> &'static str {
    match (inside.contains(['"', '\\']), inside.contains('\'')) {
        (false, _) => "\"",
        (true, false) => "'",
        (true, true) if inside.contains('\\') => "'''",
        (true, true) => "\"\"\"",
    }
}

/// The fix for a text without a closing mark.
fn unfinished(raw: &str, mark: char) -> Option<Fix> {
    let inside = &raw[1..];
    let ended = inside.ends_with(mark) && !(mark == '"' && ends_in_escape(inside));
    if ended || inside.trim_end_matches(mark).contains(mark) {
        return None;
    }
    let (at, message) = match inside.chars().next_back().filter(|last| CURLY.contains(last)) {
        Some(last) => (
            raw.len() - last.len_utf8(),
            format!("this text starts with `{mark}` and ends with `{last}`"),
        ),
        None => (raw.len(), "this text has no quotation mark after it".to_owned()),
    };
    Some(Fix::new(0..raw.len(), message, "write", vec![(at..raw.len(), mark.to_string())]))
}

/// Whether the last mark of a text is escaped, so that it does not close it.
fn ends_in_escape(inside: &str) -> bool {
    let before = &inside[..inside.len() - 1];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// The fix for a text that contains the marks around it.
fn marks_within(raw: &str, mark: char) -> Option<Fix> {
    let inside = raw[1..].strip_suffix(mark)?;
    let is_mark = |at: usize| mark == '\'' || !inside[..at].ends_with('\\');
    let mut within = inside.match_indices(mark).map(|(at, _)| at).filter(|at| is_mark(*at));
    let first = within.next()?;
    let last = within.next_back().unwrap_or(first);
    let around = match mark {
        '"' if inside.contains('\'') => "\"\"\"",
        '"' => "'",
        _ if inside.contains(['"', '\\']) => "'''",
        _ => "\"",
    };
    let message = match mark {
        '\'' => "this apostrophe ends the text, since it is like the mark before it",
        _ => "the quotation marks within this text end it, since they are like those around it",
    };
    let remedy = match around {
        "\"" => "put the text between double quotation marks:",
        "'" => "put the text between single quotation marks:",
        _ => "put the text between three quotation marks at each end:",
    };
    let edits = vec![(0..1, around.to_owned()), (raw.len() - 1..raw.len(), around.to_owned())];
    Some(Fix::new(1 + first..2 + last, message.to_owned(), remedy, edits))
}

/// The fix for a path with backslashes between its folders.
fn path(raw: &str) -> Option<Fix> {
    let inside = raw.strip_prefix('"')?.trim_end_matches('"');
    let is_part = |next: char| next.is_alphanumeric() || "_-. ()".contains(next);
    let drive = inside.get(1..3) == Some(":\\");
    let parts = inside.get(if drive { 3.. } else { 0.. })?.split('\\');
    let named = inside.rsplit_once('.').is_some_and(|(_, end)| {
        (2..=5).contains(&end.len()) && end.chars().all(char::is_alphanumeric)
    });
    if !inside.contains('\\')
        || !(drive || named)
        || !parts.clone().all(|part| part.chars().all(is_part))
    {
        return None;
    }
    let at = raw.find('\\')?;
    let edits = raw.match_indices('\\').map(|(at, _)| (at..at + 1, "/".to_owned())).collect();
    Some(Fix::new(
        at..at + 1,
        "a path has slashes between its folders, not backslashes".to_owned(),
        "write",
        edits,
    ))
}

/// The fix for a text with characters that cannot be printed.
fn unprintable(raw: &str) -> Option<Fix> {
    let is_wrong =
        |next: char| next.is_control() && next < '\u{80}' && !matches!(next, '\t' | '\n' | '\r');
    let wrong: Vec<Range<usize>> = raw
        .char_indices()
        .filter(|(at, next)| is_wrong(*next) || *next == '\r' && !raw[at + 1..].starts_with('\n'))
        .map(|(at, next)| at..at + next.len_utf8())
        .collect();
    let first = wrong.first()?.clone();
    let next = raw[first.clone()].chars().next()?;
    Some(Fix::new(
        first,
        format!("there is {} here, which cannot be printed", described(next)),
        "",
        wrong.into_iter().map(|range| (range, " ".to_owned())).collect(),
    ))
}
