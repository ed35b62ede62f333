//! A brief of two pages for members: what they are asked, what is red, what moved, and what is worth asking.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::review::values;
use crate::compose::blocks::cells::words;
use crate::compose::blocks::measures::distance;
use crate::compose::blocks::progress::{notes, status_chart, status_key};
use crate::compose::draft::Draft;
use crate::compose::why;
use crate::derive::action::ActionState;
use crate::derive::measure::{Direction, Goal, MeasureState, Standing};
use crate::derive::review::{Figures, Reviewed};
use crate::diag::Warned;
use crate::document::{Document, Inline, Inlines};
use crate::load::house::House;
use crate::model::plan::Status;
use crate::model::review::Brief;

/// How many things of one kind fit on two pages; how many more there are is said.
const MOST: usize = 5;

/// The paper. Its paragraphs are not numbered: nothing is referred to.
pub(super) fn document(
    house: &House,
    brief: &Brief,
    reviewed: &Reviewed,
    figures: &Figures,
    data: &Value,
) -> Warned<Document> {
    let plan = &figures.plan;
    let mut draft =
        Draft::new(house, &reviewed.planned.scale, values(data), |draft| draft.say("brief-title"));
    let terms = draft.terms();
    let bullet = draft.bullet();
    let list = |draft: &mut Draft<'_>, items: Vec<Inlines>| {
        if !items.is_empty() {
            draft.block(crate::compose::blocks::cells::bullets(bullet, items));
        }
    };
    if !brief.asks.is_empty() {
        draft.unnumbered(draft.say("asks-heading"));
        list(
            &mut draft,
            brief.asks.iter().map(|ask| vec![Inline::text(ask.value.clone(), ask.place)]).collect(),
        );
    }
    draft.unnumbered(draft.say("position-heading"));
    let position = draft.position(plan);
    draft.note(format!("{position} {}", draft.lateness(plan)));
    let red: Vec<_> = plan.actions().filter(|action| is_red(action)).collect();
    if plan.total > 0 {
        draft.block(status_chart(terms, plan, None));
        notes(terms, plan).into_iter().for_each(|note| draft.note(note));
        draft.block(status_key(terms));
        draft.unnumbered(draft.say("red-heading"));
        let said = some(&draft, "more", &red, |action| {
            let values = context! { action => Value::from(Serde(action)), why => why(terms.wording, action) };
            draft.say_of("red", values)
        });
        list(&mut draft, said);
        if red.is_empty() {
            draft.note(draft.say("no-red"));
        }
    }
    draft.unnumbered(draft.say("movement-heading"));
    let moved = some(&draft, "more", &draft.lines("movement"), Clone::clone);
    list(&mut draft, moved);
    draft.unnumbered(draft.say("brief-measures-heading"));
    draft.note(draft.say("measures"));
    let missed: Vec<_> = plan.measures().filter(|measure| is_short(measure)).collect();
    let missed = some(&draft, "more", &missed, |measure| {
        let distance = distance(draft.terms().wording, measure);
        let before = missed_before(measure).map(|before| Value::from(Serde(before)));
        let measure = Value::from(Serde(measure));
        draft.say_of("missed", context! { measure, distance, before })
    });
    list(&mut draft, missed);
    let own = brief.questions.iter().map(|question| words(&*question.value));
    let raised = questions(&draft, figures, &red);
    let raised = some(&draft, "more-questions", &raised, Clone::clone);
    let questions: Vec<_> = own.chain(raised).collect();
    if !questions.is_empty() {
        draft.unnumbered(draft.say("questions-heading"));
    }
    list(&mut draft, questions);
    if figures.next.is_some() {
        draft.note(draft.say("brief-next"));
    }
    if let Some(note) = &reviewed.planned.plan.note {
        draft.note(note.value.clone());
    }
    draft.finish(figures.held)
}

/// Whether a measure missed its target or the last that fell due, or is off course.
fn is_short(measure: &MeasureState) -> bool {
    matches!(measure.standing, Some(Standing::Missed | Standing::OffCourse))
        || missed_before(measure).is_some()
}

/// The last target that fell due, where a measure missed it and another is in force.
fn missed_before(measure: &MeasureState) -> Option<&Goal> {
    let target = measure.target.as_ref()?;
    let before = measure.fell_due.as_ref().filter(|before| before.by != target.by)?;
    (before.standing == Some(Standing::Missed)).then_some(before)
}

/// Whether an action is behind or overdue.
fn is_red(action: &ActionState) -> bool {
    action.status == Status::Behind || action.overdue
}

/// The first of some things in words, and how many more there are by the sentence of a key.
fn some<T>(draft: &Draft<'_>, more: &str, all: &[T], say: impl Fn(&T) -> String) -> Vec<Inlines> {
    let mut said: Vec<_> = all.iter().take(MOST).map(|one| words(say(one))).collect();
    if all.len() > MOST {
        said.push(words(draft.say_of(more, context! { count => all.len() - MOST })));
    }
    said
}

/// The questions that the figures raise, the most serious first.
fn questions(draft: &Draft<'_>, figures: &Figures, red: &[&ActionState]) -> Vec<String> {
    let plan = &figures.plan;
    let late = red.iter().map(|action| {
        draft.say_of("question-late", context! { action => Value::from(Serde(*action)) })
    });
    let worse = plan
        .measures()
        .filter(|measure| {
            is_short(measure) && !matches!(measure.direction, None | Some(Direction::Improving))
        })
        .map(|measure| {
            draft.say_of("question-measure", context! { measure => Value::from(Serde(measure)) })
        });
    let claims =
        plan.activity_only.ids.iter().map(|id| draft.say_of("question-activity", context! { id }));
    let provisional = (plan.measures.provisional > 0).then(|| draft.say("question-provisional"));
    late.chain(worse).chain(claims).chain(provisional).collect()
}
