//! Where lines may break inside words, and where they may not.
//!
//! In comes a text; out come its parts, for each output to write in its own way. Nothing is added to the text.

/// The most characters of a word that may have a line to itself; a longer one, such as an address, may break inside.
const UNBREAKABLE: usize = 24;

/// The most characters of a piece that stays whole where it ends where an address does, and of one that does not.
const PIECES: (usize, usize) = (12, 8);

/// A part of a text, as far as lines are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words that Typst breaks into lines.
    Words(&'a str),
    /// A place inside a long word where a line may break.
    Break,
    /// A sum below nothing, such as `−£3,688,000`: Typst would break it after its sign.
    Sum(&'a str),
}

/// The parts of a text, in order.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.chars().count() > UNBREAKABLE {
            for end in ends(bare).into_iter().map(|end| at + end) {
                parts.extend([Part::Words(&text[start..end]), Part::Break]);
                start = end;
            }
        } else if let Some(sum) = sum(bare) {
            parts.extend((at > start).then(|| Part::Words(&text[start..at])));
            parts.push(Part::Sum(sum));
            start = at + sum.len();
        }
        at += word.len();
    }
    if start < text.len() || parts.is_empty() {
        parts.push(Part::Words(&text[start..]));
    }
    parts
}

/// The word, if it is a sum of money below nothing.
fn sum(word: &str) -> Option<&str> {
    let after = word.trim_start_matches(['(', '[']).strip_prefix(['-', '−', '–'])?;
    after.starts_with(['£', '€', '$']).then_some(word)
}

/// Where the pieces of a long word end, but for the last one: where the parts of an address do, and within those that
/// are still long.
fn ends(word: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut segment: Vec<usize> = Vec::new();
    let (longest, piece) = PIECES;
    let mut close = |segment: &mut Vec<usize>, end: usize| {
        if segment.len() > longest {
            let pieces = segment.len().div_ceil(piece);
            let inner = (1..pieces).filter_map(|n| segment.get(n * segment.len() / pieces));
            ends.extend(inner.copied());
        }
        ends.push(end);
        segment.clear();
    };
    let mut before = None;
    for (at, next) in word.char_indices() {
        // Typst breaks no line before a mark, whatever stands there. `https://` alone at the end of one says nothing.
        let marked = before.is_some_and(|before: char| before.is_ascii_punctuation());
        if marked && next.is_alphanumeric() && !word[..at].ends_with("://") {
            close(&mut segment, at);
        }
        // No line starts with a mark that belongs to the letter before it.
        if next.is_alphanumeric() || next.is_ascii() {
            segment.push(at);
        }
        before = Some(next);
    }
    close(&mut segment, word.len());
    ends.pop();
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text with a bar where a line may break, and brackets around what stays together.
    fn shown(text: &str) -> String {
        let shown = parts(text).into_iter().map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Break => "|".to_owned(),
            Part::Sum(sum) => format!("[{sum}]"),
        });
        shown.collect()
    }

    #[test]
    fn addresses_break_where_their_parts_end() {
        let address = "https://www.example.gov.uk/libraries/opening-times?branch=north";
        assert_eq!(
            shown(address),
            "https://www.|example.|gov.|uk/|libraries/|opening-|times?|branch=|north"
        );
        let mail = "see libraries.and.archives.administration@example.gov.uk now";
        assert_eq!(
            shown(mail),
            "see libraries.|and.|archives.|adminis|tration@|example.|gov.|uk now"
        );
    }

    #[test]
    fn words_that_fit_a_line_stay_whole() {
        assert_eq!(shown("Overview and scrutiny, 1,000,000."), "Overview and scrutiny, 1,000,000.");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn a_sum_stays_with_its_sign() {
        assert_eq!(shown("It was −£3.7m (-£1)."), "It was [−£3.7m] [(-£1).]");
        assert_eq!(shown("a fall of -4.5%"), "a fall of -4.5%");
    }

    proptest! {
        #[test]
        fn parts_are_the_text(text in "[a-z£−/ .@é\u{301}\u{a0}]{0,90}") {
            prop_assert_eq!(shown(&text).replace(['|', '[', ']'], ""), text);
        }
    }
}
