//! Derives the standing of a whole plan besides its actions: its overall judgement, its money and its risks.
//!
//! A plan and a day come in. The last judgement and budgets reported up to that day go out, and all risks, which have
//! no day.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use crate::compose::unsealed;
use crate::language::units::amount;
use crate::model::plan::{Budget, Grade, Plan, Status};
use crate::model::withholds::Withholds;
use crate::read::date::Date;
use crate::read::number::Number;

/// An overall judgement of a plan.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OverallState {
    /// The day it describes.
    pub on: Date,
    /// The status of the whole plan.
    pub status: Status,
    /// The reason given for it.
    pub reason: String,
    /// The status in the judgement before, unless that is not for publication.
    pub before: Option<Status>,
}

/// The last overall judgement up to a day.
pub(super) fn overall(plan: &Plan, as_at: NaiveDate) -> Option<OverallState> {
    let mut known: Vec<_> = plan.overall.iter().filter(|one| one.on.value.0 <= as_at).collect();
    known.sort_by_key(|one| one.on.value);
    let last = known.pop()?;
    Some(OverallState {
        on: last.on.value,
        status: last.status,
        reason: last.reason.value.clone(),
        before: known.last().filter(|one| one.withheld().is_none()).map(|one| one.status),
    })
}

/// A budget and the spending on it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BudgetState {
    /// The purpose of the money.
    pub name: String,
    /// The day up to which it was spent.
    pub on: Date,
    /// The budget, as printed with its unit.
    pub budget: String,
    /// The amount spent by that day, as printed.
    pub spent: String,
    /// The amount by which that exceeds the budget, if it does.
    pub overspent: Option<String>,
    /// The amount spent in per cent of the budget; `None` where that cannot be computed, as for a budget of 0.
    pub share: Option<String>,
    /// The forecast total cost, as printed.
    pub forecast: Option<String>,
    /// The amount by which the forecast exceeds the budget, if it does.
    pub over: Option<String>,
}

/// The budgets of a plan, each as last reported up to a day, in the plan's order.
pub(super) fn budgets(plan: &Plan, as_at: NaiveDate) -> Vec<BudgetState> {
    let known = || plan.budget.iter().filter(|one| one.on.value.0 <= as_at);
    // A withheld entry has its name sealed, and stands in place of an open one of that name all the same.
    let last = known().filter(|one| {
        let is_same = |other: &&Budget| unsealed(&other.name) == unsealed(&one.name);
        known().filter(is_same).all(|other| other.on.value <= one.on.value)
    });
    last.map(|one| {
        let words = |number| amount(number, Some(&one.unit));
        let share = one.spent.times(100.into()).and_then(|spent| spent.over(one.budget));
        let share = share.and_then(|(share, _)| short(share));
        let beyond = |cost: Number| cost.minus(one.budget).filter(|over| *over > Number::ZERO);
        BudgetState {
            name: one.name.value.clone(),
            on: one.on.value,
            budget: words(one.budget),
            spent: words(one.spent),
            overspent: beyond(one.spent).map(words),
            share: share.map(|share| amount(share, Some("%"))),
            forecast: one.forecast.map(words),
            over: one.forecast.and_then(beyond).map(words),
        }
    })
    .collect()
}

/// A share in whole per cent. One that is not 0 or 100 has as many decimals as it takes not to look so.
fn short(share: Number) -> Option<Number> {
    let hundred = Number::from(100);
    let is_round = |number: Number| number == Number::ZERO || number == hundred;
    let rounded = (0..10).filter_map(|places| share.rounded(places));
    let mut plain = rounded.filter(|rounded| is_round(share) || !is_round(*rounded));
    plain.next().or_else(|| share.rounded(0))
}

/// A risk to a plan.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RiskState {
    /// What could happen.
    pub risk: String,
    /// What is done about it.
    pub mitigation: String,
    /// How likely it is.
    pub likelihood: Grade,
    /// How much it would matter.
    pub impact: Grade,
    /// The rating, from likelihood and impact.
    pub rating: Grade,
    /// The rating before, where known.
    pub before: Option<Grade>,
    /// Whether the score rose (1), fell (-1) or stayed (0), where known.
    pub moved: Option<i8>,
    /// The person who watches it.
    pub owner: Option<String>,
}

/// The risks of a plan, the most serious first, and the withheld ones last, since their place would tell their rating.
pub(super) fn risks(plan: &Plan) -> Vec<RiskState> {
    let mut risks: Vec<_> = plan.risk.iter().collect();
    risks.sort_by_key(|risk| match risk.withheld() {
        Some(_) => (true, Reverse(0)),
        None => (false, Reverse(score(risk.likelihood, risk.impact))),
    });
    let state = |risk: &crate::model::plan::Risk| {
        let now = score(risk.likelihood, risk.impact);
        let before = risk.before.as_ref().map(|before| score(before.likelihood, before.impact));
        RiskState {
            risk: risk.risk.value.clone(),
            mitigation: risk.mitigation.value.clone(),
            likelihood: risk.likelihood,
            impact: risk.impact,
            rating: rating(now),
            before: before.map(rating),
            moved: before.map(|before| now.cmp(&before) as i8),
            owner: risk.owner.as_ref().map(|owner| owner.value.clone()),
        }
    };
    risks.into_iter().map(state).collect()
}

/// Likelihood times impact, each from 1 to 3.
fn score(likelihood: Grade, impact: Grade) -> u8 {
    let count = |grade| match grade {
        Grade::Low => 1,
        Grade::Medium => 2,
        Grade::High => 3,
    };
    count(likelihood) * count(impact)
}

/// The rating for a score.
fn rating(score: u8) -> Grade {
    match score {
        6.. => Grade::High,
        3.. => Grade::Medium,
        _ => Grade::Low,
    }
}
