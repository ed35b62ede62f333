//! An action plan as a paper: its cover, where it stands, and each area with its actions, milestones and measures.

use chrono::NaiveDate;

use super::{House, definitions, names};
use crate::compose::blocks::actions::{ActionColumn, action_table, milestone_table, risk_table};
use crate::compose::blocks::cells::{cell, form, long};
use crate::compose::blocks::measures::measure_table;
use crate::compose::blocks::progress::{progress_table, status_chart, status_key};
use crate::compose::document::{Cell, Document};
use crate::compose::draft::Draft;
use crate::compose::sentences;
use crate::derive::action::{MilestoneState, months_after};
use crate::derive::plan::{AreaFigures, Figures, Planned};
use crate::diag::Diagnostic;
use crate::model::inspection::Inspection;

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
    house: House<'_>,
    planned: &Planned,
    figures: &Figures,
    problems: &mut Vec<Diagnostic>,
) -> Document {
    let mut draft = Draft::new(house.style, figures.name.clone());
    cover(&mut draft, planned, figures);
    draft.section("Where the plan stands");
    draft.paragraph(sentences::position(&planned.scale, figures));
    draft.paragraph(sentences::lateness(figures));
    draft.block(progress_table(&planned.scale, figures, None));
    draft.block(status_chart(&planned.scale, figures, None));
    draft.block(status_key(&planned.scale));
    for (n, area) in figures.areas.iter().enumerate() {
        self::area(&mut draft, planned, figures, n + 1, area);
    }
    if !planned.plan.risk.is_empty() {
        draft.section("Risks");
        draft.block(risk_table(&planned.plan, None));
    }
    draft.section("What the figures mean");
    let mut used =
        vec!["plan.progress", "plan.progress.complete.share", "plan.overdue", "plan.slipped"];
    if figures.measures.total > 0 {
        used.extend([
            "plan.measure(…).target",
            "plan.measure(…).variance",
            "plan.measure(…).direction",
            "plan.measure(…).provisional",
        ]);
    }
    if !planned.plan.risk.is_empty() {
        used.push("risk rating");
    }
    draft.block(definitions(&used));
    draft.finish(house, figures.as_at, problems)
}

/// The form at the head of the plan.
fn cover(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures) {
    let plan = &planned.plan;
    let mut rows: Vec<(&str, Cell)> = Vec::new();
    if let Some(area) = &figures.local_area {
        rows.push(("Local area", cell(area)));
    }
    if let Some(inspection) = &planned.inspection {
        rows.extend(inspected(inspection));
    }
    rows.push(("Plan submitted", cell(long(figures.submitted))));
    if let Some(fit) = figures.fit_for_purpose {
        rows.push(("Found fit for purpose", cell(long(fit))));
    }
    if let Some(end) = figures.end {
        rows.push(("Plan ends", cell(long(end))));
    }
    for (label, given) in [
        ("Accountable officers", &plan.accountable),
        ("Advisers", &plan.advisers),
        ("Governance", &plan.governance),
    ] {
        if !given.is_empty() {
            rows.push((label, names(given)));
        }
    }
    rows.push(("Figures as at", cell(long(figures.as_at))));
    draft.block(form(rows));
    if let Some(note) = &plan.note {
        draft.note(note.value.clone());
    }
}

/// What the plan answers.
fn inspected(inspection: &Inspection) -> Vec<(&'static str, Cell)> {
    let mut rows = vec![("Inspection", cell(&inspection.framework.value))];
    if let Some(last) = inspection.visit.last() {
        rows.push((
            "Last visit",
            cell(format!("{} to {}", long(last.start.value), long(last.end.value))),
        ));
        if let Some(published) = &last.published {
            rows.push(("Findings published", cell(long(published.value))));
        }
    }
    rows
}

/// One area: what was weak, what is to be achieved, measures, milestones and actions.
fn area(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures, n: usize, area: &AreaFigures) {
    draft.section(format!("Area {n}: {}", area.title));
    let weaknesses = planned.inspection.iter().flat_map(|inspection| &inspection.weakness);
    if let Some(weakness) =
        weaknesses.into_iter().find(|weakness| Some(weakness.id.value) == area.weakness)
    {
        draft.paragraph(format!("Inspectors found: {}", weakness.text.value));
    }
    if let Some(outcome) = &area.outcome {
        draft.paragraph(format!("What this area is to achieve: {outcome}"));
    }
    let as_at = long(figures.as_at);
    if !area.measures.is_empty() {
        draft.heading("Measures");
        let measures: Vec<_> = area.measures.iter().collect();
        draft.block(measure_table(&measures, format!("Measures of {}, as at {as_at}", area.title)));
        for measure in &area.measures {
            if let Some(note) = &measure.note {
                draft.note(format!("{}: {note}", measure.name));
            }
        }
    }
    milestones(draft, figures, area);
    let actions: Vec<_> = area.actions.iter().collect();
    draft.landscape(
        "Actions",
        action_table(
            &planned.scale,
            &actions,
            &COLUMNS,
            format!("Actions of {}, as at {as_at}", area.title),
        ),
    );
}

/// The milestones of an area, by how many months after submission they are due.
fn milestones(draft: &mut Draft<'_>, figures: &Figures, area: &AreaFigures) {
    let mut left: Vec<MilestoneState> =
        area.actions.iter().flat_map(|action| action.milestones.clone()).collect();
    if left.is_empty() {
        return;
    }
    left.sort_by_key(|milestone| milestone.by);
    draft.heading("Milestones");
    for months in [3, 6, 12] {
        let end = months_after(figures.submitted.0, months);
        let caption = format!(
            "{} within {months} months, by {}",
            area.title,
            long(crate::model::date::Date(end))
        );
        take(draft, &mut left, end, caption);
    }
    take(draft, &mut left, NaiveDate::MAX, format!("{} later", area.title));
}

/// Adds a table of the milestones up to a day, and leaves the others.
fn take(draft: &mut Draft<'_>, left: &mut Vec<MilestoneState>, end: NaiveDate, caption: String) {
    let later = left.split_off(left.partition_point(|milestone| milestone.by.0 <= end));
    if !left.is_empty() {
        draft.block(milestone_table(left, caption));
    }
    *left = later;
}
