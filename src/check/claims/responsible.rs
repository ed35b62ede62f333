//! Checks who is said to be the senior responsible officer of a plan: "the Director of Housing is the senior responsible
//! officer", "the senior responsible officer is the Chief Executive".
//!
//! In comes a sentence; out comes a post in it that the plan does not name as that.

use std::ops::Range;

use super::Claim;
use super::facts::{Facts, phrase};
use crate::check::reading::{Sentence, Token};

/// The words for the officer.
const OFFICER: [&str; 3] = ["senior", "responsible", "officer"];
/// Words between the two, and those with which a sentence is about another time or plan.
const IS: [&str; 2] = ["is", "remains"];
const THE: [&str; 4] = ["the", "our", "its", "plan’s"];
const OTHERS: [&str; 9] =
    ["was", "will", "until", "if", "not", "formerly", "deputy", "another", "each"];
/// The fewest words of a post.
const SHORTEST: usize = 2;

/// Reports a post that is said to be the senior responsible officer of the only plan and is not.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_officer = |at: &usize| (0..OFFICER.len()).all(|n| sentence.is(at + n, &[OFFICER[n]]));
    let at = (0..tokens.len()).find(is_officer)?;
    let own = facts.only_plan()?.planned.plan.senior_responsible_officer.as_ref()?;
    if tokens.iter().any(|token| token.is(&OTHERS)) {
        return None;
    }
    let said = behind(sentence, at + OFFICER.len()).or_else(|| before(sentence, at))?;
    let text = &sentence.passage.text;
    let is_post = text[tokens[said.start].range.start..].starts_with(char::is_uppercase);
    let words: Vec<String> = tokens[said.clone()].iter().map(|one| one.word.clone()).collect();
    // The plan may also give a name or the council: "Director of Housing, Anyshire Council".
    let known = phrase(&own.value);
    let is_so = known.starts_with(&words) || words.starts_with(&known);
    let is_wrong = is_post && said.len() >= SHORTEST && !is_so && sentence.is_typed(said.clone());
    let says = format!("the senior responsible officer is {}", own.value);
    is_wrong.then(|| Claim::of(sentence, said, &says, own.place))
}

/// The post behind "the senior responsible officer is".
fn behind(sentence: &Sentence<'_, '_>, at: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    tokens.get(at).filter(|is| is.is(&IS))?;
    let from = at + 1 + usize::from(sentence.is(at + 1, &["the", "our"]));
    let goes_on = |token: &&Token| !token.apart && !token.is(&["and", "who", "for", "which"]);
    let first = usize::from(from < tokens.len());
    let rest = tokens.get(from + first..)?.iter().take_while(goes_on).count();
    Some(from..from + first + rest)
}

/// The post before "is the senior responsible officer", if nothing else opens the sentence.
fn before(sentence: &Sentence<'_, '_>, at: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let the = tokens[..at].iter().rev().take_while(|one| one.is(&THE)).count();
    let is = (at - the).checked_sub(1).filter(|is| tokens[*is].is(&IS))?;
    let from = usize::from(tokens[0].is(&["the", "our"]));
    let is_one = from < is && !tokens[from + 1..is].iter().any(|one| one.apart);
    is_one.then_some(from..is)
}
