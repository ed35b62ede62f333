//! Joins the prepared parts with the furniture.
//!
//! In come the furniture and the parts, each numbered on its own; out goes one list of objects, with
//! one structure tree, parent tree, outline, set of named destinations, and list of layers.

use std::collections::{BTreeMap, HashMap};

use lopdf::{Dictionary, Object, StringFormat};
use rayon::prelude::*;

use super::Part;
use super::bookmarks::bookmarks;
use super::furniture::Furniture;
use super::layers;
use super::look::{self, dictionary_at};
use super::moved::move_all;
use super::outline;
use super::prepare::Prepared;
use super::roles::RoleMap;
use super::structure::Holder;
use super::trees::tree_of;

/// A document as a list of objects: number n is at index n - 1.
pub(super) struct Joined {
    pub(super) objects: Vec<Object>,
    pub(super) catalog: u32,
    pub(super) information: Option<Object>,
}

/// Joins furniture and parts. The metadata is left as it is; `None` if the furniture has no catalog.
pub(super) fn join(
    mut furniture: Furniture,
    mut parts: Vec<Prepared>,
    places: &[Part],
) -> Option<Joined> {
    let catalog_id = furniture.document.trailer.get(b"Root").and_then(Object::as_reference).ok()?.0;
    move_all(&mut furniture.document, parts.iter().flat_map(|part| &part.moved));
    let outline = furniture.outline();
    let elements = furniture.elements();
    let mut parents = furniture.parent_tree();
    let names = look::catalog(&furniture.document)
        .and_then(|catalog| dictionary_at(&furniture.document, catalog, b"Names"));
    let mut destinations = furniture.names(names, b"Dests");
    let tree = furniture.document.get_dictionary((furniture.root, 0)).ok()?;
    let mut identifiers = furniture.names(Some(tree), b"IDTree");
    let mut classes =
        dictionary_at(&furniture.document, tree, b"ClassMap").cloned().unwrap_or_default();
    let mut roles = RoleMap::new(&furniture.document);
    let (root, top) = (furniture.root, furniture.top);
    let information = furniture.document.trailer.get(b"Info").ok().cloned();

    let mut objects = vec![Object::Null; furniture.document.max_id as usize];
    for ((id, _), object) in furniture.document.objects {
        objects[id as usize - 1] = object;
    }
    renumber(&mut parts, objects.len())?;

    let (mut groups, mut switches) = (Vec::new(), Vec::new());
    for part in &mut parts {
        rename(part, &mut roles, &mut classes, objects.len());
        objects.append(&mut part.objects);
        for (page, object) in part.pages.drain(..) {
            objects[page as usize - 1] = object;
        }
        groups.append(&mut part.layers.groups);
        switches.append(&mut part.layers.switches);
        destinations.extend(part.destinations.drain(..));
        identifiers.extend(
            part.identifiers.drain(..).map(|(name, number)| (name, Object::Reference((number, 0)))),
        );
    }
    let key = give_keys(&parts, &mut objects, &mut parents)?;
    let kids = kids(elements, &parts, places);
    dictionary_mut(&mut objects[top as usize - 1])?.set("K", kids);

    let entries = bookmarks(outline, &mut parts, places);
    let outlines = u32::try_from(objects.len()).ok()? + 1;
    let has_bookmarks = !entries.is_empty();
    objects.extend(outline::write(entries, outlines));
    let parent_tree = tree_of(
        &mut objects,
        "Nums",
        parents.into_iter().map(|(key, value)| (key.into(), value)).collect(),
    );
    let id_tree = name_tree(&mut objects, identifiers);
    let destination_tree = name_tree(&mut objects, destinations);

    let tree = dictionary_mut(&mut objects[root as usize - 1])?;
    tree.set("ParentTree", parent_tree);
    tree.set("ParentTreeNextKey", key);
    set_or_remove(tree, "IDTree", id_tree);
    let role_map = roles.dictionary();
    set_or_remove(tree, "RoleMap", (!role_map.is_empty()).then_some(Object::Dictionary(role_map)));
    set_or_remove(tree, "ClassMap", (!classes.is_empty()).then_some(Object::Dictionary(classes)));

    let mut names = names_of(&objects, catalog_id).unwrap_or_default();
    set_or_remove(&mut names, "Dests", destination_tree);
    let catalog = dictionary_mut(&mut objects[catalog_id as usize - 1])?;
    set_or_remove(catalog, "Names", (!names.is_empty()).then_some(Object::Dictionary(names)));
    set_or_remove(catalog, "Outlines", has_bookmarks.then_some(Object::Reference((outlines, 0))));
    catalog.remove(b"Version");
    if !groups.is_empty() {
        catalog.set("OCProperties", layers::properties(&groups, switches));
    }
    Some(Joined { objects, catalog: catalog_id, information })
}

/// Renumbers the parts so that the objects of each follow those before it, of which the furniture has `before`;
/// `None` if they are too many.
fn renumber(parts: &mut [Prepared], before: usize) -> Option<()> {
    let mut bases = Vec::with_capacity(parts.len());
    let mut next = u32::try_from(before).ok()?;
    for part in parts.iter() {
        bases.push(next);
        next = next.checked_add(u32::try_from(part.objects.len()).ok()?)?;
    }
    parts.par_iter_mut().zip(&bases).for_each(|(part, &base)| part.shift(base));
    Some(())
}

/// Gives everything with tags its key in the parent tree, once all pages are in place. Returns the first free key;
/// `None` if there are too many objects.
fn give_keys(
    parts: &[Prepared],
    objects: &mut Vec<Object>,
    parents: &mut BTreeMap<i64, Object>,
) -> Option<i64> {
    let mut key = parents.keys().next_back().map_or(0, |last| last.saturating_add(1));
    let reference = |element: &u32| Object::Reference((*element, 0));
    for part in parts {
        for (holder, marks) in &part.holders {
            let (number, name) = match *holder {
                Holder::Page(page) => (part.page_ids[page], "StructParents"),
                Holder::Stream(number) => (number, "StructParents"),
                Holder::Object(number) => (number, "StructParent"),
            };
            let Some(dictionary) = dictionary_mut(&mut objects[number as usize - 1]) else {
                continue;
            };
            dictionary.set(name, key);
            let value = match holder {
                Holder::Object(_) => marks.get(&0).map(reference),
                _ => {
                    let last = marks.keys().next_back().copied().unwrap_or(0);
                    let element = |mark| marks.get(&mark).map_or(Object::Null, reference);
                    objects.push(Object::Array((0..=last).map(element).collect()));
                    Some(Object::Reference((u32::try_from(objects.len()).ok()?, 0)))
                }
            };
            parents.extend(value.map(|value| (key, value)));
            key = key.saturating_add(1);
        }
    }
    Some(key)
}

/// The elements below the top of the pack: those of the furniture, each with its page, and between them the parts.
fn kids(
    elements: Vec<(Object, Option<usize>)>,
    parts: &[Prepared],
    places: &[Part],
) -> Vec<Object> {
    let mut kids: Vec<(Object, usize)> = Vec::new();
    let mut at = 0;
    for (element, page) in elements {
        at = page.unwrap_or(at).max(at);
        kids.push((element, at));
    }
    for (part, place) in parts.iter().zip(places) {
        let before = kids.iter().rposition(|(_, page)| *page <= place.first_page);
        let index = before.map_or(0, |index| index + 1);
        kids.insert(index, (Object::Reference((part.top, 0)), place.first_page));
    }
    kids.into_iter().map(|(kid, _)| kid).collect()
}

/// Writes names as a tree, if there are any.
fn name_tree(objects: &mut Vec<Object>, names: BTreeMap<Vec<u8>, Object>) -> Option<Object> {
    let literal = |(name, value)| (Object::String(name, StringFormat::Literal), value);
    let names: Vec<_> = names.into_iter().map(literal).collect();
    (!names.is_empty()).then(|| tree_of(objects, "Names", names))
}

/// The names of a catalog, if it has any.
fn names_of(objects: &[Object], catalog: u32) -> Option<Dictionary> {
    match objects[catalog as usize - 1].as_dict().ok()?.get(b"Names").ok()? {
        Object::Reference((id, _)) => objects.get(*id as usize - 1)?.as_dict().ok().cloned(),
        Object::Dictionary(names) => Some(names.clone()),
        _ => None,
    }
}

impl Prepared {
    /// Renumbers everything of the part to fit into the pack.
    fn shift(&mut self, base: u32) {
        for object in &mut self.objects {
            if let Some(dictionary) = dictionary_mut(object) {
                // The source's keys mean nothing in the pack.
                dictionary.remove(b"StructParent");
                dictionary.remove(b"StructParents");
            }
            shift(object, base);
        }
        self.pages.iter_mut().for_each(|(_, page)| shift(page, base));
        self.classes.values_mut().for_each(|class| shift(class, base));
        self.destinations.iter_mut().for_each(|(_, to)| shift(to, base));
        for entry in &mut self.outline {
            entry.dictionary.iter_mut().for_each(|(_, value)| shift(value, base));
        }
        self.top += base;
        self.elements.iter_mut().for_each(|(number, _)| *number += base);
        self.identifiers.iter_mut().for_each(|(_, number)| *number += base);
        self.layers.groups.iter_mut().for_each(|(number, _)| *number += base);
        self.layers.switches.iter_mut().for_each(|entry| shift(entry, base));
        for (holder, marks) in &mut self.holders {
            match holder {
                Holder::Stream(number) | Holder::Object(number) => *number += base,
                Holder::Page(_) => {}
            }
            marks.values_mut().for_each(|number| *number += base);
        }
    }
}

/// Renumbers an object's references to fit into the pack. Objects are not nested deeper than the parser allows.
fn shift(object: &mut Object, base: u32) {
    match object {
        Object::Reference((number, generation)) => {
            *number += if *generation == 0 { base } else { 0 };
            *generation = 0;
        }
        Object::Array(items) => items.iter_mut().for_each(|item| shift(item, base)),
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| shift(value, base))
        }
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| shift(value, base)),
        _ => {}
    }
}

/// Renames the roles and classes of a part that mean something else in the pack. `before` is the number of objects
/// before the part's.
fn rename(part: &mut Prepared, roles: &mut RoleMap, classes: &mut Dictionary, before: usize) {
    for (number, role) in &part.elements {
        let name = roles.admit(role);
        if name != role.name
            && let Some(element) = dictionary_mut(&mut part.objects[*number as usize - 1 - before])
        {
            element.set("S", Object::Name(name));
        }
    }
    let mut renamed: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
    for (name, attributes) in &part.classes {
        let mut free = name.clone();
        let mut tried = 1;
        while classes.get(&free).is_ok_and(|known| known != attributes) {
            tried += 1;
            free = [name.as_slice(), format!("-{tried}").as_bytes()].concat();
        }
        classes.set(free.clone(), attributes.clone());
        if free != *name {
            renamed.insert(name.clone(), free);
        }
    }
    if renamed.is_empty() {
        return;
    }
    for (number, _) in &part.elements {
        let element = dictionary_mut(&mut part.objects[*number as usize - 1 - before]);
        match element.and_then(|element| element.get_mut(b"C").ok()) {
            Some(Object::Name(class)) => {
                class.clone_from(renamed.get(class).unwrap_or(&class.clone()))
            }
            Some(Object::Array(list)) => {
                for class in list.iter_mut().filter_map(|class| class.as_name_mut().ok()) {
                    class.clone_from(renamed.get(class).unwrap_or(&class.clone()));
                }
            }
            _ => {}
        }
    }
}

/// The number of the document's metadata, if it has any.
pub(super) fn metadata(objects: &[Object], catalog: u32) -> Option<u32> {
    let catalog = objects.get((catalog as usize).checked_sub(1)?)?.as_dict().ok()?;
    let (number, _) = catalog.get(b"Metadata").ok()?.as_reference().ok()?;
    let found = objects.get((number as usize).checked_sub(1)?)?;
    found.as_stream().is_ok().then_some(number)
}

fn set_or_remove(dictionary: &mut Dictionary, key: &str, value: Option<Object>) {
    match value {
        Some(value) => dictionary.set(key, value),
        None => {
            dictionary.remove(key.as_bytes());
        }
    }
}

fn dictionary_mut(object: &mut Object) -> Option<&mut Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    }
}
