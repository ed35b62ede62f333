//! Matches headings and labels: councils have various names for the same thing.

use std::collections::BTreeSet;

/// Words without meaning in a name.
const SMALL: [&str; 22] = [
    "the", "of", "a", "an", "for", "and", "to", "is", "this", "in", "on", "by", "or", "report",
    "paper", "any", "key", "s", "with", "from", "are", "it",
];

/// Words that may accompany the name of a section.
const WEAK: [&str; 14] = [
    "information",
    "context",
    "consideration",
    "considered",
    "detail",
    "issue",
    "executive",
    "engagement",
    "main",
    "further",
    "current",
    "summary",
    "other",
    "comment",
];

/// Words for kinds of council.
const KINDS: [&str; 12] = [
    "council",
    "county",
    "city",
    "borough",
    "district",
    "metropolitan",
    "royal",
    "london",
    "town",
    "of",
    "the",
    "and",
];

/// The significant words of a name, in lower case and in the singular.
pub(super) fn tokens(name: &str) -> BTreeSet<String> {
    let name = name.to_lowercase().replace("(s)", "").replace(['’', '\''], "");
    let all = name.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    let tokens: BTreeSet<String> =
        all.clone().filter(|word| !SMALL.contains(word)).map(singular).collect();
    // A name that has only insignificant words is compared by those.
    if tokens.is_empty() { all.map(singular).collect() } else { tokens }
}

/// A word in the singular, as far as its plural ends in `s`.
fn singular(word: &str) -> String {
    match word {
        "appendices" => "appendix".to_owned(),
        "annexes" => "annex".to_owned(),
        _ if word.len() > 3 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") => {
            word[..word.len() - 1].to_owned()
        }
        _ => word.to_owned(),
    }
}

/// How closely a heading matches a name: 100 if it says the same, less if it has other words without a meaning of
/// their own, `None` if it may be about something else.
pub(super) fn nearness(heading: &str, name: &str) -> Option<usize> {
    let (heading, name) = (tokens(heading), tokens(name));
    if heading == name {
        return Some(100);
    }
    let shared = heading.intersection(&name).count();
    let weak = |words: &BTreeSet<String>, others: &BTreeSet<String>| {
        words.difference(others).all(|word| WEAK.contains(&word.as_str()))
    };
    if shared == 0 {
        return None;
    }
    // The draft says less than the name, or adds words without meaning.
    let part =
        heading.is_subset(&name) && shared * 2 >= name.len() && !weak(&heading, &BTreeSet::new());
    let beside = weak(&heading, &name) && weak(&name, &heading);
    (part || beside).then(|| 50 + shared * 40 / heading.union(&name).count())
}

/// Whether text names the same as one of several names.
pub(super) fn is_any(words: &str, names: &[&str]) -> bool {
    let tokens = tokens(words);
    names.iter().any(|name| self::tokens(name) == tokens)
}

/// Whether text names the council, whatever kind of council it calls it.
pub(super) fn is_council(words: &str, council: &str) -> bool {
    let of = |words: &str| -> Vec<String> { words.split(' ').map(str::to_lowercase).collect() };
    let (words, own) = (of(words), of(council));
    let is_kind = |word: &String| KINDS.contains(&word.as_str());
    let names: Vec<&String> = own.iter().filter(|word| !is_kind(word)).collect();
    words.iter().all(|word| !word.is_empty())
        && names.iter().all(|name| words.contains(name))
        && words.iter().all(|word| is_kind(word) || own.contains(word))
}

/// A key made from words: `lead-director` from "Lead Director:".
pub(super) fn key(words: &str) -> String {
    let parts: Vec<_> = words
        .to_lowercase()
        .replace(['’', '\''], "")
        .split(|next: char| !next.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .take(8)
        .map(str::to_owned)
        .collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_near_to_names_that_mean_the_same() {
        for (heading, name) in [
            ("BACKGROUND INFORMATION", "Background"),
            ("Purpose of the report", "Purpose and reason for report"),
            ("Financial Implications:", "Financial implications"),
            ("Reasons for recommendations", "Reason for the recommendation"),
            ("Executive summary", "Summary"),
            ("Risk", "Risk management"),
        ] {
            assert!(nearness(heading, name).is_some(), "{heading}");
        }
        for (heading, name) in [
            ("Background papers", "Background"),
            ("Summary of progress", "Summary"),
            ("Financial and legal implications", "Financial implications"),
            ("Implications for schools", "Implications"),
        ] {
            assert_eq!(nearness(heading, name), None, "{heading}");
        }
        assert_eq!(key("Cabinet Member(s)’ view:"), "cabinet-member-s-view");
    }

    #[test]
    fn a_council_is_known_whatever_it_calls_itself() {
        for words in ["ANYSHIRE", "Anyshire County Council", "The County Council of Anyshire"] {
            assert!(is_council(words, "Anyshire"), "{words}");
        }
        assert!(is_council("Anyshire", "Anyshire County Council"));
        for words in ["Anyshire Libraries", "County Council", "Libraries"] {
            assert!(!is_council(words, "Anyshire"), "{words}");
        }
        assert!(!is_council("Libraries", "") && !is_council("", ""));
    }
}
