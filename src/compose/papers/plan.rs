//! Composes an action plan: a page that can be read alone, what needs attention, and each area with its measures,
//! actions and milestones.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::review::risks;
use super::{decisions, definitions_beside, lines, unseen};
use crate::compose::blocks::actions::attention_table;
use crate::compose::blocks::area_table::{accountable, area_table};
use crate::compose::blocks::areas::of;
use crate::compose::blocks::cells::{briefly, cell, cell_of_lines, form, unsaid, words, written};
use crate::compose::blocks::measures::measure_table;
use crate::compose::blocks::progress::{notes, progress_table, status_key, whole_chart};
use crate::compose::blocks::standing::{beside, panel};
use crate::compose::draft::Draft;
use crate::derive::plan::{Figures, Planned};
use crate::diag::Warned;
use crate::document::{Block, Cell, Document, Layout};
use crate::language::case::without_number;
use crate::load::house::House;

/// The plan as a document: the page that can be read alone, what needs attention, then each area.
pub(super) fn document(
    house: &House,
    planned: &Planned,
    figures: &Figures,
    data: &Value,
) -> Warned<Document> {
    let mut draft =
        Draft::new(house, &planned.scale, Layout::Wide, data.clone(), |_| figures.name.clone());
    summary(&mut draft, planned, figures);
    if figures.attention.count > 0 {
        draft.section(draft.say("attention-heading"));
        draft.block(attention_table(draft.terms(), figures, None));
    }
    for at in 0..figures.areas.len() {
        area(&mut draft, planned, figures, at);
    }
    risks(&mut draft, figures);
    draft.section(draft.say("meanings-heading"));
    let mut used = vec!["progress", "share", "overdue", "slipped"];
    if figures.attention.count > 0 {
        used.push("attention");
    }
    if figures.measures.total > 0 {
        used.extend(["target", "met", "standing", "direction", "provisional"]);
    }
    if !planned.plan.risk.is_empty() {
        used.push("risk-rating");
    }
    draft.block(definitions_beside(&house.wording, &used));
    draft.finish(figures.as_at)
}

/// Adds the page that a member can read alone: how the plan is going, what needs a decision, who is accountable, and
/// each area.
fn summary(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures) {
    let stands = draft.apart(|draft| {
        let said = [draft.position(figures), draft.lateness(figures)];
        let said = said.into_iter().chain(notes(draft.terms(), figures));
        draft.block(panel(draft.terms(), figures, said));
        if figures.total > 0 {
            draft.block(whole_chart(draft.terms(), figures));
        }
    });
    let cover = draft.apart(|draft| cover(draft, planned, figures));
    draft.block(beside(vec![stands, cover]));
    let (_, closed) = decisions(draft, figures);
    unseen(draft, "decisions-heading", closed);
    if figures.total == 0 && planned.plan.note.is_none() {
        return;
    }
    draft.section(draft.say("position-heading"));
    if figures.total > 0 {
        draft.blocks(progress_table(draft.terms(), figures, None).into_iter().take(1));
        draft.block(status_key(draft.terms()));
        let off = figures.off_course.count;
        draft.note(draft.say(if off > 0 { "off-course" } else { "nothing-wrong" }));
    }
    if let Some(note) = &planned.plan.note {
        draft.block(Block::paragraph(written(note)));
    }
}

/// Adds the form at the head of the plan.
fn cover(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures) {
    let plan = &planned.plan;
    let mut rows: Vec<(String, Cell)> = Vec::new();
    let mut row = |key: &str, value: Cell| rows.push((draft.say(key), value));
    let (decisions, _) = decisions(draft, figures);
    if !decisions.is_empty() {
        row("decisions-heading", cell_of_lines(decisions));
    }
    if let Some(area) = &figures.local_area {
        row("local-area", cell(area));
    }
    for inspected in &planned.inspections {
        let known = inspected.visits(Some(figures.as_at.0)).last();
        // A visit is known once it was made, though its findings are published later.
        let made = inspected.inspection.visit.iter();
        let made = made.filter(|visit| visit.end.is_some_and(|end| end.value <= figures.as_at));
        let made = made.max_by_key(|visit| visit.end.map(|end| end.value));
        let last = [known, made].into_iter().flatten().max_by_key(|visit| visit.day());
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
    if let Some(officer) = &figures.senior_responsible_officer {
        row("senior-responsible-officer", cell(officer));
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
}

/// Adds one area: its weaknesses and intended outcome, its measures, and its actions with their milestones.
fn area(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures, at: usize) {
    let (n, area) = (at + 1, &figures.areas[at]);
    let title = without_number(&area.title, n).unwrap_or(&area.title);
    let of_area = || context! { n, title, area => Value::from(Serde(area)) };
    draft.section(draft.say_of("area-heading", of_area()));
    let told = draft.apart(|draft| area_told(draft, planned, figures, at));
    if area.closed {
        draft.block(briefly(told));
    } else {
        draft.blocks(told);
    }
}

/// Adds what is told of an area below its heading. Of the paragraphs of a withheld area, the first alone has a number,
/// and there is always one: the numbers would tell how many there are.
fn area_told(draft: &mut Draft<'_>, planned: &Planned, figures: &Figures, at: usize) {
    let (n, area) = (at + 1, &figures.areas[at]);
    let title = without_number(&area.title, n).unwrap_or(&area.title);
    let of_area = || context! { n, title, area => Value::from(Serde(area)) };
    let mut is_first = true;
    let mut paragraph =
        |draft: &mut Draft<'_>, said: String| match area.closed && !std::mem::take(&mut is_first) {
            true => draft.note(said),
            false => draft.paragraph(said),
        };
    for (inspected, finding) in of(planned, area) {
        let found = context! {
            one => inspected.kind(finding).map(|kind| kind.one.value.clone()),
            id => Value::from(Serde(&finding.id)),
            text => finding.text.value.clone(),
            framework => (planned.inspections.len() > 1).then(|| inspected.title()),
        };
        paragraph(draft, draft.say_of("found", found));
    }
    if area.outcome.is_some() {
        paragraph(draft, draft.say_of("outcome", of_area()));
    }
    if let Some(name) = accountable(area) {
        paragraph(draft, draft.say_of("area-accountable", context! { name, ..of_area() }));
    }
    if area.closed && is_first {
        draft.paragraph(draft.say_of("actions-caption", of_area()));
    }
    if !area.measures.is_empty() {
        let measures: Vec<_> = area.measures.iter().collect();
        let caption = draft.say_of("measures-caption", of_area());
        draft.block(measure_table(draft.terms(), &measures, caption));
        for measure in &area.measures {
            if let Some(note) = &measure.note {
                let said = format!("{}: {note}", measure.name);
                draft.block(match measure.closed {
                    true => unsaid(vec![Block::paragraph(words(said))]),
                    false => Block::paragraph(words(said)),
                });
            }
        }
    }
    if area.acts() {
        let caption = draft.say_of("actions-caption", of_area());
        draft.block(area_table(draft.terms(), figures, area, draft.bullet(), caption));
    }
}
