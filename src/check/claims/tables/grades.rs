//! Checks columns of grades, by a given visit or the last.

use super::subjects::Judged;
use super::{Known, Words};
use crate::check::claims::facts::{grade_phrases, phrase};
use crate::derive::inspection::Graded;
use crate::model::inspection::Visit;

/// What columns of grades are called, and what makes them those of the visit before.
const GRADES: [&str; 8] =
    ["grade", "rating", "judgement", "score", "grading", "outcome", "result", "judged"];
const BEFORE: [&str; 3] = ["before", "previous", "previously"];

/// What the data have for a judged subject or finding under a heading.
pub(super) fn known(judged: &Judged<'_>, head: &Words, cell: &Words) -> Option<Known> {
    let own = meant(judged, head)?;
    let scale = judged.of.inspected.framework.scale.iter().find(|one| one.id.value == own.scale)?;
    let words = cell.phrase();
    let is_said = |said: &Vec<String>| said.iter().map(String::as_str).eq(words.iter().copied());
    let mut all = scale.grade.iter();
    let said = all.find(|grade| grade_phrases(grade, &scale.grade).iter().any(is_said))?;
    Some(Known {
        right: said.id.value == own.id,
        sure: true,
        says: format!("“{}” is {} at the {}", judged.title, own.label.to_lowercase(), own.visit),
        expression: None,
        place: judged.place,
    })
}

/// The grade that a heading means: that of the visit of its day or its name, the one before, or the last.
fn meant<'j>(judged: &'j Judged<'_>, head: &Words) -> Option<&'j Graded> {
    let standing = judged.standing;
    let visits = &judged.of.inspected.inspection.visit;
    let is_then = |visit: &Visit| {
        let days = [visit.start, visit.end, visit.published, visit.issued, visit.received];
        let mut days = days.into_iter().flatten();
        days.any(|day| head.tokens.iter().any(|token| token.is_day(day.value.0) == Some(true)))
    };
    let is_named = |visit: &Visit| {
        let name = phrase(&visit.name.value);
        head.phrase().windows(name.len()).any(|said| name.iter().eq(said.iter().copied()))
    };
    match () {
        () if head.is_dated() => standing.at(visits.iter().rfind(|visit| is_then(visit))?),
        () if head.has(&BEFORE) && head.has(&GRADES) => standing.before.as_ref(),
        () => {
            let named = visits.iter().find(|visit| is_named(visit));
            let last = standing.grade.as_ref().filter(|_| head.has(&GRADES));
            named.and_then(|visit| standing.at(visit)).or(last)
        }
    }
}
