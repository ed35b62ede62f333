//! An action plan as a paper: its cover, where it stands, and each area with its actions, milestones and measures.

use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::{definitions, lines};
use crate::compose::blocks::actions::{ActionColumn, action_table, milestone_table};
use crate::compose::blocks::areas::of;
use crate::compose::blocks::cells::{cell, form};
use crate::compose::blocks::measures::measure_table;
use crate::compose::blocks::progress::{progress_table, status_chart, status_key};
use crate::compose::blocks::standing::risk_table;
use crate::compose::draft::Draft;
use crate::derive::action::{MilestoneState, months_after};
use crate::derive::plan::{AreaFigures, Figures, Planned};
use crate::diag::Warned;
use crate::document::{Cell, Document};
use crate::load::house::House;
use crate::read::date::Date;

/// The columns of the plan's own table.
const COLUMNS: [ActionColumn; 8] = [
    ActionColumn::Id,
    ActionColumn::Action,
    ActionColumn::Lead,
    ActionColumn::Accountable,
    ActionColumn::Due,
    ActionColumn::Status,
    ActionColumn::Success,
    ActionColumn::Update,
];

/// The paper.
pub(super) fn document(
    house: &House,
    planned: &Planned,
    figures: &Figures,
    data: &Value,
) -> Warned<Document> {
    let mut draft =
        Draft::new(house, &planned.scale, crate::document::Layout::Wide, data.clone(), |_| {
            figures.name.clone()
        });
    let terms = draft.terms();
    cover(&mut draft, planned, figures);
    draft.section(draft.say("position-heading"));
    draft.paragraph(draft.position(figures));
    draft.paragraph(draft.lateness(figures));
    if figures.total > 0 {
        draft.blocks(progress_table(terms, figures, None));
        draft.block(status_chart(terms, figures, None));
        draft.block(status_key(terms));
    }
    for (n, area) in figures.areas.iter().enumerate() {
        self::area(&mut draft, planned, figures, n + 1, area);
    }
    if !planned.plan.risk.is_empty() {
        draft.section(draft.say("risks-heading"));
        draft.block(risk_table(terms, figures, None));
    }
    draft.section(draft.say("meanings-heading"));
    let mut used = vec!["progress", "share", "overdue", "slipped"];
    if figures.measures.total > 0 {
        used.extend(["target", "met", "standing", "direction", "provisional"]);
    }
    if !planned.plan.risk.is_empty() {
        used.push("risk-rating");
    }
    draft.block(definitions(&house.wording, &used));
    draft.finish(figures.as_at)
}

/// The form at the head of the plan.
fn cover(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures) {
    let plan = &planned.plan;
    let mut rows: Vec<(String, Cell)> = Vec::new();
    let mut row = |key: &str, value: Cell| rows.push((draft.say(key), value));
    if let Some(area) = &figures.local_area {
        row("local-area", cell(area));
    }
    for inspected in &planned.inspections {
        let last = inspected.visits(Some(figures.as_at.0)).last();
        if last.is_some() || inspected.inspection.visit.is_empty() {
            row("inspection", cell(inspected.title()));
        }
        let Some(last) = last else { continue };
        if let Some((start, end)) = last.start.zip(last.end) {
            let days = context! { start => Value::from_object(start.value), end => Value::from_object(end.value) };
            row("last-visit", cell(draft.say_of("visit-days", days)));
        }
        if let Some(published) = last.published.filter(|day| day.value <= figures.as_at) {
            row("findings-published", cell(draft.date(published.value)));
        }
    }
    row("plan-submitted", cell(draft.date(figures.submitted)));
    if let Some(fit) = figures.fit_for_purpose {
        row("fit-for-purpose", cell(draft.date(fit)));
    }
    if let Some(end) = figures.end {
        row("plan-ends", cell(draft.date(end)));
    }
    for (key, given) in [
        ("accountable", &plan.accountable),
        ("advisers", &plan.advisers),
        ("governance", &plan.governance),
    ] {
        if !given.is_empty() {
            row(key, lines(given));
        }
    }
    row("as-at", cell(draft.date(figures.as_at)));
    draft.block(form(rows));
    if let Some(note) = &plan.note {
        draft.note(note.value.clone());
    }
}

/// One area: what was weak, what is to be achieved, measures, milestones and actions.
fn area(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures, n: usize, area: &AreaFigures) {
    let of_area = || context! { n, area => Value::from(Serde(area)) };
    draft.section(draft.say_of("area-heading", of_area()));
    for (inspected, finding) in of(planned, area) {
        let found = context! {
            one => inspected.kind(finding).map(|kind| kind.one.value.clone()),
            id => Value::from(Serde(&finding.id)),
            text => finding.text.value.clone(),
            framework => (planned.inspections.len() > 1).then(|| inspected.title()),
        };
        draft.paragraph(draft.say_of("found", found));
    }
    if area.outcome.is_some() {
        draft.paragraph(draft.say_of("outcome", of_area()));
    }
    if !area.measures.is_empty() {
        draft.heading(draft.say("measures-heading"));
        let measures: Vec<_> = area.measures.iter().collect();
        draft.block(measure_table(
            draft.terms(),
            &measures,
            draft.say_of("measures-caption", of_area()),
        ));
        for measure in &area.measures {
            if let Some(note) = &measure.note {
                draft.note(format!("{}: {note}", measure.name));
            }
        }
    }
    milestones(draft, figures, area);
    let actions: Vec<_> = area.actions.iter().collect();
    let caption = draft.say_of("actions-caption", of_area());
    let table = action_table(draft.terms(), &actions, &COLUMNS, caption);
    draft.heading(draft.say("actions-heading"));
    draft.block(table);
}

/// The milestones of an area, by how many months after submission they are due.
fn milestones(draft: &mut Draft<'_>, figures: &Figures, area: &AreaFigures) {
    let mut left: Vec<MilestoneState> =
        area.actions.iter().flat_map(|action| action.milestones.clone()).collect();
    if left.is_empty() {
        return;
    }
    left.sort_by_key(|milestone| milestone.by);
    draft.heading(draft.say("milestones-heading"));
    for months in [3, 6, 12] {
        let end = months_after(figures.submitted.0, months);
        let day = Value::from_object(Date(end));
        let values = context! { months, area => Value::from(Serde(area)), end => day };
        let caption = draft.say_of("milestones-caption", values);
        take(draft, &mut left, end, caption);
    }
    let caption = draft.say_of("later-caption", context! { area => Value::from(Serde(area)) });
    take(draft, &mut left, NaiveDate::MAX, caption);
}

/// Adds a table of the milestones up to a day, and leaves the others.
fn take(draft: &mut Draft<'_>, left: &mut Vec<MilestoneState>, end: NaiveDate, caption: String) {
    let later = left.split_off(left.partition_point(|milestone| milestone.by.0 <= end));
    if !left.is_empty() {
        draft.block(milestone_table(draft.terms(), left, caption));
    }
    *left = later;
}
