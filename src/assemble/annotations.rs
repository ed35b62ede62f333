//! The annotations of a part's pages: links, notes, form fields.
//!
//! In comes a page; out go the annotations that it keeps, cleaned, and its form fields as drawings,
//! for a field of one file cannot be filled in as part of another. How both are tagged is left to
//! [`structure`](super::structure).

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::copy::{Copier, furniture};
use super::destinations::{Action, Destinations};
use super::look::{
    array_at, catalog, dictionary, dictionary_at, entry, integer_at, name_at, numbers, resolve,
    target, text, text_at,
};
use super::pages::{Matrix, moved_rectangle};

/// An annotation that is kept.
pub(super) struct Kept {
    /// Its number in the source, by which tags name it.
    pub(super) source: Option<ObjectId>,
    /// Its number in the pack.
    pub(super) number: u32,
    /// The element that stands for it where the source has none.
    pub(super) role: &'static str,
}

/// A form field, signature or the like as it looks: a drawing and where it is placed.
pub(super) struct Field {
    /// Its number in the source, by which tags name it.
    pub(super) source: Option<ObjectId>,
    /// The drawing.
    pub(super) appearance: Object,
    pub(super) matrix: Matrix,
}

/// What a page's annotations come to.
#[derive(Default)]
pub(super) struct Annotations {
    pub(super) kept: Vec<Kept>,
    pub(super) fields: Vec<Field>,
}

/// Things to say about the annotations of a part.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Notes {
    /// All that were gone through.
    pub(super) seen: usize,
    /// Form fields, whether or not they show anything.
    pub(super) fields: usize,
    pub(super) fields_without_appearance: usize,
    pub(super) signatures: usize,
    pub(super) pending_redactions: usize,
    /// Reviewers' comments that anyone can read.
    pub(super) comments: usize,
}

/// More links, comments and fields than any paper has.
const MOST: usize = 50_000;

const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;

/// Goes through the annotations of one page.
pub(super) fn annotations(
    document: &Document,
    page: &Dictionary,
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
                if field_kind(document, annotation) == Some(b"Sig") {
                    notes.signatures += 1;
                }
                if flags & (HIDDEN | NO_VIEW) == 0 {
                    match appearance(document, annotation, copier) {
                        Some((appearance, matrix)) => {
                            found.fields.push(Field { source, appearance, matrix })
                        }
                        None if annotation.has(b"AP") => {}
                        None => notes.fields_without_appearance += 1,
                    }
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
                    && let Some((appearance, matrix)) = appearance(document, annotation, copier)
                {
                    found.fields.push(Field { source, appearance, matrix });
                }
                continue;
            }
        };
        let reserved = copier.reserve();
        let Some(mut copy) = cleaned(document, annotation, copier, destinations) else { continue };
        copy.set("P", furniture(number));
        copy.set("F", (flags | PRINT) & !(HIDDEN | NO_VIEW));
        if role == "Link" && text_at(document, annotation, b"Contents").is_none() {
            copy.set("Contents", text(&link_text(&copy)));
        }
        copier.set(reserved, copy);
        if let Some(source) = source {
            copier.copied(source, reserved);
        }
        found.kept.push(Kept { source, number: reserved, role });
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

/// What a link without a description is described as.
fn link_text(annotation: &Dictionary) -> String {
    let address = annotation
        .get(b"A")
        .and_then(Object::as_dict)
        .and_then(|action| action.get(b"URI"))
        .and_then(Object::as_str)
        .map(|address| String::from_utf8_lossy(address).into_owned());
    address.map_or("Link within this document".to_owned(), |address| format!("Link to {address}"))
}

/// The kind of a form field, which its parents may hold.
fn field_kind<'a>(document: &'a Document, mut field: &'a Dictionary) -> Option<&'a [u8]> {
    for _ in 0..32 {
        if let Some(kind) = name_at(document, field, b"FT") {
            return Some(kind);
        }
        field = dictionary_at(document, field, b"Parent")?;
    }
    None
}

/// The drawing of a field in its present state, and the matrix that puts it in its place.
fn appearance(
    document: &Document,
    field: &Dictionary,
    copier: &mut Copier<'_>,
) -> Option<(Object, Matrix)> {
    let [x0, y0, x1, y1] = numbers(document, field.get(b"Rect").ok()?)?;
    let rectangle: [f32; 4] =
        [f32::min(x0, x1), f32::min(y0, y1), f32::max(x0, x1), f32::max(y0, y1)];
    let normal = dictionary_at(document, field, b"AP")?.get(b"N").ok()?;
    let drawing = match entry_of_states(document, field, normal) {
        Some(state) => state,
        None => normal,
    };
    let stream = resolve(document, drawing).as_stream().ok()?;
    let bounds = numbers(document, stream.dict.get(b"BBox").ok()?)?;
    let own = stream.dict.get(b"Matrix").ok().and_then(|own| numbers(document, own));
    let shown = moved_rectangle(&own.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]), bounds);
    let (width, height) = (shown[2] - shown[0], shown[3] - shown[1]);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let (across, up) =
        ((rectangle[2] - rectangle[0]) / width, (rectangle[3] - rectangle[1]) / height);
    let matrix =
        [across, 0.0, 0.0, up, rectangle[0] - shown[0] * across, rectangle[1] - shown[1] * up];
    let mut form = stream.clone();
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    form.dict.remove(b"StructParent");
    form.dict.remove(b"StructParents");
    if !form.dict.has(b"Resources")
        && let Some(shared) = shared_resources(document)
    {
        form.dict.set("Resources", shared.clone());
    }
    let form = copier.copy(&Object::Stream(form));
    matrix
        .iter()
        .all(|part| part.is_finite())
        .then(|| (Object::Reference((copier.add(form), 0)), matrix))
}

/// The fonts and the like that fields draw with when they have none of their own.
fn shared_resources(document: &Document) -> Option<&Object> {
    dictionary_at(document, catalog(document)?, b"AcroForm")?.get(b"DR").ok()
}

/// The drawing of the state that a field with several is in.
fn entry_of_states<'a>(
    document: &'a Document,
    field: &Dictionary,
    normal: &'a Object,
) -> Option<&'a Object> {
    let states = resolve(document, normal).as_dict().ok()?;
    let state = name_at(document, field, b"AS").unwrap_or(b"Off");
    entry(document, states, state)
}
