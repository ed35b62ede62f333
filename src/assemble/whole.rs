//! Handles what belongs to a part's document as a whole: bookmarks, attribute classes, and what stays behind.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::copy::Copier;
use super::destinations::{Action, Destinations};
use super::furniture::output_intent;
use super::graft;
use super::look::{catalog, dictionary_at, entry, name_at};
use super::report::Report;

/// The entries of a bookmark as written in the pack.
pub(super) fn bookmark(
    document: &Document,
    item: &Dictionary,
    copier: &mut Copier<'_>,
    destinations: &Destinations<'_>,
) -> Dictionary {
    let mut kept = Dictionary::new();
    let action = match (item.get(b"Dest"), dictionary_at(document, item, b"A")) {
        (Ok(to), _) => destinations.link(copier, to).map(Action::GoTo),
        (_, Some(action)) => destinations.action(copier, action),
        _ => None,
    };
    match action {
        Some(Action::GoTo(to)) => kept.set("Dest", to),
        Some(Action::Other(action)) => kept.set("A", action),
        None => {}
    }
    for key in [&b"C"[..], b"F"] {
        if let Some(value @ (Object::Array(_) | Object::Integer(_))) = entry(document, item, key) {
            kept.set(key, copier.copy(value));
        }
    }
    kept
}

/// The attribute classes of a source.
pub(super) fn classes(
    document: &Document,
    copier: &mut Copier<'_>,
    prefix: &str,
) -> BTreeMap<Vec<u8>, Object> {
    let map = catalog(document)
        .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"))
        .and_then(|root| dictionary_at(document, root, b"ClassMap"));
    map.into_iter()
        .flatten()
        .map(|(name, object)| {
            (name.clone(), graft::attributes(document, object, copier, prefix, 0))
        })
        .filter(|(_, attributes)| !attributes.is_null())
        .collect()
}

/// Counts what belongs to the document as a whole and stays behind.
pub(super) fn document_wide(document: &Document, copier: &mut Copier<'_>, report: &mut Report) {
    let Some(catalog) = catalog(document) else { return };
    let left_out = &mut copier.left_out;
    if let Some(names) = dictionary_at(document, catalog, b"Names") {
        left_out.scripts += usize::from(names.has(b"JavaScript"));
        left_out.attachments +=
            usize::from(dictionary_at(document, names, b"EmbeddedFiles").is_some());
    }
    left_out.scripts += usize::from(catalog.has(b"AA"));
    let opened = dictionary_at(document, catalog, b"OpenAction")
        .and_then(|action| name_at(document, action, b"S"));
    match opened {
        Some(b"JavaScript") => left_out.scripts += 1,
        Some(b"Launch") => left_out.launches += 1,
        _ => {}
    }
    let form = dictionary_at(document, catalog, b"AcroForm");
    report.has_form_software = form.is_some_and(|form| entry(document, form, b"XFA").is_some());
    report.is_portfolio = catalog.has(b"Collection");
    report.intent = output_intent(document);
}
