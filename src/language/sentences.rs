//! Splits a text into sentences and words, with their ranges.

use std::ops::Range;

/// The sentences of a text; a full stop inside a number does not end one.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    parts(text, b".!?")
}

/// The clauses of a text: its sentences, also split at semicolons.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = Range<usize>> {
    parts(text, b".!?;")
}

/// The parts of a text that end with one of some marks before a space.
fn parts(text: &str, marks: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let after = text.bytes().zip(1..).filter(|(byte, _)| marks.contains(byte)).map(|(_, end)| end);
    let ends = after.filter(|&end| text[end..].chars().next().is_none_or(char::is_whitespace));
    let ends: Vec<_> = ends.chain([text.len()]).collect();
    ends.into_iter().map(move |end| {
        let range = start..end;
        start = end;
        range
    })
}

/// A text without the marks and spaces around it.
pub(crate) fn bare(text: &str) -> &str {
    text.trim_matches(|next: char| !next.is_alphanumeric())
}

/// The words of a text without the marks around them, each with its range.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut end = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |part| {
        let at = end;
        end += part.len();
        let is_mark = |next: char| !next.is_alphanumeric();
        let from_word = part.trim_start_matches(is_mark);
        let start = at + part.len() - from_word.len();
        let word = from_word.trim_end_matches(is_mark);
        (!word.is_empty()).then(|| (start..start + word.len(), word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_a_mark_before_a_space_and_not_within_a_number() {
        let text = "It cost 4.5 million; why? See 4.11.";
        let found = |ranges: Vec<Range<usize>>| -> Vec<&str> {
            ranges
                .into_iter()
                .map(|range| text[range].trim())
                .filter(|part| !part.is_empty())
                .collect()
        };
        assert_eq!(found(sentences(text).collect()), ["It cost 4.5 million; why?", "See 4.11."]);
        assert_eq!(found(clauses(text).collect()), ["It cost 4.5 million;", "why?", "See 4.11."]);
    }
}
