//! Words that say that a draft, or something in it, is not for publication.
//!
//! Nothing is decided here: whatever says so is taken at its word, so that no paper is open that was not meant to be. Its author
//! takes the key away where everyone may read it.

use super::escape::near;
use super::fields::chosen;
use crate::read::mark::{in_brackets, withholding, without_braces};

/// Words that withhold wherever they stand.
const WITHHOLDS: [&str; 20] = [
    "not for publication",
    "schedule 12a",
    "exempt information",
    "exempt report",
    "exempt appendix",
    "exempt appendices",
    "exempt item",
    "exempt from publication",
    "exempt from disclosure",
    "exempt by virtue",
    "is exempt under",
    "private and confidential",
    "strictly confidential",
    "commercially confidential",
    "commercial in confidence",
    "confidential report",
    "confidential appendix",
    "official-sensitive",
    "official sensitive",
    "not to be published",
];
/// Lines that withhold if nothing else stands in them.
const MARKINGS: [&str; 14] = [
    "confidential",
    "exempt",
    "restricted",
    "private",
    "part ii",
    "part 2",
    "part b",
    "pink paper",
    "pink papers",
    "sensitive",
    "not public",
    "yes - exempt",
    "exempt report",
    "private report",
];
/// Words that say that nothing is withheld.
const DENIES: [&str; 15] = [
    "no exempt",
    "not exempt",
    "not contain exempt",
    "not contain any exempt",
    "no confidential",
    "not confidential",
    "not contain confidential",
    "not applicable",
    "n/a",
    "none",
    "not contain any confidential",
    "nothing exempt",
    "no part of this",
    "is open",
    "are open",
];
/// Words after which what was denied holds all the same.
const EXCEPT: [&str; 7] =
    ["except", "other than", "apart from", "save for", "but ", "however", "although"];

/// What says that something is not for publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Closed {
    /// The paragraphs of the Schedule that it names.
    pub(super) paragraphs: Vec<String>,
    /// Whether it is called confidential, and not exempt.
    pub(super) confidential: bool,
    /// The words that say so.
    pub(super) words: String,
}

/// What a line says is not for publication, if it says so; `next` is the line after it, which may answer it.
pub(super) fn find(line: &str, next: Option<&str>) -> Option<Closed> {
    let small = small(line);
    let marked = MARKINGS.contains(&small.trim_matches(|next: char| !next.is_alphanumeric()));
    let start = near(line);
    let marks = withholding(start).is_some()
        || without_braces(start).chain(in_brackets(start)).next().is_some();
    if !marked && !marks && !WITHHOLDS.iter().any(|words| small.contains(words)) {
        return None;
    }
    let answered = small.contains('?') || small.ends_with(':') || small.split(' ').count() <= 9;
    let answer =
        next.map(|next| chosen(next).map_or_else(|| next.to_owned(), |(ticked, _)| ticked));
    let answer = answer.map(|answer| self::small(&answer)).unwrap_or_default();
    let answer = answer.trim_matches(|next: char| !next.is_alphanumeric());
    let no =
        answered && ["no", "none", "n/a", "open", "not applicable", "public"].contains(&answer);
    let denied = no
        || DENIES.iter().any(|words| small.contains(words))
        || small.ends_with(": no")
        || small.ends_with("? no");
    if denied && !marks && !EXCEPT.iter().any(|words| small.contains(words)) {
        return None;
    }
    let paragraphs = paragraphs(&small);
    let confidential =
        paragraphs.is_empty() && small.contains("confidential") && !small.contains("exempt");
    let words = line.chars().take(160).collect();
    Some(Closed { paragraphs, confidential, words })
}

/// The first of several lines that says that something is not for publication.
pub(super) fn find_in(lines: &[String]) -> Option<Closed> {
    lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| find(line, lines.get(at + 1).map(String::as_str)))
}

/// Whether a line does nothing but mark a paper.
pub(super) fn is_marking(line: &str) -> bool {
    find(line, None).is_some() && line.split(' ').count() <= 30
}

/// The appendix that a line speaks of.
pub(super) fn appendix_in(line: &str) -> Option<String> {
    let small = small(line);
    let after = ["appendix ", "annex "].into_iter().find_map(|word| small.split_once(word))?.1;
    let label: String = after.chars().take_while(|next| next.is_alphanumeric()).collect();
    let short =
        !label.is_empty() && (label.len() == 1 || label.chars().all(|next| next.is_ascii_digit()));
    short.then_some(label)
}

/// The numbers of paragraphs that a line names: `paragraphs 1, 2 and 3`.
fn paragraphs(small: &str) -> Vec<String> {
    let Some((_, after)) = small.split_once("paragraph") else { return Vec::new() };
    let after = after.trim_start_matches(['s', '(', ')', ' ']);
    let mut found = Vec::new();
    for word in after.split([' ', ',', '(', ')', '&', '/']).filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches(['.', ';', ':']);
        let digits = word.trim_end_matches(|next: char| next.is_ascii_alphabetic());
        if !digits.is_empty()
            && digits.len() < 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && word.len() <= digits.len() + 1
        {
            found.push(word.to_uppercase());
        } else if !matches!(
            word,
            "and" | "or" | "to" | "nos" | "no" | "number" | "numbers" | "paragraph" | "paragraphs"
        ) {
            break;
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A line in small letters, with one space between words.
fn small(line: &str) -> String {
    let line = line.to_lowercase().replace(['‑', '–', '\u{2010}'], "-");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_withhold_are_taken_at_their_word() {
        let closed = find(
            "NOT FOR PUBLICATION by virtue of paragraphs 3 and 5 of Part 1 of Schedule 12A",
            None,
        )
        .unwrap();
        assert_eq!(
            (closed.paragraphs, closed.confidential),
            (vec!["3".to_owned(), "5".to_owned()], false)
        );
        let closed =
            find("Appendix 2 (exempt information, paragraph 18C of Schedule 12A)", None).unwrap();
        assert_eq!(closed.paragraphs, ["18C"]);
        assert_eq!(appendix_in("Appendix 2 is exempt"), Some("2".into()));
        for words in [
            "CONFIDENTIAL",
            "Exempt",
            "Private and confidential",
            "Contains no exempt information except Appendix 3",
            "{.exempt-3}",
        ] {
            assert!(find(words, None).is_some(), "{words}");
        }
        assert!(find("Does this report contain exempt information?", Some("Yes")).is_some());
    }

    #[test]
    fn words_that_say_that_a_paper_is_open_withhold_nothing() {
        for words in [
            "This report does not contain exempt information",
            "Exempt information: None",
            "Premises that are exempt from business rates",
            "They will respect confidentiality",
            "Open",
        ] {
            assert_eq!(find(words, None), None, "{words}");
        }
        assert_eq!(find("Is this an exempt report?", Some("No")), None);
        assert_eq!(
            find("Does it contain exempt information? If so, which:", Some("☐ Yes ☒ No")),
            None
        );
        assert!(find("Does it contain exempt information?", Some("☒ Yes ☐ No")).is_some());
    }
}
