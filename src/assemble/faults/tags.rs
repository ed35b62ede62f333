//! Finds faults in the tags of a part.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use lopdf::Object;

use super::table::{self, Cell};
use super::{Broken, Faults};
use crate::assemble::findings::on_pages;
use crate::assemble::look::decoded;
use crate::assemble::roles::is_standard;
use crate::assemble::structure::{Kid, Tree};

/// A comment or link that came along.
#[derive(Debug, Clone, Copy)]
pub(in crate::assemble) struct Told {
    /// Whether it is a link.
    pub(in crate::assemble) is_link: bool,
    /// Whether it has a description.
    pub(in crate::assemble) says: bool,
}

impl Faults {
    /// Checks the tags of a part, and those of its comments and links, which `told` has by number.
    pub(in crate::assemble) fn of_tags(&mut self, tree: &Tree, told: &HashMap<u32, Told>) {
        let mut found: BTreeMap<(Broken, &str), BTreeSet<usize>> = BTreeMap::new();
        let named: HashSet<usize> = tree.identifiers.values().copied().collect();
        let (mut waiting, mut level) = (vec![(0, false, &b""[..])], 0);
        while let Some((index, in_link, around)) = waiting.pop() {
            let element = &tree.elements[index];
            let kind = element.role.kind();
            // An element of no meaning may hold whatever the one around it may hold.
            let above = if kind == b"NonStruct" { around } else { kind };
            let in_link = in_link || kind == b"Link";
            let below: Vec<usize> = elements_below(tree, index).collect();
            let kinds: Vec<&[u8]> =
                below.iter().map(|kid| tree.elements[*kid].role.kind()).collect();
            let says = |key: &[u8]| element.dictionary.get(key).is_ok_and(says_something);
            let language = element.dictionary.get(b"Lang").ok().and_then(decoded);
            let mut wrong = Vec::new();
            if matches!(kind, b"Figure" | b"Formula") && !says(b"Alt") && !says(b"ActualText") {
                wrong.push((Broken::Accessible, "pictures without alternative text"));
            }
            if let [b'H', digit @ b'1'..=b'6'] = kind {
                let before = std::mem::replace(&mut level, digit - b'0');
                if level > before + 1 {
                    wrong.push((Broken::Accessible, "headings that skip a level"));
                }
            }
            if !is_standard(kind) {
                wrong.push((Broken::Tags, "tags that mean nothing"));
            }
            if kinds.iter().any(|below| !may_hold(above, below)) || !is_in_order(kind, &kinds) {
                wrong.push((Broken::Accessible, "tags of tables or lists where they mean nothing"));
            }
            if kind == b"Table" {
                wrong.extend(
                    table::wrong(&rows(tree, index)).map(|what| (Broken::Accessible, what)),
                );
            }
            if matches!(kind, b"TH" | b"TD")
                && table::heads(&element.dictionary)
                    .any(|head| !tree.identifiers.contains_key(head))
            {
                wrong.push((Broken::Accessible, "cells of tables whose heads are not there"));
            }
            wrong.extend(language.and_then(|language| wrong_language(&language)));
            if kind == b"Note" && !named.contains(&index) {
                wrong.push((Broken::Accessible, "notes without a name"));
            }
            for kid in &element.kids {
                let Kid::Object { number, .. } = kid else { continue };
                let Some(told) = told.get(number) else { continue };
                if told.is_link && !in_link || !told.is_link && kind != b"Annot" {
                    wrong.push((
                        Broken::Accessible,
                        "links or comments that are not tagged as such",
                    ));
                }
                if !told.says && !told.is_link && !says(b"Alt") {
                    wrong.push((Broken::Accessible, "comments that do not say what they are"));
                }
            }
            for wrong in wrong {
                let page = tree.page_of(&Kid::Element(index)).unwrap_or_default();
                found.entry(wrong).or_default().insert(page);
            }
            waiting.extend(below.into_iter().rev().map(|kid| (kid, in_link, above)));
        }
        for ((broken, what), pages) in &found {
            self.add(*broken, format!("{what} on {}", on_pages(pages)));
        }
    }
}

/// The elements directly below another, in order.
fn elements_below(tree: &Tree, index: usize) -> impl Iterator<Item = usize> {
    tree.elements[index].kids.iter().filter_map(|kid| match kid {
        Kid::Element(kid) => Some(*kid),
        _ => None,
    })
}

/// The rows of a table, with their cells.
fn rows(tree: &Tree, table: usize) -> Vec<Vec<Cell>> {
    let kind = |index: usize| tree.elements[index].role.kind();
    let groups = elements_below(tree, table).flat_map(|below| match kind(below) {
        b"TR" => vec![below],
        _ => elements_below(tree, below).filter(|row| kind(*row) == b"TR").collect(),
    });
    let cell = |index: usize| {
        let is_cell = matches!(kind(index), b"TH" | b"TD");
        is_cell.then(|| Cell::of(&tree.elements[index].dictionary, kind(index) == b"TH"))
    };
    groups.map(|row| elements_below(tree, row).filter_map(cell).collect()).collect()
}

/// Whether an element of one standard type may be directly below one of another.
fn may_hold(above: &[u8], below: &[u8]) -> bool {
    let holds: &[&[u8]] = match above {
        b"Table" => &[b"TR", b"THead", b"TBody", b"TFoot", b"Caption"],
        b"THead" | b"TBody" | b"TFoot" => &[b"TR"],
        b"TR" => &[b"TH", b"TD"],
        b"L" => &[b"LI", b"L", b"Caption"],
        b"LI" => &[b"Lbl", b"LBody"],
        b"TOC" => &[b"TOCI", b"TOC", b"Caption"],
        _ => {
            let elsewhere: [&[u8]; 8] =
                [b"TR", b"THead", b"TBody", b"TFoot", b"TH", b"TD", b"LI", b"TOCI"];
            return below != b"LBody" && !elsewhere.contains(&below);
        }
    };
    holds.contains(&below) || below == b"NonStruct"
}

/// Whether the children of a table, a list or a table of contents are in an order and number that the standard
/// allows.
fn is_in_order(above: &[u8], below: &[&[u8]]) -> bool {
    let count = |kind: &[u8]| below.iter().filter(|below| **below == kind).count();
    let caption = below.iter().position(|kind| *kind == b"Caption");
    let first = caption.is_none_or(|at| at == 0);
    match above {
        b"L" | b"TOC" => first && count(b"Caption") < 2,
        b"Table" => {
            let at_an_end = first || caption.is_some_and(|at| at + 1 == below.len());
            let parts = count(b"THead") + count(b"TFoot");
            at_an_end
                && count(b"Caption") < 2
                && count(b"THead") < 2
                && count(b"TFoot") < 2
                && (parts == 0 || count(b"TBody") > 0)
        }
        _ => true,
    }
}

/// What is wrong with a language tag. In PDF/A a language may be left unknown.
pub(super) fn wrong_language(text: &str) -> Option<(Broken, &'static str)> {
    match text {
        "" => Some((Broken::Accessible, "words of which it does not say their language")),
        _ => (!is_language_tag(text)).then_some((Broken::Tags, "languages that do not exist")),
    }
}

/// Whether a text has the form of a language tag, such as `en-GB`.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first =
        matches!(first.len(), 1..=8) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |part: &str| {
        matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    is_first && parts.all(is_part)
}

/// Whether a text string says anything.
fn says_something(text: &Object) -> bool {
    decoded(text).is_some_and(|text| !text.trim().is_empty())
}
