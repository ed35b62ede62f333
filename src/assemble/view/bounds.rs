//! Checks that a PDF can be looked at in bounded time and memory.
//!
//! In comes any document; out goes whether its content, unpacked and carried out, is no more than that of a real one.
//! The reader behind [`View`](super::View) has no bounds of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::assemble::content::{self, nesting};
use crate::assemble::look::{catalog, dictionary, dictionary_at, integer_at, name_at, target};
use crate::assemble::pages::Page;
use crate::assemble::unpack::{self, Budget};

/// The most bytes of content, counting a drawing once for each time it is shown.
const MOST_WORK: usize = 256 << 20;

/// The most bytes that a stream unpacks to, pictures excepted.
const MOST_UNPACKED: usize = 32 << 20;

/// The most graphics states saved at once.
const DEEPEST_STATES: usize = 10_000;

/// How deeply drawings may be nested.
const DEEPEST: usize = 50;

/// How deeply brackets may be nested.
const DEEPEST_BRACKETS: usize = 200;

/// The longest chain of references.
const LONGEST_CHAIN: u32 = 200;

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
        // A function that is a program (PostScript calculator).
        let is_program = integer_at(document, &stream.dict, b"FunctionType") == Some(4);
        let is_deep = is_program
            && budget
                .decode(stream)
                .is_none_or(|bytes| nesting(&bytes, b"{", b"}") > DEEPEST_BRACKETS);
        if is_deep || !budget.fits(stream, MOST_UNPACKED) {
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
    !load.budget.is_spent() && longest_chain(document, pages) <= LONGEST_CHAIN
}

/// The length of the longest chain of references, from the page tree and from what pages use.
fn longest_chain(document: &Document, pages: &[Page]) -> u32 {
    let root = catalog(document).and_then(|catalog| target(document, catalog.get(b"Pages").ok()?));
    let mut known: HashMap<ObjectId, Option<u32>> = HashMap::new();
    let mut longest = 0;
    for start in root.into_iter().chain(pages.iter().map(|page| page.id)) {
        let mut waiting = vec![start];
        while let Some(&id) = waiting.last() {
            let next = document.objects.get(&id).map(references).unwrap_or_default();
            if let Entry::Vacant(unknown) = known.entry(id) {
                // Unknown until everything that it leads to is known; a reference back to it is a cycle.
                unknown.insert(None);
                let before = waiting.len();
                waiting.extend(next.iter().filter(|next| !known.contains_key(*next)));
                if waiting.len() > before {
                    continue;
                }
            }
            waiting.pop();
            let further = next.iter().filter_map(|next| known.get(next).copied().flatten()).max();
            let length = further.unwrap_or(0) + 1;
            longest = longest.max(length);
            known.insert(id, Some(length));
        }
    }
    longest
}

/// The objects that an object leads to, apart from those back or away from the page.
fn references(object: &Object) -> Vec<ObjectId> {
    let mut found = Vec::new();
    let mut waiting = vec![object];
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) => found.push(*id),
            Object::Array(items) => waiting.extend(items),
            other => {
                let entries = dictionary(other).into_iter().flatten();
                waiting.extend(
                    entries
                        .filter(|(key, _)| !AWAY.contains(&key.as_slice()))
                        .map(|(_, value)| value),
                );
            }
        }
    }
    found
}

/// The entries that lead back, or away from what a page shows.
const AWAY: [&[u8]; 12] = [
    b"Parent",
    b"P",
    b"Dest",
    b"A",
    b"AA",
    b"Popup",
    b"IRT",
    b"Metadata",
    b"PieceInfo",
    b"B",
    b"StructParent",
    b"Threads",
];

/// Adds up the cost of drawings.
struct Load<'a> {
    document: &'a Document,
    known: HashMap<ObjectId, Option<usize>>,
    budget: Budget,
}

impl<'a> Load<'a> {
    /// The bytes of content carried out for a content with its drawings; `None` if that is too much.
    fn of(
        &mut self,
        bytes: &[u8],
        resources: Option<&'a Dictionary>,
        depth: usize,
    ) -> Option<usize> {
        let work = content::work(bytes);
        if work.states > DEEPEST_STATES || work.nested > DEEPEST_BRACKETS {
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
        // A drawing that shows itself is drawn once.
        self.known.insert(id, Some(0));
        let resources = dictionary_at(self.document, &form.dict, b"Resources").or(around);
        let bytes = self.budget.decode(form).unwrap_or_default();
        let found = self.of(&bytes, resources, depth + 1);
        self.known.insert(id, found);
        found
    }
}
