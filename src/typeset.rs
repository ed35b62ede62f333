//! Typst source becomes a PDF: compiled, exported, and remembered, so that what was typeset before is not again.

mod memory;

use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

pub use self::memory::Memory;
use crate::diag::{Findings, Outcome};
use crate::document::{Block, Cleared, Document};
use crate::export::stamp::{Origin, hash};
use crate::world::World;
use crate::{compile, export};

/// A PDF.
#[derive(Debug, Clone)]
pub(crate) struct Typeset {
    /// The file.
    pub(crate) pdf: Vec<u8>,
    /// How many pages it has.
    pub(crate) pages: usize,
    /// The names of the paragraphs that stand by themselves, each with the page on which it starts, from 1.
    pub(crate) starts: Vec<(String, usize)>,
}

/// Typesets the Typst source that a document became, or recalls what became of it. `identity` tells the PDF from
/// others.
pub(crate) fn typeset(
    world: &World,
    source: String,
    identity: &str,
    document: &Document<Cleared>,
    memory: &Memory,
) -> Outcome<Typeset> {
    let key = hash(format!("{identity}\n{source}").as_bytes());
    if let Some(recalled) = memory.recall(&key, world) {
        return Ok(recalled);
    }
    let workspace = world.workspace().unread();
    let mut findings = Findings::default();
    let laid_out = findings.take(compile::compile(&workspace.world(), source, document));
    let made = laid_out.and_then(|laid_out| {
        let pdf = findings.take(export::pdf::pdf(&laid_out, identity, document))?;
        let pages = laid_out.pages().len();
        Some(Typeset { pdf, pages, starts: starts(&laid_out, document) })
    });
    world.workspace().also_read(&workspace);
    let made = findings.finish(made)?;
    memory.keep(&key, Origin::of(&workspace), &made);
    Ok(made)
}

/// The page on which each paragraph that stands by itself starts.
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
