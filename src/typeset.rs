//! Turns a document into a PDF (rendered, compiled, exported), and remembers it, so that nothing is typeset twice.

use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::diag::{Findings, Outcome};
use crate::document::{Block, Cleared, Document};
use crate::memory::Memory;
use crate::render::Typst;
use crate::world::World;
use crate::{compile, export};

/// A typeset document.
#[derive(Debug, Clone)]
pub(crate) struct Typeset {
    /// Its PDF file.
    pub(crate) pdf: Vec<u8>,
    /// The number of its pages.
    pub(crate) pages: usize,
    /// The anchors of top-level paragraphs, each with the page on which it starts, counted from 1.
    pub(crate) starts: Vec<(String, usize)>,
}

/// Typesets a document, or returns the remembered PDF of the same input. `seen` is what the templates see, and
/// `identity` distinguishes the PDF from others.
pub(crate) fn typeset(
    world: &World,
    seen: &Typst<'_>,
    identity: &str,
    document: &Document<Cleared>,
    memory: &Memory,
) -> Outcome<Typeset> {
    memory.typeset(
        || format!("{identity}\n{}", seen.all()),
        world,
        |world| {
            let mut findings = Findings::default();
            let source = findings.note(seen.source(world));
            let laid_out =
                source.and_then(|source| findings.take(compile::compile(world, source, document)));
            let made = laid_out.and_then(|laid_out| {
                let pdf = findings.take(export::pdf::pdf(&laid_out, identity, document))?;
                let pages = laid_out.pages().len();
                Some(Typeset { pdf, pages, starts: starts(&laid_out, document) })
            });
            findings.finish(made)
        },
    )
}

/// The page on which each top-level paragraph starts, by anchor.
fn starts(laid_out: &PagedDocument, document: &Document<Cleared>) -> Vec<(String, usize)> {
    let introspector = laid_out.introspector();
    let start = |block: &Block<Cleared>| {
        let Block::Paragraph(paragraph) = block else { return None };
        let anchor = paragraph.anchor.as_ref()?;
        let label = Label::new(PicoStr::intern(&format!("a:{anchor}")))?;
        let location = introspector.query_label(label).ok()?.location()?;
        Some((anchor.clone(), introspector.page(location)?.get()))
    };
    document.blocks.iter().filter_map(start).collect()
}
