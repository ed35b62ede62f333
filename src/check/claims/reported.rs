//! Checks the updates of a plan, and the reasons for its overall rating, each against the data of its own day.
//!
//! In comes a plan that is a paper of its own; out comes each statement in its updates that the plan contradicts.
//! What is to be done, may happen or is hoped for is not read, since it does not say how things are. An update says
//! only briefly what it counts, since its action says the rest; so no figure in it is checked against a measure.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::{Budgets, Measures, Prose, Records, Risks, Texts, Topics};
use crate::check::reading::Reader;
use crate::derive::plan::Planned;
use crate::diag::Diagnostic;
use crate::load::paper::{Paper, Subject};
use crate::read::Line;
use crate::read::date::Date;

/// Reports contradictions in the updates of a plan, up to the day `as_at` if there is one.
pub(super) fn check(
    texts: &Texts<'_>,
    reader: &Reader,
    paper: &Paper,
    as_at: Option<Date>,
) -> Vec<Diagnostic> {
    let Subject::Plan(planned) = &paper.subject else { return Vec::new() };
    let days = said(planned).into_iter().filter(|(day, _)| as_at.is_none_or(|last| *day <= last));
    days.flat_map(|(day, lines)| of_day(texts, reader, paper, day, &lines)).collect()
}

/// The texts of a plan's updates and overall ratings, by day.
fn said(planned: &Planned) -> BTreeMap<Date, Vec<&Line>> {
    let mut said: BTreeMap<Date, Vec<&Line>> = BTreeMap::new();
    let plan = &planned.plan;
    for one in &plan.overall {
        said.entry(one.on.value).or_default().push(&one.reason);
    }
    for update in plan.area.iter().flat_map(|area| &area.action).flat_map(|one| &one.update) {
        let own = [&update.note, &update.reason, &update.impact].into_iter().flatten();
        let evidence = update.evidence.iter().map(|evidence| &evidence.text);
        said.entry(update.on.value).or_default().extend(own.chain(evidence));
    }
    said
}

/// Reports contradictions between texts of a day and the data as at that day.
fn of_day(
    texts: &Texts<'_>,
    reader: &Reader,
    paper: &Paper,
    day: Date,
    lines: &[&Line],
) -> Vec<Diagnostic> {
    let facts = Facts::of(paper, Some(day));
    let topics = Topics {
        records: Records::of(&facts),
        budgets: Budgets::of(&facts),
        measures: Measures::default(),
        risks: Risks::default(),
    };
    let prose = Prose { facts: &facts, topics: &topics };
    let lines: Vec<_> = lines.iter().map(|line| (line.value.as_str(), line.place)).collect();
    prose.lines(texts, reader, &lines)
}
