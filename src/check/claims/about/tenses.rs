//! Finds finished actions described as still to come, and the reverse: "the charter will be agreed", "the conference
//! was held".
//!
//! In come a sentence and the actions that it names; out come the verbs whose tense the data contradict.

use super::actions::{DONE, past_aside};
use super::{About, Doing, Mention, stem};
use crate::check::claims::Claim;
use crate::check::claims::facts::phrase;
use crate::check::reading::{Sentence, Token, What};
use crate::model::plan::Status;
use crate::read::date::in_words;

/// Words for the future, each with whether they need no other verb.
const TO_COME: [(&[&str], bool); 7] = [
    (&["will", "be"], false),
    (&["is", "to", "be"], false),
    (&["are", "to", "be"], false),
    (&["has", "yet", "to", "be"], false),
    (&["have", "yet", "to", "be"], false),
    (&["has", "still", "to", "be"], false),
    (&["is", "still", "to", "come"], true),
];
/// Auxiliary verbs for what is done.
const DID: [&[&str]; 6] = [
    &["was"],
    &["were"],
    &["has", "been"],
    &["have", "been"],
    &["has", "now", "been"],
    &["is", "now"],
];
/// Irregular past participles, each with the plain form.
const IRREGULAR: [(&str, &str); 17] = [
    ("built", "build"),
    ("held", "hold"),
    ("written", "write"),
    ("rewritten", "rewrite"),
    ("drawn", "draw"),
    ("chosen", "choose"),
    ("brought", "bring"),
    ("bought", "buy"),
    ("sent", "send"),
    ("taught", "teach"),
    ("found", "find"),
    ("made", "make"),
    ("given", "give"),
    ("set", "set"),
    ("put", "put"),
    ("let", "let"),
    ("begun", "begin"),
];
/// Words that limit a statement to a part, or to what was intended.
const UNSURE: [&str; 22] = [
    "if",
    "when",
    "once",
    "until",
    "before",
    "after",
    "not",
    "never",
    "would",
    "should",
    "since",
    "partly",
    "first",
    "half",
    "some",
    "several",
    "most",
    "originally",
    "planned",
    "expected",
    "further",
    "again",
];
/// Words that may follow a verb without changing what was done.
const BEHIND: [&str; 10] =
    ["up", "on", "in", "at", "early", "late", "soon", "shortly", "and", "last"];

/// Reports verbs whose tense the history of the action contradicts.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let sentence = about.sentence;
    let found = about.actions().filter_map(|(mention, doing)| {
        let is_done = doing.state.status == Status::Complete;
        let (from, end) = match is_done {
            true => to_come(sentence, mention, doing)?,
            false => did(sentence, mention, doing)?,
        };
        let state = doing.state;
        let stands = match state.completed {
            Some(day) if is_done => format!("was complete on {}", in_words(day)),
            _ => format!("is {}", state.status.word().replace('-', " ")),
        };
        let says = format!("action {} {stands}", state.id);
        let range = sentence.tokens[from].range.start..sentence.tokens[end].range.end;
        let of = || Claim::of(sentence, mention.start..end + 1, &says, doing.action.place);
        (sentence.is_typed(mention.start..end + 1) && is_whole(sentence, doing, end))
            .then(|| Claim { range, ..of() })
    });
    found.collect()
}

/// The place of words after the name of an action, or within it, since the verb may be part of the name.
fn place(sentence: &Sentence<'_, '_>, mention: &Mention<'_>, words: &[&str]) -> Option<usize> {
    let is_there =
        |at: &usize| words.iter().enumerate().all(|(n, word)| sentence.is(at + n, &[*word]));
    (mention.start + 1..mention.end).chain(past_aside(sentence, mention)).find(is_there)
}

/// The first and last token of the words that place an action in the future.
fn to_come(
    sentence: &Sentence<'_, '_>,
    mention: &Mention<'_>,
    doing: Doing<'_>,
) -> Option<(usize, usize)> {
    TO_COME.iter().find_map(|(words, alone)| {
        let at = place(sentence, mention, words)?;
        let end = at + words.len() - usize::from(*alone);
        let ends = *alone || is_own(sentence, doing, end) || sentence.is(end, &DONE);
        (ends && is_plain(sentence, end)).then_some((at, end))
    })
}

/// The first and last token of the words that say that an action is done.
fn did(
    sentence: &Sentence<'_, '_>,
    mention: &Mention<'_>,
    doing: Doing<'_>,
) -> Option<(usize, usize)> {
    // Nothing has been done of an action that has not begun.
    let is_named = mention.whole || mention.sure && doing.state.status == Status::NotStarted;
    DID.iter().filter(|_| is_named).find_map(|words| {
        let at = place(sentence, mention, words)?;
        let end = at + words.len();
        (is_own(sentence, doing, end) && is_plain(sentence, end)).then_some((at, end))
    })
}

/// Whether a token is the past form of the action's own verb: "agreed" of "agree the charter".
pub(super) fn is_own(sentence: &Sentence<'_, '_>, doing: Doing<'_>, at: usize) -> bool {
    let first = doing.action.action.value.split_whitespace().next().unwrap_or_default();
    let first = first.to_lowercase();
    sentence.tokens.get(at).is_some_and(|token| {
        let is_irregular =
            IRREGULAR.iter().any(|(done, plain)| token.is(&[*done]) && *plain == first);
        is_irregular || stem(&token.word).is_some() && stem(&token.word) == stem(&first)
    })
}

/// Whether no words after a verb change its meaning: "opened by the Mayor" does.
fn is_plain(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let is_day = |at: usize| tokens.get(at).is_some_and(Token::gives_day);
    let by = sentence.is(at + 1, &["by"]) && (at + 2..at + 5).any(is_day);
    by || tokens.get(at + 1).is_none_or(|next| next.apart || next.is(&BEHIND))
}

/// Whether the words up to a token are about the whole of an action: "three inspectors have been recruited" is only a
/// part of "recruit five inspectors".
pub(super) fn is_whole(sentence: &Sentence<'_, '_>, doing: Doing<'_>, end: usize) -> bool {
    let own = phrase(&doing.action.action.value);
    let is_number =
        |token: &Token| token.count().is_some() || matches!(token.what, What::Percent(_));
    let mut before = sentence.tokens[..end].iter();
    let is_sure = !sentence.tokens.iter().any(|token| token.is(&UNSURE));
    is_sure && !before.any(|token| is_number(token) && !own.contains(&token.word))
}
