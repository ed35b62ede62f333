//! What a document withholds: whether anything, why, and which words and names of places.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::derive::exempt::Grounds;
use crate::document::*;

/// Whether anything in a document is withheld.
pub(super) fn withholds(document: &Document) -> bool {
    let mut found = document.title.iter().any(|inline| matches!(inline, Inline::Withheld(_)));
    document.each(&mut |node| {
        found |=
            matches!(node, Node::Block(Block::Withheld(_)) | Node::Inline(Inline::Withheld(_)));
    });
    found
}

/// Why anything that a document says or names is withheld: it as a whole, or parts of it, or its appendices.
pub(crate) fn grounds(document: &Document) -> Vec<Grounds> {
    grounds_of(document, |_| true)
}

/// Why a document is withheld as a whole, or else parts of it are, in their order; what it names is left out.
pub(crate) fn own_grounds(document: &Document) -> Vec<Grounds> {
    grounds_of(document, |words| !words.names_another)
}

/// Why a document is withheld as a whole, or else blocks of it are and those words that count.
fn grounds_of(document: &Document, counts: impl Fn(&WithheldWords) -> bool) -> Vec<Grounds> {
    if let Some(closed) = &document.closed {
        return closed.grounds.clone();
    }
    let (mut blocks, mut words): (Vec<Grounds>, Vec<Grounds>) = (Vec::new(), Vec::new());
    document.each(&mut |node| match node {
        Node::Block(Block::Withheld(withheld)) => blocks.push(withheld.grounds.clone()),
        Node::Inline(Inline::Withheld(withheld)) if counts(withheld) => {
            // The cells of a row have the grounds of its record each.
            let new = withheld.grounds.as_ref().filter(|grounds| !words.contains(grounds));
            let new = new.cloned();
            words.extend(new);
        }
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    });
    blocks.extend(words);
    blocks
}

/// The names of places in withheld blocks, each with one that tells nothing: the words of a name can tell what it
/// names.
pub(super) fn withheld_anchors(document: &Document) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut count = 0;
    document.each(&mut |node| {
        let Node::Block(Block::Withheld(withheld)) = node else { return };
        count += 1;
        for anchor in anchors_of(&withheld.blocks) {
            names.entry(anchor.to_owned()).or_insert_with(|| format!("withheld-{count}"));
        }
    });
    names
}

/// Every word that is withheld.
pub(super) fn withheld_words(document: &Document) -> String {
    let mut withheld = String::new();
    let mut add = |node: Node<'_, Whole>| {
        if let Node::Inline(Inline::Text(text)) = node {
            withheld.push_str(&text.text);
            withheld.push('\n');
        }
    };
    document.each(&mut |node| each_withheld(&node, &mut add));
    withheld
}

/// Whether words or charts that are withheld come from data.
pub(super) fn withholds_data(document: &Document) -> bool {
    let mut found = false;
    let mut look = |node: Node<'_, Whole>| match node {
        Node::Inline(Inline::Text(text)) => found |= text.source.is_some(),
        Node::Block(Block::Chart(_)) => found = true,
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    };
    document.each(&mut |node| each_withheld(&node, &mut look));
    found
}

/// The expressions that gave words that are withheld.
pub(super) fn withheld_expressions(document: &Document) -> BTreeSet<Arc<str>> {
    let mut all = BTreeSet::new();
    let mut add = |node: Node<'_, Whole>| {
        if let Node::Inline(Inline::Text(text)) = node {
            all.extend(text.source.clone());
        }
    };
    document.each(&mut |node| each_withheld(&node, &mut add));
    all
}

/// Visits what stands in a node that is withheld.
fn each_withheld<'a>(node: &Node<'a, Whole>, visit: &mut impl FnMut(Node<'a, Whole>)) {
    match node {
        Node::Block(Block::Withheld(block)) => each_of(&block.blocks, visit),
        Node::Inline(Inline::Withheld(words)) => inlines(&words.content, visit),
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    }
}
