//! Moving objects from an outside PDF into the pack, leaving out what must not come along.
//!
//! In come objects of the source, one page's resources at a time; out go the same objects numbered
//! afresh, with all they refer to, their references to pages turned into references to the pack's
//! pages. What runs, launches, or carries other files stays behind and is counted.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::look::target;

/// What was left out of a part.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) scripts: usize,
    pub(super) launches: usize,
    pub(super) other_actions: usize,
    pub(super) links_to_files: usize,
    pub(super) attachments: usize,
    pub(super) media: usize,
    pub(super) dead_links: usize,
}

/// Copies objects out of one source. A reference of generation 0 in what it gives is to one of its
/// own objects, counted from 1; one of generation 1 is to an object of the furniture.
pub(super) struct Copier<'a> {
    document: &'a Document,
    /// For each page of the source the furniture's page that it fills.
    pages: HashMap<ObjectId, u32>,
    ids: HashMap<ObjectId, u32>,
    waiting: Vec<ObjectId>,
    objects: Vec<Object>,
    pub(super) left_out: LeftOut,
}

/// A reference to an object of the furniture.
pub(super) fn furniture(id: u32) -> Object {
    Object::Reference((id, 1))
}

/// Keys that never come along: what runs, private data of the program that wrote the file,
/// associated files, and metadata that may name people.
const LEFT: [&[u8]; 6] = [b"AA", b"JS", b"AF", b"PieceInfo", b"Metadata", b"OPI"];

impl<'a> Copier<'a> {
    pub(super) fn new(document: &'a Document, pages: HashMap<ObjectId, u32>) -> Self {
        Self {
            document,
            pages,
            ids: HashMap::new(),
            waiting: Vec::new(),
            objects: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// A number for an object that will be [`set`](Self::set).
    pub(super) fn reserve(&mut self) -> u32 {
        self.objects.push(Object::Null);
        u32::try_from(self.objects.len()).expect("a source has fewer objects than 32 bits count")
    }

    /// Gives a reserved object its content, whose references are already the pack's.
    pub(super) fn set(&mut self, id: u32, object: impl Into<Object>) {
        self.objects[id as usize - 1] = object.into();
    }

    /// Adds an object whose references are already the pack's.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> u32 {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// The furniture's page that a page of the source fills.
    pub(super) fn page(&self, object: &Object) -> Option<u32> {
        self.pages.get(&target(self.document, object)?).copied()
    }

    /// The number that an object of the source has or will have in the pack.
    pub(super) fn number(&mut self, id: ObjectId) -> u32 {
        if let Some(&number) = self.ids.get(&id) {
            return number;
        }
        let number = self.reserve();
        self.ids.insert(id, number);
        self.waiting.push(id);
        number
    }

    /// Says that an object of the source has been copied by hand, under this number.
    pub(super) fn copied(&mut self, id: ObjectId, number: u32) {
        self.ids.insert(id, number);
    }

    /// A copy of an object. What it refers to is copied by [`finish`](Self::finish).
    pub(super) fn copy(&mut self, object: &Object) -> Object {
        match object {
            Object::Reference(_) => self.reference(object),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.copy(item)).collect())
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary)),
            Object::Stream(stream) => {
                let mut dict = self.dictionary(&stream.dict);
                // These would put the data of a stream in another file.
                for key in [&b"F"[..], b"FFilter", b"FDecodeParms"] {
                    dict.remove(key);
                }
                dict.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
                let mut copy = lopdf::Stream::new(Dictionary::new(), stream.content.clone());
                copy.dict = dict;
                Object::Stream(copy)
            }
            Object::Real(number) if !number.is_finite() => Object::Integer(0),
            other => other.clone(),
        }
    }

    fn reference(&mut self, object: &Object) -> Object {
        if let Some(page) = self.page(object) {
            return furniture(page);
        }
        let Some(id) = target(self.document, object) else { return Object::Null };
        match self.document.objects.get(&id) {
            None | Some(Object::Null) => Object::Null,
            Some(Object::Dictionary(found)) if is_of_the_document(found) => Object::Null,
            Some(_) => Object::Reference((self.number(id), 0)),
        }
    }

    /// A copy of a dictionary, without what must not come along.
    pub(super) fn dictionary(&mut self, dictionary: &Dictionary) -> Dictionary {
        let mut copy = Dictionary::new();
        for (key, value) in dictionary {
            if LEFT.contains(&key.as_slice()) {
                match key.as_slice() {
                    b"AA" | b"JS" => self.left_out.scripts += 1,
                    b"AF" => self.left_out.attachments += 1,
                    _ => {}
                }
                continue;
            }
            let value = self.copy(value);
            if !value.is_null() {
                copy.set(key.clone(), value);
            }
        }
        copy
    }

    /// Copies all that is referred to and not yet copied, and gives all objects in order.
    pub(super) fn finish(mut self) -> (Vec<Object>, LeftOut) {
        while let Some(id) = self.waiting.pop() {
            let number = self.ids[&id];
            let document = self.document;
            if let Some(object) = document.objects.get(&id) {
                let copy = self.copy(object);
                self.set(number, copy);
            }
        }
        (self.objects, self.left_out)
    }
}

/// Whether an object belongs to the document as a whole, and so is never copied as part of a page.
fn is_of_the_document(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    [&b"Page"[..], b"Pages", b"Catalog", b"StructElem", b"StructTreeRoot", b"Outlines"]
        .contains(&kind)
}
