//! Finds what changed between two versions of a paper.
//!
//! In come two documents for the same readers; out come the newer one with every change marked in its text, and a
//! list of the changes in reading order. A number that only moved on does not count as a change, and no change is
//! shown by colour alone: the old and the new words both appear in the text, labelled in the paper's language.
//!
//! [`mod@align`] finds which parts of the two belong together, [`words`] which words of a part changed, and [`files`]
//! which of the files that come with a paper changed.

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

/// The differences between two versions.
#[derive(Debug)]
pub(crate) struct Changes {
    /// The newer document, with every change marked.
    pub marked: Document<Cleared>,
    /// The changes, in reading order.
    pub list: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// The nearest heading above it.
    pub section: Option<String>,
    /// Where it is: the number of a paragraph, the label of an item, or the first cell of the row and the head of the
    /// column for a cell.
    pub part: Option<String>,
    /// Whether the part is new, gone or changed.
    pub what: What,
    /// Its words, with the changes marked in them.
    pub words: String,
    /// The change in one line, in the language of the paper.
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
    /// Its words are different.
    Changed,
}

/// Whether the file at a path of the older version has the same content as that at a path of the newer one.
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

/// Replaces links to parts that are gone, or that are in another part of a pack, by their words.
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

/// Compares the files that come with two versions of a paper.
pub(crate) fn between_files(
    old: &[Enclosed],
    new: &[Enclosed],
    wording: &Wording,
    same: Same<'_>,
) -> Vec<Change> {
    files::files(old, new, &Labels::of(wording), same)
}
