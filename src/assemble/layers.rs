//! Joins layers: content that can be switched on and off, by hand or automatically for screen and print.
//!
//! In come the layers of a source, or those of all parts; out go the layers of the pack, shown, hidden and switched
//! as before, and the names of those that show only on screen or only in print.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::copy::Copier;
use super::look::{
    array_at, catalog, dictionary, dictionary_at, name_at, resolve, target, text_at,
};

/// The layers of a part.
#[derive(Default)]
pub(super) struct Layers {
    /// Each layer's number, and whether it is hidden at first.
    pub(super) groups: Vec<(u32, bool)>,
    /// The rules by which readers switch layers automatically.
    pub(super) switches: Vec<Object>,
}

/// The names of layers that do not show in both places.
#[derive(Debug, Default)]
pub(super) struct Uneven {
    pub(super) only_in_print: Vec<String>,
    pub(super) only_on_screen: Vec<String>,
}

/// Reads the layers of a source.
pub(super) fn read(document: &Document, copier: &mut Copier<'_>) -> (Layers, Uneven) {
    let properties =
        catalog(document).and_then(|catalog| dictionary_at(document, catalog, b"OCProperties"));
    let Some(properties) = properties else { return Default::default() };
    let default = dictionary_at(document, properties, b"D");
    let list = |key: &[u8]| {
        default.and_then(|default| array_at(document, default, key)).unwrap_or_default()
    };
    let named = |key: &[u8]| -> BTreeSet<ObjectId> {
        list(key).iter().filter_map(|layer| target(document, layer)).collect()
    };
    let (on, off) = (named(b"ON"), named(b"OFF"));
    let all_off =
        default.and_then(|default| name_at(document, default, b"BaseState")) == Some(b"OFF");
    let switched = Switched::read(document, list(b"AS"));
    let (mut layers, mut uneven) = (Layers::default(), Uneven::default());
    let mut seen = BTreeSet::new();
    for layer in array_at(document, properties, b"OCGs").unwrap_or_default() {
        let Some(id) = target(document, layer).filter(|id| seen.insert(*id)) else { continue };
        let Some(entries) = dictionary(resolve(document, layer)) else { continue };
        let hidden = off.contains(&id) || (all_off && !on.contains(&id));
        layers.groups.push((copier.number(id), hidden));
        let name = || text_at(document, entries, b"Name").unwrap_or_default();
        let shows = |event| switched.states.get(&(event, id)).copied().unwrap_or(!hidden);
        match (shows(VIEW), shows(PRINT)) {
            (false, true) => uneven.only_in_print.push(name()),
            (true, false) => uneven.only_on_screen.push(name()),
            _ => {}
        }
    }
    layers.switches =
        switched.entries.iter().map(|entry| Object::Dictionary(copier.dictionary(entry))).collect();
    (layers, uneven)
}

const VIEW: &[u8] = b"View";
const PRINT: &[u8] = b"Print";

/// The layers that a reader switches automatically.
#[derive(Default)]
struct Switched<'a> {
    entries: Vec<&'a Dictionary>,
    /// Whether a layer shows, by the event (`View`, `Print`) and the layer.
    states: BTreeMap<(&'a [u8], ObjectId), bool>,
}

impl<'a> Switched<'a> {
    fn read(document: &'a Document, entries: &'a [Object]) -> Self {
        let mut switched = Self::default();
        for entry in entries.iter().filter_map(|entry| dictionary(resolve(document, entry))) {
            let event = name_at(document, entry, b"Event").unwrap_or_default();
            let categories = array_at(document, entry, b"Category").unwrap_or_default();
            let categories =
                categories.iter().filter_map(|name| resolve(document, name).as_name().ok());
            let categories: Vec<&[u8]> = categories.collect();
            for layer in array_at(document, entry, b"OCGs").unwrap_or_default() {
                let Some(id) = target(document, layer) else { continue };
                let usage = dictionary(resolve(document, layer))
                    .and_then(|layer| dictionary_at(document, layer, b"Usage"));
                let state = |category: &&[u8]| {
                    let uses = dictionary_at(document, usage?, category)?;
                    name_at(document, uses, &[category, &b"State"[..]].concat())
                };
                let states: Vec<&[u8]> = categories.iter().filter_map(state).collect();
                if !states.is_empty() {
                    switched.states.insert((event, id), !states.contains(&&b"OFF"[..]));
                }
            }
            switched.entries.push(entry);
        }
        switched
    }
}

/// The optional content properties of a pack with the layers of all parts.
pub(super) fn properties(groups: &[(u32, bool)], switches: Vec<Object>) -> Dictionary {
    let list = |hidden_only: bool| -> Vec<Object> {
        let listed = groups.iter().filter(|(_, hidden)| *hidden || !hidden_only);
        listed.map(|&(number, _)| Object::Reference((number, 0))).collect()
    };
    let mut default = Dictionary::new();
    default.set("Name", Object::string_literal("Default"));
    default.set("Order", list(false));
    default.set("OFF", list(true));
    if !switches.is_empty() {
        default.set("AS", switches);
    }
    let mut properties = Dictionary::new();
    properties.set("OCGs", list(false));
    properties.set("D", default);
    properties
}
