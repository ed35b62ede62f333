//! Splits a text into blocks, items and cells, by their signs alone.

/// A block, an item or a cell.
pub(super) struct Part<'a> {
    /// Its byte offset in the text.
    pub(super) at: usize,
    /// Its words, on one line.
    pub(super) words: &'a str,
    /// Its kind.
    pub(super) kind: Kind,
}

/// The kind of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading.
    Heading,
    /// An item of a list, or a cell of a table.
    Entry,
    /// Any other block.
    Block,
}

/// The parts of a text in which each block is on one line.
pub(super) fn parts(flowing: &str) -> impl Iterator<Item = Part<'_>> {
    let mut at = 0;
    let lines = flowing.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    });
    lines.flat_map(|(start, line)| {
        let words = line.trim_start_matches(SIGNS);
        let lead = &line[..line.len() - words.len()];
        // The sign of a footnote is not one of its words.
        let note = words.strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
        let words = note.map_or(words, |(_, words)| words.trim_start());
        let number = words.trim_start_matches(|next: char| next.is_ascii_digit());
        let numbered = number.len() < words.len() && number.starts_with([')', '.']);
        let kind = match lead.contains('#') {
            true => Kind::Heading,
            false
                if numbered
                    || line.contains('|')
                    || lead.contains(['-', '+'])
                    || words.starts_with("* ") =>
            {
                Kind::Entry
            }
            false => Kind::Block,
        };
        let words = if numbered { &number[1..] } else { words };
        let mut at = start + line.len() - words.len();
        words.split('|').map(move |words| {
            let start = at;
            at += words.len() + 1;
            Part { at: start, words, kind }
        })
    })
}

/// Signs at the start of a line, before its words.
const SIGNS: [char; 7] = [' ', '\t', '>', '#', '-', '+', '|'];

/// A text in which each line break inside a block is a space, as in Markdown. Byte offsets stay the same.
pub(super) fn flowing(text: &str) -> String {
    let starts_block = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '\t']);
        rest.is_empty()
            || rest.starts_with("* ")
            || rest.starts_with(['\n', '\r', '-', '+', '|', '>', '#', '`', '['])
            || [". ", ") "].iter().any(|after| {
                let digits = rest.trim_start_matches(|next: char| next.is_ascii_digit());
                digits.len() < rest.len() && digits.starts_with(after)
            })
    };
    let flow = |(at, next): (usize, char)| match next {
        '\n' if !text[..at].ends_with('\n') && !starts_block(&text[at + 1..]) => ' ',
        next => next,
    };
    text.char_indices().map(flow).collect()
}
