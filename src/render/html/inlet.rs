//! Decides what is let into HTML from outside: pictures of known kinds, and addresses that links may have.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use roxmltree::{Document as Drawing, ParsingOptions};
use typst::syntax::VirtualPath;

use crate::diag::{Diagnostic, Place};
use crate::document::{Block, Cleared, Document, Figure, Inline, Link, Node, Target};
use crate::world::World;
use crate::world::pictures::{self, Kind};

/// The schemes of addresses that links may have.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];

/// The pictures of a document as `data:` addresses, by path. A picture of another kind is an error, and so is a link
/// to an address that is not allowed.
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

/// Whether a link may have an address.
pub(super) fn is_address(address: &str) -> bool {
    let known = |scheme: &&str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    SCHEMES.iter().any(known) && !address.contains(|next: char| next.is_control() || next == ' ')
}

/// The name of a file as an address, percent-encoded.
pub(crate) fn address_of(name: &str) -> String {
    const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(name, &KEPT).to_string()
}

/// Whether an address is a file published beside this one: a PDF in the same folder, a page of it
/// ("meeting-pack.pdf#page=9"), or the web page of a paper ("send/report.html").
pub(super) fn is_beside(address: &str) -> bool {
    let (file, page) = address.split_once("#page=").unwrap_or((address, "1"));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~%".contains(letter);
    let is_name = |name: &str| !name.is_empty() && name.chars().all(plain);
    let is_pdf = file.ends_with(".pdf") && is_name(file);
    let is_web = address.ends_with(".html") && address.split('/').all(is_name);
    is_web || (is_pdf && !page.is_empty() && page.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Refuses a link to an address that is not allowed.
pub(in crate::render) fn check(link: &Link<Cleared>) -> Result<(), Diagnostic> {
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

/// The file of a picture as a `data:` address. An SVG with script is refused: browsers do not run the script of a
/// picture, but a reader who saves it has a file that does.
fn address(world: &World, path: &str, place: Option<Place>) -> Result<String, Diagnostic> {
    let named = path;
    let path = VirtualPath::new(path).map_err(|_| {
        Diagnostic::error(place, format!("`{named}` leads out of the workspace"))
            .hint("name a picture inside the workspace")
    })?;
    let id = World::id(&path);
    let bytes = world.bytes(id).map_err(|error| world.unreadable(id, &error, place))?;
    if drawing(&bytes).as_ref().is_some_and(holds_script) {
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

/// The media type of a picture by its bytes, whatever its file is called.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match pictures::kind(bytes) {
        Some(Kind::Png) => Some("image/png"),
        Some(Kind::Jpeg) => Some("image/jpeg"),
        Some(Kind::Gif) => Some("image/gif"),
        Some(Kind::WebP) => Some("image/webp"),
        None => drawing(bytes).map(|_| "image/svg+xml"),
    }
}

/// A file as an SVG; `None` if it is not one.
fn drawing(bytes: &[u8]) -> Option<Drawing<'_>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{FEFF}');
    // Drawing programs declare the type of their files, with entities of their own, which are resolved.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let drawing = Drawing::parse_with_options(text, options).ok()?;
    (drawing.root_element().tag_name().name() == "svg").then_some(drawing)
}

/// Whether an SVG has script, or a link to one.
fn holds_script(drawing: &Drawing<'_>) -> bool {
    let leads_to_script = |value: &str| {
        let value: String = value.chars().filter(|next| !next.is_whitespace()).collect();
        value.to_ascii_lowercase().contains("javascript:")
    };
    drawing.descendants().any(|node| {
        let name = node.tag_name().name().to_ascii_lowercase();
        let mut attributes = node.attributes();
        matches!(name.as_str(), "script" | "foreignobject" | "handler")
            || attributes.any(|attribute| {
                let is_handler = attribute.name().to_ascii_lowercase().starts_with("on");
                is_handler || leads_to_script(attribute.value())
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_written_as_addresses_have_them() {
        assert_eq!(address_of("meeting-pack.pdf"), "meeting-pack.pdf");
        assert_eq!(address_of("cyngor ŵyl #1.pdf"), "cyngor%20%C5%B5yl%20%231.pdf");
    }
}
