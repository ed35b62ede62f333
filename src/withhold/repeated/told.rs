//! Finds sentences of open prose that tell something of a withheld record in other words than its own: a reading of a
//! withheld measure, the overspend of a withheld budget, how a withheld action stands.
//!
//! A sentence is about a record if it has its number, or at least half of the words of its name; it tells something if
//! it has a figure or a day of the record, or the difference of two of its sums. What an open record has as well is no
//! secret.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::syntax::FileId;

use super::record::Record;
use super::said::{Open, Said, Standing};
use crate::check::money;
use crate::language::calendar::dates;
use crate::language::sentences::sentences;

/// The fewest letters of a word of a name that counts, and those in which two forms of a word agree.
const WORD: usize = 4;
const STEM: usize = 6;

/// Words of names that say nothing by themselves.
const COMMON: [&str; 26] = [
    "about", "after", "against", "among", "been", "before", "each", "every", "from", "have",
    "into", "made", "more", "number", "over", "share", "that", "their", "these", "this", "those",
    "total", "were", "which", "with", "within",
];

/// The least sum, in pounds, that tells something of a record of sums.
const SUM: f64 = 1000.0;

/// Words after the number of an action that say how it stands.
const STANDS: [&str; 29] = [
    "achieved",
    "amber",
    "behind",
    "begun",
    "blocked",
    "closed",
    "complete",
    "completed",
    "delayed",
    "delivered",
    "done",
    "due",
    "ended",
    "finished",
    "green",
    "late",
    "missed",
    "outstanding",
    "overdue",
    "paused",
    "postponed",
    "progress",
    "red",
    "risk",
    "slipped",
    "stalled",
    "started",
    "stopped",
    "track",
];

/// Words that say that something is withheld, which anyone may know.
const WITHHELD: [&str; 6] =
    ["confidential", "exempt", "private", "publication", "restricted", "withheld"];

/// A sentence that tells something of a withheld record: its text, its range, the name of the record, and the file that
/// withholds it.
pub(super) struct Told<'o> {
    pub(super) open: &'o Open,
    pub(super) at: Range<usize>,
    pub(super) name: &'o str,
    pub(super) file: FileId,
}

/// What a sentence has.
struct Sentence {
    words: Vec<String>,
    stems: BTreeSet<String>,
    /// Its figures, each with whether it is more than a small count.
    figures: Vec<(f64, bool)>,
    sums: Vec<f64>,
}

/// The sentences of open prose that tell something of a withheld record.
pub(super) fn told(said: &Said) -> Vec<Told<'_>> {
    if said.records.iter().all(|record| record.is_open) {
        return Vec::new();
    }
    let prose = said.open.iter().filter(|open| open.standing == Standing::Prose);
    let found = prose.flat_map(|open| {
        let found = sentences(&open.text).filter_map(|at| {
            let text = open.text.get(at.clone())?;
            let sentence = Sentence::of(text);
            let record = said.records.iter().find(|record| {
                !record.is_open
                    && (sentence.tells(text, record, said) || names(&sentence, record, said))
            })?;
            let start = at.start + text.len() - text.trim_start().len();
            let end = start + text.trim().len();
            Some(Told { open, at: start..end, name: &record.name, file: record.file })
        });
        found.collect::<Vec<_>>()
    });
    found.collect()
}

/// Whether a sentence says by its number how a withheld action stands, and no open action has that number.
fn names(sentence: &Sentence, record: &Record, said: &Said) -> bool {
    let Some(id) = record.action.as_deref().map(str::to_lowercase) else { return false };
    let has_number =
        |record: &Record| record.action.as_deref().is_some_and(|own| own.to_lowercase() == id);
    let is_shared = || said.records.iter().any(|other| other.is_open && has_number(other));
    let words = &sentence.words;
    let listed = |at: usize| {
        let number = |word: &String| word.contains(|next: char| next.is_ascii_digit());
        let after = words[at + 1..].iter();
        after.take_while(move |word| {
            number(word) || *word == "and" || *word == "to" || *word == "or"
        })
    };
    let is_named = (0..words.len()).any(|at| {
        ["action", "actions"].contains(&words[at].as_str()) && listed(at).any(|word| *word == id)
    });
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    is_named && has(&STANDS) && !has(&WITHHELD) && !is_shared()
}

impl Sentence {
    /// Reads a sentence.
    fn of(text: &str) -> Self {
        let trimmed = |word: &str| {
            word.trim_matches(|next: char| !next.is_alphanumeric() && next != '%').to_lowercase()
        };
        let words: Vec<String> =
            text.split_whitespace().map(trimmed).filter(|word| !word.is_empty()).collect();
        let figures = words.iter().zip(words.iter().skip(1).map(Some).chain([None]));
        let figures = figures.filter_map(|(word, next)| {
            let bare = word.trim_end_matches('%').replace(',', "");
            let value: f64 = bare.parse().ok()?;
            let is_share =
                word.ends_with('%') || next.is_some_and(|next| next == "per" || next == "percent");
            let is_year = bare.len() == 4 && (1900.0..2200.0).contains(&value);
            let is_large = is_share || bare.contains('.') || bare.len() > 2;
            (is_share || !is_year).then_some((value, is_large))
        });
        let figures = figures.collect();
        let sums = money::sums(text).into_iter().map(|sum| sum.value.nearest());
        Self { stems: stems(text), figures, sums: sums.filter(|sum| *sum >= SUM).collect(), words }
    }

    /// Whether it tells a figure or a day of a record that it is about, and no open record of such a name has that.
    fn tells(&self, text: &str, record: &Record, said: &Said) -> bool {
        let own = stems(&record.name);
        let about = |other: &BTreeSet<String>| other.intersection(&self.stems).count();
        let shared = about(&own);
        let is_half = shared > 0 && 2 * shared >= own.len();
        if shared == 0 || (!is_half && shared < 2) {
            return false;
        }
        let values: Vec<f64> = record.figures.iter().filter_map(|one| value(one)).collect();
        let has =
            |values: &[f64], figure: f64| values.iter().any(|value| (value - figure).abs() < 1e-9);
        let figures = self.figures.iter().filter(|(figure, _)| has(&values, *figure));
        let mut figures: Vec<(f64, bool)> = figures.copied().collect();
        figures.dedup_by(|one, other| one.0 == other.0);
        let apart = |values: &[f64], sum: f64| values.iter().any(|one| has(values, one + sum));
        let sums = self.sums.iter().filter(|sum| has(&values, **sum) || apart(&values, **sum));
        let sums: Vec<f64> = sums.copied().collect();
        let days: Vec<_> = match shared > 1 && is_half && !record.days.is_empty() {
            true => dates(text).into_iter().filter_map(|(_, day)| day).collect(),
            false => Vec::new(),
        };
        let day = days.iter().any(|day| record.days.contains(day) && !said.days.contains(day));
        let is_large = figures.iter().any(|(_, is_large)| *is_large);
        let is_told = day
            || !sums.is_empty() && is_half
            || figures.len() > 1 && is_large
            || shared > 1 && is_half && is_large;
        let is_known = || {
            said.records.iter().filter(|other| other.is_open).any(|other| {
                let values: Vec<f64> = other.figures.iter().filter_map(|one| value(one)).collect();
                about(&stems(&other.name)) >= shared.min(2)
                    && (figures.iter().any(|(figure, _)| has(&values, *figure))
                        || sums.iter().any(|sum| has(&values, *sum) || apart(&values, *sum)))
            })
        };
        is_told && (day || !is_known())
    }
}

/// The value of a number as TOML writes it.
fn value(written: &str) -> Option<f64> {
    written.replace('_', "").parse().ok()
}

/// The beginnings of the words of a text that say something.
fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|next: char| !next.is_alphabetic()).map(str::to_lowercase);
    let words =
        words.filter(|word| word.chars().count() >= WORD && !COMMON.contains(&word.as_str()));
    words.map(|word| word.trim_end_matches('s').chars().take(STEM).collect()).collect()
}
