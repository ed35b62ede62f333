//! The two versions of one paper, number by number and page by page: each paragraph has the same number in
//! both and starts on the same page, so that those who follow the public version in the room are on the page
//! of those with the other.
//!
//! In come both as documents; they go out typeset, with a new page wherever one was ahead of the other. Only
//! paragraphs that stand by themselves are moved; what a house style frames stays as it falls.

use typst::syntax::FileId;

use super::typeset::{Typeset, Typesetter};
use crate::Composed;
use crate::diag::{Diagnostic, Place};
use crate::document::{Block, Document, Element, Inline};

/// How often both are laid out at most.
const ROUNDS: usize = 60;

/// Both versions of a paper, page by page.
pub(super) struct Aligned {
    pub(super) restricted: Typeset,
    pub(super) public: Typeset,
}

/// Brings the pages of both versions together, as far as that goes. `place` is where the paper was named.
pub(super) fn align(
    typesetter: Typesetter<'_>,
    file: FileId,
    place: Place,
    restricted: &mut Composed,
    public: &mut Composed,
    problems: &mut Vec<Diagnostic>,
) -> Option<Aligned> {
    if let Some(problem) = unequal(&public.document, &restricted.document, place) {
        problems.push(problem);
        return None;
    }
    name(&mut restricted.document);
    name(&mut public.document);
    let mut before = None;
    for round in 1.. {
        let ours = typesetter.paper(file, public, problems)?;
        let theirs = typesetter.paper(file, restricted, problems)?;
        let (our, their) = (starts(&public.document, &ours), starts(&restricted.document, &theirs));
        let apart = our.into_iter().zip(their).find(|(our, their)| our.page != their.page);
        let Some((our, their)) = apart.filter(|_| round < ROUNDS) else {
            return Some(Aligned { restricted: theirs, public: ours });
        };
        let again = before.as_ref() == Some(&our.number);
        let (document, pages) = match our.page < their.page {
            true => (&mut public.document, their.page - our.page),
            false => (&mut restricted.document, our.page - their.page),
        };
        // A paragraph that begins a page is not moved by a new page before it, only by a page with words.
        push_on(document, &our.number, pages + usize::from(again));
        before = Some(our.number);
    }
    None
}

/// The error for two versions whose paragraphs have different numbers.
fn unequal(public: &Document, restricted: &Document, place: Place) -> Option<Diagnostic> {
    let (ours, theirs) = (numbers(public), numbers(restricted));
    let message = match ours.iter().zip(&theirs).find(|(ours, theirs)| ours != theirs) {
        Some((public, whole)) => {
            format!("paragraph {whole} of the restricted version is {public} in the public one")
        }
        None if ours.len() != theirs.len() => format!(
            "the restricted version has {} numbered paragraphs and headings, the public one {}",
            theirs.len(),
            ours.len()
        ),
        None => return None,
    };
    Some(Diagnostic::error(place, message).hint(
        "mark the paragraph and what belongs to it, not a part of it; if that is so, please report this",
    ))
}

/// The numbers of paragraphs and sections, in order.
fn numbers(document: &Document) -> Vec<String> {
    let mut numbers = Vec::new();
    document.clone().each_mut(&mut |element| {
        let Element::Block(block) = element else { return };
        match block {
            Block::Paragraph(paragraph) => numbers.extend(paragraph.number.clone()),
            Block::Heading(heading) => numbers.extend(heading.number.clone()),
            _ => {}
        }
    });
    numbers
}

/// Where a numbered paragraph starts.
struct Start {
    number: String,
    page: usize,
}

/// Gives every numbered paragraph that stands by itself a name to find it by.
fn name(document: &mut Document) {
    for (place, block) in document.blocks.iter_mut().enumerate() {
        if let Block::Paragraph(paragraph) = block
            && paragraph.number.is_some()
            && paragraph.anchor.is_none()
        {
            paragraph.anchor = Some(format!("at-{place}"));
        }
    }
}

/// The page on which each numbered paragraph starts.
fn starts(document: &Document, typeset: &Typeset) -> Vec<Start> {
    let start = |block: &Block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let (number, anchor) = (paragraph.number.clone()?, paragraph.anchor.as_ref()?);
        let (_, page) = typeset.starts.iter().find(|(name, _)| name == anchor)?;
        Some(Start { number, page: *page })
    };
    document.blocks.iter().filter_map(start).collect()
}

/// Moves a paragraph, and the headings right before it, some pages on.
fn push_on(document: &mut Document, number: &str, pages: usize) {
    let at = document.blocks.iter().position(|block| {
        matches!(block, Block::Paragraph(paragraph) if paragraph.number.as_deref() == Some(number))
    });
    let Some(mut at) = at else { return };
    while at > 0 && matches!(document.blocks[at - 1], Block::Heading(_)) {
        at -= 1;
    }
    let mut moved = vec![Block::PageBreak];
    for _ in 1..pages {
        let words = "This page is blank, so that pages have the same numbers in both versions.";
        moved.push(Block::paragraph(vec![Inline::text(words, None)]));
        moved.push(Block::PageBreak);
    }
    document.blocks.splice(at..at, moved);
}
