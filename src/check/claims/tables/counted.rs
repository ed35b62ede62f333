//! Checks columns of areas and posts that count their actions by status.

use super::subjects::Actions;
use super::{Known, Read, Words};
use crate::check::claims::facts::status_phrases;
use crate::check::totals::figure;
use crate::derive::action::ActionState;
use crate::model::plan::Status;

/// What a column of all actions is called.
const ACTIONS: [&str; 5] = ["actions", "total", "number", "of", "led"];

/// What the data have for the actions of an area or a post under a heading.
pub(super) fn known(
    read: &Read<'_, '_>,
    own: &Actions<'_>,
    head: &Words,
    cell: &Words,
) -> Option<Known> {
    let known: Vec<_> = own.sets.iter().filter_map(|set| count(set, head)).collect();
    let (value, sign) = figure(&cell.said)?;
    let first = known.first().filter(|_| sign.is_empty() && !read.caption.is_dated())?;
    let is = |known: &usize| i64::try_from(*known).is_ok_and(|known| value == known.into());
    Some(Known {
        right: known.iter().any(is),
        sure: false,
        says: format!("“{}” has {first} under “{}”", own.name, head.said),
        expression: None,
        place: own.place,
    })
}

/// How many of some actions a heading counts.
fn count(actions: &[&ActionState], head: &Words) -> Option<usize> {
    if head.tokens.iter().all(|token| token.is(&ACTIONS)) && !head.tokens.is_empty() {
        return Some(actions.len());
    }
    // The longest phrases first: "not complete" is not "complete".
    let heading = head.said.to_lowercase();
    let parts: Vec<_> = heading.split(" or ").flat_map(|part| part.split(" and ")).collect();
    let of = |part: &&str| {
        let part = part.trim().trim_start_matches("actions ").trim_start_matches("now ");
        let denied = part.strip_prefix("not ").unwrap_or(part);
        let named = |part: &str| {
            let mut all = Status::ALL.into_iter();
            let status = all.find(|status| status_phrases(*status).contains(&part))?;
            Some(actions.iter().filter(|one| one.status == status).count())
        };
        let overdue = || actions.iter().filter(|one| one.overdue).count();
        named(part).or_else(|| (part == "overdue").then(overdue)).or_else(|| {
            let rest = named(denied).filter(|_| denied != part)?;
            Some(actions.len() - rest)
        })
    };
    let counts = parts.iter().map(of).collect::<Option<Vec<_>>>()?;
    Some(counts.into_iter().sum())
}
