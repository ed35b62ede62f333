//! Finds pages that need objects which the file lacks.
//!
//! In come a document and the objects that could not be read completely; out goes, for a page, whether something that
//! it shows leads to one of them.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::look::dictionary;
use super::pages::Page;

/// The missing objects of a document.
pub(super) struct Gaps<'a> {
    document: &'a Document,
    lost: &'a HashSet<ObjectId>,
    /// Whether its index was rebuilt, so that objects may be missing from it.
    rebuilt: bool,
}

impl<'a> Gaps<'a> {
    /// Prepares the search. If nothing is lost, a reference to nothing counts as `null`.
    pub(super) fn new(document: &'a Document, lost: &'a HashSet<ObjectId>, rebuilt: bool) -> Self {
        Self { document, lost, rebuilt }
    }

    /// Whether something that a page shows leads to a missing object.
    pub(super) fn on(&self, page: &Page, entries: &Dictionary) -> bool {
        if self.lost.is_empty() && !self.rebuilt {
            return false;
        }
        let own = [&b"Contents"[..], b"Annots"].into_iter().filter_map(|key| entries.get(key).ok());
        let resources = page.written_resources(self.document).map(|(_, written)| written);
        let mut waiting: Vec<&Object> = own.chain(resources).collect();
        let mut seen = HashSet::new();
        while let Some(object) = waiting.pop() {
            match object {
                Object::Reference(id) if self.lost.contains(id) => return true,
                Object::Reference(id) if seen.insert(*id) => match self.document.objects.get(id) {
                    Some(found) => waiting.push(found),
                    None if self.rebuilt => return true,
                    None => {}
                },
                Object::Array(items) => waiting.extend(items),
                other => {
                    // References to other pages do not belong to this one.
                    let shown = dictionary(other).filter(|shown| !shown.has_type(b"Page"));
                    let entries = shown.into_iter().flatten();
                    waiting.extend(
                        entries
                            .filter(|(key, _)| !AWAY.contains(&key.as_slice()))
                            .map(|(_, value)| value),
                    );
                }
            }
        }
        false
    }
}

/// The entries that lead away from what a page shows.
const AWAY: [&[u8]; 8] =
    [b"Parent", b"P", b"Dest", b"A", b"AA", b"Popup", b"Metadata", b"PieceInfo"];
