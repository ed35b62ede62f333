//! Builds the tags of a part for the pack.
//!
//! In come elements, from the source's own tree or made for what that leaves out; out goes one `Part` element with
//! everything below it, and what goes with it: entries of the parent tree, element identifiers, roles. The parent
//! tree is built from the elements, so it is right even if the source's is not. Reading the source's tree is left to
//! [`graft`](super::graft).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::{Dictionary, Object, ObjectId};

use super::copy::{Copier, furniture};
use super::look::text;
use super::roles::Role;

/// One element.
pub(super) struct Element {
    pub(super) number: u32,
    pub(super) role: Role,
    pub(super) dictionary: Dictionary,
    parent: usize,
    pub(super) kids: Vec<Kid>,
    /// Other elements that this one refers to.
    pub(super) related: Vec<ObjectId>,
    /// Whether something below it could not be kept.
    pub(super) lost: bool,
    /// Whether it held a form field, which is now a drawing.
    pub(super) field: bool,
}

/// A child of an element.
#[derive(Clone, Copy)]
pub(super) enum Kid {
    /// Another element.
    Element(usize),
    /// Marked content of a page.
    Content { page: usize, mark: u32 },
    /// Marked content of a drawing on a page; `stream` is the drawing's number in the pack.
    Drawing { page: usize, stream: u32, mark: u32 },
    /// An annotation or drawing as a whole, by its number in the pack.
    Object { page: usize, number: u32 },
}

/// A thing with an entry in the parent tree.
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
    /// For each holder, the elements that its marks belong to; an object as a whole has mark 0.
    pub(super) holders: BTreeMap<Holder, BTreeMap<u32, usize>>,
    /// Element identifiers in the pack, each with the element it names.
    pub(super) identifiers: BTreeMap<Vec<u8>, usize>,
    /// Whether the source's tree was broken somewhere.
    pub(super) damaged: bool,
    /// The pages that have tagged drawings.
    pub(super) drawn: BTreeSet<usize>,
    /// The elements of the source that were taken in, with their index.
    pub(super) seen: HashMap<ObjectId, usize>,
}

impl Tree {
    /// A tree with only its top: the element for the part.
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

    pub(super) fn element(&mut self, copier: &mut Copier<'_>, parent: usize, role: Role) -> usize {
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

    /// Makes an element with one child, for [`Self::place`] to put below the top.
    pub(super) fn make(
        &mut self,
        copier: &mut Copier<'_>,
        kind: &str,
        alternative: Option<&str>,
        kid: Kid,
    ) -> Kid {
        let made = self.element(copier, 0, Role::standard(kind));
        if let Some(alternative) = alternative {
            self.elements[made].dictionary.set("Alt", text(alternative));
        }
        self.keep(made, kid);
        Kid::Element(made)
    }

    /// Puts elements of a page below the top, before the first that begins on a later page.
    pub(super) fn place(&mut self, page: usize, made: Vec<Kid>) {
        let kids = &self.elements[0].kids;
        let begins_later = |kid: &Kid| self.page_of(kid).is_some_and(|at| at > page);
        // Usually all is in order and there is nothing to search.
        let last = kids.iter().rev().find_map(|kid| self.page_of(kid));
        let in_order = last.is_none_or(|last| last <= page);
        let place = if in_order { None } else { kids.iter().position(begins_later) };
        let place = place.unwrap_or(kids.len());
        let _ = self.elements[0].kids.splice(place..place, made);
    }

    /// The page that something begins on.
    pub(super) fn page_of(&self, kid: &Kid) -> Option<usize> {
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

    /// For each marked content of each page, whether the element it belongs to, or one around that, has replacement
    /// text.
    pub(super) fn speech(&self) -> BTreeMap<(usize, Option<u32>), bool> {
        let mut speech = BTreeMap::new();
        for (holder, marks) in &self.holders {
            let Holder::Page(page) = holder else { continue };
            let all =
                marks.iter().map(|(&mark, &element)| ((*page, Some(mark)), self.speaks(element)));
            speech.extend(all);
        }
        speech
    }

    /// Whether an element, or one around it, has replacement text.
    fn speaks(&self, mut index: usize) -> bool {
        while !self.elements[index].dictionary.has(b"ActualText") {
            let above = self.elements[index].parent;
            if above == index {
                return false;
            }
            index = above;
        }
        true
    }

    /// Puts content into an element, unless another already has it; returns whether it did.
    pub(super) fn keep(&mut self, element: usize, kid: Kid) -> bool {
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

    /// Removes elements that lost what gave them a meaning.
    pub(super) fn prune(&mut self) {
        let mut gone = vec![false; self.elements.len()];
        // Children always come after their parent.
        for index in (1..self.elements.len()).rev() {
            let element = &mut self.elements[index];
            let before = element.kids.len();
            element.kids.retain(|kid| !matches!(kid, Kid::Element(kid) if gone[*kid]));
            let hollow = element.kids.is_empty() && (element.lost || before > 0);
            gone[index] = hollow
                && matches!(element.role.kind(), b"Link" | b"Annot" | b"Form" | b"Reference");
            // A link or field whose annotation did not come along is reduced to its text.
            let whole = element.kids.iter().any(|kid| matches!(kid, Kid::Object { .. }));
            if (element.lost || element.field)
                && !whole
                && matches!(element.role.kind(), b"Link" | b"Annot" | b"Form")
            {
                let holds = element.kids.iter().any(|kid| matches!(kid, Kid::Element(_)));
                let role = if holds && element.field { "Div" } else { "Span" };
                element.role = Role::standard(role);
            }
        }
        self.elements[0].kids.retain(|kid| !matches!(kid, Kid::Element(kid) if gone[*kid]));
        self.identifiers.retain(|_, element| !gone[*element]);
        self.seen.retain(|_, element| !gone[*element]);
    }

    /// Writes the elements. `pages` are the furniture pages that the part fills, `above` is the furniture element
    /// that the part goes under.
    pub(super) fn write(&mut self, copier: &mut Copier<'_>, pages: &[u32], above: u32) {
        for index in 0..self.elements.len() {
            let mut copy = std::mem::take(&mut self.elements[index].dictionary);
            let element = &self.elements[index];
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
