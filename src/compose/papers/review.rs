//! The summary of a review: what was reviewed, where the plan stands, what moved, what needs attention, what comes next.

use super::{House, definitions, names};
use crate::compose::blocks::actions::{attention_table, milestone_table, risk_table};
use crate::compose::blocks::cells::{cell, form, long, strong, words};
use crate::compose::blocks::changes::{movement_matrix, movement_table};
use crate::compose::blocks::measures::{measure_table, reading_table, trend_chart};
use crate::compose::blocks::progress::{progress_table, status_chart, status_key};
use crate::compose::blocks::review::events;
use crate::compose::blocks::timeline::timeline;
use crate::compose::document::{Document, Inline, Inlines};
use crate::compose::draft::Draft;
use crate::compose::sentences::{self, capital, counted_words, number};
use crate::derive;
use crate::derive::review::{Figures, Reviewed};
use crate::derive::words::and_list;
use crate::diag::Diagnostic;
use crate::model::plan::EvidenceKind;

/// The paper.
pub(super) fn document(
    house: House<'_>,
    reviewed: &Reviewed,
    figures: &Figures,
    problems: &mut Vec<Diagnostic>,
) -> Document {
    let mut draft =
        Draft::new(house.style, format!("{} of the {}", figures.name, figures.plan.name));
    cover(&mut draft, reviewed, figures);
    what_was_reviewed(&mut draft, reviewed, figures);
    draft.section("The position at a glance");
    draft.paragraph(sentences::position(&reviewed.planned.scale, &figures.plan));
    draft.paragraph(sentences::lateness(&figures.plan));
    draft.block(progress_table(&reviewed.planned.scale, &figures.plan, None));
    draft.block(status_chart(&reviewed.planned.scale, &figures.plan, None));
    draft.block(status_key(&reviewed.planned.scale));
    draft.section(format!("What moved since {}", long(figures.since)));
    for sentence in sentences::movement(&figures.movement) {
        draft.paragraph(sentence);
    }
    draft.block(movement_matrix(&reviewed.planned.scale, &figures.movement, None));
    draft.block(movement_table(&reviewed.planned.scale, &figures.movement, None));
    attention(&mut draft, reviewed, figures);
    measures(&mut draft, figures);
    evidence(&mut draft, figures);
    conclusions(&mut draft, figures);
    next(&mut draft, reviewed, figures);
    draft.section("What the figures mean");
    draft.block(definitions(&used(reviewed, figures)));
    draft.finish(house, figures.held, problems)
}

/// The form at the head of the paper.
fn cover(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let mut rows = Vec::new();
    if let Some(area) = &figures.plan.local_area {
        rows.push(("Local area", cell(area)));
    }
    rows.push(("Review held", cell(long(figures.held))));
    if !reviewed.review.reviewers.is_empty() {
        rows.push(("Reviewed by", names(&reviewed.review.reviewers)));
    }
    rows.push(("Movement since", cell(long(figures.since))));
    rows.push(("Figures as at", cell(long(figures.held))));
    if let Some(next) = figures.next {
        rows.push(("Next review", cell(long(next))));
    }
    draft.block(form(rows));
    if let Some(note) = &reviewed.planned.plan.note {
        draft.note(note.value.clone());
    }
}

/// The plan, its inspection, and the review.
fn what_was_reviewed(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let plan = &figures.plan;
    draft.section("What was reviewed");
    let by = match figures.reviewers.as_slice() {
        [] => String::new(),
        reviewers => format!(" by {}", and_list(reviewers)),
    };
    draft.paragraph(format!(
        "The {} was submitted on {}. It was reviewed{by} on {}.",
        plan.name,
        long(plan.submitted),
        long(figures.held)
    ));
    if let Some(inspection) = &reviewed.planned.inspection {
        let found = derive::inspection::figures(inspection);
        draft.paragraph(format!(
            "Inspectors found {} of significant weakness. At the last visit progress was sufficient in {}; {} outstanding.",
            counted_words(found.weaknesses.len(), "area", "areas"),
            number(found.sufficient.count),
            match found.outstanding.count {
                0 => "none was".into(),
                1 => "one was".to_owned(),
                count => format!("{} were", number(count)),
            }
        ));
    }
    draft.list(
        &format!(
            "The plan has {} with {}:",
            counted_words(plan.areas.len(), "area", "areas"),
            counted_words(plan.total, "action", "actions")
        ),
        plan.areas.iter().map(|area| {
            words(format!("{}: {}", area.title, counted_words(area.total, "action", "actions")))
        }),
    );
    if let Some(letter) = figures.letter {
        let working = figures.working_days_to_letter.and_then(|days| usize::try_from(days).ok());
        let after = working.map(|days| {
            format!(", {} after the review", counted_words(days, "working day", "working days"))
        });
        draft.paragraph(format!(
            "The reviewers’ letter is dated {}{}.",
            long(letter),
            after.unwrap_or_default()
        ));
    }
    for block in timeline(events(reviewed), Some("Visits, plan and reviews".into())) {
        draft.block(block);
    }
}

/// The actions that need attention.
fn attention(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    draft.section("Actions that need attention");
    draft.paragraph(match figures.plan.attention.count {
        0 => "No action needs attention.".to_owned(),
        1 => format!(
            "One of {} needs attention.",
            counted_words(figures.plan.total, "action", "actions")
        ),
        count => format!(
            "{} of {} need attention ({}%).",
            capital(&number(count)),
            counted_words(figures.plan.total, "action", "actions"),
            figures.plan.attention.share
        ),
    });
    if figures.plan.attention.count > 0 {
        draft.block(attention_table(&reviewed.planned.scale, &figures.plan, None));
    }
}

/// Every measure, with its trend.
fn measures(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section("Measures");
    draft.paragraph(sentences::measures(&figures.plan));
    let all: Vec<_> = figures.plan.measures().collect();
    if all.is_empty() {
        return;
    }
    draft.block(measure_table(&all, format!("Measures, as at {}", long(figures.held))));
    for measure in all {
        draft.heading(measure.name.clone());
        if let Some(chart) = trend_chart(measure, None) {
            draft.block(chart);
        }
        draft.block(reading_table(measure, None));
        if let Some(note) = &measure.note {
            draft.note(note.clone());
        }
    }
}

/// What shows that actions made a difference.
fn evidence(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section("Evidence of impact");
    draft.paragraph(sentences::evidence(&figures.plan));
    let all = figures
        .plan
        .actions()
        .flat_map(|action| action.evidence.iter().map(move |evidence| (action, evidence)));
    let impact = all.filter(|(_, evidence)| evidence.kind == EvidenceKind::Impact);
    let items: Vec<Inlines> = impact
        .map(|(action, evidence)| {
            let doubt = figures.plan.activity_only.ids.contains(&action.id);
            vec![
                Inline::text(format!("Action {}: ", action.id), None),
                crate::compose::blocks::cells::linked(&evidence.text, evidence.url.as_ref()),
                Inline::text(if doubt { " (reads as an activity)" } else { "" }, None),
            ]
        })
        .collect();
    draft.list("The evidence of impact is:", items);
}

/// What the reviewers said.
fn conclusions(draft: &mut Draft<'_>, figures: &Figures) {
    if figures.conclusions.is_empty()
        && figures.encouraged.is_empty()
        && figures.comments.is_empty()
    {
        return;
    }
    draft.section("What the reviewers concluded");
    draft.list("The reviewers concluded:", figures.conclusions.iter().map(words));
    draft.list("They were encouraged by what they saw:", figures.encouraged.iter().map(words));
    draft.list(
        "Of the areas of the plan they said:",
        figures.comments.iter().map(|comment| {
            vec![strong(format!("{}: ", comment.title)), Inline::text(comment.text.clone(), None)]
        }),
    );
}

/// The period up to the next review.
fn next(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let plan = &figures.plan;
    draft.section("What comes next");
    if let Some(next) = figures.next {
        let months = figures
            .months_to_next
            .and_then(|months| usize::try_from(months).ok())
            .filter(|months| *months > 0);
        let after = months.map(|months| {
            format!(", {} after this one", counted_words(months, "whole month", "whole months"))
        });
        draft.paragraph(format!(
            "The next review is on {}{}.",
            long(next),
            after.unwrap_or_default()
        ));
    }
    draft.list("It will look at:", figures.focus_next.iter().map(words));
    let milestones = &plan.milestones;
    draft.paragraph(format!(
        "Of {}, {} reached by {}, {} overdue and {} due by {}.",
        counted_words(milestones.total, "milestone", "milestones"),
        was_were(milestones.met),
        long(figures.held),
        was_were(milestones.overdue.len()),
        is_are(milestones.due_next.len()),
        long(plan.next)
    ));
    if !milestones.overdue.is_empty() {
        draft.block(milestone_table(
            &milestones.overdue,
            format!("Milestones overdue at {}", long(figures.held)),
        ));
    }
    if !milestones.due_next.is_empty() {
        draft.block(milestone_table(
            &milestones.due_next,
            format!("Milestones due by {}", long(plan.next)),
        ));
    }
    if !reviewed.planned.plan.risk.is_empty() {
        draft.block(risk_table(&reviewed.planned.plan, None));
    }
}

/// "one was", "four were".
fn was_were(count: usize) -> String {
    format!(
        "{} {}",
        if count == 0 { "none".into() } else { number(count) },
        if count > 1 { "were" } else { "was" }
    )
}

/// "one is", "four are".
fn is_are(count: usize) -> String {
    format!(
        "{} {}",
        if count == 0 { "none".into() } else { number(count) },
        if count > 1 { "are" } else { "is" }
    )
}

/// The names of the figures that the paper used.
fn used(reviewed: &Reviewed, figures: &Figures) -> Vec<&'static str> {
    let mut used = vec![
        "plan.progress",
        "plan.progress.complete.share",
        "plan.overdue",
        "plan.slipped",
        "review.movement",
        "plan.attention",
    ];
    if figures.plan.measures.total > 0 {
        used.extend([
            "plan.measure(…).target",
            "plan.measure(…).variance",
            "plan.measure(…).direction",
            "plan.measure(…).provisional",
        ]);
    }
    used.push("plan.evidence");
    if figures.plan.activity_only.count > 0 {
        used.push("plan.activity_only");
    }
    used.push("plan.milestones.due_next");
    if !reviewed.planned.plan.risk.is_empty() {
        used.push("risk rating");
    }
    used
}
