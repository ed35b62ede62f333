//! Lists where the figures of a page come from, at its end for readers and as data for programs.
//!
//! The expressions that the templates meet in the words of a document come in; their files, days and definitions go
//! out, as a list and as JSON-LD. What the paper says about itself (its title, its front sheet) is not a figure from
//! data. Nothing withheld comes here, since an edition has no words of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use minijinja::{Environment, Error, Value, context};
use serde_json::json;

use super::invalid;
use crate::document::{Cleared, DataFile, Document, meaning, plain};
use crate::language::Wording;

/// The uses of one expression.
#[derive(Debug, Default)]
struct Given {
    /// Its position in the order of first use.
    place: usize,
    /// The words it gave at first.
    words: String,
    /// Whether it gave other words later, as in a table.
    is_more: bool,
}

/// Adds the functions for the origins of figures: `origin_of` for one, `origins` for all.
pub(super) fn add_functions(
    environment: &mut Environment<'static>,
    document: &Document<Cleared>,
    wording: &Wording,
) {
    let met = Arc::new(Mutex::new(BTreeMap::<String, Given>::new()));
    let files: Arc<[DataFile]> = document.origins.clone().into();
    let (shared, of) = (met.clone(), files.clone());
    environment.add_function("origin_of", move |expression: &str, words: &str| {
        let Some(origin) = origin(&of, expression) else { return Ok(String::new()) };
        let mut met = shared.lock().map_err(|_| broken())?;
        let place = met.len();
        let given = met.entry(expression.to_owned()).or_insert_with(|| Given {
            place,
            words: words.to_owned(),
            is_more: false,
        });
        given.is_more |= given.words != words;
        Ok::<_, Error>(origin.file.clone())
    });
    let (wording, title) = (wording.clone(), plain(&document.title));
    environment.add_function("origins", move || {
        let met = met.lock().map_err(|_| broken())?;
        let mut all: Vec<(&String, &Given)> = met.iter().collect();
        all.sort_by_key(|(_, given)| given.place);
        Ok::<_, Error>(said(&all, &files, &title, &wording))
    });
}

/// The data file that an expression names.
fn origin<'o>(files: &'o [DataFile], expression: &str) -> Option<&'o DataFile> {
    files.iter().find(|origin| origin.is_named_by(expression))
}

/// All origins, as the template places them.
fn said(all: &[(&String, &Given)], files: &[DataFile], title: &str, wording: &Wording) -> Value {
    let file = |origin: &DataFile| {
        let values = context! { file => origin.file.as_str(), as_at => origin.as_at.map(Value::from_object) };
        wording.say("origin-file", values)
    };
    let figures = all.iter().map(|(expression, given)| {
        context! {
            expression => expression.as_str(),
            words => (!given.is_more).then_some(given.words.as_str()),
            meaning => meaning(files, expression, wording),
            file => origin(files, expression).map(file),
        }
    });
    let mut names: Vec<&DataFile> = Vec::new();
    for origin in files {
        if !names.iter().any(|named| named.file == origin.file) {
            names.push(origin);
        }
    }
    context! {
        figures => figures.collect::<Vec<_>>(),
        files => names.iter().map(|origin| file(origin)).collect::<Vec<_>>(),
        linked => Value::from_safe_string(linked(all, files, &names, title, wording)),
    }
}

/// All origins as JSON-LD in the vocabulary of schema.org, with no character that could end the element around it.
fn linked(
    all: &[(&String, &Given)],
    files: &[DataFile],
    names: &[&DataFile],
    title: &str,
    wording: &Wording,
) -> String {
    let dataset = |origin: &&DataFile| {
        let mut set = json!({ "@type": "Dataset", "name": origin.file });
        if let Some(day) = origin.as_at {
            set["temporalCoverage"] = json!(day.to_string());
        }
        set
    };
    let figure = |(expression, given): &(&String, &Given)| {
        let mut value = json!({
            "@type": "PropertyValue",
            "propertyID": expression,
            "description": meaning(files, expression, wording),
        });
        if !given.is_more {
            value["value"] = json!(given.words);
        }
        if let Some(origin) = origin(files, expression) {
            value["isBasedOn"] = json!(origin.file);
        }
        value
    };
    let report = json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "name": title,
        "isBasedOn": names.iter().map(dataset).collect::<Vec<_>>(),
        "variableMeasured": all.iter().map(figure).collect::<Vec<_>>(),
    });
    report.to_string().replace('<', "\\u003c")
}

/// The error where an earlier part of the page failed.
fn broken() -> Error {
    invalid("an earlier part of the paper failed".to_owned())
}
