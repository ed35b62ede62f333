//! Finds figures without a source in the data: "the report was published on 28 June", where the data have no such
//! day.
//!
//! In come the typed words of a report that is made from data; out come the days, percentages and sums of money in
//! them that the data do not give, if the data give nearly all others of the same kind. In such a report the odd one
//! out is a slip, or is missing from the data; in a report with many days of its own nobody can tell, and nothing is
//! reported. Figures that follow from others in the same paragraph count as given. Numbers of things are left to
//! [`counts`](super::counts), since small ones match by chance.
//!
//! ```text
//! given      what the data give, as far as prose may say it
//! ```

mod given;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use self::given::Given;
use super::facts::Facts;
use crate::check::hedge::Hedge;
use crate::check::money::{Money, sums};
use crate::check::reading::{Sentence, What, year_of};
use crate::diag::{Diagnostic, Place, Rule};
use crate::load::paper::Paper;
use crate::read::date::in_words;
use crate::world::World;

/// The kind of a figure; the share that has a source is taken for each kind by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Day,
    Share,
    Sum,
}

/// The least number of figures of a kind that have a source, and how many times as many they must be as those
/// without, for the latter to be reported.
const FEWEST: usize = 4;
const TIMES: usize = 4;

/// A figure that somebody typed.
struct Typed {
    kind: Kind,
    written: String,
    place: Option<Place>,
    given: bool,
    /// The day in the data that differs from it only in its day, month or year.
    near: Option<NaiveDate>,
}

/// Collects the figures of a report, sentence by sentence.
pub(super) struct Unsourced {
    given: Given,
    /// The figures of the sentence before, from which those of the next may be derived.
    before: Vec<f64>,
    /// The text of the passage that contains that sentence.
    passage: String,
    typed: Vec<Typed>,
}

impl Unsourced {
    /// Starts with the data of a report; `None` for any other paper, and for a report without data.
    pub(super) fn of(world: &World, paper: &Paper, facts: &Facts<'_>) -> Option<Self> {
        Given::of(world, paper, facts).map(|given| Self {
            given,
            before: Vec::new(),
            passage: String::new(),
            typed: Vec::new(),
        })
    }

    /// Reads the figures of a sentence, except in the ranges `known` to be wrong.
    pub(super) fn read(&mut self, sentence: &Sentence<'_, '_>, known: &[Range<usize>]) {
        if self.passage != sentence.passage.text {
            self.passage.clone_from(&sentence.passage.text);
            self.before.clear();
        }
        let own = figures(sentence);
        let beside = [self.before.as_slice(), &own].concat();
        // Hypothetical and long past figures are not in the data.
        let is_other = sentence.tokens.iter().any(|token| {
            token.is(&["if", "unless"])
                || year_of(&token.word).is_some_and(|year| self.given.is_before(year))
        });
        let of_data = |found| if is_other { Vec::new() } else { found };
        let figures = [
            days(sentence, &self.given),
            of_data(shares(sentence, &self.given, &beside)),
            of_data(paid(sentence, &self.given, &beside)),
        ];
        self.before = own;
        for (kind, range, given) in figures.into_iter().flatten() {
            let is_known = known.iter().any(|one| one.start < range.end && range.start < one.end);
            if !is_known && sentence.passage.is_typed(range.start) {
                let day = sentence.tokens.iter().find(|token| token.range == range);
                let near = match day.map(|token| token.what) {
                    Some(What::Day(day)) if !given => self.given.near(day),
                    _ => None,
                };
                self.typed.push(Typed {
                    kind,
                    near,
                    written: sentence.passage.text[range.clone()].to_owned(),
                    place: sentence.passage.place_of(range),
                    given,
                });
            }
        }
    }

    /// The findings, once the whole report has been read.
    pub(super) fn findings(self) -> Vec<Diagnostic> {
        let all = [Kind::Day, Kind::Share, Kind::Sum].into_iter().flat_map(|kind| {
            let of_kind: Vec<_> = self.typed.iter().filter(|typed| typed.kind == kind).collect();
            asked(kind, &of_kind)
        });
        all.collect()
    }
}

impl Kind {
    /// The noun for a figure of this kind, for messages.
    fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Share => "percentage",
            Self::Sum => "sum",
        }
    }
}

/// The findings for figures of a kind without a source, each once, if nearly all others have one.
fn asked(kind: Kind, typed: &[&Typed]) -> Vec<Diagnostic> {
    let written = |given: bool| -> BTreeSet<&str> {
        let some = typed.iter().filter(|typed| typed.given == given);
        some.map(|typed| typed.written.as_str()).collect()
    };
    let (given, mut unknown) = (written(true).len(), written(false));
    if given < FEWEST || given < TIMES * unknown.len() {
        return Vec::new();
    }
    let others = match (given + unknown.len()).saturating_sub(1) {
        others if others == given => format!("all {given}"),
        others => format!("{given} of the {others}"),
    };
    let asked = typed.iter().filter(|typed| !typed.given && unknown.remove(typed.written.as_str()));
    let finding = |typed: &&Typed| {
        let message = format!(
            "`{}`: no data of this paper give this {}, and they give {others} others in it",
            typed.written,
            kind.word()
        );
        let found = Diagnostic::of(Rule::Unsourced, typed.place, message);
        let found = match typed.near {
            Some(day) => found.hint(format!("the data have {}", in_words(day))),
            None => found,
        };
        found.hint(
            "check it; then bring it in with an expression, or give it a place in the data, so that it has a source",
        )
    };
    asked.map(finding).collect()
}

/// Bodies whose meeting days are not in the data.
const BODIES: [&str; 9] = [
    "meeting",
    "meetings",
    "committee",
    "panel",
    "board",
    "cabinet",
    "commission",
    "scrutiny",
    "forum",
];

/// The days of a sentence, each with whether the data give it. The meeting day of a body is left out, and so is a
/// future month without a day, which is an expectation.
fn days(sentence: &Sentence<'_, '_>, given: &Given) -> Vec<(Kind, Range<usize>, bool)> {
    let meets = sentence.tokens.iter().any(|token| token.is(&BODIES));
    let found = sentence.tokens.iter().enumerate().filter_map(|(at, token)| {
        let ends = at > 1 && sentence.is(at - 2, &["end"]);
        let is_given = match token.what {
            What::Day(day) => {
                given.has_days(day) || day.from < day.to && given.is_to_come(day) && !ends
            }
            What::MonthDay(month, day) => given.has_day_of(month, day),
            _ => return None,
        };
        (is_given || !meets).then(|| (Kind::Day, token.range.clone(), is_given))
    });
    found.collect()
}

/// The numbers of a sentence, and its sums in pounds.
fn figures(sentence: &Sentence<'_, '_>) -> Vec<f64> {
    let numbers = sentence.tokens.iter().filter_map(|token| match token.what {
        What::Number(number) if year_of(&token.word).is_none() => Some(number.nearest()),
        _ => None,
    });
    numbers.chain(sums_in(sentence).iter().map(|sum| sum.value.nearest())).collect()
}

/// The sums of money in a sentence.
fn sums_in(sentence: &Sentence<'_, '_>) -> Vec<Money> {
    let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
        return Vec::new();
    };
    // The pound sign of the first sum is before its token.
    let start = first.range.start.saturating_sub('£'.len_utf8());
    let mut all = sums(&sentence.passage.text);
    all.retain(|sum| start <= sum.range.start && sum.range.start < last.range.end);
    all
}

/// The percentages of a sentence, each with whether the data, or two figures beside it, give it.
fn shares(
    sentence: &Sentence<'_, '_>,
    given: &Given,
    beside: &[f64],
) -> Vec<(Kind, Range<usize>, bool)> {
    let tokens = &sentence.tokens;
    let found = tokens.iter().enumerate().filter_map(|(at, token)| {
        let What::Percent(said) = token.what else { return None };
        let (hedge, from) = Hedge::before(tokens, at);
        // "Between 60 and 70 per cent", "60 to 70 per cent".
        let is_range =
            from.checked_sub(1).is_some_and(|before| tokens[before].is(&["and", "to", "or"]))
                && from
                    .checked_sub(2)
                    .is_some_and(|first| matches!(tokens[first].what, What::Number(_)));
        if is_range {
            return None;
        }
        let is_given = given.has_share(said, hedge, beside);
        let text = &sentence.passage.text;
        let sign = usize::from(text[token.range.end..].starts_with('%'));
        Some((Kind::Share, token.range.start..token.range.end + sign, is_given))
    });
    found.collect()
}

/// The sums of money of a sentence, each with whether the data, or two sums beside it, give it.
fn paid(
    sentence: &Sentence<'_, '_>,
    given: &Given,
    beside: &[f64],
) -> Vec<(Kind, Range<usize>, bool)> {
    let found = sums_in(sentence).into_iter().map(|sum| {
        let at = sentence.tokens.iter().position(|token| token.range.start > sum.range.start);
        let hedge = at.map_or(Hedge::Exactly, |at| Hedge::before(&sentence.tokens, at).0);
        let is_given = given.has_sum(&sum, hedge, beside);
        (Kind::Sum, sum.range, is_given)
    });
    found.collect()
}
