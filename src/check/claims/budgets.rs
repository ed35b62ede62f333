//! Checks statements about budgets: "£210,000 had been spent", "a forecast of £655,000, an overspend of £15,000",
//! "leaving £1.05 million", "£90,000 under budget".
//!
//! In comes a sentence; out come the sums in it that are not figures of a budget although another sum in the
//! paragraph is, and the words that say "over" of a budget that is under, or "under" of one that is over.

mod named;
mod together;
mod whole;

pub(super) use self::named::FORECAST;
use self::named::SPENT;
use self::together::{Totals, latest};
use super::facts::Facts;
use super::{Claim, Data};
use crate::check::hedge::Hedge;
use crate::check::money::{Money, sums};
use crate::check::reading::{Sentence, Token};
use crate::model::plan::Budget;
use crate::read::date::in_words;
use crate::read::number::Number;

/// Words for more and for less than a budget: the first two by themselves, the last two in front of "budget".
const OVER: [&str; 3] = ["overspend", "overspent", "overspending"];
const UNDER: [&str; 3] = ["underspend", "underspent", "underspending"];
const ABOVE: [&str; 4] = ["over", "above", "beyond", "exceed"];
const BELOW: [&str; 4] = ["under", "below", "within", "inside"];
/// How many words behind `ABOVE` and `BELOW` to look for "budget".
const REACH: usize = 3;
/// Words that make a sum in the same clause a figure of a budget.
const CUES: [&str; 14] = [
    "budget",
    "spent",
    "spend",
    "forecast",
    "cost",
    "costs",
    "leaving",
    "leaves",
    "left",
    "remaining",
    "remains",
    "unspent",
    "fund",
    "overspend",
];
/// Words that make a sum one of another time, of another thing, or of only a part.
const OTHERS: [&str; 17] = [
    "includes",
    "include",
    "allocated",
    "last",
    "previous",
    "another",
    "further",
    "each",
    "per",
    "including",
    "for",
    "on",
    "grant",
    "reserves",
    "saving",
    "savings",
    "if",
];

/// How far a sum may be from one that is given roughly, as a share of it: with two significant digits or more, and with
/// one.
const NEAR: f64 = 0.08;
const ROUGHLY: f64 = 0.12;

/// A budget with the sums that can be said of it.
struct Known<'f> {
    budget: &'f Budget,
    /// The budget, what has been spent and what is forecast.
    own: Vec<Number>,
    /// The differences between these, other than zero.
    between: Vec<Number>,
}

impl<'f> Known<'f> {
    /// The sums that can be said of a budget.
    fn of(budget: &'f Budget) -> Self {
        let own = [Some(budget.budget), Some(budget.spent), budget.forecast];
        let own: Vec<Number> = own.into_iter().flatten().collect();
        let between = between(&own);
        Self { budget, own, between }
    }

    /// How far the forecast, or what has been spent if there is none, exceeds the budget; negative if it is under.
    fn over(&self) -> Option<Number> {
        self.budget.forecast.unwrap_or(self.budget.spent).minus(self.budget.budget)
    }

    /// Whether a sum is one of these figures, to the precision given.
    fn has(&self, sum: &Money) -> bool {
        self.own.iter().chain(&self.between).any(|known| is_sum(sum, *known))
    }

    /// A claim that the words at `range` contradict this budget.
    fn claim(&self, sentence: &Sentence<'_, '_>, range: std::ops::Range<usize>) -> Claim {
        let Budget { name, budget, spent, forecast, on, .. } = self.budget;
        let rest = match forecast {
            Some(forecast) => format!("is expected to cost £{forecast}"),
            None => format!("has cost £{spent} so far"),
        };
        let spent = match forecast {
            Some(_) => {
                format!(", and £{spent} of it was spent by {}", in_words(on.value))
            }
            None => String::new(),
        };
        Claim {
            message: format!(
                "`{}`: by the data, {} {rest}, its budget is £{budget}{spent}",
                &sentence.passage.text[range.clone()],
                name.value
            ),
            range,
            data: Some(Data { expression: None, words: false, place: on.place }),
        }
    }
}

/// The size of each difference between two sums, other than zero.
fn between(sums: &[Number]) -> Vec<Number> {
    let pairs = sums.iter().flat_map(|one| sums.iter().map(move |other| (one, other)));
    let far = pairs.filter_map(|(one, other)| Some(one.minus(*other)?.size()));
    far.filter(|far| *far != Number::ZERO).collect()
}

/// Whether a sum equals `known`, to the precision given.
fn is_sum(sum: &Money, known: Number) -> bool {
    let in_unit = known.over(sum.unit).map(|(known, _)| known);
    let said = sum.value.over(sum.unit).map(|(said, _)| said);
    let places = i32::try_from(sum.places).unwrap_or(0);
    known == sum.value || in_unit.and_then(|known| known.rounded(places)) == said
}

/// Whether a sum given this way can be `known`. A sum that is not given exactly may be rounded, or differ by a share of
/// what is said: by more where it has only one significant digit.
fn fits(sum: &Money, hedge: Hedge, known: Number) -> bool {
    let (said, real) = (sum.value.nearest(), known.nearest());
    let near = if sum.is_telling() { NEAR } else { ROUGHLY } * said;
    let far = real - said;
    is_sum(sum, known)
        || match hedge {
            Hedge::Exactly => false,
            Hedge::About => far.abs() <= near,
            Hedge::JustOver => (0.0..=near).contains(&far),
            Hedge::JustUnder => (-near..=0.0).contains(&far),
            Hedge::Over | Hedge::Under => hedge.fits(said, real, 1.0),
        }
}

/// What a sentence says about budgets that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let text = &sentence.passage.text;
    let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
        return Vec::new();
    };
    let all = sums(text);
    // A share of a budget needs no sum: "has spent half of its budget".
    if all.is_empty() && !sentence.tokens.iter().any(|token| token.is(&SPENT)) {
        return Vec::new();
    }
    let start = first.range.start.saturating_sub('£'.len_utf8());
    let own = all.iter().filter(|sum| start <= sum.range.start && sum.range.start < last.range.end);
    let own: Vec<&Money> = own.collect();
    // A plan and a review of it have the same budgets.
    let mut budgets: Vec<Known<'_>> = Vec::new();
    for budget in facts.plans.iter().flat_map(|plan| &plan.planned.plan.budget) {
        if !budgets.iter().any(|known| known.budget.on.place == budget.on.place) {
            budgets.push(Known::of(budget));
        }
    }
    let together = Totals::of(&latest(&budgets)).map_or(Vec::new(), |totals| totals.all());
    let found = budgets.iter().find_map(|known| {
        // Another sum of this budget in the paragraph shows that this one belongs to it, too.
        let is_given = |but: Option<&Money>| {
            let others = all.iter().filter(|sum| but.is_none_or(|but| but.range != sum.range));
            let mut telling = others.filter(|sum| sum.is_telling());
            telling.any(|sum| known.own.iter().any(|one| is_sum(sum, *one)))
        };
        let other_budget = |sum: &Money| {
            budgets.iter().any(|known| known.has(sum))
                || together.iter().any(|total| is_sum(sum, *total))
        };
        let way = wrong_way(known, sentence, &own, is_given(None));
        way.or_else(|| {
            let wrong = own.iter().find(|sum| {
                let is_figure = facts.known.iter().any(|known| is_sum(sum, known.value));
                is_of_budget(sentence, sum)
                    && !other_budget(sum)
                    && !is_figure
                    && is_given(Some(sum))
            });
            wrong.map(|sum| known.claim(sentence, sum.range.clone()))
        })
    });
    let found = found.or_else(|| named::check(facts, sentence, &budgets, &own));
    let found = found.or_else(|| together::check(facts, sentence, &budgets, &own, &all));
    found.or_else(|| whole::check(facts, sentence, &budgets, &own, &all)).into_iter().collect()
}

/// Whether the words around a sum say that it is a figure of a whole budget.
fn is_of_budget(sentence: &Sentence<'_, '_>, sum: &Money) -> bool {
    let tokens = &sentence.tokens;
    let Some(at) = tokens.iter().position(|token| token.range.end > sum.range.start) else {
        return false;
    };
    let begins = |at: &usize| tokens[*at].apart || tokens[*at].is(&["and", "but"]);
    let from = (1..=at).rev().find(begins).unwrap_or(0);
    let to = (at + 1..tokens.len()).find(begins).unwrap_or(tokens.len());
    let clause = &tokens[from..to];
    let is = |words: &[&str]| clause.iter().any(|token| token.is(words));
    let exact = Hedge::before(tokens, at).0 == Hedge::Exactly;
    exact && tokens[at].typed && is(&CUES) && !is(&OTHERS)
}

/// Finds words such as "overspend" where the budget is under, or "under budget" where it is over.
fn wrong_way(
    known: &Known<'_>,
    sentence: &Sentence<'_, '_>,
    own: &[&Money],
    is_given: bool,
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let at = (0..tokens.len()).find(|at| side(tokens, *at).is_some())?;
    let over = side(tokens, at)?;
    let change = known.over()?;
    let is_change = own.iter().any(|sum| is_sum(sum, change.size()));
    let forecast = known.budget.forecast;
    let is_cost = forecast.is_some_and(|cost| own.iter().any(|sum| is_sum(sum, cost)));
    let is_denied = tokens.iter().any(|token| token.is(&["not", "no", "if", "never"]));
    let is_meant = is_change || is_cost || is_given && own.is_empty() && forecast.is_some();
    let wrong = is_meant && change != Number::ZERO && change.is_negative() == over;
    (wrong && !is_denied && tokens[at].typed)
        .then(|| known.claim(sentence, tokens[at].range.clone()))
}

/// Whether the words at a token say that a budget is exceeded (`true`) or not (`false`); `None` if they say neither.
fn side(tokens: &[Token], at: usize) -> Option<bool> {
    let rest = tokens[at + 1..].iter().take(REACH).take_while(|token| !token.apart);
    let budget = rest.clone().any(|token| token.is(&["budget"]));
    match () {
        () if tokens[at].is(&OVER) => Some(true),
        () if tokens[at].is(&UNDER) => Some(false),
        () if tokens[at].is(&ABOVE) && budget => Some(true),
        () if tokens[at].is(&BELOW) && budget => Some(false),
        () => None,
    }
}
