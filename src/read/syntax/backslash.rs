//! Finds backslashes in text between double quotation marks that start no escape, or start one by chance, as in the
//! path `C:\temp`.
//!
//! The text of one value comes in; the edits that make every backslash print go out.

use std::ops::Range;

use super::fix::Fix;

/// The letters of escapes that a path can contain by chance, and what each escape stands for.
const BY_CHANCE: [(char, &str); 6] = [
    ('t', "a tab"),
    ('n', "a line break"),
    ('r', "a line break"),
    ('b', "a control character"),
    ('f', "a page break"),
    ('e', "a control character"),
];

/// A backslash and the character after it.
#[derive(Debug, Clone, Copy)]
struct Pair {
    at: usize,
    next: char,
    is_escape: bool,
}

/// The fix for text with a backslash that starts no escape.
pub(super) fn wrong(raw: &str) -> Option<Fix> {
    if !raw.starts_with('"') {
        return None;
    }
    let pairs = pairs(raw);
    let first = *pairs.iter().find(|pair| !pair.is_escape)?;
    let mut edits = Vec::new();
    for line in lines(raw) {
        let of_line: Vec<Pair> = within(&pairs, &line).collect();
        if of_line.iter().any(|pair| !pair.is_escape && pair.next.is_alphanumeric()) {
            edits.extend(printed(raw, &of_line));
        } else {
            let wrong = of_line.into_iter().filter(|pair| !pair.is_escape);
            edits.extend(wrong.map(|pair| (pair.at..pair.at, "\\".to_owned())));
        }
    }
    let message = format!(
        "a backslash before `{}` stands for nothing between these quotation marks",
        first.next
    );
    Some(fix(first, message, edits))
}

/// The fix for a path whose backslashes start escapes by chance, which would lose them.
pub(super) fn path(raw: &str) -> Option<Fix> {
    if !raw.starts_with('"') {
        return None;
    }
    let pairs = pairs(raw);
    let mut first = None;
    let mut edits = Vec::new();
    for line in lines(raw) {
        let of_line: Vec<Pair> = within(&pairs, &line).collect();
        let lost = of_line.iter().find(|pair| is_lost(raw, &line, **pair, &of_line));
        if let Some(lost) = lost {
            first.get_or_insert(*lost);
            edits.extend(printed(raw, &of_line));
        }
    }
    let first = first?;
    let (_, what) = BY_CHANCE.into_iter().find(|(letter, _)| *letter == first.next)?;
    let message = format!(
        "`\\{}` is {what} between these quotation marks, and this looks like a path",
        first.next
    );
    Some(fix(first, message, edits))
}

/// The fix that makes every backslash of some lines print.
fn fix(first: Pair, message: String, edits: Vec<(Range<usize>, String)>) -> Fix {
    let twice = edits.iter().all(|(_, added)| added.len() == 1);
    let remedy = match (twice, edits.len()) {
        (true, 1) => "write the backslash twice:",
        (true, _) => "write every backslash twice:",
        (false, _) => "write the backslashes like this:",
    };
    Fix::new(first.at..first.at + 1 + first.next.len_utf8(), message, remedy, edits)
}

/// The backslashes of a text, each with the character after it.
fn pairs(raw: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while let Some(length) = raw[at..].find('\\') {
        at += length;
        let rest = &raw[at + 1..];
        let Some(next) = rest.chars().next() else { break };
        let is_escape = is_escape(next, rest, raw.starts_with("\"\"\""));
        pairs.push(Pair { at, next, is_escape });
        at += 1 + next.len_utf8();
    }
    pairs
}

/// The byte range of each line of a text.
fn lines(raw: &str) -> impl Iterator<Item = Range<usize>> {
    raw.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some(*at - line.len()..*at)
    })
}

/// The backslashes in a line.
fn within(pairs: &[Pair], line: &Range<usize>) -> impl Iterator<Item = Pair> {
    pairs.iter().filter(|pair| line.contains(&pair.at)).copied()
}

/// Whether a backslash in a line belongs to a path and starts an escape by chance.
fn is_lost(raw: &str, line: &Range<usize>, pair: Pair, of_line: &[Pair]) -> bool {
    let by_chance = |pair: &Pair| {
        let before = raw[..pair.at].chars().next_back();
        let after = raw[pair.at + 1..].chars().nth(1);
        BY_CHANCE.iter().any(|(letter, _)| *letter == pair.next)
            && after.is_some_and(char::is_alphanumeric)
            && before.is_some_and(|before| before.is_alphanumeric() || ":)_-\\".contains(before))
    };
    if !by_chance(&pair) {
        return false;
    }
    let is_space = |next: char| next.is_whitespace() || next == '"';
    let start = raw[line.start..pair.at].rfind(is_space).map_or(line.start, |at| line.start + at);
    let end = raw[pair.at..line.end].find(is_space).map_or(line.end, |at| pair.at + at);
    let in_word = || of_line.iter().filter(|other| (start..end).contains(&other.at));
    let drive = raw[line.start..pair.at].match_indices(":\\").any(|(at, _)| {
        let before = &raw[line.start..line.start + at];
        let mut letters = before.chars().rev();
        letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
            && !letters.next().is_some_and(char::is_alphanumeric)
    });
    // `C:` is right before the first of them.
    let first = raw[line.start..pair.at].ends_with(':') && pair.at - start <= 3;
    drive
        || first
        || in_word().any(|other| other.next == '\\')
        || in_word().any(|other| by_chance(other) && "bfre".contains(other.next))
        || in_word().filter(|other| by_chance(other)).count() > 1
            && in_word().any(|other| other.next == 't')
}

/// The insertions that make the backslashes of a line print: TOML halves them, and Markdown does so again before a
/// sign.
fn printed(raw: &str, of_line: &[Pair]) -> Vec<(Range<usize>, String)> {
    let added = of_line.iter().filter_map(|pair| {
        let before = raw[..pair.at].chars().next_back();
        let starts = before.is_none_or(|before| before.is_whitespace() || "\"(".contains(before));
        let after = raw[pair.at + 1..].chars().nth(1);
        let count = match pair.next {
            '"' | '\n' | '\r' | ' ' | '\t' => 0,
            '\\' if starts && after.is_some_and(char::is_alphanumeric) => 6,
            '\\' => 0,
            'u' | 'U' | 'x' if pair.is_escape => 0,
            next if next.is_ascii_punctuation() && !starts => 3,
            _ => 1,
        };
        (count > 0).then(|| (pair.at..pair.at, "\\".repeat(count)))
    });
    added.collect()
}

/// Whether the characters after a backslash make it an escape.
fn is_escape(next: char, rest: &str, long: bool) -> bool {
    let digits = |count: usize| {
        rest.get(1..1 + count).is_some_and(|digits| {
            u32::from_str_radix(digits, 16).is_ok_and(|code| char::from_u32(code).is_some())
        })
    };
    match next {
        'b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\' => true,
        'x' => digits(2),
        'u' => digits(4),
        'U' => digits(8),
        '\n' => long,
        ' ' | '\t' | '\r' => long && rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_loses_no_backslash_to_an_escape_that_it_makes_by_chance() {
        for (raw, made) in [
            (r#""See C:\temp\new\reports.""#, r#""See C:\\temp\\new\\reports.""#),
            (r#""C:\My Documents\new""#, r#""C:\\My Documents\\new""#),
            (r#""in shared\forms""#, r#""in shared\\forms""#),
            (r#""at \\server\new now""#, r#""at \\\\\\\\server\\new now""#),
            (r#""D:\\data\budget""#, r#""D:\\data\\budget""#),
        ] {
            let fix = wrong(raw).or_else(|| path(raw));
            assert_eq!(fix.map(|fix| fix.apply(raw)).as_deref(), Some(made), "{raw}");
        }
    }

    #[test]
    fn line_breaks_and_tabs_that_are_meant_stay() {
        for raw in [
            r#""One.\n\nTwo.""#,
            r#""- one\n- two\n- three""#,
            r#""one\ntwo\nthree""#,
            r#""one\ttwo""#,
            r#""at 10:00\nthen at 11:00""#,
            r#"'C:\temp'"#,
            r#""C:\\temp\\new""#,
        ] {
            assert!(path(raw).is_none(), "{raw}");
        }
    }
}
