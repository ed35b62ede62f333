//! Answers what a document withholds: whether anything, on what grounds, and which words and anchors.

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

/// The grounds of everything that a document withholds or names as withheld: those of the whole, or of its parts and
/// appendices.
pub(crate) fn grounds(document: &Document) -> Vec<Grounds> {
    grounds_of(document, |_| true)
}

/// The grounds on which a document is withheld as a whole, or else those of its parts, in order; without those of
/// papers that it names.
pub(crate) fn own_grounds(document: &Document) -> Vec<Grounds> {
    grounds_of(document, |words| !words.names_another)
}

/// The grounds of the whole document, or else those of its withheld blocks and of the withheld words that count.
fn grounds_of(document: &Document, counts: impl Fn(&WithheldWords) -> bool) -> Vec<Grounds> {
    if let Some(closed) = &document.closed {
        return closed.grounds.clone();
    }
    let (mut blocks, mut words): (Vec<Grounds>, Vec<Grounds>) = (Vec::new(), Vec::new());
    document.each(&mut |node| match node {
        Node::Block(Block::Withheld(withheld)) => blocks.push(withheld.grounds.clone()),
        Node::Inline(Inline::Withheld(withheld)) if counts(withheld) => {
            // Each cell of a withheld row has the grounds of its record, which count once.
            let new = withheld.grounds.as_ref().filter(|grounds| !words.contains(grounds));
            let new = new.cloned();
            words.extend(new);
        }
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    });
    blocks.extend(words);
    blocks
}

/// The anchors in withheld blocks, each with a neutral public name, since the words of an anchor can give away its
/// target.
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

/// All withheld text, one piece to a line.
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

/// Whether any withheld words or charts come from data.
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

/// The expressions that withheld words come from.
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

/// Visits everything inside a withheld node.
fn each_withheld<'a>(node: &Node<'a, Whole>, visit: &mut impl FnMut(Node<'a, Whole>)) {
    match node {
        Node::Block(Block::Withheld(block)) => each_of(&block.blocks, visit),
        Node::Inline(Inline::Withheld(words)) => inlines(&words.content, visit),
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    }
}
