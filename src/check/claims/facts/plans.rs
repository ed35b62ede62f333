//! Counts what a plan has: its actions by status, its measures, milestones and areas.

use super::{Count, Part, Phrase, PlanOf, Thing, phrase};
use crate::check::reading::Sentence;
use crate::diag::Place;
use crate::model::plan::Status;

/// Phrases from words.
fn phrases(all: &[&str]) -> Vec<Phrase> {
    all.iter().map(|words| phrase(words)).collect()
}

/// The actions, measures, milestones and areas of a plan.
pub(super) fn planned(of: &PlanOf<'_>) -> Vec<Thing> {
    let PlanOf { name, planned, figures, review } = of;
    let plan = &planned.plan;
    let place_of = |place: Option<Place>| place.unwrap_or(plan.name.place);
    let actions =
        place_of(plan.area.iter().flat_map(|area| &area.action).map(|action| action.place).next());
    let count = |value: usize, of: &str, expression: &str, place: Place| Count {
        value,
        of: of.to_owned(),
        expression: format!("{name}.{expression}"),
        place,
    };
    let part = |said: &[&str], value: usize, of: &str, expression: &str, place: Place| Part {
        phrases: phrases(said),
        counts: vec![count(value, of, expression, place)],
    };
    let mut parts: Vec<Part> = Status::ALL
        .iter()
        .map(|status| {
            let word = status.word().replace('-', "_");
            let of = format!("actions that are {}", status.word().replace('-', " "));
            let value = figures.progress.get(*status).count;
            part(status_phrases(*status), value, &of, &format!("progress.{word}.count"), actions)
        })
        .collect();
    if let Some((review, _, of_review)) = review {
        let completed = &of_review.movement.completed;
        for part in parts.iter_mut().filter(|part| part.phrases.contains(&phrase("completed"))) {
            part.counts.push(Count {
                value: completed.count,
                of: "actions completed since the review before".to_owned(),
                expression: format!("{review}.movement.completed.count"),
                place: actions,
            });
        }
    }
    for level in &planned.scale.level {
        let value = figures.progress.on(level).count;
        let label = level.label.to_lowercase();
        let expression = format!("level(\"{label}\").count");
        if Status::ALL.iter().all(|status| status.word().replace('-', " ") != label) {
            parts.push(part(
                &[&label],
                value,
                &format!("actions that are {label}"),
                &expression,
                actions,
            ));
        }
    }
    parts.push(part(
        &["overdue"],
        figures.overdue.count,
        "overdue actions",
        "overdue.count",
        actions,
    ));
    // What is late may be behind, or past its day, or have had its day put back, or have been completed after it.
    let behind = figures.progress.get(Status::Behind).count;
    let at_risk = figures.progress.get(Status::AtRisk).count;
    let mut late =
        part(&["late"], figures.overdue.count, "overdue actions", "overdue.count", actions);
    let done = figures.actions().filter(|action| action.completed.is_some());
    let after = done.clone().filter(|action| action.completed > Some(action.first_due)).count();
    let in_force = done.filter(|action| action.completed_late > 0).count();
    let also = [behind, figures.slipped.count, after, in_force];
    let also = also.map(|value| Count { value, ..late.counts[0].clone() });
    late.counts.extend(also);
    parts.push(late);
    let mut off = part(
        &["off course", "off track", "off target"],
        behind + at_risk,
        "actions that are at risk or behind",
        "off_course.count",
        actions,
    );
    let also = [figures.off_course.count, figures.attention.count, behind];
    off.counts.extend(also.map(|value| Count { value, ..off.counts[0].clone() }));
    parts.push(off);
    let open = [
        "yet to be completed",
        "yet to be finished",
        "yet to be done",
        "still to be completed",
        "still to be finished",
        "remain to be completed",
        "remain to be finished",
        "incomplete",
        "unfinished",
        "open",
        "still open",
    ];
    let open_now = figures.open.count;
    parts.push(part(&open, open_now, "actions not complete", "open.count", actions));
    let slipped = ["slipped", "moved back", "put back"];
    parts.push(part(
        &slipped,
        figures.slipped.count,
        "actions that slipped",
        "slipped.count",
        actions,
    ));
    let attention = ["need attention", "needs attention", "needed attention"];
    parts.push(part(
        &attention,
        figures.attention.count,
        "actions that need attention",
        "attention.count",
        actions,
    ));
    let thing = |names: &[&str], common: &[&str], loose, all: Count, parts: Vec<Part>| Thing {
        names: phrases(names),
        common: phrases(common),
        whole: Vec::new(),
        loose,
        days: Vec::new(),
        all,
        open: None,
        parts,
    };
    let measures =
        place_of(plan.area.iter().flat_map(|area| &area.measure).map(|one| one.place).next());
    let all = &figures.measures;
    let mut of_measures = vec![
        part(&["met"], all.met, "measures that met their target", "measures.met", measures),
        part(
            &["missed", "fell short", "fall short", "did not meet", "failed to meet"],
            all.missed,
            "measures that missed their target",
            "measures.missed",
            measures,
        ),
        part(&["on course"], all.on_course, "measures on course", "measures.on_course", measures),
        part(
            &["off course"],
            all.off_course,
            "measures off course",
            "measures.off_course",
            measures,
        ),
        part(
            &["improved", "improving"],
            all.improving,
            "measures that improved",
            "measures.improving",
            measures,
        ),
        part(
            &["provisional"],
            all.provisional,
            "measures with a provisional reading",
            "measures.provisional",
            measures,
        ),
    ];
    // Where the day of a target has not come, a reading may be said to have met it, too.
    for (part, met) in of_measures.iter_mut().zip([true, false]) {
        let reaches = figures.measures().filter(|one| one.reaches_target() == Some(met)).count();
        part.counts.push(Count { value: reaches, ..part.counts[0].clone() });
    }
    // The figures of measures are those of their last readings, and of what was to be reached by then.
    let read = figures.measures().flat_map(|measure| {
        let goals = measure.fell_due.iter().map(|goal| goal.by.0);
        measure.latest.iter().map(|point| point.on.0).chain(goals)
    });
    let milestones = &figures.milestones;
    let of_milestones = vec![
        part(&["reached", "met"], milestones.met, "milestones reached", "milestones.met", actions),
        part(
            &["overdue", "missed"],
            milestones.overdue.len(),
            "overdue milestones",
            "milestones.overdue | length",
            actions,
        ),
    ];
    let plans = ["plan".to_owned(), figures.short.to_lowercase(), figures.name.to_lowercase()];
    let of_the_plan = |what: &str| -> Vec<Phrase> {
        let joins = ["of", "in"];
        let all = joins.iter().flat_map(|join| {
            plans.iter().map(move |plan| phrase(&format!("{what} {join} the {plan}")))
        });
        all.collect()
    };
    let areas = place_of(plan.area.first().map(|area| area.place));
    [
        (figures.total > 0).then(|| {
            let all = count(figures.total, "actions", "total", actions);
            let open = count(figures.open.count, "actions not complete", "open.count", actions);
            Thing {
                open: Some(open),
                whole: plans.iter().map(|plan| phrase(plan)).collect(),
                names: of_the_plan("actions"),
                ..thing(&[], &["actions"], true, all, parts)
            }
        }),
        (all.total > 0).then(|| {
            let all = count(all.total, "measures", "measures.total", measures);
            Thing {
                names: of_the_plan("measures"),
                days: read.collect(),
                ..thing(&[], &["measures", "indicators"], true, all, of_measures)
            }
        }),
        (milestones.total > 0).then(|| {
            let all = count(milestones.total, "milestones", "milestones.total", actions);
            thing(&[], &["milestones"], true, all, of_milestones)
        }),
        (!figures.areas.is_empty()).then(|| {
            let all = count(figures.areas.len(), "areas of the plan", "areas | length", areas);
            thing(&[], &["areas"], false, all, Vec::new())
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The phrases for a status of actions.
pub(in crate::check::claims) fn status_phrases(status: Status) -> &'static [&'static str] {
    match status {
        Status::Complete => {
            &["complete", "completed", "finished", "done", "delivered", "implemented"]
        }
        Status::OnTrack => &[
            "on track",
            "on course",
            "on schedule",
            "on target",
            "proceeding to plan",
            "going to plan",
            "progressing to plan",
            "proceeding as planned",
            "going as planned",
            "progressing as planned",
            "going as it should",
            "going as they should",
        ],
        Status::NotStarted => &[
            "not started",
            "not begun",
            "not yet started",
            "not yet begun",
            "not been started",
            "not been begun",
            "not yet been started",
            "not due to start",
            "not due to begin",
            "yet to start",
            "yet to begin",
            "yet to be started",
            "yet to be begun",
            "still to start",
            "still to begin",
        ],
        Status::AtRisk => &["at risk", "at significant risk", "in jeopardy"],
        Status::Behind => &[
            "behind",
            "behind target",
            "behind schedule",
            "behind plan",
            "running behind",
            "running late",
        ],
    }
}

/// The status that the words at a token give, and how many words they are.
pub(in crate::check::claims) fn status_at(
    sentence: &Sentence<'_, '_>,
    at: usize,
) -> Option<(Status, usize)> {
    let said = Status::ALL.into_iter().filter_map(|status| {
        let phrases = status_phrases(status).iter().map(|words| phrase(words));
        let said = phrases.filter(|words| sentence.says(at, words)).map(|words| words.len());
        Some((status, said.max()?))
    });
    said.max_by_key(|(_, length)| *length)
}
