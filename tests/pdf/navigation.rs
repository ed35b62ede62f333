//! Bookmarks and links, and where they lead.
//!
//! In comes a file; out come its bookmarks in order and its links page by page.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as Bytes};

use super::strings::text_string;
use super::tree::{Element, Kid, walk};

/// One bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bookmark {
    /// How deep it stands: 1 at the top.
    pub(crate) level: usize,
    /// What it is called.
    pub(crate) title: String,
    /// Where it leads.
    pub(crate) target: Target,
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// The page it stands on, from 1.
    pub(crate) page: usize,
    /// The text of the element that it belongs to; none if it belongs to none.
    pub(crate) text: Option<String>,
    /// The description that is read instead of a missing text.
    pub(crate) description: Option<String>,
    /// Where it leads.
    pub(crate) target: Target,
}

/// Where a bookmark or a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a page of this document, from 1.
    Page(usize),
    /// To an address outside.
    Address(String),
    /// To nothing that exists.
    Nowhere,
}

/// The bookmarks from top to bottom.
pub(crate) fn outline(file: &[u8]) -> Vec<Bookmark> {
    let pdf = super::open(file);
    let places = Places::new(&pdf);
    let mut bookmarks = Vec::new();
    let mut seen = BTreeSet::new();
    let first =
        places.root.get::<Dict<'_>>(b"Outlines").and_then(|outlines| outlines.get(b"First"));
    let mut pending: Vec<(usize, Dict<'_>)> = first.map(|item| (1, item)).into_iter().collect();
    while let Some((level, item)) = pending.pop() {
        assert!(seen.insert(item.obj_id()), "the bookmarks run in a circle");
        let title = item.get::<Bytes<'_>>(b"Title").expect("a bookmark has a title");
        bookmarks.push(Bookmark {
            level,
            title: text_string(&title),
            target: places.target(&item),
        });
        pending.extend(item.get::<Dict<'_>>(b"Next").map(|next| (level, next)));
        pending.extend(item.get::<Dict<'_>>(b"First").map(|first| (level + 1, first)));
    }
    bookmarks
}

/// The links of all pages, in the order of the pages' annotations.
pub(crate) fn links(file: &[u8]) -> Vec<Link> {
    let pdf = super::open(file);
    let places = Places::new(&pdf);
    let mut texts = BTreeMap::new();
    for element in walk(file) {
        collect_texts(&element, &mut texts);
    }
    let mut links = Vec::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        let annotations = page.raw().get::<Array<'_>>(b"Annots");
        for annotation in annotations.iter().flat_map(|array| array.iter::<Dict<'_>>()) {
            if annotation.get::<Name<'_>>(b"Subtype").is_none_or(|kind| &*kind != b"Link") {
                continue;
            }
            let id = annotation.obj_id().expect("an annotation is an object of its own");
            links.push(Link {
                page: number,
                text: texts.get(&id.obj_number).cloned(),
                description: annotation.get::<Bytes<'_>>(b"Contents").map(|b| text_string(&b)),
                target: places.target(&annotation),
            });
        }
    }
    links
}

/// Collects the text of every element that an annotation belongs to.
fn collect_texts(element: &Element, texts: &mut BTreeMap<i32, String>) {
    for kid in &element.kids {
        match kid {
            Kid::Annotation(number) => {
                texts.insert(*number, element.text());
            }
            Kid::Element(inner) => collect_texts(inner, texts),
            Kid::Text(_) => {}
        }
    }
}

/// What targets are looked up in.
struct Places<'a> {
    root: Dict<'a>,
    pages: BTreeMap<ObjectIdentifier, usize>,
    names: BTreeMap<Vec<u8>, Object<'a>>,
}

impl<'a> Places<'a> {
    fn new(pdf: &'a Pdf) -> Self {
        let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a file has a catalogue");
        let ids = pdf.pages().iter().map(|page| page.raw().obj_id().expect("a page is an object"));
        let pages = ids.zip(1..).collect();
        let mut names = BTreeMap::new();
        let tree = root.get::<Dict<'_>>(b"Names").and_then(|names| names.get::<Dict<'_>>(b"Dests"));
        if let Some(tree) = tree {
            read_names(&tree, &mut names, 0);
        }
        Self { root, pages, names }
    }

    /// Where an outline item or an annotation leads.
    fn target(&self, item: &Dict<'a>) -> Target {
        let action = item.get::<Dict<'_>>(b"A").unwrap_or_default();
        if let Some(address) = action.get::<Bytes<'_>>(b"URI") {
            return Target::Address(text_string(&address));
        }
        let target = item.get::<Object<'_>>(b"Dest").or_else(|| action.get(b"D"));
        let target = match target {
            Some(Object::String(name)) => self.names.get(&*name).cloned(),
            other => other,
        };
        let place = match target {
            Some(Object::Dict(dict)) => dict.get::<Array<'_>>(b"D"),
            Some(Object::Array(array)) => Some(array),
            _ => None,
        };
        let page = place.and_then(|array| array.raw_iter().next()?.as_obj_ref());
        page.and_then(|page| self.pages.get(&page.into()))
            .map_or(Target::Nowhere, |n| Target::Page(*n))
    }
}

/// Reads a name tree.
fn read_names<'a>(node: &Dict<'a>, names: &mut BTreeMap<Vec<u8>, Object<'a>>, depth: usize) {
    assert!(depth < 16, "the tree of names is too deep");
    for kid in node.get::<Array<'_>>(b"Kids").iter().flat_map(|kids| kids.iter::<Dict<'_>>()) {
        read_names(&kid, names, depth + 1);
    }
    let Some(pairs) = node.get::<Array<'_>>(b"Names") else { return };
    let mut items = pairs.flex_iter();
    while let (Some(name), Some(place)) = (items.next::<Bytes<'_>>(), items.next::<Object<'_>>()) {
        names.insert(name.to_vec(), place);
    }
}
