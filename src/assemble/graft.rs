//! Takes the structure tree of a source into that of a part.
//!
//! In comes a source whose pages have been read; its elements go below the top of a [`Tree`], each once and each with
//! only what really exists, whatever the source claims. The walk keeps its own stack.

use std::collections::{BTreeSet, HashMap, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::content;
use super::copy::Copier;
use super::look::{dictionary, dictionary_at, entry, integer_at, resolve, retold, target};
use super::roles::Roles;
use super::structure::{Kid, Tree};
use super::unpack::Budget;

/// What the tree needs to know about the pages.
pub(super) struct Marks<'a> {
    /// The place of each page of the source.
    pub(super) places: &'a HashMap<ObjectId, usize>,
    /// For each page its marks; `None` if its content could not be read.
    pub(super) pages: &'a [Option<BTreeSet<u32>>],
    /// Annotations that are kept, with their number in the pack.
    pub(super) kept: &'a HashMap<ObjectId, u32>,
    /// Form fields, each as the page and mark of the drawing that replaces it.
    pub(super) fields: &'a HashMap<ObjectId, (usize, u32)>,
}

const DEEPEST: usize = 200;

impl Tree {
    /// Walks the structure tree of a source and takes its elements in below the top.
    pub(super) fn graft(
        &mut self,
        document: &Document,
        root: &Dictionary,
        copier: &mut Copier<'_>,
        marks: &Marks<'_>,
        prefix: &str,
        budget: &mut Budget,
    ) {
        let roles = Roles::new(document);
        let mut drawings = HashMap::new();
        let mut waiting = VecDeque::new();
        let tops = match entry(document, root, b"K") {
            Some(Object::Array(tops)) => tops.iter().collect(),
            Some(_) => root.get(b"K").ok().into_iter().collect(),
            None => Vec::new(),
        };
        // A single `Document` element becomes the part itself.
        if let [only] = tops[..]
            && let Some(element) = dictionary(resolve(document, only))
            && element.has(b"S")
            && matches!(roles.of(element).kind(), b"Document" | b"Part")
        {
            if let Some(id) = target(document, only) {
                self.seen.insert(id, 0);
            }
            self.describe(document, element, 0, copier, prefix);
            waiting.push_back((0, kids(document, element), own_page(document, element, marks), 1));
        } else {
            waiting.push_back((0, tops, None, 1));
        }
        while let Some((parent, objects, page, depth)) = waiting.pop_front() {
            for object in objects {
                let found = resolve(document, object);
                if let Object::Integer(mark) = found {
                    self.content(parent, page, *mark, marks);
                    continue;
                }
                let Some(kid) = dictionary(found) else {
                    self.elements[parent].lost = true;
                    continue;
                };
                let page = own_page(document, kid, marks).or(page);
                if kid.has(b"S") {
                    let known =
                        target(document, object).is_some_and(|id| self.seen.contains_key(&id));
                    if known || depth > DEEPEST {
                        self.damaged = true;
                        continue;
                    }
                    let added = self.element(copier, parent, roles.of(kid));
                    if let Some(id) = target(document, object) {
                        self.seen.insert(id, added);
                    }
                    self.describe(document, kid, added, copier, prefix);
                    self.elements[parent].kids.push(Kid::Element(added));
                    waiting.push_back((added, kids(document, kid), page, depth + 1));
                } else if let Some(mark) = integer_at(document, kid, b"MCID") {
                    match kid.get(b"Stm").ok().and_then(|stream| target(document, stream)) {
                        Some(stream) => {
                            let marks_of = drawings
                                .entry(stream)
                                .or_insert_with(|| drawing_marks(document, stream, budget));
                            let mark =
                                u32::try_from(mark).ok().filter(|mark| marks_of.contains(mark));
                            let kept = match (page, mark) {
                                (Some(page), Some(mark)) => {
                                    let stream = copier.number(stream);
                                    self.keep(parent, Kid::Drawing { page, stream, mark })
                                }
                                _ => false,
                            };
                            self.elements[parent].lost |= !kept;
                        }
                        None => self.content(parent, page, mark, marks),
                    }
                } else {
                    self.object(document, parent, kid, page, copier, marks);
                }
            }
        }
    }

    /// Takes in marked content of a page, if the page has it.
    fn content(&mut self, element: usize, page: Option<usize>, mark: i64, marks: &Marks<'_>) {
        let kept = match (page, u32::try_from(mark)) {
            (Some(page), Ok(mark)) => {
                let there = marks.pages[page]
                    .as_ref()
                    .map_or(mark < content::SPARSE, |marks| marks.contains(&mark));
                there && self.keep(element, Kid::Content { page, mark })
            }
            _ => false,
        };
        self.elements[element].lost |= !kept;
    }

    /// Takes in an annotation, a form field or a drawing as a whole.
    fn object(
        &mut self,
        document: &Document,
        element: usize,
        reference: &Dictionary,
        page: Option<usize>,
        copier: &mut Copier<'_>,
        marks: &Marks<'_>,
    ) {
        let id = reference.get(b"Obj").ok().and_then(|object| target(document, object));
        let kept = id.is_some_and(|id| {
            if let Some(&(page, mark)) = marks.fields.get(&id) {
                self.elements[element].field = true;
                return self.keep(element, Kid::Content { page, mark });
            }
            if let (Some(&number), Some(page)) = (marks.kept.get(&id), page) {
                return self.keep(element, Kid::Object { page, number });
            }
            let is_drawing =
                document.objects.get(&id).is_some_and(|object| object.as_stream().is_ok());
            match page {
                Some(page) if is_drawing => {
                    let number = copier.number(id);
                    self.keep(element, Kid::Object { page, number })
                }
                _ => false,
            }
        });
        self.elements[element].lost |= !kept;
    }

    /// Copies the properties of an element.
    fn describe(
        &mut self,
        document: &Document,
        from: &Dictionary,
        index: usize,
        copier: &mut Copier<'_>,
        prefix: &str,
    ) {
        for key in [&b"Lang"[..], b"Alt", b"ActualText", b"E", b"T"] {
            if let Some(value @ Object::String(..)) = entry(document, from, key)
                && !(index == 0 && key == b"T")
            {
                self.elements[index].dictionary.set(key, retold(value));
            }
        }
        if let Some(value) = entry(document, from, b"A") {
            let value = attributes(document, value, copier, prefix, 0);
            if !value.is_null() {
                self.elements[index].dictionary.set("A", value);
            }
        }
        if let Some(value @ (Object::Name(_) | Object::Array(_))) = entry(document, from, b"C") {
            let value = copier.copy(value);
            self.elements[index].dictionary.set("C", value);
        }
        if let Some(Object::String(identifier, _)) = entry(document, from, b"ID") {
            let identifier = [prefix.as_bytes(), b".", identifier].concat();
            if !self.identifiers.contains_key(&identifier) {
                self.identifiers.insert(identifier.clone(), index);
                self.elements[index]
                    .dictionary
                    .set("ID", Object::String(identifier, StringFormat::Literal));
            }
        }
        if let Some(Object::Array(related)) = entry(document, from, b"Ref") {
            self.elements[index].related =
                related.iter().filter_map(|to| target(document, to)).collect();
        }
    }
}

fn kids<'a>(document: &'a Document, element: &'a Dictionary) -> Vec<&'a Object> {
    match entry(document, element, b"K") {
        Some(Object::Array(kids)) => kids.iter().collect(),
        Some(_) => element.get(b"K").ok().into_iter().collect(),
        None => Vec::new(),
    }
}

fn own_page(document: &Document, element: &Dictionary, marks: &Marks<'_>) -> Option<usize> {
    marks.places.get(&target(document, element.get(b"Pg").ok()?)?).copied()
}

/// The marks that a drawing uses.
fn drawing_marks(document: &Document, id: ObjectId, budget: &mut Budget) -> BTreeSet<u32> {
    let Some(stream) = document.objects.get(&id).and_then(|object| object.as_stream().ok()) else {
        return BTreeSet::new();
    };
    let resources = dictionary_at(document, &stream.dict, b"Resources");
    budget
        .decode(stream)
        .map(|bytes| content::scan(&bytes, document, resources).marks)
        .unwrap_or_default()
}

/// A copy of an element's attributes, in which table cells name their headers as the pack does.
pub(super) fn attributes(
    document: &Document,
    object: &Object,
    copier: &mut Copier<'_>,
    prefix: &str,
    depth: usize,
) -> Object {
    match resolve(document, object) {
        Object::Array(items) if depth < 2 => {
            let items =
                items.iter().map(|item| attributes(document, item, copier, prefix, depth + 1));
            Object::Array(items.filter(|item| !item.is_null()).collect())
        }
        Object::Dictionary(dictionary) => {
            let mut copy = copier.dictionary(dictionary);
            if let Some(Object::Array(headers)) = entry(document, dictionary, b"Headers") {
                let headers =
                    headers.iter().filter_map(|header| resolve(document, header).as_str().ok());
                let renamed = headers.map(|header| [prefix.as_bytes(), b".", header].concat());
                copy.set(
                    "Headers",
                    renamed.map(|id| Object::String(id, StringFormat::Literal)).collect::<Vec<_>>(),
                );
            }
            Object::Dictionary(copy)
        }
        revision @ Object::Integer(_) if depth > 0 => revision.clone(),
        _ => Object::Null,
    }
}
