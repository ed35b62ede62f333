//! What is let into HTML from outside: pictures of known kinds, and addresses that links may have.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use typst::syntax::VirtualPath;

use crate::diag::{Diagnostic, Place};
use crate::document::{Block, Cleared, Document, Figure, Inline, Link, Node, Target};
use crate::world::World;

/// The schemes of addresses that links may have.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];

/// The pictures of a document by their paths, as `data:` addresses. A picture of another kind is an
/// error, and so is a link that leads where none may.
pub(super) fn pictures(
    world: &World,
    document: &Document<Cleared>,
) -> Result<BTreeMap<String, String>, Diagnostic> {
    let mut pictures = BTreeMap::new();
    let mut let_in = |node: Node<'_, Cleared>| match node {
        Node::Block(Block::Figure(figure)) if !pictures.contains_key(&figure.path) => {
            pictures.insert(figure.path.clone(), picture(world, figure)?);
            Ok(())
        }
        Node::Inline(Inline::Link(link)) => check(link),
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => Ok(()),
    };
    let mut refused = Ok(());
    document.each(&mut |node| {
        if refused.is_ok() {
            refused = let_in(node);
        }
    });
    refused.map(|()| pictures)
}

/// The crest of a house style as a `data:` address.
pub(super) fn crest(world: &World, path: &str) -> Result<String, Diagnostic> {
    address(world, path, None)
}

/// Whether a link may lead to an address.
pub(super) fn is_address(address: &str) -> bool {
    let known = |scheme: &&str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    SCHEMES.iter().any(known) && !address.contains(|next: char| next.is_control() || next == ' ')
}

/// Whether an address leads to a PDF in the same folder, or to one of its pages: "meeting-pack.pdf#page=9".
pub(super) fn is_page(address: &str) -> bool {
    let (file, page) = address.split_once("#page=").unwrap_or((address, "1"));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~%".contains(letter);
    file.ends_with(".pdf")
        && file.chars().all(plain)
        && !page.is_empty()
        && page.bytes().all(|digit| digit.is_ascii_digit())
}

/// Raises a link that leads where none may.
fn check(link: &Link<Cleared>) -> Result<(), Diagnostic> {
    match &link.target {
        Target::Url(address) if !is_address(address) => {
            let message = format!("`{address}` is not an address that a link can lead to");
            Err(Diagnostic::error(link.place, message).hint(
                "start it with https://, http://, mailto: or tel:, and leave no spaces in it",
            ))
        }
        Target::Url(_) | Target::Anchor(_) | Target::Beside(_) => Ok(()),
    }
}

/// A picture as a `data:` address.
fn picture(world: &World, figure: &Figure<Cleared>) -> Result<String, Diagnostic> {
    address(world, &figure.path, figure.place)
}

/// The file of a picture as a `data:` address. A drawing (SVG) that holds script stays out: browsers do not run the
/// script of a picture, but a reader who saves it has a file that does.
fn address(world: &World, path: &str, place: Option<Place>) -> Result<String, Diagnostic> {
    let named = path;
    let path = VirtualPath::new(path).map_err(|_| {
        Diagnostic::error(place, format!("`{named}` leads out of the workspace"))
            .hint("name a picture inside the workspace")
    })?;
    let id = World::id(&path);
    let bytes = world.bytes(id).map_err(|error| world.unreadable(id, &error, place))?;
    if holds_script(&bytes) {
        let message = format!("the drawing `{named}` holds script, which no paper may");
        return Err(Diagnostic::error(place, message)
            .hint("save it as a plain SVG from your drawing program, or as PNG"));
    }
    let kind = kind(&bytes).ok_or_else(|| {
        Diagnostic::error(place, format!("`{named}` is no picture that a web page can show"))
            .hint("save it as PNG, JPEG, GIF, WebP or SVG")
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
        _ if is_drawing(bytes) => Some("image/svg+xml"),
        _ => None,
    }
}

/// How far into a file the start of a drawing may stand, after its declaration and comments.
const PREAMBLE: usize = 4096;

/// Whether a file is a drawing, as far as its beginning says.
fn is_drawing(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..PREAMBLE).unwrap_or(bytes));
    start.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && start.contains("<svg")
}

/// Whether a drawing holds script, or what leads to it.
fn holds_script(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let handler = |(at, _): (usize, &str)| {
        // An attribute such as `onload=`, after white space.
        let before = text[..at].chars().next_back();
        let name = text[at + 2..].trim_start_matches(|next: char| next.is_ascii_alphabetic());
        before.is_some_and(char::is_whitespace)
            && name.trim_start().starts_with('=')
            && name.len() < text.len() - at - 2
    };
    is_drawing(bytes)
        && (["<script", "javascript:", "<foreignobject", "<handler", "<!entity"]
            .iter()
            .any(|part| text.contains(part))
            || text.match_indices("on").any(handler))
}
