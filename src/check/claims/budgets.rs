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
use self::together::Totals;
use super::facts::{Facts, Phrase, phrase};
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
/// Words without which a sentence that gives no sum says nothing of a budget, besides those for what was spent.
const SAID: [&str; 7] = [
    "budget",
    "overspend",
    "overspent",
    "overspending",
    "underspend",
    "underspent",
    "underspending",
];
/// Words for what costs money, at the end of the name of a budget.
const WORKS: [&str; 5] = ["programme", "project", "scheme", "fund", "grant"];
/// The fewest letters of a word that tells budgets apart.
const TELLING: usize = 4;
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
    /// What it may be called.
    names: Vec<Phrase>,
    /// The budget, what has been spent and what is forecast.
    own: Vec<Number>,
    /// The differences between these, other than zero.
    between: Vec<Number>,
}

impl<'f> Known<'f> {
    /// The sums that can be said of a budget, and what it may be called.
    fn of(budget: &'f Budget, names: Vec<Phrase>) -> Self {
        let own = [Some(budget.budget), Some(budget.spent), budget.forecast];
        let own: Vec<Number> = own.into_iter().flatten().collect();
        let between = between(&own);
        Self { budget, names, own, between }
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

/// The budgets of the plans of a paper, with what they come to.
pub(super) struct Budgets<'f> {
    facts: &'f Facts<'f>,
    /// All of them, each once; a budget of one name may have been reported several times.
    all: Vec<Known<'f>>,
    /// Those that were reported last, by their indices in `all`.
    latest: Vec<usize>,
    /// What these come to, if all are in pounds.
    totals: Option<Totals>,
    /// The sums that can be said of all of these together.
    together: Vec<Number>,
}

impl<'f> Budgets<'f> {
    /// Collects the budgets of a paper.
    pub(super) fn of(facts: &'f Facts<'f>) -> Self {
        let own: Vec<&Budget> =
            facts.plans.iter().flat_map(|plan| &plan.planned.plan.budget).collect();
        let all: Vec<_> = own.iter().map(|budget| Known::of(budget, names(budget, &own))).collect();
        let is_later = |one: &Known<'_>, other: &Known<'_>| {
            other.budget.name.value == one.budget.name.value
                && other.budget.on.value > one.budget.on.value
        };
        let is_last = |n: &usize| !all.iter().any(|other| is_later(&all[*n], other));
        let latest: Vec<usize> = (0..all.len()).filter(is_last).collect();
        let last: Vec<_> = latest.iter().map(|n| &all[*n]).collect();
        let totals = Totals::of(&last);
        let together = totals.as_ref().map_or(Vec::new(), Totals::all);
        Self { facts, all, latest, totals, together }
    }

    /// Each budget as it was last reported.
    fn latest(&self) -> Vec<&Known<'f>> {
        self.latest.iter().map(|n| &self.all[*n]).collect()
    }

    /// What a sentence says about budgets that the data contradict.
    pub(super) fn check(&self, sentence: &Sentence<'_, '_>) -> Option<Claim> {
        let text = &sentence.passage.text;
        let (first, last) = (sentence.tokens.first()?, sentence.tokens.last()?);
        let all = if self.all.is_empty() { Vec::new() } else { sums(text) };
        // A share of a budget needs no sum: "has spent half of its budget", nor does "over budget".
        let is_said = |token: &Token| token.is(&SPENT) || token.is(&SAID);
        if self.all.is_empty() || all.is_empty() && !sentence.tokens.iter().any(is_said) {
            return None;
        }
        let start = first.range.start.saturating_sub('£'.len_utf8());
        let is_own = |sum: &&Money| start <= sum.range.start && sum.range.start < last.range.end;
        let own: Vec<&Money> = all.iter().filter(is_own).collect();
        let found = self.given(sentence, &own, &all);
        let found = found.or_else(|| named::check(self, sentence, &own));
        let found = found.or_else(|| together::check(self, sentence, &own, &all));
        found.or_else(|| whole::check(self, sentence, &own, &all))
    }

    /// What is wrong of a budget that other sums of the paragraph show to be meant. `own` are the sums of the sentence,
    /// `all` those of the paragraph.
    fn given(&self, sentence: &Sentence<'_, '_>, own: &[&Money], all: &[Money]) -> Option<Claim> {
        self.all.iter().find_map(|known| {
            // Another sum of this budget in the paragraph shows that this one belongs to it, too.
            let is_given = |but: Option<&Money>| {
                let others = all.iter().filter(|sum| but.is_none_or(|but| but.range != sum.range));
                let mut telling = others.filter(|sum| sum.is_telling());
                telling.any(|sum| known.own.iter().any(|one| is_sum(sum, *one)))
            };
            let other_budget = |sum: &Money| {
                self.all.iter().any(|known| known.has(sum))
                    || self.together.iter().any(|total| is_sum(sum, *total))
            };
            let way = wrong_way(known, sentence, own, is_given(None));
            way.or_else(|| {
                let wrong = own.iter().find(|sum| {
                    let is_figure = self.facts.known.iter().any(|known| is_sum(sum, known.value));
                    is_of_budget(sentence, sum)
                        && !other_budget(sum)
                        && !is_figure
                        && is_given(Some(sum))
                });
                wrong.map(|sum| known.claim(sentence, sum.range.clone()))
            })
        })
    }
}

/// What a budget may be called: by its name, by a word that no other has and one for what costs money ("the database
/// project"), or by the last word alone where it is the only one ("the grant").
fn names(budget: &Budget, all: &[&Budget]) -> Vec<Phrase> {
    let name = phrase(&budget.name.value);
    let is_own = |word: &&String| {
        let is_of = |other: &&&Budget| {
            other.name.value != budget.name.value && phrase(&other.name.value).contains(word)
        };
        word.chars().count() >= TELLING && !all.iter().any(|other| is_of(&other))
    };
    let telling = name.iter().filter(is_own).filter(|word| !WORKS.contains(&word.as_str()));
    let works = telling.flat_map(|word| {
        WORKS.iter().chain(&["budget"]).map(|work| vec![word.clone(), (*work).to_owned()])
    });
    let is_only = all.iter().all(|other| other.name.value == budget.name.value);
    let last = name.last().filter(|last| is_only && WORKS.contains(&last.as_str()));
    let alone = last.map(|last| vec!["the".to_owned(), last.clone()]);
    // "The control room project" is the control room system.
    let (_, front) = name.split_last().unzip();
    let front = front.filter(|front: &&[String]| front.iter().any(|word| is_own(&word)));
    let fronted = front
        .into_iter()
        .flat_map(|front| WORKS.iter().map(move |work| [front, &[(*work).to_owned()]].concat()));
    [name.clone()].into_iter().chain(fronted).chain(works).chain(alone).collect()
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
