//! What of a part belongs to its document as a whole: bookmarks, attribute classes, layers, and what
//! stays behind.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::copy::Copier;
use super::destinations::{Action, Destinations};
use super::furniture::output_intent;
use super::graft;
use super::look::{array_at, catalog, dictionary, dictionary_at, entry, name_at, resolve, target};
use super::report::Report;

/// What a bookmark of a source is written as.
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

/// The optional content groups of a source, and which are hidden at first.
pub(super) fn layers(document: &Document, copier: &mut Copier<'_>) -> Vec<(u32, bool)> {
    let properties =
        catalog(document).and_then(|catalog| dictionary_at(document, catalog, b"OCProperties"));
    let Some(properties) = properties else { return Vec::new() };
    let default = dictionary_at(document, properties, b"D");
    let list = |key: &[u8]| -> BTreeSet<ObjectId> {
        let listed =
            default.and_then(|default| array_at(document, default, key)).unwrap_or_default();
        listed.iter().filter_map(|layer| target(document, layer)).collect()
    };
    let (on, off) = (list(b"ON"), list(b"OFF"));
    let all_off =
        default.and_then(|default| name_at(document, default, b"BaseState")) == Some(b"OFF");
    let mut seen = BTreeSet::new();
    let mut layers = Vec::new();
    for layer in array_at(document, properties, b"OCGs").unwrap_or_default() {
        if let Some(id) = target(document, layer)
            && seen.insert(id)
            && dictionary(resolve(document, layer)).is_some()
        {
            layers.push((copier.number(id), off.contains(&id) || (all_off && !on.contains(&id))));
        }
    }
    layers
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
