//! Blocks of an inspection.

use minijinja::Value;
use minijinja::value::from_args;

use super::Made;
use crate::compose::document::{Block, Inline, Item, List};
use crate::model::inspection::Inspection;

/// The blocks of a method: `weakness_list()` gives the areas of weakness as a list.
pub(super) fn blocks(inspection: &Inspection, method: &str, arguments: &[Value]) -> Made {
    match method {
        "weakness_list" => {
            let () = from_args(arguments)?;
            let items = inspection.weakness.iter().map(|weakness| Item {
                label: "•".into(),
                blocks: vec![Block::paragraph(vec![Inline::text(
                    weakness.text.value.clone(),
                    weakness.text.place,
                )])],
                anchor: None,
            });
            Ok(Some(vec![Block::List(List { ordered: false, items: items.collect() })]))
        }
        _ => Ok(None),
    }
}
