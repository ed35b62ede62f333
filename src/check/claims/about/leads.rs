//! Checks who is said to lead an action or to have done it: "the Head of People, who leads on this", "that action,
//! led by the Head of Protection", "the strategy is with the Chief Accountant", "the Estates Surveyor valued all
//! land".
//!
//! In come a sentence and the actions that it names; out come the posts in it that do not lead the action they are
//! said to.

use std::ops::Range;

use super::actions::is_of_other;
use super::tenses::is_own;
use super::{About, Doing, Mention};
use crate::check::claims::Claim;
use crate::check::claims::facts::phrase;
use crate::check::reading::Token;

/// Verbs after a post that leads, and words before one.
const LEADS: [&str; 7] = ["leads", "leading", "led", "runs", "oversees", "responsible", "owns"];
const LED_BY: [&str; 4] = ["led", "run", "overseen", "owned"];
/// Verbs before "with" and a post, and before "to" and a post: "is with", "belongs to".
const LIES: [&str; 6] = ["is", "are", "was", "rests", "lies", "sits"];
const BELONGS: [&str; 4] = ["belong", "belongs", "assigned", "allocated"];
/// Words between a verb and the action that is led, and words for who leads one: "the lead officer for action 3 is".
const ON: [&str; 19] = [
    "for",
    "on",
    "of",
    "the",
    "this",
    "our",
    "both",
    "action",
    "actions",
    "work",
    "to",
    "with",
    "all",
    "delivering",
    "herself",
    "himself",
    "themselves",
    "too",
    "now",
];
const LEADER: [&str; 4] = ["lead", "leader", "officer", "owner"];
/// Words of a sentence about another time.
const ELSEWHEN: [&str; 10] = [
    "until",
    "till",
    "formerly",
    "previously",
    "before",
    "once",
    "if",
    "temporarily",
    "interim",
    "originally",
];
/// Words between a post and a verb, and between a preposition and a post.
const BETWEEN: [&str; 10] =
    ["who", "which", "is", "has", "had", "have", "was", "to", "now", "still"];
const DETERMINE: [&str; 3] = ["the", "our", "its"];
/// Words that refer back to an action.
const POINTS: [&str; 4] = ["this", "it", "that", "work"];

/// Reports posts that neither lead nor answer for the action they are said to lead.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let sentence = about.sentence;
    // Somebody else may have led it once.
    if sentence.tokens.iter().any(|token| token.is(&ELSEWHEN)) {
        return Vec::new();
    }
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
    // "The Head of People’s team" is not the post.
    if is_owner(about, &post) {
        return Vec::new();
    }
    let before = tokens[..post.start].iter().rev().take_while(|one| one.is(&DETERMINE)).count();
    let before = post.start - before;
    if let Some(doing) = beside(about, before, post.end) {
        return vec![doing];
    }
    let is = |back: usize, words: &[&str]| {
        before.checked_sub(back).is_some_and(|at| tokens[at].is(words))
    };
    let of_post = is(1, &["by"]) && is(2, &LED_BY)
        || is(1, &["with"]) && is(2, &LIES)
        || is(1, &["to"]) && is(2, &BELONGS)
        || is(1, &["of"]) && is(2, &["responsibility"]);
    // "Who answers to the Head of People, is responsible" says it of somebody else.
    let goes_on =
        tokens.get(post.end).is_some_and(|next| !next.apart || next.is(&["who", "which"]));
    let leads = sentence.is(verb, &LEADS).then_some(verb).filter(|_| goes_on);
    if !of_post && leads.is_none() {
        return Vec::new();
    }
    let after = leads.and_then(|leads| about.actions().find(|(mention, _)| mention.start > leads));
    // "Responsible for the budget of the action", "responsible for telling members".
    let object = leads.map_or(&[][..], |leads| {
        let end = after.as_ref().map_or(tokens.len(), |(mention, _)| mention.start);
        &tokens[leads + 1..end]
    });
    let mut object = object.iter().take_while(|one| after.is_some() || !one.apart);
    let is_else = |one: &Token| !one.is(&ON) && !one.is(&POINTS);
    let is_other = |(mention, _): (&Mention<'_>, Doing<'_>)| {
        mention.end <= post.start && is_of_other(tokens, mention.start)
    };
    if object.any(is_else) || about.actions().any(is_other) {
        return Vec::new();
    }
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

/// Whether a post is written as an owner: "the Head of People’s".
fn is_owner(about: &About<'_, '_, '_, '_>, post: &Range<usize>) -> bool {
    let last = &about.sentence.tokens[post.end - 1].word;
    last.ends_with("’s") || last.ends_with("'s")
}

/// The action whose lead a post is said to be right behind its name: "action 3 (Head of People, due in May)", "the lead
/// for action 3 is the Head of People". The words for the post begin and end at two tokens.
fn beside<'f>(about: &About<'_, '_, '_, 'f>, start: usize, end: usize) -> Option<Doing<'f>> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let ends = tokens.get(end).is_none_or(|next| next.apart);
    let found = about.actions().find(|(mention, _)| {
        let before = tokens[..mention.start].iter().rev().filter(|one| !one.is(&DETERMINE));
        let before: Vec<_> = before.take(2).collect();
        let is_lead = matches!(before.as_slice(), [on, lead] if on.is(&["for", "on", "of"]) && lead.is(&LEADER));
        let is = mention.end + 1 == start && sentence.is(mention.end, &["is"]) && is_lead;
        let between = || tokens[mention.end - 1].range.end..tokens[start].range.start;
        let in_brackets =
            mention.end == start && sentence.passage.text[between()].contains('(');
        mention.sure && ends && (is || in_brackets)
    });
    found.map(|(_, doing)| doing)
}

/// A claim that a post does not lead an action, with the one that does.
fn claim(about: &About<'_, '_, '_, '_>, post: Range<usize>, doing: Doing<'_>) -> Claim {
    let (lead, id) = (&doing.action.lead, &doing.state.id);
    let says = format!("action {id} is led by {}", lead.value);
    let data = doing.data(&format!("action(\"{id}\").lead"), lead.place);
    Claim { data: Some(data), ..Claim::of(about.sentence, post, &says, lead.place) }
}
