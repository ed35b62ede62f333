//! Checks changes of status: "went from on track in March to complete", "slipped from at risk to behind".
//!
//! In comes a sentence; out come the changes in it that neither an action nor the plan as a whole made, and a status
//! of the whole plan that it does not have.

use chrono::NaiveDate;

use super::Claim;
use super::facts::{Facts, PlanOf, phrase, status_at};
use super::times::{Time, time_at};
use crate::check::reading::{Sentence, Token};
use crate::diag::Place;
use crate::model::plan::Status;
use crate::read::date::in_words;

/// Words of a sentence that does not say what happened.
const UNREAL: [&str; 9] = ["not", "never", "no", "will", "would", "should", "could", "if", "or"];
/// Words that mean the plan as a whole.
const WHOLE: [&str; 3] = ["whole", "overall", "altogether"];
/// Words between a plan and its status.
const BETWEEN: [&str; 14] = [
    "is", "was", "has", "been", "be", "now", "still", "rated", "judged", "as", "a", "whole",
    "overall", "remains",
];
/// The most words between the two ends of a change, and between a plan and its change.
const REACH: usize = 7;

/// The status of an action or a plan over time.
pub(super) struct History {
    /// The name of the action or plan, for messages: "action 1.2".
    pub(super) of: String,
    /// Each status with the day from which it applies, in order.
    pub(super) steps: Vec<(NaiveDate, Status)>,
    pub(super) place: Place,
}

/// Reports a wrong status, or a wrong change of status, of the plan as a whole.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let Some(plan) = facts.only_plan() else { return Vec::new() };
    let Some(history) = whole(plan) else { return Vec::new() };
    let tokens = &sentence.tokens;
    let Some(end) = named(plan, sentence) else { return Vec::new() };
    let from = (end..tokens.len().min(end + REACH)).find(|at| tokens[*at].is(&["from"]));
    let moved = from.and_then(|from| history.moved(sentence, from));
    moved.or_else(|| stands(facts, &history, sentence, end)).into_iter().collect()
}

/// The overall ratings of a plan up to the day of its figures; `None` if there are none.
fn whole(plan: &PlanOf<'_>) -> Option<History> {
    let as_at = plan.figures.as_at.0;
    let all = plan.planned.plan.overall.iter().filter(|one| one.on.value.0 <= as_at);
    let mut steps: Vec<_> = all.clone().map(|one| (one.on.value.0, one.status)).collect();
    steps.sort_by_key(|(day, _)| *day);
    let place = all.max_by_key(|one| one.on.value)?.on.place;
    Some(History { of: format!("the {} as a whole", plan.figures.short), steps, place })
}

/// The token after the name of the plan with which a sentence opens.
fn named(plan: &PlanOf<'_>, sentence: &Sentence<'_, '_>) -> Option<usize> {
    let names = [phrase(&plan.figures.name), phrase(&plan.figures.short), phrase("plan")];
    let at = |at: usize| {
        let said = names.iter().filter(|name| sentence.says(at, name)).map(Vec::len).max();
        said.map(|length| at + length)
    };
    let end = (0..2).find_map(at)?;
    // "The Plan’s rating" is about the plan; after a comma or before a number, the name means something else.
    let next = sentence.tokens.get(end)?;
    let is_other = next.apart || next.word.starts_with(char::is_numeric);
    (!is_other).then_some(end)
}

/// Claims that the status given to the plan as a whole is wrong.
fn stands(
    facts: &Facts<'_>,
    history: &History,
    sentence: &Sentence<'_, '_>,
    end: usize,
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let at = end + tokens[end..].iter().take_while(|token| token.is(&BETWEEN)).count();
    let is_whole = tokens[end..at].iter().any(|token| token.is(&WHOLE));
    let (status, length) = status_at(sentence, at).filter(|_| is_whole && at > end)?;
    if tokens.iter().any(|token| token.is(&UNREAL)) {
        return None;
    }
    let known = match time_at(facts, sentence, true, &[], at) {
        Time::Now => history.steps.last().into_iter().collect(),
        Time::Then(day) => {
            let within = history.steps.iter().filter(|(on, _)| day.is(*on));
            let before = history.steps.iter().rfind(|(on, _)| *on <= day.to);
            within.chain(before).collect::<Vec<_>>()
        }
        Time::Unclear => return None,
    };
    let is_so = known.is_empty() || known.iter().any(|(_, own)| *own == status);
    (!is_so && sentence.is_typed(at..at + length)).then(|| history.claim(sentence, at, at + length))
}

impl History {
    /// Claims that there was no such change of status. `from` is the token "from".
    pub(super) fn moved(&self, sentence: &Sentence<'_, '_>, from: usize) -> Option<Claim> {
        let tokens = &sentence.tokens;
        let (first, length) = status_at(sentence, from + 1)?;
        let end = from + 1 + length;
        let to = (end..tokens.len().min(end + REACH)).find(|at| tokens[*at].is(&["to"]))?;
        let (last, length) = status_at(sentence, to + 1)?;
        let past = to + 1 + length;
        let rest = (past..tokens.len()).find(|at| tokens[*at].apart).unwrap_or(tokens.len());
        if tokens.iter().any(|token| token.is(&UNREAL)) {
            return None;
        }
        let ends = self.then(first, &tokens[end..to]);
        let is_so =
            self.then(last, &tokens[past..rest]).any(|then| ends.clone().any(|one| one < then));
        // An action not yet reported on counts as not started.
        let began = first == Status::NotStarted && self.steps.iter().any(|(_, own)| *own == last);
        (!is_so && !began && sentence.is_typed(from..past))
            .then(|| self.claim(sentence, from, past))
    }

    /// The indices of the steps with a status; only those on the day that `words` give, if that is the day of a step.
    fn then<'t>(
        &'t self,
        status: Status,
        words: &'t [Token],
    ) -> impl Iterator<Item = usize> + Clone + 't {
        let is_then = move |day: NaiveDate| words.iter().any(|one| one.is_day(day) == Some(true));
        let is_dated = self.steps.iter().any(|(day, _)| is_then(*day));
        let steps = self.steps.iter().enumerate();
        steps
            .filter(move |(_, (day, own))| *own == status && (!is_dated || is_then(*day)))
            .map(|(n, _)| n)
    }

    /// A claim about these tokens, with the whole history in its message.
    fn claim(&self, sentence: &Sentence<'_, '_>, from: usize, to: usize) -> Claim {
        let steps = self.steps.iter().map(|(day, status)| {
            format!("{} on {}", status.word().replace('-', " "), in_words(*day))
        });
        let says = format!("{} was {}", self.of, steps.collect::<Vec<_>>().join(", then "));
        Claim::of(sentence, from..to, &says, self.place)
    }
}
