//! Checks sums that are said of a plan itself: "the plan will cost £1.3 million", "altogether £1.2 million has been set
//! aside for the plan, of which £610,000 has been spent".
//!
//! In comes a sentence; out comes the sum in it that is not what the budgets of the only plan have, all together or the
//! only one. The words right around a sum must say what it is of the plan, or another sum of the paragraph is one of the
//! plan’s and the words of its clause say that it is one, too.

use super::named::{BEEN, SPENT};
use super::together::{OTHERS, Totals};
use super::{Budgets, Known, WORKS, fits, is_of_budget, is_sum};
use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, Phrase, phrase};
use crate::check::hedge::Hedge;
use crate::check::money::Money;
use crate::check::reading::{Sentence, Token, year_of};
use crate::read::number::Number;

/// Words between a plan and what it costs.
const COSTS: [&str; 3] = ["cost", "costs", "costing"];
const TO_COST: [&str; 12] = [
    "will",
    "is",
    "are",
    "now",
    "forecast",
    "expected",
    "projected",
    "to",
    "the",
    "in",
    "total",
    "has",
];
/// Words between "cost" and its sum.
const IS: [&str; 9] = ["is", "are", "will", "be", "now", "comes", "to", "stands", "at"];
/// What is done with money for a plan.
const SET_ASIDE: [&str; 4] = ["aside", "budgeted", "allocated", "earmarked"];
/// Words that may follow a sum that is said of the whole, and words that may stand before its clause.
const ENDS: [&str; 5] = ["so", "altogether", "and", "but", "overall"];
const OPENS: [&str; 19] = [
    "in",
    "total",
    "all",
    "altogether",
    "overall",
    "so",
    "far",
    "however",
    "now",
    "but",
    "and",
    "also",
    "that",
    "the",
    "whole",
    "full",
    "our",
    "this",
    "of",
];
/// Words of a sum that is for a part of the time.
const OF_TIME: [&str; 12] = [
    "year", "years", "annual", "annually", "month", "monthly", "quarter", "phase", "stage",
    "first", "next", "half",
];
/// How many times too large or too small a sum may be to be one of the plan, if no other sum shows that it is.
const FAR: f64 = 2.0;

/// What is wrong of the whole of a plan. `all` are the sums of the paragraph.
pub(super) fn check(
    budgets: &Budgets<'_>,
    sentence: &Sentence<'_, '_>,
    sums: &[&Money],
    all: &[Money],
) -> Option<Claim> {
    let facts = budgets.facts;
    facts.only_plan().filter(|_| !sums.is_empty())?;
    let (tokens, own) = (&sentence.tokens, budgets.latest());
    let totals = budgets.totals.as_ref()?;
    let on = own.iter().map(|known| known.budget.on.value.0);
    let is_then = |day: &Token| on.clone().any(|on| day.is_day(on) == Some(true));
    let is_year = |token: &Token| {
        let first = token.word.split(['/', '–', '-']).next().unwrap_or_default();
        year_of(first).is_some()
    };
    let is_other = |token: &Token| {
        token.is(&OTHERS)
            || token.is(&OF_TIME)
            || is_year(token)
            || token.gives_day() && !is_then(token)
    };
    if tokens.iter().any(is_other) {
        return None;
    }
    let names = names(facts, &own);
    let wrong = sums.iter().find(|sum| {
        let at = tokens.iter().position(|token| token.range.end > sum.range.start);
        let Some(at) = at.filter(|at| tokens[*at].typed) else { return false };
        let (hedge, from) = Hedge::before(tokens, at);
        let is_far = |known: &Number| {
            let share = sum.value.nearest() / known.nearest();
            !(1.0 / FAR..=FAR).contains(&share)
        };
        let others = || all.iter().filter(|other| other.range != sum.range && other.is_telling());
        let is_given = others().any(|other| totals.own().any(|known| is_sum(other, known)));
        let meant = said(sentence, &names, totals, sum, (from, at));
        match meant {
            Some(meant) => {
                !meant.iter().any(|known| fits(sum, hedge, *known))
                    && (is_given || !meant.iter().all(is_far))
            }
            None => {
                let is_figure = facts.known.iter().any(|known| is_sum(sum, known.value));
                let is_known = budgets.together.iter().any(|known| is_sum(sum, *known))
                    || budgets.all.iter().any(|known| known.has(sum));
                let behind = forth(tokens, after(tokens, sum), &BEEN);
                let behind = forth(tokens, behind, &SPENT);
                own.len() > 1
                    && is_given
                    && is_of_budget(sentence, sum)
                    && !is_known
                    && !is_figure
                    && ends(tokens, behind)
            }
        }
    });
    let range = wrong?.range.clone();
    Some(match own.as_slice() {
        [only] => only.claim(sentence, range),
        _ => totals.claim(sentence, range, own[0]),
    })
}

/// What a plan may be called: its names, and those of its only budget.
fn names(facts: &Facts<'_>, own: &[&Known<'_>]) -> Vec<Phrase> {
    let plans = facts.plans.iter().map(|plan| &plan.figures);
    let plans = plans.flat_map(|plan| [phrase(&plan.name), phrase(&plan.short), phrase("plan")]);
    let only = own.first().filter(|_| own.len() == 1).map(|only| phrase(&only.budget.name.value));
    let work = only.iter().filter_map(|name| name.last());
    let work = work.filter(|work| WORKS.contains(&work.as_str())).map(|work| vec![work.clone()]);
    let work: Vec<Phrase> = work.collect();
    plans.chain(only).chain(work).filter(|name| !name.is_empty()).collect()
}

/// The figures of the plan that a sum may be, by the words right around it; `None` if they do not say. The sum begins
/// with the first of two tokens, hedge and all.
fn said(
    sentence: &Sentence<'_, '_>,
    names: &[Phrase],
    totals: &Totals,
    sum: &Money,
    (from, at): (usize, usize),
) -> Option<Vec<Number>> {
    let tokens = &sentence.tokens;
    let behind = after(tokens, sum);
    let back = |end: usize, words: &[&str]| {
        end - tokens[..end].iter().rev().take_while(|token| token.is(words)).count()
    };
    let is_opening = |end: usize| tokens[..end].iter().all(|token| token.is(&OPENS));
    let is = |at: Option<usize>, words: &[&str]| at.is_some_and(|at| tokens[at].is(words));
    let before = |at: usize| at.checked_sub(1);
    let will_cost = || totals.forecast.into_iter().chain([totals.budget]).collect::<Vec<_>>();
    // "Has been set aside for the plan", "has been spent on the plan".
    let done = forth(tokens, behind, &BEEN);
    let of_plan = |at: usize, joins: &str| {
        let ours = named(sentence, names, at + 1);
        sentence.is(at, &[joins]) && ours.is_some_and(|end| ends(tokens, end))
    };
    let is_done = done > behind && is_opening(from);
    if is_done && sentence.is(done, &SET_ASIDE) && of_plan(done + 1, "for") {
        return Some(vec![totals.budget]);
    }
    if is_done && sentence.is(done, &["spent"]) && of_plan(done + 1, "on") {
        return Some(vec![totals.spent]);
    }
    // "£310,000 of the plan’s budget has been spent".
    let owner = sentence.is(behind, &["of"]).then(|| named(sentence, names, behind + 1)).flatten();
    if let Some(owner) = owner.filter(|owner| sentence.is(*owner, &["budget"])) {
        let spent = forth(tokens, owner + 1, &BEEN);
        let is_spent =
            sentence.is(spent, &["spent"]) && ends(tokens, spent + 1) && is_opening(from);
        return is_spent.then(|| vec![totals.spent]);
    }
    if !ends(tokens, behind) || tokens[from].apart || tokens[at].apart {
        return None;
    }
    // "The plan will cost", "the cost of the plan is".
    let verb = before(from);
    if is(verb, &COSTS) {
        let start = back(from - 1, &TO_COST);
        let has = tokens[start..from].iter().any(|token| token.is(&["has"]));
        let known = if has { vec![totals.spent] } else { will_cost() };
        return is_owner(sentence, names, start).then_some(known);
    }
    let link = back(from, &IS);
    let of = |name: &Phrase| {
        let start = link.checked_sub(name.len()).filter(|at| sentence.says(*at, name))?;
        let the = start - usize::from(is(before(start), &["the"]));
        let of = before(the).filter(|of| tokens[*of].is(&["of"]))?;
        before(of).filter(|cost| tokens[*cost].is(&COSTS) && is_opening(*cost))
    };
    if link < from && names.iter().any(|name| of(name).is_some()) {
        return Some(will_cost());
    }
    // "The plan has a budget of", "the plan’s budget is".
    let a_budget = before(from).filter(|of| tokens[*of].is(&["of"])).and_then(before);
    let has = a_budget.filter(|at| tokens[*at].is(&["budget"])).map(|at| back(at, &["a", "total"]));
    let has = has.and_then(before).filter(|has| tokens[*has].is(&["has", "have"]));
    let its = before(link).filter(|its| link < from && tokens[*its].is(&["budget"]));
    let owner = has.or(its)?;
    is_owner(sentence, names, owner).then(|| vec![totals.budget])
}

/// Whether the words before a token are the name of the plan as the subject of a sentence.
fn is_owner(sentence: &Sentence<'_, '_>, names: &[Phrase], end: usize) -> bool {
    names.iter().any(|name| {
        let start = end.checked_sub(name.len()).filter(|start| sentence.names(*start, name));
        start.is_some_and(|start| {
            let is_the = |at: usize| sentence.is(at, &["the", "our", "this", "whole"]);
            let is_name = start > 0 && is_the(start - 1) || name.len() > 1 || name[0] != "plan";
            // "The cost of the plan" and "for schools, the plan" are other subjects.
            is_name && sentence.tokens[..start].iter().all(|token| token.is(&OPENS))
        })
    })
}

/// The token after the name of the plan that begins at a token.
fn named(sentence: &Sentence<'_, '_>, names: &[Phrase], at: usize) -> Option<usize> {
    let start = at + usize::from(sentence.is(at, &["the", "our", "this"]));
    let said = names.iter().filter(|name| sentence.names(start, name)).map(Vec::len).max()?;
    Some(start + said)
}

/// The first token after a sum.
fn after(tokens: &[Token], sum: &Money) -> usize {
    let is_after = |token: &Token| token.range.start >= sum.range.end;
    tokens.iter().position(is_after).unwrap_or(tokens.len())
}

/// The first token from one on that is none of some words.
fn forth(tokens: &[Token], start: usize, words: &[&str]) -> usize {
    start + tokens[start..].iter().take_while(|token| token.is(words)).count()
}

/// Whether what is said of a sum may end at a token.
fn ends(tokens: &[Token], at: usize) -> bool {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    // "In all", "to date", "by 30 September".
    let is_day = || tokens[at..].iter().take(5).any(Token::gives_day);
    tokens.get(at).is_none_or(|next| next.apart || next.is(&ENDS))
        || is(at, &["in"]) && is(at + 1, &["all", "total"])
        || is(at, &["to"]) && is(at + 1, &["date"])
        || is(at, &["by"]) && is_day()
}
