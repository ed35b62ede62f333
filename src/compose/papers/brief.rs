//! Composes a brief of two pages for members: how the plan is going, what they are asked, what moved, how the
//! measures are doing, and what is worth asking.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::review::{answer, is_short, values};
use super::unseen;
use crate::compose::blocks::cells::{bullets, words, written};
use crate::compose::blocks::changes::direction_table;
use crate::compose::blocks::measures::{measure_table, worst_first};
use crate::compose::draft::Draft;
use crate::compose::seal::is_sealed;
use crate::derive::action::{ActionState, Step};
use crate::derive::measure::Direction;
use crate::derive::plan::is_off_course;
use crate::derive::review::{Figures, Reviewed};
use crate::diag::Warned;
use crate::document::{Block, Document, Inlines, Layout, plain};
use crate::load::house::House;
use crate::model::review::Brief;

/// The most questions from the figures that fit on two pages; a line says how many more there are.
const QUESTIONS: usize = 5;

/// The most measures, the worst first, that fit on two pages.
const MEASURES: usize = 8;

/// The brief. Its paragraphs have no numbers, since nothing refers to them.
pub(super) fn document(
    house: &House,
    brief: &Brief,
    reviewed: &Reviewed,
    figures: &Figures,
    data: &Value,
) -> Warned<Document> {
    let scale = &reviewed.planned.scale;
    let values = values(data, true);
    let mut draft =
        Draft::new(house, scale, Layout::Close, values, |draft| draft.say("brief-title"));
    let asks = if brief.asks.is_empty() { &reviewed.review.asks } else { &brief.asks };
    answer(&mut draft, figures, asks.iter().map(written).collect());
    if !figures.movement.changes.is_empty() {
        draft.unnumbered(draft.say("movement-heading"));
        let caption = draft.say("ways-caption");
        draft.block(direction_table(draft.terms(), &figures.movement, caption));
    }
    measures(&mut draft, figures);
    questions(&mut draft, brief, figures);
    if figures.next.is_some() {
        draft.note(draft.say("next"));
    }
    if let Some(note) = &reviewed.planned.plan.note {
        draft.block(Block::paragraph(written(note)));
    }
    draft.finish(figures.held)
}

/// Adds the measures, the worst first.
fn measures(draft: &mut Draft<'_>, figures: &Figures) {
    draft.unnumbered(draft.say("brief-measures-heading"));
    draft.note(draft.say("measures"));
    let all: Vec<_> = figures.plan.measures().collect();
    let all = worst_first(&all);
    let (worst, rest) = all.split_at(all.len().min(MEASURES));
    if !worst.is_empty() {
        draft.block(measure_table(draft.terms(), worst, draft.say("all-measures-caption")));
    }
    if !rest.is_empty() {
        draft.note(draft.say_of("more-measures", context! { count => rest.len() }));
    }
}

/// Adds the questions worth asking: the author's, then those that the figures raise, the most serious first.
fn questions(draft: &mut Draft<'_>, brief: &Brief, figures: &Figures) {
    let own = brief.questions.iter().map(written);
    let late: Vec<_> =
        figures.plan.by_severity().into_iter().filter(|action| is_off_course(action)).collect();
    let raised = raised(draft, figures, &late);
    let (closed, raised): (Vec<_>, Vec<_>) =
        raised.into_iter().partition(|question| is_sealed(&plain(question)));
    let late: Vec<_> = late.into_iter().filter(|action| !action.closed).collect();
    let left = raised.len().saturating_sub(QUESTIONS);
    let ids: Vec<_> = late.iter().skip(QUESTIONS).map(|action| action.id.clone()).collect();
    let more =
        (left > 0).then(|| words(draft.say_of("more-questions", context! { count => left, ids })));
    let all: Vec<_> = own.chain(raised.into_iter().take(QUESTIONS)).chain(more).collect();
    if !all.is_empty() {
        draft.unnumbered(draft.say("questions-heading"));
        draft.block(bullets(draft.bullet(), all));
    }
    unseen(draft, "questions-heading", closed);
}

/// The questions that the figures raise: those about late actions, the most serious first, then those about measures.
fn raised(draft: &Draft<'_>, figures: &Figures, late: &[&ActionState]) -> Vec<Inlines> {
    let plan = &figures.plan;
    let late = late.iter().map(|action| {
        // No question asks for the day of a withheld step.
        let is_open = |step: &&Step| !step.text.as_deref().is_some_and(is_sealed);
        let next = action.next.as_ref().filter(is_open).cloned();
        // What a withheld update says does not choose the question.
        let mitigation = action.mitigation.clone().filter(|said| !is_sealed(said));
        let action = ActionState { next, mitigation, ..(*action).clone() };
        draft.say_of("question-late", context! { action => Value::from(Serde(&action)) })
    });
    let worse = plan.measures().filter(|measure| {
        is_short(measure) && !matches!(measure.direction, None | Some(Direction::Improving))
    });
    let worse = worse.map(|measure| {
        draft.say_of("question-measure", context! { measure => Value::from(Serde(measure)) })
    });
    let provisional = (plan.measures.provisional > 0).then(|| draft.say("question-provisional"));
    late.chain(worse).chain(provisional).map(words).collect()
}
