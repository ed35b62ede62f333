//! Checks sums of a budget that a sentence names: "the forecast for the damp team is £570,000", "Fire works have cost
//! £1.3m of their £3.4m", "the team has spent over half of its budget".
//!
//! In comes a sentence; out come the sums and shares in it that differ from those of the only budget that it names.
//! The words before a sum say whether it is the budget, the spending or the forecast.

use std::ops::Range;

use chrono::Datelike;

use super::together::LEFT;
use super::{Budgets, Known, OVER, UNDER, fits, side};
use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, Phrase};
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
pub(super) const BEEN: [&str; 8] = ["has", "have", "had", "been", "is", "was", "were", "set"];
/// Words with which a sum is a difference, a part, or one of another time.
const OTHERWISE: [&str; 29] = [
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

/// Words of a sentence that does not say how a forecast stands.
const UNSURE: [&str; 9] =
    ["no", "never", "was", "were", "nor", "neither", "whether", "year", "month"];

/// The share of a budget by which a forecast may differ from it and still be on budget.
const ON_BUDGET: f64 = 0.02;

/// What a sum is said to be.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Budget,
    Spent,
    Forecast,
}

/// What is wrong of the only budget that a sentence names.
pub(super) fn check(
    budgets: &Budgets<'_>,
    sentence: &Sentence<'_, '_>,
    sums: &[&Money],
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let days: Vec<_> = tokens.iter().filter(|token| token.gives_day()).collect();
    let is_then = |known: &Known<'_>| {
        let on = known.budget.on.value.0;
        let is_year = |token: &Token| year_of(&token.word).is_some_and(|year| year != on.year());
        (days.is_empty() || days.iter().any(|day| day.is_day(on) == Some(true)))
            && !tokens.iter().any(is_year)
    };
    let named = budgets.all.iter();
    let named = named.filter_map(|known| Some((known, place(budgets.facts, sentence, known)?)));
    let named: Vec<_> = named.collect();
    let (first, _) = named.first()?;
    let is_other =
        |(known, _): &(&Known<'_>, _)| known.budget.name.value != first.budget.name.value;
    if named.iter().any(is_other) {
        return None;
    }
    // One that was reported several times is meant as on the day that the sentence gives, or as it was last.
    let mut then: Vec<_> = named.into_iter().filter(|(known, _)| is_then(known)).collect();
    then.sort_by_key(|(known, _)| known.budget.on.value);
    let (known, name) = then.pop()?;
    if sums.iter().any(|sum| then.iter().any(|(known, _)| known.has(sum))) {
        return None;
    }
    let is_left = |token: &Token| token.is(&LEFT);
    let is_way = |token: &Token| token.is(&OVER) || token.is(&UNDER);
    // "By the end of July" says when.
    let is_when =
        |at: usize| tokens[at].is(&["by"]) && tokens[at..].iter().take(5).any(Token::gives_day);
    // "More than half" is a share.
    let is_share = |at: usize| {
        sentence.is(at, &["more", "less"])
            && sentence.is(at + 1, &["than"])
            && portion(tokens, at + 2).is_some()
    };
    let is_other = |at: usize| tokens[at].is(&OTHERWISE) && !is_when(at) && !is_share(at);
    let wrong = match () {
        () if tokens.iter().any(is_way) && !sums.is_empty() => {
            over_by(known, sentence, &name, sums)
        }
        () if (0..tokens.len()).any(is_other) => None,
        () if tokens.iter().any(is_left) => left(known, sentence, &name, sums),
        () if sums.is_empty() => side_of(known, sentence, &name),
        () => wrong_sum(known, sentence, &name, sums),
    };
    let is_plain = |at: usize| !is_other(at) && !is_left(&tokens[at]) && !is_way(&tokens[at]);
    let is_share = wrong.is_none() && (0..tokens.len()).all(is_plain);
    let wrong = wrong.or_else(|| share(known, sentence, &name).filter(|_| is_share));
    wrong.map(|range| known.claim(sentence, range))
}

/// The sum that is not what the words around it say it is of a budget.
fn wrong_sum(
    known: &Known<'_>,
    sentence: &Sentence<'_, '_>,
    name: &Range<usize>,
    sums: &[&Money],
) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let wrong = sums.iter().find(|sum| {
        let own =
            tokens.iter().position(|token| token.range.end > sum.range.start).and_then(|at| {
                let (hedge, from) = Hedge::before(tokens, at);
                let behind = || done(sentence, name, sum);
                let is_whole = is_whole(tokens, sum);
                let role = is_whole.then(|| role(tokens, name, from)).flatten().or_else(behind)?;
                tokens[at].typed.then_some((hedge, value(known, role)?))
            });
        own.is_some_and(|(hedge, own)| !fits(sum, hedge, own))
    });
    wrong.map(|sum| sum.range.clone())
}

/// The only sum of a sentence, with its token, how exactly it is given, and the token at which the words for that begin.
fn only<'s>(tokens: &[Token], sums: &[&'s Money]) -> Option<(&'s Money, usize, Hedge, usize)> {
    let [sum] = sums else { return None };
    let at = tokens.iter().position(|token| token.range.end > sum.range.start)?;
    let (hedge, from) = Hedge::before(tokens, at);
    Some((*sum, at, hedge, from))
}

/// The only sum of a sentence, if it is not what is left of a budget that is said to have it left: "the programme has
/// £1.6 million left".
fn left(
    known: &Known<'_>,
    sentence: &Sentence<'_, '_>,
    name: &Range<usize>,
    sums: &[&Money],
) -> Option<Range<usize>> {
    let (tokens, (sum, at, hedge, from)) = (&sentence.tokens, only(&sentence.tokens, sums)?);
    let behind = tokens.iter().position(|token| token.range.start >= sum.range.end)?;
    let still = usize::from(sentence.is(behind, &["still"]));
    let has = from.checked_sub(1).filter(|has| tokens[*has].is(&["has", "have"]))?;
    let stills = tokens[name.end.min(has)..has].iter().all(|one| one.is(&["now", "still"]));
    let end = behind + still + 1;
    // "Left to spend", but not "left for lamps".
    let end = end + if sentence.is(end, &["to"]) && sentence.is(end + 1, &SPENT) { 2 } else { 0 };
    let ends = tokens.get(end).is_none_or(|next| next.apart || next.is(&ENDS));
    let is_left = sentence.is(end.min(behind + still), &LEFT) && name.end <= has && stills && ends;
    let is_so = known.between.iter().any(|own| fits(sum, hedge, *own));
    (is_left && !is_so && tokens[at].typed).then(|| sum.range.clone())
}

/// The only sum of a sentence, if the budget that it names is said to be exceeded by it, or not to be used up by it, and it
/// is no difference of the data: "is forecast to overspend by £45,000".
fn over_by(
    known: &Known<'_>,
    sentence: &Sentence<'_, '_>,
    name: &Range<usize>,
    sums: &[&Money],
) -> Option<Range<usize>> {
    let (tokens, (sum, at, hedge, from)) = (&sentence.tokens, only(&sentence.tokens, sums)?);
    let by = from.checked_sub(1).filter(|by| tokens[*by].is(&["by", "of"]))?;
    let way = by.checked_sub(1).filter(|at| tokens[*at].is(&OVER) || tokens[*at].is(&UNDER))?;
    let is_now = tokens[name.end.min(way)..way].iter().any(|one| one.is(&FORECAST));
    let is_unsure = tokens.iter().any(|token| token.is(&UNSURE) || token.gives_day());
    let is_so = known.between.iter().any(|own| fits(sum, hedge, *own));
    let is_whole = is_whole(tokens, sum) && is_subject(sentence, name) && is_now;
    (is_whole && !is_so && !is_unsure && tokens[at].typed).then(|| sum.range.clone())
}

/// Whether a budget is the subject of a sentence or clause: "the first phase of the programme" and "members of the
/// programme board" are not.
fn is_subject(sentence: &Sentence<'_, '_>, name: &Range<usize>) -> bool {
    let tokens = &sentence.tokens;
    let the =
        name.start - usize::from(name.start > 0 && tokens[name.start - 1].is(&["the", "our"]));
    let begins = the == 0 || tokens[the - 1].is(&["and", "but"]) || tokens[the].apart;
    begins && tokens.get(name.end).is_some_and(|next| next.is(&BEEN) || next.is(&["will"]))
}

/// The words by which a budget is said to be exceeded, or not to be, where its forecast says the other: "is forecast to
/// come in under budget".
fn side_of(
    known: &Known<'_>,
    sentence: &Sentence<'_, '_>,
    name: &Range<usize>,
) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let change = known.budget.forecast?.minus(known.budget.budget)?;
    let is_on = |at: usize| sentence.is(at, &["on"]) && sentence.is(at + 1, &["budget"]);
    let at = (name.end..tokens.len()).find(|at| side(tokens, *at).is_some() || is_on(*at))?;
    let far = known.budget.budget.nearest() * ON_BUDGET;
    let is_wrong = match side(tokens, at) {
        Some(over) => change != Number::ZERO && change.is_negative() == over,
        None => change.nearest().abs() > far,
    };
    let is_now =
        tokens[name.end..at].iter().any(|token| token.is(&FORECAST) || token.is(&["will"]));
    let is_unsure = tokens.iter().any(|token| token.is(&UNSURE));
    (is_wrong && is_subject(sentence, name) && is_now && !is_unsure && tokens[at].typed)
        .then(|| tokens[at].range.clone())
}

/// Where a sentence names a budget, and not a post that is called like it.
fn place(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    known: &Known<'_>,
) -> Option<Range<usize>> {
    let place = |name: &Phrase| {
        let at = (0..sentence.tokens.len()).find(|at| sentence.names(*at, name))?;
        let is_post = facts.posts_in(sentence).iter().any(|(_, post)| post.contains(&at));
        (!is_post).then(|| at..at + name.len())
    };
    known.names.iter().find_map(place)
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

/// The share of its budget that is said to be spent, where it is another: "has spent a third of its budget", "a third of
/// the grant had been spent".
fn share(
    known: &Known<'_>,
    sentence: &Sentence<'_, '_>,
    name: &Range<usize>,
) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let spent = tokens.iter().position(|token| token.is(&SPENT) || token.is(&["used"]))?;
    let behind = (spent + 1..tokens.len()).find_map(|at| portion(tokens, at));
    let own = behind.filter(|own| {
        let its = tokens[own.end..].iter().take(3).any(|one| one.is(&["its", "their", "the"]));
        sentence.is(own.end, &["of"]) && its
    });
    let opening = || {
        let own = (0..name.start).find_map(|at| portion(tokens, at))?;
        let the = own.end + 1 + usize::from(sentence.is(own.end + 1, &["the"]));
        let is_of = sentence.is(own.end, &["of"]) && [own.end + 1, the].contains(&name.start);
        let called = name.end + usize::from(sentence.is(name.end, &["budget"]));
        let been = tokens[called..].iter().take_while(|token| token.is(&BEEN)).count();
        let ends = sentence.is(spent + 1, &["by", "so"])
            || tokens.get(spent + 1).is_none_or(|one| one.apart);
        (is_of && ends && been > 0 && called + been == spent).then_some(own)
    };
    let portion = own.or_else(opening)?;
    let own = known.budget.spent.nearest() / known.budget.budget.nearest() * 100.0;
    let last = portion.end.checked_sub(1)?;
    let range = tokens[portion.start].range.start..tokens[last].range.end;
    (tokens[last].typed && !portion.fits(own)).then_some(range)
}
