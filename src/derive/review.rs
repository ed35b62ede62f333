//! Derives the figures of a review: the plan on its day, and what moved since the review before.

use chrono::NaiveDate;
use serde::Serialize;

use super::action::months_between;
use super::clear_days::{Holidays, working_days_between};
use super::movement::Movement;
use super::plan::{self, Around, Planned};
use crate::diag::{Diagnostic, closest};
use crate::model::review::Review;
use crate::read::date::Date;

/// A review and its plan.
#[derive(Debug, Clone)]
pub(crate) struct Reviewed {
    /// The review.
    pub review: Review,
    /// The plan reviewed, with its inspections.
    pub planned: Planned,
}

/// The figures of a review. Prose uses their names: `{{ review.movement.completed.count }}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    /// Its name.
    pub name: String,
    /// The day it was held, which is the day of all figures.
    pub held: Date,
    /// The day that movement is measured from.
    pub since: Date,
    /// The day of the letter or report that followed.
    pub letter: Option<Date>,
    /// The working days from the review to the letter: those after the first day up to and including the second,
    /// without Saturdays, Sundays and bank holidays. `None` also where the bank holidays are not known.
    pub working_days_to_letter: Option<i32>,
    /// What the committee is asked to do.
    pub asks: Vec<String>,
    /// The people or bodies that held the review.
    pub reviewers: Vec<String>,
    /// Their conclusions.
    pub conclusions: Vec<String>,
    /// What encouraged them.
    pub encouraged: Vec<String>,
    /// Their comments on areas of the plan.
    pub comments: Vec<Comment>,
    /// What the next review will look at.
    pub focus_next: Vec<String>,
    /// The day of the next review.
    pub next: Option<Date>,
    /// The whole calendar months from the review to the next.
    pub months_to_next: Option<u32>,
    /// The movement after `since`, up to the review.
    pub movement: Movement,
    /// The plan on the day of the review.
    pub plan: plan::Figures,
}

/// A comment of the reviewers on an area of the plan.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Comment {
    /// The area's `id`.
    pub area: String,
    /// The area's title.
    pub title: String,
    /// The comment.
    pub text: String,
}

/// Derives the figures of a review.
pub(crate) fn figures(reviewed: &Reviewed) -> Figures {
    let Reviewed { review, planned } = reviewed;
    let held = review.held.value;
    let next = review.next.map(|next| next.value);
    let around = Around { since: Some(review.since.value.0), next: next.map(|next| next.0) };
    let texts = |lines: &[crate::read::Line]| lines.iter().map(|line| line.value.clone()).collect();
    let title = |id: &str| {
        let area = planned.plan.area.iter().find(|area| area.id.value == id);
        area.map(|area| area.title().value.clone()).unwrap_or_default()
    };
    Figures {
        name: review.name.value.clone(),
        held,
        since: review.since.value,
        letter: review.letter.map(|letter| letter.value),
        working_days_to_letter: review.letter.and_then(|letter| working_days(held.0, letter.0)),
        asks: texts(&review.asks),
        reviewers: texts(&review.reviewers),
        conclusions: texts(&review.conclusions),
        encouraged: texts(&review.encouraged),
        comments: review
            .comment
            .iter()
            .map(|comment| Comment {
                area: comment.area.value.clone(),
                title: title(&comment.area),
                text: comment.text.value.clone(),
            })
            .collect(),
        focus_next: texts(&review.focus_next),
        next,
        months_to_next: next.map(|next| months_between(held.0, next.0)),
        movement: plan::movement(&planned.plan, review.since.0, held.0),
        plan: plan::figures(&planned.plan, held.0, around),
    }
}

/// The working days between two days; `None` where the bank holidays between them are not known.
pub(crate) fn working_days(from: NaiveDate, to: NaiveDate) -> Option<i32> {
    working_days_between(from, to, &Holidays::built_in()).ok()
}

/// Reports what cannot be true of a review: dates in an impossible order, and areas that the plan lacks.
pub(crate) fn validate(reviewed: &Reviewed) -> Vec<Diagnostic> {
    let Reviewed { review, planned } = reviewed;
    let held = review.held.value;
    let mut problems = Vec::new();
    let mut backwards = |date: Option<crate::read::Placed<Date>>, wrong: bool, message: String| {
        if let Some(date) = date.filter(|_| wrong) {
            problems.push(Diagnostic::error(date.place, message).hint("check both dates"));
        }
    };
    let unmeasurable = plan::unmeasurable(&planned.plan, review.since.value, held);
    if let Some(message) = unmeasurable {
        backwards(Some(review.since), true, message);
    }
    let after =
        |date: Option<crate::read::Placed<Date>>| date.is_some_and(|date| date.value <= held);
    backwards(
        review.next,
        after(review.next),
        format!("the next review is not after this one, on {held}"),
    );
    let submitted = planned.plan.submitted.value;
    backwards(
        Some(review.held),
        held < submitted,
        format!("the review was held before the plan was submitted, on {submitted}"),
    );
    let early = review.letter.is_some_and(|letter| letter.value < held);
    backwards(review.letter, early, format!("the letter is dated before the review, on {held}"));
    for comment in &review.comment {
        let known = || planned.plan.area.iter().map(|area| area.id.as_str());
        if known().all(|known| known != comment.area.value) {
            let message = format!("the plan has no area `{}`", comment.area.value);
            let error = Diagnostic::error(comment.area.place, message);
            problems.push(match closest(&comment.area, known()) {
                Some(near) => error.hint(format!("did you mean \"{near}\"?")),
                None => {
                    error.hint(format!("its areas are {}", known().collect::<Vec<_>>().join(", ")))
                }
            });
        }
    }
    problems
}
