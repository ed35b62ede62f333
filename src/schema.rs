//! Describes what a kind of file can hold as a JSON Schema, by which TOML editors complete and check keys.
//!
//! It is made from the types that files are read into, with their documentation, and for a report from its house
//! style. A schema accepts every file that the program does; what takes more than one look at a value is left to
//! `check`.

use serde_json::{Map, Value, json};

use crate::load::kind::shape;
use crate::model::style::{Field, FieldValue, Style};
use crate::read::shape::{Shape, Slot};

/// How deeply groups are nested in a schema.
const DEEPEST: usize = 8;

/// The path of the schema for a kind of file in a workspace.
pub(crate) fn path(kind: &str) -> String {
    format!("schemas/{kind}.json")
}

/// The schema of a kind of file, for papers in a house style; `None` if there is no such kind.
pub(crate) fn schema(kind: &str, style: Option<&Style>) -> Option<Value> {
    let mut schema = value(&shape(kind)?, 0);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(kind);
    schema["properties"]["kind"] = json!({ "const": kind, "description": "What this file is." });
    schema["required"] = match schema["required"].take() {
        Value::Array(mut required) => {
            required.retain(|key| key != "kind");
            required.insert(0, json!("kind"));
            json!(required)
        }
        _ => json!(["kind"]),
    };
    match kind {
        // Its groups may have the names that the framework gives them.
        "inspection" => schema["additionalProperties"] = json!({ "type": "array" }),
        "report" => style.into_iter().for_each(|style| in_style(&mut schema, style)),
        _ => {}
    }
    Some(schema)
}

/// The schema of a value.
fn value(of: &Shape, depth: usize) -> Value {
    match of {
        Shape::Text | Shape::Line | Shape::Prose => json!({ "type": "string" }),
        Shape::Identifier => json!({ "type": ["string", "integer", "object"] }),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Time => json!({ "type": "string", "format": "time" }),
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": ["number", "string"] }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::List(of) => json!({ "type": "array", "items": value(of, depth) }),
        Shape::Several(of) => {
            let one = value(of, depth);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Shape::Entries => json!({ "type": "object" }),
        Shape::Group(slots) if depth < DEEPEST => group(&slots(), depth + 1),
        Shape::Group(_) | Shape::Other => json!({}),
    }
}

/// The schema of a group of keys.
fn group(slots: &[Slot], depth: usize) -> Value {
    let property = |slot: &Slot| {
        let mut value = value(&slot.shape, depth);
        value["description"] = json!(slot.help);
        (slot.key.clone(), value)
    };
    let properties: Map<_, _> = slots.iter().map(property).collect();
    let required: Vec<_> =
        slots.iter().filter(|slot| slot.required).map(|slot| &slot.key).collect();
    let mut group =
        json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        group["required"] = json!(required);
    }
    group
}

/// Adds to the schema of a report what its house style defines: the fields of its front, and its sections.
fn in_style(schema: &mut Value, style: &Style) {
    let fields: Map<_, _> =
        style.field.iter().map(|field| (field.name.value.clone(), front(field))).collect();
    let front = &mut schema["properties"]["front"];
    *front = json!({ "type": "object", "description": front["description"], "properties": fields });
    let ids: Vec<_> = style.section.iter().map(|section| &section.id.value).collect();
    let id = &mut schema["properties"]["section"]["items"]["properties"]["id"];
    *id = json!({ "anyOf": [{ "enum": ids }, { "type": "string" }], "description": id["description"] });
}

/// The schema of a field in a report's front.
fn front(field: &Field) -> Value {
    let label = &field.label.value;
    let options: Vec<_> = field.options.iter().map(|option| &option.value).collect();
    match field.value {
        FieldValue::Choice => json!({ "description": label, "anyOf": [{ "enum": options }, {}] }),
        _ => json!({ "description": label }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::apart;
    use crate::load::house::style_of;
    use crate::load::kind::KINDS;
    use crate::world::Workspace;

    #[test]
    fn every_kind_of_file_has_a_schema_that_explains_its_keys() {
        for kind in KINDS {
            let schema = schema(kind, None).unwrap();
            let properties = schema["properties"].as_object().unwrap();
            assert!(properties.len() > 1, "{kind}");
            for (key, property) in properties {
                let help = property["description"].as_str().unwrap_or_default();
                assert!(help.ends_with('.') || help.contains("TOML"), "{kind}.{key}: {help}");
            }
        }
        assert!(schema("poem", None).is_none());
    }

    #[test]
    fn a_report_has_the_fields_and_the_sections_of_its_style() {
        let world = Workspace::memory([]).world();
        let style = apart(style_of(&world, "staffordshire")).0;
        let schema = schema("report", style.as_ref()).unwrap();
        let properties = &schema["properties"];
        assert!(properties["front"]["properties"]["report-of"].is_object(), "{properties}");
        let ids = &properties["section"]["items"]["properties"]["id"]["anyOf"][0]["enum"];
        assert!(ids.as_array().unwrap().contains(&json!("summary")), "{ids}");
        assert!(schema["required"].as_array().unwrap().contains(&json!("title")));
    }
}
