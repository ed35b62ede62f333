//! Tags the pages of a part: with the source's own tags, and with new ones for what those leave out.
//!
//! In come pages that have been read; out goes a [`Tree`] that includes all that they show.

use std::collections::{BTreeSet, HashMap};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Part;
use super::copy::Copier;
use super::faults::Broken;
use super::fill::Sheet;
use super::graft::Marks;
use super::look::{catalog, dictionary_at, text};
use super::report::Report;
use super::structure::{Holder, Kid, Tree};
use super::unpack::Budget;
use super::view::View;

/// The pages of a part, to be tagged.
pub(super) struct Tagging<'a> {
    pub(super) document: &'a Document,
    pub(super) part: &'a Part,
    pub(super) sheets: &'a [Sheet<'a>],
    /// The place of each page of the source.
    pub(super) places: &'a HashMap<ObjectId, usize>,
    /// The prefix that keeps the part's names apart from those of others.
    pub(super) prefix: &'a str,
}

/// The attribute that gives the position of a figure.
fn bounds(area: [f32; 4]) -> Dictionary {
    let mut layout = Dictionary::new();
    layout.set("O", "Layout");
    layout.set("BBox", area.map(Object::Real).to_vec());
    layout
}

impl Tagging<'_> {
    /// Takes over the source's own tags.
    pub(super) fn take_over(&self, tree: &mut Tree, copier: &mut Copier<'_>, budget: &mut Budget) {
        let Self { document, part, sheets, places, prefix } = *self;
        let root = catalog(document)
            .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"));
        let Some(root) = root.filter(|_| part.source.is_tagged()) else { return };
        let mut marks: Vec<Option<BTreeSet<u32>>> =
            sheets.iter().map(|sheet| sheet.readable.then(|| sheet.scan.marks.clone())).collect();
        let mut kept = HashMap::new();
        let mut fields = HashMap::new();
        for (place, sheet) in sheets.iter().enumerate().rev() {
            kept.extend(
                sheet.annotations.kept.iter().filter_map(|kept| Some((kept.source?, kept.number))),
            );
            for (field, mark) in sheet.annotations.fields.iter().zip(sheet.free_mark..) {
                fields.extend(field.source.map(|source| (source, (place, mark))));
                if let Some(marks) = &mut marks[place] {
                    marks.insert(mark);
                }
            }
        }
        tree.graft(
            document,
            root,
            copier,
            &Marks { places, pages: &marks, kept: &kept, fields: &fields },
            prefix,
            budget,
        );
    }

    /// Adds elements for what the source's tags leave out: whole pages, marked content, form fields and annotations.
    /// Returns the pages that became figures.
    pub(super) fn add_missing(
        &self,
        tree: &mut Tree,
        copier: &mut Copier<'_>,
        report: &mut Report,
    ) -> BTreeSet<usize> {
        let Self { part, sheets, .. } = *self;
        let mut figures = BTreeSet::new();
        let (tagged, trusted) = (part.source.is_tagged(), part.source.claims().ua.is_some());
        for (page, sheet) in sheets.iter().enumerate() {
            let mut made = Vec::new();
            let reached = tree.holders.get(&Holder::Page(page)).cloned();
            let untouched = reached.is_none() && !tree.drawn.contains(&page);
            let scan = &sheet.scan;
            // A page that claims to have only decoration is believed unless something on it says otherwise.
            let is_bare = scan.unmarked_paint && (part.outside || !trusted)
                || scan.unmarked_drawing && !trusted;
            let shows = !scan.marks.is_empty() || is_bare;
            if !tagged || (untouched && shows) {
                figures.insert(page);
                let kid = Kid::Content { page, mark: sheet.figure_mark() };
                let figure = tree.make(copier, "Figure", Some(&part.alternative(page)), kid);
                if let Kid::Element(figure) = figure {
                    let entries = &mut tree.elements[figure].dictionary;
                    entries.set("A", bounds(sheet.page.frame.crop));
                    // The words on a page without tags serve as its text.
                    let view = report.views.get(&page);
                    let view = view.or_else(|| part.source.views()?.get(page));
                    let words = view.map(View::words);
                    if let Some(words) = words.filter(|words| !words.is_empty()) {
                        entries.set("ActualText", text(&words));
                    }
                }
                made.push(figure);
            } else {
                let missing =
                    |mark: &u32| reached.as_ref().is_none_or(|marks| !marks.contains_key(mark));
                let fields =
                    sheet.free_mark..sheet.free_mark + sheet.annotations.fields.len() as u32;
                for mark in sheet.scan.marks.iter().copied().filter(missing) {
                    report.unreachable += 1;
                    made.push(tree.make(copier, "P", None, Kid::Content { page, mark }));
                }
                for mark in fields.filter(missing) {
                    made.push(tree.make(copier, "Span", None, Kid::Content { page, mark }));
                }
            }
            for kept in &sheet.annotations.kept {
                if !tree.holders.contains_key(&Holder::Object(kept.number)) {
                    report
                        .faults
                        .add(Broken::Accessible, "links or comments that its tags leave out");
                    let kid = Kid::Object { page, number: kept.number };
                    made.push(tree.make(copier, kept.role, None, kid));
                }
            }
            tree.place(page, made);
        }
        report.untagged = figures.len();
        figures
    }
}
