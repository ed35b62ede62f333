//! What headings and labels are called: the same thing under the names that councils have for it.

use std::collections::BTreeSet;

/// Words that say nothing of what is named.
const SMALL: [&str; 22] = [
    "the", "of", "a", "an", "for", "and", "to", "is", "this", "in", "on", "by", "or", "report",
    "paper", "any", "key", "s", "with", "from", "are", "it",
];

/// Words that may stand beside those that name a section.
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

/// What kinds of council call themselves, word by word.
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

/// The words that name something, in small letters, each in the singular, without those that say nothing.
pub(super) fn tokens(name: &str) -> BTreeSet<String> {
    let name = name.to_lowercase().replace("(s)", "").replace(['’', '\''], "");
    let all = name.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    let tokens: BTreeSet<String> =
        all.clone().filter(|word| !SMALL.contains(word)).map(singular).collect();
    // A name of small words alone is named by them.
    if tokens.is_empty() { all.map(singular).collect() } else { tokens }
}

/// A word in the singular, as far as an `s` at its end makes the plural.
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

/// How near a heading of a draft comes to a name: 100 where they say the same, less where words are beside it that name
/// nothing else, nothing where it may be about something else.
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
    // The draft says less than the name, or something beside it that names nothing.
    let part =
        heading.is_subset(&name) && shared * 2 >= name.len() && !weak(&heading, &BTreeSet::new());
    let beside = weak(&heading, &name) && weak(&name, &heading);
    (part || beside).then(|| 50 + shared * 40 / heading.union(&name).count())
}

/// Whether words name the same as one of several names.
pub(super) fn is_any(words: &str, names: &[&str]) -> bool {
    let tokens = tokens(words);
    names.iter().any(|name| self::tokens(name) == tokens)
}

/// Whether words name the council, whatever kind of council they say that it is.
pub(super) fn is_council(words: &str, council: &str) -> bool {
    let of = |words: &str| -> Vec<String> { words.split(' ').map(str::to_lowercase).collect() };
    let (words, own) = (of(words), of(council));
    let is_kind = |word: &String| KINDS.contains(&word.as_str());
    let names: Vec<&String> = own.iter().filter(|word| !is_kind(word)).collect();
    words.iter().all(|word| !word.is_empty())
        && names.iter().all(|name| words.contains(name))
        && words.iter().all(|word| is_kind(word) || own.contains(word))
}

/// The key that words would have: `lead-director` of "Lead Director:".
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
