//! Derives the figures of an action plan on a day.
//!
//! A plan with its whole history and a day come in; its state on that day and everything that can be counted in it go
//! out. The definition of each figure is at its field, and in the wording of each language, for papers to print.

mod answers;
mod attention;
mod evidence;
mod same;
mod standing;
#[cfg(test)]
mod tests;
mod validate;
mod values;
mod waits;

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::action::{self, ActionState, MilestoneState, months_after, months_between};
use super::inspection::Inspected;
use super::measure::{self, MeasureState, Standing};
use super::movement::{Change, Movement};
use super::progress::{Position, Progress};
use super::share::Group;
use crate::model::plan::{Area, Plan, Status};
use crate::model::scale::Scale;
use crate::model::withholds::Withholds;
use crate::read::date::Date;
use crate::read::{Id, Placed};

pub(crate) use self::attention::{Reason, is_off_course, reasons};
pub(crate) use self::evidence::{EvidenceCounts, reads_as_activity};
pub(crate) use self::standing::{BudgetState, OverallState, RiskState};
pub(crate) use self::validate::validate;

/// The months between two reviews, where the plan does not say.
const REVIEW_MONTHS: u8 = 6;

/// A plan and the inspections it answers.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    /// The plan, with the titles and months that it leaves to its inspections filled in.
    pub plan: Plan,
    /// The inspections that it names, in that order.
    pub inspections: Vec<Inspected>,
    /// The status scale on which papers print its actions.
    pub scale: Scale,
}

/// The whole months without an update after which a position is stale: a quarter, the shortest period between
/// reports.
const STALE_MONTHS: u32 = 3;

/// The figures of a plan on a day. Prose uses their names: `{{ plan.overdue.count }}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    /// The plan's name.
    pub name: String,
    /// Its short name, or its name where it has none.
    pub short: String,
    /// The local area that it covers.
    pub local_area: Option<String>,
    /// The day it was submitted.
    pub submitted: Date,
    /// The day it was found fit for purpose.
    pub fit_for_purpose: Option<Date>,
    /// The last day that it covers.
    pub end: Option<Date>,
    /// The day that every figure is as at.
    pub as_at: Date,
    /// The day of the last update up to that day of an action that is not withheld.
    pub updated: Option<Date>,
    /// Whether actions are open and none was updated for so long that their position is no longer known.
    pub stale: bool,
    /// The end of the next period: the next review, or else the usual months between reviews later.
    pub next: Date,
    /// The one person accountable for the whole plan.
    pub senior_responsible_officer: Option<String>,
    /// The last overall judgement.
    pub overall: Option<OverallState>,
    /// Budgets and spending, each as last reported.
    pub budgets: Vec<BudgetState>,
    /// Risks, the most serious first.
    pub risks: Vec<RiskState>,
    /// The number of actions: the denominator of every share of actions.
    pub total: usize,
    /// Actions by status.
    pub progress: Progress,
    /// Actions complete, on course (on track or not started) and off course (at risk or behind).
    pub position: Position,
    /// Actions that are behind, at risk or overdue.
    pub off_course: Group,
    /// Complete actions, as in `progress`.
    pub complete: Group,
    /// Actions that are not complete.
    pub open: Group,
    /// Actions whose due date in force is on or before the day, complete or not.
    pub due: Group,
    /// Actions not complete whose due date in force is before the day.
    pub overdue: Group,
    /// Actions whose due date in force is later than their first.
    pub slipped: Group,
    /// Actions that started after their planned start, or should have started and have not.
    pub started_late: Group,
    /// Actions not complete that are due from the day to the end of the next period.
    pub due_next: Group,
    /// Actions not complete that are at risk, behind, overdue, slipped or late to start.
    pub attention: Group,
    /// Evidence by kind, without what is withheld.
    pub evidence: EvidenceCounts,
    /// Actions on which work has begun, without any evidence; none of which something is withheld.
    pub without_evidence: Group,
    /// Actions that claim impact with only activity: complete without evidence of an output or an impact, or with
    /// evidence called impact that reads as activity (see `meaning-activity-only` in the wording); none of which
    /// something is withheld.
    pub activity_only: Group,
    /// Milestones, reached or not, and those due in the next period; without those of withheld actions.
    pub milestones: Milestones,
    /// Measures: how many there are, their standing to targets, and how many improved.
    pub measures: Measures,
    /// The areas, each with its own figures.
    pub areas: Vec<AreaFigures>,
}

/// The figures of one area of a plan on a day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AreaFigures {
    /// The name that reviews and filters use.
    pub id: String,
    /// The name that papers print.
    pub title: String,
    /// The first finding that it answers.
    pub weakness: Option<Id>,
    /// The intended outcome.
    pub outcome: Option<String>,
    /// The number of actions.
    pub total: usize,
    /// Actions by status.
    pub progress: Progress,
    /// Actions in three groups.
    pub position: Position,
    /// Actions not complete whose due date in force is before the day.
    pub overdue: Group,
    /// Actions whose due date in force is later than their first.
    pub slipped: Group,
    /// The actions in the plan on the day, in the plan's order.
    pub actions: Vec<ActionState>,
    /// The measures, each as it was on the day, in the plan's order.
    pub measures: Vec<MeasureState>,
    /// Whether everything about it is withheld.
    #[serde(skip)]
    pub closed: bool,
}

/// The milestones of a plan, counted and grouped.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Milestones {
    /// The number of milestones.
    pub total: usize,
    /// The number reached by the day.
    pub met: usize,
    /// Milestones not reached whose day has passed.
    pub overdue: Vec<MilestoneState>,
    /// Milestones not reached that are due from the day to the end of the next period, in order of date.
    pub due_next: Vec<MilestoneState>,
    /// Whether there are withheld actions, whose milestones are not counted.
    #[serde(skip)]
    pub left_out: bool,
}

/// The measures of a plan, counted by their standing to the target in force.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Measures {
    /// The number of measures.
    pub total: usize,
    /// The number that met or missed their target, or are on or off course for it: the denominator of those that are.
    pub judged: usize,
    /// The number that met a target whose day has come.
    pub met: usize,
    /// The number that missed such a target.
    pub missed: usize,
    /// The number with a target whose day has come, but no reading that tells.
    pub not_yet_known: usize,
    /// The number on course for a target whose day is in the future.
    pub on_course: usize,
    /// The number off course for such a target.
    pub off_course: usize,
    /// The number with a reading and a target in force whose day is in the future: the denominator of those on course
    /// and off course, and of those that cannot be judged yet.
    pub to_come: usize,
    /// The number with a reading and a target, judged or not.
    pub with_target: usize,
    /// The number with a direction: a reading, and an earlier value to compare it with.
    pub with_direction: usize,
    /// The number with a better reading than that value.
    pub improving: usize,
    /// The number whose last reading is provisional.
    pub provisional: usize,
}

impl Figures {
    /// Every action, in the plan's order.
    pub(crate) fn actions(&self) -> impl Iterator<Item = &ActionState> + Clone {
        self.areas.iter().flat_map(|area| &area.actions)
    }

    /// Every measure, in the plan's order.
    pub(crate) fn measures(&self) -> impl Iterator<Item = &MeasureState> + Clone {
        self.areas.iter().flat_map(|area| &area.measures)
    }

    /// Every action, the most serious first: behind, at risk, not started, on track, complete; within a status the
    /// longest overdue first, then the most slipped, then in the plan's order. The withheld ones come last, in the
    /// plan's order, since their place would tell how they stand.
    pub(crate) fn by_severity(&self) -> Vec<&ActionState> {
        let (closed, mut all): (Vec<_>, Vec<_>) = self.actions().partition(|one| one.closed);
        let place = |status| Status::ALL.iter().position(|one| *one == status);
        all.sort_by_key(|one| Reverse((place(one.status), one.overdue_days, one.slipped.days)));
        all.extend(closed);
        all
    }

    /// The action with a number.
    pub(crate) fn action(&self, id: &str) -> Option<&ActionState> {
        self.actions().find(|action| action.id == id)
    }

    /// The actions that an action still waits for: those it depends on that are in the plan and not complete.
    pub(crate) fn waits_for(&self, action: &ActionState) -> Vec<&ActionState> {
        let open = |action: &ActionState| action.status != Status::Complete;
        let ids = action.depends_on.iter().filter(|_| open(action));
        ids.filter_map(|id| self.action(id)).filter(|other| open(other)).collect()
    }
}

/// The days around that of the figures, where known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around {
    /// The day that changes are measured from.
    pub since: Option<NaiveDate>,
    /// The day of the next review.
    pub next: Option<NaiveDate>,
}

/// Derives the figures of a plan on a day.
pub(crate) fn figures(plan: &Plan, as_at: NaiveDate, around: Around) -> Figures {
    let Around { since, next } = around;
    let areas: Vec<_> = plan.area.iter().map(|area| area_figures(area, as_at, since)).collect();
    let actions: Vec<&ActionState> = areas.iter().flat_map(|area| &area.actions).collect();
    let actions = || actions.iter().copied();
    let next = next.filter(|next| *next > as_at);
    let next = next
        .unwrap_or_else(|| months_after(as_at, plan.review_months.unwrap_or(REVIEW_MONTHS).into()));
    let open = |action: &ActionState| action.status != Status::Complete;
    let is_open = |action: &ActionState| !action.closed && !action.partly_closed;
    let group = |keep: &dyn Fn(&ActionState) -> bool| Group::of(actions(), keep);
    let progress = Progress::of(actions());
    let updated = actions().filter(|action| !action.closed).filter_map(|one| one.updated).max();
    Figures {
        name: plan.name.value.clone(),
        short: plan.short.as_ref().unwrap_or(&plan.name).value.clone(),
        local_area: plan.local_area.as_ref().map(|name| name.value.clone()),
        submitted: plan.submitted.value,
        fit_for_purpose: plan.fit_for_purpose.map(|date| date.value).filter(|date| date.0 <= as_at),
        end: plan.end.map(|date| date.value),
        as_at: Date(as_at),
        next: Date(next),
        updated,
        senior_responsible_officer: plan
            .senior_responsible_officer
            .as_ref()
            .map(|name| name.value.clone()),
        overall: standing::overall(plan, as_at),
        budgets: standing::budgets(plan, as_at),
        risks: standing::risks(plan),
        stale: progress.complete.count < progress.total && is_long(updated, plan, as_at),
        total: progress.total,
        off_course: group(&is_off_course),
        complete: progress.complete.clone(),
        position: Position::of(&progress),
        progress,
        open: group(&open),
        due: group(&|action| action.due.0 <= as_at),
        overdue: group(&|action| action.overdue),
        slipped: group(&|action| action.slipped.days > 0),
        started_late: group(&|action| action.started_late),
        due_next: group(&|action| open(action) && action.due.0 >= as_at && action.due.0 <= next),
        attention: group(&|action| !reasons(action).is_empty()),
        evidence: EvidenceCounts::of(actions()),
        without_evidence: group(&|action| {
            is_open(action) && action.begun && action.evidence.is_empty()
        }),
        activity_only: group(&|action| {
            is_open(action) && evidence::claims_impact_with_activity(action)
        }),
        milestones: milestones(actions(), as_at, next),
        measures: measures(areas.iter().flat_map(|area| &area.measures), as_at),
        areas,
    }
}

/// Whether a day is long after the last update, or without one, after the plan was submitted.
fn is_long(updated: Option<Date>, plan: &Plan, as_at: NaiveDate) -> bool {
    months_between(updated.unwrap_or(plan.submitted.value).0, as_at) >= STALE_MONTHS
}

/// The reason why movement between two days cannot be measured; `None` if it can.
pub(crate) fn unmeasurable(plan: &Plan, since: Date, until: Date) -> Option<String> {
    let submitted = plan.submitted.value;
    let why = match (since < submitted, since >= until) {
        (true, _) => format!("the plan was submitted later, on {submitted}"),
        (_, true) => format!("the figures are as at {until}, which is not later"),
        _ => return None,
    };
    Some(format!("movement cannot be measured from {since}: {why}"))
}

/// The movement of a plan after one day, up to another.
pub(crate) fn movement(plan: &Plan, since: NaiveDate, until: NaiveDate) -> Movement {
    let all =
        plan.area.iter().flat_map(|area| area.action.iter().map(move |action| (area, action)));
    let changes = all.filter_map(|(area, action)| {
        let on = |day| action::state(area, action, day);
        let (from, to) = (on(since), on(until));
        // An action that left in the period has as its last state that of the day before; one that left earlier did
        // not move.
        let left = action.withdrawn.map(|day| day.0).filter(|day| *day > since && *day <= until);
        let last = left.and_then(|day| on(day.pred_opt()?));
        Some(Change::of(from.as_ref(), to.as_ref(), to.as_ref().or(last.as_ref())?))
    });
    Movement::of(Date(since), Date(until), changes.collect())
}

/// The days of a plan's reports: of its updates, of its milestones when they were reached, and of its readings when
/// they became known.
pub(crate) fn reports(plan: &Plan) -> Vec<Placed<Date>> {
    let actions = || plan.area.iter().flat_map(|area| &area.action);
    let updates = actions().flat_map(|action| &action.update).map(|update| update.on);
    let milestones = actions().flat_map(|action| &action.milestone);
    let updates = updates.chain(milestones.filter_map(|milestone| milestone.met));
    let measures = plan.area.iter().flat_map(|area| &area.measure);
    let readings = measures.flat_map(|measure| &measure.actual);
    updates.chain(readings.map(|reading| reading.reported.unwrap_or(reading.on))).collect()
}

/// The last day of a plan's submission, updates, milestones reached and readings, without those of withheld records:
/// the day is public, and would tell when they changed.
pub(crate) fn last_said(plan: &Plan) -> Date {
    let mut open = plan.clone();
    open.area.retain(|area| area.withheld().is_none());
    for area in &mut open.area {
        area.action.retain(|action| action.withheld().is_none());
        area.measure.retain(|measure| measure.withheld().is_none());
        let milestones = area.action.iter_mut().map(|action| &mut action.milestone);
        milestones.for_each(|all| all.retain(|milestone| milestone.withheld().is_none()));
    }
    reports(&open).into_iter().map(|day| day.value).fold(plan.submitted.value, Date::max)
}

/// The figures of an area.
fn area_figures(area: &Area, as_at: NaiveDate, since: Option<NaiveDate>) -> AreaFigures {
    let actions: Vec<_> =
        area.action.iter().filter_map(|action| action::state(area, action, as_at)).collect();
    let progress = Progress::of(&actions);
    AreaFigures {
        id: area.id.value.clone(),
        title: area.title().value.clone(),
        weakness: area.links().next().map(|link| link.id.value.clone()),
        outcome: area.outcome.as_ref().map(|outcome| outcome.value.clone()),
        total: actions.len(),
        position: Position::of(&progress),
        progress,
        overdue: Group::of(&actions, |action| action.overdue),
        slipped: Group::of(&actions, |action| action.slipped.days > 0),
        measures: area
            .measure
            .iter()
            .map(|measure| measure::state(area, measure, as_at, since))
            .collect(),
        actions,
        closed: area.withheld().is_some(),
    }
}

/// Counts and groups the milestones of actions, except those of withheld actions.
fn milestones<'a>(
    actions: impl Iterator<Item = &'a ActionState>,
    as_at: NaiveDate,
    next: NaiveDate,
) -> Milestones {
    let (closed, open): (Vec<_>, Vec<_>) = actions.partition(|action| action.closed);
    let all: Vec<_> = open.into_iter().flat_map(|action| &action.milestones).collect();
    let pick = |keep: &dyn Fn(&MilestoneState) -> bool| {
        let mut some: Vec<_> = all
            .iter()
            .filter(|milestone| keep(milestone))
            .map(|milestone| (*milestone).clone())
            .collect();
        some.sort_by_key(MilestoneState::place);
        some
    };
    Milestones {
        total: all.len(),
        met: all.iter().filter(|milestone| milestone.met.is_some()).count(),
        overdue: pick(&|milestone| milestone.overdue),
        due_next: pick(&|milestone| {
            milestone.met.is_none() && milestone.by.0 >= as_at && milestone.by.0 <= next
        }),
        left_out: !closed.is_empty(),
    }
}

/// Counts measures.
fn measures<'a>(measures: impl Iterator<Item = &'a MeasureState>, as_at: NaiveDate) -> Measures {
    let all: Vec<_> = measures.collect();
    let count =
        |keep: &dyn Fn(&MeasureState) -> bool| all.iter().filter(|measure| keep(measure)).count();
    let stand = |standing| count(&|measure| measure.standing == Some(standing));
    let (met, missed) = (stand(Standing::Met), stand(Standing::Missed));
    let (on_course, off_course) = (stand(Standing::OnCourse), stand(Standing::OffCourse));
    Measures {
        total: all.len(),
        judged: met + missed + on_course + off_course,
        met,
        missed,
        not_yet_known: stand(Standing::NotYetKnown),
        on_course,
        off_course,
        to_come: count(&|measure| {
            measure.latest.is_some()
                && measure.target.as_ref().is_some_and(|target| target.by.0 > as_at)
        }),
        with_target: count(&|measure| measure.latest.is_some() && measure.target.is_some()),
        with_direction: count(&|measure| measure.direction.is_some()),
        improving: count(&|measure| measure.direction == Some(measure::Direction::Improving)),
        provisional: count(&|measure| measure.provisional),
    }
}
