//! Checks numbers of actions due by a day: "all but two of the actions due before September 2026 have been
//! completed".
//!
//! In comes a number in its sentence; out comes whether words after it select actions by due date and, if so, the
//! claim that the data contradict. An action whose day was moved counts on both days.

use chrono::NaiveDate;

use super::parts::BETWEEN;
use super::{Claim, Data, Held};
use crate::check::claims::facts::{Facts, status_at};
use crate::check::reading::{Day, Sentence, What};
use crate::derive::action::ActionState;
use crate::model::plan::Status;
use crate::read::date::in_words;

/// Words between things and "due", and between that and its day.
const CHOOSE: [&str; 9] = ["that", "which", "with", "a", "were", "are", "had", "whose", "fell"];
const JOINS: [&str; 14] = [
    "date",
    "dates",
    "is",
    "was",
    "for",
    "completion",
    "to",
    "be",
    "completed",
    "by",
    "before",
    "in",
    "on",
    "the",
];
/// Words of a sentence about what will or would be.
pub(super) const UNSURE: [&str; 6] = ["will", "would", "should", "expected", "if", "not"];
const OF: [&str; 4] = ["end", "of", "at", "start"];

/// How actions are selected by their due date.
#[derive(Clone, Copy)]
enum When {
    Before,
    By,
    In,
}

impl When {
    /// Whether a due date lies on the right side of the day.
    fn has(self, due: NaiveDate, day: Day) -> bool {
        match self {
            Self::Before => due < day.from,
            Self::By => due <= day.to,
            Self::In => day.is(due),
        }
    }
}

/// Claims that no action that has not begun starts on the day given: "one is not due to begin until October".
pub(super) fn starts(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let said = |at| status_at(sentence, at).filter(|(status, _)| *status == Status::NotStarted);
    let mut said = (0..tokens.len()).filter_map(|at| Some(at + said(at)?.1));
    let at = said.find(|at| sentence.is(*at, &["until", "before"]))? + 1;
    let at = at
        + tokens[at..].iter().take_while(|token| token.is(&[&OF[..], &["the"]].concat())).count();
    let day = tokens.get(at).filter(|token| token.gives_day() && token.typed)?;
    let actions =
        facts.plans.iter().flat_map(|plan| plan.figures.actions().map(move |one| (plan, one)));
    let waiting = actions.filter(|(_, action)| action.status == Status::NotStarted);
    let mut starts = waiting.filter_map(|(plan, action)| Some((plan, action, action.start?.0)));
    let (plan, action, start) = starts.clone().next()?;
    let is_so = starts.any(|(_, _, start)| day.is_day(start) == Some(true));
    let says = format!("action {} is to start on {}", action.id, in_words(start));
    (!is_so).then(|| Claim::of(sentence, at..at + 1, &says, plan.planned.plan.name.place))
}

impl Held<'_, '_, '_> {
    /// The claim about a number of actions selected by due date; the outer `None` means that they are not selected
    /// so.
    pub(super) fn of_due(&self) -> Option<Option<Claim>> {
        let tokens = &self.sentence.tokens;
        let thing = self.number.things.first().map(|thing| &self.facts.things[*thing])?;
        let from = self.number.end + 1;
        let skip = |from: usize, words: &[&str]| {
            from + tokens[from.min(tokens.len())..].iter().take_while(|one| one.is(words)).count()
        };
        let due = skip(from, &CHOOSE);
        let is_due = tokens.get(due)?.is(&["due"]) && !thing.whole.is_empty();
        let day_at = skip(due + 1, &[&JOINS[..], &OF[..]].concat());
        let What::Day(day) = tokens.get(day_at).filter(|_| is_due)?.what else { return None };
        let said = |words: &[&str]| tokens[due..day_at].iter().any(|token| token.is(words));
        let when = match () {
            () if said(&["before"]) => When::Before,
            () if said(&["by"]) => When::By,
            () => When::In,
        };
        let is = skip(day_at + 1, &BETWEEN);
        let status = status_at(self.sentence, is).map(|(status, _)| status);
        let is_unsure = |at: &usize| tokens[*at].is(&UNSURE) && !(due..day_at).contains(at);
        let is_unsure = (0..tokens.len()).any(|at| is_unsure(&at));
        let Some(status) = status.filter(|_| !is_unsure) else { return Some(None) };
        let counted = self.facts.plans.iter().flat_map(|plan| {
            [|action: &ActionState| action.first_due.0, |action: &ActionState| action.due.0].map(
                |due| {
                    let chosen = plan.figures.actions().filter(|one| when.has(due(one), day));
                    let such = chosen.clone().filter(|action| action.status == status).count();
                    (such, chosen.count())
                },
            )
        });
        let counted: Vec<_> = counted.collect();
        let is_so = counted.iter().any(|(such, all)| self.share.holds(*such, *all));
        let (such, all) = *counted.first()?;
        let end = day_at;
        Some((!is_so && all > 0 && self.sentence.is_typed(self.number.at..end + 1)).then(|| {
            Claim {
                range: tokens[self.number.at].range.clone(),
                message: format!(
                    "`{}`: by the data, {such} of {all} such actions are {}",
                    self.sentence.written(self.number.at, end),
                    status.word().replace('-', " ")
                ),
                data: Some(Data { expression: None, ..Data::of(&thing.all) }),
            }
        }))
    }
}
