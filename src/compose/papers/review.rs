//! The summary of a review: what was reviewed, where the plan stands, what moved, what needs attention, what comes next.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::{definitions, lines};
use crate::compose::blocks::actions::{attention_table, milestone_table, risk_table};
use crate::compose::blocks::cells::{cell, form, strong, words};
use crate::compose::blocks::changes::{movement_matrix, movement_table};
use crate::compose::blocks::inspection::judgement_table;
use crate::compose::blocks::measures::{measure_table, reading_table, trend_chart};
use crate::compose::blocks::progress::{progress_table, status_chart, status_key};
use crate::compose::blocks::review::events;
use crate::compose::blocks::timeline::timeline;
use crate::compose::draft::Draft;
use crate::derive;
use crate::derive::inspection::{Inspected, Judged};
use crate::derive::review::{Figures, Reviewed};
use crate::diag::Warned;
use crate::document::{Cell, Document, Inline, Inlines};
use crate::load::house::House;
use crate::model::plan::EvidenceKind;

/// The paper.
pub(super) fn document(
    house: &House,
    reviewed: &Reviewed,
    figures: &Figures,
    data: &Value,
) -> Warned<Document> {
    let mut draft =
        Draft::new(house, &reviewed.planned.scale, values(data), |draft| draft.say("review-title"));
    let terms = draft.terms();
    cover(&mut draft, reviewed, figures);
    what_was_reviewed(&mut draft, reviewed, figures);
    draft.section(draft.say("glance-heading"));
    draft.paragraph(draft.position(&figures.plan));
    draft.paragraph(draft.lateness(&figures.plan));
    if figures.plan.total > 0 {
        draft.blocks(progress_table(terms, &figures.plan, None));
        draft.block(status_chart(terms, &figures.plan, None));
        draft.block(status_key(terms));
    }
    draft.section(draft.say("movement-heading"));
    for sentence in draft.lines("movement") {
        draft.paragraph(sentence);
    }
    if !figures.movement.changes.is_empty() {
        draft.block(movement_matrix(terms, &figures.movement, None));
        draft.block(movement_table(terms, &figures.movement, None));
    }
    attention(&mut draft, figures);
    measures(&mut draft, figures);
    evidence(&mut draft, figures);
    conclusions(&mut draft, figures);
    next(&mut draft, reviewed, figures);
    draft.section(draft.say("meanings-heading"));
    draft.block(definitions(&house.wording, &used(reviewed, figures)));
    draft.finish(figures.held)
}

/// The form at the head of the paper.
fn cover(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let mut rows = Vec::new();
    let mut row = |key: &str, value: Cell| rows.push((draft.say(key), value));
    if let Some(area) = &figures.plan.local_area {
        row("local-area", cell(area));
    }
    row("review-held", cell(draft.date(figures.held)));
    if !reviewed.review.reviewers.is_empty() {
        row("reviewed-by", lines(&reviewed.review.reviewers));
    }
    row("movement-since", cell(draft.date(figures.since)));
    row("as-at", cell(draft.date(figures.held)));
    if let Some(next) = figures.next {
        row("next-review", cell(draft.date(next)));
    }
    draft.block(form(rows));
    if let Some(note) = &reviewed.planned.plan.note {
        draft.note(note.value.clone());
    }
}

/// The plan, its inspection, and the review.
fn what_was_reviewed(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let plan = &figures.plan;
    draft.section(draft.say("reviewed-heading"));
    draft.paragraph(draft.say("submitted"));
    let inspections = &reviewed.planned.inspections;
    for inspected in inspections {
        // Which inspection it was, where the plan answers several.
        let under = (inspections.len() > 1).then(|| inspected.title());
        found(draft, inspected, under, figures);
    }
    let areas: Vec<_> = plan
        .areas
        .iter()
        .map(|area| words(draft.say_of("area", context! { area => Value::from(Serde(area)) })))
        .collect();
    draft.list(&draft.say("areas"), areas);
    if figures.letter.is_some() {
        draft.paragraph(draft.say("letter"));
    }
    for block in timeline(
        draft.terms().wording,
        events(draft.terms().wording, reviewed),
        Some(draft.say("timeline-caption")),
    ) {
        draft.block(block);
    }
}

/// How many subjects are said in sentences; more are a table.
const FEW: usize = 3;

/// What an inspection found and judged, as far as that was known on the day of the review, under the framework if that has
/// to be said.
fn found(draft: &mut Draft<'_>, inspected: &Inspected, under: Option<&str>, figures: &Figures) {
    let found = derive::inspection::figures(inspected, Some(figures.held.0));
    let said = Value::from(Serde(&inspected.framework.words));
    for sentence in draft.lines_of(
        "inspected",
        context! { inspection => Value::from(Serde(&found)), said => said.clone(), under },
    ) {
        draft.paragraph(sentence);
    }
    let judged: Vec<_> = found.subjects.iter().filter(|one| one.standing.grade.is_some()).collect();
    if judged.len() > FEW {
        draft.block(judgement_table(draft.terms().wording, inspected, &found, None));
        return;
    }
    let lead =
        draft.say_of("judged", context! { count => judged.len(), said => said.clone(), under });
    let one = |judged: &&Judged| {
        words(draft.say_of("subject", context! { judged => Value::from(Serde(*judged)) }))
    };
    let items: Vec<_> = judged.iter().map(one).collect();
    draft.list(&lead, items);
}

/// The actions that need attention.
fn attention(draft: &mut Draft<'_>, figures: &Figures) {
    if figures.plan.total == 0 {
        return;
    }
    draft.section(draft.say("attention-heading"));
    draft.paragraph(draft.say("attention"));
    if figures.plan.attention.count > 0 {
        draft.block(attention_table(draft.terms(), &figures.plan, None));
    }
}

/// Every measure, with its trend.
fn measures(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section(draft.say("measures-heading"));
    draft.paragraph(draft.say("measures"));
    let all: Vec<_> = figures.plan.measures().collect();
    if all.is_empty() {
        return;
    }
    draft.block(measure_table(draft.terms(), &all, draft.say("all-measures-caption")));
    for measure in all {
        draft.heading(measure.name.clone());
        if let Some(chart) = trend_chart(draft.terms(), measure, None) {
            draft.block(chart);
        }
        draft.block(reading_table(draft.terms(), measure, None));
        if let Some(note) = &measure.note {
            draft.note(note.clone());
        }
    }
}

/// What shows that actions made a difference.
fn evidence(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section(draft.say("evidence-heading"));
    draft.paragraph(draft.say("evidence"));
    let all = figures
        .plan
        .actions()
        .flat_map(|action| action.evidence.iter().map(move |evidence| (action, evidence)));
    let impact = all.filter(|(_, evidence)| evidence.kind == EvidenceKind::Impact);
    let items: Vec<Inlines> = impact
        .map(|(action, evidence)| {
            let doubt = figures.plan.activity_only.ids.contains(&action.id);
            vec![
                Inline::text(draft.say_of("impact-of", context! { id => action.id.clone() }), None),
                crate::compose::blocks::cells::linked(&evidence.text, evidence.url.as_ref()),
                Inline::text(if doubt { draft.say("doubtful") } else { String::new() }, None),
            ]
        })
        .collect();
    draft.list(&draft.say("impact"), items);
}

/// What the reviewers said.
fn conclusions(draft: &mut Draft<'_>, figures: &Figures) {
    if figures.conclusions.is_empty()
        && figures.encouraged.is_empty()
        && figures.comments.is_empty()
    {
        return;
    }
    draft.section(draft.say("conclusions-heading"));
    draft.list(&draft.say("concluded"), figures.conclusions.iter().map(words));
    draft.list(&draft.say("encouraged"), figures.encouraged.iter().map(words));
    draft.list(
        &draft.say("of-areas"),
        figures.comments.iter().map(|comment| {
            vec![strong(format!("{}: ", comment.title)), Inline::text(comment.text.clone(), None)]
        }),
    );
}

/// The period up to the next review.
fn next(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let plan = &figures.plan;
    let milestones = &plan.milestones;
    let risk = &reviewed.planned.plan.risk;
    let has_next = figures.next.is_some() || !figures.focus_next.is_empty();
    if !has_next && milestones.total == 0 && risk.is_empty() {
        return;
    }
    draft.section(draft.say("next-heading"));
    if figures.next.is_some() {
        draft.paragraph(draft.say("next"));
    }
    draft.list(&draft.say("focus"), figures.focus_next.iter().map(words));
    draft.paragraph(draft.say("milestones"));
    if !milestones.overdue.is_empty() {
        draft.block(milestone_table(
            draft.terms(),
            &milestones.overdue,
            draft.say("overdue-caption"),
        ));
    }
    if !milestones.due_next.is_empty() {
        draft.block(milestone_table(
            draft.terms(),
            &milestones.due_next,
            draft.say("due-next-caption"),
        ));
    }
    if !risk.is_empty() {
        draft.block(risk_table(draft.terms(), &reviewed.planned.plan, None));
    }
}

/// The figures that the sentences of a review name: its own, and those of its plan.
pub(super) fn values(data: &Value) -> Value {
    let review = data.get_attr("review").unwrap_or_default();
    let plan = review.get_attr("plan").unwrap_or_default();
    context! { review, plan }
}

/// The names of the figures that the paper used.
fn used(reviewed: &Reviewed, figures: &Figures) -> Vec<&'static str> {
    let mut used = vec!["progress", "share", "overdue", "slipped", "movement", "attention"];
    if figures.plan.measures.total > 0 {
        used.extend(["target", "variance", "met", "standing", "direction", "provisional"]);
    }
    used.push("evidence");
    if figures.plan.activity_only.count > 0 {
        used.push("activity-only");
    }
    used.push("due-next");
    if !reviewed.planned.plan.risk.is_empty() {
        used.push("risk-rating");
    }
    used
}
