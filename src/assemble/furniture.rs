//! Prepares the furniture: the document whose blank pages the parts fill.
//!
//! In comes the PDF of agenda, cover lines and stamps; out go the pages to be filled, each as a [`Slot`]: its content
//! turned into a drawing that can be laid over another page, with its tags pointed at that drawing. Objects keep
//! their numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::look::{
    array_at, catalog, dictionary, dictionary_at, entry, integer_at, resolve, target,
};
use super::outline::{self, Entry};
use super::pages::{self, Page, Size};
use super::roles::Roles;
use super::source::Opened;
use super::trees::{name_tree, number_tree};
use super::unpack::{self, Budget};

/// A furniture page that a part's page fills.
pub(super) struct Slot {
    /// The page's number, which the filled page keeps.
    pub(super) page: u32,
    /// Its parent in the page tree.
    pub(super) parent: Object,
    /// The drawing of its stamp.
    pub(super) stamp: u32,
    /// Whether the stamp is tagged; otherwise it is an artifact.
    pub(super) tagged: bool,
    pub(super) sheet: Size,
    /// The numbers of its annotations.
    pub(super) annotations: Vec<u32>,
    /// An empty page, used if the part's page cannot be read.
    pub(super) empty: Dictionary,
}

/// The furniture, ready to be filled.
pub(super) struct Furniture {
    pub(super) document: Document,
    pub(super) pages: Vec<Page>,
    /// The number of its structure tree root.
    pub(super) root: u32,
    /// The number of its `Document` element.
    pub(super) top: u32,
    places: HashMap<ObjectId, usize>,
}

impl Furniture {
    /// Takes over a document, and gives it an empty structure tree if it has no tags.
    pub(super) fn new(opened: Opened) -> Self {
        let Opened { mut document, mut pages, .. } = opened;
        if document.objects.keys().any(|id| id.1 != 0) {
            document.renumber_objects();
            pages = pages::pages(&document);
        }
        document.max_id = document.objects.keys().next_back().map_or(0, |id| id.0);
        let (root, top) = structure(&mut document);
        let places = pages.iter().enumerate().map(|(place, page)| (page.id, place)).collect();
        Self { document, pages, root, top, places }
    }

    /// Prepares pages to be filled, in the order given.
    pub(super) fn slots(&mut self, filled: &BTreeSet<usize>) -> BTreeMap<usize, Slot> {
        let parents = self.parent_tree();
        let slots: BTreeMap<usize, Slot> =
            filled.iter().filter_map(|&place| Some((place, self.slot(place, &parents)?))).collect();
        let stamps: HashMap<u32, u32> =
            slots.values().filter(|slot| slot.tagged).map(|slot| (slot.page, slot.stamp)).collect();
        if !stamps.is_empty() {
            for object in self.document.objects.values_mut() {
                if let Object::Dictionary(element) = object
                    && element.has(b"S")
                    && element.has(b"P")
                {
                    point_at_stamps(element, &stamps);
                }
            }
        }
        slots
    }

    fn slot(&mut self, place: usize, parents: &BTreeMap<i64, Object>) -> Option<Slot> {
        let page = self.pages.get(place)?;
        let document = &self.document;
        let dictionary = dictionary(document.objects.get(&page.id)?)?;
        let key = integer_at(document, dictionary, b"StructParents");
        let resources = page.written_resources(document).map(|(_, written)| written.clone());
        let resources = resources.unwrap_or_else(|| Dictionary::new().into());
        let tagged = key.and_then(|key| parents.get(&key)).is_some_and(|marks| {
            resolve(document, marks)
                .as_array()
                .is_ok_and(|marks| marks.iter().any(|mark| !mark.is_null()))
        });
        let mut form = Dictionary::new();
        form.set("Type", "XObject");
        form.set("Subtype", "Form");
        form.set("BBox", page.frame.media.map(Object::Real).to_vec());
        form.set("Resources", resources);
        if let Ok(group) = dictionary.get(b"Group") {
            form.set("Group", group.clone());
        }
        if let (true, Some(key)) = (tagged, key) {
            form.set("StructParents", key);
        }
        let annotations = array_at(document, dictionary, b"Annots").unwrap_or_default();
        let slot = Slot {
            page: page.id.0,
            parent: dictionary.get(b"Parent").cloned().unwrap_or(Object::Null),
            stamp: 0,
            tagged,
            sheet: page.frame.size(),
            annotations: annotations
                .iter()
                .filter_map(|annotation| Some(target(document, annotation)?.0))
                .collect(),
            empty: Dictionary::new(),
        };
        let form = Object::Stream(drawing(document, dictionary, form));
        Some(Slot { stamp: self.document.add_object(form).0, ..slot })
    }

    /// The colour components of its output intent, if it has one.
    pub(super) fn intent(&self) -> Option<i64> {
        output_intent(&self.document)
    }

    /// The parent tree.
    pub(super) fn parent_tree(&self) -> BTreeMap<i64, Object> {
        let root = self.document.get_dictionary((self.root, 0)).ok();
        let tree = root.and_then(|root| root.get(b"ParentTree").ok());
        let pairs = tree.map(|tree| number_tree(&self.document, tree)).unwrap_or_default();
        pairs.into_iter().map(|(key, object)| (key, object.clone())).collect()
    }

    /// The pairs of the name tree at an entry of a dictionary.
    pub(super) fn names(
        &self,
        within: Option<&Dictionary>,
        key: &[u8],
    ) -> BTreeMap<Vec<u8>, Object> {
        let tree = within.and_then(|within| within.get(key).ok());
        let pairs = tree.map(|tree| name_tree(&self.document, tree)).unwrap_or_default();
        pairs.into_iter().map(|(name, object)| (name.to_vec(), object.clone())).collect()
    }

    /// The bookmarks, each with the page it leads to.
    pub(super) fn outline(&self) -> Vec<(Entry, Option<usize>)> {
        let links: [&[u8]; 6] = [b"Parent", b"Prev", b"Next", b"First", b"Last", b"Count"];
        let entries = outline::read(&self.document, |item| {
            item.iter()
                .filter(|(key, _)| !links.contains(&key.as_slice()))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        });
        let names = catalog(&self.document)
            .and_then(|catalog| dictionary_at(&self.document, catalog, b"Names"));
        let names = self.names(names, b"Dests");
        let page = |entry: &Entry| {
            let to = entry.dictionary.get(b"Dest").ok().or_else(|| {
                dictionary_at(&self.document, &entry.dictionary, b"A")?.get(b"D").ok()
            })?;
            let to = match resolve(&self.document, to) {
                Object::String(name, _) | Object::Name(name) => names.get(name)?,
                _ => to,
            };
            let to = resolve(&self.document, to);
            let to = match dictionary(to) {
                Some(wrapper) => super::look::entry(&self.document, wrapper, b"D")?,
                None => to,
            };
            self.places.get(&target(&self.document, to.as_array().ok()?.first()?)?).copied()
        };
        entries
            .into_iter()
            .map(|entry| {
                let at = page(&entry);
                (entry, at)
            })
            .collect()
    }

    /// The children of the `Document` element, each with the page it begins on.
    pub(super) fn elements(&self) -> Vec<(Object, Option<usize>)> {
        let top = self.document.get_dictionary((self.top, 0)).ok();
        let kids = match top.and_then(|top| entry(&self.document, top, b"K")) {
            Some(Object::Array(kids)) => kids.clone(),
            Some(_) => top.and_then(|top| top.get(b"K").ok()).cloned().into_iter().collect(),
            None => Vec::new(),
        };
        kids.into_iter()
            .map(|kid| {
                let at = self.begins(&kid);
                (kid, at)
            })
            .collect()
    }

    /// The page that an element begins on.
    fn begins(&self, element: &Object) -> Option<usize> {
        let mut seen = HashSet::new();
        let mut waiting = vec![element];
        while let Some(object) = waiting.pop() {
            if let Some(id) = target(&self.document, object)
                && !seen.insert(id)
            {
                continue;
            }
            let Some(element) = dictionary(resolve(&self.document, object)) else { continue };
            let page = element.get(b"Pg").ok().and_then(|page| target(&self.document, page));
            if let Some(place) = page.and_then(|page| self.places.get(&page)) {
                return Some(*place);
            }
            match entry(&self.document, element, b"K") {
                Some(Object::Array(kids)) => waiting.extend(kids.iter().rev()),
                Some(_) => waiting.extend(element.get(b"K").ok()),
                None => {}
            }
        }
        None
    }
}

/// Turns the content of a page into a drawing with these entries.
fn drawing(document: &Document, page: &Dictionary, mut entries: Dictionary) -> Stream {
    if let [only] = unpack::content_streams(document, page)[..]
        && let Ok(stream) = resolve(document, only).as_stream()
    {
        // A single stream can stay packed as it is.
        for key in [&b"Filter"[..], b"DecodeParms"] {
            if let Ok(value) = stream.dict.get(key) {
                entries.set(key, value.clone());
            }
        }
        return Stream::new(entries, stream.content.clone());
    }
    let bytes = unpack::page_content(document, page, &mut Budget::default()).unwrap_or_default();
    let mut drawing = Stream::new(entries, bytes);
    // A drawing that cannot be made smaller is left as it is.
    let _ = drawing.compress();
    drawing
}

/// The structure tree root and the `Document` element of a document, created if missing.
fn structure(document: &mut Document) -> (u32, u32) {
    let found = catalog(document)
        .and_then(|catalog| target(document, catalog.get(b"StructTreeRoot").ok()?));
    let root = found.filter(|id| document.get_dictionary(*id).is_ok());
    let root = root.unwrap_or_else(|| {
        let mut root = Dictionary::new();
        root.set("Type", "StructTreeRoot");
        let root = document.add_object(root);
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("StructTreeRoot", root);
            let mut marked = Dictionary::new();
            marked.set("Marked", true);
            catalog.set("MarkInfo", marked);
        }
        root
    });
    let tops: Vec<Object> =
        match document.get_dictionary(root).ok().and_then(|root| entry(document, root, b"K")) {
            Some(Object::Array(tops)) => tops.clone(),
            Some(_) => document
                .get_dictionary(root)
                .and_then(|root| root.get(b"K"))
                .cloned()
                .into_iter()
                .collect(),
            None => Vec::new(),
        };
    if let [only] = &tops[..]
        && let Some(id) = target(document, only)
        && document
            .get_dictionary(id)
            .is_ok_and(|element| Roles::new(document).of(element).kind() == b"Document")
    {
        return (root.0, id.0);
    }
    let mut top = Dictionary::new();
    top.set("Type", "StructElem");
    top.set("S", "Document");
    top.set("P", root);
    top.set("K", tops.clone());
    let top = document.add_object(top);
    for kid in tops.iter().filter_map(|kid| kid.as_reference().ok()) {
        if let Ok(kid) = document.get_dictionary_mut(kid) {
            kid.set("P", top);
        }
    }
    if let Ok(root) = document.get_dictionary_mut(root) {
        root.set("K", top);
    }
    (root.0, top.0)
}

/// Points the marked content of an element at the stamps that replaced its pages.
fn point_at_stamps(element: &mut Dictionary, stamps: &HashMap<u32, u32>) {
    let stamp = |page: Option<&Object>| {
        let page = page.and_then(|page| page.as_reference().ok())?;
        stamps.get(&page.0).map(|&stamp| (page, stamp))
    };
    let own = stamp(element.get(b"Pg").ok());
    let pointed = |kid: &Object| match kid {
        Object::Integer(mark) => {
            let (page, stamp) = own?;
            let mut reference = Dictionary::new();
            reference.set("Type", "MCR");
            reference.set("Pg", page);
            reference.set("Stm", (stamp, 0));
            reference.set("MCID", *mark);
            Some(Object::Dictionary(reference))
        }
        Object::Dictionary(kid) if kid.has(b"MCID") && !kid.has(b"Stm") => {
            let (_, stamp) = stamp(kid.get(b"Pg").ok()).or(own)?;
            let mut kid = kid.clone();
            kid.set("Stm", (stamp, 0));
            Some(Object::Dictionary(kid))
        }
        _ => None,
    };
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => Object::Array(
            kids.iter().map(|kid| pointed(kid).unwrap_or_else(|| kid.clone())).collect(),
        ),
        Ok(kid) => pointed(kid).unwrap_or_else(|| kid.clone()),
        Err(_) => return,
    };
    element.set("K", kids);
}

/// The colour components of a document's output intent, if it has one.
pub(super) fn output_intent(document: &Document) -> Option<i64> {
    let intents = array_at(document, catalog(document)?, b"OutputIntents")?;
    let intent = intents.iter().find_map(|intent| dictionary(resolve(document, intent)))?;
    integer_at(document, dictionary_at(document, intent, b"DestOutputProfile")?, b"N")
}
