//! Making one part ready: everything of it that goes into the pack, numbered on its own.
//!
//! In come a part and the furniture's pages that it fills; out goes a [`Prepared`], which only needs
//! its numbers shifted to be joined with the others. Parts know nothing of each other here, so all
//! are made ready at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::{Document, Object, ObjectId};

use super::Part;
use super::annotations;
use super::content;
use super::copy::Copier;
use super::destinations::Destinations;
use super::fill::{self, Sheet};
use super::furniture::Slot;
use super::graft::Marks;
use super::look::{catalog, dictionary, dictionary_at, resolve};
use super::outline::{self, Entry};
use super::pages::Matrix;
use super::report::Report;
use super::roles::Role;
use super::source::{Opened, Source, Unusable};
use super::structure::{Holder, Kid, Tree};
use super::whole;

/// One part, ready to be joined.
pub(super) struct Prepared {
    /// Its objects, the first of which has number 1; references as [`Copier`] makes them.
    pub(super) objects: Vec<Object>,
    /// What each of the furniture's pages becomes.
    pub(super) pages: Vec<(u32, Object)>,
    /// The furniture's pages that it fills.
    pub(super) page_ids: Vec<u32>,
    /// The furniture's annotations that move with their page, and where to.
    pub(super) moved: Vec<(u32, Matrix)>,
    /// The element of the part.
    pub(super) top: u32,
    pub(super) elements: Vec<(u32, Role)>,
    /// What has a key in the parent tree, and the elements its marks belong to.
    pub(super) holders: Vec<(Holder, BTreeMap<u32, u32>)>,
    pub(super) identifiers: Vec<(Vec<u8>, u32)>,
    pub(super) classes: BTreeMap<Vec<u8>, Object>,
    pub(super) outline: Vec<Entry>,
    pub(super) destinations: Vec<(Vec<u8>, Object)>,
    /// Optional content groups, and whether they are hidden at first.
    pub(super) layers: Vec<(u32, bool)>,
    pub(super) report: Report,
}

/// Makes a part ready for the pages it fills. `index` sets its names apart, `above` is the element
/// it goes under.
pub(super) fn prepare(
    part: &Part,
    index: usize,
    slots: &[Slot],
    above: u32,
) -> Result<Prepared, Unusable> {
    let source = &part.source;
    let Opened { document, pages, repaired } = &source.open()?;
    let prefix = format!("part{}", index + 1);
    let numbers: Vec<u32> = slots.iter().map(|slot| slot.page).collect();
    let places: HashMap<_, _> =
        pages.iter().enumerate().map(|(place, page)| (page.id, place)).collect();
    let filled = pages.iter().zip(&numbers).map(|(page, &number)| (page.id, number)).collect();
    let mut copier = Copier::new(document, filled);
    let destinations = Destinations::new(document, &numbers, prefix.clone());
    let mut report = Report { pages: slots.len(), repaired: *repaired, ..Report::default() };

    let mut budget = content::BUDGET;
    let mut sheets: Vec<Sheet<'_>> = Vec::with_capacity(slots.len());
    for (page, slot) in pages.iter().zip(slots) {
        let dictionary = dictionary(document.objects.get(&page.id).unwrap_or(&Object::Null))
            .unwrap_or(&slot.empty);
        let resources = page
            .resources
            .as_ref()
            .and_then(|resources| super::look::dictionary(resolve(document, resources)));
        let content = content::page_content(document, dictionary, &mut budget);
        let scan = content
            .as_deref()
            .map(|bytes| content::scan(bytes, document, resources))
            .unwrap_or_default();
        report.unreadable_pages += usize::from(content.is_none());
        let annotations = annotations::annotations(
            document,
            dictionary,
            slot.page,
            &mut copier,
            &destinations,
            &mut report.notes,
        );
        let free_mark = match &content {
            Some(_) => scan.marks.last().map_or(0, |last| last + 1),
            None => content::SPARSE,
        };
        sheets.push(Sheet {
            page,
            dictionary,
            readable: content.is_some(),
            scan,
            annotations,
            free_mark,
        });
    }

    let mut tree = Tree::new(&mut copier, &part.title, source.language());
    tag(document, source, &sheets, &mut tree, &mut copier, &places, &prefix);
    let figures = add_missing(part, &sheets, &mut tree, &mut copier, &mut report);
    tree.prune();
    tree.write(&mut copier, &numbers, above);

    let outline =
        outline::read(document, |item| whole::bookmark(document, item, &mut copier, &destinations));
    let named = destinations.all(&copier);
    whole::document_wide(document, &mut copier, &mut report);
    let classes = whole::classes(document, &mut copier, &prefix);
    let layers = whole::layers(document, &mut copier);
    let mut moved = Vec::new();
    let mut filled = Vec::with_capacity(slots.len());
    for ((place, sheet), slot) in sheets.iter().enumerate().zip(slots) {
        let matrix = sheet.page.frame.overlay(slot.sheet);
        moved.extend(slot.annotations.iter().map(|&annotation| (annotation, matrix)));
        let page = fill::filled_page(
            document,
            sheet,
            slot,
            &matrix,
            figures.contains(&place),
            &mut copier,
        );
        filled.push((slot.page, Object::Dictionary(page)));
    }
    let (objects, left_out) = copier.finish();
    report.left_out = left_out;
    report.damaged_tags = tree.damaged;
    report.unlevelled = tree.elements.iter().any(|element| element.role.kind() == b"H");
    let number = |element: usize| tree.elements[element].number;
    Ok(Prepared {
        objects,
        pages: filled,
        page_ids: numbers,
        moved,
        top: number(0),
        holders: tree
            .holders
            .iter()
            .filter(|(_, marks)| !marks.is_empty())
            .map(|(&holder, marks)| {
                (holder, marks.iter().map(|(&mark, &element)| (mark, number(element))).collect())
            })
            .collect(),
        identifiers: tree
            .identifiers
            .iter()
            .map(|(name, &element)| (name.clone(), number(element)))
            .collect(),
        elements: tree.elements.into_iter().map(|element| (element.number, element.role)).collect(),
        classes,
        outline,
        destinations: named,
        layers,
        report,
    })
}

/// Takes in the source's own tags.
fn tag(
    document: &Document,
    source: &Source,
    sheets: &[Sheet<'_>],
    tree: &mut Tree,
    copier: &mut Copier<'_>,
    places: &HashMap<ObjectId, usize>,
    prefix: &str,
) {
    let root =
        catalog(document).and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"));
    let Some(root) = root.filter(|_| source.is_tagged()) else { return };
    let mut marks: Vec<Option<BTreeSet<u32>>> =
        sheets.iter().map(|sheet| sheet.readable.then(|| sheet.scan.marks.clone())).collect();
    let mut kept = HashMap::new();
    let mut fields = HashMap::new();
    for (place, sheet) in sheets.iter().enumerate() {
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
    );
}

/// Adds elements for what the source's tags leave out: whole pages, which become figures and whose
/// places are given back; marked content; form fields; annotations.
fn add_missing(
    part: &Part,
    sheets: &[Sheet<'_>],
    tree: &mut Tree,
    copier: &mut Copier<'_>,
    report: &mut Report,
) -> BTreeSet<usize> {
    let mut figures = BTreeSet::new();
    let (tagged, trusted) = (part.source.is_tagged(), part.source.claims().ua.is_some());
    for (page, sheet) in sheets.iter().enumerate() {
        let mut made = Vec::new();
        let reached = tree.holders.get(&Holder::Page(page)).cloned();
        let untouched = reached.is_none() && !tree.drawn.contains(&page);
        let shows = !sheet.scan.marks.is_empty() || (sheet.scan.unmarked_paint && !trusted);
        if !tagged || (untouched && shows) {
            figures.insert(page);
            let kid = Kid::Content { page, mark: sheet.figure_mark() };
            made.push(tree.make(copier, "Figure", Some(&part.alternative(page)), kid));
        } else {
            let missing =
                |mark: &u32| reached.as_ref().is_none_or(|marks| !marks.contains_key(mark));
            let fields = sheet.free_mark..sheet.free_mark + sheet.annotations.fields.len() as u32;
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
                let kid = Kid::Object { page, number: kept.number };
                made.push(tree.make(copier, kept.role, None, kid));
            }
        }
        tree.place(page, made);
    }
    report.untagged = figures.len();
    figures
}
