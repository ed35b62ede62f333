//! Aligns the two editions of a paper page by page: each paragraph starts on the same page in both, so that those who
//! follow the public edition in the room are on the same page as members.

use typst::syntax::FileId;

use super::Typesetter;
use crate::diag::{Findings, Outcome};
use crate::document::{Block, Cleared, Document, Inline};
use crate::load::house::House;
use crate::typeset::Typeset;

/// The most times that both are laid out.
const ROUNDS: usize = 60;

/// Both editions, aligned.
pub(super) struct Aligned {
    pub(super) public: Typeset,
    pub(super) restricted: Typeset,
}

/// Aligns the pages of both editions, as far as possible.
pub(super) fn align(
    typesetter: Typesetter<'_>,
    file: FileId,
    house: &House,
    public: &mut Document<Cleared>,
    restricted: &mut Document<Cleared>,
) -> Outcome<Aligned> {
    let mut findings = Findings::default();
    name(restricted);
    name(public);
    let blank = house.wording.word("blank-page");
    let mut before = None;
    let aligned = (1..).find_map(|round| {
        let ours = findings.take(typesetter.paper(file, house, public));
        let theirs = findings.take(typesetter.paper(file, house, restricted));
        let Some((ours, theirs)) = ours.zip(theirs) else { return Some(None) };
        let (our, their) = (starts(public, &ours), starts(restricted, &theirs));
        let apart = our.into_iter().zip(their).find(|(our, their)| our.page != their.page);
        let Some((our, their)) = apart.filter(|_| round < ROUNDS) else {
            return Some(Some(Aligned { public: ours, restricted: theirs }));
        };
        let again = before.as_ref() == Some(&our.number);
        let (document, pages) = match our.page < their.page {
            true => (&mut *public, their.page - our.page),
            false => (&mut *restricted, our.page - their.page),
        };
        // A paragraph at the top of a page is moved not by a page break but by a page with words on it.
        push_on(document, &our.number, pages + usize::from(again), &blank);
        before = Some(our.number);
        None
    });
    findings.finish(aligned.flatten())
}

/// The page on which a numbered paragraph starts.
struct Start {
    number: String,
    page: usize,
}

/// Gives every numbered top-level paragraph an anchor to find it by.
fn name(document: &mut Document<Cleared>) {
    for (place, block) in document.blocks.iter_mut().enumerate() {
        if let Block::Paragraph(paragraph) = block
            && paragraph.number.is_some()
            && paragraph.anchor.is_none()
        {
            paragraph.anchor = Some(format!("at-{place}"));
        }
    }
}

/// Finds the page on which each numbered paragraph starts.
fn starts(document: &Document<Cleared>, typeset: &Typeset) -> Vec<Start> {
    let start = |block: &Block<Cleared>| {
        let Block::Paragraph(paragraph) = block else { return None };
        let (number, anchor) = (paragraph.number.clone()?, paragraph.anchor.as_ref()?);
        let (_, page) = typeset.starts.iter().find(|(name, _)| name == anchor)?;
        Some(Start { number, page: *page })
    };
    document.blocks.iter().filter_map(start).collect()
}

/// Moves a paragraph, with any headings directly before it, this many pages on; `blank` is printed on the pages left
/// behind.
fn push_on(document: &mut Document<Cleared>, number: &str, pages: usize, blank: &str) {
    let at = document.blocks.iter().position(|block| {
        matches!(block, Block::Paragraph(paragraph) if paragraph.number.as_deref() == Some(number))
    });
    let Some(mut at) = at else { return };
    while at > 0 && matches!(document.blocks[at - 1], Block::Heading(_)) {
        at -= 1;
    }
    let mut moved = vec![Block::PageBreak];
    for _ in 1..pages {
        moved.push(Block::paragraph(vec![Inline::text(blank, None)]));
        moved.push(Block::PageBreak);
    }
    document.blocks.splice(at..at, moved);
}
