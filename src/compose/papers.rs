//! Papers that are made from data alone: a plan as an appendix, a review's summary, a brief for members.

mod brief;
mod plan;
mod review;

use minijinja::Value;
use minijinja::value::Serde;

use super::Composition;
use super::blocks::cells::{wide, words};
use crate::derive;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::document::{Block, Cell, Table};
use crate::language::Wording;
use crate::load::house::House;
use crate::model::review::Brief;
use crate::read::date::Date;

/// An action plan as it stood on a day; where none is given, on the last day that it says anything about.
pub fn plan(house: &House, planned: &Planned, as_at: Option<Date>) -> Composition {
    let as_at = as_at.unwrap_or_else(|| derive::plan::last_said(&planned.plan));
    let figures = derive::plan::figures(&planned.plan, as_at.0, None);
    let data = Value::from_pairs([("plan", Value::from(Serde(&figures)))]);
    let mut problems = Vec::new();
    let document = plan::document(house, planned, &figures, &data, &mut problems);
    Composition { document, data, problems }
}

/// The summary of a review.
pub fn review(house: &House, reviewed: &Reviewed) -> Composition {
    let figures = derive::review::figures(reviewed);
    let data = Value::from_pairs([("review", Value::from(Serde(&figures)))]);
    let mut problems = Vec::new();
    let document = review::document(house, reviewed, &figures, &data, &mut problems);
    Composition { document, data, problems }
}

/// The brief of a review for members.
pub fn brief(house: &House, brief: &Brief, reviewed: &Reviewed) -> Composition {
    let figures = derive::review::figures(reviewed);
    let data = Value::from_pairs([("review", Value::from(Serde(&figures)))]);
    let mut problems = Vec::new();
    let document = brief::document(house, brief, reviewed, &figures, &data, &mut problems);
    Composition { document, data, problems }
}

/// A cell that lists names, one to a line.
fn names(names: &[crate::read::Name]) -> Cell {
    Cell {
        blocks: names
            .iter()
            .map(|name| {
                Block::paragraph(vec![crate::document::Inline::text(
                    name.value.clone(),
                    name.place,
                )])
            })
            .collect(),
    }
}

/// The definitions of the figures that a paper used, by the keys of their terms.
fn definitions(wording: &Wording, used: &[&str]) -> Block {
    let cell = |key: String| Cell::of(words(wording.word(&key)));
    let rows =
        used.iter().map(|key| vec![cell(format!("term-{key}")), cell(format!("meaning-{key}"))]);
    Block::Table(Table {
        role: Some("form".into()),
        columns: vec![wide(1.0), wide(3.0)],
        rows: rows.collect(),
        row_headers: true,
        summary: Some(wording.word("meanings-summary")),
        ..Table::default()
    })
}
