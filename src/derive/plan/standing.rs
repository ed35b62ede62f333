//! How a whole plan stands besides its actions: how it was judged, what it cost, and what could stop it.
//!
//! In come a plan and a day; out comes what was said of each up to that day.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use crate::language::units::amount;
use crate::model::plan::{Grade, Plan, Status};
use crate::read::date::Date;
use crate::read::number::Number;

/// How the whole plan was judged to stand.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OverallState {
    /// The day it describes.
    pub on: Date,
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reason: String,
    /// How it stood when it was judged before, unless that is not for publication.
    pub before: Option<Status>,
}

/// How the whole plan was judged, as last said up to a day.
pub(super) fn overall(plan: &Plan, as_at: NaiveDate) -> Option<OverallState> {
    let mut known: Vec<_> = plan.overall.iter().filter(|one| one.on.value.0 <= as_at).collect();
    known.sort_by_key(|one| one.on.value);
    let last = known.pop()?;
    Some(OverallState {
        on: last.on.value,
        status: last.status,
        reason: last.reason.value.clone(),
        before: known
            .last()
            .filter(|one| one.exempt.is_none() && one.confidential.is_none())
            .map(|one| one.status),
    })
}

/// What something may cost and what was spent on it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BudgetState {
    /// What the money is for.
    pub name: String,
    /// The day up to which it was spent.
    pub on: Date,
    /// What it may cost.
    pub budget: String,
    /// What was spent by that day.
    pub spent: String,
    /// What was spent, in whole per cent of what it may cost.
    pub share: Option<String>,
    /// What it is expected to cost in the end.
    pub forecast: Option<String>,
    /// How far that is above what it may cost, if it is.
    pub over: Option<String>,
}

/// The money of a plan, each thing as last reported up to a day, in the plan's order.
pub(super) fn budgets(plan: &Plan, as_at: NaiveDate) -> Vec<BudgetState> {
    let known = || plan.budget.iter().filter(|one| one.on.value.0 <= as_at);
    let last = known().filter(|one| {
        known().all(|other| other.name.value != one.name.value || other.on.value <= one.on.value)
    });
    last.map(|one| {
        let words = |number| amount(number, Some(&one.unit));
        let share = one.spent.times(100.into()).and_then(|spent| spent.over(one.budget));
        let share = share.and_then(|(share, _)| share.rounded(0));
        let over = one.forecast.and_then(|forecast| forecast.minus(one.budget));
        BudgetState {
            name: one.name.value.clone(),
            on: one.on.value,
            budget: words(one.budget),
            spent: words(one.spent),
            share: share.map(|share| amount(share, Some("%"))),
            forecast: one.forecast.map(words),
            over: over.filter(|over| *over > Number::ZERO).map(words),
        }
    })
    .collect()
}

/// Something that could stop a plan.
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
    /// How grave that makes it.
    pub rating: Grade,
    /// How grave it was before, where that is known.
    pub before: Option<Grade>,
    /// Whether it has become graver (1), less grave (-1) or neither, where that is known.
    pub moved: Option<i8>,
    /// Who watches it.
    pub owner: Option<String>,
}

/// What could stop a plan, the most serious first.
pub(super) fn risks(plan: &Plan) -> Vec<RiskState> {
    let mut risks: Vec<_> = plan.risk.iter().collect();
    risks.sort_by_key(|risk| Reverse(score(risk.likelihood, risk.impact)));
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

/// How grave that is.
fn rating(score: u8) -> Grade {
    match score {
        6.. => Grade::High,
        3.. => Grade::Medium,
        _ => Grade::Low,
    }
}
