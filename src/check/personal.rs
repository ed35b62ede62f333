//! What can identify a private person: National Insurance numbers and dates of birth.

use std::ops::Range;

use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};

/// What stands before a date of birth.
const BIRTH: [&str; 5] = ["date of birth", "d.o.b", "dob:", "dob ", "born on "];

/// Raises each.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let raise = |passage: &Passage<'_>, range: Range<usize>, what: &str| {
        let message = format!("this looks like {what}");
        Diagnostic::of(Rule::PersonalData, passage.place_of(range), message)
            .hint("take it out, or mark the paragraph as exempt: `{.exempt-1}` or `{.exempt-2}` at its end")
    };
    let mut findings = Vec::new();
    for passage in passages {
        for range in insurance_numbers(&passage.text) {
            findings.push(raise(passage, range, "a National Insurance number"));
        }
        if let Some(range) = birth(&passage.text) {
            findings.push(raise(passage, range, "someone’s date of birth"));
        }
    }
    findings
}

/// Where National Insurance numbers stand: `QQ 12 34 56 C`, with or without spaces.
fn insurance_numbers(text: &str) -> Vec<Range<usize>> {
    let words: Vec<_> = words(text).collect();
    let number = |from: usize| {
        let mut joined = String::new();
        words[from..].iter().take(5).find_map(|(range, word)| {
            // What follows it may be joined to it: `(AB 12 34 56 C)’s`.
            joined.push_str(word.split(|next: char| !next.is_alphanumeric()).next()?);
            is_insurance_number(&joined).then_some(words[from].0.start..range.end)
        })
    };
    (0..words.len()).filter_map(number).collect()
}

/// Whether letters and digits are those of a National Insurance number.
fn is_insurance_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 9
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && matches!(bytes[8], b'A'..=b'D')
}

/// Where a date of birth stands, with what says that it is one.
fn birth(text: &str) -> Option<Range<usize>> {
    let small = text.to_ascii_lowercase();
    let (at, said) = BIRTH.iter().find_map(|said| Some((small.find(said)?, said)))?;
    let after = small.get(at + said.len()..)?;
    // “Born on or after” is a rule of admission.
    if after.starts_with("or ") {
        return None;
    }
    let digit = after.find(|next: char| next.is_ascii_digit()).filter(|digit| *digit < 12)?;
    let start = at + said.len() + digit;
    let end = text[start..].find([',', ';', ')']).map_or(text.len(), |end| start + end);
    Some(at..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_by_their_form() {
        assert_eq!(insurance_numbers("his number QQ 12 34 56 C, and AB123456D"), [11..24, 30..39]);
        assert!(insurance_numbers("grant AB 12 and 34 56 E").is_empty());
        assert_eq!(birth("Name A (date of birth: 3 May 2010), of"), Some(8..33));
        assert_eq!(birth("The date of birth is not recorded."), None);
        assert_eq!(birth("Mr A, born on 3 May 1984"), Some(6..24));
        assert_eq!(birth("children born on or after 1 September 2017"), None);
        assert_eq!(birth("and those born on or before 31 August 2018"), None);
    }
}
