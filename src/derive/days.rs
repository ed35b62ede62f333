//! Checks whether the day of a paper's figures is one that their data describes.
//!
//! Data and the day that a paper takes its figures as at come in; findings go out where a reader would be misled: a
//! day before the plan or the review, one long after the last update, or one after which more is reported.

use super::Source;
use super::inspection::Inspected;
use super::plan::{Around, Planned, figures, reports};
use super::review::Reviewed;
use crate::diag::{Diagnostic, Rule};
use crate::model::plan::{Status, Update};
use crate::read::date::{Date, in_words};

/// The hint for data dated after the day of a paper.
const AS_AT: &str =
    "correct the date; if the paper is to speak of an earlier day, give that with `as-at`";

/// The findings for a source whose figures a paper takes as at a day.
pub(crate) fn of_source(source: &Source, as_at: Date) -> Vec<Diagnostic> {
    if as_at == Date::UNREAD {
        return Vec::new();
    }
    match source {
        Source::Plan(planned) => of_plan(planned, as_at),
        Source::Review(reviewed) if as_at < reviewed.review.held.value => {
            vec![of_review(reviewed, as_at)]
        }
        Source::Review(reviewed) => of_plan(&reviewed.planned, reviewed.review.held.value),
        Source::Inspection(_) | Source::Figures(_) => Vec::new(),
    }
}

/// The findings for a plan's figures as at a day.
pub(crate) fn of_plan(planned: &Planned, as_at: Date) -> Vec<Diagnostic> {
    let plan = &planned.plan;
    if [as_at, plan.submitted.value].contains(&Date::UNREAD) {
        return Vec::new();
    }
    if as_at < plan.submitted.value {
        let message =
            format!("the figures are as at {}, before the plan was submitted", in_words(as_at));
        return vec![
            Diagnostic::of(Rule::FiguresDay, plan.submitted.place, message)
                .hint("give a later day (a report has the key `as-at`, the command line `--as-at`), or correct the date"),
        ];
    }
    let figures = figures(plan, as_at.0, Around::default());
    let since = match figures.updated {
        Some(updated) => format!("the last update is of {}", in_words(updated)),
        None => "there is no update".to_owned(),
    };
    let message = format!("the figures are as at {}, and {since}", in_words(as_at));
    let stale = figures.stale.then(|| {
        Diagnostic::of(Rule::StaleData, plan.name.place, message)
            .hint("add the updates since then, or give an earlier day: a report has the key `as-at`, a plan `--as-at` on the command line, and a review the day that it was `held`")
    });
    stale.into_iter().collect()
}

/// The finding for a review whose figures were requested as at another day than its own.
pub(crate) fn of_review(reviewed: &Reviewed, as_at: Date) -> Diagnostic {
    let held = reviewed.review.held;
    let message = format!(
        "the figures of this review are as at {}, when it was held, and not as at {}",
        in_words(held.value),
        in_words(as_at)
    );
    Diagnostic::of(Rule::FiguresDay, held.place, message)
        .hint("for figures as at another day, name the plan itself")
}

/// The findings for data that became known only after the day of a paper that gives no `as-at`.
pub(crate) fn later(source: &Source, paper: Date) -> Vec<Diagnostic> {
    if paper == Date::UNREAD {
        return Vec::new();
    }
    match source {
        Source::Plan(planned) => later_reports(planned, paper).into_iter().collect(),
        Source::Inspection(inspected) => later_visits(inspected, paper),
        Source::Review(_) | Source::Figures(_) => Vec::new(),
    }
}

/// The findings for actions of a review that a later update says were complete by its day. The review counts them as
/// was known then, so that what it says stays the same.
pub(crate) fn known_later(reviewed: &Reviewed) -> Vec<Diagnostic> {
    let held = reviewed.review.held.value;
    if held == Date::UNREAD {
        return Vec::new();
    }
    let actions = reviewed.planned.plan.area.iter().flat_map(|area| &area.action);
    let found = actions.filter_map(|action| {
        let is_complete = |update: &&Update| update.status == Some(Status::Complete);
        let mut complete = action.update.iter().filter(is_complete);
        if complete.clone().any(|update| update.on.value <= held) {
            return None;
        }
        let done = complete.find_map(|update| update.completed.filter(|done| done.value <= held))?;
        let (id, day) = (&action.id.value, in_words(held));
        let message = format!(
            "action {id} was complete by the day of the review, {day}, and no update of that day or before says so, so that the \
             review does not count it as complete"
        );
        Some(Diagnostic::of(Rule::LaterData, done.place, message).hint(
            "if it was known then, give the update the day on which it was; else leave the review as it is, and accept this with a reason",
        ))
    });
    found.collect()
}

/// The findings for visits whose results became known only after a day.
fn later_visits(inspected: &Inspected, paper: Date) -> Vec<Diagnostic> {
    let visits = inspected.inspection.visit.iter();
    let later = visits.filter(|visit| visit.known().is_some_and(|known| known > paper));
    let later = later.map(|visit| {
        let (name, day) = (&visit.name.value, in_words(paper));
        let message = format!(
            "what the {name} found was known only after the day of the paper, {day}, and is left out"
        );
        Diagnostic::of(Rule::LaterData, visit.name.place, message).hint(AS_AT)
    });
    later.collect()
}

/// The finding for updates, milestones reached and readings dated after a day.
fn later_reports(planned: &Planned, paper: Date) -> Option<Diagnostic> {
    let mut later: Vec<_> =
        reports(&planned.plan).into_iter().filter(|day| day.value > paper).collect();
    later.sort_by_key(|day| day.place.start);
    let (first, others) = later.split_first()?;
    let (this, are) = match others.len() {
        0 => ("this".to_owned(), "is"),
        1 => ("this and one other update, milestone or reading".to_owned(), "are"),
        more => (format!("this and {more} other updates, milestones and readings"), "are"),
    };
    let day = in_words(paper);
    let message =
        format!("{this} {are} dated after the day of the paper, {day}, and {are} left out");
    Some(Diagnostic::of(Rule::LaterData, first.place, message).hint(AS_AT))
}
