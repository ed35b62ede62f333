//! Whether a plan is said to cost more or less than it may: "a forecast of £655,000, an overspend of £15,000".
//!
//! In comes a sentence that gives what a budget is expected to cost, or by how much that differs; out come the words in it
//! that say the other way.

use super::facts::Facts;
use super::reading::Sentence;
use super::{Claim, Data};
use crate::check::money::sums;
use crate::read::number::Number;

/// Words for more than a budget, and for less.
const OVER: [&str; 3] = ["overspend", "overspent", "overspending"];
const UNDER: [&str; 3] = ["underspend", "underspent", "underspending"];

/// The words of a sentence that say the other way.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let said = (0..tokens.len()).find(|at| tokens[*at].is(&OVER) || tokens[*at].is(&UNDER));
    let Some(at) = said.filter(|at| tokens[*at].typed) else { return Vec::new() };
    let over = tokens[at].is(&OVER);
    let text = sentence.written(0, tokens.len() - 1);
    let given: Vec<Number> = sums(text).into_iter().map(|sum| sum.value).collect();
    let budgets = facts.plans.iter().flat_map(|plan| &plan.planned.plan.budget);
    let found = budgets.filter_map(|one| {
        let forecast = one.forecast?;
        let change = forecast.minus(one.budget)?;
        let is_meant = given.iter().any(|sum| *sum == forecast || *sum == change.size());
        let wrong = is_meant && change != Number::ZERO && change.is_negative() == over;
        wrong.then(|| Claim {
            range: tokens[at].range.clone(),
            message: format!(
                "`{}`: by the data, {} is expected to cost {forecast}, and its budget is {}",
                sentence.written(at, at),
                one.name.value,
                one.budget
            ),
            data: Some(Data { expression: None, words: false, place: one.on.place }),
        })
    });
    found.take(1).collect()
}
