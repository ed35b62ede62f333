//! What is let into HTML from outside: pictures of known kinds, and addresses that links may have.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use typst::syntax::VirtualPath;

use crate::compose::document::{Block, Document, Figure, Inline, Link, Target};
use crate::diag::Diagnostic;
use crate::world::World;

/// The schemes of addresses that links may have.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];

/// The pictures of a document by their paths, as `data:` addresses. A picture of another kind is an
/// error, and so is a link that leads where none may.
pub(super) fn pictures(
    world: &World,
    document: &Document,
) -> Result<BTreeMap<String, String>, Diagnostic> {
    let mut pictures = BTreeMap::new();
    let mut visit = |outside: Outside<'_>| match outside {
        Outside::Figure(figure) => {
            if !pictures.contains_key(&figure.path) {
                pictures.insert(figure.path.clone(), picture(world, figure)?);
            }
            Ok(())
        }
        Outside::Link(link) => check(link),
    };
    inlines(&document.running.header, &mut visit)?;
    blocks(&document.blocks, &mut visit)?;
    inlines(&document.running.footer, &mut visit)?;
    Ok(pictures)
}

/// Whether a link may lead to an address.
pub(super) fn is_address(address: &str) -> bool {
    let known = |scheme: &&str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    SCHEMES.iter().any(known) && !address.contains(|next: char| next.is_control() || next == ' ')
}

/// Raises a link that leads where none may.
fn check(link: &Link) -> Result<(), Diagnostic> {
    match &link.target {
        Target::Url(address) if !is_address(address) => {
            let message = format!("`{address}` is not an address that a link can lead to");
            Err(Diagnostic::error(link.place, message).hint(
                "start it with https://, http://, mailto: or tel:, and leave no spaces in it",
            ))
        }
        Target::Url(_) | Target::Anchor(_) => Ok(()),
    }
}

/// A picture as a `data:` address. Drawings (SVG) stay out: a file of theirs may hold script.
fn picture(world: &World, figure: &Figure) -> Result<String, Diagnostic> {
    let place = figure.place;
    let path = VirtualPath::new(&figure.path).map_err(|_| {
        Diagnostic::error(place, format!("`{}` leads out of the workspace", figure.path))
            .hint("name a picture inside the workspace")
    })?;
    let id = World::id(&path);
    let bytes = world.bytes(id).map_err(|error| world.unreadable(id, &error, place))?;
    let kind = kind(&bytes).ok_or_else(|| {
        Diagnostic::error(
            place,
            format!("`{}` is no picture that a web page can show", figure.path),
        )
        .hint("save it as PNG, JPEG, GIF or WebP")
    })?;
    Ok(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(&bytes)))
}

/// What kind of picture bytes are, whatever the name of their file says.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// What a document takes from outside.
enum Outside<'a> {
    Figure(&'a Figure),
    Link(&'a Link),
}

/// Looks at one thing from outside.
type Visit<'v> = dyn FnMut(Outside<'_>) -> Result<(), Diagnostic> + 'v;

/// Visits what blocks take from outside.
fn blocks(all: &[Block], visit: &mut Visit<'_>) -> Result<(), Diagnostic> {
    all.iter().try_for_each(|block| match block {
        Block::Heading(heading) => inlines(&heading.content, visit),
        Block::Paragraph(paragraph) => {
            inlines(&paragraph.content, visit)?;
            blocks(&paragraph.belongings, visit)
        }
        Block::List(list) => list.items.iter().try_for_each(|item| blocks(&item.blocks, visit)),
        Block::Quotation(quotation) => blocks(&quotation.blocks, visit),
        Block::Table(table) => {
            inlines(table.caption.as_deref().unwrap_or_default(), visit)?;
            let mut cells = table.header.iter().chain(table.rows.iter().flatten());
            cells.try_for_each(|cell| blocks(&cell.blocks, visit))
        }
        Block::Figure(figure) => {
            visit(Outside::Figure(figure))?;
            inlines(figure.caption.as_deref().unwrap_or_default(), visit)
        }
        Block::Chart(chart) => inlines(chart.caption.as_deref().unwrap_or_default(), visit),
        Block::Region(region) => blocks(&region.blocks, visit),
        Block::Verbatim(_) | Block::Rule | Block::PageBreak => Ok(()),
    })
}

/// Visits what inlines take from outside.
fn inlines(all: &[Inline], visit: &mut Visit<'_>) -> Result<(), Diagnostic> {
    all.iter().try_for_each(|inline| match inline {
        Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
            inlines(&span.content, visit)
        }
        Inline::Link(link) => {
            visit(Outside::Link(link))?;
            inlines(&link.content, visit)
        }
        Inline::Mark(mark) => inlines(&mark.content, visit),
        Inline::Note(note) => blocks(&note.blocks, visit),
        Inline::Text(_) | Inline::Code(_) | Inline::Break => Ok(()),
    })
}
