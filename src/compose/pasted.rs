//! Finds text pasted from a word processor, or typed as in one, that prints differently than its author expects.
//!
//! Prose comes in as written; warnings of the rule [`Rule::PastedText`] go out, each at its line. The words
//! themselves are not changed.

use std::ops::Range;

use super::address::{is_picture, spaced};
use crate::diag::{Diagnostic, Rule};
use crate::read::Prose;

/// Characters that people type as bullets.
const BULLETS: [char; 12] =
    ['•', '·', '▪', '●', '○', '◦', '‣', '➢', '■', '□', '\u{F0B7}', '\u{F0A7}'];

/// HTML tags that come with text from a web page.
const TAGS: [&str; 44] = [
    "a",
    "abbr",
    "article",
    "b",
    "blockquote",
    "br",
    "button",
    "center",
    "code",
    "del",
    "details",
    "div",
    "em",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "u",
];

/// The longest line that can be a heading, in characters.
const HEADING: usize = 80;

/// The longest tag, in bytes.
const TAG: usize = 4000;

/// A line of prose, and its offset.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    /// The byte range of its words, without the space around them.
    fn range(&self) -> Range<usize> {
        let start = self.start + (self.text.len() - self.text.trim_start().len());
        start..start + self.text.trim().len()
    }

    /// Its words, without the space around them.
    fn words(&self) -> &str {
        self.text.trim()
    }
}

/// Reports traces of a word processor in prose.
pub(in crate::compose) fn check(prose: &Prose) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if prose.is_made() {
        return problems;
    }
    let mut at = 0;
    let mut fenced = false;
    let lines: Vec<Line<'_>> = prose
        .text
        .split_inclusive('\n')
        .map(|text| {
            let line = Line { text, start: at };
            at += text.len();
            line
        })
        .filter(|line| {
            let fence = line.words().starts_with("```") || line.words().starts_with("~~~");
            fenced ^= fence;
            !(fenced || fence || line.text.starts_with("    "))
        })
        .collect();
    let mut hidden = Vec::new();
    let mut warn = |range: Range<usize>, message: String, hint: &str| {
        let warning = Diagnostic::of(Rule::PastedText, prose.place_of(range), message);
        problems.push(warning.hint(hint));
    };
    // A heading has something below it.
    let heads = lines.iter().filter(|line| !line.words().is_empty()).count() > 1;
    for range in lines.iter().filter_map(comment) {
        let message =
            format!("`{}` hides nothing, and would be printed", &prose.text[range.clone()]);
        let place = prose.place_of(range);
        hidden.push(Diagnostic::error(place, message).hint(
            "take it out, or keep it in the file as a line that starts with `#`, outside the text; put a backslash before the `<` if it is to be printed",
        ));
    }
    for (n, line) in lines.iter().enumerate() {
        let blank = |other: Option<&Line<'_>>| other.is_none_or(|other| other.words().is_empty());
        let first = blank(n.checked_sub(1).and_then(|before| lines.get(before)));
        let last = blank(lines.get(n + 1));
        let next = lines.get(n + 1).map(Line::words).unwrap_or_default();
        if let Some((message, hint)) = of_line(line.words(), first, last, next) {
            warn(line.range(), message.to_owned(), hint);
        } else if heads && first && last && in_capitals(line.words()) {
            warn(
                line.range(),
                "this line looks like a heading, and is a paragraph".to_owned(),
                "write `### ` before it, in small letters; the house style has the capitals",
            );
        }
        for range in tags(line.text)
            .into_iter()
            .map(|range| line.start + range.start..line.start + range.end)
        {
            let tag = &prose.text[range.clone()];
            let message = format!("`{tag}` is printed as it stands");
            warn(
                range,
                message,
                "papers are written in Markdown: `**bold**`, `*italic*`, `- ` for a list; remove the tag",
            );
        }
        if let Some(range) = spaced_link(line.text) {
            warn(
                line.start + range.start..line.start + range.end,
                "this is not a link: its address has a space in it".to_owned(),
                "write %20 for each space in the address",
            );
        }
    }
    problems.extend(hidden);
    problems
}

/// The message and hint for a line by itself. `first` and `last` say where it is in its paragraph; `next` is the line
/// after it.
fn of_line(
    words: &str,
    first: bool,
    last: bool,
    next: &str,
) -> Option<(&'static str, &'static str)> {
    let hollow = |line: &str| line.starts_with("o\t") || line.starts_with("o  ");
    if words.starts_with(BULLETS) || hollow(words) && (first || hollow(next)) {
        return Some((
            "this bullet was typed by hand, so the line is no item of a list",
            "start the line with `- `; the house style has the bullet",
        ));
    }
    let dashed = |line: &str| line.starts_with(['–', '—']) && line.chars().nth(1) == Some(' ');
    if dashed(words) && dashed(next) {
        return Some((
            "these dashes were typed by hand, so the lines run on as one paragraph",
            "start each line with `- `; the house style has the bullet",
        ));
    }
    // A sign that stands against a word starts no item: `-cut waits`, `(1) cut waits`.
    let joined = |line: &str| {
        let rest = line.strip_prefix(['-', '–', '—', '*', '+']).filter(|rest| !rest.contains('*'));
        rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    if joined(words) && (joined(next) || first && words.starts_with('-')) {
        return Some((
            "no space follows this sign, so the line is no item of a list",
            "start each line with `- `; the house style has the bullet",
        ));
    }
    if ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| words.starts_with(mark)) {
        return Some((
            "this is a mark of git between two versions that were not put together",
            "keep the lines of one version, and remove this line and the others that begin with `=======`, `<<<<<<<` and `>>>>>>>`",
        ));
    }
    let counted = |line: &str| {
        let number = line.strip_prefix('(').and_then(|rest| rest.split_once(") "));
        number.is_some_and(|(number, _)| {
            (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if counted(words) && counted(next) {
        return Some((
            "these numbers were typed by hand, so the lines run on as one paragraph",
            "start each line with `1. `; the house style has the number",
        ));
    }
    let close = |line: &str| {
        let rest = line.trim_start_matches(|next: char| next.is_ascii_digit());
        let mut rest = rest.chars();
        rest.next() == Some('.') && rest.next().is_some_and(char::is_alphabetic)
    };
    let numbered = |line: &str| line.starts_with(|next: char| next.is_ascii_digit()) && close(line);
    if numbered(words) && numbered(next) {
        return Some((
            "these numbers were typed without a space, so the lines run on as one paragraph",
            "start each line with `1. `; the house style has the number",
        ));
    }
    let sum = |next: char| next.is_ascii_digit() || matches!(next, '£' | '€');
    if words.strip_prefix("+ ").is_some_and(|rest| rest.starts_with(sum)) {
        return Some((
            "this plus starts an item of a list, and is not printed",
            "write `- +` where it is an item, or “plus”",
        ));
    }
    if first && typed_number(words) {
        return Some((
            "this number was typed by hand, beside what the house style numbers",
            "remove it; refer to a paragraph by a label: `{#label}` and `{{ ref(\"label\") }}`",
        ));
    }
    if typed_letter(words) && typed_letter(next) {
        return Some((
            "these letters were typed by hand, so the lines run on as one paragraph",
            "start each line with `1. `; the house style has the letter",
        ));
    }
    let hashes = words.starts_with("##") || words.starts_with('#') && first && last;
    if hashes && words.trim_start_matches('#').starts_with(char::is_alphabetic) {
        return Some((
            "this is not a heading: no space follows the `#`",
            "put a space after the last `#`",
        ));
    }
    let tabbed = |line: &str| line.contains('\t') && !line.starts_with('|');
    if first && tabbed(words) && tabbed(next) {
        return Some((
            "these lines have tabs between words, as a pasted table has, and run on as one paragraph",
            "write a table: `| A | B |`, below it `|---|---|`, then its rows",
        ));
    }
    None
}

/// Whether a line starts with a number such as 1.2 that is not a quantity: a capitalised word follows.
fn typed_number(words: &str) -> bool {
    let number = words.find(|next: char| !(next.is_ascii_digit() || next == '.')).unwrap_or(0);
    let (number, rest) = words.split_at(number);
    let parts = number.trim_end_matches('.').split('.');
    let dotted =
        parts.clone().count() > 1 && parts.clone().all(|part| !part.is_empty() && part.len() < 3);
    dotted
        && rest.starts_with(char::is_whitespace)
        && rest.trim_start().starts_with(char::is_uppercase)
}

/// Whether a line starts with a letter or a small numeral, in brackets or with a full stop: `(a)`, `b)`, `(iv)`,
/// `a.`.
fn typed_letter(words: &str) -> bool {
    let Some((label, rest)) = words.split_once([')', '.']) else { return false };
    let label = label.strip_prefix('(').unwrap_or(label);
    let is_label = label.len() == 1 && label.starts_with(|next: char| next.is_ascii_alphabetic())
        || !label.is_empty() && label.len() < 5 && label.bytes().all(|byte| b"ivx".contains(&byte));
    is_label && rest.starts_with(char::is_whitespace)
}

/// Whether a line is in capitals, as a heading may be.
fn in_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|next| next.is_alphabetic()).count();
    letters > 5
        && words.chars().count() <= HEADING
        && words.contains(' ')
        && !words.chars().any(char::is_lowercase)
        && words.starts_with(char::is_alphanumeric)
}

/// The start of an HTML comment in a line, up to its end if that is in the line. Its author hides it on purpose, and
/// Markdown prints it.
fn comment(line: &Line<'_>) -> Option<Range<usize>> {
    let starts = line.text.match_indices("<!--").map(|(at, _)| at);
    let is_typed = |at: &usize| line.text[..*at].matches('`').count().is_multiple_of(2);
    let at = starts.filter(|at| !is_escaped(line.text, *at)).find(is_typed)?;
    let rest = line.text[at..].trim_end();
    let length = rest.find("-->").map_or(rest.len(), |end| end + "-->".len());
    Some(line.start + at..line.start + at + length)
}

/// The HTML tags in a line.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        let inside = &text[at + 1..text.floor_char_boundary(at + TAG)];
        let Some(end) = inside.find('>').filter(|_| !is_escaped(text, at)) else { continue };
        let name = inside[..end].trim_start_matches('/');
        let name =
            name.split(|next: char| !next.is_ascii_alphanumeric()).next().unwrap_or_default();
        if TAGS.contains(&name.to_ascii_lowercase().as_str()) {
            found.push(at..at + 1 + end + 1);
        }
    }
    found
}

/// Whether a sign is escaped, by an odd number of backslashes before it.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches('\\').len();
    (at - before) % 2 == 1
}

/// The address of a link that has a space in it, which Markdown does not accept.
pub(super) fn spaced_link(text: &str) -> Option<Range<usize>> {
    let ends = text.match_indices("](").filter(|(at, _)| !is_escaped(text, *at));
    let mut addresses = ends.filter_map(|(at, _)| Some((at, spaced(text, at)?)));
    addresses.find(|(at, _)| !is_picture(text, *at)).map(|(_, address)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> Option<&'static str> {
        of_line(words, true, true, "").map(|(message, _)| message)
    }

    #[test]
    fn what_was_typed_by_hand_is_told_from_what_only_looks_like_it() {
        for typed in
            ["• An item", "\u{F0B7}\tAn item", "1.2 The Council", "1.2.\tThe Council", "##Heading"]
        {
            assert!(said(typed).is_some(), "{typed}");
        }
        for sound in [
            "1.2 million people",
            "2022.5 x",
            "- An item",
            "An APP",
            "| A | B |",
            "## Heading",
            "",
            "(a)",
        ] {
            assert_eq!(said(sound), None, "{sound}");
        }
        assert!(of_line("(a) One", true, false, "(b) two").is_some());
        for (typed, next) in [
            ("-cut waits", ""),
            ("–cut waits", "–train staff"),
            ("*cut waits", "*train staff"),
            ("(1) cut waits", "(2) train staff"),
            ("<<<<<<< HEAD", "cut waits"),
        ] {
            assert!(of_line(typed, true, false, next).is_some(), "{typed}");
        }
        for (sound, next) in [
            ("*slanted*", "*words*"),
            ("-5 degrees", "-6 degrees"),
            ("–as was said", ""),
            ("(2022) was dry", "(2023) was wet"),
            ("---", ""),
        ] {
            assert_eq!(of_line(sound, true, false, next), None, "{sound}");
        }
        assert!(of_line("A\tB", true, false, "1\t2").is_some());
    }

    #[test]
    fn a_comment_is_found_up_to_its_end_and_not_where_it_is_quoted() {
        let comment = |text| comment(&Line { text, start: 2 });
        assert_eq!(comment("a <!-- b --> c"), Some(4..14));
        assert_eq!(comment("<!-- b"), Some(2..8));
        assert_eq!((comment("\\<!-- b -->"), comment("`<!-- b -->`")), (None, None));
    }

    #[test]
    fn tags_and_links_with_spaces_are_found() {
        assert_eq!(tags("a <b>c</b> < d <https://example.org> <!-- e -->").len(), 2);
        assert!(spaced_link("[a](https://example.org/a b)").is_some());
        assert!(spaced_link("[c](#d e) ").is_some());
        assert_eq!(spaced_link("[a](https://example.org/a \"b\") ![c](d e.png)"), None);
    }
}
