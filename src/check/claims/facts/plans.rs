//! Counts what a plan has: its actions by status, its measures, milestones and areas.

use super::{Count, Part, Phrase, PlanOf, ReviewOf, Thing, phrase};
use crate::check::reading::Sentence;
use crate::diag::Place;
use crate::model::plan::Status;

/// Phrases from words.
fn phrases(all: &[&str]) -> Vec<Phrase> {
    all.iter().map(|words| phrase(words)).collect()
}

/// The actions, measures, milestones, areas and risks of a plan.
pub(super) fn planned(of: &PlanOf<'_>) -> Vec<Thing> {
    let areas = &of.planned.plan.area;
    let at = |place: Option<Place>| Kind { of, place: place.unwrap_or(of.planned.plan.name.place) };
    let actions = at(areas.iter().flat_map(|area| &area.action).map(|one| one.place).next());
    let measures = at(areas.iter().flat_map(|area| &area.measure).map(|one| one.place).next());
    let named = at(areas.first().map(|area| area.place));
    let risks = at(of.planned.plan.risk.first().map(|risk| risk.risk.place));
    let things = [
        actions.actions(),
        measures.measures(),
        actions.milestones(),
        named.areas(),
        risks.risks(),
    ];
    things.into_iter().flatten().collect()
}

/// A plan, and the place of the first of one kind of its things.
pub(super) struct Kind<'a> {
    pub(super) of: &'a PlanOf<'a>,
    place: Place,
}

impl Kind<'_> {
    /// How many things there are `of` a kind; an `expression` of the plan prints the count.
    pub(super) fn count(&self, value: usize, of: &str, expression: &str) -> Count {
        let expression = format!("{}.{expression}", self.of.name);
        Count { value, of: of.to_owned(), expression, place: self.place }
    }

    /// How many of them some phrases are true of.
    fn part(&self, said: &[&str], value: usize, of: &str, expression: &str) -> Part {
        Part { phrases: phrases(said), counts: vec![self.count(value, of, expression)] }
    }

    /// The things that papers call by these names.
    pub(super) fn thing(
        &self,
        common: &[&str],
        loose: bool,
        all: Count,
        parts: Vec<Part>,
    ) -> Thing {
        Thing {
            names: Vec::new(),
            common: phrases(common),
            whole: Vec::new(),
            loose,
            days: Vec::new(),
            all,
            open: None,
            parts,
            at_visits: Vec::new(),
        }
    }

    /// The names of the plan.
    fn plans(&self) -> [String; 3] {
        let figures = &self.of.figures;
        ["plan".to_owned(), figures.short.to_lowercase(), figures.name.to_lowercase()]
    }

    /// Names for the things of this plan: "actions of the plan", "actions in the plan".
    fn of_the_plan(&self, what: &str) -> Vec<Phrase> {
        let plans = self.plans();
        let joined = |join| plans.iter().map(move |plan| format!("{what} {join} the {plan}"));
        ["of", "in"].into_iter().flat_map(joined).map(|name| phrase(&name)).collect()
    }

    /// The actions, if there are any.
    fn actions(&self) -> Option<Thing> {
        let figures = &self.of.figures;
        let mut parts = self.statuses();
        parts.extend(self.levels());
        parts.extend(self.late());
        let open = &[
            "yet to be completed",
            "yet to be finished",
            "yet to be done",
            "still to be completed",
            "still to be finished",
            "remain to be completed",
            "remain to be finished",
            "incomplete",
            "not complete",
            "not completed",
            "not yet complete",
            "not yet completed",
            "not been completed",
            "not yet been completed",
            "unfinished",
            "open",
            "still open",
        ];
        // What was begun may be done, or may not.
        let begun = figures.total - figures.progress.get(Status::NotStarted).count;
        let unfinished = begun - figures.progress.complete.count;
        let count = |value| self.count(value, "actions that have begun", "");
        parts.push(Part {
            phrases: phrases(&["begun", "started"]),
            counts: [begun, unfinished]
                .map(|value| Count { expression: String::new(), ..count(value) })
                .to_vec(),
        });
        let slipped = &["slipped", "moved back", "put back"];
        let attention = &["need attention", "needs attention", "needed attention"];
        let (moved, needing) = (figures.slipped.count, figures.attention.count);
        parts.extend([
            self.part(open, figures.open.count, "actions not complete", "open.count"),
            self.part(slipped, moved, "actions that slipped", "slipped.count"),
            self.part(attention, needing, "actions that need attention", "attention.count"),
        ]);
        let all = self.count(figures.total, "actions", "total");
        let thing = Thing {
            open: Some(self.count(figures.open.count, "actions not complete", "open.count")),
            whole: self.plans().iter().map(|plan| phrase(plan)).collect(),
            names: self.of_the_plan("actions"),
            ..self.thing(&["actions"], true, all, parts)
        };
        (figures.total > 0).then_some(thing)
    }

    /// The actions of each status. Those that are complete may also be those completed since the review before.
    fn statuses(&self) -> Vec<Part> {
        let of_status = |status: Status| {
            let (said, word) = (status.word().replace('-', " "), status.word().replace('-', "_"));
            let value = self.of.figures.progress.get(status).count;
            let (of, expression) =
                (format!("actions that are {said}"), format!("progress.{word}.count"));
            let mut part = self.part(status_phrases(status), value, &of, &expression);
            let now = self.of.figures.as_at;
            let is_now = |one: &&ReviewOf<'_>| one.reviewed.review.held.value == now;
            let reviews = self.of.reviews.iter().filter(is_now);
            part.counts.extend(reviews.filter(|_| status == Status::Complete).map(|one| Count {
                value: one.figures.movement.completed.count,
                of: "actions completed since the review before".to_owned(),
                expression: format!("{}.movement.completed.count", one.name),
                place: self.place,
            }));
            part
        };
        Status::ALL.into_iter().map(of_status).collect()
    }

    /// The actions on each level of the plan's scale that has a label of its own.
    fn levels(&self) -> Vec<Part> {
        let levels = self.of.planned.scale.level.iter();
        let labels =
            levels.map(|level| (level, level.label.to_lowercase())).filter(|(_, label)| {
                Status::ALL.iter().all(|status| status.word().replace('-', " ") != *label)
            });
        let of_level = |(level, label): (_, String)| {
            let value = self.of.figures.progress.on(level).count;
            let (of, expression) =
                (format!("actions that are {label}"), format!("level(\"{label}\").count"));
            self.part(&[&label], value, &of, &expression)
        };
        labels.map(of_level).collect()
    }

    /// The actions that are overdue, late or off course.
    fn late(&self) -> [Part; 3] {
        let figures = &self.of.figures;
        let behind = figures.progress.get(Status::Behind).count;
        let at_risk = figures.progress.get(Status::AtRisk).count;
        let overdue = |said: &[&str]| {
            self.part(said, figures.overdue.count, "overdue actions", "overdue.count")
        };
        // What is late may be behind, or past its day, or have had its day put back, or have been completed after it.
        let done = figures.actions().filter(|action| action.completed.is_some());
        let after = done.clone().filter(|action| action.completed > Some(action.first_due)).count();
        let in_force = done.filter(|action| action.completed_late > 0).count();
        let off = self.part(
            &["off course", "off track", "off target"],
            behind + at_risk,
            "actions that are at risk or behind",
            "off_course.count",
        );
        [
            overdue(&["overdue"]),
            or(overdue(&["late"]), &[behind, figures.slipped.count, after, in_force]),
            or(off, &[figures.off_course.count, figures.attention.count, behind]),
        ]
    }

    /// The measures, if there are any.
    fn measures(&self) -> Option<Thing> {
        let (figures, all) = (&self.of.figures, &self.of.figures.measures);
        let missed = &["missed", "fell short", "fall short", "did not meet", "failed to meet"];
        // Where the day of a target has not come, a reading may be said to have met it, too.
        let reaches =
            |met| figures.measures().filter(|one| one.reaches_target() == Some(met)).count();
        let part = |said: &[&str], value: usize, of: &str, name: &str| {
            self.part(said, value, &format!("measures {of}"), &format!("measures.{name}"))
        };
        let mut parts = vec![
            or(part(&["met"], all.met, "that met their target", "met"), &[reaches(true)]),
            or(part(missed, all.missed, "that missed their target", "missed"), &[reaches(false)]),
            part(&["on course"], all.on_course, "on course", "on_course"),
            part(&["off course"], all.off_course, "off course", "off_course"),
            part(&["improved", "improving"], all.improving, "that improved", "improving"),
            part(&["provisional"], all.provisional, "with a provisional reading", "provisional"),
        ];
        if all.with_target == all.total {
            // What is on target has met it, or is on course to it; no one expression counts that.
            let target = |said: &str, either: [usize; 2], met: bool| {
                let count = Count {
                    expression: String::new(),
                    ..self.count(either[0] + either[1], &format!("measures {said}"), "")
                };
                let others = [either[0], either[1], reaches(met)];
                or(Part { phrases: phrases(&[said]), counts: vec![count] }, &others)
            };
            parts.push(target("on target", [all.met, all.on_course], true));
            parts.push(target("off target", [all.missed, all.off_course], false));
        }
        // The figures of measures are those of their last readings, and of what was to be reached by then.
        let read = figures.measures().flat_map(|measure| {
            let goals = measure.fell_due.iter().map(|goal| goal.by.0);
            measure.latest.iter().map(|point| point.on.0).chain(goals)
        });
        let count = self.count(all.total, "measures", "measures.total");
        let thing = Thing {
            names: self.of_the_plan("measures"),
            days: read.collect(),
            ..self.thing(&["measures", "indicators"], true, count, parts)
        };
        (all.total > 0).then_some(thing)
    }

    /// The milestones, if there are any.
    fn milestones(&self) -> Option<Thing> {
        let all = &self.of.figures.milestones;
        let overdue = all.overdue.len();
        let parts = vec![
            self.part(&["reached", "met"], all.met, "milestones reached", "milestones.met"),
            self.part(
                &["overdue", "missed"],
                overdue,
                "overdue milestones",
                "milestones.overdue | length",
            ),
        ];
        let count = self.count(all.total, "milestones", "milestones.total");
        // Those of withheld actions are not in the figures, and an author may well count them.
        let is_whole = all.total > 0 && !all.left_out;
        is_whole.then(|| self.thing(&["milestones"], true, count, parts))
    }

    /// The areas, if there are any.
    fn areas(&self) -> Option<Thing> {
        let total = self.of.figures.areas.len();
        let count = self.count(total, "areas of the plan", "areas | length");
        (total > 0).then(|| self.thing(&["areas"], false, count, Vec::new()))
    }
}

/// A part of which the phrases may mean other counts, too.
fn or(mut part: Part, others: &[usize]) -> Part {
    let first = part.counts[0].clone();
    part.counts.extend(others.iter().map(|&value| Count { value, ..first.clone() }));
    part
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
            "moving as planned",
            "moving forward as planned",
            "going ahead as planned",
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
