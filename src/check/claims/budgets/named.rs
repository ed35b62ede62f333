//! Checks sums of a budget that a sentence names: "the forecast for the damp team is £570,000", "Fire works have cost
//! £1.3m of their £3.4m", "the team has spent over half of its budget".
//!
//! In comes a sentence; out come the sums and shares in it that differ from those of the only budget that it names.
//! The words before a sum say whether it is the budget, the spending or the forecast.

use std::ops::Range;

use chrono::Datelike;

use super::{Known, OVER, UNDER, fits};
use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, phrase};
use crate::check::hedge::Hedge;
use crate::check::money::Money;
use crate::check::portions::portion;
use crate::check::reading::{Sentence, Token, year_of};
use crate::read::number::Number;

/// Words for what a budget may cost, has cost and will cost.
const BUDGET: [&str; 2] = ["budget", "budgeted"];
pub(super) const SPENT: [&str; 4] = ["spent", "spending", "spend", "expenditure"];
pub(in crate::check::claims) const FORECAST: [&str; 5] =
    ["forecast", "outturn", "projected", "projection", "expected"];
/// Words right before one of these that make it that of no part.
const PLAIN: [&str; 20] = [
    "a", "the", "its", "their", "our", "has", "have", "had", "is", "are", "was", "been", "and",
    "of", "total", "whole", "overall", "already", "now", "against",
];
/// Words behind a sum that do not say what it is for.
const ENDS: [&str; 8] = ["and", "but", "by", "of", "so", "against", "at", "while"];
/// Words between a sum and what is done with it.
const BEEN: [&str; 7] = ["has", "have", "been", "is", "was", "were", "set"];
/// Words with which a sum is a difference, a part, or one of another time.
const OTHERWISE: [&str; 34] = [
    "by",
    "another",
    "further",
    "extra",
    "each",
    "per",
    "last",
    "previous",
    "including",
    "includes",
    "originally",
    "if",
    "not",
    "would",
    "could",
    "remaining",
    "left",
    "leaving",
    "leaves",
    "unspent",
    "more",
    "less",
    "saving",
    "savings",
    "from",
    "rose",
    "cut",
    "increased",
    "reduced",
    "raised",
    "spring",
    "summer",
    "autumn",
    "winter",
];

/// What a sum is said to be.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Budget,
    Spent,
    Forecast,
}

/// What is wrong of the only budget that a sentence names.
pub(super) fn check(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    budgets: &[Known<'_>],
    sums: &[&Money],
) -> Option<Claim> {
    let mut named =
        budgets.iter().filter_map(|known| Some((known, place(facts, sentence, known)?)));
    let (known, name) = named.next().filter(|_| named.next().is_none())?;
    let tokens = &sentence.tokens;
    let on = known.budget.on.value.0;
    let days: Vec<_> = tokens.iter().filter(|token| token.gives_day()).collect();
    let is_then = days.is_empty() || days.iter().any(|day| day.is_day(on) == Some(true));
    let is_year = |token: &Token| year_of(&token.word).is_some_and(|year| year != on.year());
    let is_other = |token: &Token| {
        token.is(&OTHERWISE) || token.is(&OVER) || token.is(&UNDER) || is_year(token)
    };
    if !is_then || tokens.iter().any(is_other) {
        return None;
    }
    let wrong = sums.iter().find(|sum| {
        let own =
            tokens.iter().position(|token| token.range.end > sum.range.start).and_then(|at| {
                let (hedge, from) = Hedge::before(tokens, at);
                let behind = || done(sentence, &name, sum);
                let is_whole = is_whole(tokens, sum);
                let role = is_whole.then(|| role(tokens, &name, from)).flatten().or_else(behind)?;
                tokens[at].typed.then_some((hedge, value(known, role)?))
            });
        own.is_some_and(|(hedge, own)| !fits(sum, hedge, own))
    });
    let wrong = wrong.map(|sum| sum.range.clone()).or_else(|| share(known, sentence));
    wrong.map(|range| known.claim(sentence, range))
}

/// Where a sentence names a budget, and not a post that is called like it.
fn place(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    known: &Known<'_>,
) -> Option<Range<usize>> {
    let name = phrase(&known.budget.name.value);
    let at = (0..sentence.tokens.len()).find(|at| sentence.names(*at, &name))?;
    let is_post = facts.posts_in(sentence).iter().any(|(_, post)| post.contains(&at));
    (!is_post).then(|| at..at + name.len())
}

/// Whether the words behind a sum do not say what it is for.
fn is_whole(tokens: &[Token], sum: &Money) -> bool {
    let next = tokens.iter().find(|token| token.range.start >= sum.range.end);
    next.is_none_or(|next| next.apart || next.is(&ENDS))
}

/// What a sum that opens a sentence is said to be by the words behind it: "£850,000 is budgeted for early help".
fn done(sentence: &Sentence<'_, '_>, name: &Range<usize>, sum: &Money) -> Option<Role> {
    let tokens = &sentence.tokens;
    let behind = tokens.iter().position(|token| token.range.start >= sum.range.end)?;
    let verb = behind + tokens[behind..].iter().take_while(|token| token.is(&BEEN)).count();
    let is_aside = sentence.is(verb, &["aside"]);
    let role = if is_aside { Some(Role::Budget) } else { tokens.get(verb).and_then(of) };
    let the = verb + 2 + usize::from(sentence.is(verb + 2, &["the"]));
    let is_for = sentence.is(verb + 1, &["for", "on"]) && the == name.start && verb > behind;
    let ends = tokens.get(name.end).is_none_or(|next| next.apart || next.is(&ENDS));
    role.filter(|_| is_for && ends)
}

/// What a sum is said to be, by the words before it, be they before a name between: the last of them.
fn role(tokens: &[Token], name: &Range<usize>, at: usize) -> Option<Role> {
    // What is spent is spent "of" the budget.
    let before = at.checked_sub(1)?;
    let its = before.checked_sub(usize::from(tokens[before].is(&["its", "their", "the"])))?;
    let spends = tokens[..its].iter().any(|token| token.is(&SPENT));
    if tokens[its].is(&["of"]) && spends {
        return Some(Role::Budget);
    }
    let from = (1..at).rev().find(|at| tokens[*at].is(&["and", "but", "against"])).unwrap_or(0);
    let mut own = (from..at).rev().filter(|at| !name.contains(at));
    let (word, role) = own.find_map(|at| Some((at, of(&tokens[at])?)))?;
    // "The training budget" and "the budget for training" are others.
    let is_plain = word.checked_sub(1).is_none_or(|before| {
        name.contains(&before) || tokens[word].apart || tokens[before].is(&PLAIN)
    });
    let what = word + 2 + usize::from(tokens.get(word + 2).is_some_and(|the| the.is(&["the"])));
    let is_for = tokens.get(word + 1).is_some_and(|next| next.is(&["for", "on"]));
    (is_plain && (!is_for || what == name.start)).then_some(role)
}

/// What a word says that a sum is.
fn of(token: &Token) -> Option<Role> {
    match () {
        () if token.is(&BUDGET) => Some(Role::Budget),
        () if token.is(&SPENT) => Some(Role::Spent),
        () if token.is(&FORECAST) => Some(Role::Forecast),
        () => None,
    }
}

/// What a budget has for that.
fn value(known: &Known<'_>, role: Role) -> Option<Number> {
    match role {
        Role::Budget => Some(known.budget.budget),
        Role::Spent => Some(known.budget.spent),
        Role::Forecast => known.budget.forecast,
    }
}

/// The share of its budget that is said to be spent, where it is another.
fn share(known: &Known<'_>, sentence: &Sentence<'_, '_>) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let spent = tokens.iter().position(|token| token.is(&SPENT))?;
    let portion = (spent + 1..tokens.len()).find_map(|at| portion(tokens, at))?;
    let is_of = sentence.is(portion.end, &["of"])
        && tokens[portion.end..].iter().take(3).any(|token| token.is(&["its", "their", "the"]));
    let own = known.budget.spent.nearest() / known.budget.budget.nearest() * 100.0;
    let last = portion.end.checked_sub(1)?;
    let range = tokens[portion.start].range.start..tokens[last].range.end;
    (is_of && tokens[last].typed && !portion.fits(own)).then_some(range)
}
