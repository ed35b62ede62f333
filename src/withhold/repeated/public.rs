//! Recognises names that are public by right: of places, public bodies and laws.
//!
//! The words of a text come in; whether a name among them is one of these goes out.

/// Whether a capitalised word is in the name of a place, a public body or a law: the name follows `at` or `in`,
/// directly or in a list, or has a word such as `Street` or `Board` in it or after it.
pub(super) fn is_of_a_place(words: &[&str], at: usize) -> bool {
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase);
    let start = at - words[..at].iter().rev().take_while(is_name).count();
    let end = at + words[at..].iter().take_while(is_name).count();
    let is = |all: &[&str], word: &str| all.contains(&word.to_lowercase().as_str());
    let mut before = words[..start].iter().rev();
    let before = before.find(|word| !is_name(word) && !is(&JOINING, word));
    before.is_some_and(|word| is(&BEFORE_PLACES, word))
        || words[start..words.len().min(end + 1)].iter().any(|word| is(&PUBLIC, word))
}

/// Words that come before the name of a place, in English and in Welsh.
const BEFORE_PLACES: [&str; 10] =
    ["across", "around", "at", "in", "near", "outside", "within", "ym", "yn", "yng"];

/// Words that join names in a list, in English and in Welsh.
const JOINING: [&str; 6] = ["a", "ac", "and", "neu", "or", "the"];

/// Words in the names of places, public bodies and laws.
const PUBLIC: [&str; 61] = [
    "academy",
    "act",
    "agency",
    "alliance",
    "area",
    "authority",
    "avenue",
    "board",
    "borough",
    "bridge",
    "centre",
    "city",
    "college",
    "commission",
    "committee",
    "constabulary",
    "council",
    "county",
    "department",
    "district",
    "forum",
    "fund",
    "government",
    "hospital",
    "inspectorate",
    "lane",
    "library",
    "ministry",
    "network",
    "nhs",
    "office",
    "officer",
    "ombudsman",
    "order",
    "parish",
    "park",
    "partnership",
    "plan",
    "police",
    "programme",
    "project",
    "regulations",
    "river",
    "road",
    "scheme",
    "school",
    "schools",
    "service",
    "services",
    "square",
    "station",
    "strategy",
    "street",
    "team",
    "town",
    "trust",
    "union",
    "university",
    "valley",
    "village",
    "ward",
];
