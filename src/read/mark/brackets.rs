//! Finds brackets that can only be meant as a mark: `[exempt]`, `(Exempt, paragraph 3)`, `(restricted)`.

use std::borrow::Cow;

use super::mistyped::{LONGEST, reach};
use super::parts::{Kind, Part, flowing, parts};
use super::references::{names_a_part, refers};
use super::words::{
    Said, cites_the_law, is_for_some, is_mark, is_mentioned, is_release, says_only_that, words,
};
use crate::read::character::LESS;

/// The brackets in a text that can only be meant as a mark: they hold nothing else, and are square or at an end of a
/// block, a cell or a sentence. Each has the byte that it starts at.
pub(super) fn in_brackets(text: &str) -> Vec<(usize, &str)> {
    let flowing = flowing(text);
    let marks = parts(&flowing).flat_map(|part| {
        let brackets = part.words.match_indices(['(', '[', '<', LESS]);
        let marks = brackets.filter_map(|(at, open)| Bracket::at(&part, at, open));
        marks
            .filter(Bracket::is_mark)
            .map(|mark| (part.at + mark.before.len(), mark.length))
            .collect::<Vec<_>>()
    });
    marks.map(|(at, length)| (at, &text[at..at + length])).collect()
}

/// A pair of brackets with its surroundings.
struct Bracket<'a> {
    open: &'a str,
    said: &'a str,
    length: usize,
    /// The whole part before it.
    before: &'a str,
    /// The text after it, as far as a mark reaches.
    after: &'a str,
    kind: Kind,
}

impl<'a> Bracket<'a> {
    /// The brackets that open at a byte of a part; `None` where they are not closed.
    fn at(part: &Part<'a>, at: usize, open: &'a str) -> Option<Self> {
        let close = match open {
            "(" => ')',
            "[" => ']',
            _ => '>',
        };
        let end = reach(part.words, at).find(close)?;
        let said = &part.words[at + open.len()..at + end];
        let after = reach(part.words, at + end + close.len_utf8());
        let before = &part.words[..at];
        Some(Self { open, said, length: end + close.len_utf8(), before, after, kind: part.kind })
    }

    /// Whether it can only be meant as a mark.
    fn is_mark(&self) -> bool {
        let is_tag = !["(", "["].contains(&self.open);
        let says = says_only_that(self.said) || is_tag && is_tag_of_a_mark(self.said);
        let blacked_out = self.open == "[" && starts_blacked_out(self.said);
        if is_labelled(self.said) && self.open != "<" {
            return !(self.open == "[" && self.after.starts_with(['(', '[', ':']));
        }
        if !says && !is_for_some(self.said) && !cites_the_law(self.said) && !blacked_out {
            return false;
        }
        let round = self.open == "(";
        if self.open == "[" && self.after.starts_with(['(', '[', ':']) {
            return false;
        }
        match (round, says) {
            (true, true) => {
                !refers(self.before()) && !names_a_part(self.said) && (self.starts() || self.ends())
            }
            (true, false) => self.stands_by_itself() || self.ends_a_sentence(),
            // Words inserted into a quotation are in square brackets too.
            (false, says) => says || blacked_out || self.starts() || self.ends(),
        }
    }

    /// The text before it, as far back as a reader looks.
    fn before(&self) -> &'a str {
        &self.before[self.before.ceil_char_boundary(self.before.len().saturating_sub(LONGEST))..]
    }

    /// Whether there is no word before it.
    fn starts(&self) -> bool {
        self.before.chars().all(|next| !next.is_alphabetic())
    }

    /// The first letter or digit after it.
    fn next(&self) -> Option<char> {
        // A link's words end where its address begins.
        let (words, after) = match self.after.split_once("](") {
            Some((words, address)) => (words, address.split_once(')').map_or("", |(_, rest)| rest)),
            None => (self.after, ""),
        };
        words.chars().chain(after.chars()).find(|next| next.is_alphanumeric())
    }

    /// Whether a block or a sentence ends after it.
    fn ends(&self) -> bool {
        self.next().is_none_or(char::is_uppercase)
    }

    /// Whether it is a sentence of its own.
    fn stands_by_itself(&self) -> bool {
        let sentence = self.before().trim_end_matches(|next: char| {
            !next.is_alphanumeric() && !SENTENCE_ENDS.contains(&next)
        });
        let is_parted = match sentence.is_empty() {
            true => self.next().is_some(),
            false => sentence.ends_with(SENTENCE_ENDS),
        };
        self.kind != Kind::Heading && is_parted && self.ends()
    }

    /// Whether it ends a block with the words of a sentence, not of a name. A sentence about exemption does not
    /// count, nor one that ends in the name of an Act.
    fn ends_a_sentence(&self) -> bool {
        let before: Vec<_> = words(self.before()).collect();
        let fewest = if self.kind == Kind::Block { FEWEST_WORDS } else { FEWEST_WORDS_OF_AN_ENTRY };
        let is_part = self.said.trim_start().to_lowercase().starts_with("part");
        let names = |word: &Cow<'_, str>| {
            Said::all().instruments.contains(word) || word.chars().all(|next| next.is_ascii_digit())
        };
        self.kind != Kind::Heading
            && self.next().is_none()
            && (before.len() >= fewest
                || self.after.starts_with('.')
                || self.before().contains('£'))
            && !(is_part && before.iter().rev().take(3).any(names))
            && !says_of_another(self.before())
    }
}

/// Whether words begin with a label that withholds them: `exempt: Ferrow paid £4m`.
fn is_labelled(said: &str) -> bool {
    let opens = |next: char| next.is_uppercase() || next == '£';
    said.split_once(": ")
        .is_some_and(|(label, words)| says_only_that(label) && words.starts_with(opens))
}

/// Whether words begin by saying in capitals that something was removed, and continue: `REDACTED the price`.
fn starts_blacked_out(said: &str) -> bool {
    let mut words = said.split_whitespace();
    let first = words.next().is_some_and(|first| first.starts_with("REDACT"));
    first && words.next().is_some()
}

/// Whether an HTML tag names a mark in an attribute: `p class="exempt-3"`.
fn is_tag_of_a_mark(said: &str) -> bool {
    let attributes = said.split_once('=').filter(|_| !said.contains("://"));
    attributes.is_some_and(|(_, values)| words(values).any(|word| is_mark(&word)))
}

/// The signs that end a sentence, or the part of one that introduces another.
const SENTENCE_ENDS: [char; 5] = ['.', '!', '?', ':', ';'];

/// The fewest words of a sentence: fewer are a name, such as that of a reserve or a school.
const FEWEST_WORDS: usize = 4;

/// The fewest words of a sentence in a list or a table, where names are longer.
const FEWEST_WORDS_OF_AN_ENTRY: usize = 6;

/// Whether a sentence is itself about something withheld, so that brackets at its end give the reason.
fn says_of_another(before: &str) -> bool {
    is_mentioned(before) || words(before).any(|word| is_release(&word))
}
