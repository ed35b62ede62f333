//! Checks how many actions are said to have had their due dates moved: "no due date has moved", "three actions have had
//! their dates put back since April", "one of the due dates was changed in the spring".
//!
//! In comes a sentence; out comes a number of moved dates that fits none of the times that may be meant. Without a time,
//! any move since the plan began counts.

use chrono::{Datelike, Months, NaiveDate};

use super::Claim;
use super::counts::Said;
use super::facts::{Facts, PlanOf, told};
use crate::check::reading::{Sentence, Token, What, year_of};
use crate::model::plan::Action;

/// Words for a due date, and what stands before them.
const DATES: [&str; 4] = ["date", "dates", "deadline", "deadlines"];
const DUE: [&str; 7] = ["due", "completion", "end", "finish", "their", "its", "the"];
/// Words between a number of actions and their dates, or between dates and what became of them.
const HAD: [&str; 7] = ["has", "have", "had", "was", "were", "been", "now"];
/// What became of them, each with the words after it.
const MOVED: [&str; 7] =
    ["moved", "changed", "slipped", "extended", "revised", "deferred", "postponed"];
const BACK: [&str; 4] = ["put", "pushed", "moved", "set"];
/// Words of a sentence about other dates, or about what is not so.
const OTHERS: [&str; 12] = [
    "milestone",
    "milestones",
    "meeting",
    "meetings",
    "will",
    "would",
    "should",
    "could",
    "may",
    "if",
    "than",
    "or",
];
/// The seasons, each with its first month.
const SEASONS: [(&str, u32); 4] = [("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12)];

/// Reports a number of moved due dates that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let dates = tokens.iter().position(|token| token.is(&DATES))?;
    let plan = facts.only_plan()?;
    let (verb, end) = moved(sentence, dates + 1)?;
    let (at, said) = number(sentence, dates)?;
    if tokens.iter().any(|token| token.is(&OTHERS)) || verb == dates + 1 && at + 1 == dates {
        return None;
    }
    let since = since(plan, sentence, end)?;
    let actions = || plan.planned.plan.area.iter().flat_map(|area| &area.action);
    let as_at = plan.figures.as_at.0;
    let all = actions().count();
    let counts = since.iter().flat_map(|day| {
        let moves: Vec<usize> =
            actions().map(|action| moves(action, *day, as_at)).filter(|moves| *moves > 0).collect();
        [moves.len(), moves.iter().sum()]
    });
    let counts: Vec<usize> = counts.collect();
    if counts.iter().any(|count| said.holds(*count, all)) || !sentence.is_typed(at..end) {
        return None;
    }
    let first = *counts.first()?;
    let says = match first {
        1 => "one action has had its due date moved".to_owned(),
        _ => format!("{first} actions have had their due dates moved"),
    };
    let place = plan.planned.plan.area.first()?.place;
    Some(Claim::of(sentence, at..end, &says, place))
}

/// How many times the due date of an action was changed after a day, up to another.
fn moves(action: &Action, since: NaiveDate, as_at: NaiveDate) -> usize {
    let mut updates: Vec<_> =
        action.update.iter().filter(|update| update.on.value.0 <= as_at).collect();
    updates.sort_by_key(|update| update.on.value);
    let mut due = action.due.value;
    let mut moves = 0;
    for update in updates {
        let next = update.due.map_or(due, |due| due.value);
        moves += usize::from(next != due && update.on.value.0 > since);
        due = next;
    }
    moves
}

/// The first token of the words that say that dates were moved, and the one after their last.
fn moved(sentence: &Sentence<'_, '_>, from: usize) -> Option<(usize, usize)> {
    let had = sentence.tokens[from..].iter().take_while(|token| token.is(&HAD)).count();
    let at = from + had;
    let back = usize::from(sentence.is(at, &BACK) && sentence.is(at + 1, &["back"]));
    (back == 1 || sentence.is(at, &MOVED)).then_some((from, at + 1 + back))
}

/// The number of dates, or of actions that have them, and its token: "three due dates", "two of the actions have had
/// their dates".
fn number(sentence: &Sentence<'_, '_>, dates: usize) -> Option<(usize, Said)> {
    let tokens = &sentence.tokens;
    let due = tokens[..dates].iter().rev().take_while(|token| token.is(&DUE)).count();
    let from = dates - due;
    let is_due =
        tokens[from..dates].iter().any(|token| token.is(&["due", "completion", "finish", "end"]));
    let own = before(tokens, from)?;
    let direct = Said::of(tokens, own).filter(|said| is_due || matches!(said, Said::None));
    if let Some(said) = direct {
        return Some((own, said));
    }
    // "No action has had its date moved", "three of the actions have had their dates moved".
    let had = tokens[..from].iter().rev().take_while(|token| token.is(&HAD)).count();
    let noun = (from - had).checked_sub(1).filter(|_| had > 0)?;
    let number = before(tokens, noun).filter(|_| tokens[noun].is(&["action", "actions"]))?;
    Some((number, Said::of(tokens, number)?))
}

/// The token of the number before a noun: "two" of "two of the fifteen actions".
fn before(tokens: &[Token], noun: usize) -> Option<usize> {
    let back = |end: usize, words: &[&str]| {
        end - tokens[..end].iter().rev().take_while(|token| token.is(words)).count()
    };
    let last = noun.checked_sub(1)?;
    let is_whole = tokens[last].count().is_some();
    let the = back(if is_whole { last } else { noun }, &["the", "our", "its", "these"]);
    match the.checked_sub(1).filter(|of| tokens[*of].is(&["of"])) {
        Some(of) => of.checked_sub(1),
        None => Some(last),
    }
}

/// The days since when dates may be said to have moved; `None` if the sentence names another time.
fn since(plan: &PlanOf<'_>, sentence: &Sentence<'_, '_>, end: usize) -> Option<Vec<NaiveDate>> {
    let tokens = &sentence.tokens;
    let as_at = plan.figures.as_at.0;
    let start = NaiveDate::MIN;
    let is_dated = |token: &Token| {
        token.gives_day()
            || matches!(token.what, What::Number(_)) && year_of(&token.word).is_some()
            || SEASONS.iter().any(|(season, _)| token.is(&[*season]))
            || token.is(&[
                "year", "quarter", "month", "week", "period", "term", "review", "last", "yet",
            ])
    };
    let since = (end..tokens.len()).find(|at| tokens[*at].is(&["since"]));
    let Some(since) = since else {
        return (!tokens.iter().any(is_dated)).then(|| vec![start]);
    };
    if tokens[..since].iter().any(is_dated) {
        return None;
    }
    let when = since
        + 1
        + tokens[since + 1..]
            .iter()
            .take_while(|one| one.is(&["the", "end", "start", "of", "last"]))
            .count();
    let token = tokens.get(when).filter(|_| tokens.get(when + 1).is_none_or(|next| next.apart))?;
    let months =
        |first: NaiveDate, many: u32| Some((first, first.checked_add_months(Months::new(many))?));
    let season = SEASONS.iter().find(|(season, _)| token.is(&[*season]));
    let (from, to) = match (token.what, season) {
        (What::Day(day), _) => (day.from, day.to),
        (What::Month, _) => {
            let first = (0..12).find_map(|back| {
                let day = as_at.with_day(1)?.checked_sub_months(Months::new(back))?;
                (token.is_day(day) == Some(true)).then_some(day)
            })?;
            months(first, 1)?
        }
        (_, Some((_, month))) => {
            let years = [as_at.year(), as_at.year() - 1].into_iter();
            let mut firsts = years.filter_map(|year| NaiveDate::from_ymd_opt(year, *month, 1));
            months(firsts.find(|first| *first < as_at)?, 3)?
        }
        _ => return None,
    };
    // Any report within the time may be the one from which on it is counted.
    let reports = told(&plan.planned.plan).filter(|on| from <= *on && *on <= to);
    let before = from.pred_opt()?;
    Some(reports.chain([before, to]).collect())
}
