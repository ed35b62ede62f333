//! Fills one page of the furniture with a page of a part.
//!
//! In come a page of a part and the furniture page that it fills; out goes the page of the pack: the content of the
//! part, closed off so that it cannot affect the stamp, then its form fields as drawings, then the stamp. A page
//! without tags becomes one figure.

use lopdf::{Dictionary, Document, Object, Stream};

use super::annotations::Annotations;
use super::content::{self, Scan};
use super::copy::{Copier, furniture};
use super::furniture::Slot;
use super::look::{dictionary, entry, resolve};
use super::pages::{Matrix, Page};
use super::unpack::{self, Budget};

/// A page of a part that is being prepared.
pub(super) struct Sheet<'a> {
    pub(super) page: &'a Page,
    pub(super) dictionary: &'a Dictionary,
    /// Whether its content could be read.
    pub(super) readable: bool,
    /// Whether it has numbers that no standard allows.
    pub(super) is_odd: bool,
    pub(super) scan: Scan,
    pub(super) annotations: Annotations,
    /// The first mark that is free.
    pub(super) free_mark: u32,
}

impl Sheet<'_> {
    /// The mark for the page as one figure: 0 if the source's own marks can be removed.
    pub(super) fn figure_mark(&self) -> u32 {
        if self.readable { 0 } else { self.free_mark }
    }
}

/// A page of the pack: the part's page with the furniture's stamp over it.
pub(super) fn filled_page(
    document: &Document,
    sheet: &Sheet<'_>,
    slot: &Slot,
    matrix: &Matrix,
    figure: bool,
    repaired: bool,
    copier: &mut Copier<'_>,
) -> Dictionary {
    let frame = &sheet.page.frame;
    let mut page = Dictionary::new();
    page.set("Type", "Page");
    page.set("Parent", slot.parent.clone());
    page.set("MediaBox", frame.media.map(Object::Real).to_vec());
    if frame.crop != frame.media {
        page.set("CropBox", frame.crop.map(Object::Real).to_vec());
    }
    if frame.rotate != 0 {
        page.set("Rotate", frame.rotate);
    }
    if frame.unit != 1.0 {
        page.set("UserUnit", frame.unit);
    }
    if let Some(group) = entry(document, sheet.dictionary, b"Group") {
        page.set("Group", copier.copy(group));
    }
    let (mut resources, mut drawings) = copied_resources(document, sheet.page, copier);

    let mut before = String::from("q\n");
    let mut after = String::from("\n");
    if figure {
        let mark = sheet.figure_mark();
        before.push_str(&format!("/Figure <</MCID {mark}>> BDC\n"));
    }
    let scan = &sheet.scan;
    before.push_str(&"q ".repeat(scan.surplus_restores + 1));
    before.push_str(&"/Span BMC ".repeat(scan.surplus_ends));
    after.push_str(if scan.open_text { "ET " } else { "" });
    after.push_str(&"EMC ".repeat(scan.open_marks));
    after.push_str(&"Q ".repeat(scan.open_states + 1));
    let mut tried = 0;
    for (field, mark) in sheet.annotations.fields.iter().zip(sheet.free_mark..) {
        let name = free_name(&drawings, "Field", &mut tried);
        let draw = format!("q {} cm /{name} Do Q", numbers(&field.matrix));
        after.push_str(&match figure {
            true => format!("\n{draw}"),
            false => format!("\n/Span <</MCID {mark}>> BDC {draw} EMC"),
        });
        drawings.set(name, field.appearance.clone());
    }
    after.push_str(if figure { "\nEMC Q\n" } else { "\nQ\n" });
    let stamp = free_name(&drawings, "Stamp", &mut 0);
    let draw = format!("q {} cm /{stamp} Do Q", numbers(matrix));
    after.push_str(&if slot.tagged { draw } else { format!("/Artifact BMC {draw} EMC") });
    drawings.set(stamp, furniture(slot.stamp));
    resources.set("XObject", drawings);
    page.set("Resources", resources);

    let mut contents = vec![Object::Reference((copier.add(stream(before.into_bytes())), 0))];
    // Content is rewritten if its marks lead nowhere or it may not end properly.
    let stale = figure && !scan.marked.is_empty();
    let anew = (sheet.readable && (stale || repaired || sheet.is_odd))
        .then(|| unpack::page_content(document, sheet.dictionary, &mut Budget::default()));
    match anew.flatten() {
        Some(bytes) => {
            let plain = if sheet.is_odd { content::plain(&bytes) } else { None };
            let bytes = plain.unwrap_or(bytes);
            let bare = stream(if stale { content::without_marks(&bytes, scan) } else { bytes });
            contents.push(Object::Reference((copier.add(bare), 0)));
        }
        None => contents.extend(
            unpack::content_streams(document, sheet.dictionary)
                .into_iter()
                .map(|part| copier.copy(part)),
        ),
    }
    contents.push(Object::Reference((copier.add(stream(after.into_bytes())), 0)));
    page.set("Contents", contents);

    let own = sheet.annotations.kept.iter().map(|kept| Object::Reference((kept.number, 0)));
    let annotations: Vec<Object> =
        own.chain(slot.annotations.iter().map(|&stamped| furniture(stamped))).collect();
    if !annotations.is_empty() {
        page.set("Annots", annotations);
        page.set("Tabs", "S");
    }
    page
}

/// The resources of a page, and its drawings separately, as more are added to those.
fn copied_resources(
    document: &Document,
    page: &Page,
    copier: &mut Copier<'_>,
) -> (Dictionary, Dictionary) {
    let (mut copy, mut drawings) = (Dictionary::new(), Dictionary::new());
    let Some((holder, written)) = page.written_resources(document) else { return (copy, drawings) };
    for (key, value) in dictionary(resolve(document, written)).into_iter().flatten() {
        if key == b"XObject" {
            let found = dictionary(resolve(document, value));
            drawings = found.map(|found| copier.dictionary(found)).unwrap_or_default();
            continue;
        }
        // Resources that pages share are copied once.
        let value = match value {
            Object::Dictionary(common) if holder != page.id => copier.common(holder, key, common),
            own => copier.copy(own),
        };
        if !value.is_null() {
            copy.set(key.clone(), value);
        }
    }
    (copy, drawings)
}

fn stream(bytes: Vec<u8>) -> Stream {
    let mut stream = Stream::new(Dictionary::new(), bytes);
    if stream.content.len() > SMALL {
        // A stream that cannot be made smaller stays as it is.
        let _ = stream.compress();
    }
    stream
}

/// The length in bytes below which a stream hardly gets smaller; each page has several such streams.
const SMALL: usize = 256;

/// A name that no drawing of a page has yet; `tried` counts the attempts across calls.
fn free_name(drawings: &Dictionary, wanted: &str, tried: &mut usize) -> String {
    loop {
        *tried += 1;
        let name = if *tried == 1 { wanted.to_owned() } else { format!("{wanted}{tried}") };
        if !drawings.has(name.as_bytes()) {
            return name;
        }
    }
}

/// Writes numbers as content streams have them.
fn numbers(matrix: &Matrix) -> String {
    let written = matrix.map(|number| {
        let text = format!("{number:.5}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    written.join(" ")
}
