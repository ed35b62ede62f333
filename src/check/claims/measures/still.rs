//! Checks statements that a measure did not move: "has not changed since March", "is unchanged since the start", "has not
//! improved since June".
//!
//! In comes a sentence about a measure; out comes such a statement where the last reading is another than that of the
//! time after "since", or went the way that is denied.

use super::compared::is_time;
use super::ways::is_subject;
use super::whole::is_placed;
use super::{Spoken, is_one};
use crate::check::claims::Claim;
use crate::check::claims::verbs::{Way, way};
use crate::check::reading::{Sentence, Token};
use crate::read::date::in_words;
use crate::read::number::Number;

/// The words that say so, before "since".
const STILL: [&[&str]; 6] = [
    &["not", "changed"],
    &["not", "moved"],
    &["unchanged"],
    &["the", "same"],
    &["stood", "still"],
    &["stayed", "still"],
];
/// Verbs between the measure and these.
const LINKS: [&str; 8] = ["has", "have", "is", "are", "been", "remained", "stayed", "remains"];
/// Verbs that say no more than which way it moved: "has not halved" may have fallen.
const PLAIN: [&str; 10] = [
    "risen",
    "increased",
    "grown",
    "fallen",
    "decreased",
    "dropped",
    "declined",
    "improved",
    "worsened",
    "deteriorated",
];
/// Words for what a measure has that may stay the same while its readings change.
const OTHERS: [&str; 4] = ["target", "measure", "average", "median"];

/// Reports that the measure is said not to have moved, where it has.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let since = tokens.iter().position(|token| token.is(&["since"]))?;
    let (at, denied) = said(sentence, since)?;
    let ends = tokens[since + 1..].iter().take_while(|token| !token.apart && is_time(token));
    let end = since + 1 + ends.count();
    let links = tokens[..at].iter().rev().take_while(|token| token.is(&LINKS)).count();
    let subject = at - links;
    // "The target for it has not changed."
    let is_noun = |token: &Token| token.is(&OTHERS);
    let is_other = subject.checked_sub(1).is_some_and(|noun| is_noun(&tokens[noun]))
        && subject != spoken.end
        || tokens[..spoken.start].iter().any(is_noun);
    let is_its = links > 0 && is_subject(spoken, tokens, subject);
    let is_whole = tokens.get(end).is_none_or(|next| next.apart) && end > since + 1;
    if !is_its || is_other || !is_whole || is_placed(spoken, tokens) {
        return None;
    }
    let latest = spoken.measure.latest.as_ref()?;
    let then = spoken.reference(&tokens[..end], since)?;
    let moved = then.iter().all(|point| match denied {
        Some(way) => spoken.went(point, latest, way),
        // A reading that rounds to the same is nearly so.
        None => {
            let whole = |value: Number| value.rounded(0);
            !is_one(point.value, latest.value) && whole(point.value) != whole(latest.value)
        }
    });
    let first = then.first().filter(|first| first.on < latest.on && moved)?;
    let (was, day) = (&first.words, in_words(first.on));
    let (name, now) = (&spoken.measure.name, in_words(latest.on));
    let says = format!("“{name}” was {was} on {day} and {} on {now}", latest.words);
    sentence.is_typed(at..end).then(|| Claim::of(sentence, at..end, &says, spoken.place))
}

/// Where the words right before "since" say that something did not move, and the way that they deny, if only one.
fn said(sentence: &Sentence<'_, '_>, since: usize) -> Option<(usize, Option<Way>)> {
    let is = |form: &&&[&str]| {
        let from = since.checked_sub(form.len());
        from.is_some_and(|from| {
            form.iter().enumerate().all(|(n, word)| sentence.is(from + n, &[*word]))
        })
    };
    if let Some(form) = STILL.iter().find(is) {
        return Some((since - form.len(), None));
    }
    let verb = since.checked_sub(1)?;
    let (denied, behind) = way(&sentence.tokens, verb)?;
    let not = verb.checked_sub(1)?;
    let is_plain = sentence.is(verb, &PLAIN) && sentence.is(not, &["not"]);
    (behind == since && is_plain).then_some((not, Some(denied)))
}
