//! The tags of a part, taken from its structure tree and made ready for the pack's.
//!
//! In comes a source whose pages have been gone through; out goes one `Part` element with all below
//! it, and what belongs to it: the entries of the parent tree, element identifiers, roles. The
//! parent tree is made anew from the elements, so it is right even where the source's is not. The
//! walk keeps its own stack and visits each element once, whatever the source claims.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::content;
use super::copy::{Copier, furniture};
use super::look::{dictionary, dictionary_at, entry, integer_at, resolve, target, text};
use super::roles::{Role, role};

/// One element.
pub(super) struct Element {
    pub(super) number: u32,
    pub(super) role: Role,
    dictionary: Dictionary,
    parent: usize,
    kids: Vec<Kid>,
    /// Other elements that this one names.
    related: Vec<ObjectId>,
    /// Whether something below it could not be kept.
    lost: bool,
    /// Whether it held a form field, which is now a drawing.
    field: bool,
}

/// What stands below an element.
#[derive(Clone, Copy)]
pub(super) enum Kid {
    /// Another element.
    Element(usize),
    /// Marked content of a page.
    Content { page: usize, mark: u32 },
    /// Marked content of a drawing that a page shows: the drawing by its number in the pack.
    Drawing { page: usize, stream: u32, mark: u32 },
    /// An annotation or drawing as a whole, by its number in the pack.
    Object { page: usize, number: u32 },
}

/// What has an entry in the parent tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    /// The content of a page, by its place in the part.
    Page(usize),
    /// The content of a drawing.
    Stream(u32),
    /// An object as a whole.
    Object(u32),
}

/// The tags of a part.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    /// For each holder the elements that its marks belong to; for an object as a whole, mark 0.
    pub(super) holders: BTreeMap<Holder, BTreeMap<u32, usize>>,
    /// Element identifiers in the pack, and the elements they name.
    pub(super) identifiers: BTreeMap<Vec<u8>, usize>,
    /// Whether the source's tree was broken somewhere.
    pub(super) damaged: bool,
    /// The pages that have tagged drawings.
    pub(super) drawn: BTreeSet<usize>,
    seen: HashMap<ObjectId, usize>,
}

/// What the tree needs to know of the pages.
pub(super) struct Marks<'a> {
    /// The place of each page of the source.
    pub(super) places: &'a HashMap<ObjectId, usize>,
    /// For each page its marks, if its content could be read.
    pub(super) pages: &'a [Option<BTreeSet<u32>>],
    /// Annotations that are kept.
    pub(super) kept: &'a HashMap<ObjectId, u32>,
    /// Form fields, now drawn as marked content.
    pub(super) fields: &'a HashMap<ObjectId, (usize, u32)>,
}

const DEEPEST: usize = 200;

impl Tree {
    /// A tree with nothing but its top: the element for the part.
    pub(super) fn new(copier: &mut Copier<'_>, title: &str, language: Option<&str>) -> Self {
        let mut tree = Self::default();
        let top = tree.element(copier, 0, Role::standard("Part"));
        let dictionary = &mut tree.elements[top].dictionary;
        dictionary.set("T", text(title));
        if let Some(language) = language {
            dictionary.set("Lang", text(language));
        }
        tree
    }

    fn element(&mut self, copier: &mut Copier<'_>, parent: usize, role: Role) -> usize {
        self.elements.push(Element {
            number: copier.reserve(),
            role,
            dictionary: Dictionary::new(),
            parent,
            kids: Vec::new(),
            related: Vec::new(),
            lost: false,
            field: false,
        });
        self.elements.len() - 1
    }

    /// Adds an element below the top, with one thing in it, before what is on later pages.
    pub(super) fn add(
        &mut self,
        copier: &mut Copier<'_>,
        kind: &str,
        alternative: Option<&str>,
        kid: Kid,
    ) {
        let place = self.page_of(&kid).map_or(usize::MAX, |page| self.place_before(page + 1));
        let added = self.element(copier, 0, Role::standard(kind));
        if let Some(alternative) = alternative {
            self.elements[added].dictionary.set("Alt", text(alternative));
        }
        self.keep(added, kid);
        let top = &mut self.elements[0].kids;
        top.insert(place.min(top.len()), Kid::Element(added));
    }

    /// The place among the top's kids before the first that begins on a page or after it.
    fn place_before(&self, page: usize) -> usize {
        let kids = &self.elements[0].kids;
        // The common case, without which thousands of additions would take their square.
        if kids.last().and_then(|kid| self.page_of(kid)).is_some_and(|last| last < page) {
            return kids.len();
        }
        kids.iter()
            .position(|kid| self.page_of(kid).is_some_and(|at| at >= page))
            .unwrap_or(kids.len())
    }

    /// The page that something begins on.
    fn page_of(&self, kid: &Kid) -> Option<usize> {
        let mut kid = *kid;
        loop {
            match kid {
                Kid::Content { page, .. }
                | Kid::Drawing { page, .. }
                | Kid::Object { page, .. } => return Some(page),
                Kid::Element(index) => kid = *self.elements[index].kids.first()?,
            }
        }
    }

    /// Puts content into an element, unless another has it already.
    fn keep(&mut self, element: usize, kid: Kid) -> bool {
        let (holder, mark) = match kid {
            Kid::Content { page, mark } => (Holder::Page(page), mark),
            Kid::Drawing { stream, mark, .. } => (Holder::Stream(stream), mark),
            Kid::Object { number, .. } => (Holder::Object(number), 0),
            Kid::Element(_) => return false,
        };
        let marks = self.holders.entry(holder).or_default();
        if marks.contains_key(&mark) {
            return false;
        }
        marks.insert(mark, element);
        if let Kid::Drawing { page, .. } = kid {
            self.drawn.insert(page);
        }
        self.elements[element].kids.push(kid);
        true
    }

    /// Walks the structure tree of a source and takes it in below the top.
    pub(super) fn graft(
        &mut self,
        document: &Document,
        root: &Dictionary,
        copier: &mut Copier<'_>,
        marks: &Marks<'_>,
        prefix: &str,
    ) {
        let mut drawings = HashMap::new();
        let mut waiting = VecDeque::new();
        let tops = match entry(document, root, b"K") {
            Some(Object::Array(tops)) => tops.iter().collect(),
            Some(_) => root.get(b"K").ok().into_iter().collect(),
            None => Vec::new(),
        };
        // A lone `Document` becomes the part itself.
        if let [only] = tops[..]
            && let Some(element) = dictionary(resolve(document, only))
            && element.has(b"S")
            && matches!(role(document, element).kind(), b"Document" | b"Part")
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
                    let added = self.element(copier, parent, role(document, kid));
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
                                .or_insert_with(|| drawing_marks(document, stream));
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

    /// Takes in marked content of a page, if there is such content.
    fn content(&mut self, element: usize, page: Option<usize>, mark: i64, marks: &Marks<'_>) {
        let kept = match (page, u32::try_from(mark)) {
            (Some(page), Ok(mark)) => {
                let there =
                    marks.pages[page].as_ref().map_or(mark < 65_536, |marks| marks.contains(&mark));
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

    /// Copies what an element says of itself.
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
                let value = copier.copy(value);
                self.elements[index].dictionary.set(key, value);
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

    /// Takes out elements that the loss of what they held leaves without a meaning.
    pub(super) fn prune(&mut self) {
        let mut gone = vec![false; self.elements.len()];
        // Those below an element always come after it.
        for index in (1..self.elements.len()).rev() {
            let element = &mut self.elements[index];
            let before = element.kids.len();
            element.kids.retain(|kid| !matches!(kid, Kid::Element(kid) if gone[*kid]));
            let hollow = element.kids.is_empty() && (element.lost || before > 0);
            gone[index] = hollow
                && matches!(element.role.kind(), b"Link" | b"Annot" | b"Form" | b"Reference");
            if element.field && element.role.kind() == b"Form" {
                let holds = element.kids.iter().any(|kid| matches!(kid, Kid::Element(_)));
                element.role = Role::standard(if holds { "Div" } else { "Span" });
            }
        }
        self.elements[0].kids.retain(|kid| !matches!(kid, Kid::Element(kid) if gone[*kid]));
        self.identifiers.retain(|_, element| !gone[*element]);
        self.seen.retain(|_, element| !gone[*element]);
    }

    /// Writes the elements. `pages` are the furniture's pages that the part fills, `above` is the
    /// furniture's element that the part goes under.
    pub(super) fn write(&self, copier: &mut Copier<'_>, pages: &[u32], above: u32) {
        for (index, element) in self.elements.iter().enumerate() {
            let mut copy = element.dictionary.clone();
            copy.set("Type", "StructElem");
            copy.set("S", Object::Name(element.role.name.clone()));
            copy.set(
                "P",
                if index == 0 {
                    furniture(above)
                } else {
                    own(self.elements[element.parent].number)
                },
            );
            let page = element.kids.iter().find_map(|kid| match kid {
                Kid::Element(_) => None,
                Kid::Content { page, .. }
                | Kid::Drawing { page, .. }
                | Kid::Object { page, .. } => Some(*page),
            });
            if let Some(page) = page {
                copy.set("Pg", furniture(pages[page]));
            }
            let related: Vec<Object> = element
                .related
                .iter()
                .filter_map(|to| self.seen.get(to))
                .map(|&to| own(self.elements[to].number))
                .collect();
            if !related.is_empty() {
                copy.set("Ref", related);
            }
            let mut kids: Vec<Object> =
                element.kids.iter().map(|kid| self.written(kid, page, pages)).collect();
            match kids.len() {
                0 => {}
                1 => copy.set("K", kids.remove(0)),
                _ => copy.set("K", kids),
            }
            copier.set(element.number, copy);
        }
    }

    fn written(&self, kid: &Kid, current: Option<usize>, pages: &[u32]) -> Object {
        let mut copy = Dictionary::new();
        match *kid {
            Kid::Element(index) => return own(self.elements[index].number),
            Kid::Content { page, mark } if Some(page) == current => return mark.into(),
            Kid::Content { page, mark } => {
                copy.set("Type", "MCR");
                copy.set("Pg", furniture(pages[page]));
                copy.set("MCID", mark);
            }
            Kid::Drawing { page, stream, mark } => {
                copy.set("Type", "MCR");
                copy.set("Pg", furniture(pages[page]));
                copy.set("Stm", own(stream));
                copy.set("MCID", mark);
            }
            Kid::Object { page, number } => {
                copy.set("Type", "OBJR");
                copy.set("Pg", furniture(pages[page]));
                copy.set("Obj", own(number));
            }
        }
        Object::Dictionary(copy)
    }
}

/// A reference to an object of the part.
fn own(number: u32) -> Object {
    Object::Reference((number, 0))
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
fn drawing_marks(document: &Document, id: ObjectId) -> BTreeSet<u32> {
    let Some(stream) = document.objects.get(&id).and_then(|object| object.as_stream().ok()) else {
        return BTreeSet::new();
    };
    let resources = dictionary_at(document, &stream.dict, b"Resources");
    content::decoded(stream)
        .map(|bytes| content::scan(&bytes, document, resources).marks)
        .unwrap_or_default()
}

/// A copy of an element's attributes in which table cells name their headers as the pack does.
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
