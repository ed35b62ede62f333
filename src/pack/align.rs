//! The two versions of one paper, page by page: each numbered paragraph starts on the same page in both,
//! so that those who follow the public version in the room are on the page of those with the other.
//!
//! In come both as documents; they go out with a new page wherever one was ahead of the other. Only
//! paragraphs that stand by themselves are moved; what a house style frames stays as it falls.

use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::utils::PicoStr;

use crate::compose::document::{Block, Document, Inline};
use crate::diag::Diagnostic;
use crate::world::Workspace;
use crate::{Composed, compile, render};

/// How often both are laid out at most.
const ROUNDS: usize = 60;

/// Brings the pages of both versions together, as far as that goes.
pub(super) fn align(
    workspace: &Workspace,
    restricted: &mut Composed,
    public: &mut Composed,
    problems: &mut Vec<Diagnostic>,
) -> Option<()> {
    name(&mut restricted.document);
    name(&mut public.document);
    let mut before = None;
    for _ in 0..ROUNDS {
        let ours = starts(workspace, public, problems)?;
        let theirs = starts(workspace, restricted, problems)?;
        let apart = ours.iter().zip(&theirs).find(|(ours, theirs)| ours.page != theirs.page);
        let Some((ours, theirs)) = apart else { return Some(()) };
        let again = before.as_deref() == Some(ours.number.as_str());
        let (document, pages) = match ours.page < theirs.page {
            true => (&mut public.document, theirs.page - ours.page),
            false => (&mut restricted.document, ours.page - theirs.page),
        };
        // A paragraph that begins a page is not moved by a new page before it, only by a page with words.
        push_on(document, &ours.number, pages + usize::from(again));
        before = Some(ours.number.clone());
    }
    Some(())
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
fn starts(
    workspace: &Workspace,
    composed: &Composed,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Start>> {
    let world = workspace.world();
    let Composed { paper, document, .. } = composed;
    let source = render::typst(&world, document, &paper.style, &paper.style_folder);
    let source = source.map_err(|problem| problems.push(problem)).ok()?;
    let pages = compile::compile(&world, source, document, problems)?;
    let introspector = pages.introspector();
    let start = |block: &Block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let (number, anchor) = (paragraph.number.clone()?, paragraph.anchor.as_ref()?);
        let label = Label::new(PicoStr::intern(&format!("a:{anchor}")))?;
        let location = introspector.query_label(label).ok()?.location()?;
        let page = introspector.page(location)?.get();
        Some(Start { number, page })
    };
    Some(document.blocks.iter().filter_map(start).collect())
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
