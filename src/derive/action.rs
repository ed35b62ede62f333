//! Derives the state of an action on a day.
//!
//! An action with its whole history and a day come in; its state on that day goes out. Nothing dated later counts, so
//! that a paper built for that day always says the same.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use crate::model::plan::{Action, Area, EvidenceKind, Status, Update};
use crate::model::withholds::Withholds;
use crate::read::Line;
use crate::read::date::Date;

/// An action as it was on a day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionState {
    /// Its number in the plan.
    pub id: String,
    /// The `id` of its area.
    pub area: String,
    /// The action itself.
    pub action: String,
    /// The person or team that does it.
    pub lead: String,
    /// The person accountable for it.
    pub accountable: Option<String>,
    /// How its success is recognised.
    pub success: Option<String>,
    /// The status in the last update that gives one, up to the day; not started without any.
    pub status: Status,
    /// The planned start.
    pub start: Option<Date>,
    /// The first due date.
    pub first_due: Date,
    /// The due date in force: the last one given up to the day.
    pub due: Date,
    /// The day on which it was completed, or else that of the update that reports it complete.
    pub completed: Option<Date>,
    /// Whether `completed` is only the day of that report.
    pub completed_by_report: bool,
    /// The days from the due date in force to `completed`; 0 if that is not later.
    pub completed_late: i64,
    /// Whether the due date in force has passed and the action is not complete.
    pub overdue: bool,
    /// How many days it is overdue; 0 if it is not.
    pub overdue_days: i64,
    /// The slippage from the first due date to that in force.
    pub slipped: Slippage,
    /// Whether work began after the planned start, had not begun in an update after it, or has not begun though it
    /// has passed.
    pub started_late: bool,
    /// Whether work is reported to have begun: by a day, by evidence, by a milestone reached, or by a status of work
    /// under way or done. At risk and behind only rate what is in the way, so they do not count. Of a withheld action,
    /// only its status counts.
    pub begun: bool,
    /// The day on which work began, where one is given.
    pub started: Option<Date>,
    /// The day of the last update, up to `as_at`.
    pub updated: Option<Date>,
    /// The note of the last update that has one.
    pub note: Option<String>,
    /// The day of the update with that note.
    pub noted: Option<Date>,
    /// The reason why it is at risk, behind or late: the last one given since it was last going well.
    pub reason: Option<String>,
    /// The consequence of that for people.
    pub impact: Option<String>,
    /// The remedy.
    pub mitigation: Option<String>,
    /// The decision that it needs, as last stated; `None` once it is complete.
    pub decision_needed: Option<String>,
    /// The day of the update that states the decision, where a later update was made.
    pub decision_asked: Option<Date>,
    /// The next step: the one last given, a milestone, or else the whole action; `None` once its day has passed.
    pub next: Option<Step>,
    /// The numbers of the actions it depends on.
    pub depends_on: Vec<String>,
    /// All evidence up to the day, in the order reported.
    pub evidence: Vec<EvidenceState>,
    /// Every milestone, reached or not, in the plan's order.
    pub milestones: Vec<MilestoneState>,
    /// Whether everything about it is withheld, so that nothing in public may depend on it but totals.
    #[serde(skip)]
    pub closed: bool,
    /// Whether an update of it is withheld.
    #[serde(skip)]
    pub partly_closed: bool,
    /// The words of the last withheld update since it was last going well.
    #[serde(skip)]
    pub closed_words: Option<String>,
    /// The next step that such an update gives. Its day tells something of it, so that it is never `next`.
    #[serde(skip)]
    pub closed_next: Option<Step>,
}

/// How far a due date was moved back; zero where it was not, or was brought forward.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Slippage {
    /// The days from the first due date to the one in force.
    pub days: i64,
    /// The whole calendar months; from one month's end to another's counts as whole.
    pub months: u32,
}

/// The next dated step of an action.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Step {
    /// The day it is due.
    pub by: Date,
    /// Its words; `None` for the whole action.
    pub text: Option<String>,
}

/// A piece of evidence and when it was reported.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EvidenceState {
    /// The day of the update that gave it.
    pub on: Date,
    /// The kind of effect it shows.
    pub kind: EvidenceKind,
    /// Its words.
    pub text: String,
    /// The address where it can be read.
    pub url: Option<String>,
    /// Whether it is withheld, with its update or its action.
    #[serde(skip)]
    pub closed: bool,
}

/// A milestone as it was on a day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MilestoneState {
    /// The number of its action.
    pub action: String,
    /// The day it is due.
    pub by: Date,
    /// Its words.
    pub text: String,
    /// The day it was reached, if that is up to the day of the state.
    pub met: Option<Date>,
    /// Whether its day has passed without its being reached.
    pub overdue: bool,
    /// Whether it is withheld, by itself or with its action.
    #[serde(skip)]
    pub closed: bool,
}

impl MilestoneState {
    /// The place of the milestone in a list by day. The withheld ones come last, in the plan's order, since their place
    /// would tell their days.
    pub(crate) fn place(&self) -> (bool, Option<Date>) {
        (self.closed, (!self.closed).then_some(self.by))
    }
}

/// The state of an action on a day; `None` if it was not in the plan then.
pub(crate) fn state(area: &Area, action: &Action, as_at: NaiveDate) -> Option<ActionState> {
    let since = |date: Option<NaiveDate>| date.is_some_and(|date| date <= as_at);
    let added = action.added.map(|date| date.0);
    if added.is_some_and(|date| date > as_at) || since(action.withdrawn.map(|date| date.0)) {
        return None;
    }
    let closed = area.withheld().or(action.withheld()).is_some();
    let updates = updates(action, as_at);
    let last = updates.last();
    let given = updates.iter().rev().find_map(|update| update.status);
    let status = given.unwrap_or(Status::NotStarted);
    let due = updates.iter().rev().find_map(|update| update.due).unwrap_or(action.due).value;
    let given = updates.iter().rev().filter(|update| update.status.is_some());
    let run = given.take_while(|update| update.status == Some(Status::Complete));
    let stated = run.clone().find_map(|update| update.completed);
    let completed = stated.or(run.last().map(|update| update.on)).map(|day| day.value);
    let late = completed.map_or(0, |completed| (completed.0 - due.0).num_days().max(0));
    let overdue = status != Status::Complete && due.0 < as_at;
    let evidence = updates.iter().flat_map(|update| {
        update.evidence.iter().map(|evidence| EvidenceState {
            on: update.on.value,
            kind: evidence.kind,
            text: evidence.text.value.clone(),
            url: evidence.url.as_ref().map(|url| url.value.clone()),
            closed: closed || update.withheld().is_some(),
        })
    });
    let milestones = action.milestone.iter().map(|milestone| {
        let met = milestone.met.map(|met| met.value).filter(|met| met.0 <= as_at);
        MilestoneState {
            action: action.id.value.clone(),
            by: milestone.by.value,
            text: milestone.text.value.clone(),
            met,
            overdue: met.is_none() && milestone.by.0 < as_at,
            closed: closed || milestone.withheld().is_some(),
        }
    });
    let milestones: Vec<MilestoneState> = milestones.collect();
    let trouble = trouble(&updates);
    let given = |is_closed: bool| {
        let of = |update: &&&Update| update.withheld().is_some() == is_closed;
        let step = trouble.iter().filter(of).find_map(|update| update.next.as_ref());
        let step = step.filter(|step| step.by.0 >= as_at && status != Status::Complete);
        step.map(|step| Step { by: step.by.value, text: Some(step.text.value.clone()) })
    };
    // The day of a milestone tells something of it, so one that is withheld by itself is never the next step.
    let open = action.milestone.iter().zip(&milestones);
    let open = open.filter(|(milestone, _)| milestone.withheld().is_none());
    let open: Vec<_> = open.map(|(_, milestone)| milestone).collect();
    let next = given(false).or_else(|| next(status, due, &open, as_at));
    let said = |line: fn(&Update) -> Option<&Line>| {
        trouble.iter().find_map(|update| line(update)).map(|line| line.value.clone())
    };
    let noted =
        updates.iter().rev().find_map(|update| Some((update.on.value, update.note.as_ref()?)));
    let decision = trouble
        .iter()
        .find_map(|update| Some((update.on.value, update.decision_needed.as_ref()?)))
        .filter(|_| status != Status::Complete);
    Some(ActionState {
        id: action.id.value.clone(),
        area: area.id.value.clone(),
        action: action.action.value.clone(),
        lead: action.lead.value.clone(),
        accountable: action.accountable.as_ref().map(|name| name.value.clone()),
        success: action.success.as_ref().map(|success| success.value.clone()),
        status,
        start: action.start.map(|start| start.value),
        first_due: action.due.value,
        due,
        completed,
        completed_by_report: completed.is_some() && stated.is_none(),
        completed_late: late,
        overdue,
        overdue_days: if overdue { (as_at - due.0).num_days() } else { 0 },
        slipped: slippage(action.due.0, due.0),
        started_late: started_late(action, &updates, as_at),
        begun: status != Status::NotStarted
            && (updates.iter().any(|update| has_begun(update, closed))
                || !closed && milestones.iter().any(|milestone| milestone.met.is_some())),
        started: updates.iter().find_map(|update| update.started).map(|started| started.value),
        updated: last.map(|update| update.on.value),
        note: noted.map(|(_, note)| note.value.clone()),
        noted: noted.map(|(on, _)| on),
        reason: said(|update| update.reason.as_ref()),
        impact: said(|update| update.impact.as_ref()),
        mitigation: said(|update| update.mitigation.as_ref()),
        decision_needed: decision.map(|(_, decision)| decision.value.clone()),
        decision_asked: decision
            .map(|(on, _)| on)
            .filter(|on| last.is_some_and(|last| last.on.value > *on)),
        next,
        depends_on: action.depends_on.iter().map(|id| id.value.clone()).collect(),
        evidence: evidence.collect(),
        milestones,
        closed,
        partly_closed: updates.iter().any(|update| update.withheld().is_some()),
        closed_words: trouble.iter().filter(|update| update.withheld().is_some()).find_map(words),
        closed_next: given(true),
    })
}

/// The updates up to a day, earliest first; those of the same day in the order written.
fn updates(action: &Action, as_at: NaiveDate) -> Vec<&Update> {
    let mut updates: Vec<_> = action.update.iter().filter(|update| update.on.0 <= as_at).collect();
    updates.sort_by_key(|update| update.on.value);
    updates
}

/// The updates since an action was last going well, latest first: their reasons still hold.
fn trouble<'a>(updates: &[&'a Update]) -> Vec<&'a Update> {
    let well = |update: &&&Update| {
        matches!(update.status, Some(Status::OnTrack | Status::Complete | Status::NotStarted))
    };
    let since = updates.iter().rposition(|update| well(&update)).unwrap_or(0);
    updates[since..].iter().rev().copied().collect()
}

/// Some words of an update.
fn words(update: &&Update) -> Option<String> {
    let Update { note, reason, impact, mitigation, decision_needed, next, evidence, .. } = update;
    let lines = [note, reason, impact, mitigation, decision_needed].into_iter().flatten();
    let lines = lines.chain(next.iter().map(|step| &step.text));
    let mut lines = lines.chain(evidence.iter().map(|evidence| &evidence.text));
    lines.next().map(|line| line.value.clone())
}

/// The next milestone of an action on or after a day, or else the whole action.
fn next(
    status: Status,
    due: Date,
    milestones: &[&MilestoneState],
    as_at: NaiveDate,
) -> Option<Step> {
    if status == Status::Complete {
        return None;
    }
    let to_come = milestones.iter().filter(|one| one.met.is_none() && one.by.0 >= as_at);
    let first = to_come.min_by_key(|milestone| milestone.by);
    let milestone = first.filter(|milestone| milestone.by <= due || due.0 < as_at);
    let milestone = milestone.map(|one| Step { by: one.by, text: Some(one.text.clone()) });
    milestone.or((due.0 >= as_at).then_some(Step { by: due, text: None }))
}

/// Whether an update reports that work has begun; of a withheld action, only its status counts.
fn has_begun(update: &Update, closed: bool) -> bool {
    !closed && (update.started.is_some() || !update.evidence.is_empty())
        || matches!(update.status, Some(Status::OnTrack | Status::Complete))
}

/// Whether an action started late; see [`ActionState::started_late`].
fn started_late(action: &Action, updates: &[&Update], as_at: NaiveDate) -> bool {
    let Some(planned) = action.start.map(|start| start.0) else { return false };
    match updates.iter().find_map(|update| update.started) {
        Some(started) => started.0 > planned,
        None => {
            let waiting = |update: &&Update| update.status == Some(Status::NotStarted);
            let never = updates.iter().all(waiting);
            never && planned < as_at
                || updates.iter().any(|update| waiting(update) && update.on.0 > planned)
        }
    }
}

/// The slippage from one due date to another.
fn slippage(first: NaiveDate, due: NaiveDate) -> Slippage {
    if due <= first {
        return Slippage::default();
    }
    Slippage { days: (due - first).num_days(), months: months_between(first, due) }
}

/// The whole calendar months from one day to a later one.
pub(crate) fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let index = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    let months = u32::try_from(index(to) - index(from)).unwrap_or(0);
    let whole = to.day() >= from.day() || is_month_end(to) && is_month_end(from);
    if whole { months } else { months.saturating_sub(1) }
}

/// The day some months later; the last of its month where that is shorter.
pub(crate) fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Whether a day is the last of its month.
fn is_month_end(date: NaiveDate) -> bool {
    date.succ_opt().is_none_or(|next| next.month() != date.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn months_are_whole_calendar_months() {
        for (from, to, months) in [
            (day(2022, 9, 30), day(2022, 12, 31), 3),
            (day(2022, 9, 30), day(2022, 10, 29), 0),
            (day(2022, 9, 30), day(2022, 10, 30), 1),
            (day(2022, 10, 31), day(2022, 11, 30), 1),
            (day(2022, 12, 15), day(2023, 2, 14), 1),
            (day(2022, 1, 31), day(2022, 2, 28), 1),
            (day(2022, 5, 1), day(2022, 4, 1), 0),
        ] {
            assert_eq!(months_between(from, to), months, "{from} to {to}");
        }
    }
}
