//! Prepares one part: everything in it that goes into the pack, with numbers of its own.
//!
//! In come a part and the furniture pages that it fills; out goes a [`Prepared`], whose numbers only have to be
//! shifted to be joined with the others. Parts know nothing of each other here, so all are prepared in parallel.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use lopdf::{Document, Object, ObjectId};

use super::Part;
use super::annotations;
use super::content;
use super::copy::Copier;
use super::damage;
use super::destinations::Destinations;
use super::faults::{Broken, Told};
use super::fields::Form;
use super::fill::{self, Sheet};
use super::furniture::Slot;
use super::gaps::Gaps;
use super::hidden;
use super::layers::{self, Layers};
use super::look::{dictionary, dictionary_at, target};
use super::moved::Moved;
use super::outline::{self, Entry};
use super::pages::Page;
use super::report::Report;
use super::roles::Role;
use super::source::{Opened, Source, Unusable};
use super::structure::{Holder, Tree};
use super::tagging::Tagging;
use super::unpack::{self, Budget};
use super::unread;
use super::view::View;
use super::whole;

/// One part, ready to be joined.
pub(super) struct Prepared {
    /// Its objects, counted from 1, with references as [`Copier`] makes them.
    pub(super) objects: Vec<Object>,
    /// For each furniture page that it fills, the page of the pack.
    pub(super) pages: Vec<(u32, Object)>,
    /// The furniture's pages that it fills.
    pub(super) page_ids: Vec<u32>,
    /// How the contents of each of those pages move.
    pub(super) moved: Vec<Moved>,
    /// The element of the part.
    pub(super) top: u32,
    pub(super) elements: Vec<(u32, Role)>,
    /// The holders that have a key in the parent tree, with the elements that their marks belong to.
    pub(super) holders: Vec<(Holder, BTreeMap<u32, u32>)>,
    pub(super) identifiers: Vec<(Vec<u8>, u32)>,
    pub(super) classes: BTreeMap<Vec<u8>, Object>,
    pub(super) outline: Vec<Entry>,
    pub(super) destinations: Vec<(Vec<u8>, Object)>,
    pub(super) layers: Layers,
    pub(super) report: Report,
}

/// Prepares a part for the pages that it fills. `index` keeps its names apart from those of others, `above` is the
/// element it goes under.
pub(super) fn prepare(
    part: &Part,
    index: usize,
    slots: &[Slot],
    above: u32,
) -> Result<Prepared, Unusable> {
    let source = &part.source;
    let Opened { document: mut owned, pages, repaired, mut lost, .. } = source.open()?;
    let mut damaged = HashSet::new();
    let views = if part.outside { source.views() } else { None };
    if part.outside {
        damaged = damage::mend(&mut owned);
        lost.extend(&damaged);
        lost.extend(write_plainly(&mut owned));
    }
    let (document, pages) = (&owned, &pages);
    let prefix = format!("part{}", index + 1);
    let numbers: Vec<u32> = slots.iter().map(|slot| slot.page).collect();
    // Links to a page that is shown several times lead to where it is first shown.
    let places: HashMap<_, _> =
        pages.iter().enumerate().rev().map(|(place, page)| (page.id, place)).collect();
    let filled =
        pages.iter().zip(&numbers).rev().map(|(page, &number)| (page.id, number)).collect();
    let mut copier = Copier::new(document, filled);
    let destinations = Destinations::new(document, &numbers, prefix.clone());
    let mut report = Report { pages: slots.len(), repaired, ..Report::default() };

    if part.outside {
        let views = views.unwrap_or_default();
        report.hidden = hidden::hidden(views);
        report.unread = unread::unread(document, pages, views);
    }

    let mut budget = Budget::default();
    let reading = Reading {
        document,
        outside: part.outside,
        damaged: &damaged,
        gaps: Gaps::new(document, &lost, repaired),
        form: Form::new(document),
        views,
        destinations: &destinations,
    };
    let pairs = pages.iter().zip(slots).enumerate();
    let sheets: Vec<Sheet<'_>> = pairs
        .map(|(place, (page, slot))| {
            reading.sheet(place, page, slot, &mut copier, &mut budget, &mut report)
        })
        .collect();

    let mut tree = Tree::new(&mut copier, &part.title, source.language());
    let tagging = Tagging { document, part, sheets: &sheets, places: &places, prefix: &prefix };
    tagging.take_over(&mut tree, &mut copier, &mut budget);
    let figures = tagging.add_missing(&mut tree, &mut copier, &mut report);
    tree.prune();
    let claims = source.claims();
    let claims_anything = part.outside && (claims.ua.is_some() || claims.a.is_some());
    if claims_anything {
        tell_faults(&mut report, source, document, &tree, &sheets);
    }
    let speech = claims_anything.then(|| speech(&tree, &sheets));
    tree.write(&mut copier, &numbers, above);

    let outline =
        outline::read(document, |item| whole::bookmark(document, item, &mut copier, &destinations));
    let named = destinations.all(&copier);
    whole::document_wide(document, &mut copier, &mut report);
    let classes = whole::classes(document, &mut copier, &prefix);
    let (layers, uneven) = layers::read(document, &mut copier);
    report.uneven = uneven;
    let mut moved = Vec::new();
    let mut filled = Vec::with_capacity(slots.len());
    for ((place, sheet), slot) in sheets.iter().enumerate().zip(slots) {
        let matrix = sheet.page.frame.overlay(slot.sheet);
        moved.push(Moved { page: slot.page, matrix, annotations: slot.annotations.clone() });
        let page = fill::filled_page(
            document,
            sheet,
            slot,
            &matrix,
            figures.contains(&place),
            repaired,
            &mut copier,
        );
        filled.push((slot.page, Object::Dictionary(page)));
    }
    let (copied, mut left_out) = copier.copied_so_far();
    let objects = copied.finish(owned, &mut left_out);
    report.left_out = left_out;
    if let Some(speech) = speech {
        let pages = filled.iter().map(|(_, page)| page);
        let known = report.faults.of_objects(pages, &objects, claims, report.intent);
        report.faults.of_letters(views.unwrap_or_default(), known, &speech);
    }
    report.damaged_tags = tree.damaged;
    report.unlevelled = tree.elements.iter().any(|element| element.role.kind() == b"H");
    let number = |element: &usize| tree.elements[*element].number;
    let marked = tree.holders.iter().filter(|(_, marks)| !marks.is_empty());
    let holders = marked.map(|(holder, marks)| {
        (*holder, marks.iter().map(|(&mark, element)| (mark, number(element))).collect())
    });
    let identifiers = tree.identifiers.iter();
    let identifiers = identifiers.map(|(name, element)| (name.clone(), number(element)));
    Ok(Prepared {
        objects,
        pages: filled,
        page_ids: numbers,
        moved,
        top: number(&0),
        holders: holders.collect(),
        identifiers: identifiers.collect(),
        elements: tree.elements.into_iter().map(|element| (element.number, element.role)).collect(),
        classes,
        outline,
        destinations: named,
        layers,
        report,
    })
}

/// What is known of a part while its pages are read.
struct Reading<'a> {
    document: &'a Document,
    /// Whether this program did not make it.
    outside: bool,
    /// The streams that break off.
    damaged: &'a HashSet<ObjectId>,
    gaps: Gaps<'a>,
    form: Form<'a>,
    /// How its pages look, if it comes from outside.
    views: Option<&'a [View]>,
    destinations: &'a Destinations<'a>,
}

impl<'a> Reading<'a> {
    /// Reads the page at a place, counted from 0, for the furniture page that it fills.
    fn sheet(
        &self,
        place: usize,
        page: &'a Page,
        slot: &'a Slot,
        copier: &mut Copier<'_>,
        budget: &mut Budget,
        report: &mut Report,
    ) -> Sheet<'a> {
        let document = self.document;
        let dictionary = dictionary(document.objects.get(&page.id).unwrap_or(&Object::Null))
            .unwrap_or(&slot.empty);
        let resources = page.resources(document);
        let content = unpack::page_content(document, dictionary, budget);
        let plain = content.as_deref().filter(|_| self.outside).and_then(content::plain);
        let is_odd = plain.is_some();
        let content = plain.or(content);
        let scan = content.as_deref().map(|bytes| content::scan(bytes, document, resources));
        let scan = scan.unwrap_or_default();
        let breaks_off = unpack::content_streams(document, dictionary)
            .into_iter()
            .any(|part| target(document, part).is_some_and(|part| self.damaged.contains(&part)));
        let lacks = || self.outside && scan.lacks || self.gaps.on(page, dictionary);
        report.unreadable.extend((content.is_none() || breaks_off).then_some(place));
        report.incomplete.extend((!breaks_off && lacks()).then_some(place));
        let view = self.views.and_then(|views| views.get(place));
        let annotations = annotations::annotations(
            document,
            &self.form,
            (dictionary, view),
            slot.page,
            copier,
            self.destinations,
            &mut report.notes,
        );
        report.tell_of_fields(place, view, &annotations.news);
        let free_mark = match &content {
            Some(_) => scan.marks.last().map_or(0, |last| last + 1),
            None => content::SPARSE,
        };
        let readable = content.is_some();
        Sheet { page, dictionary, readable, is_odd, scan, annotations, free_mark }
    }
}

/// Records the faults of a part that its claims to a standard rule out.
fn tell_faults(
    report: &mut Report,
    source: &Source,
    document: &Document,
    tree: &Tree,
    sheets: &[Sheet<'_>],
) {
    if !report.unreadable.is_empty() || !report.incomplete.is_empty() {
        report.faults.add(Broken::Both, "content that is damaged");
    }
    let kept = sheets.iter().flat_map(|sheet| &sheet.annotations.kept);
    let told =
        kept.map(|kept| (kept.number, Told { is_link: kept.role == "Link", says: kept.says }));
    report.faults.of_document(document, source.claims());
    report.faults.of_words(tree, source.language(), source.has_title());
    report.faults.of_tags(tree, &told.collect());
    report.unmarked = sheets.iter().filter(|sheet| sheet.scan.unmarked_paint).count();
}

/// For each marked content of each page, whether it has replacement text.
fn speech(tree: &Tree, sheets: &[Sheet<'_>]) -> BTreeMap<(usize, Option<u32>), bool> {
    let mut speech = tree.speech();
    for (page, sheet) in sheets.iter().enumerate() {
        speech.extend(sheet.scan.spoken.iter().map(|&mark| ((page, mark), true)));
    }
    speech
}

/// Rewrites drawings, tiles of patterns and drawn letters so that every viewer can read their numbers and nobody the
/// notes of a camera. Returns the drawings that use resources they do not have.
fn write_plainly(document: &mut Document) -> Vec<ObjectId> {
    let is_drawing = |object: &Object| {
        let entries = object.as_stream().ok().map(|stream| &stream.dict);
        entries.is_some_and(|entries| {
            entries.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
                || entries.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1)
        })
    };
    let drawings = document.objects.iter().filter(|(_, object)| is_drawing(object));
    let drawn: BTreeSet<_> = drawings.map(|(&id, _)| id).chain(letters(document)).collect();
    let mut budget = Budget::default();
    let mut lacking = Vec::new();
    for id in drawn {
        let Some(Object::Stream(stream)) = document.objects.get(&id) else { continue };
        let Some(bytes) = budget.decode(stream) else { continue };
        // A drawing without resources of its own uses those of its page.
        let own = dictionary_at(document, &stream.dict, b"Resources");
        let lacks = own.is_some() && content::scan(&bytes, document, own).lacks;
        lacking.extend(lacks.then_some(id));
        if let (Some(plain), Some(Object::Stream(stream))) =
            (content::plain(&bytes), document.objects.get_mut(&id))
        {
            stream.set_plain_content(plain);
        }
    }
    lacking
}

/// The glyphs of Type 3 fonts, wherever those are described.
fn letters(document: &Document) -> Vec<ObjectId> {
    let mut letters = Vec::new();
    let mut waiting: Vec<&Object> = document.objects.values().collect();
    while let Some(object) = waiting.pop() {
        if let Object::Array(items) = object {
            waiting.extend(items);
        }
        let Some(entries) = dictionary(object) else { continue };
        waiting.extend(entries.iter().map(|(_, entry)| entry));
        let drawings = dictionary_at(document, entries, b"CharProcs").into_iter().flatten();
        letters.extend(drawings.filter_map(|(_, drawing)| drawing.as_reference().ok()));
    }
    letters
}
