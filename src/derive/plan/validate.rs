//! Reports what cannot be true of a plan.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{answers, reports, same, values, waits};
use crate::derive::inspection::Inspected;
use crate::derive::measure::reported;
use crate::diag::{Diagnostic, Rule};
use crate::model::plan::{Action, Better, Measure, Plan, Status, Update};
use crate::read::date::Date;
use crate::read::number::Number;
use crate::read::{Name, Placed};

/// The most years after the last planned day in which a plan may still report something.
const YEARS: i32 = 2;

/// Reports what cannot be true of a plan: duplicate names, dates in an impossible order, and areas that answer
/// nothing its inspections found.
pub(crate) fn validate(plan: &Plan, inspections: &[Inspected]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if let Some(end) = plan.end.filter(|end| end.value < plan.submitted.value) {
        problems.push(backwards(end, "the plan ends before it was submitted"));
    }
    if let Some(fit) = plan.fit_for_purpose.filter(|fit| fit.value < plan.submitted.value) {
        problems.push(backwards(fit, "the plan was found fit for purpose before it was submitted"));
    }
    unique(plan.area.iter().map(|area| &area.id), "areas", &mut problems);
    let actions = || plan.area.iter().flat_map(|area| &area.action);
    unique(actions().map(|action| &action.id), "actions", &mut problems);
    let measures = || plan.area.iter().flat_map(|area| &area.measure);
    unique(measures().filter_map(|measure| measure.id.as_ref()), "measures", &mut problems);
    problems.extend(answers::validate(plan, inspections));
    for each in actions() {
        action(each, plan.submitted.value, plan.end, &mut problems);
    }
    problems.extend(waits::validate(plan));
    problems.extend(same::validate(plan));
    problems.extend(money(plan));
    problems.extend(overall(plan));
    for each in measures() {
        measure(each, plan.end, &mut problems);
        problems.extend(values::validate(each));
        problems.extend(wrong_way(each));
    }
    problems.extend(far_off(plan));
    problems
}

/// Reports updates, milestones and readings dated years after the last planned day, where the year is a slip.
fn far_off(plan: &Plan) -> Vec<Diagnostic> {
    let actions = || plan.area.iter().flat_map(|area| &area.action);
    let moved = actions().flat_map(|action| &action.update).filter_map(|update| update.due);
    let milestones = actions().flat_map(|action| &action.milestone).map(|milestone| milestone.by);
    let targets = plan.area.iter().flat_map(|area| &area.measure).flat_map(|one| &one.target);
    let planned = actions().map(|action| action.due).chain(moved).chain(milestones);
    let planned = planned.chain(targets.map(|target| target.by)).chain(plan.end);
    let last = planned.map(|day| day.value).fold(plan.submitted.value, Date::max);
    let far = |day: &Placed<Date>| day.value.0.year() > last.0.year() + YEARS;
    let far = reports(plan).into_iter().filter(far);
    let warning = |day: Placed<Date>| {
        let message =
            format!("{} is years after the last day that the plan has, {last}", day.value);
        Diagnostic::of(Rule::LaterData, day.place, message).hint("check the year")
    };
    far.map(warning).collect()
}

/// How many times as good as its target a baseline is, for the direction of a measure to be a slip; a target may well
/// be to lose little.
const REVERSED: f64 = 1.25;

/// The warning for a measure every target of which is far worse than its baseline, by what it says is better.
fn wrong_way(measure: &Measure) -> Option<Diagnostic> {
    let from = measure.baseline.as_ref()?.value.nearest();
    let is_worse = |target: f64| match measure.better {
        Better::Higher => from > target * REVERSED,
        Better::Lower => target > from * REVERSED,
    };
    let targets = || measure.target.iter().map(|target| target.value.nearest());
    let is_reversed = from > 0.0 && targets().all(|target| target > 0.0 && is_worse(target));
    let first = measure.target.first().filter(|_| is_reversed)?;
    let better = if measure.better == Better::Higher { "higher" } else { "lower" };
    let message = format!("this target is worse than the baseline, where {better} is better");
    Some(
        Diagnostic::warning(first.place, message)
            .hint("correct `better`, or check the target and the baseline"),
    )
}

/// The hint for something reported or completed before the planned start.
const WORK_BEGAN: &str =
    "check both dates; if work began earlier than planned, say when with `started`";

/// Raises what cannot be true of an action.
fn action(
    action: &Action,
    submitted: Date,
    end: Option<Placed<Date>>,
    problems: &mut Vec<Diagnostic>,
) {
    let id = &action.id.value;
    let start = action.start.map(|start| start.value);
    problems.extend(early_due(action, submitted));
    if let Some((added, withdrawn)) = action.added.zip(action.withdrawn)
        && withdrawn.value <= added.value
    {
        problems.push(backwards(withdrawn, format!("action {id} is withdrawn before it is added")));
    }
    after_end(action.due, end, &format!("action {id} is first due"), problems);
    for milestone in &action.milestone {
        after_end(milestone.by, end, &format!("this milestone of action {id} is due"), problems);
    }
    // Work can turn out to have begun before its planned start, but no update can be dated before it began.
    let begins =
        action.update.iter().filter_map(|update| update.started.map(|started| started.value)).min();
    problems.extend(early_milestones(action, begins, submitted));
    let begins = start.map(|start| begins.map_or(start, |started| started.min(start)));
    let mut due = action.due.value;
    let mut stood: Option<(Date, Status)> = None;
    let mut updates: Vec<_> = action.update.iter().collect();
    updates.sort_by_key(|update| update.on.value);
    for update in updates {
        problems.extend(two_ways(id, update, stood));
        stood = update.status.map(|status| (update.on.value, status)).or(stood);
        problems.extend(dates(id, update, begins).into_iter().flatten());
        if let Some(moved) = update.due {
            problems.extend(wrong_move(id, moved, start, due));
            due = moved.value;
        }
    }
}

/// Reports a due date before the action starts, or before the plan was submitted that had the action from the start.
fn early_due(action: &Action, submitted: Date) -> Option<Diagnostic> {
    let (id, due) = (&action.id.value, action.due);
    if action.start.is_some_and(|start| due.value < start.value) {
        Some(backwards(due, format!("action {id} is due before it starts")))
    } else if due.value < submitted && action.added.is_none() {
        let message = format!("action {id} is due before the plan was submitted, on {submitted}");
        Some(Diagnostic::warning(due.place, message).hint("check both dates"))
    } else {
        None
    }
}

/// Reports an update that gives another status than an update of the same day, from which `stood` is.
fn two_ways(id: &str, update: &Update, stood: Option<(Date, Status)>) -> Option<Diagnostic> {
    let ((day, before), status) = stood.zip(update.status)?;
    (day == update.on.value && before != status).then(|| {
        let message = format!("action {id} stands in two ways on {day}");
        Diagnostic::error(update.on.place, message).hint("keep one of the two, or correct a date")
    })
}

/// Reports dates of an update that cannot be. `begins` is the day on which work on the action began or is to begin.
fn dates(id: &str, update: &Update, begins: Option<Date>) -> [Option<Diagnostic>; 5] {
    let on = update.on;
    let error = |place, message, hint: &str| Diagnostic::error(place, message).hint(hint);
    let not_complete = update.completed.zip(update.status);
    let not_complete = not_complete.filter(|(_, status)| *status != Status::Complete);
    let late = |day: &Placed<Date>| day.value > on.value;
    let early = begins.filter(|begins| on.value < *begins);
    let done_early = begins.zip(update.completed);
    let done_early =
        done_early.filter(|(begins, done)| done.value < *begins && on.value >= *begins);
    [
        not_complete.map(|(completed, status)| {
            let (day, status) = (completed.value, status.word());
            let message =
                format!("action {id} was completed on {day}, and its status is `{status}`");
            let hint = "write `status = \"complete\"`, or take `completed` out";
            error(completed.place, message, hint)
        }),
        early.map(|begins| {
            let message = format!("this update is dated before action {id} starts, on {begins}");
            error(on.place, message, WORK_BEGAN)
        }),
        update.started.filter(late).map(|started| {
            backwards(started, "work cannot have started after the update that reports it")
        }),
        update.completed.filter(late).map(|done| {
            backwards(done, "it cannot have been completed after the update that reports it")
        }),
        done_early.map(|(begins, done)| {
            let message = format!("action {id} is complete before it starts, on {begins}");
            error(done.place, message, WORK_BEGAN)
        }),
    ]
}

/// Reports a due date moved to a day before the action starts, or to the day that it had.
fn wrong_move(id: &str, moved: Placed<Date>, start: Option<Date>, due: Date) -> Option<Diagnostic> {
    if start.is_some_and(|start| moved.value < start) {
        Some(backwards(moved, format!("action {id} is moved to a day before it starts")))
    } else if moved.value == due {
        let message = format!("action {id} was due on {due} already, so this moves nothing");
        let warning = Diagnostic::warning(moved.place, message);
        Some(warning.hint("leave `due` out of an update that does not move it"))
    } else {
        None
    }
}

/// Reports milestones reached before the action starts or, where nothing says when that is, before the plan was
/// submitted. `begun` is the day on which work began, where an update gives one.
fn early_milestones(action: &Action, begun: Option<Date>, submitted: Date) -> Vec<Diagnostic> {
    let (from, what) = match action.start {
        Some(start) => (start.value, "the action starts"),
        None => (submitted, "the plan was submitted"),
    };
    let from = begun.map_or(from, |begun| begun.min(from));
    let met = action.milestone.iter().filter_map(|milestone| milestone.met);
    let early = met.filter(|met| met.value < from).map(|met| {
        let id = &action.id.value;
        let message = format!("this milestone of action {id} was reached before {what}, on {from}");
        Diagnostic::of(Rule::MilestoneBeforeStart, met.place, message).hint(WORK_BEGAN)
    });
    early.collect()
}

/// Reports budgets of zero or less, negative spending, and spending above the forecast total.
fn money(plan: &Plan) -> Vec<Diagnostic> {
    let found = plan.budget.iter().filter_map(|one| {
        let error = |message: &str| Some(Diagnostic::error(one.name.place, message));
        match one {
            _ if one.budget <= Number::ZERO => {
                error("this has no `budget` to spend from").map(|error| {
                    error.hint("give what it may cost; leave it out while it has no money")
                })
            }
            _ if one.spent < Number::ZERO => error("less than nothing was `spent` on this")
                .map(|error| error.hint("check the sign")),
            _ if one.forecast.is_some_and(|forecast| forecast < one.spent) => Some(
                Diagnostic::warning(
                    one.name.place,
                    "more was `spent` on this than the `forecast` of what it costs in the end",
                )
                .hint("check both; one may be of another year"),
            ),
            _ => None,
        }
    });
    found.collect()
}

/// Reports a day with two different overall judgements.
fn overall(plan: &Plan) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let found = plan.overall.iter().filter_map(|one| {
        let before = seen.insert(one.on.value, one.status)?;
        (before != one.status).then(|| {
            let message = format!("the plan stands in two ways on {}", one.on.value);
            Diagnostic::error(one.on.place, message).hint("keep one of them")
        })
    });
    found.collect()
}

/// Reports what cannot be true of a measure.
fn measure(measure: &Measure, end: Option<Placed<Date>>, problems: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for target in &measure.target {
        after_end(target.by, end, "this target is due", problems);
        let baseline = measure.baseline.as_ref().map(|baseline| baseline.on.value);
        if let Some(baseline) = baseline.filter(|baseline| target.by.value <= *baseline) {
            let message =
                format!("this target is not due after the day of the baseline, {baseline}");
            problems.push(backwards(target.by, message));
        }
        if seen.insert(target.by.value, target.by.place).is_some() {
            problems.push(
                Diagnostic::error(
                    target.by.place,
                    format!("there are two targets for {}", target.by.value),
                )
                .hint("keep one of them"),
            );
        }
    }
    let mut seen = BTreeMap::new();
    for reading in measure.baseline.iter().chain(&measure.actual) {
        if let Some(day) = reading.reported.filter(|day| day.value < reading.on.value) {
            problems.push(backwards(day, "this reading was reported before the day it describes"));
        }
    }
    for reading in &measure.actual {
        if seen.insert((reading.on.value, reported(reading)), ()).is_some() {
            problems.push(
                Diagnostic::error(reading.on.place, format!("there are two readings for {}", reading.on.value))
                    .hint("keep one of them; to restate a figure, add `reported` with the day the new one became known"),
            );
        }
        if let Some(baseline) =
            measure.baseline.as_ref().filter(|baseline| reading.on.value <= baseline.on.value)
        {
            problems.push(
                Diagnostic::error(
                    reading.on.place,
                    format!("this reading is not later than the baseline of {}", baseline.on.value),
                )
                .hint("check both dates; the baseline is the last value before the plan"),
            );
        }
    }
}

/// Reports each name that was given before.
fn unique<'a>(names: impl Iterator<Item = &'a Name>, of: &str, problems: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for name in names {
        if seen.insert(name.value.as_str(), ()).is_some() {
            problems.push(
                Diagnostic::error(name.place, format!("two {of} have the id `{}`", name.value))
                    .hint("give each an id of its own"),
            );
        }
    }
}

/// Reports a day after the end of the plan.
fn after_end(
    day: Placed<Date>,
    end: Option<Placed<Date>>,
    what: &str,
    problems: &mut Vec<Diagnostic>,
) {
    if let Some(end) = end.filter(|end| day.value > end.value) {
        problems.push(
            Diagnostic::error(day.place, format!("{what} after the plan ends, on {}", end.value))
                .hint("bring it forward, or move the plan's `end`"),
        );
    }
}

/// The error for dates in an impossible order.
fn backwards(day: Placed<Date>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(day.place, message).hint("check both dates")
}
