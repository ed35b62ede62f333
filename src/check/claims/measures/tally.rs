//! How many measures met their targets, or got better: "of the six measures, four met their target for June".
//!
//! In comes a sentence that counts measures, or says which they were; out come the counts that are right by no reading of
//! the words, of all targets whose day has come, of those in force, or of those of the month that is named, and the measures
//! that are named as others.

use chrono::{Datelike, Month};

use super::topic::Measures;
use super::{Claim, Data};
use crate::check::claims::reading::{Sentence, Token, What};
use crate::derive::measure::{Goal, MeasureState, Standing};
use crate::model::plan::Better;

/// What became of the measures that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Met,
    Missed,
    Better,
    Worse,
}

/// Words that say so, right behind the count or the measures.
const FATES: [(&[&str], Fate); 17] = [
    (&["met"], Fate::Met),
    (&["have", "met"], Fate::Met),
    (&["hit"], Fate::Met),
    (&["reached"], Fate::Met),
    (&["achieved"], Fate::Met),
    (&["missed"], Fate::Missed),
    (&["have", "missed"], Fate::Missed),
    (&["fell", "short"], Fate::Missed),
    (&["failed", "to", "meet"], Fate::Missed),
    (&["did", "not"], Fate::Missed),
    (&["improved"], Fate::Better),
    (&["have", "improved"], Fate::Better),
    (&["got", "better"], Fate::Better),
    (&["are", "better"], Fate::Better),
    (&["worsened"], Fate::Worse),
    (&["got", "worse"], Fate::Worse),
    (&["have", "worsened"], Fate::Worse),
];

/// The counts of measures in a sentence that the data contradict.
pub(super) fn check(measures: &Measures<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let noun = tokens.iter().position(|token| token.is(&["measures", "indicators"]))?;
    let all: Vec<&MeasureState> = measures.in_one_plan()?;
    let whole = noun.checked_sub(1).and_then(|at| tokens[at].count());
    // The count stands before the measures, "four of the six measures met", or behind them, "of the six measures, four met".
    let is = |at: usize, form: &[&str]| {
        tokens.len() >= at + form.len()
            && form.iter().zip(&tokens[at..]).all(|(word, token)| token.is(&[*word]))
    };
    let fate = |at: usize| FATES.iter().find(|(form, _)| is(at, form)).map(|(_, fate)| *fate);
    let count = |at: usize| match &tokens[at] {
        token if token.is(&["all"]) => i64::try_from(all.len()).ok(),
        token if token.is(&["none"]) => Some(0),
        token => token.count(),
    };
    let behind = (noun + 1..tokens.len().saturating_sub(1))
        .find_map(|at| Some((at, count(at)?, fate(at + 1)?)));
    let before = || {
        let fate = fate(noun + 1)?;
        let of = (0..noun).find(|at| tokens[at + 1].is(&["of"]) && count(*at).is_some());
        let at = of.or_else(|| noun.checked_sub(1).filter(|at| count(*at).is_some()))?;
        Some((at, count(at)?, fate))
    };
    let (at, said, fate) = behind.or_else(before)?;
    let denies = tokens.iter().any(|token| token.is(&["not", "will", "should", "would", "if"]));
    let of_all =
        whole.is_none_or(|whole| usize::try_from(whole) == Ok(all.len()) || noun == at + 1);
    if !of_all || !tokens[at].typed || denies && fate != Fate::Missed {
        return None;
    }
    let counts = counts(&all, tokens, fate);
    let right = counts.iter().any(|count| i64::try_from(*count) == Ok(said));
    let first = counts.first()?;
    let what = match fate {
        Fate::Met => "met their targets",
        Fate::Missed => "missed their targets",
        Fate::Better => "got better",
        Fate::Worse => "got worse",
    };
    (!right).then(|| Claim {
        range: tokens[at].range.clone(),
        message: format!(
            "`{}`: by the data, {first} of {} measures {what}",
            &sentence.passage.text[tokens[at].range.clone()],
            all.len()
        ),
        data: measures.place().map(|place| Data { expression: None, words: false, place }),
    })
}

/// The measures that are said to have fallen short and did not: "the two that fell short were visits and audits".
pub(super) fn named(measures: &Measures<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let says = |at: usize, words: &[&str]| {
        tokens.len() > at + words.len()
            && words.iter().zip(&tokens[at..]).all(|(word, token)| token.is(&[*word]))
    };
    let verb = (0..tokens.len()).find(|at| says(*at, &["that", "fell", "short"]));
    let were = verb.map(|at| at + 3).filter(|at| tokens[*at].is(&["was", "were", "is", "are"]));
    let Some(were) = were else { return Vec::new() };
    let mut parts = tokens[were + 1..].split(|token| token.is(&["and"]));
    let claims = parts.by_ref().filter_map(|part| {
        let measure = measures.named_by(part)?;
        let fell_due = measure.fell_due.as_ref().and_then(|goal| goal.standing);
        let met = |standing: Option<Standing>| standing == Some(Standing::Met);
        let (first, last) = (part.first()?, part.last()?);
        let typed = part.iter().any(|token| token.typed);
        let latest = measure.latest.as_ref().map_or("", |point| &point.words);
        let goal = measure.fell_due.as_ref().or(measure.target.as_ref())?;
        (typed && met(fell_due) && met(measure.standing)).then(|| Claim {
            range: first.range.start..last.range.end,
            message: format!(
                "`{}`: by the data, “{}” stands at {latest} and met its target of {}",
                &sentence.passage.text[first.range.start..last.range.end],
                measure.name,
                goal.words
            ),
            data: measures.place().map(|place| Data { expression: None, words: false, place }),
        })
    });
    claims.collect()
}

/// How many measures have a fate, by each reading of the words.
fn counts(all: &[&MeasureState], tokens: &[Token], fate: Fate) -> Vec<usize> {
    let count = |is: &dyn Fn(&MeasureState) -> bool| all.iter().filter(|one| is(one)).count();
    match fate {
        Fate::Met | Fate::Missed => {
            let met = fate == Fate::Met;
            let months: Vec<Month> = tokens
                .iter()
                .filter(|token| token.what == What::Month)
                .filter_map(|token| token.word.parse().ok())
                .collect();
            let of_month = |one: &MeasureState| {
                let is_then = |goal: &&Goal| {
                    months.iter().any(|month| month.number_from_month() == goal.by.0.month())
                };
                one.targets.iter().filter(is_then).filter_map(|goal| goal.standing).next_back()
            };
            let is = |standing: Option<Standing>| match standing {
                Some(Standing::Met | Standing::OnCourse) => met,
                Some(Standing::Missed | Standing::OffCourse) => !met,
                Some(Standing::NotYetKnown) | None => false,
            };
            vec![
                count(&|one| is(of_month(one))),
                count(&|one| is(one.fell_due.as_ref().and_then(|goal| goal.standing))),
                count(&|one| is(one.standing)),
                count(&|one| one.met == Some(met)),
                count(&|one| one.reaches_target() == Some(met)),
            ]
        }
        Fate::Better | Fate::Worse => {
            let went = |one: &MeasureState, since: Option<f64>| {
                let latest = one.latest.as_ref().map(|point| point.value.nearest());
                let higher = one.better == Better::Higher;
                latest.zip(since).is_some_and(|(now, then)| {
                    now != then && ((now > then) == higher) == (fate == Fate::Better)
                })
            };
            let first =
                |one: &MeasureState| one.baseline.as_ref().map(|point| point.value.nearest());
            let before = |one: &MeasureState| {
                let before = one.readings.iter().rev().nth(1).or(one.baseline.as_ref());
                before.map(|point| point.value.nearest())
            };
            vec![count(&|one| went(one, first(one))), count(&|one| went(one, before(one)))]
        }
    }
}
