//! Finds paragraphs that occur twice in a paper, word for word or almost.

use std::collections::{BTreeMap, HashMap};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passage::Passage;
use super::reading::Reader;
use crate::diag::{Diagnostic, Place, Rule};

/// The fewest words of a paragraph that is compared; shorter ones may well recur.
const FEWEST: usize = 20;
/// The number of consecutive words that make a phrase.
const PHRASE: usize = 4;
/// The share of words that two paragraphs have in common if one is an edited copy, in per cent.
const ALMOST: usize = 90;

/// A paragraph that is long enough to be compared.
struct Long<'a> {
    /// Its words as written.
    words: Vec<&'a str>,
    /// The same words in small letters.
    small: Vec<String>,
    place: Place,
}

impl<'a> Long<'a> {
    /// The words of a passage; `None` if it is too short, or a quotation, which may well recur.
    fn of(passage: &'a Passage<'_>) -> Option<Self> {
        let words: Vec<_> = passage.words().map(|(_, word)| word).collect();
        if words.len() < FEWEST || passage.is_quoted() {
            return None;
        }
        let small = words.iter().map(|word| word.to_lowercase()).collect();
        Some(Self { words, small, place: passage.place()? })
    }
}

/// Reports each paragraph that repeats an earlier one.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let all: Vec<Long<'_>> = passages.iter().filter_map(Long::of).collect();
    let mut phrases: HashMap<&[String], usize> = HashMap::new();
    let mut findings = Vec::new();
    for (at, long) in all.iter().enumerate() {
        let earlier = nearest(&phrases, &long.small).map(|earlier| &all[earlier]);
        // A datum may be printed in several places.
        if let Some(earlier) = earlier.filter(|earlier| earlier.place != long.place)
            && let Some(how) = repeats(earlier, long)
        {
            let message = format!("this paragraph stands in the paper before, {how}");
            let found = Diagnostic::of(Rule::RepeatedParagraph, long.place, message);
            findings.push(found.hint("remove one of them, or refer to it: label it `{#name}`, and write `{{ ref(\"name\") }}`"));
        }
        for phrase in long.small.windows(PHRASE) {
            phrases.entry(phrase).or_insert(at);
        }
    }
    findings
}

/// The earlier paragraph that shares most phrases with this one.
fn nearest(phrases: &HashMap<&[String], usize>, words: &[String]) -> Option<usize> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for phrase in words.windows(PHRASE) {
        if let Some(at) = phrases.get(phrase) {
            *shared.entry(*at).or_default() += 1;
        }
    }
    shared.into_iter().max_by_key(|(_, count)| *count).map(|(at, _)| at)
}

/// A clause that says how a paragraph repeats another; `None` if it does not, or if different figures or names make
/// it a statement of its own in a set form.
fn repeats(earlier: &Long<'_>, later: &Long<'_>) -> Option<&'static str> {
    let (old, new) = (&earlier.small, &later.small);
    if old == new {
        return Some("word for word");
    }
    let reader = Reader::common();
    let telling = |words: &[&str]| {
        let is_name = |word: &&str| word.starts_with(|first: char| !first.is_lowercase());
        let is_number = |word: &&str| reader.number(word).is_some();
        words.iter().any(|word| is_name(word) || is_number(word))
    };
    let mut same = 0;
    for change in capture_diff_slices(Algorithm::Myers, old, new) {
        match change {
            DiffOp::Equal { len, .. } => same += len,
            _ if telling(&earlier.words[change.old_range()])
                || telling(&later.words[change.new_range()]) =>
            {
                return None;
            }
            _ => {}
        }
    }
    (2 * same * 100 >= ALMOST * (old.len() + new.len())).then_some("almost word for word")
}
