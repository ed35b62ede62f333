//! Checks lists of actions with a status: "the two actions that are behind are the academy and the charter".
//!
//! In come a sentence and the actions that it names; out come those listed with a status that they do not have.

use super::About;
use crate::check::claims::Claim;
use crate::check::claims::facts::status_at;
use crate::check::claims::times::is_of_now;

/// How many tokens after "actions" to look for a status.
const REACH: usize = 14;
/// How many tokens after a word of `THESE` the first action may begin.
const NEAR: usize = 3;
/// Words after a status that introduce the names.
const THESE: [&str; 7] = ["is", "are", "was", "were", "among", "including", "namely"];

/// Reports actions that a sentence lists with a status that they do not have.
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
