//! Checks which way a measure went from each reading to the next: "has improved at every reading", "fell for the third
//! month running", "rose for two quarters in a row".
//!
//! In comes a sentence about a measure; out comes a way that it did not go as often as is said.

use chrono::Datelike;

use super::ways::is_subject;
use super::whole::is_placed;
use super::{Spoken, clause_of, is_open};
use crate::check::claims::Claim;
use crate::check::claims::verbs::way;
use crate::check::reading::Sentence;
use crate::derive::measure::Point;

/// Words for how often something was so.
pub(super) const ORDINALS: [&str; 5] = ["second", "third", "fourth", "fifth", "sixth"];
/// Words for a reading.
const READINGS: [&str; 5] = ["reading", "time", "report", "update", "count"];
/// Units of time, with their months.
const UNITS: [(&str, u32); 3] = [("month", 1), ("quarter", 3), ("year", 12)];

/// How often a sentence says that a measure went a way.
enum Often {
    /// From each reading to the next.
    Each,
    /// From each of the last readings to the next, so many times.
    Last(usize),
    /// So many times of as many months each, up to the last reading.
    Months(usize, u32),
}

/// Reports a way that the measure did not go as often as a sentence says.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    (0..tokens.len()).find_map(|at| {
        let (said, behind) = way(tokens, at)?;
        let (often, end) = often(sentence, behind)?;
        let clause = clause_of(tokens, at);
        if !is_subject(spoken, tokens, at)
            || is_placed(spoken, tokens)
            || is_open(tokens, spoken, &clause)
        {
            return None;
        }
        let points: Vec<&Point> = spoken.points().collect();
        let since = tokens.get(end).filter(|next| next.is(&["since"]));
        let first = since.map(|_| spoken.reference(tokens, end));
        let first = match first {
            Some(then) => then?.first()?.on,
            None => points.first()?.on,
        };
        let steps: Vec<_> = points.windows(2).filter(|two| first <= two[0].on).collect();
        let many = match often {
            Often::Each => steps.len(),
            Often::Last(many) => many,
            Often::Months(many, months) => within(&steps, u32::try_from(many).ok()? * months),
        };
        let own = &steps[steps.len().saturating_sub(many)..];
        let is_so = own.iter().all(|two| spoken.went(two[0], two[1], said));
        if is_so || !sentence.is_typed(at..end) {
            return None;
        }
        let read: Vec<_> = points.iter().map(|point| point.words.as_str()).collect();
        let says = format!("“{}” was {}", spoken.measure.name, read.join(", then "));
        Some(Claim::of(sentence, at..end, &says, spoken.place))
    })
}

/// How many of the last steps lie within so many months of the last reading.
fn within(steps: &[&[&Point]], months: u32) -> usize {
    let month = |point: &Point| point.on.0.year() * 12 + point.on.0.month0().cast_signed();
    let Some(last) = steps.last().map(|two| month(two[1])) else { return 0 };
    let far = |two: &&&[&Point]| last - month(two[0]) <= months.cast_signed();
    steps.iter().rev().take_while(far).count()
}

/// How often something is said to be so by the words at a token, and the token after them.
fn often(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Often, usize)> {
    let tokens = &sentence.tokens;
    let joins = usize::from(sentence.is(at, &["at", "with", "in"]));
    let each = at + joins;
    if sentence.is(each, &["each", "every"]) && sentence.is(each + 1, &READINGS) {
        return Some((Often::Each, each + 2));
    }
    if !sentence.is(at, &["for"]) {
        return None;
    }
    let the = at + 1 + usize::from(sentence.is(at + 1, &["the"]));
    let number = tokens.get(the)?;
    let ordinal = ORDINALS.iter().position(|word| number.is(&[*word])).map(|at| at + 2);
    let many = ordinal.or_else(|| usize::try_from(number.count()?).ok())?;
    let is_consecutive = sentence.is(the + 1, &["consecutive", "successive"]);
    let noun = the + 1 + usize::from(is_consecutive);
    let end = match () {
        () if is_consecutive => noun + 1,
        () if sentence.is(noun + 1, &["running"]) => noun + 2,
        () if sentence.is(noun + 1, &["in"]) && sentence.is(noun + 2, &["succession"]) => noun + 3,
        () if sentence.is(noun + 1, &["in"]) && sentence.is(noun + 3, &["row"]) => noun + 4,
        () => return None,
    };
    let word = tokens.get(noun)?.word.trim_end_matches('s');
    if READINGS.contains(&word) {
        return Some((Often::Last(many), end));
    }
    let (_, months) = UNITS.iter().find(|(unit, _)| *unit == word)?;
    Some((Often::Months(many, *months), end))
}
