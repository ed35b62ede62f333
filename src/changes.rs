//! What changed between two versions of a paper.
//!
//! In come two documents for the same readers; out come the newer one with every change marked in its words, and a list
//! of the changes in reading order. Numbers that only moved on are no change, and no change is shown by colour alone:
//! what was and what is now stand in the text, in words of the paper's language.
//!
//! Which parts of the two belong together is found by [`align`], which words of a part changed by [`words`], and which
//! files that come with a paper by [`files`].

pub(crate) mod align;
mod blocks;
mod files;
mod mark;
mod pages;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use minijinja::context;
use serde::Serialize;

pub(crate) use self::align::{Pair, Unit, align};
use self::blocks::Comparing;
pub(crate) use self::files::Enclosed;
use self::mark::Labels;
pub(crate) use self::pages::between_pages;
use crate::document::{Block, Cleared, Document, Element, Inline, Target, anchors_of, plain};
use crate::language::Wording;

/// What changed.
#[derive(Debug)]
pub(crate) struct Changes {
    /// The newer document, with every change marked.
    pub marked: Document<Cleared>,
    /// The changes, in reading order.
    pub list: Vec<Change>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// The heading that it stands under.
    pub section: Option<String>,
    /// What changed: a paragraph by its number, an item by its label, a cell by the first of its row and the head of its
    /// column.
    pub part: Option<String>,
    /// What happened to it.
    pub what: What,
    /// Its words, with the changes marked in them.
    pub words: String,
    /// What changed in one line, in the language of the paper.
    #[serde(skip)]
    pub line: String,
}

/// What happened to a part of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// Whether the file at a path of the older version is the same as that at a path of the newer one.
pub(crate) type Same<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Finds what changed between two versions of a paper.
pub(crate) fn between(
    old: &Document<Cleared>,
    new: &Document<Cleared>,
    wording: &Wording,
    same: Same<'_>,
) -> Changes {
    let labels = Labels::of(wording);
    let mut comparing = Comparing::new(&labels, same);
    let mut blocks = comparing.blocks(&old.blocks, &new.blocks);
    let list = comparing.changes;
    let note = wording.say("changes-note", context! { count => list.len() });
    blocks.insert(0, Block::paragraph(vec![Inline::strong(note)]));
    let title = wording.say("changes-title", context! { title => plain(&new.title) });
    let title = vec![Inline::text(title, None)];
    let mut marked = Document { title, blocks, ..new.clone() };
    unlink(&mut marked);
    Changes { marked, list }
}

/// Leaves the words alone of links to what is gone, or to what stands elsewhere, as the pages of a pack do.
fn unlink(document: &mut Document<Cleared>) {
    let anchors = anchors_of(&document.blocks).into_iter().map(str::to_owned);
    let anchors: BTreeSet<String> = anchors.collect();
    document.each_mut(&mut |element| {
        if let Element::Inline(inline) = element
            && let Inline::Link(link) = inline
            && let Target::Anchor(anchor) = &link.target
            && !anchors.contains(anchor)
        {
            *inline = Inline::text(plain(&link.content), link.place);
        }
    });
}

/// Finds what changed in the files that come with a paper.
pub(crate) fn between_files(
    old: &[Enclosed],
    new: &[Enclosed],
    wording: &Wording,
    same: Same<'_>,
) -> Vec<Change> {
    files::files(old, new, &Labels::of(wording), same)
}
