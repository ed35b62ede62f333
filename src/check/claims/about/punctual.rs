//! Checks whether what was done is said to have been done on time: "the drop-in opened on time", "the strategy was adopted
//! ahead of schedule", "the boat was hired late".
//!
//! In come a sentence and the actions that it names; out come such words where the action was completed after every day on
//! which it was ever due, or not after any.

use super::actions::{DONE, is_of_thing};
use super::tenses::{is_own, is_whole};
use super::{About, Doing};
use crate::check::claims::Claim;
use crate::check::reading::Sentence;
use crate::model::plan::Status;
use crate::read::date::in_words;

/// What is said of the time of something done, and which way.
const WORDS: [(&[&str], Kept); 9] = [
    (&["on", "time"], Kept::InTime),
    (&["on", "schedule"], Kept::InTime),
    (&["to", "time"], Kept::InTime),
    (&["by", "its", "due", "date"], Kept::InTime),
    (&["by", "the", "due", "date"], Kept::InTime),
    (&["ahead", "of", "schedule"], Kept::Early),
    (&["ahead", "of", "time"], Kept::Early),
    (&["early"], Kept::Early),
    (&["late"], Kept::Late),
];
/// Words that may follow.
const ENDS: [&str; 5] = ["and", "but", "because", "as", "although"];

/// How something that was done stood to the day on which it was due.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    InTime,
    Early,
    Late,
}

/// Reports actions that were done at another time than is said.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Option<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let is = |at: usize, words: &[&str]| {
        words.iter().enumerate().all(|(n, word)| sentence.is(at + n, &[word]))
    };
    (1..tokens.len()).find_map(|at| {
        let (words, kept) = WORDS.iter().find(|(words, _)| is(at, words))?;
        let end = at + words.len();
        let (mention, doing) = about.actions().rev().find(|(mention, _)| mention.start < at)?;
        let ends = tokens.get(end).is_none_or(|next| next.apart || next.is(&ENDS));
        let verb = at - 1;
        let is_verb = sentence.is(verb, &DONE) || is_own(sentence, doing, verb);
        let is_meant = mention.sure
            && mention.end <= at
            && ends
            && is_verb
            && !is_of_thing(tokens, mention.start)
            && is_plain(sentence, doing, mention.start..verb)
            && is_whole(sentence, doing, verb);
        let done = doing.state.completed.filter(|_| !doing.state.completed_by_report)?;
        let is_done = doing.state.status == Status::Complete;
        let dues = doing.action.update.iter().filter_map(|update| update.due);
        let dues: Vec<_> = dues.chain([doing.action.due]).map(|due| due.value).collect();
        let is_so = dues.iter().any(|due| match kept {
            Kept::InTime => done <= *due,
            Kept::Early => done < *due,
            Kept::Late => done > *due,
        });
        if is_so || !is_meant || !is_done || !sentence.is_typed(at..end) {
            return None;
        }
        let due = in_words(doing.state.first_due.0);
        let id = &doing.state.id;
        let says =
            format!("action {id} was due on {due} and was completed on {}", in_words(done.0));
        Some(Claim::of(sentence, at..end, &says, doing.action.due.place))
    })
}

/// Whether the words from the name of an action to its verb are only its own and those that join the two.
fn is_plain(sentence: &Sentence<'_, '_>, doing: Doing<'_>, range: std::ops::Range<usize>) -> bool {
    const JOINS: [&str; 12] =
        ["was", "were", "has", "have", "been", "all", "the", "a", "of", "for", "and", "by"];
    let own = super::stems(&doing.action.action.value);
    sentence.tokens[range].iter().all(|token| {
        let stem = super::stem(&token.word);
        token.is(&JOINS) || stem.is_some_and(|stem| own.contains(&stem))
    })
}
