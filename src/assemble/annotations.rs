//! Reads the annotations of a part's pages: links, notes, form fields.
//!
//! In comes a page; out go the annotations that it keeps, cleaned, and its form fields as drawings, because a field
//! of one file cannot be filled in as part of another. Tagging both is left to [`structure`](super::structure).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::copy::{Copier, furniture};
use super::destinations::{Action, Destinations};
use super::fields::{Form, Look, News};
use super::look::{
    array_at, dictionary, dictionary_at, integer_at, name_at, numbers, resolve, target, text,
    text_at,
};
use super::pages::Matrix;
use super::view::View;

/// An annotation that is kept.
pub(super) struct Kept {
    /// Its number in the source, by which tags name it.
    pub(super) source: Option<ObjectId>,
    /// Its number in the pack.
    pub(super) number: u32,
    /// The type of the element made for it if the source's tags have none.
    pub(super) role: &'static str,
    /// Whether it has a description of its own.
    pub(super) says: bool,
}

/// A form field, signature or the like as it looks: a drawing and where to place it.
pub(super) struct Field {
    /// Its number in the source, by which tags name it.
    pub(super) source: Option<ObjectId>,
    /// The drawing.
    pub(super) appearance: Object,
    pub(super) matrix: Matrix,
}

/// The annotations of a page, sorted into those kept and those turned into drawings.
#[derive(Default)]
pub(super) struct Annotations {
    pub(super) kept: Vec<Kept>,
    pub(super) fields: Vec<Field>,
    /// What to report about its form fields.
    pub(super) news: Vec<News>,
}

/// Counts of annotations of a part, for its findings.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Notes {
    /// All annotations seen, whatever became of them.
    pub(super) seen: usize,
    /// All form fields, whether or not they show anything.
    pub(super) fields: usize,
    pub(super) signatures: usize,
    pub(super) pending_redactions: usize,
    /// Reviewers' comments that anyone can read.
    pub(super) comments: usize,
}

/// The most links, comments and fields that are read; no paper has more.
const MOST: usize = 50_000;

const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;

/// Sorts the annotations of one page. `view` is what an independent reader sees on it.
pub(super) fn annotations<'a>(
    document: &'a Document,
    form: &Form<'a>,
    (page, view): (&'a Dictionary, Option<&View>),
    number: u32,
    copier: &mut Copier<'_>,
    destinations: &Destinations<'_>,
    notes: &mut Notes,
) -> Annotations {
    let mut found = Annotations::default();
    let all = array_at(document, page, b"Annots").unwrap_or_default();
    let (all, surplus) = all.split_at(all.len().min(MOST.saturating_sub(notes.seen)));
    notes.seen += all.len();
    copier.left_out.surplus += surplus.len();
    for object in all {
        let Some(annotation) = dictionary(resolve(document, object)) else { continue };
        if annotation.get(b"Rect").ok().and_then(|found| numbers::<4>(document, found)).is_none() {
            continue;
        }
        let source = target(document, object);
        let flags = integer_at(document, annotation, b"F").unwrap_or(0);
        let kind = name_at(document, annotation, b"Subtype").unwrap_or_default();
        let role = match kind {
            b"Widget" => {
                notes.fields += 1;
                if form.kind(annotation) == Some(b"Sig") {
                    notes.signatures += 1;
                }
                if flags & (HIDDEN | NO_VIEW) == 0 {
                    let Look { drawing, news } = form.look(annotation, view);
                    found.fields.extend(drawing.map(|drawing| placed(source, drawing, copier)));
                    found.news.extend(news);
                }
                continue;
            }
            b"Link" => "Link",
            b"Text" | b"FreeText" | b"Line" | b"Square" | b"Circle" | b"Polygon" | b"PolyLine"
            | b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" | b"Stamp" | b"Caret"
            | b"Ink" => {
                if flags & (HIDDEN | NO_VIEW) != 0 {
                    continue;
                }
                if text_at(document, annotation, b"Contents").is_some() {
                    notes.comments += 1;
                }
                "Annot"
            }
            b"Redact" => {
                notes.pending_redactions += 1;
                continue;
            }
            b"Popup" | b"PrinterMark" | b"TrapNet" => continue,
            other => {
                match other {
                    b"FileAttachment" => copier.left_out.attachments += 1,
                    b"Sound" | b"Movie" | b"Screen" | b"3D" | b"RichMedia" => {
                        copier.left_out.media += 1;
                    }
                    _ => {}
                }
                // What cannot come along still looks as it did.
                if flags & (HIDDEN | NO_VIEW) == 0
                    && let Some(drawing) = form.drawn(annotation, None)
                {
                    found.fields.push(placed(source, drawing, copier));
                }
                continue;
            }
        };
        let reserved = copier.reserve();
        let Some(mut copy) = cleaned(document, annotation, copier, destinations) else { continue };
        copy.set("P", furniture(number));
        copy.set("F", (flags | PRINT) & !(HIDDEN | NO_VIEW));
        let says = text_at(document, annotation, b"Contents").is_some();
        if role == "Link" && !says {
            copy.set("Contents", text(&link_text(&copy)));
        }
        copier.set(reserved, copy);
        if let Some(source) = source {
            copier.copied(source, reserved);
        }
        found.kept.push(Kept { source, number: reserved, role, says });
    }
    found
}

/// A copy of an annotation without what runs or cannot come along; `None` if nothing is left of it.
fn cleaned(
    document: &Document,
    annotation: &Dictionary,
    copier: &mut Copier<'_>,
    destinations: &Destinations<'_>,
) -> Option<Dictionary> {
    let action = match (dictionary_at(document, annotation, b"A"), annotation.get(b"Dest")) {
        (Some(action), _) => Some(destinations.action(copier, action)?),
        (None, Ok(to)) => match destinations.link(copier, to) {
            Some(to) => Some(Action::GoTo(to)),
            None => {
                copier.left_out.dead_links += 1;
                return None;
            }
        },
        (None, Err(_)) if name_at(document, annotation, b"Subtype") == Some(b"Link") => {
            return None;
        }
        (None, Err(_)) => None,
    };
    let mut bare = annotation.clone();
    for key in [
        &b"A"[..],
        b"PA",
        b"Dest",
        b"P",
        b"Parent",
        b"Popup",
        b"IRT",
        b"RT",
        b"StructParent",
        b"Sound",
        b"Movie",
        b"FS",
        b"ExData",
    ] {
        bare.remove(key);
    }
    // Other programs' own entries, which can hold whole annotations.
    bare.as_hashmap_mut().retain(|key, _| !key.contains(&b':'));
    let mut copy = copier.dictionary(&bare);
    match action {
        Some(Action::GoTo(to)) => copy.set("Dest", to),
        Some(Action::Other(action)) => copy.set("A", action),
        None => {}
    }
    Some(copy)
}

/// The description given to a link that has none: its address, or that it stays in the document.
fn link_text(annotation: &Dictionary) -> String {
    let address = annotation
        .get(b"A")
        .and_then(Object::as_dict)
        .and_then(|action| action.get(b"URI"))
        .and_then(Object::as_str)
        .map(|address| String::from_utf8_lossy(address).into_owned());
    address.map_or("Link within this document".to_owned(), |address| format!("Link to {address}"))
}

/// A drawing to be shown on a page of the pack.
fn placed(
    source: Option<ObjectId>,
    (drawing, matrix): (Stream, Matrix),
    copier: &mut Copier<'_>,
) -> Field {
    let drawing = copier.copy(&Object::Stream(drawing));
    Field { source, appearance: Object::Reference((copier.add(drawing), 0)), matrix }
}
