//! Lays out the rows of a plan's workbook.

use chrono::NaiveDate;

use super::{
    Book, Column, Holds, LATEST, PROVISIONAL, STATUSES, Sheet, Value, history, status_word,
};
use crate::language::case::sentence_case;
use crate::model::plan::{Action, Area, Grade, Measure, Plan, Reading, Update};
use crate::read::number::Number;
use crate::read::record::Choice;

/// The words for how likely or severe a risk is.
const GRADES: [&str; 3] = ["Low", "Medium", "High"];

/// The words for the better direction of a measure.
const BETTER: [&str; 2] = ["Higher", "Lower"];

/// The workbook of a plan.
pub(super) fn book(plan: &Plan, restricted: bool) -> Book {
    let days = actions(plan).flat_map(|(_, action)| &action.update).map(|update| update.on.0);
    Book {
        title: words(&plan.name),
        submitted: plan.submitted.0,
        said: days.max().unwrap_or(plan.submitted.0),
        restricted,
        sheets: vec![
            action_sheet(plan),
            milestone_sheet(plan),
            measure_sheet(plan),
            risk_sheet(plan),
        ],
    }
}

/// The actions of a plan that are not withdrawn, each with its area.
fn actions(plan: &Plan) -> impl Iterator<Item = (&Area, &Action)> {
    let all =
        plan.area.iter().flat_map(|area| area.action.iter().map(move |action| (area, action)));
    all.filter(|(_, action)| action.withdrawn.is_none())
}

/// A column whose cells may be changed.
fn open(heading: &'static str, width: u16, holds: Holds) -> Column {
    Column { heading, width, locked: false, holds }
}

/// A column whose cells are locked.
fn locked(heading: &'static str, width: u16) -> Column {
    Column { heading, width, locked: true, holds: Holds::Any }
}

/// The sheet of actions.
fn action_sheet(plan: &Plan) -> Sheet {
    let columns = vec![
        locked("Area", 24),
        locked("Ref", 12),
        open("Action", 48, Holds::Any),
        open("Lead", 24, Holds::Any),
        open("Accountable", 24, Holds::Any),
        open("Start date", 12, Holds::Day),
        open("Due date", 12, Holds::Day),
        open("Revised due date", 12, Holds::Day),
        open("Status", 13, Holds::Word(&STATUSES)),
        open("Update", 60, Holds::Any),
        open("Date of update", 12, Holds::Day),
        open("Success criteria", 36, Holds::Any),
        locked(history::HEADING, 60),
    ];
    let rows = actions(plan).map(|(area, action)| {
        let updates = in_order(action);
        let status = updates.iter().rev().find_map(|update| update.status);
        let note = updates.iter().rev().find_map(|update| update.note.as_ref());
        let due = updates.iter().rev().find_map(|update| update.due).map(|due| due.0);
        vec![
            Value::Text(title(area)),
            text(Some(&action.id.value)),
            text(Some(&action.action.value)),
            text(Some(&action.lead.value)),
            text(action.accountable.as_ref().map(|name| &name.value)),
            day(action.start.map(|start| start.0)),
            day(Some(action.due.0)),
            day(due.filter(|due| *due != action.due.0)),
            status.map_or(Value::Blank, |status| Value::Text(status_word(status).to_owned())),
            text(note.map(|note| &note.value)),
            Value::Blank,
            text(action.success.as_ref().map(|success| &success.value)),
            Some(history::written(&updates))
                .filter(|lines| !lines.is_empty())
                .map_or(Value::Blank, Value::Text),
        ]
    });
    Sheet { name: "Actions", columns, rows: rows.collect() }
}

/// The updates of an action, in the order of their days.
fn in_order(action: &Action) -> Vec<&Update> {
    let mut updates: Vec<_> = action.update.iter().collect();
    updates.sort_by_key(|update| update.on.value);
    updates
}

/// The sheet of milestones.
fn milestone_sheet(plan: &Plan) -> Sheet {
    let columns = vec![
        locked("Action ref", 10),
        open("Milestone", 60, Holds::Any),
        open("By when", 12, Holds::Day),
        open("Date met", 12, Holds::Day),
    ];
    let rows = actions(plan).flat_map(|(_, action)| {
        action.milestone.iter().map(|milestone| {
            vec![
                text(Some(&action.id.value)),
                text(Some(&milestone.text.value)),
                day(Some(milestone.by.0)),
                day(milestone.met.map(|met| met.0)),
            ]
        })
    });
    Sheet { name: "Milestones", columns, rows: rows.collect() }
}

/// The sheet of measures, each with its last target and its latest reading.
fn measure_sheet(plan: &Plan) -> Sheet {
    let columns = vec![
        locked("Area", 24),
        locked("Ref", 14),
        locked("Measure", 48),
        locked("Unit", 10),
        Column { heading: "Better", width: 10, locked: true, holds: Holds::Word(&BETTER) },
        locked("Baseline", 10),
        Column { heading: "Baseline date", width: 12, locked: true, holds: Holds::Day },
        open("Target", 10, Holds::Any),
        open("Target date", 12, Holds::Day),
        open(LATEST, 12, Holds::Any),
        open("Date of reading", 12, Holds::Day),
        locked("Note", 48),
    ];
    let all = plan.area.iter().flat_map(|area| area.measure.iter().map(move |one| (area, one)));
    let rows = all.map(|(area, measure)| measure_row(area, measure)).collect();
    Sheet { name: "Measures", columns, rows }
}

/// The row of a measure.
fn measure_row(area: &Area, measure: &Measure) -> Vec<Value> {
    let value = |value: Number| Value::Number(value.nearest(), value.places());
    let reading = |reading: Option<&Reading>| match reading {
        None => Value::Blank,
        Some(reading) if reading.provisional => {
            Value::Text(format!("{} {PROVISIONAL}", reading.value))
        }
        Some(reading) => value(reading.value),
    };
    let target = measure.target.iter().max_by_key(|target| target.by.value);
    // Of two readings for the same day, the one reported later replaces the other.
    let known = |reading: &&Reading| {
        (reading.on.value, reading.reported.map_or(reading.on.value, |day| day.value))
    };
    let actual = measure.actual.iter().max_by_key(known);
    let baseline = measure.baseline.as_ref();
    let better = match measure.better.word() {
        "higher" => BETTER[0],
        _ => BETTER[1],
    };
    vec![
        Value::Text(title(area)),
        text(measure.id.as_ref().map(|id| &id.value)),
        text(Some(&measure.name.value)),
        text(measure.unit.as_ref().map(|unit| &unit.value)),
        Value::Text(better.to_owned()),
        reading(baseline),
        day(baseline.map(|baseline| baseline.on.0)),
        target.map_or(Value::Blank, |target| value(target.value)),
        day(target.map(|target| target.by.0)),
        reading(actual),
        day(actual.map(|actual| actual.on.0)),
        text(measure.note.as_ref().map(|note| &note.value)),
    ]
}

/// The sheet of risks.
fn risk_sheet(plan: &Plan) -> Sheet {
    let columns = vec![
        open("Risk", 60, Holds::Any),
        open("Mitigation", 60, Holds::Any),
        open("Likelihood", 12, Holds::Word(&GRADES)),
        open("Impact", 12, Holds::Word(&GRADES)),
        open("Owner", 24, Holds::Any),
    ];
    let grade = |grade: Grade| {
        let word = match grade {
            Grade::Low => GRADES[0],
            Grade::Medium => GRADES[1],
            Grade::High => GRADES[2],
        };
        Value::Text(word.to_owned())
    };
    let rows = plan.risk.iter().map(|risk| {
        vec![
            text(Some(&risk.risk.value)),
            text(Some(&risk.mitigation.value)),
            grade(risk.likelihood),
            grade(risk.impact),
            text(risk.owner.as_ref().map(|owner| &owner.value)),
        ]
    });
    Sheet { name: "Risks", columns, rows: rows.collect() }
}

/// The title of an area, or a name made from its id.
fn title(area: &Area) -> String {
    area.title.as_ref().map_or_else(|| sentence_case(&area.id), |title| words(title))
}

/// Text on one line, with escaped braces as a reader sees them.
pub(super) fn words(text: &str) -> String {
    text.replace("\\{{", "{{").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell of text, or a blank one.
fn text(text: Option<&String>) -> Value {
    text.map_or(Value::Blank, |text| Value::Text(words(text)))
}

/// A cell with a day, or a blank one.
fn day(day: Option<NaiveDate>) -> Value {
    day.map_or(Value::Blank, Value::Day)
}

/// The format of days.
pub(super) const DAY: &str = "%d/%m/%Y";

/// A day as people write it.
pub(super) fn shown(day: NaiveDate) -> String {
    day.format(DAY).to_string()
}
