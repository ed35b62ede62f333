//! Finds any part of long withheld texts.
//!
//! In come withheld and open texts; out comes a [`Stretches`], which finds in a text every run of letters that it
//! shares with a withheld one, unless an open text has it too. Texts are cut into overlapping stretches and compared
//! by a rolling hash, so that time and memory grow only with the length of the texts.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::fold::Folded;
use super::known::{is_known, is_standing};

/// The distance between the starts of stretches, in bytes. A run that is longer than a stretch by this much is found
/// wherever it begins.
const STEP: usize = 8;

/// How many consecutive bytes must occur in an open text to count as open.
const OPEN: usize = 20;

/// How many bytes of a stretch must not be open.
const CLOSED: usize = 12;

/// The least length in bytes of a run of words that every report uses, for it to be searched for.
const STOCK: usize = 60;

/// Withheld texts, ready to be searched for.
#[derive(Debug, Default)]
pub(super) struct Stretches {
    length: usize,
    /// The texts, as written and as folded.
    texts: Vec<(String, Folded)>,
    /// For the hash of each stretch, the index of its text and where it starts there.
    starts: HashMap<u64, (usize, usize)>,
}

impl Stretches {
    /// Prepares texts whose runs of `length` bytes are to be found, except for what open texts have too.
    pub(super) fn new(length: usize, texts: Vec<String>, open: &[Folded]) -> Self {
        let shortest = length - STEP + 1;
        let texts = texts.into_iter().map(|text| {
            let folded = Folded::new(&text);
            (text, folded)
        });
        let texts: Vec<_> = texts.filter(|(_, text)| text.letters().len() >= length).collect();
        let opened = opened(&texts, open);
        let mut starts = HashMap::new();
        for (number, (_, text)) in texts.iter().enumerate() {
            let mut closed = Vec::with_capacity(text.letters().len() + 1);
            let mut sum = 0usize;
            closed.push(sum);
            for open in covered(text, &opened) {
                sum += usize::from(!open);
                closed.push(sum);
            }
            for (at, hash) in rolling(text.letters(), shortest).step_by(STEP) {
                if closed[at + shortest] - closed[at] >= CLOSED {
                    starts.entry(hash).or_insert((number, at));
                }
            }
        }
        Self { length: shortest, texts, starts }
    }

    /// Whether there is nothing to search for.
    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The first withheld run in a text: its words as their author wrote them, and its range in the text.
    pub(super) fn find(&self, text: &Folded) -> Option<(&str, Range<usize>)> {
        if self.is_empty() {
            return None;
        }
        let letters = text.letters().as_bytes();
        rolling(text.letters(), self.length).find_map(|(at, hash)| {
            let &(number, start) = self.starts.get(&hash)?;
            let (written, own) = &self.texts[number];
            let withheld = own.letters().as_bytes();
            let after = letters[at..].iter().zip(&withheld[start..]);
            let after = after.take_while(|(one, other)| one == other).count();
            // Two stretches may have the same hash.
            if after < self.length {
                return None;
            }
            let before = letters[..at].iter().rev().zip(withheld[..start].iter().rev());
            let before = before.take_while(|(one, other)| one == other).count();
            let said = own.said(written, start - before..start + after);
            let words = Folded::new(said);
            let is_stock = (before + after < STOCK && is_known(&words)) || is_standing(&words);
            (!is_stock).then_some((said, at - before..at + after))
        })
    }
}

/// The hashes of the runs that withheld texts share with open ones.
fn opened(texts: &[(String, Folded)], open: &[Folded]) -> HashSet<u64> {
    let mut withheld: HashMap<u64, bool> = HashMap::new();
    for (_, text) in texts {
        withheld.extend(rolling(text.letters(), OPEN).map(|(_, hash)| (hash, false)));
    }
    if !withheld.is_empty() {
        for (_, hash) in open.iter().flat_map(|text| rolling(text.letters(), OPEN)) {
            withheld.entry(hash).and_modify(|is_open| *is_open = true);
        }
    }
    withheld.into_iter().filter(|(_, is_open)| *is_open).map(|(hash, _)| hash).collect()
}

/// For each byte of a text, whether it is in an open run.
fn covered(text: &Folded, opened: &HashSet<u64>) -> impl Iterator<Item = bool> {
    let mut ends = vec![false; text.letters().len()];
    for (at, hash) in rolling(text.letters(), OPEN) {
        ends[at] = opened.contains(&hash);
    }
    let mut until = 0;
    ends.into_iter().enumerate().map(move |(at, starts)| {
        if starts {
            until = at + OPEN;
        }
        at < until
    })
}

/// The hash of each run of this length in a text, with its start.
pub(crate) fn rolling(text: &str, length: usize) -> impl Iterator<Item = (usize, u64)> {
    /// A large odd number, so that each byte affects all bits of the hash.
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let bytes = text.as_bytes();
    let exponent = u32::try_from(length).unwrap_or(u32::MAX);
    let leaving = BASE.wrapping_pow(exponent);
    let mut hash = 0u64;
    (0..bytes.len()).filter_map(move |end| {
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(bytes[end]) + 1);
        if let Some(gone) = end.checked_sub(length) {
            hash = hash.wrapping_sub((u64::from(bytes[gone]) + 1).wrapping_mul(leaving));
        }
        (end + 1 >= length).then(|| (end + 1 - length, hash))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str =
        "The contract with Ferrow ends in March because they could not pay the pension fund.";

    fn stretches(open: &[&str]) -> Stretches {
        let open: Vec<_> = open.iter().map(|text| Folded::new(text)).collect();
        Stretches::new(40, vec![SECRET.to_owned()], &open)
    }

    #[test]
    fn words_that_every_report_has_are_no_secret_though_a_withheld_text_begins_with_them() {
        let stock = "Further details are available from the author of this report. ";
        let stretches = Stretches::new(40, vec![format!("{stock}{SECRET}")], &[]);
        assert_eq!(said(&stretches, &format!("{stock}There are none.")), None);
        assert!(said(&stretches, SECRET).is_some());
    }

    #[test]
    fn what_the_law_says_is_no_secret_however_long_it_is_but_what_follows_it_is() {
        let law = "The report is exempt by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972";
        let stretches = Stretches::new(40, vec![format!("{law}. {SECRET}")], &[]);
        assert_eq!(said(&stretches, law), None);
        let more = format!("{law}. The contract with Ferrow ends in May.");
        assert!(said(&stretches, &more).is_some_and(|said| said.contains("Ferrow")));
        let near = "The report is exempt because the council will end the contract by virtue of paragraph 3 of Part 1";
        let stretches = Stretches::new(40, vec![near.to_owned()], &[]);
        assert!(said(&stretches, near).is_some());
    }

    fn said(stretches: &Stretches, text: &str) -> Option<String> {
        stretches.find(&Folded::new(text)).map(|(said, _)| said.to_owned())
    }

    #[test]
    fn every_run_of_that_length_is_found_wherever_it_begins() {
        let stretches = stretches(&[]);
        let folded = Folded::new(SECRET);
        for start in 0..=folded.letters().len() - 40 {
            let text = format!("xyz{}xyz", &folded.letters()[start..start + 40]);
            assert!(said(&stretches, &text).is_some(), "{start}");
        }
        assert_eq!(said(&stretches, &folded.letters()[..30]), None);
    }

    #[test]
    fn the_whole_run_is_said_as_it_was_written() {
        let text = "… with\nFerrow ends  in March because they could not pay a fine.";
        assert_eq!(
            said(&stretches(&[]), text).as_deref(),
            Some("with Ferrow ends in March because they could not pay")
        );
    }

    #[test]
    fn what_open_texts_say_too_is_not_found_and_neither_is_a_letter_more() {
        let stretches = stretches(&["Because they could not pay the pension fund, they left."]);
        assert_eq!(said(&stretches, "because they could not pay the pension fund."), None);
        assert_eq!(said(&stretches, "h because they could not pay the pension fund."), None);
        assert!(said(&stretches, "Ferrow ends in March because they could not pay the").is_some());
    }

    #[test]
    fn a_hash_rolls_as_if_each_run_were_hashed_by_itself() {
        let text = "abcdefabcdef";
        let all: Vec<_> = rolling(text, 4).collect();
        assert_eq!(all.len(), 9);
        for (at, hash) in &all {
            assert_eq!(rolling(&text[*at..*at + 4], 4).next(), Some((0, *hash)));
        }
        assert_eq!(all[0].1, all[6].1);
        assert_eq!(rolling("abc", 4).count(), 0);
    }
}
