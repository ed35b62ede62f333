//! Makes the form of a file from its kind and the house style, with parts in the order in which they are printed.
//!
//! The page knows no kinds and no styles; it shows what it is given: fields, lists of groups, and the meanings of
//! keys.

use serde_json::{Value, json};

use crate::diag::apart;
use crate::language::case::sentence_case;
use crate::load::house::{House, house_of, style_of};
use crate::load::kind::shape;
use crate::model::style::{Field, FieldValue, PartKind, Style, need};
use crate::read::shape::{Shape, Slot};
use crate::world::World;

/// How deeply groups are nested in a form.
const DEEPEST: usize = 4;

/// Keys that no form shows, because they are fixed by the kind of file or have a dialog of their own.
const HIDDEN: [&str; 6] =
    ["kind", "exempt", "confidential", "accept", "open-figures", "exempt-reason"];

/// Keys that are rarely needed.
const RARE: [&str; 18] = [
    "added",
    "withdrawn",
    "depends-on",
    "started",
    "completed",
    "decision-needed",
    "style",
    "variant",
    "language",
    "as-at",
    "label",
    "numbered",
    "clear-days",
    "counting",
    "review-months",
    "type",
    "background-paper",
    "previous",
];

/// Lists shown as tables, with a row for each group.
const GRIDS: [&str; 11] = [
    "action",
    "milestone",
    "update",
    "evidence",
    "measure",
    "target",
    "actual",
    "comparator",
    "risk",
    "budget",
    "overall",
];

/// Texts of a single line.
const SHORT: [&str; 8] =
    ["title", "committee", "heading", "venue", "chair", "vice-chair", "author", "public-title"];

/// Texts of a few words, shown two to a row.
const BRIEF: [&str; 11] = [
    "id",
    "lead",
    "accountable",
    "owner",
    "role",
    "job-title",
    "telephone",
    "email",
    "unit",
    "short",
    "local-area",
];

/// The keys that name other files, with the kinds of file allowed.
const FILES: [(&str, &[&str]); 6] = [
    ("plan", &["plan"]),
    ("review", &["review"]),
    ("report", &["report", "plan", "review", "brief"]),
    ("source", &["plan", "review", "brief"]),
    ("inspection", &["inspection"]),
    ("sources", &["inspection", "plan", "review", "figures"]),
];

/// The keys of a kind of file.
fn slots(kind: &str) -> Vec<Slot> {
    match shape(kind) {
        Some(Shape::Group(slots)) => slots(),
        _ => Vec::new(),
    }
}

/// The keys of a kind of file, in the order in which a person would write them.
pub(super) fn order(kind: &str) -> Vec<String> {
    slots(kind).into_iter().map(|slot| slot.key).collect()
}

/// The parts of the form of a file.
pub(super) fn parts(world: &World, kind: &str, values: &Value) -> Vec<Value> {
    let (house, _) = apart(house_of(world));
    let own = values["style"].as_str().and_then(|name| apart(style_of(world, name)).0);
    let style = own.as_ref().or(house.as_ref().map(|house: &House| &house.style));
    let slots = slots(kind);
    let about =
        slots.iter().filter(|slot| !is_list(&slot.shape) && is_shown(slot) && slot.key != "front");
    let about: Vec<_> = about.map(|slot| entry(slot, vec![json!(slot.key)], 0)).collect();
    let mut parts = vec![
        json!({ "id": "about", "heading": format!("About this {kind}"), "fields": about, "exempt": slots.iter().any(|slot| slot.key == "exempt") }),
    ];
    let unplaced =
        |key: &str| kind == "report" && style.is_some_and(|style| rank(style, key) == usize::MAX);
    let lists = slots.iter().filter(|slot| {
        let is_used = values.get(&slot.key).is_some() || !unplaced(&slot.key);
        is_list(&slot.shape) && is_shown(slot) && is_used
    });
    let mut lists: Vec<_> = lists.map(|slot| list(slot, style)).collect();
    if let Some(style) = style.filter(|_| kind == "report") {
        let front: Vec<_> = style.field.iter().map(front).collect();
        parts.push(json!({
            "id": "front",
            "heading": "The head of the paper",
            "help": format!("What the house style {} asks for.", style.name.value),
            "fields": front,
        }));
        lists.sort_by_key(|list| rank(style, list["id"].as_str().unwrap_or_default()));
    }
    parts.extend(lists);
    parts
}

/// Whether a form shows a key.
fn is_shown(slot: &Slot) -> bool {
    !HIDDEN.contains(&slot.key.as_str()) && !matches!(slot.shape, Shape::Other)
}

/// Whether a key holds a list of groups, which makes a part of its own.
fn is_list(shape: &Shape) -> bool {
    matches!(shape, Shape::List(of) if matches!(**of, Shape::Group(_)))
}

/// The position at which a style prints the list under this key.
fn rank(style: &Style, key: &str) -> usize {
    let is = |kind: PartKind| match key {
        "recommendation" => kind == PartKind::Recommendations,
        "section" => kind == PartKind::Section || kind == PartKind::Sections,
        "appendix" => kind == PartKind::Appendices,
        "background-paper" => kind == PartKind::BackgroundPapers,
        _ => kind == PartKind::Contacts,
    };
    style.part.iter().position(|part| is(part.kind)).unwrap_or(usize::MAX)
}

/// A part for a list of groups.
fn list(slot: &Slot, style: Option<&Style>) -> Value {
    let known = style.filter(|_| slot.key == "section").map(|style| {
        let sections = style.section.iter();
        let known = sections.map(|section| {
            json!({
                "id": section.id.as_str(),
                "heading": section.heading.as_str(),
                "need": need(section.required, section.expected),
                "placed": has_place(style, &section.id),
                "empty": section.empty.as_ref().map(|empty| empty.text.as_str()),
            })
        });
        known.collect::<Vec<_>>()
    });
    let mut part = entry(slot, vec![json!(slot.key)], 0);
    part["id"] = json!(slot.key);
    part["known"] = json!(known);
    part["list"] = json!(true);
    part
}

/// Whether a style prints a section in a fixed place, wherever the file has it.
fn has_place(style: &Style, id: &str) -> bool {
    let parts = style.part.iter().filter(|part| part.kind == PartKind::Section);
    let mut placed = parts.flat_map(|part| part.section.iter().chain(&part.sections));
    placed.any(|placed| placed.value == id)
}

/// The plural of a part's label.
fn plural(part: &Value) -> String {
    let label = part["label"].as_str().unwrap_or_default();
    match label {
        "Appendix" => "Appendices".to_owned(),
        "Evidence" => label.to_owned(),
        label if label.ends_with('y') => format!("{}ies", &label[..label.len() - 1]),
        label => format!("{label}s"),
    }
}

/// A key for the page: its label, its meaning and its control.
fn entry(slot: &Slot, path: Vec<Value>, depth: usize) -> Value {
    let mut entry = control(&slot.shape, depth);
    let files = FILES.iter().find(|(key, _)| *key == slot.key).map(|(_, kinds)| kinds);
    if let Some(kinds) = files {
        entry["files"] = json!(kinds);
    }
    if SHORT.contains(&slot.key.as_str()) && entry["is"] == "prose" {
        entry["is"] = json!("text");
    }
    entry["path"] = Value::Array(path);
    entry["label"] = json!(match slot.key.as_str() {
        "overall" => "Overall judgement".to_owned(),
        "actual" => "Reading".to_owned(),
        key => sentence_case(key),
    });
    entry["help"] = json!(slot.help.replace(['`', '[', ']'], ""));
    entry["need"] = json!(need(slot.required, false));
    let is_inner_section = depth > 0 && slot.key == "section";
    entry["rare"] = json!(is_inner_section || RARE.contains(&slot.key.as_str()));
    if is_list(&slot.shape) {
        entry["heading"] = json!(plural(&entry));
        entry["grid"] = json!(GRIDS.contains(&slot.key.as_str()));
    }
    entry["brief"] = json!(BRIEF.contains(&slot.key.as_str()));
    entry
}

/// The control for a value, for the page.
fn control(of: &Shape, depth: usize) -> Value {
    match of {
        Shape::Text | Shape::Identifier => json!({ "is": "text" }),
        Shape::Line => json!({ "is": "line" }),
        Shape::Prose => json!({ "is": "prose" }),
        Shape::Day => json!({ "is": "day" }),
        Shape::Time => json!({ "is": "time" }),
        Shape::Truth => json!({ "is": "truth" }),
        Shape::Number => json!({ "is": "number" }),
        Shape::Choice(words) => json!({ "is": "choice", "words": words }),
        Shape::List(of) | Shape::Several(of) => json!({ "is": "list", "of": control(of, depth) }),
        Shape::Entries => json!({ "is": "entries" }),
        Shape::Group(_) if depth >= DEEPEST => json!({ "is": "other" }),
        Shape::Group(slots) => {
            let slots = slots();
            let can_close = slots.iter().any(|slot| slot.key == "exempt");
            let fields = slots
                .iter()
                .filter(|slot| is_shown(slot))
                .map(|slot| entry(slot, vec![json!(slot.key)], depth + 1));
            json!({ "is": "group", "fields": fields.collect::<Vec<_>>(), "exempt": can_close })
        }
        Shape::Other => json!({ "is": "other" }),
    }
}

/// The entry for a field of the house style.
fn front(field: &Field) -> Value {
    let columns = field.column.iter().map(|column| {
        json!({ "is": "text", "path": [column.name.as_str()], "label": column.label.trim_end_matches(':'), "help": "", "need": "optional", "rare": false })
    });
    let mut entry = match field.value {
        FieldValue::Text => json!({ "is": "text" }),
        FieldValue::Date => json!({ "is": "day" }),
        FieldValue::Truth => json!({ "is": "truth" }),
        FieldValue::Choice => {
            json!({ "is": "choice", "words": field.options.iter().map(|option| option.as_str()).collect::<Vec<_>>() })
        }
        FieldValue::List => json!({ "is": "list", "of": { "is": "text" } }),
        FieldValue::Rows => {
            json!({ "is": "list", "of": { "is": "group", "fields": columns.collect::<Vec<_>>() } })
        }
    };
    entry["path"] = json!(["front", field.name.as_str()]);
    entry["label"] = json!(field.label.trim_end_matches(':'));
    entry["help"] = json!("");
    entry["need"] = json!(need(field.required, field.expected));
    entry["default"] = json!(field.default.as_ref().map(|default| default.text.as_str()));
    entry["rare"] = json!(!field.required && !field.expected && field.default.is_none());
    entry
}
