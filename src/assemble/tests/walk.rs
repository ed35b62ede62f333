//! Walking the tags of a finished PDF, to check it.
//!
//! In come the bytes of a PDF; out goes its structure tree in reading order, or its loose ends: marked content that
//! no element holds, and elements that refer to what is not there.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::content;
use super::super::look::{
    array_at, catalog, dictionary, dictionary_at, entry, integer_at, resolve, target, text_at,
};
use super::super::pages;
use super::super::roles::Roles;
use super::super::source::{Source, Unusable};
use super::super::trees::number_tree;
use super::super::unpack::{self, Budget};

/// One element, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its depth: the number of elements that enclose it.
    pub depth: usize,
    /// The standard type that it maps to.
    pub role: String,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Its alternative text, if it has one.
    pub alternative: Option<String>,
    /// The content that it holds itself, in order.
    pub content: Vec<Content>,
}

/// Content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Marked content.
    Marked {
        /// Its page, counted from 0.
        page: usize,
        /// Its identifier.
        mark: u32,
        /// The operators inside it.
        operators: Vec<u8>,
    },
    /// An annotation or a drawing as a whole.
    Object {
        /// Its page, counted from 0, if given.
        page: Option<usize>,
    },
}

struct Walker<'a> {
    document: &'a Document,
    places: HashMap<ObjectId, usize>,
    /// For each page and drawing with marked content, the operators of each mark.
    marks: BTreeMap<ObjectId, BTreeMap<u32, Vec<u8>>>,
    reached: BTreeMap<ObjectId, BTreeMap<u32, Option<ObjectId>>>,
    objects: BTreeMap<ObjectId, Option<ObjectId>>,
    loose: Vec<String>,
}

/// The tags of a PDF in reading order.
///
/// # Errors
///
/// When it cannot be read.
pub(crate) fn tags(pdf: &[u8]) -> Result<Vec<Tag>, Unusable> {
    tags_of(&Source::read("pack", pdf)?)
}

/// The tags of a source in reading order.
///
/// # Errors
///
/// When it cannot be read.
pub(crate) fn tags_of(source: &Source) -> Result<Vec<Tag>, Unusable> {
    let opened = source.open()?;
    let mut walker = Walker::new(&opened.document);
    Ok(walker.walk())
}

/// Everything in a PDF's tags that leads nowhere or is reached by nothing, in plain words; empty if all is well.
///
/// # Errors
///
/// When it cannot be read.
pub(crate) fn loose_ends(pdf: &[u8]) -> Result<Vec<String>, Unusable> {
    let opened = Source::read("pack", pdf)?.open()?;
    let mut walker = Walker::new(&opened.document);
    walker.walk();
    walker.check();
    Ok(walker.loose)
}

impl<'a> Walker<'a> {
    fn new(document: &'a Document) -> Self {
        let pages = pages::pages(document);
        let mut marks = BTreeMap::new();
        let mut budget = Budget::default();
        for page in &pages {
            let Some(node) = document.objects.get(&page.id).and_then(dictionary) else { continue };
            let resources = page.resources(document);
            let bytes = unpack::readable_content(document, node, &mut budget);
            marks.insert(page.id, spans(document, &bytes, resources));
        }
        for (&id, object) in &document.objects {
            if let Object::Stream(stream) = object
                && stream.dict.has(b"StructParents")
            {
                let bytes = budget.decode(stream).unwrap_or_default();
                marks.insert(
                    id,
                    spans(document, &bytes, dictionary_at(document, &stream.dict, b"Resources")),
                );
            }
        }
        let places = pages.iter().enumerate().map(|(place, page)| (page.id, place)).collect();
        Self {
            document,
            places,
            marks,
            reached: BTreeMap::new(),
            objects: BTreeMap::new(),
            loose: Vec::new(),
        }
    }

    fn walk(&mut self) -> Vec<Tag> {
        let document = self.document;
        let roles = Roles::new(document);
        let root = catalog(document)
            .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"));
        let mut waiting: Vec<(&Object, usize)> = root
            .map(|root| kids(document, root))
            .unwrap_or_default()
            .into_iter()
            .rev()
            .map(|kid| (kid, 0))
            .collect();
        let mut seen = HashSet::new();
        let mut tags = Vec::new();
        while let Some((object, depth)) = waiting.pop() {
            let id = target(document, object);
            if id.is_some_and(|id| !seen.insert(id)) {
                self.loose.push("an element stands in two places".to_owned());
                continue;
            }
            let Some(element) =
                dictionary(resolve(document, object)).filter(|element| element.has(b"S"))
            else {
                continue;
            };
            let page = element.get(b"Pg").ok().and_then(|page| target(document, page));
            let mut held = Vec::new();
            let mut below = Vec::new();
            for kid in kids(document, element) {
                match resolve(document, kid) {
                    Object::Integer(mark) => held.extend(self.marked(page, page, *mark, id)),
                    Object::Dictionary(found) if found.has(b"S") => below.push((kid, depth + 1)),
                    Object::Dictionary(found) => {
                        let page =
                            found.get(b"Pg").ok().and_then(|page| target(document, page)).or(page);
                        if let Some(mark) = integer_at(document, found, b"MCID") {
                            let holder = found
                                .get(b"Stm")
                                .ok()
                                .and_then(|stream| target(document, stream))
                                .or(page);
                            held.extend(self.marked(page, holder, mark, id));
                        } else {
                            match found.get(b"Obj").ok().and_then(|object| target(document, object))
                            {
                                Some(object) => {
                                    self.objects.insert(object, id);
                                }
                                None => self.loose.push(
                                    "an element holds an annotation that is not there".to_owned(),
                                ),
                            }
                            held.push(Content::Object {
                                page: page.and_then(|page| self.places.get(&page).copied()),
                            });
                        }
                    }
                    _ => self.loose.push("an element holds something that is not there".to_owned()),
                }
            }
            waiting.extend(below.into_iter().rev());
            tags.push(Tag {
                depth,
                role: String::from_utf8_lossy(roles.of(element).kind()).into_owned(),
                title: text_at(document, element, b"T"),
                alternative: text_at(document, element, b"Alt"),
                content: held,
            });
        }
        tags
    }

    fn marked(
        &mut self,
        page: Option<ObjectId>,
        holder: Option<ObjectId>,
        mark: i64,
        element: Option<ObjectId>,
    ) -> Option<Content> {
        let place = page.and_then(|page| self.places.get(&page).copied());
        let known = u32::try_from(mark).ok().and_then(|mark| {
            let holder = holder?;
            Some((holder, mark, self.marks.get(&holder)?.get(&mark)?.clone()))
        });
        let (Some(page), Some((holder, mark, operators))) = (place, known) else {
            self.loose.push(format!("an element holds marked content {mark}, which is not there"));
            return None;
        };
        if self.reached.entry(holder).or_default().insert(mark, element).is_some() {
            self.loose.push(format!("marked content {mark} of page {} is held twice", page + 1));
        }
        Some(Content::Marked { page, mark, operators })
    }

    fn check(&mut self) {
        let document = self.document;
        let nothing = BTreeMap::new();
        for (id, marks) in &self.marks {
            let reached = self.reached.get(id).unwrap_or(&nothing);
            for mark in marks.keys().filter(|mark| !reached.contains_key(mark)) {
                let place = self
                    .places
                    .get(id)
                    .map_or("a drawing".to_owned(), |place| format!("page {}", place + 1));
                self.loose.push(format!("no element holds marked content {mark} of {place}"));
            }
        }
        let tree = catalog(document)
            .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"))
            .and_then(|root| root.get(b"ParentTree").ok());
        let pairs = tree.map(|tree| number_tree(document, tree)).unwrap_or_default();
        let mut parents: BTreeMap<i64, &Object> = BTreeMap::new();
        for (key, object) in pairs {
            if parents.insert(key, object).is_some() {
                self.loose.push(format!("key {key} stands twice in the parent tree"));
            }
        }
        let mut keys = BTreeSet::new();
        for (id, marks) in &self.reached {
            let key = document
                .objects
                .get(id)
                .and_then(dictionary)
                .and_then(|holder| integer_at(document, holder, b"StructParents"));
            let found = key
                .and_then(|key| parents.get(&key))
                .and_then(|found| resolve(document, found).as_array().ok());
            if key.is_none_or(|key| !keys.insert(key)) {
                self.loose
                    .push(format!("object {} has no key of its own in the parent tree", id.0));
            }
            for (mark, element) in marks {
                let parent = found.and_then(|found| target(document, found.get(*mark as usize)?));
                if parent.is_none() || parent != *element {
                    self.loose.push(format!(
                        "the parent tree does not lead from marked content {mark} to its element"
                    ));
                }
            }
        }
        for (id, element) in &self.objects {
            let key = document
                .objects
                .get(id)
                .and_then(dictionary)
                .and_then(|object| integer_at(document, object, b"StructParent"));
            let parent = key.and_then(|key| target(document, parents.get(&key)?));
            if parent.is_none() || parent != *element || key.is_none_or(|key| !keys.insert(key)) {
                self.loose.push(format!(
                    "the parent tree does not lead from object {} to its element",
                    id.0
                ));
            }
        }
        for (id, object) in &document.objects {
            if let Some(found) = dictionary(object)
                && found.has(b"Rect")
                && entry(document, found, b"Subtype").is_some()
                && !self.objects.contains_key(id)
            {
                self.loose.push(format!("no element holds annotation {}", id.0));
            }
        }
    }
}

fn kids<'a>(document: &'a Document, element: &'a Dictionary) -> Vec<&'a Object> {
    match array_at(document, element, b"K") {
        Some(kids) => kids.iter().collect(),
        None => element.get(b"K").ok().into_iter().collect(),
    }
}

fn spans(
    document: &Document,
    bytes: &[u8],
    resources: Option<&Dictionary>,
) -> BTreeMap<u32, Vec<u8>> {
    let scan = content::scan(bytes, document, resources);
    scan.spans.into_iter().map(|(mark, range)| (mark, bytes[range].to_vec())).collect()
}
