//! Makes values of sources: their figures by name, and the whole blocks that prose can ask them for.

pub(super) mod actions;
pub(super) mod area_table;
pub(super) mod areas;
pub(super) mod cells;
pub(super) mod changes;
mod figures;
pub(super) mod inspection;
pub(super) mod measures;
mod plan;
pub(super) mod progress;
pub(super) mod review;
pub(super) mod spare;
pub(super) mod standing;
pub(super) mod terms;
pub(super) mod timeline;
pub(super) mod trend;

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Serde};
use minijinja::{Error, ErrorKind, State, Value};

use super::refusal::Refusal;
use super::seal::named;
use super::value::{Blocks, unread};
use crate::derive::inspection::Inspected;
use crate::derive::plan::{Around, Planned};
use crate::derive::{self, Source};
use crate::diag::closest;
use crate::document::Block;
use crate::language::Wording;
use crate::read::date::Date;

/// A source as a value in prose.
#[derive(Debug)]
struct SourceValue {
    facts: Facts,
    /// The figures that prose reaches by name.
    named: Value,
    /// The wording of the paper that uses the source.
    wording: Wording,
}

/// The data that the blocks of a source are made from.
#[derive(Debug)]
enum Facts {
    /// An inspection as it was known on a day.
    Inspection(Box<Inspected>, Box<derive::inspection::Figures>, Date),
    /// A plan as it was on a day.
    Plan(Box<Planned>, Box<derive::plan::Figures>),
    /// A review.
    Review(Box<derive::review::Reviewed>, Box<derive::review::Figures>),
}

/// The value of a source in prose, as at a day. A review is always as at the day it was held. Where that day could
/// not be read, the value is [`unread`], so that nothing more is reported of it.
pub(super) fn value(source: Source, as_at: Date, wording: &Wording) -> Value {
    let words = wording.clone();
    let day = match &source {
        Source::Inspection(_) | Source::Plan(_) => Some(as_at),
        Source::Review(reviewed) => Some(reviewed.review.held.value),
        Source::Figures(_) => None,
    };
    if day == Some(Date::UNREAD) {
        return unread();
    }
    match source {
        Source::Inspection(inspected) => {
            let figures = derive::inspection::figures(&inspected, Some(as_at.0));
            let named = named(Value::from(Serde(&figures)));
            let facts = Facts::Inspection(inspected, Box::new(figures), as_at);
            Value::from_object(SourceValue { facts, named, wording: words })
        }
        Source::Plan(planned) => {
            let figures = derive::plan::figures(&planned.plan, as_at.0, Around::default());
            plan_value(planned, figures, wording)
        }
        Source::Review(reviewed) => {
            let figures = derive::review::figures(&reviewed);
            let named = named(Value::from(Serde(&figures)));
            let facts = Facts::Review(reviewed, Box::new(figures));
            Value::from_object(SourceValue { facts, named, wording: words })
        }
        Source::Figures(tables) => figures::value(tables, wording),
    }
}

/// The value of a plan with its figures.
fn plan_value(planned: Box<Planned>, figures: derive::plan::Figures, wording: &Wording) -> Value {
    let named = named(Value::from(Serde(&figures)));
    let facts = Facts::Plan(planned, Box::new(figures));
    Value::from_object(SourceValue { facts, named, wording: wording.clone() })
}

impl Object for SourceValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.named.get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.named.try_iter().map(Iterator::collect).unwrap_or_default())
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        arguments: &[Value],
    ) -> Result<Value, Error> {
        let Self { facts, wording, .. } = &**self;
        let known = match facts {
            Facts::Inspection(..) => inspection::NAMES.to_vec(),
            Facts::Plan(..) => plan::NAMES.to_vec(),
            Facts::Review(..) => [&review::NAMES[..], &plan::NAMES[..]].concat(),
        };
        let made = match facts {
            Facts::Inspection(inspected, figures, as_at) => {
                inspection::method(wording, (inspected, figures, *as_at), method, arguments)?
            }
            Facts::Plan(planned, figures) => {
                plan::method(wording, planned, figures, method, arguments)?
            }
            Facts::Review(reviewed, figures) => {
                review::method(wording, reviewed, figures, method, arguments)?
            }
        };
        made.ok_or_else(|| {
            let values = self.named.try_iter().into_iter().flatten();
            let values: Vec<String> = values.map(|name| name.to_string()).collect();
            let all = format!("{}; {}", known.join(", "), values.join(", "));
            Error::new(ErrorKind::UnknownMethod, all)
        })
    }
}

/// Blocks as a value.
fn blocks(blocks: Vec<Block>) -> Value {
    Value::from_object(Blocks(blocks))
}

/// The error for an argument that cannot be used: what is wrong, and what to write instead.
fn wrong(what: impl Into<String>, hint: impl Into<String>) -> Error {
    Refusal::new(what, hint).into()
}

/// The error for an unknown option value.
fn unknown_choice(option: &str, word: &str, known: &[&str]) -> Error {
    let hint = match closest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", named_each(known)),
    };
    wrong(format!("`{option}` cannot be `{word}`"), hint)
}

/// Names as messages print them: `a`, `b`.
fn named_each(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
