//! Reads and writes name trees and number trees.
//!
//! In comes a tree, however broken, and out go its pairs; or sorted pairs come in, and out goes a tree.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

use super::look::{array_at, dictionary, resolve, target};

/// The pairs of a name tree, in the order of the tree.
pub(super) fn name_tree<'a>(
    document: &'a Document,
    root: &'a Object,
) -> Vec<(&'a [u8], &'a Object)> {
    pairs(document, root, b"Names", |key| key.as_str().ok())
}

/// The pairs of a number tree, in the order of the tree.
pub(super) fn number_tree<'a>(document: &'a Document, root: &'a Object) -> Vec<(i64, &'a Object)> {
    pairs(document, root, b"Nums", |key| key.as_i64().ok())
}

/// The pairs of a tree whose leaves keep them under a name, with the keys that can be read.
fn pairs<'a, K>(
    document: &'a Document,
    root: &'a Object,
    name: &[u8],
    read: impl Fn(&'a Object) -> Option<K>,
) -> Vec<(K, &'a Object)> {
    let mut pairs = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = vec![root];
    while let Some(object) = waiting.pop() {
        if let Some(id) = target(document, object)
            && !seen.insert(id)
        {
            continue;
        }
        let Some(node) = dictionary(resolve(document, object)) else { continue };
        for pair in array_at(document, node, name).unwrap_or_default().chunks_exact(2) {
            pairs.extend(read(resolve(document, &pair[0])).map(|key| (key, &pair[1])));
        }
        waiting.extend(array_at(document, node, b"Kids").unwrap_or_default().iter().rev());
    }
    pairs
}

/// A name tree or number tree over sorted pairs, in leaves of a size that readers search quickly.
pub(super) fn tree_of(
    objects: &mut Vec<Object>,
    kind: &str,
    pairs: Vec<(Object, Object)>,
) -> Object {
    const LEAF: usize = 64;
    let mut leaves: Vec<Object> = Vec::new();
    let few = pairs.len() <= LEAF;
    let mut pairs = pairs.into_iter().peekable();
    while pairs.peek().is_some() || (few && leaves.is_empty()) {
        let chunk: Vec<(Object, Object)> = pairs.by_ref().take(LEAF).collect();
        let mut leaf = Dictionary::new();
        if let (false, Some(first), Some(last)) = (few, chunk.first(), chunk.last()) {
            leaf.set("Limits", vec![first.0.clone(), last.0.clone()]);
        }
        leaf.set(kind, chunk.into_iter().flat_map(|(key, value)| [key, value]).collect::<Vec<_>>());
        objects.push(Object::Dictionary(leaf));
        leaves.push(Object::Reference((u32::try_from(objects.len()).unwrap_or(u32::MAX), 0)));
    }
    if few && let Some(only) = leaves.pop() {
        return only;
    }
    let mut root = Dictionary::new();
    root.set("Kids", leaves);
    objects.push(Object::Dictionary(root));
    Object::Reference((u32::try_from(objects.len()).unwrap_or(u32::MAX), 0))
}
