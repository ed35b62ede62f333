//! Finds bodies and posts named in two ways: "the Health and Wellbeing Board", then "the Health and Well-being
//! Board".
//!
//! Names are compared by the letters of their capitalised words; those that differ only in a hyphen, an apostrophe, a
//! space or a small word mean the same thing. So do acronyms that differ only in case.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};

/// Words in the names of bodies and posts.
const NOUNS: [&str; 14] = [
    "Board",
    "Commissioner",
    "Committee",
    "Director",
    "Executive",
    "Forum",
    "Head",
    "Leader",
    "Manager",
    "Member",
    "Officer",
    "Panel",
    "Partnership",
    "Service",
];
/// Small words inside a name.
const SMALL: [&str; 6] = ["and", "of", "for", "the", "in", "on"];
/// The fewest letters of a name, and the fewest capitals of an acronym.
const LETTERS: usize = 12;
const CAPITALS: usize = 3;
/// The most letters of an acronym in lower case.
const MOST: usize = 6;

/// Names as first written, by their folded form.
type Known<'p> = BTreeMap<String, &'p str>;

/// Reports each name that an earlier paragraph writes differently.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let mut known = Known::new();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.is_quoted()) {
        let all: Vec<_> = passage.words().collect();
        for range in names(&passage.text, &all).into_iter().chain(acronyms(&all)) {
            if !passage.is_typed(range.start) {
                continue;
            }
            let name = &passage.text[range.clone()];
            let own = letters(name);
            let slip = || known.values().find(|first| is_slip_of(name, first)).copied();
            let first = known.get(&own).copied().or_else(slip).unwrap_or(name);
            known.entry(own).or_insert(first);
            // A second spelling is reported once.
            if !is_same(first, name) && said.insert(name) {
                let message = format!("`{name}` is called `{first}` before");
                let found = Diagnostic::of(Rule::TwoNames, passage.place_of(range), message);
                findings.push(found.hint("write it in one way, or say that they are two"));
            }
        }
    }
    findings
}

/// Whether an acronym is another with two neighbouring letters swapped.
fn is_slip_of(name: &str, first: &str) -> bool {
    let (one, other) = (name.as_bytes(), first.as_bytes());
    let is_acronym = |name: &[u8]| name.len() > CAPITALS && name.iter().all(u8::is_ascii_uppercase);
    let differ: Vec<_> =
        one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    let [a, b] = differ.as_slice() else { return false };
    is_acronym(one)
        && one.len() == other.len()
        && *b == a + 1
        && one[*a] == other[*b]
        && one[*b] == other[*a]
}

/// The ranges of names of bodies and posts: capitalised words, with small ones between them.
pub(super) fn names(text: &str, words: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    let is_capital = |at: usize| {
        words[at].1.starts_with(char::is_uppercase)
            && !SMALL.contains(&words[at].1.to_lowercase().as_str())
    };
    // “The” begins another name.
    let is_small = |at: usize| words[at].1 != "the" && SMALL.contains(&words[at].1);
    let is_beside = |at: usize| {
        let between = &text[words[at - 1].0.end..words[at].0.start];
        between.chars().all(|next| next.is_whitespace() || next == '&')
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital(at) {
            at += 1;
            continue;
        }
        let (start, mut last, mut next) = (at, at, at + 1);
        while next < words.len() && is_beside(next) && (is_capital(next) || is_small(next)) {
            if is_capital(next) {
                last = next;
            }
            next += 1;
        }
        let range = words[start].0.start..words[last].0.end;
        let has_noun = words[start..=last].iter().any(|(_, word)| NOUNS.contains(word));
        if has_noun && last >= start + 2 && letters(&text[range.clone()]).len() >= LETTERS {
            found.push(range);
        }
        at = next;
    }
    found
}

/// The ranges of acronyms, including those with lower-case letters: "SENCo", "SENCOs".
fn acronyms(words: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    let found = words.iter().filter_map(|(range, word)| {
        let short = word.strip_suffix("’s").or_else(|| word.strip_suffix('s')).unwrap_or(word);
        let capitals = short.chars().filter(|next| next.is_ascii_uppercase()).count();
        // A short word without a vowel is one, too, in any case: "Cqc".
        let is_mute = (CAPITALS..=MOST).contains(&short.len())
            && !short.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let is_one = (capitals >= CAPITALS && 2 * capitals > short.len()
            || capitals > 0 && is_mute)
            && short.chars().all(|next| next.is_ascii_alphabetic());
        is_one.then(|| range.start..range.start + short.len())
    });
    found.collect()
}

/// A name folded so that two spellings of it are equal.
pub(super) fn letters(name: &str) -> String {
    let kept: Vec<_> = name.split([' ', '&']).filter(|word| !SMALL.contains(word)).collect();
    let last = kept.len().saturating_sub(1);
    // "Adults Board" equals "Adult Board", but two boards are not one.
    let one = |(at, word): (usize, &&str)| {
        let is_noun = at == last || NOUNS.iter().any(|noun| word.trim_end_matches('s') == *noun);
        if is_noun { (*word).to_owned() } else { word.trim_end_matches('s').to_owned() }
    };
    kept.iter()
        .enumerate()
        .map(one)
        .collect::<String>()
        .chars()
        .filter(|next| next.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two names are written alike, apart from the form of "and", apostrophes and spaces.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replace('’', "'").replace('&', "and").replace('\u{a0}', " ");
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passage::tests::said;

    /// The messages about the names in a text.
    fn found(text: &str) -> Vec<String> {
        said(text, check)
    }

    #[test]
    fn a_name_in_two_ways_is_found() {
        assert_eq!(
            found("The Health and Wellbeing Board met. Then the Health and Well-being Board met."),
            ["`Health and Well-being Board` is called `Health and Wellbeing Board` before"]
        );
        assert_eq!(
            found("The Director of Children’s Services, and the Director for Children’s Services.")
                .len(),
            1
        );
        assert_eq!(found("Each SENCo met the SENCOs."), ["`SENCO` is called `SENCo` before"]);
        assert_eq!(found("The CQC came. The Cqc left."), ["`Cqc` is called `CQC` before"]);
        assert_eq!(found("The WSOA is long. The WOSA is old."), ["`WOSA` is called `WSOA` before"]);
    }

    #[test]
    fn two_names_of_two_things_are_left_alone() {
        for text in [
            "The Audit Committee met. The Audit and Standards Committee met.",
            "The Director of Children’s Services and the Director of Children's Services.",
            "The Health & Wellbeing Board is the Health and Wellbeing Board.",
            "The SENCO met the SENCOs. The board met the Board.",
            "The Head of Service, the Head of Services and a Director.",
            "Mrs Lee met Mrs Poe of Brook Ltd. The SEND team met the ENDS team.",
            "The WSOA and the WSOP are two, and so are the APP and the PAP.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
