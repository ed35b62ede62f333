//! Finds the visits whose judgements a sentence counts.
//!
//! In come a sentence and the subjects of an inspection as a thing that is counted; out come the counts at the visits
//! that the sentence means.

use chrono::NaiveDate;

use crate::check::claims::facts::{AtVisit, Facts, Thing};
use crate::check::claims::standings::is_of_visits;
use crate::check::reading::Sentence;

/// The counts of subjects at the visits that a sentence gives by a day or by name, or else at any; empty if it is about
/// another time.
pub(in crate::check::claims) fn at_visits(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    thing: &Thing,
) -> Vec<Thing> {
    let tokens = &sentence.tokens;
    let is_dated = |visit: &&AtVisit| {
        let is_day = |day: &NaiveDate| tokens.iter().any(|one| one.is_day(*day) == Some(true));
        visit.days.iter().any(is_day)
    };
    let is_named = |visit: &&AtVisit| (0..tokens.len()).any(|at| sentence.says(at, &visit.name));
    let all = || thing.at_visits.iter();
    let given = |is: &dyn Fn(&&AtVisit) -> bool| -> Vec<Thing> {
        all().filter(is).map(|visit| visit.thing.clone()).collect()
    };
    let (dated, named) = (given(&is_dated), given(&is_named));
    // "The inspection" may be the last, whatever that is called.
    let is_first = all().next().is_some_and(|first| is_named(&first));
    match () {
        () if !is_of_visits(facts, sentence) => Vec::new(),
        () if !dated.is_empty() => dated,
        () if !named.is_empty() && !is_first => named,
        () => vec![thing.clone()],
    }
}
