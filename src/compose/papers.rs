//! Composes the papers that are made of data alone: an action plan, a review's summary, a brief for members.

mod brief;
mod plan;
mod review;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::Composition;
use super::blocks::cells::{bullets, filling, narrow, strong, unsaid, words};
use super::blocks::standing::beside;
use super::draft::Draft;
use super::seal::{is_sealed, with_sealed_numbers};
use crate::derive;
use crate::derive::plan::{Around, Figures, Planned};
use crate::derive::review::Reviewed;
use crate::diag::Warned;
use crate::document::{Block, Cell, Document, Inlines, Table, plain};
use crate::language::Wording;
use crate::load::house::House;
use crate::model::review::Brief;
use crate::read::date::Date;

/// An action plan as it was on a day.
pub(super) fn plan(house: &House, planned: &Planned, as_at: Date) -> Warned<Composition> {
    let figures = derive::plan::figures(&planned.plan, as_at.0, Around::default());
    let data = with_sealed_numbers(Value::from_pairs([("plan", Value::from(Serde(&figures)))]));
    composition(plan::document(house, planned, &figures, &data), data)
}

/// The summary of a review.
pub(super) fn review(house: &House, reviewed: &Reviewed) -> Warned<Composition> {
    let figures = derive::review::figures(reviewed);
    let data = with_sealed_numbers(Value::from_pairs([("review", Value::from(Serde(&figures)))]));
    composition(review::document(house, reviewed, &figures, &data), data)
}

/// The brief of a review for members.
pub(super) fn brief(house: &House, brief: &Brief, reviewed: &Reviewed) -> Warned<Composition> {
    let figures = derive::review::figures(reviewed);
    let data = with_sealed_numbers(Value::from_pairs([("review", Value::from(Serde(&figures)))]));
    composition(brief::document(house, brief, reviewed, &figures, &data), data)
}

/// A document with the values it was made from.
fn composition(document: Warned<Document>, data: Value) -> Warned<Composition> {
    let Warned { value: document, findings } = document;
    Warned { value: Composition { document, data }, findings }
}

/// The decisions that actions wait for, the most serious action first: those that everyone reads, and the withheld ones.
fn decisions(draft: &Draft<'_>, plan: &Figures) -> (Vec<Inlines>, Vec<Inlines>) {
    let decisions = plan.by_severity().into_iter().filter_map(|action| {
        let decision = action.decision_needed.as_ref()?;
        let asked = action.decision_asked.filter(|_| !is_sealed(decision)).map(Value::from_object);
        Some(words(draft.say_of("decision-of", context! { id => &action.id, decision, asked })))
    });
    decisions.partition(|said| !is_sealed(&plain(said)))
}

/// Adds a list under a heading that the public does not read, nor that it is there; nothing where the list is empty.
fn unseen(draft: &mut Draft<'_>, heading: &str, items: Vec<Inlines>) {
    if items.is_empty() {
        return;
    }
    let heading = Block::paragraph(vec![strong(draft.say(heading))]);
    let list = bullets(draft.bullet(), items);
    draft.block(unsaid(vec![heading, list]));
}

/// A sentence about what is counted, with the remark that what is withheld is not, where something is.
fn with_remark(draft: &Draft<'_>, said: String, left_out: bool) -> String {
    match left_out && !said.is_empty() {
        true => format!("{said} {}", draft.say("left-out")),
        false => said,
    }
}

/// A cell with a paragraph for each line.
fn lines(lines: &[crate::read::Line]) -> Cell {
    Cell {
        blocks: lines
            .iter()
            .map(|line| {
                Block::paragraph(vec![crate::document::Inline::text(
                    line.value.clone(),
                    line.place,
                )])
            })
            .collect(),
    }
}

/// The definitions of terms that a paper used, by their keys, in two columns of about equal length.
fn definitions_beside(wording: &Wording, used: &[&str]) -> Block {
    let long = |used: &[&str]| -> usize {
        used.iter().map(|key| wording.word(&format!("meaning-{key}")).chars().count()).sum()
    };
    let longer = |at: &usize| long(&used[..*at]).max(long(&used[*at..]));
    let (left, right) = used.split_at((0..=used.len()).min_by_key(longer).unwrap_or(0));
    let halves = [left, right].into_iter().filter(|half| !half.is_empty());
    beside(halves.map(|used| vec![definitions(wording, used)]).collect())
}

/// The definitions of terms, by their keys, as one table.
fn definitions(wording: &Wording, used: &[&str]) -> Block {
    let cell = |key: String| Cell::of(words(wording.word(&key)));
    let rows =
        used.iter().map(|key| vec![cell(format!("term-{key}")), cell(format!("meaning-{key}"))]);
    Block::Table(Table {
        role: Some("form".into()),
        columns: vec![narrow(), filling()],
        rows: rows.collect(),
        row_headers: true,
        summary: Some(wording.word("meanings-summary")),
        ..Table::default()
    })
}
