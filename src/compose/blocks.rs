//! Sources as values: their figures by name, and the whole blocks that prose can ask them for.

mod inspection;

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Serde};
use minijinja::{Error, ErrorKind, State, Value};

use super::value::Blocks;
use crate::compose::document::Block;
use crate::derive::{self, Source};

/// A source as prose sees it.
#[derive(Debug)]
struct SourceValue {
    source: Source,
    figures: Value,
}

/// The value that a source's name stands for in prose.
pub(super) fn value(source: Source) -> Value {
    let figures = match &source {
        Source::Inspection(inspection) => {
            Value::from(Serde(&derive::inspection::figures(inspection)))
        }
    };
    Value::from_object(SourceValue { source, figures })
}

impl Object for SourceValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.figures.get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.figures.try_iter().map(Iterator::collect).unwrap_or_default())
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        arguments: &[Value],
    ) -> Result<Value, Error> {
        let blocks = match &self.source {
            Source::Inspection(inspection) => inspection::blocks(inspection, method, arguments)?,
        };
        let blocks = blocks.map(|blocks| Value::from_object(Blocks(blocks)));
        blocks.ok_or_else(|| Error::from(ErrorKind::UnknownMethod))
    }
}

/// The blocks of a method, if there is one of that name.
type Made = Result<Option<Vec<Block>>, Error>;
