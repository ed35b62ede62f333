//! Checks who is said to lead an action or to have done it: "the Head of People, who leads on this", "that action,
//! led by the Head of Protection", "the strategy is with the Chief Accountant", "the Estates Surveyor valued all
//! land".
//!
//! In come a sentence and the actions that it names; out come the posts in it that do not lead the action they are
//! said to.

use std::ops::Range;

use super::tenses::is_own;
use super::{About, Doing};
use crate::check::claims::Claim;
use crate::check::claims::facts::phrase;

/// Verbs after a post that leads, and words before one.
const LEADS: [&str; 6] = ["leads", "leading", "led", "runs", "oversees", "responsible"];
const LED_BY: [&str; 3] = ["led", "run", "overseen"];
/// Verbs before "with" and a post, and before "to" and a post: "is with", "belongs to".
const LIES: [&str; 6] = ["is", "are", "was", "rests", "lies", "sits"];
const BELONGS: [&str; 2] = ["belong", "belongs"];
/// Words between a post and a verb, and between a preposition and a post.
const BETWEEN: [&str; 10] =
    ["who", "which", "is", "has", "had", "have", "was", "to", "now", "still"];
const DETERMINE: [&str; 3] = ["the", "our", "its"];
/// Words that refer back to an action.
const POINTS: [&str; 4] = ["this", "it", "that", "work"];

/// Reports posts that neither lead nor answer for the action they are said to lead.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let sentence = about.sentence;
    let wrong = about.facts.posts_in(sentence).into_iter().filter_map(|(n, post)| {
        let meant = meant(about, post.clone());
        let is_so = meant.iter().any(|doing| {
            let own = [Some(&doing.action.lead), doing.action.accountable.as_ref()];
            own.into_iter().flatten().any(|own| phrase(&own.value) == about.facts.posts[n])
        });
        let doing = *meant.first().filter(|_| !is_so && sentence.is_typed(post.clone()))?;
        Some(claim(about, post, doing))
    });
    wrong.collect()
}

/// The action that a post is said to lead, or two actions that it is said to lead both.
fn meant<'f>(about: &About<'_, '_, '_, 'f>, post: Range<usize>) -> Vec<Doing<'f>> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let verb = post.end + tokens[post.end..].iter().take_while(|one| one.is(&BETWEEN)).count();
    // "The contract manager was appointed" says who was.
    let is_done = verb > post.end && tokens[verb - 1].is(&["is", "was"]);
    let own = about.actions().filter(|_| !is_done).find(|(mention, doing)| {
        mention.sure && (verb..=verb + 1).contains(&mention.start) && is_own(sentence, *doing, verb)
    });
    if let Some((_, doing)) = own {
        return vec![doing];
    }
    let before = tokens[..post.start].iter().rev().take_while(|one| one.is(&DETERMINE)).count();
    let before = post.start - before;
    let is = |back: usize, words: &[&str]| {
        before.checked_sub(back).is_some_and(|at| tokens[at].is(words))
    };
    let of_post = is(1, &["by"]) && is(2, &LED_BY)
        || is(1, &["with"]) && is(2, &LIES)
        || is(1, &["to"]) && is(2, &BELONGS);
    let leads = sentence.is(verb, &LEADS).then_some(verb);
    if !of_post && leads.is_none() {
        return Vec::new();
    }
    let after = leads.and_then(|leads| about.actions().find(|(mention, _)| mention.start > leads));
    let doing = match after {
        Some((mention, doing)) => mention.sure.then_some(doing),
        None => about.action_at(post.start),
    };
    // The action mentioned last counts only if the sentence refers back to it: "leads on this".
    let is_named = about.actions().next().is_some();
    let pointed = tokens[leads.unwrap_or(before)..].iter().any(|token| token.is(&POINTS));
    let last = about.last.action.filter(|_| !is_named);
    match doing.or(last.filter(|_| pointed)) {
        Some(doing) => vec![doing],
        None if tokens[0].is(&["both"]) => last.into_iter().chain(about.last.before).collect(),
        None => Vec::new(),
    }
}

/// A claim that a post does not lead an action, with the one that does.
fn claim(about: &About<'_, '_, '_, '_>, post: Range<usize>, doing: Doing<'_>) -> Claim {
    let (lead, id) = (&doing.action.lead, &doing.state.id);
    let says = format!("action {id} is led by {}", lead.value);
    let data = doing.data(&format!("action(\"{id}\").lead"), lead.place);
    Claim { data: Some(data), ..Claim::of(about.sentence, post, &says, lead.place) }
}
