//! Composes the summary of a review. The first page has the answer: how the plan is going and why, what is asked,
//! what improved, what is wrong and who will mend it by when. Then come the reviewers' conclusions and the evidence,
//! and last the annexes.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::{decisions, definitions, lines, unseen, with_remark};
use crate::compose::blocks::actions::{
    attention_table, closed_milestones, milestone_table, remedy_table,
};
use crate::compose::blocks::cells::{bullets, cell, form, linked, strong, unsaid, words, written};
use crate::compose::blocks::changes::{date_table, direction_table, whole_table};
use crate::compose::blocks::inspection::judgement_table;
use crate::compose::blocks::measures::{measure_table, readings_table, worst_first};
use crate::compose::blocks::progress::{notes, progress_table, status_key, whole_chart};
use crate::compose::blocks::review::events;
use crate::compose::blocks::standing::{beside, budget_table, panel, risk_table};
use crate::compose::blocks::timeline::event_table;
use crate::compose::blocks::trend::trend_chart;
use crate::compose::draft::Draft;
use crate::compose::seal::{is_sealed, number_beside, sealed_like};
use crate::derive;
use crate::derive::action::{ActionState, EvidenceState};
use crate::derive::inspection::{Inspected, Judged};
use crate::derive::measure::{Direction, MeasureState, Standing};
use crate::derive::review::{Figures, Reviewed};
use crate::diag::Warned;
use crate::document::{Block, Cell, Document, Inline, Inlines, Layout};
use crate::load::house::House;
use crate::model::plan::EvidenceKind;

/// The most off-course actions that the first page lists; it names the others by number.
const WORST: usize = 6;

/// The most decisions that the first page lists.
const DECISIONS: usize = 4;

/// The most improved measures that the first page lists.
const BEST: usize = 4;

/// The summary as a document.
pub(super) fn document(
    house: &House,
    reviewed: &Reviewed,
    figures: &Figures,
    data: &Value,
) -> Warned<Document> {
    let scale = &reviewed.planned.scale;
    let mut draft = Draft::new(house, scale, Layout::Close, values(data, false), |draft| {
        draft.say("review-title")
    });
    cover(&mut draft, reviewed, figures);
    let asks = reviewed.review.asks.iter().map(written).collect();
    answer(&mut draft, figures, asks);
    conclusions(&mut draft, reviewed, figures);
    position(&mut draft, figures);
    movement(&mut draft, figures);
    attention(&mut draft, figures);
    measures(&mut draft, figures);
    evidence(&mut draft, figures);
    risks(&mut draft, &figures.plan);
    next(&mut draft, reviewed, figures);
    annexes(&mut draft, reviewed, figures);
    draft.section(draft.say("meanings-heading"));
    draft.block(definitions(&house.wording, &used(reviewed, figures)));
    draft.finish(figures.held)
}

/// Adds the form at the head of the summary.
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
    if let Some(officer) = &figures.plan.senior_responsible_officer {
        row("senior-responsible-officer", cell(officer));
    }
    if let Some(next) = figures.next {
        row("next-review", cell(draft.date(next)));
    }
    draft.block(form(rows));
}

/// Adds the answer for a reader who has time for one page.
pub(super) fn answer(draft: &mut Draft<'_>, figures: &Figures, asks: Vec<Inlines>) {
    let plan = &figures.plan;
    let said = [draft.position(plan), draft.lateness(plan)];
    let said = said.into_iter().chain(notes(draft.terms(), plan));
    draft.block(panel(draft.terms(), plan, said));
    if plan.total > 0 {
        draft.block(whole_chart(draft.terms(), plan));
    }
    asked_and_improved(draft, figures, asks);
    wrong(draft, figures);
}

/// Adds what the committee is asked and which decisions are waiting, beside what improved.
fn asked_and_improved(draft: &mut Draft<'_>, figures: &Figures, asks: Vec<Inlines>) {
    let asked = draft.listed(2, "asked-heading", asks);
    let (decisions, closed_decisions) = decisions(draft, &figures.plan);
    let decisions = few_decisions(draft, decisions);
    let decisions = draft.listed(2, "decisions-heading", decisions);
    let asked: Vec<_> = asked.into_iter().chain(decisions).flatten().collect();
    let (improved, closed_improved) = improved(draft, figures);
    let improved = draft.listed(2, "improved-heading", improved);
    let both = [asked, improved.unwrap_or_default()];
    let both: Vec<_> = both.into_iter().filter(|side| !side.is_empty()).collect();
    if !both.is_empty() {
        draft.block(beside(both));
    }
    unseen(draft, "decisions-heading", closed_decisions);
    unseen(draft, "improved-heading", closed_improved);
}

/// The decisions that the first page has room for, and how many more there are.
fn few_decisions(draft: &Draft<'_>, mut decisions: Vec<Inlines>) -> Vec<Inlines> {
    let rest = decisions.len().saturating_sub(DECISIONS);
    decisions.truncate(DECISIONS);
    decisions.extend(
        (rest > 0).then(|| words(draft.say_of("more-decisions", context! { count => rest }))),
    );
    decisions
}

/// The improvements: actions completed, and measures that moved the right way; then the withheld measures that did.
fn improved(draft: &Draft<'_>, figures: &Figures) -> (Vec<Inlines>, Vec<Inlines>) {
    let done = draft.lines("completed-since").into_iter().map(words);
    let better = |measure: &&MeasureState| measure.direction == Some(Direction::Improving);
    let (closed, open): (Vec<_>, Vec<_>) =
        figures.plan.measures().filter(better).partition(|measure| measure.closed);
    let say = |measure: &&MeasureState| {
        words(
            draft.say_of("measure-improved", context! { measure => Value::from(Serde(*measure)) }),
        )
    };
    let few = open.iter().take(BEST).map(say);
    let rest = open.len().saturating_sub(BEST);
    let rest = (rest > 0).then(|| words(draft.say_of("more-improved", context! { count => rest })));
    (done.chain(few).chain(rest).collect(), closed.iter().map(say).collect())
}

/// Adds what is wrong, who will mend it and by when: the worst in a table, the rest by number.
fn wrong(draft: &mut Draft<'_>, figures: &Figures) {
    let plan = &figures.plan;
    if plan.total == 0 {
        return;
    }
    draft.unnumbered(draft.say("wrong-heading"));
    let mut off: Vec<_> = plan.by_severity();
    off.retain(|action| plan.off_course.ids.contains(&action.id));
    if off.is_empty() {
        draft.note(draft.say("nothing-wrong"));
        return;
    }
    let (worst, rest) = off.split_at(off.len().min(WORST));
    let caption = draft.say_of("wrong-caption", context! { shown => worst.len() });
    draft.block(remedy_table(draft.terms(), worst, caption));
    if !rest.is_empty() {
        let ids: Vec<_> =
            rest.iter().map(|action| number_beside(&action.id, &action.action)).collect();
        draft.note(draft.say_of("wrong-besides", context! { ids }));
    }
}

/// Adds the reviewers' conclusions.
fn conclusions(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let review = &reviewed.review;
    if review.conclusions.is_empty() && review.encouraged.is_empty() && review.comment.is_empty() {
        return;
    }
    draft.section(draft.say("conclusions-heading"));
    if figures.letter.is_some() {
        draft.paragraph(draft.say("letter"));
    }
    let concluded = review.conclusions.iter().map(written).collect();
    let encouraged = review.encouraged.iter().map(written).collect();
    let concluded = draft.listed(3, "concluded", concluded);
    let both: Vec<_> =
        concluded.into_iter().chain(draft.listed(3, "encouraged", encouraged)).collect();
    if !both.is_empty() {
        draft.block(beside(both));
    }
    let comments = review.comment.iter().zip(&figures.comments).map(|(said, comment)| {
        let (title, text) = (&comment.title, &comment.text);
        match is_sealed(text) {
            true => words(sealed_like(text, format!("{title}: {text}"))),
            false => [vec![strong(format!("{title}: "))], written(&said.text)].concat(),
        }
    });
    let comments: Vec<Inlines> = comments.collect();
    if !comments.is_empty() {
        draft.note(draft.say("of-areas"));
        draft.block(bullets(draft.bullet(), comments));
    }
}

/// Adds the table of each area's actions by status, and its key.
fn position(draft: &mut Draft<'_>, figures: &Figures) {
    if figures.plan.total == 0 {
        return;
    }
    draft.section(draft.say("glance-heading"));
    // Its notes are on the first page.
    draft.blocks(progress_table(draft.terms(), &figures.plan, None).into_iter().take(1));
    draft.block(status_key(draft.terms()));
}

/// Adds what moved since the last review, and which dates did.
fn movement(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section(draft.say("movement-heading"));
    let first = figures.since == figures.plan.submitted;
    for sentence in draft.lines_of("moved-besides", context! { first }) {
        draft.paragraph(sentence);
    }
    if figures.movement.changes.is_empty() {
        return;
    }
    let caption = draft.say("ways-caption");
    draft.block(direction_table(draft.terms(), &figures.movement, caption));
    let caption = draft.say("dates-caption");
    let dates = date_table(draft.terms(), &figures.plan, &figures.movement, caption);
    match dates {
        Some(dates) => draft.block(dates),
        None => draft.note(draft.say("no-dates")),
    }
}

/// Adds the actions that need attention.
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

/// Adds a table of all measures, and a chart of each that missed its target or is off course.
fn measures(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section(draft.say("measures-heading"));
    draft.paragraph(draft.say("measures"));
    let all: Vec<_> = figures.plan.measures().collect();
    if all.is_empty() {
        return;
    }
    draft.block(measure_table(draft.terms(), &all, draft.say("all-measures-caption")));
    let short = worst_first(&all).into_iter().filter(|measure| is_short(measure));
    let (closed, open): (Vec<_>, Vec<_>) = short.partition(|measure| measure.closed);
    let chart = |measure: &MeasureState| {
        trend_chart(draft.terms(), measure, Some(measure.name.clone()), false)
    };
    let charts: Vec<_> = open.into_iter().filter_map(chart).collect();
    let closed: Vec<_> = closed.into_iter().filter_map(chart).collect();
    for pair in charts.chunks(2) {
        let mut cells: Vec<_> = pair.iter().map(|chart| vec![chart.clone()]).collect();
        cells.resize(2, Vec::new());
        draft.block(beside(cells));
    }
    if !closed.is_empty() {
        draft.block(unsaid(closed));
    }
}

/// Whether a measure missed its target or is off course.
pub(super) fn is_short(measure: &MeasureState) -> bool {
    matches!(measure.standing, Some(Standing::Missed | Standing::OffCourse))
}

/// Adds the evidence that actions made a difference.
fn evidence(draft: &mut Draft<'_>, figures: &Figures) {
    draft.section(draft.say("evidence-heading"));
    let left_out = figures.plan.actions().any(|action| action.closed || action.partly_closed);
    draft.paragraph(with_remark(draft, draft.say("evidence"), left_out));
    let all = figures
        .plan
        .actions()
        .flat_map(|action| action.evidence.iter().map(move |evidence| (action, evidence)));
    let impact = all.filter(|(_, evidence)| evidence.kind == EvidenceKind::Impact);
    let (closed, open): (Vec<_>, Vec<_>) = impact.partition(|(_, evidence)| evidence.closed);
    let item = |(action, evidence): (&ActionState, &EvidenceState)| {
        vec![
            Inline::text(
                draft.say_of(
                    "impact-of",
                    context! { id => number_beside(&action.id, &action.action) },
                ),
                None,
            ),
            linked(&evidence.text, evidence.url.as_ref()),
        ]
    };
    let items: Vec<Inlines> = open.into_iter().map(item).collect();
    let closed: Vec<Inlines> = closed.into_iter().map(item).collect();
    if !items.is_empty() {
        draft.note(draft.say("impact"));
        let half = items.len().div_ceil(2);
        let list = |items: &[Inlines]| vec![bullets(draft.bullet(), items.to_vec())];
        let halves = items.chunks(half).map(list).collect();
        draft.block(beside(halves));
    }
    unseen(draft, "impact", closed);
}

/// Adds the risks and the budgets of a plan.
pub(super) fn risks(draft: &mut Draft<'_>, plan: &derive::plan::Figures) {
    if plan.risks.is_empty() && plan.budgets.is_empty() {
        return;
    }
    draft.section(draft.say(if plan.risks.is_empty() {
        "budget-heading"
    } else {
        "risks-heading"
    }));
    if !plan.risks.is_empty() {
        draft.block(risk_table(draft.terms(), plan, None));
    }
    if let Some(budget) = budget_table(draft.terms(), plan) {
        draft.block(budget);
    }
}

/// Adds the period up to the next review: its focus, and the milestones overdue and due next.
fn next(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let focus = &reviewed.review.focus_next;
    let plan = &figures.plan;
    let milestones = &plan.milestones;
    let has_next = figures.next.is_some() || !focus.is_empty();
    if !has_next && milestones.total == 0 {
        return;
    }
    draft.section(draft.say("next-heading"));
    if figures.next.is_some() {
        draft.paragraph(draft.say("next"));
    }
    draft.paragraph(with_remark(draft, draft.say("milestones"), milestones.left_out));
    let focus = draft.listed(3, "focus", focus.iter().map(written).collect());
    let tables =
        [(&milestones.overdue, "overdue-caption"), (&milestones.due_next, "due-next-caption")]
            .into_iter()
            .filter(|(some, _)| !some.is_empty())
            .map(|(some, caption)| milestone_table(draft.terms(), some, draft.say(caption)));
    let tables: Vec<_> = tables.collect();
    let sides = [focus.unwrap_or_default(), tables];
    let sides: Vec<_> = sides.into_iter().filter(|side| !side.is_empty()).collect();
    if !sides.is_empty() {
        draft.block(beside(sides));
    }
    draft.blocks(closed_milestones(draft.terms(), plan));
}

/// Adds the annexes: every action, every reading, and what was reviewed.
fn annexes(draft: &mut Draft<'_>, reviewed: &Reviewed, figures: &Figures) {
    let plan = &figures.plan;
    if plan.total > 0 {
        draft.section(draft.say("whole-heading"));
        let caption = draft.say("whole-caption");
        draft.block(whole_table(draft.terms(), plan, &figures.movement, caption));
    }
    let all: Vec<_> = plan.measures().collect();
    if !all.is_empty() {
        draft.section(draft.say("readings-heading"));
        draft.block(readings_table(draft.terms(), &all, draft.say("all-readings-caption")));
    }
    draft.section(draft.say("reviewed-heading"));
    let told = draft.apart(|draft| {
        draft.paragraph(draft.say("submitted"));
        let inspections = &reviewed.planned.inspections;
        for inspected in inspections {
            // Names the inspection where the plan answers several.
            let under = (inspections.len() > 1).then(|| inspected.title());
            found(draft, inspected, under, figures);
        }
        if let Some(note) = &reviewed.planned.plan.note {
            draft.note(note.value.clone());
        }
    });
    let wording = draft.terms().wording;
    let events = event_table(wording, events(wording, reviewed), draft.say("timeline-caption"));
    if told.iter().any(is_wide) {
        told.into_iter().chain([events]).for_each(|block| draft.block(block));
    } else {
        draft.block(beside(vec![told, vec![events]]));
    }
}

/// Whether a block is too wide for half a page, where a table has room for three columns of a word or two.
fn is_wide(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.columns.len() > 3)
}

/// The most judged subjects that are told in sentences; more go in a table.
const FEW: usize = 3;

/// Adds the findings and judgements of an inspection known on the day of the review. `under` is its title, given
/// where a plan has several.
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
        draft.blocks(judgement_table(draft.terms().wording, inspected, &found, None));
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

/// The values that a review's sentences can name: its figures, those of its plan, and whether the paper is a brief.
pub(super) fn values(data: &Value, brief: bool) -> Value {
    let review = data.get_attr("review").unwrap_or_default();
    let plan = review.get_attr("plan").unwrap_or_default();
    context! { review, plan, brief }
}

/// The terms of the figures that the summary used, for its definitions.
fn used(reviewed: &Reviewed, figures: &Figures) -> Vec<&'static str> {
    let mut used = vec!["progress", "share", "overdue", "slipped", "movement", "attention"];
    if figures.plan.measures.total > 0 {
        used.extend(["target", "met", "standing", "direction", "provisional"]);
    }
    used.extend(["evidence", "due-next"]);
    if !reviewed.planned.plan.risk.is_empty() {
        used.push("risk-rating");
    }
    used
}
