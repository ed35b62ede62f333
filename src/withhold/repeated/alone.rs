//! Sums, firms and persons that only withheld texts name, but for one open text.
//!
//! In comes everything that the files of a workspace say; out come the open texts that say such a word, for a secret need
//! not be a whole sentence. What several open texts say is known; a place is named by everyone.

use std::collections::{BTreeMap, BTreeSet};

use typst::syntax::FileId;

use super::said::{Open, Said};

/// The fewest digits of a sum, and how many of them before its last zeros: a round sum may be any.
const DIGITS: usize = 4;
const TELLING: usize = 3;
/// In how many open texts a word stands that everyone knows.
const KNOWN: usize = 2;
/// What stands before the name of a person.
const TITLES: [&str; 6] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr"];
/// What the names of firms end with.
const FIRMS: [&str; 18] = [
    "Ltd",
    "Limited",
    "LLP",
    "plc",
    "PLC",
    "CIC",
    "Group",
    "Holdings",
    "Partners",
    "Partnership",
    "Associates",
    "Builders",
    "Contractors",
    "Coaches",
    "Homes",
    "Developments",
    "Consulting",
    "Solutions",
];

/// The open texts that say such a word, each with it and the file that withholds it.
pub(super) fn said(all: &Said) -> Vec<(&Open, String, FileId)> {
    let mut secrets: BTreeMap<&str, FileId> = BTreeMap::new();
    for withheld in &all.withheld {
        let text = &withheld.text;
        for word in sums(text).into_iter().chain(names(text)).chain(addresses(text)) {
            secrets.entry(word).or_insert(withheld.file);
        }
    }
    let mut found = Vec::new();
    for (word, file) in secrets {
        let open: Vec<&Open> = all.open.iter().filter(|open| says(&open.text, word)).collect();
        let files: BTreeSet<_> = open.iter().map(|open| open.place.start).collect();
        if files.len() < KNOWN {
            found.extend(open.first().map(|open| (*open, word.to_owned(), file)));
        }
    }
    found
}

/// Whether a text says a word, and not a longer one.
fn says(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let goes_on = |next: char| next.is_alphanumeric();
        let mut after = text[at + word.len()..].chars();
        let next = after.next();
        let is_longer = next.is_some_and(goes_on)
            || matches!(next, Some(',' | '.'))
                && after.next().is_some_and(|next| next.is_ascii_digit());
        !text[..at].ends_with(goes_on) && !is_longer
    })
}

/// The sums of money in a text that are no round ones.
fn sums(text: &str) -> Vec<&str> {
    let found = text.match_indices('£').filter_map(|(at, sign)| {
        let rest = &text[at + sign.len()..];
        let end = rest.find(|next: char| !next.is_ascii_digit() && !",.".contains(next));
        let figure = rest[..end.unwrap_or(rest.len())].trim_end_matches([',', '.']);
        let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
        let telling = digits.trim_end_matches('0').len();
        (digits.len() >= DIGITS && telling >= TELLING)
            .then(|| &text[at..at + sign.len() + figure.len()])
    });
    found.collect()
}

/// The e-mail addresses and postcodes in a text.
fn addresses(text: &str) -> Vec<&str> {
    let words = places(text);
    let is_email = |word: &str| {
        word.split_once('@').is_some_and(|(name, at)| !name.is_empty() && at.contains('.'))
    };
    let emails = words.iter().map(|(_, word)| *word).filter(|word| is_email(word));
    let postcodes = words.windows(2).filter_map(|two| match two {
        [(start, outward), (last, inward)] if is_postcode(outward, inward) => {
            Some(&text[*start..last + inward.len()])
        }
        _ => None,
    });
    emails.chain(postcodes).collect()
}

/// Whether two words are the halves of a postcode: `SW1A 2AA`.
fn is_postcode(outward: &str, inward: &str) -> bool {
    let is_letter = |next: char| next.is_ascii_uppercase();
    let is_digit = |next: char| next.is_ascii_digit();
    (2..=4).contains(&outward.len())
        && outward.starts_with(is_letter)
        && outward.contains(is_digit)
        && inward.len() == 3
        && inward.starts_with(is_digit)
        && inward.ends_with(is_letter)
}

/// The words of a text without the signs around them, each with the byte that it starts at.
fn places(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let words = text.split_inclusive(char::is_whitespace).map(|piece| {
        let word = piece.trim_matches(|next: char| !next.is_alphanumeric());
        let word = word.trim_end_matches("’s").trim_end_matches("'s");
        let start = at + piece.find(word).unwrap_or(0);
        at += piece.len();
        (start, word)
    });
    words.collect()
}

/// The persons and firms that a text names.
fn names(text: &str) -> Vec<&str> {
    let words = places(text);
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.len() > 1;
    let is_beside = |one: usize, other: usize| {
        let (end, next) = (words[one].0 + words[one].1.len(), words[other].0);
        text[end..next].trim().is_empty()
    };
    let mut found = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        if TITLES.contains(word) {
            let mut last = at;
            while last + 1 < words.len() && is_name(words[last + 1].1) && is_beside(last, last + 1)
            {
                last += 1;
            }
            if last > at {
                found.push(&text[*start..words[last].0 + words[last].1.len()]);
            }
        }
        if FIRMS.contains(word) && at > 0 {
            let mut first = at;
            while first > 0 && is_name(words[first - 1].1) && is_beside(first - 1, first) {
                first -= 1;
            }
            // The first word of a sentence has a capital in any case.
            let starts = ["The", "A", "An", "In", "Of", "By", "For", "From", "With", "And", "But"];
            first += usize::from(starts.contains(&words[first].1));
            if first < at {
                found.push(&text[words[first].0..start + word.len()]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_firms_and_persons_tell_something_and_places_do_not() {
        let text = "The lowest price was bid by Weald Coaches at £1,204,500. Mr Alan Carter’s firm, Ferrow Homes Ltd, \
            asked £500,000 for Mill Lane; Mrs Carter did not.";
        assert_eq!(sums(text), ["£1,204,500"]);
        assert_eq!(
            names(text),
            ["Weald Coaches", "Mr Alan Carter", "Ferrow Homes", "Ferrow Homes Ltd", "Mrs Carter"]
        );
        let text = "Write to ann@example.org or to 2 Mill Lane, ZZ9 4QX; see @home and A1 and 3rd.";
        assert_eq!(addresses(text), ["ann@example.org", "ZZ9 4QX"]);
        assert!(says("at £1,204,500.", "£1,204,500") && !says("£1,204,500.50", "£1,204,500"));
    }
}
