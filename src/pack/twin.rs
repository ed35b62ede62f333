//! Makes the HTML twin of a public agenda, or of the cover of a supplement: one file, from the same document as the
//! pages of the PDF. The title of an item links to the web page of its paper, if there is one; all other links lead
//! to pages of the pack's file. The restricted pack has no twin.

use minijinja::context;

use crate::compose::agenda::{ITEM, PAGES, PARTICULARS};
use crate::diag::Diagnostic;
use crate::document::{Audience, Block, Cleared, Document, Element, Inline, Inlines, Link, Target};
use crate::load::meeting::Convened;
use crate::pack::Page;
use crate::pack::plan::Plan;
use crate::render;
use crate::world::World;

/// An agenda as one HTML file.
#[derive(Debug, Clone)]
pub struct Twin {
    /// The name of its file, without extension: `agenda`, `supplement-1` …
    pub name: String,
    /// The file.
    pub html: String,
}

/// Makes the twin of a plan's public pack. `pack` is the name of the pack, and `pages` are the web pages beside it.
pub(super) fn twin(
    world: &World,
    convened: &Convened,
    plan: &Plan<'_>,
    pack: &str,
    pages: &[Page],
) -> Result<Twin, Diagnostic> {
    let stem = World::path(convened.file);
    let stem = stem.rsplit('/').next().unwrap_or_default();
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    let file = render::address_of(&format!("{stem}-{pack}.pdf"));
    let mut document = plan.agenda_for(Audience::Public);
    lead_to_pages(&mut document, world, plan, pages);
    lead_to(&mut document, &file, plan);
    let at = document
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Region(region) if region.role == PARTICULARS));
    let at = at.map_or(document.blocks.len(), |at| at + 1);
    document.blocks.insert(at, introduction(&file, plan));
    let html = render::html(world, &document, &convened.house, None)?;
    let name = match plan.supplement {
        None => "agenda".to_owned(),
        Some(_) => pack.to_owned(),
    };
    Ok(Twin { name, html })
}

/// The paragraph at the top that says where the papers are.
fn introduction(file: &str, plan: &Plan<'_>) -> Block<Cleared> {
    let key = match plan.supplement {
        None => "agenda-file",
        Some(_) => "supplement-file",
    };
    let words = plan.wording().say(key, context! { pages => plan.pages() });
    Block::paragraph(vec![link(file.to_owned(), vec![Inline::text(words, None)])])
}

/// Links the titles of items to the web pages of their papers.
fn lead_to_pages(document: &mut Document<Cleared>, world: &World, plan: &Plan<'_>, pages: &[Page]) {
    let page_of = |anchor: &str| {
        let paper = plan.public_paper(world, anchor.strip_prefix(ITEM)?.parse().ok()?)?;
        pages.iter().find(|page| page.paper == paper)
    };
    document.each_mut(&mut |element| {
        if let Element::Block(Block::Heading(heading)) = element
            && let [Inline::Link(link)] = &mut heading.content[..]
            && let Some(page) = heading.anchor.as_deref().and_then(page_of)
        {
            let names = page.address.split('/').map(render::address_of);
            link.target = Target::Beside(names.collect::<Vec<_>>().join("/"));
        }
    });
}

/// Points links at pages of the pack's file, and marks those that give page numbers as links to a PDF.
fn lead_to(document: &mut Document<Cleared>, file: &str, plan: &Plan<'_>) {
    let mark = format!(" {}", plan.wording().word("pdf"));
    let page_of = |link: &Link<Cleared>| match &link.target {
        Target::Anchor(anchor) => plan.page_of_file(anchor.strip_prefix("page-")?.parse().ok()?),
        Target::Url(_) | Target::Beside(_) => None,
    };
    document.each_mut(&mut |element| match element {
        Element::Block(Block::Paragraph(paragraph)) if paragraph.role.as_deref() == Some(PAGES) => {
            if let Some(Inline::Link(link)) = paragraph.content.last_mut()
                && page_of(link).is_some()
            {
                link.content.push(Inline::text(mark.as_str(), None));
            }
        }
        Element::Inline(Inline::Link(link)) => {
            if let Some(page) = page_of(link) {
                link.target = Target::Beside(format!("{file}#page={page}"));
            }
        }
        Element::Block(_) | Element::Inline(_) => {}
    });
}

/// A link.
fn link(address: String, content: Inlines<Cleared>) -> Inline<Cleared> {
    Inline::Link(Link { target: Target::Beside(address), content, place: None })
}
