//! Finds different figures for the same thing: "7,400 children travel to school by bus" in one paper of a meeting,
//! and 7,300 in another.
//!
//! In come the papers of a meeting, or of a day; out comes a finding for each figure that a sentence of an earlier
//! paper gives differently. Two sentences are compared if each has one figure, of the same unit and the same noun,
//! and nearly all of their words agree; if they differ in a name, or mention a time, both may be true.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::Month;

use super::gist::stem;
use super::passage::Passage;
use super::reading::Reader;
use crate::diag::{Diagnostic, Place, Rule};
use crate::language::sentences::{clauses, words};
use crate::read::number::Number;
use crate::world::World;

/// The fewest significant words that two sentences must share.
const FEWEST: usize = 3;
/// The share of significant words that two sentences must have in common, in per cent.
const ALMOST: usize = 75;
/// Words that negate a statement, or limit it to a part or a time.
const TELLING: [&str; 26] = [
    "not", "no", "never", "without", "more", "less", "fewer", "over", "under", "other", "another",
    "further", "last", "next", "previous", "year", "years", "month", "week", "quarter", "first",
    "second", "new", "old", "average", "now",
];

/// A figure with the sentence it is in.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    number: Number,
    /// The unit and the noun around it.
    unit: (bool, bool),
    noun: String,
    /// The stems of the sentence, and the names in it.
    stems: BTreeSet<String>,
    names: BTreeSet<String>,
    /// The figure as written.
    written: String,
    typed: bool,
    place: Option<Place>,
}

/// Reports each figure that an earlier paper gives differently.
pub(super) fn check<'c>(papers: impl Iterator<Item = &'c [Counted]>) -> Vec<Diagnostic> {
    let mut earlier: Vec<&Counted> = Vec::new();
    let mut findings = Vec::new();
    for paper in papers {
        for counted in paper {
            let other = earlier.iter().find(|other| counted.contradicts(other));
            findings.extend(other.map(|other| {
                let message = format!(
                    "`{}`: {} has `{}` in nearly the same words",
                    counted.written,
                    other.place.map_or("another paper".to_owned(), |place| format!(
                        "`{}`",
                        World::path(place.file)
                    )),
                    other.written
                );
                Diagnostic::of(Rule::TwoFigures, counted.place, message).hint(
                    "correct the one that is wrong; or say what the two figures count, and when",
                )
            }));
        }
        earlier.extend(paper);
    }
    findings
}

impl Counted {
    /// Whether two sentences have two figures for one thing.
    fn contradicts(&self, other: &Self) -> bool {
        let shared = self.stems.intersection(&other.stems).count();
        let all = self.stems.union(&other.stems).count();
        self.number != other.number
            && (self.typed || other.typed)
            // A sum is that of its own paper, unless something is named.
            && (!self.unit.0 || !self.names.is_empty())
            && (self.unit, &self.noun, &self.names) == (other.unit, &other.noun, &other.names)
            && shared >= FEWEST
            && shared * 100 >= ALMOST * all
            && self.place.zip(other.place).is_some_and(|(own, place)| own.file != place.file)
    }
}

/// The figures of paragraphs.
pub(super) fn counted(passages: &[Passage<'_>]) -> Vec<Counted> {
    let reader = Reader::common();
    let number = |word: &str| {
        let is_figure = word.starts_with(|first: char| first.is_ascii_digit());
        let number = reader.number(&word.to_lowercase());
        // “One” and “no” rarely count anything.
        number.filter(|number| is_figure || *number > Number::from(1))
    };
    let open = passages.iter().filter(|passage| !passage.is_quoted() && passage.place().is_some());
    let found = open.flat_map(|passage| {
        let said = clauses(&passage.text).filter_map(|range| said(passage, range, &number));
        said.collect::<Vec<_>>()
    });
    found.collect()
}

/// The figure of a sentence that has exactly one.
fn said(
    passage: &Passage<'_>,
    sentence: Range<usize>,
    number: &dyn Fn(&str) -> Option<Number>,
) -> Option<Counted> {
    let text = &passage.text[sentence.clone()];
    let words: Vec<_> = words(text).collect();
    let numbers = words.iter().enumerate().filter_map(|(at, (_, word))| Some((at, number(word)?)));
    let [(at, value)] = numbers.collect::<Vec<_>>()[..] else { return None };
    let small: Vec<_> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    let digits = words.iter().filter(|(_, word)| word.contains(|next: char| next.is_ascii_digit()));
    let is_month =
        |word: &&str| word.starts_with(char::is_uppercase) && word.parse::<Month>().is_ok();
    if digits.count() > 1
        || small.iter().any(|word| TELLING.contains(&word.as_str()))
        || words.iter().any(|(_, word)| is_month(word))
    {
        return None;
    }
    let range = words[at].0.clone();
    let noun = small.get(at + 1)?.clone();
    let unit = (text[..range.start].ends_with('£'), text[range.end..].starts_with('%'));
    let rest = words.iter().enumerate().filter(|(other, _)| *other != at);
    let is_name = |at: usize, word: &str| at > 0 && word.starts_with(char::is_uppercase);
    let names = rest.clone().filter(|(at, (_, word))| is_name(*at, word));
    let start = sentence.start + range.start;
    Some(Counted {
        number: value,
        unit,
        stems: rest.filter_map(|(_, (_, word))| stem(word)).collect(),
        names: names.map(|(_, (_, word))| (*word).to_owned()).collect(),
        written: text[range.start..words[at + 1].0.end].to_owned(),
        noun,
        typed: passage.is_typed(start),
        place: passage.place_of(start..sentence.start + range.end),
    })
}
