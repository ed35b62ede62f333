//! Making one part ready: everything of it that goes into the pack, numbered on its own.
//!
//! In come a part and the furniture's pages that it fills; out goes a [`Prepared`], which only needs
//! its numbers shifted to be joined with the others. Parts know nothing of each other here, so all
//! are made ready at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::{Dictionary, Document, Object, Stream};

use super::Part;
use super::annotations::{self, Annotations, Notes};
use super::content::{self, Scan};
use super::copy::{Copier, LeftOut, furniture};
use super::destinations::{Action, Destinations};
use super::furniture::{Slot, output_intent};
use super::look::{array_at, catalog, dictionary, dictionary_at, entry, name_at, resolve, target};
use super::outline::{self, Entry};
use super::pages::{Matrix, Page};
use super::roles::Role;
use super::source::{Opened, Source, Unusable};
use super::structure::{self, Holder, Kid, Marks, Tree};

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

/// What there is to say about a part.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) left_out: LeftOut,
    pub(super) notes: Notes,
    /// Pages without tags.
    pub(super) untagged: usize,
    pub(super) pages: usize,
    /// Marked content that the source's own tree does not reach.
    pub(super) unreachable: usize,
    pub(super) damaged_tags: bool,
    pub(super) repaired: bool,
    pub(super) unreadable_pages: usize,
    pub(super) has_form_software: bool,
    pub(super) is_portfolio: bool,
    /// Colour components of its output intent, if it has one.
    pub(super) intent: Option<i64>,
}

/// A page while it is being made ready.
struct Sheet<'a> {
    page: &'a Page,
    dictionary: &'a Dictionary,
    /// Whether its content could be read.
    readable: bool,
    scan: Scan,
    annotations: Annotations,
    /// The mark of the first thing that is added, after those in use.
    free_mark: u32,
}

impl Sheet<'_> {
    /// The mark of the page as a figure: the source's own are taken off, if they can be.
    fn figure_mark(&self) -> u32 {
        if self.readable { 0 } else { self.free_mark }
    }
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

    let mut sheets: Vec<Sheet<'_>> = Vec::with_capacity(slots.len());
    for (page, slot) in pages.iter().zip(slots) {
        let dictionary = dictionary(document.objects.get(&page.id).unwrap_or(&Object::Null))
            .unwrap_or(&slot.empty);
        let resources = page
            .resources
            .as_ref()
            .and_then(|resources| super::look::dictionary(resolve(document, resources)));
        let content = content::page_content(document, dictionary);
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
            None => 1 << 20,
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
    tag(document, source, &sheets, &mut tree, &mut copier, &places, &prefix, &mut report);
    let figures = add_missing(part, &sheets, &mut tree, &mut copier, &mut report);
    tree.prune();
    tree.write(&mut copier, &numbers, above);

    let outline =
        outline::read(document, |item| bookmark(document, item, &mut copier, &destinations));
    let named = destinations.all(&copier);
    document_wide(document, &mut copier, &mut report);
    let classes = classes(document, &mut copier, &prefix);
    let layers = layers(document, &mut copier);
    let mut moved = Vec::new();
    let mut filled = Vec::with_capacity(slots.len());
    for ((place, sheet), slot) in sheets.iter().enumerate().zip(slots) {
        let matrix = sheet.page.frame.overlay(slot.sheet);
        moved.extend(slot.annotations.iter().map(|&annotation| (annotation, matrix)));
        let page =
            filled_page(document, sheet, slot, &matrix, figures.contains(&place), &mut copier);
        filled.push((slot.page, Object::Dictionary(page)));
    }
    let (objects, left_out) = copier.finish();
    report.left_out = left_out;
    report.damaged_tags = tree.damaged;
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
    places: &HashMap<lopdf::ObjectId, usize>,
    prefix: &str,
    report: &mut Report,
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
    for (place, sheet) in sheets.iter().enumerate() {
        let reached = tree.holders.get(&Holder::Page(place));
        report.unreachable += sheet
            .scan
            .marks
            .iter()
            .filter(|mark| reached.is_none_or(|reached| !reached.contains_key(mark)))
            .count();
    }
}

/// Adds elements for what the source's tags leave out: whole pages, which become figures and whose
/// places are given back; annotations; form fields.
fn add_missing(
    part: &Part,
    sheets: &[Sheet<'_>],
    tree: &mut Tree,
    copier: &mut Copier<'_>,
    report: &mut Report,
) -> BTreeSet<usize> {
    let mut figures = BTreeSet::new();
    let tagged = part.source.is_tagged();
    for (place, sheet) in sheets.iter().enumerate() {
        let touched =
            tree.holders.contains_key(&Holder::Page(place)) || tree.drawn.contains(&place);
        if !tagged || (!touched && sheet.scan.unmarked_paint && part.source.claims().ua.is_none()) {
            figures.insert(place);
            let kid = Kid::Content { page: place, mark: sheet.figure_mark() };
            tree.add(copier, "Figure", Some(&part.alternative(place)), kid);
        } else {
            for (_, mark) in sheet.annotations.fields.iter().zip(sheet.free_mark..) {
                let reached = tree
                    .holders
                    .get(&Holder::Page(place))
                    .is_some_and(|marks| marks.contains_key(&mark));
                if !reached {
                    tree.add(copier, "Span", None, Kid::Content { page: place, mark });
                }
            }
        }
        for kept in &sheet.annotations.kept {
            if !tree.holders.contains_key(&Holder::Object(kept.number)) {
                tree.add(copier, kept.role, None, Kid::Object { page: place, number: kept.number });
            }
        }
    }
    report.untagged = figures.len();
    figures
}

/// A page of the pack: the part's page with the furniture's stamp over it.
fn filled_page(
    document: &Document,
    sheet: &Sheet<'_>,
    slot: &Slot,
    matrix: &Matrix,
    figure: bool,
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
    let resources = sheet
        .page
        .resources
        .as_ref()
        .and_then(|resources| dictionary(resolve(document, resources)));
    let mut resources = resources.map(|resources| copier.dictionary(resources)).unwrap_or_default();
    let drawings = sheet
        .page
        .resources
        .as_ref()
        .and_then(|resources| dictionary(resolve(document, resources)));
    let drawings = drawings.and_then(|resources| dictionary_at(document, resources, b"XObject"));
    let mut drawings = drawings.map(|drawings| copier.dictionary(drawings)).unwrap_or_default();

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
    for (field, mark) in sheet.annotations.fields.iter().zip(sheet.free_mark..) {
        let name = free_name(&drawings, "Field");
        let draw = format!("q {} cm /{name} Do Q", numbers(&field.matrix));
        after.push_str(&match figure {
            true => format!("\n{draw}"),
            false => format!("\n/Span <</MCID {mark}>> BDC {draw} EMC"),
        });
        drawings.set(name, field.appearance.clone());
    }
    after.push_str(if figure { "\nEMC Q\n" } else { "\nQ\n" });
    let stamp = free_name(&drawings, "Stamp");
    let draw = format!("q {} cm /{stamp} Do Q", numbers(matrix));
    after.push_str(&if slot.tagged { draw } else { format!("/Artifact BMC {draw} EMC") });
    drawings.set(stamp, furniture(slot.stamp));
    resources.set("XObject", drawings);
    page.set("Resources", resources);

    let mut contents = vec![Object::Reference((copier.add(stream(before.into_bytes())), 0))];
    let marked = (figure && !scan.marked.is_empty())
        .then(|| content::page_content(document, sheet.dictionary));
    match marked.flatten() {
        Some(bytes) => {
            let bare = stream(content::without_marks(&bytes, scan));
            contents.push(Object::Reference((copier.add(bare), 0)));
        }
        None => contents.extend(
            content::content_streams(document, sheet.dictionary)
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

fn stream(bytes: Vec<u8>) -> Stream {
    let mut stream = Stream::new(Dictionary::new(), bytes);
    // A stream that cannot be made smaller stays as it is.
    let _ = stream.compress();
    stream
}

/// A name that no drawing of a page has yet.
fn free_name(drawings: &Dictionary, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut tried = 1;
    while drawings.has(name.as_bytes()) {
        tried += 1;
        name = format!("{wanted}{tried}");
    }
    name
}

/// Numbers as content streams write them.
fn numbers(matrix: &Matrix) -> String {
    let written = matrix.map(|number| {
        let text = format!("{number:.5}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    written.join(" ")
}

/// What a bookmark of a source is written as.
fn bookmark(
    document: &Document,
    item: &Dictionary,
    copier: &mut Copier<'_>,
    destinations: &Destinations<'_>,
) -> Dictionary {
    let mut kept = Dictionary::new();
    let action = match (item.get(b"Dest"), dictionary_at(document, item, b"A")) {
        (Ok(to), _) => destinations.link(copier, to).map(Action::GoTo),
        (_, Some(action)) => destinations.action(copier, action),
        _ => None,
    };
    match action {
        Some(Action::GoTo(to)) => kept.set("Dest", to),
        Some(Action::Other(action)) => kept.set("A", action),
        None => {}
    }
    for key in [&b"C"[..], b"F"] {
        if let Some(value @ (Object::Array(_) | Object::Integer(_))) = entry(document, item, key) {
            kept.set(key, copier.copy(value));
        }
    }
    kept
}

/// The attribute classes of a source.
fn classes(
    document: &Document,
    copier: &mut Copier<'_>,
    prefix: &str,
) -> BTreeMap<Vec<u8>, Object> {
    let map = catalog(document)
        .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"))
        .and_then(|root| dictionary_at(document, root, b"ClassMap"));
    map.into_iter()
        .flatten()
        .map(|(name, object)| {
            (name.clone(), structure::attributes(document, object, copier, prefix, 0))
        })
        .filter(|(_, attributes)| !attributes.is_null())
        .collect()
}

/// The optional content groups of a source, and which are hidden at first.
fn layers(document: &Document, copier: &mut Copier<'_>) -> Vec<(u32, bool)> {
    let properties =
        catalog(document).and_then(|catalog| dictionary_at(document, catalog, b"OCProperties"));
    let Some(properties) = properties else { return Vec::new() };
    let default = dictionary_at(document, properties, b"D");
    let list = |key: &[u8]| -> BTreeSet<lopdf::ObjectId> {
        let listed =
            default.and_then(|default| array_at(document, default, key)).unwrap_or_default();
        listed.iter().filter_map(|layer| target(document, layer)).collect()
    };
    let (on, off) = (list(b"ON"), list(b"OFF"));
    let all_off =
        default.and_then(|default| name_at(document, default, b"BaseState")) == Some(b"OFF");
    let mut seen = BTreeSet::new();
    let mut layers = Vec::new();
    for layer in array_at(document, properties, b"OCGs").unwrap_or_default() {
        if let Some(id) = target(document, layer)
            && seen.insert(id)
            && dictionary(resolve(document, layer)).is_some()
        {
            layers.push((copier.number(id), off.contains(&id) || (all_off && !on.contains(&id))));
        }
    }
    layers
}

/// Counts what belongs to the document as a whole and stays behind.
fn document_wide(document: &Document, copier: &mut Copier<'_>, report: &mut Report) {
    let Some(catalog) = catalog(document) else { return };
    let left_out = &mut copier.left_out;
    if let Some(names) = dictionary_at(document, catalog, b"Names") {
        left_out.scripts += usize::from(names.has(b"JavaScript"));
        left_out.attachments +=
            usize::from(dictionary_at(document, names, b"EmbeddedFiles").is_some());
    }
    left_out.scripts += usize::from(catalog.has(b"AA"));
    let opened = dictionary_at(document, catalog, b"OpenAction")
        .and_then(|action| name_at(document, action, b"S"));
    match opened {
        Some(b"JavaScript") => left_out.scripts += 1,
        Some(b"Launch") => left_out.launches += 1,
        _ => {}
    }
    let form = dictionary_at(document, catalog, b"AcroForm");
    report.has_form_software = form.is_some_and(|form| entry(document, form, b"XFA").is_some());
    report.is_portfolio = catalog.has(b"Collection");
    report.intent = output_intent(document);
}
