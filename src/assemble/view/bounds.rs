//! Whether a PDF can be looked at in bounded time and memory.
//!
//! In comes a document from anywhere; out goes whether what it draws, unpacked and carried out, is no more than a
//! real one comes to. The reader behind [`View`](super::View) has no bounds of its own.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::assemble::content;
use crate::assemble::look::{dictionary, dictionary_at, name_at, target};
use crate::assemble::pages::Page;
use crate::assemble::unpack::{self, Budget};

/// More bytes of content than real pages have, all drawings in their drawings counted.
const MOST_WORK: usize = 256 << 20;

/// More than any one stream that is no picture unpacks to.
const MOST_UNPACKED: usize = 32 << 20;

/// More states than anyone saves on top of each other.
const DEEPEST_STATES: usize = 10_000;

/// How deep drawings stand in one another at most.
const DEEPEST: usize = 50;

/// Whether a document can be looked at.
pub(super) fn is_bounded(document: &Document, pages: &[Page]) -> bool {
    let mut budget = Budget::default();
    let plain =
        document.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| {
            let kind = name_at(document, &stream.dict, b"Subtype");
            kind != Some(b"Image")
                && !stream.dict.has_type(b"ObjStm")
                && !stream.dict.has_type(b"XRef")
        });
    for stream in plain {
        if !budget.fits(stream, MOST_UNPACKED) {
            return false;
        }
    }
    let mut load = Load { document, known: HashMap::new(), budget: Budget::default() };
    let mut left = MOST_WORK;
    for page in pages {
        let Some(node) = document.objects.get(&page.id).and_then(dictionary) else { continue };
        let bytes = unpack::readable_content(document, node, &mut load.budget);
        let work = load.of(&bytes, page.resources(document), 0);
        match work.and_then(|work| left.checked_sub(work)) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
    !load.budget.is_spent()
}

/// What drawings come to.
struct Load<'a> {
    document: &'a Document,
    known: HashMap<ObjectId, Option<usize>>,
    budget: Budget,
}

impl<'a> Load<'a> {
    /// The bytes of content that are carried out for some; `None` where that is beyond all measure.
    fn of(
        &mut self,
        bytes: &[u8],
        resources: Option<&'a Dictionary>,
        depth: usize,
    ) -> Option<usize> {
        let work = content::work(bytes);
        if work.deepest > DEEPEST_STATES {
            return None;
        }
        let drawings =
            resources.and_then(|resources| dictionary_at(self.document, resources, b"XObject"));
        let mut sum = bytes.len();
        for name in work.drawings {
            let Some(object) = drawings.and_then(|drawings| drawings.get(name).ok()) else {
                continue;
            };
            sum = sum
                .checked_add(self.drawing(object, resources, depth)?)
                .filter(|sum| *sum <= MOST_WORK)?;
        }
        Some(sum)
    }

    fn drawing(
        &mut self,
        object: &'a Object,
        around: Option<&'a Dictionary>,
        depth: usize,
    ) -> Option<usize> {
        let Some(id) = target(self.document, object) else { return Some(0) };
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let stream = self.document.objects.get(&id).and_then(|object| object.as_stream().ok());
        let form = stream
            .filter(|stream| name_at(self.document, &stream.dict, b"Subtype") == Some(b"Form"));
        let Some(form) = form.filter(|_| depth < DEEPEST) else { return Some(0) };
        // One that draws itself is drawn once.
        self.known.insert(id, Some(0));
        let resources = dictionary_at(self.document, &form.dict, b"Resources").or(around);
        let bytes = self.budget.decode(form).unwrap_or_default();
        let found = self.of(&bytes, resources, depth + 1);
        self.known.insert(id, found);
        found
    }
}
