//! Finds addresses of links and pictures that have a space in them, which Markdown does not accept.
//!
//! Prose comes in; the ranges of such addresses go out. A picture is shown all the same, since cameras and word
//! processors name files with spaces; a link is reported.

use std::ops::Range;

use super::pasted::is_escaped;

/// How far before its address the words of a picture may begin, in bytes.
const LONGEST: usize = 4000;

/// The longest address with a space, in bytes.
const ADDRESS: usize = 500;

/// The range of the address after the `](` at a byte of a text, if it has a space in it. A title in quotation marks
/// after it is left out.
pub(super) fn spaced(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?.strip_prefix("](")?;
    let line = rest[..rest.floor_char_boundary(ADDRESS)].lines().next()?;
    let mut open = 0;
    let end = line.find(|next| {
        open += match next {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        open < 0
    })?;
    let inside = &line[..end];
    let title = [" \"", " '"].iter().filter_map(|title| inside.find(title)).min();
    let address = inside[..title.unwrap_or(end)].trim_end();
    let plain = !address.contains(['<', '>', '\\']) && !address.contains("{{");
    let length = address.len();
    let has_space = address.trim_start().contains(char::is_whitespace);
    (plain && has_space).then(|| at + 2..at + 2 + length)
}

/// Whether the `](` at a byte of a text ends the words of a picture.
pub(super) fn is_picture(text: &str, at: usize) -> bool {
    let from = text.ceil_char_boundary(at.saturating_sub(LONGEST));
    let mut closed = 0;
    let start = text[from..at].char_indices().rev().find_map(|(start, next)| {
        match next {
            ']' => closed += 1,
            '[' if closed == 0 => return Some(from + start),
            '[' => closed -= 1,
            _ => {}
        }
        None
    });
    start.is_some_and(|start| text[..start].ends_with('!') && !is_escaped(text, start - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<&str> {
        text.find("](").and_then(|at| spaced(text, at)).map(|range| &text[range])
    }

    #[test]
    fn an_address_with_a_space_is_found_whatever_brackets_and_titles_are_around_it() {
        assert_eq!(address("![a](IMG 0123.jpg) b"), Some("IMG 0123.jpg"));
        assert_eq!(address("![a](Map (2).png)"), Some("Map (2).png"));
        assert_eq!(address("![a](Map 2.png \"A map\")"), Some("Map 2.png"));
        assert_eq!(address("[a](https://example.org/a b)"), Some("https://example.org/a b"));
        for sound in ["![a](map.png)", "![a](map.png \"A map\")", "![a](<a b.png>)", "[a](b\nc)"] {
            assert_eq!(address(sound), None, "{sound}");
        }
    }

    #[test]
    fn a_picture_is_told_from_a_link() {
        let is = |text: &str| is_picture(text, text.rfind("](").unwrap());
        assert!(is("![a [b] c](d e)"));
        for link in ["[a](d e)", "\\![a](d e)", "! [a](d e)", "a](d e)"] {
            assert!(!is(link), "{link}");
        }
    }
}
