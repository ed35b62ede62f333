//! Checks sums of all budgets of a plan together: "the two budgets come to £1.2 million", "the plan’s total spending is
//! £610,000", "both budgets together are forecast to be underspent by £3,000".
//!
//! In comes a sentence; out come the sums in it that are not what all budgets together have, if it clearly speaks of
//! all of them. The words around a sum say what it is; if they do not, it is left alone.

use std::ops::Range;

use super::named::SPENT;
use super::{Budgets, Known, OVER, UNDER, between, fits, is_sum};
use crate::check::claims::counts::names_data;
use crate::check::claims::facts::{Facts, phrase};
use crate::check::claims::{Claim, Data};
use crate::check::hedge::Hedge;
use crate::check::money::Money;
use crate::check::reading::{Sentence, Token};
use crate::model::plan::Budget;
use crate::read::number::Number;

/// Words for all of several budgets.
const WHOLE: [&str; 6] = ["total", "combined", "overall", "whole", "entire", "joint"];
/// Words before budgets that readers know already.
const KNOWN: [&str; 7] = ["the", "these", "both", "all", "our", "its", "plan’s"];
/// Words for what the budgets are, what was spent of them, what they will cost and what is left of them.
const BUDGET: [&str; 2] = ["budget", "budgets"];
const FORECAST: [&str; 4] = ["forecast", "forecasts", "outturn", "projected"];
pub(super) const LEFT: [&str; 6] = ["leave", "leaves", "leaving", "left", "remaining", "unspent"];
/// Words of a sentence about more or less than the budgets, or about another time.
pub(super) const OTHERS: [&str; 22] = [
    "grant",
    "grants",
    "reserves",
    "with",
    "plus",
    "including",
    "includes",
    "last",
    "previous",
    "another",
    "further",
    "extra",
    "each",
    "per",
    "if",
    "not",
    "would",
    "could",
    "originally",
    "saving",
    "savings",
    "from",
];
/// Words before what several budgets come to, and how far before it they may be.
const COME_TO: [&str; 12] = [
    "come", "comes", "came", "total", "totals", "totalled", "amount", "amounts", "add", "adds",
    "make", "makes",
];
const REACH: usize = 6;
/// Words behind a sum that is a difference, a part, or for something else.
const ELSE: [&str; 11] =
    ["on", "for", "more", "less", "higher", "lower", "above", "below", "over", "under", "short"];
/// How many times too large or too small a sum may be to be one of the budgets, if no other sum shows that it is.
const FAR: f64 = 2.0;

/// What a sum is said to be.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Budget,
    Spent,
    Forecast,
    Left,
    Over,
    Under,
}

/// The totals of a plan’s budgets.
pub(super) struct Totals {
    pub(super) budget: Number,
    pub(super) spent: Number,
    pub(super) forecast: Option<Number>,
}

/// What is wrong of all budgets together. `others` are the other sums of the paragraph.
pub(super) fn check(
    budgets: &Budgets<'_>,
    sentence: &Sentence<'_, '_>,
    sums: &[&Money],
    others: &[Money],
) -> Option<Claim> {
    let (facts, all) = (budgets.facts, budgets.latest());
    let totals = budgets.totals.as_ref().filter(|_| all.len() > 1 && !sums.is_empty())?;
    let tokens = &sentence.tokens;
    let on = all.iter().map(|known| known.budget.on.value.0);
    let is_then = |day: &Token| on.clone().any(|on| day.is_day(on) == Some(true));
    let is_other = |token: &Token| token.is(&OTHERS) || token.gives_day() && !is_then(token);
    if !speaks_of_all(facts, sentence, &all, sums) || tokens.iter().any(is_other) {
        return None;
    }
    let own: Vec<Number> = all.iter().flat_map(|known| &known.own).copied().collect();
    let wrong = sums.iter().find(|sum| {
        let at = tokens.iter().position(|token| token.range.end > sum.range.start);
        let Some((at, role)) = at.and_then(|at| Some((at, role(tokens, at)?))) else {
            return false;
        };
        let Some(known) = totals.value(role) else { return false };
        let next = tokens.iter().find(|token| token.range.start >= sum.range.end);
        let is_else = next.is_some_and(|next| next.is(&ELSE) && !next.apart);
        let (hedge, _) = Hedge::before(tokens, at);
        let is_given = others.iter().any(|other| {
            let is_it = |known: &Number| is_sum(other, *known);
            other.range != sum.range && other.is_telling() && own.iter().any(is_it)
        });
        let is_change = matches!(role, Role::Over | Role::Under);
        let share = sum.value.nearest() / known.nearest();
        let is_meant = is_given || is_change || (1.0 / FAR..=FAR).contains(&share);
        // "The budgets of £750,000 and £450,000" are single ones.
        let is_single = own.iter().any(|one| is_sum(sum, *one)) && !is_total(tokens, at);
        let is_so = is_else || is_single || fits(sum, hedge, known);
        tokens[at].typed && is_meant && !is_so
    });
    wrong.map(|sum| totals.claim(sentence, sum.range.clone(), all[0]))
}

/// Whether a sentence speaks of all budgets: by their number, by all their names, by the sum of each or by a word for
/// all of what the plan has.
fn speaks_of_all(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    all: &[&Known<'_>],
    sums: &[&Money],
) -> bool {
    let tokens = &sentence.tokens;
    let is = |at: Option<usize>, words: &[&str]| at.is_some_and(|at| tokens[at].is(words));
    let is_sum_at = |at: usize| {
        let range = tokens.get(at).map(|token| &token.range);
        range.is_some_and(|range| {
            sums.iter().any(|sum| sum.range.end > range.start && sum.range.start < range.end)
        })
    };
    // "The two budgets for libraries" are others; "a total budget of £1.2 million" is not.
    let is_of_other = |end: usize| {
        let of = usize::from(tokens.get(end).is_some_and(|next| next.is(&["of"])));
        tokens.get(end).is_some_and(|next| next.is(&["for", "of", "in", "on"]) && !next.apart)
            && !is_sum_at(end + of)
    };
    let named = all.iter().all(|known| {
        let name = phrase(&known.budget.name.value);
        (0..tokens.len()).any(|at| sentence.says(at, &name))
    });
    let given = all.iter().all(|known| sums.iter().any(|sum| is_sum(sum, known.budget.budget)));
    let plans = facts.plans.iter().map(|plan| &plan.figures);
    let mut plans = plans.flat_map(|plan| [phrase(&plan.name), phrase(&plan.short)]);
    let is_planned = names_data(facts, sentence)
        || plans.any(|plan| (0..tokens.len()).any(|at| sentence.names(at, &plan)));
    (0..tokens.len()).any(|at| {
        let before = at.checked_sub(1);
        let many = before.is_some_and(|at| {
            tokens[at].count().and_then(|many| usize::try_from(many).ok()) == Some(all.len())
        });
        let both = all.len() == 2 && is(before, &["both"]);
        let counted = both || many && is(before.and_then(|at| at.checked_sub(1)), &KNOWN);
        let several = tokens[at].is(&["budgets"]);
        let is_whole = is(before, &WHOLE)
            && [&BUDGET[..], &SPENT, &FORECAST].iter().any(|words| tokens[at].is(words))
            && is_planned;
        several && (named || given) || (several && counted || is_whole) && !is_of_other(at + 1)
    })
}

/// What a sum is said to be: by the last word before it that says so, or else by the words behind it.
fn role(tokens: &[Token], at: usize) -> Option<Role> {
    let ends = |token: &Token| token.is(&["and", "but", "while"]);
    let before = tokens[..at].iter().rev().take_while(|token| !ends(token));
    let behind = tokens[at + 1..].iter().take_while(|token| !ends(token) && !token.apart);
    // "Of the two budgets, £610,000 has been spent".
    let behind = behind.filter_map(of).find(|role| *role != Role::Budget);
    let before = before.filter_map(of).next();
    match before {
        Some(Role::Budget) | None => behind.or(is_total(tokens, at).then_some(Role::Budget)),
        said => said,
    }
}

/// What a word says that a sum is.
fn of(token: &Token) -> Option<Role> {
    match () {
        () if token.is(&BUDGET) => Some(Role::Budget),
        () if token.is(&SPENT) => Some(Role::Spent),
        () if token.is(&FORECAST) => Some(Role::Forecast),
        () if token.is(&LEFT) => Some(Role::Left),
        () if token.is(&OVER) => Some(Role::Over),
        () if token.is(&UNDER) => Some(Role::Under),
        () => None,
    }
}

/// Whether the words before a sum say that it is what several come to.
fn is_total(tokens: &[Token], at: usize) -> bool {
    let (_, from) = Hedge::before(tokens, at);
    let is_it = |token: &Token| token.is(&COME_TO) || token.is(&WHOLE) || token.is(&["sum"]);
    // Behind a comma or another sum begins something else.
    let begins = |at: &usize| {
        tokens[*at].apart || tokens[*at].word.starts_with(|first: char| first.is_ascii_digit())
    };
    let far = from.saturating_sub(REACH);
    let near = (far..from).rev().find(begins).unwrap_or(far);
    !tokens[from].apart && tokens[near..from].iter().any(is_it)
}

impl Totals {
    /// The totals of some budgets, if all are in pounds.
    pub(super) fn of(all: &[&Known<'_>]) -> Option<Self> {
        let sum = |of: fn(&Budget) -> Option<Number>| {
            let figures = all.iter().map(|known| of(known.budget));
            figures.into_iter().try_fold(Number::ZERO, |sum, one| sum.plus(one?))
        };
        let in_pounds = all.iter().all(|known| known.budget.unit.value == "£");
        let budget = sum(|one| Some(one.budget)).filter(|_| in_pounds)?;
        let (spent, forecast) = (sum(|one| Some(one.spent))?, sum(|one| one.forecast));
        Some(Self { budget, spent, forecast })
    }

    /// What they have for a role; `None` if that is not known.
    fn value(&self, role: Role) -> Option<Number> {
        let over = self.forecast.and_then(|forecast| forecast.minus(self.budget));
        match role {
            Role::Budget => Some(self.budget),
            Role::Spent => Some(self.spent),
            Role::Forecast => self.forecast,
            Role::Left => self.budget.minus(self.spent),
            // An overspend is never the size of an underspend.
            Role::Over => over,
            Role::Under => over.map(Number::negated),
        }
    }

    /// What is budgeted, spent and forecast, and the differences between these.
    pub(super) fn all(&self) -> Vec<Number> {
        let figures: Vec<Number> = self.own().collect();
        [between(&figures), figures].concat()
    }

    /// What is budgeted, spent and forecast.
    pub(super) fn own(&self) -> impl Iterator<Item = Number> {
        [Some(self.budget), Some(self.spent), self.forecast].into_iter().flatten()
    }

    /// A claim that the words at `range` contradict the totals.
    pub(super) fn claim(
        &self,
        sentence: &Sentence<'_, '_>,
        range: Range<usize>,
        first: &Known<'_>,
    ) -> Claim {
        let Self { budget, spent, forecast } = self;
        let forecast = forecast
            .map_or(String::new(), |forecast| format!(", and are expected to cost £{forecast}"));
        Claim {
            message: format!(
                "`{}`: by the data, all budgets together are £{budget}, of which £{spent} was spent{forecast}",
                &sentence.passage.text[range.clone()],
            ),
            range,
            data: Some(Data { expression: None, words: false, place: first.budget.on.place }),
        }
    }
}
