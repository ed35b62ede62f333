//! A brief of two pages for members: what they are asked, what is red, what moved, and what is worth asking.

use super::House;
use crate::compose::blocks::cells::{long, words};
use crate::compose::blocks::progress::{status_chart, status_key};
use crate::compose::document::{Document, Inline, Inlines};
use crate::compose::draft::Draft;
use crate::compose::sentences::{self, lower_first};
use crate::derive::action::ActionState;
use crate::derive::review::{Figures, Reviewed};
use crate::diag::Diagnostic;
use crate::model::plan::Status;
use crate::model::review::Brief;

/// How many things of one kind fit on two pages; how many more there are is said.
const MOST: usize = 5;

/// The paper. Its paragraphs are not numbered: nothing is referred to.
pub(super) fn document(
    house: House<'_>,
    brief: &Brief,
    reviewed: &Reviewed,
    figures: &Figures,
    problems: &mut Vec<Diagnostic>,
) -> Document {
    let plan = &figures.plan;
    let mut draft = Draft::new(
        house.style,
        format!("Members’ brief: {} of the {}", lower_first(&figures.name), plan.name),
    );
    let bullet = draft.bullet();
    let list = |draft: &mut Draft<'_>, items: Vec<Inlines>| {
        if !items.is_empty() {
            draft.block(crate::compose::blocks::cells::bullets(bullet, items));
        }
    };
    if !brief.asks.is_empty() {
        draft.unnumbered("What you are asked to do");
        list(
            &mut draft,
            brief.asks.iter().map(|ask| vec![Inline::text(ask.value.clone(), ask.place)]).collect(),
        );
    }
    draft.unnumbered("Where the plan stands");
    draft.note(format!(
        "{} {}",
        sentences::position(&reviewed.planned.scale, plan),
        sentences::lateness(plan)
    ));
    draft.block(status_chart(&reviewed.planned.scale, plan, None));
    draft.block(status_key(&reviewed.planned.scale));
    draft.unnumbered("What is red");
    let red: Vec<_> = plan.actions().filter(|action| is_red(action)).collect();
    match red.len() {
        0 => draft.note("No action is behind or overdue."),
        _ => list(&mut draft, some(&red, |action| sentences::attention(action))),
    }
    draft.unnumbered(format!("What moved since {}", long(figures.since)));
    let moved = sentences::movement(&figures.movement);
    list(&mut draft, some(&moved, Clone::clone));
    draft.unnumbered("What the measures say");
    draft.note(sentences::measures(plan));
    let missed: Vec<_> = plan.measures().filter(|measure| measure.met == Some(false)).collect();
    list(
        &mut draft,
        some(&missed, |measure| {
            let latest =
                measure.latest.as_ref().map(|latest| latest.words.as_str()).unwrap_or_default();
            let distance = measure.variance_words.as_deref().unwrap_or_default();
            format!("{}: {latest}, {distance}.", measure.name)
        }),
    );
    draft.unnumbered("Questions worth asking");
    let own = brief.questions.iter().map(|question| question.value.clone());
    let questions: Vec<String> =
        own.chain(questions(figures, &red)).take(MOST + brief.questions.len()).collect();
    list(&mut draft, questions.into_iter().map(words).collect());
    if let Some(next) = figures.next {
        draft.note(format!("The next review is on {}.", long(next)));
    }
    if let Some(note) = &reviewed.planned.plan.note {
        draft.note(note.value.clone());
    }
    draft.finish(house, figures.held, problems)
}

/// Whether an action is behind or overdue.
fn is_red(action: &ActionState) -> bool {
    action.status == Status::Behind || action.overdue
}

/// The first of some things in words, and how many more there are.
fn some<T>(all: &[T], say: impl Fn(&T) -> String) -> Vec<Inlines> {
    let mut said: Vec<_> = all.iter().take(MOST).map(|one| words(say(one))).collect();
    if all.len() > MOST {
        said.push(words(format!("And {} more, in the summary of the review.", all.len() - MOST)));
    }
    said
}

/// The questions that the figures raise, the most serious first.
fn questions<'f>(
    figures: &'f Figures,
    red: &'f [&ActionState],
) -> impl Iterator<Item = String> + 'f {
    let plan = &figures.plan;
    let late = red.iter().map(|action| {
        format!(
            "Action {} ({}): what holds it up, and who will clear the way?",
            action.id,
            lower_first(&action.action)
        )
    });
    let worse = plan
        .measures()
        .filter(|measure| {
            measure.met == Some(false)
                && measure.direction != Some(crate::derive::measure::Direction::Improving)
        })
        .map(|measure| format!("{}: why has there been no steady improvement?", measure.name));
    let claims = plan.activity_only.ids.iter().map(|id| {
        format!("Action {id} is reported with activity only: what is different for families because of it?")
    });
    let provisional = (plan.measures.provisional > 0)
        .then(|| "When will the provisional figures be final?".to_owned());
    late.chain(worse).chain(claims).chain(provisional)
}
