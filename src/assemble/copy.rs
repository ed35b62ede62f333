//! Copies objects from an outside PDF into the pack, leaving out what must not come along.
//!
//! In come objects of the source, one page's resources at a time; out go the same objects numbered
//! afresh, with all they refer to, their references to pages turned into references to the pack's
//! pages. What runs, launches, or carries other files stays behind and is counted.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::look::{retold, target};
use super::photographs;

/// Counts of what was left out of a part.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) scripts: usize,
    pub(super) launches: usize,
    pub(super) other_actions: usize,
    pub(super) links_to_files: usize,
    pub(super) attachments: usize,
    pub(super) media: usize,
    pub(super) dead_links: usize,
    /// Links, comments and fields beyond the most that are read.
    pub(super) surplus: usize,
    /// Photographs whose notes could not be removed.
    pub(super) noted: usize,
}

/// Copies objects out of one source. In the copies, a reference of generation 0 is to an object of the part, counted
/// from 1; one of generation 1 is to an object of the furniture.
pub(super) struct Copier<'a> {
    document: &'a Document,
    copied: Copied,
    /// Copies of resources that several pages share, by the object that holds them and their name.
    common: HashMap<(ObjectId, Vec<u8>), u32>,
    pub(super) left_out: LeftOut,
}

/// What has been copied out of a source so far, and the objects still to be copied because those refer to them.
pub(super) struct Copied {
    /// For each page of the source, the furniture page that it fills.
    pages: HashMap<ObjectId, u32>,
    ids: HashMap<ObjectId, u32>,
    waiting: Vec<ObjectId>,
    objects: Vec<Object>,
}

/// A reference to an object of the furniture.
pub(super) fn furniture(id: u32) -> Object {
    Object::Reference((id, 1))
}

/// Keys that never come along: what runs, private data of the program that wrote the file, associated files, metadata
/// that may name people, and lists of a font's glyphs, which are often wrong and never needed.
const LEFT: [&[u8]; 7] = [b"AA", b"JS", b"AF", b"CIDSet", b"PieceInfo", b"Metadata", b"OPI"];

/// Keys of strings that people read.
const TEXTS: [&[u8]; 9] =
    [b"ActualText", b"Alt", b"Contents", b"E", b"Name", b"Subj", b"T", b"TU", b"Title"];

impl<'a> Copier<'a> {
    pub(super) fn new(document: &'a Document, pages: HashMap<ObjectId, u32>) -> Self {
        let copied = Copied {
            pages,
            ids: HashMap::with_capacity(document.objects.len()),
            waiting: Vec::new(),
            objects: Vec::new(),
        };
        Self { document, copied, common: HashMap::new(), left_out: LeftOut::default() }
    }

    /// Reserves the number of an object that will be [`set`](Self::set).
    pub(super) fn reserve(&mut self) -> u32 {
        self.copied.reserve()
    }

    /// Sets the content of a reserved object, whose references are already the pack's.
    pub(super) fn set(&mut self, id: u32, object: impl Into<Object>) {
        self.copied.objects[id as usize - 1] = object.into();
    }

    /// Adds an object whose references are already the pack's.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> u32 {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// The furniture page that a page of the source fills.
    pub(super) fn page(&self, object: &Object) -> Option<u32> {
        self.copied.pages.get(&target(self.document, object)?).copied()
    }

    /// The number in the pack of an object of the source, reserved if it has none yet.
    pub(super) fn number(&mut self, id: ObjectId) -> u32 {
        self.copied.number(id)
    }

    /// Records that the caller has copied an object of the source itself, under this number.
    pub(super) fn copied(&mut self, id: ObjectId, number: u32) {
        self.copied.ids.insert(id, number);
    }

    /// Copies an object. The objects it refers to are copied by [`Copied::finish`].
    pub(super) fn copy(&mut self, object: &Object) -> Object {
        match object {
            Object::Reference(_) => self.copied.reference(self.document, object),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.copy(item)).collect())
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary)),
            Object::Stream(stream) => {
                let mut copy = lopdf::Stream::new(Dictionary::new(), stream.content.clone());
                copy.dict = self.dictionary(&stream.dict);
                self.left_out.noted += usize::from(!at_home(&mut copy));
                Object::Stream(copy)
            }
            Object::Real(number) if !number.is_finite() => Object::Integer(0),
            other => other.clone(),
        }
    }

    /// Copies a dictionary, without what must not come along.
    pub(super) fn dictionary(&mut self, dictionary: &Dictionary) -> Dictionary {
        let mut copy = Dictionary::new();
        for (key, value) in dictionary {
            if self.left_out.takes(key) {
                continue;
            }
            let value = match value {
                Object::String(..) if TEXTS.contains(&key.as_slice()) => retold(value),
                value => self.copy(value),
            };
            if !value.is_null() {
                copy.set(key.clone(), value);
            }
        }
        copy
    }

    /// Copies a dictionary that several pages share, once for all of them.
    pub(super) fn common(&mut self, holder: ObjectId, name: &[u8], found: &Dictionary) -> Object {
        let key = (holder, name.to_vec());
        if let Some(&number) = self.common.get(&key) {
            return Object::Reference((number, 0));
        }
        let copy = self.dictionary(found);
        let number = self.add(copy);
        self.common.insert(key, number);
        Object::Reference((number, 0))
    }

    /// Lets go of the source, which can then be taken apart for the objects still waiting.
    pub(super) fn copied_so_far(self) -> (Copied, LeftOut) {
        (self.copied, self.left_out)
    }
}

impl Copied {
    /// Moves all objects that are referred to and not yet copied out of the source, and returns every copied object
    /// in order.
    pub(super) fn finish(mut self, mut document: Document, left_out: &mut LeftOut) -> Vec<Object> {
        while let Some(id) = self.waiting.pop() {
            let number = self.ids[&id];
            let Some(object) = document.objects.get_mut(&id) else { continue };
            let mut object = std::mem::replace(object, Object::Null);
            self.take_over(&document, &mut object, left_out);
            self.objects[number as usize - 1] = object;
        }
        self.objects
    }

    /// Turns an object of the source into one of the pack in place, as [`Copier::copy`] does for a copy.
    fn take_over(&mut self, document: &Document, object: &mut Object, left_out: &mut LeftOut) {
        match object {
            Object::Reference(_) => *object = self.reference(document, object),
            Object::Array(items) => {
                items.iter_mut().for_each(|item| self.take_over(document, item, left_out));
            }
            Object::Dictionary(dictionary) => self.take_entries(document, dictionary, left_out),
            Object::Stream(stream) => {
                self.take_entries(document, &mut stream.dict, left_out);
                left_out.noted += usize::from(!at_home(stream));
            }
            Object::Real(number) if !number.is_finite() => *object = Object::Integer(0),
            _ => {}
        }
    }

    fn take_entries(
        &mut self,
        document: &Document,
        dictionary: &mut Dictionary,
        left_out: &mut LeftOut,
    ) {
        dictionary.as_hashmap_mut().retain(|key, value| {
            if left_out.takes(key) {
                return false;
            }
            match value {
                Object::String(..) if TEXTS.contains(&key.as_slice()) => *value = retold(value),
                _ => self.take_over(document, value, left_out),
            }
            !value.is_null()
        });
    }

    fn reserve(&mut self) -> u32 {
        self.objects.push(Object::Null);
        u32::try_from(self.objects.len()).expect("a source has fewer objects than 32 bits count")
    }

    fn number(&mut self, id: ObjectId) -> u32 {
        if let Some(&number) = self.ids.get(&id) {
            return number;
        }
        let number = self.reserve();
        self.ids.insert(id, number);
        self.waiting.push(id);
        number
    }

    fn reference(&mut self, document: &Document, object: &Object) -> Object {
        let Some(id) = target(document, object) else { return Object::Null };
        if let Some(&page) = self.pages.get(&id) {
            return furniture(page);
        }
        // An object with a number may already have been moved out of the source.
        if let Some(&number) = self.ids.get(&id) {
            return Object::Reference((number, 0));
        }
        match document.objects.get(&id) {
            None | Some(Object::Null) => Object::Null,
            Some(Object::Dictionary(found)) if is_of_the_document(found) => Object::Null,
            Some(_) => Object::Reference((self.number(id), 0)),
        }
    }
}

impl LeftOut {
    /// Whether an entry of a dictionary stays behind; if so, counts it.
    fn takes(&mut self, key: &[u8]) -> bool {
        match key {
            b"AA" | b"JS" => self.scripts += 1,
            b"AF" => self.attachments += 1,
            _ => {}
        }
        LEFT.contains(&key)
    }
}

/// Removes references to data in other files, and the notes of a photograph; `false` if notes may be left.
fn at_home(stream: &mut lopdf::Stream) -> bool {
    for key in [&b"F"[..], b"FFilter", b"FDecodeParms"] {
        stream.dict.remove(key);
    }
    let is_clean = photographs::clean(stream);
    stream.dict.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
    is_clean
}

/// Whether an object belongs to the document as a whole, and so is never copied with a page.
fn is_of_the_document(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    [&b"Page"[..], b"Pages", b"Catalog", b"StructElem", b"StructTreeRoot", b"Outlines"]
        .contains(&kind)
}
