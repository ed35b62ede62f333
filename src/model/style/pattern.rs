//! Labels made of numbers: `1.`, `a)`, `(iv)`, `A1`, `3.1.2`.
//!
//! A pattern has a place for each number: one of `1`, `a`, `A`, `i`, `I`, which also gives the form of the number. A
//! letter is a place only if it is by itself, so that "Part A" has one.

use std::ops::Range;

/// The characters that can be a place for a number.
const PLACES: [char; 5] = ['1', 'a', 'A', 'i', 'I'];

/// The label of the nth item, counted from 1. A pattern without a place is the label of every item, as a bullet is.
pub(crate) fn label(pattern: &str, n: usize) -> String {
    fill(pattern, &[n])
}

/// The label of an item numbered within others: the numbers fill the pattern's places from the left. Places without a
/// number are left out, and numbers without a place follow after full stops.
pub(crate) fn fill(pattern: &str, numbers: &[usize]) -> String {
    let places: Vec<_> = places(pattern).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return pattern.to_owned();
    };
    let mut filled = pattern[..first.start].to_owned();
    let mut end = first.start;
    for (place, number) in places.iter().zip(numbers) {
        filled.push_str(&pattern[end..place.start]);
        filled.push_str(&written(&pattern[place.clone()], *number));
        end = place.end;
    }
    let beyond = numbers.get(places.len()..).unwrap_or_default();
    for number in beyond {
        filled.push_str(&format!(".{number}"));
    }
    let after = &pattern[last.end..];
    filled.push_str(if beyond.is_empty() { after } else { after.trim_end_matches('.') });
    filled
}

/// Whether a pattern has a place for a number.
pub(crate) fn counts(pattern: &str) -> bool {
    places(pattern).next().is_some()
}

/// The first place in a pattern.
pub(crate) fn first_place(pattern: &str) -> Option<&str> {
    places(pattern).next().map(|place| &pattern[place])
}

/// The places in a pattern, as byte ranges.
fn places(pattern: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let alone = |at: usize, length: usize| {
        let before = pattern[..at].chars().next_back();
        let after = pattern[at + length..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphabetic)
    };
    pattern
        .char_indices()
        .filter(|(_, next)| PLACES.contains(next))
        .filter(move |(at, next)| *next == '1' || alone(*at, next.len_utf8()))
        .map(|(at, next)| at..at + next.len_utf8())
}

/// A number in the form of a place.
fn written(place: &str, number: usize) -> String {
    match place {
        "a" => letters(number),
        "A" => letters(number).to_ascii_uppercase(),
        "i" => roman(number),
        "I" => roman(number).to_ascii_uppercase(),
        _ => number.to_string(),
    }
}

/// A number as letters: a … z, aa, ab …
fn letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push((b'a' + (n % 26) as u8) as char);
        n /= 26;
    }
    letters.iter().rev().collect()
}

/// A number as a small Roman numeral up to 3,999; in digits beyond.
fn roman(n: usize) -> String {
    const STEPS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if n > 3999 {
        return n.to_string();
    }
    let mut left = n;
    let mut numeral = String::new();
    for (value, sign) in STEPS {
        while left >= value {
            numeral.push_str(sign);
            left -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_carries_the_number_in_its_own_script() {
        assert_eq!(label("1.", 12), "12.");
        assert_eq!(label("a)", 28), "ab)");
        assert_eq!(label("(i)", 14), "(xiv)");
        assert_eq!(label("A", 3), "C");
        assert_eq!(label("•", 3), "•");
    }

    #[test]
    fn a_letter_of_a_word_is_no_place() {
        assert_eq!(label("Part A:", 2), "Part B:");
        assert_eq!(label("Rhan 1", 2), "Rhan 2");
        assert!(!counts("Item"));
    }

    #[test]
    fn numbers_go_into_the_places_from_the_left() {
        assert_eq!(fill("A1", &[2, 3]), "B3");
        assert_eq!(fill("1.1.1", &[3, 2]), "3.2");
        assert_eq!(fill("1.1", &[3, 2, 1]), "3.2.1");
        assert_eq!(fill("1.", &[6, 1]), "6.1");
        assert_eq!(fill("(1)", &[6, 1]), "(6.1)");
        assert_eq!(fill("§ 1 (a)", &[4, 3]), "§ 4 (c)");
    }
}
