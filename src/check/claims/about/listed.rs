//! Actions that are named as some that stand so: "the two actions that are behind are the academy and the charter".
//!
//! In comes a sentence and the actions that it names; out come those that stand otherwise.

use super::About;
use crate::check::claims::Claim;
use crate::check::claims::facts::status_at;
use crate::check::claims::times::is_of_now;

/// How far behind "actions" it may be said how they stand.
const REACH: usize = 14;
/// How far behind such a word the first of them begins.
const NEAR: usize = 3;
/// Words behind how some actions stand that name these.
const THESE: [&str; 7] = ["is", "are", "was", "were", "among", "including", "namely"];

/// The actions that a sentence names among others that stand so, and that do not.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let sentence = about.sentence;
    let tokens = &sentence.tokens;
    let Some(noun) = tokens.iter().position(|token| token.is(&["action", "actions"])) else {
        return Vec::new();
    };
    let said = (noun + 1..tokens.len().min(noun + REACH))
        .find_map(|at| status_at(sentence, at).map(|(status, length)| (status, at + length)));
    let Some((status, from)) = said.filter(|(_, from)| sentence.is(*from, &THESE)) else {
        return Vec::new();
    };
    // "Are discussed with the leads of" names no actions.
    let first = about.actions().find(|(mention, _)| mention.start > from);
    let is_named = first.is_some_and(|(mention, _)| mention.start <= from + NEAR);
    let is_of_other =
        tokens[from..].iter().any(|token| token.is(&["not", "unlike", "except", "but"]));
    if !is_named || is_of_other || !is_of_now(about.facts, sentence, true) {
        return Vec::new();
    }
    let wrong = about.actions().filter(|(mention, doing)| {
        mention.sure && mention.start > from && doing.state.status != status
    });
    let claims = wrong.filter(|(mention, _)| sentence.is_typed(mention.start..mention.end));
    claims
        .map(|(mention, doing)| {
            let status = doing.state.status.word().replace('-', " ");
            let says = format!("action {} is {status}", doing.state.id);
            Claim::of(sentence, mention.start..mention.end, &says, doing.action.place)
        })
        .collect()
}
