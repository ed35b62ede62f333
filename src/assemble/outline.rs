//! Reads and writes bookmarks: as a flat list, and as the linked tree that PDF wants.
//!
//! In comes a document's outline, however broken; out goes a list of entries in reading order, each with its depth.
//! Joining lists is left to others. Writing builds the tree anew, so that no broken link of a source survives.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

use super::look::{catalog, dictionary, dictionary_at, integer_at, resolve, target, text_at};

/// One bookmark.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its depth: the number of bookmarks that enclose it.
    pub(super) depth: usize,
    /// Its text, for comparison.
    pub(super) title: String,
    /// Its entries as written: title, destination or action, style.
    pub(super) dictionary: Dictionary,
    /// Whether the entries below it are shown at first.
    pub(super) open: bool,
}

impl Entry {
    /// Whether it leads anywhere.
    pub(super) fn leads(&self) -> bool {
        self.dictionary.has(b"Dest") || self.dictionary.has(b"A")
    }
}

const MOST_ENTRIES: usize = 50_000;
const DEEPEST: usize = 32;

/// The bookmarks of a document in reading order. `keep` returns the entries to write for an item, except its title.
pub(super) fn read(
    document: &Document,
    mut keep: impl FnMut(&Dictionary) -> Dictionary,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    let root = catalog(document).and_then(|catalog| dictionary_at(document, catalog, b"Outlines"));
    let mut waiting: Vec<(&Object, usize)> =
        root.and_then(|root| root.get(b"First").ok()).map(|first| (first, 0)).into_iter().collect();
    while let Some((object, depth)) = waiting.pop() {
        let Some(id) = target(document, object) else { continue };
        if !seen.insert(id) || entries.len() >= MOST_ENTRIES {
            continue;
        }
        let Some(item) = dictionary(resolve(document, object)) else { continue };
        let title = text_at(document, item, b"Title").unwrap_or_default();
        let mut kept = keep(item);
        kept.set("Title", super::look::text(&title));
        let open = integer_at(document, item, b"Count").is_none_or(|count| count >= 0);
        entries.push(Entry { depth, title, dictionary: kept, open });
        waiting.extend(item.get(b"Next").ok().map(|next| (next, depth)));
        if depth < DEEPEST {
            waiting.extend(item.get(b"First").ok().map(|first| (first, depth + 1)));
        }
    }
    without_dead_ends(entries)
}

/// Drops entries that neither lead anywhere nor have others below them that do. An entry without a title cannot be
/// chosen, so those below it move up.
fn without_dead_ends(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.into_iter().rev() {
        let has_children = kept.last().is_some_and(|next| next.depth > entry.depth);
        if !entry.title.is_empty() && (entry.leads() || has_children) {
            kept.push(entry);
        }
    }
    kept.reverse();
    let mut most = 0;
    for entry in &mut kept {
        entry.depth = entry.depth.min(most);
        most = entry.depth + 1;
    }
    kept
}

/// The outline as objects. The first is the root and has number `first_id`; the others follow. Skipped levels of
/// depth are closed.
pub(super) fn write(mut entries: Vec<Entry>, first_id: u32) -> Vec<Object> {
    let count = entries.len();
    let reference = |index: usize| Object::Reference((first_id + index as u32, 0));
    // Node 0 is the root, node n + 1 is entry n.
    let mut parent = vec![0; count + 1];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); count + 1];
    let mut path = vec![0];
    for (index, entry) in entries.iter().enumerate() {
        path.truncate(entry.depth + 1);
        let above = *path.last().expect("the root is never cut off the path");
        parent[index + 1] = above;
        children[above].push(index + 1);
        path.push(index + 1);
    }
    let mut shown = vec![0i64; count + 1];
    for node in (0..=count).rev() {
        shown[node] = children[node]
            .iter()
            .map(|&child| 1 + if entries[child - 1].open { shown[child] } else { 0 })
            .sum();
    }
    let mut root = Dictionary::new();
    root.set("Type", "Outlines");
    let mut objects = vec![root];
    for (index, entry) in entries.iter_mut().enumerate() {
        let mut item = std::mem::take(&mut entry.dictionary);
        let siblings = &children[parent[index + 1]];
        let place = siblings.partition_point(|&sibling| sibling < index + 1);
        item.set("Parent", reference(parent[index + 1]));
        if place > 0 {
            item.set("Prev", reference(siblings[place - 1]));
        }
        if let Some(&next) = siblings.get(place + 1) {
            item.set("Next", reference(next));
        }
        objects.push(item);
    }
    for (node, object) in objects.iter_mut().enumerate() {
        if let (Some(&first), Some(&last)) = (children[node].first(), children[node].last()) {
            object.set("First", reference(first));
            object.set("Last", reference(last));
            let open = node == 0 || entries[node - 1].open;
            object.set("Count", if open { shown[node] } else { -shown[node] });
        }
    }
    objects.into_iter().map(Object::Dictionary).collect()
}
