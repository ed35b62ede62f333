//! Papers and furniture become PDFs, each once: what was typeset before from the same is remembered.

use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::syntax::FileId;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::furniture::Furniture;
use super::memory::Memory;
use crate::compose::agenda::Version;
use crate::diag::Diagnostic;
use crate::document::{Block, Document};
use crate::export::stamp::{Origin, hash};
use crate::load::meeting::Convened;
use crate::world::Workspace;
use crate::{Composed, compile, export, render};

/// What typesets the papers of a meeting.
#[derive(Clone, Copy)]
pub(super) struct Typesetter<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) memory: &'a Memory,
}

/// A PDF.
#[derive(Debug, Clone)]
pub(super) struct Typeset {
    /// The file.
    pub(super) pdf: Vec<u8>,
    /// How many pages it has.
    pub(super) pages: usize,
    /// The names of the paragraphs that stand by themselves, each with the page on which it starts, from 1.
    pub(super) starts: Vec<(String, usize)>,
}

impl Typesetter<'_> {
    /// Typesets a paper.
    pub(super) fn paper(
        &self,
        file: FileId,
        composed: &Composed,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Typeset> {
        let Composed { paper, document, .. } = composed;
        let world = self.workspace.world();
        let source =
            render::typst_in_pack(&world, document, &paper.house.style, &paper.house.style_folder);
        let source = source.map_err(|problem| problems.push(problem)).ok()?;
        self.source(source, file.get().vpath().get_without_slash(), document, problems)
    }

    /// Typesets the furniture of a pack.
    pub(super) fn furniture(
        &self,
        convened: &Convened,
        furniture: &Furniture,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Typeset> {
        let world = self.workspace.world();
        let source =
            render::pack(&world, furniture, &convened.house.style, &convened.house.style_folder);
        let source = source.map_err(|problem| problems.push(problem)).ok()?;
        let file = convened.file.get().vpath().get_without_slash();
        let version = match furniture.version {
            Version::Public => "public",
            Version::Restricted => "restricted",
        };
        let identity = format!("{file}, {version}, from page {}", furniture.first_page);
        self.source(source, &identity, &furniture.document, problems)
    }

    /// Typesets Typst source, or recalls what became of it. `identity` tells the PDF from others.
    fn source(
        &self,
        source: String,
        identity: &str,
        document: &Document,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Typeset> {
        let key = hash(format!("{identity}\n{source}").as_bytes());
        if let Some((typeset, found)) = self.memory.recall(&key, &self.workspace.world()) {
            problems.extend(found);
            return Some(typeset);
        }
        let workspace = self.workspace.unread();
        let world = workspace.world();
        let mut found = Vec::new();
        let made = compile::compile(&world, source, document, &mut found).and_then(|laid_out| {
            let pdf = export::pdf::pdf(&laid_out, identity, document, &mut found)?;
            let pages = laid_out.pages().len();
            Some(Typeset { pdf, pages, starts: starts(&laid_out, document) })
        });
        self.workspace.also_read(&workspace);
        if let Some(typeset) = &made {
            self.memory.keep(&key, Origin::of(&workspace), typeset, &found);
        }
        problems.append(&mut found);
        made
    }
}

/// The page on which each paragraph that stands by itself starts.
fn starts(laid_out: &PagedDocument, document: &Document) -> Vec<(String, usize)> {
    let introspector = laid_out.introspector();
    let start = |block: &Block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let anchor = paragraph.anchor.as_ref()?;
        let label = Label::new(PicoStr::intern(&format!("a:{anchor}")))?;
        let location = introspector.query_label(label).ok()?.location()?;
        Some((anchor.clone(), introspector.page(location)?.get()))
    };
    document.blocks.iter().filter_map(start).collect()
}
