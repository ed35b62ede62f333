//! Reads labels of a front sheet that ask whether a paper is exempt, and their answers.
//!
//! In come a label and the words after it; out comes an [`Answer`], which tells a “No” from the name of a
//! classification, and a paper that is exempt in part from one that is wholly so. Markings elsewhere on the front
//! sheet are found whatever the answer is.

use super::fields::chosen;
use super::markings;
use super::vocabulary::{Vocabulary, vocabulary};
use super::withheld::is_answered_no;

/// The answer to such a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing is exempt.
    No,
    /// The whole paper is exempt.
    Yes,
    /// Part of it is exempt, or an unknown part.
    Part,
}

/// Whether a label asks if a paper is exempt: “Exempt?”, “Does this report contain confidential information:”.
pub(super) fn asks_whether(label: &str) -> bool {
    let Vocabulary { asks_whether, closed, titles, .. } = vocabulary();
    let all: Vec<String> = words(label).collect();
    // “Exempt report: Lettings” is a title with a mark.
    let marks = all.first().is_some_and(|first| closed.contains(first))
        && all.iter().any(|word| titles.contains(word));
    let has = |word: &str| all.iter().any(|one| one == word);
    let closes = all.iter().any(|word| closed.contains(word)) || has("not") && has("publication");
    (!marks || label.ends_with('?')) && closes && all.iter().all(|word| asks_whether.contains(word))
}

/// The answer that words give to such a label; `None` where they answer something else.
pub(super) fn answer(said: &str) -> Option<Answer> {
    if is_answered_no("exempt?", Some(said)) {
        return Some(Answer::No);
    }
    let ticked = chosen(said).map_or_else(|| said.to_owned(), |(ticked, _)| ticked);
    let all: Vec<String> = words(&ticked).collect();
    let in_part = |word: &String| vocabulary().in_part.contains(word);
    let yes = all.first().is_some_and(|first| vocabulary().yes.contains(first));
    if markings::is_lone(&ticked) || yes && !all.iter().any(in_part) {
        return Some(Answer::Yes);
    }
    let no = all.first().is_some_and(|first| first == "no");
    (yes || no || all.iter().any(in_part) && all.len() < 12).then_some(Answer::Part)
}

/// The words of a line in small letters.
fn words(line: &str) -> impl Iterator<Item = String> {
    let words = line.split(|next: char| !next.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Labels that ask whether a paper is exempt.
    pub(in crate::import::word) const LABELS: [&str; 7] = [
        "Exempt?",
        "Is the report exempt?",
        "Exempt or confidential",
        "Confidential",
        "Exempt information",
        "Does this report contain exempt information?",
        "Not for publication",
    ];

    #[test]
    fn what_asks_whether_a_paper_is_exempt_is_told_from_what_says_so() {
        for label in LABELS {
            assert!(asks_whether(label), "{label}");
        }
        for label in [
            "Exempt report",
            "Exempt accommodation",
            "Open or closed",
            "For publication",
            "Classification",
            "Status",
        ] {
            assert!(!asks_whether(label), "{label}");
        }
    }

    #[test]
    fn answers_are_no_yes_or_in_part() {
        for said in ["No", "None", "N/A", "Not applicable", "☐ Yes ☒ No", "Open"] {
            assert_eq!(answer(said), Some(Answer::No), "{said}");
        }
        for said in ["Yes", "YES – paragraph 3", "☒ Yes ☐ No", "Exempt", "Part 2"] {
            assert_eq!(answer(said), Some(Answer::Yes), "{said}");
        }
        for said in ["Part", "In part", "Yes, in part", "Appendix 2 only", "No, except Appendix 3"]
        {
            assert_eq!(answer(said), Some(Answer::Part), "{said}");
        }
        for said in ["Lettings of homes", "Director of Place"] {
            assert_eq!(answer(said), None, "{said}");
        }
    }
}
