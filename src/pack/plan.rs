//! Plans which pages of a pack each paper has. Both packs share one plan, so that a page has the same number in both:
//! a paper takes as many pages as its longer edition, even where it is withheld.

use minijinja::context;
use typst::syntax::FileId;

use super::Typesetter;
use super::bundle::{Bundle, Enclosure, Public};
use super::spots::{STRIP, among};
use crate::assemble::{Part, Rectangle, Size, Source};
use crate::check;
use crate::compose::agenda::{self, Agenda, Entry, Run, page_anchor};
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Findings, Outcome, Place};
use crate::document::furniture::{Furniture, Sheet, Spots};
use crate::document::{Audience, Block, Cleared, Document, Heading, Inline, plain};
use crate::language::Wording;
use crate::load::meeting::Convened;
use crate::search::{Evidence, texts};
use crate::withhold::clear;
use crate::world::World;

/// The most times that the length of an agenda is measured, as the page numbers in it can change it.
const TRIES: usize = 5;

/// The longest marking that fits on a page, in characters.
const LONGEST_MARKING: usize = 320;

/// The plan of one pack.
pub(super) struct Plan<'a> {
    convened: &'a Convened,
    /// The supplement it is for, counted from 0; `None` for the agenda.
    pub(super) supplement: Option<usize>,
    first_page: usize,
    agenda_pages: usize,
    /// The length of the agenda in each edition.
    lengths: Vec<(Audience, usize)>,
    bundles: Vec<&'a Bundle<'a>>,
    slots: Vec<Slot<'a>>,
}

/// The pages of one paper.
struct Slot<'a> {
    bundle: &'a Bundle<'a>,
    enclosure: &'a Enclosure,
    /// Its first page, counted from 0 after the agenda.
    start: usize,
    pages: usize,
    /// For each page of an outside PDF, what it has near its edges.
    edges: Vec<Vec<Rectangle>>,
}

impl Enclosure {
    /// Its pages for an audience; `None` if it is withheld from them.
    fn source(&self, audience: Audience) -> Option<&Source> {
        match (audience, &self.public) {
            (Audience::Restricted, _) | (Audience::Public, Public::Same) => Some(&self.restricted),
            (Audience::Public, Public::Other(source)) => Some(source),
            (Audience::Public, Public::Withheld) => None,
        }
    }

    /// Whether it was made from data, that is, named by a TOML file; such papers keep their edges free.
    fn is_ours(&self) -> bool {
        self.restricted.name().ends_with(".toml")
    }

    /// How many pages it takes in both packs.
    fn length(&self) -> usize {
        let other = match &self.public {
            Public::Other(source) => source.pages().len(),
            Public::Same | Public::Withheld => 0,
        };
        self.restricted.pages().len().max(other)
    }

    /// Its title for an audience, if it is an appendix.
    fn title(&self, audience: Audience) -> Option<&String> {
        match audience {
            Audience::Public => self.public_title.as_ref(),
            Audience::Restricted => self.title.as_ref(),
        }
    }

    /// Its title for both audiences, if it is an appendix.
    fn titles(&self) -> Option<Vec<Inline>> {
        let words = |title: &String| vec![Inline::text(title.clone(), None)];
        let (title, public) = (self.title.as_ref()?, self.public_title.as_ref()?);
        Some(match title == public {
            true => words(title),
            false => vec![Inline::withheld(words(title), words(public))],
        })
    }
}

impl Bundle<'_> {
    /// The title of the item for an audience, as plain text.
    fn title(&self, wording: &Wording, audience: Audience) -> String {
        let public = self.public_title.as_ref().filter(|_| audience == Audience::Public);
        let own = public.or(self.item.title.as_ref());
        own.map(|title| title.text.trim().to_owned())
            .or_else(|| self.facts.title.as_deref().map(plain))
            .or_else(|| self.item.standing.as_ref().map(|name| name.value.clone()))
            .unwrap_or_else(|| wording.word("item"))
    }
}

impl<'a> Plan<'a> {
    /// Plans a pack whose first page has this number.
    pub(super) fn new(
        typesetter: Typesetter<'_>,
        convened: &'a Convened,
        supplement: Option<usize>,
        first_page: usize,
        bundles: Vec<&'a Bundle<'a>>,
    ) -> Outcome<Self> {
        let mut findings = Findings::default();
        let mut slots = Vec::new();
        let mut start = 0;
        for bundle in &bundles {
            for enclosure in &bundle.enclosures {
                let pages = enclosure.length();
                let edges = match enclosure.is_ours() {
                    true => Vec::new(),
                    false => enclosure.restricted.near_edges(STRIP),
                };
                slots.push(Slot { bundle, enclosure, start, pages, edges });
                start += pages;
            }
        }
        let mut plan = Self {
            convened,
            supplement,
            first_page,
            agenda_pages: 2,
            lengths: Vec::new(),
            bundles,
            slots,
        };
        let document = agenda::compose(&plan.agenda());
        findings.extend(document.findings);
        findings.extend(check::document(&typesetter.workspace.world(), &document.value));
        if findings.has_errors() {
            return findings.finish(None);
        }
        for _ in 0..TRIES {
            let mut lengths = Vec::new();
            for &audience in plan.audiences() {
                let measured = plan.measured(audience);
                let typeset = findings.take(typesetter.furniture(convened, &measured, audience));
                let Some(typeset) = typeset else { return findings.finish(None) };
                // All anchors are on one page after the agenda.
                lengths.push((audience, typeset.pages.saturating_sub(1)));
            }
            let longest = lengths.iter().map(|(_, pages)| *pages).max().unwrap_or(1);
            let settled = longest == plan.agenda_pages;
            plan.agenda_pages = longest;
            plan.lengths = lengths;
            if settled {
                return findings.finish(Some(plan));
            }
        }
        findings.push(
            Diagnostic::error(
                convened.meeting.kind.place,
                "the length of this agenda does not settle",
            )
            .hint("this is a fault in this program, not in your files: please report it"),
        );
        findings.finish(None)
    }

    /// The audiences that get a pack.
    pub(super) fn audiences(&self) -> &'static [Audience] {
        match self.bundles.iter().any(|bundle| bundle.is_restricted()) {
            true => &[Audience::Public, Audience::Restricted],
            false => &[Audience::Public],
        }
    }

    /// The number of pages in the pack.
    pub(super) fn pages(&self) -> usize {
        self.agenda_pages + self.slots.iter().map(|slot| slot.pages).sum::<usize>()
    }

    /// The position in the pack's file, counted from 1, of the page with this number.
    pub(super) fn page_of_file(&self, number: usize) -> Option<usize> {
        let page = number.checked_sub(self.first_page)? + 1;
        (page <= self.pages()).then_some(page)
    }

    /// The file of an item's paper; `None` if the public may not read it.
    pub(super) fn public_paper(&self, world: &World, item: usize) -> Option<FileId> {
        let bundle = self.bundles.iter().find(|bundle| bundle.number == item)?;
        let open = bundle.enclosures.first()?.source(Audience::Public).is_some();
        let named = bundle.item.report.as_ref().filter(|_| open)?;
        world.relative(self.convened.file, &named.value, named.place).ok()
    }

    /// The agenda for an audience.
    pub(super) fn agenda_for(&self, audience: Audience) -> Document<Cleared> {
        let document = agenda::compose(&self.agenda()).value;
        clear(document, audience, self.convened.house.statements())
    }

    /// The page number after its last.
    pub(super) fn next_page(&self) -> usize {
        self.first_page + self.pages()
    }

    /// The page number of a slot's first page.
    fn number(&self, slot: &Slot<'_>) -> usize {
        self.first_page + self.agenda_pages + slot.start
    }

    /// The input for composing the agenda.
    fn agenda(&self) -> Agenda<'_> {
        let entries = self.bundles.iter().map(|bundle| {
            let own = self.slots.iter().filter(|slot| std::ptr::eq(slot.bundle, *bundle));
            let runs = own.map(|slot| {
                let first = self.number(slot);
                let title = slot.enclosure.titles();
                Run { title, first, last: first + slot.pages - 1 }
            });
            Entry {
                number: bundle.number,
                item: bundle.item,
                report: bundle.facts.clone(),
                runs: runs.collect(),
                grounds: bundle.grounds.clone(),
                whole: bundle.whole,
                public_title: bundle.public_title.as_ref(),
            }
        });
        Agenda {
            convened: self.convened,
            supplement: self.supplement,
            entries: entries.collect(),
            excluded: self.excluded(),
        }
    }

    /// Every item that needs the public excluded, by its number, with the grounds.
    fn excluded(&self) -> Vec<(String, Grounds)> {
        let grounds = self.bundles.iter().flat_map(|bundle| {
            let number = bundle.number.to_string();
            let number = match bundle.whole {
                true => number,
                false => self.wording().say("in-part", context! { number }),
            };
            bundle.grounds.iter().map(move |grounds| (number.clone(), grounds.clone()))
        });
        grounds.collect()
    }

    /// The agenda alone, with everything that it links to on one page after it, to measure its length.
    pub(super) fn measured(&self, audience: Audience) -> Furniture {
        let anchors = self.slots.iter().map(|slot| page_anchor(self.number(slot)));
        let sheet = Sheet {
            width: Size::A4.width,
            height: Size::A4.height,
            filled: true,
            stamp: None,
            marking: None,
            spots: Spots::default(),
            anchors: anchors.collect(),
            blocks: Vec::new(),
        };
        Furniture { sheets: vec![sheet], padding: Vec::new(), ..self.furniture(audience) }
    }

    /// The furniture of the pack for an audience.
    pub(super) fn furniture(&self, audience: Audience) -> Furniture {
        let own = self.lengths.iter().find(|(known, _)| *known == audience);
        let missing = own.map_or(0, |(_, pages)| self.agenda_pages.saturating_sub(*pages));
        let blank = self.wording().word("blank-page-of-agenda");
        let sheets = self.slots.iter().flat_map(|slot| self.sheets(slot, audience));
        Furniture {
            document: self.agenda_for(audience),
            first_page: self.first_page,
            marking: (audience == Audience::Restricted)
                .then(|| self.wording().word("marking-restricted")),
            padding: vec![blank; missing],
            sheets: sheets.collect(),
        }
    }

    /// What the public agenda prints, and the pages that replace withheld papers, as evidence of what is open.
    pub(super) fn evidence(&self, world: &World) -> Evidence {
        let Furniture { document, sheets, .. } = self.furniture(Audience::Public);
        let blocks = sheets.into_iter().flat_map(|sheet| sheet.blocks).collect();
        let sheets = Document { blocks, ..document.clone() };
        let agenda = texts(&document);
        // Committee and day are on separate lines, but may be on one line of a withheld paper.
        let joined = agenda.join(" ");
        let public = [agenda, vec![joined], texts(&sheets)].concat();
        let mut evidence = Evidence { public, ..Evidence::default() };
        evidence.meeting(&self.convened.meeting);
        evidence.house(world, &self.convened.house);
        evidence
    }

    /// The sheets for the pages of one paper.
    fn sheets(&self, slot: &Slot<'_>, audience: Audience) -> Vec<Sheet> {
        let statements = self.convened.house.statements();
        let source = slot.enclosure.source(audience);
        // The first page of a copy states the exemption in the words of the Act, if there is room.
        let marking = |page: usize| match slot.enclosure.grounds.as_slice() {
            _ if audience == Audience::Public => None,
            [] => Some(self.wording().word("marking-restricted")),
            grounds => {
                let full = statements.marking_all(grounds);
                let ours = slot.enclosure.is_ours();
                let said = match page == 0 && ours && full.len() <= LONGEST_MARKING {
                    true => full,
                    false => statements.page_marking(grounds),
                };
                Some(self.wording().say("marking", context! { said }))
            }
        };
        (0..slot.pages)
            .map(|page| {
                let number = self.number(slot) + page;
                let size = size(slot.enclosure, source, page);
                let filled = source.is_some_and(|source| page < source.pages().len());
                let blocks = match source {
                    Some(_) if filled => Vec::new(),
                    Some(_) => {
                        vec![said(self.wording().say("blank-page-of-pack", context! { number }))]
                    }
                    None if page == 0 => self.in_place(slot, number),
                    None => vec![said(self.withheld_pages(number, number))],
                };
                let marking = marking(page);
                let spots = match slot.edges.get(page).filter(|edges| filled && !edges.is_empty()) {
                    Some(near) => among(size, near, marking.as_ref().map(String::len)),
                    None => Spots::default(),
                };
                Sheet {
                    width: size.width,
                    height: size.height,
                    filled,
                    stamp: Some(self.stamp(slot)),
                    marking,
                    spots,
                    anchors: (page == 0).then(|| page_anchor(number)).into_iter().collect(),
                    blocks,
                }
            })
            .collect()
    }

    /// The text on the first of the pages that are withheld.
    fn in_place(&self, slot: &Slot<'_>, number: usize) -> Vec<Block<Cleared>> {
        let statements = self.convened.house.statements();
        let (depth, title) = self.named(slot, Audience::Public);
        let mut blocks = vec![Block::Heading(Heading {
            level: if depth == 0 { 1 } else { 2 },
            number: None,
            content: vec![Inline::text(title, None)],
            anchor: None,
            place: None,
        })];
        blocks.extend(
            slot.enclosure.grounds.iter().map(|grounds| said(statements.statement(grounds))),
        );
        blocks.push(said(self.withheld_pages(number, number + slot.pages - 1)));
        blocks
    }

    /// The words that say that pages are not for publication.
    fn withheld_pages(&self, first: usize, last: usize) -> String {
        self.wording().say("withheld-pages", context! { first, last })
    }

    /// The stamp that says which item a paper belongs to.
    fn stamp(&self, slot: &Slot<'_>) -> String {
        self.wording().say("item-stamp", context! { number => slot.bundle.number })
    }

    /// The wording of the pack's language and house style.
    pub(super) fn wording(&self) -> &Wording {
        &self.convened.house.wording
    }

    /// The bookmark of a paper: its depth and title.
    fn named(&self, slot: &Slot<'_>, audience: Audience) -> (usize, String) {
        match slot.enclosure.title(audience) {
            Some(title) => (1, title.clone()),
            None => (
                0,
                format!("{}. {}", slot.bundle.number, slot.bundle.title(self.wording(), audience)),
            ),
        }
    }

    /// The papers that fill the pack for an audience, and the places where they were named.
    pub(super) fn parts(&self, audience: Audience) -> (Vec<Part>, Vec<Option<Place>>) {
        let filled = self.slots.iter().filter_map(|slot| {
            let source = slot.enclosure.source(audience)?.clone();
            let (depth, title) = self.named(slot, audience);
            let mut part = Part::new(source, self.agenda_pages + slot.start, title);
            part.depth = depth;
            part.outside = !slot.enclosure.is_ours();
            Some((part, Some(slot.enclosure.place)))
        });
        filled.unzip()
    }
}

/// The size of a page: its own, or that of the same page in the other edition, or A4.
fn size(enclosure: &Enclosure, source: Option<&Source>, page: usize) -> Size {
    let own = source.and_then(|source| source.pages().get(page));
    let other = enclosure.restricted.pages().get(page);
    own.or(other).copied().unwrap_or(Size::A4)
}

/// A paragraph of the program's own words.
fn said(words: String) -> Block<Cleared> {
    Block::paragraph(vec![Inline::text(words, None)])
}
