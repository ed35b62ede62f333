//! Which pages of a pack each paper has. Both versions share one plan, so that a page has the same number
//! in both: a paper takes as many pages as its longer version, and what is withheld as many as it has.

use super::bundle::{Bundle, Public, Unit};
use super::furniture::{Furniture, Sheet};
use super::spots::{STRIP, Spots};
use super::twin;
use super::typeset::Typesetter;
use crate::assemble::{Bookmark, Part, Rectangle, Size, Source};
use crate::check;
use crate::compose::agenda::{self, Agenda, Entry, Run, Version, page_anchor};
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place};
use crate::document::{Block, Document, Heading, Inline};
use crate::load::meeting::Convened;
use crate::search::{Evidence, texts};

/// How often the length of an agenda is measured at most, since its page numbers change it.
const TRIES: usize = 5;

/// The marking of a page of the restricted version that holds nothing withheld.
const RESTRICTED: &str = "Not for publication: restricted version";

/// The most characters that the marking of a page has room for.
const LONGEST_MARKING: usize = 320;

/// The plan of one pack.
pub(super) struct Plan<'a> {
    convened: &'a Convened,
    /// The supplement that it is for, counted from 0; `None` for the agenda.
    pub(super) supplement: Option<usize>,
    first_page: usize,
    agenda_pages: usize,
    /// The length of the agenda in each version.
    lengths: Vec<(Version, usize)>,
    bundles: Vec<&'a Bundle<'a>>,
    slots: Vec<Slot<'a>>,
}

/// The pages of one paper.
struct Slot<'a> {
    bundle: &'a Bundle<'a>,
    unit: &'a Unit,
    /// Its first page, counted from 0 after the agenda.
    start: usize,
    pages: usize,
    /// What each page of a PDF from outside has near its edges.
    edges: Vec<Vec<Rectangle>>,
}

impl Unit {
    /// Its pages in a version, unless all of it is withheld there.
    fn source(&self, version: Version) -> Option<&Source> {
        match (version, &self.public) {
            (Version::Restricted, _) | (Version::Public, Public::Same) => Some(&self.restricted),
            (Version::Public, Public::Other(source)) => Some(source),
            (Version::Public, Public::Withheld) => None,
        }
    }

    /// Whether it was made from data, which is named by a TOML file; such papers keep their edges free.
    fn is_ours(&self) -> bool {
        self.restricted.name().ends_with(".toml")
    }

    /// How many pages it takes in both versions.
    fn length(&self) -> usize {
        let other = match &self.public {
            Public::Other(source) => source.pages().len(),
            Public::Same | Public::Withheld => 0,
        };
        self.restricted.pages().len().max(other)
    }

    /// What it is called where it is an appendix.
    fn title(&self, version: Version) -> Option<&String> {
        match version {
            Version::Public => self.public_title.as_ref(),
            Version::Restricted => self.title.as_ref(),
        }
    }
}

impl Bundle<'_> {
    /// What the item is called, as plain text.
    fn title(&self, version: Version) -> String {
        let withheld = self.item.withheld().filter(|_| version == Version::Public);
        let facts = match version {
            Version::Public => &self.public,
            Version::Restricted => &self.restricted,
        };
        let own =
            withheld.and_then(|withheld| withheld.public_title()).or(self.item.title.as_ref());
        own.map(|title| title.text.trim().to_owned())
            .or_else(|| facts.title.clone())
            .or_else(|| self.item.standing.as_ref().map(|name| name.value.clone()))
            .unwrap_or_else(|| "Item".to_owned())
    }
}

impl<'a> Plan<'a> {
    /// Plans a pack that starts at a page.
    pub(super) fn new(
        typesetter: Typesetter<'_>,
        convened: &'a Convened,
        supplement: Option<usize>,
        first_page: usize,
        bundles: &[&'a Bundle<'a>],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut slots = Vec::new();
        let mut start = 0;
        for bundle in bundles {
            for unit in &bundle.units {
                let pages = unit.length();
                let edges = match unit.is_ours() {
                    true => Vec::new(),
                    false => unit.restricted.near_edges(STRIP),
                };
                slots.push(Slot { bundle, unit, start, pages, edges });
                start += pages;
            }
        }
        let bundles = bundles.to_vec();
        let mut plan = Self {
            convened,
            supplement,
            first_page,
            agenda_pages: 2,
            lengths: Vec::new(),
            bundles,
            slots,
        };
        let before = problems.len();
        let (document, found) = agenda::compose(&plan.agenda(Version::Restricted));
        problems.extend(found);
        problems.extend(check::check(&typesetter.workspace.world(), &document));
        if problems[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        for _ in 0..TRIES {
            let mut lengths = Vec::new();
            for version in plan.versions() {
                let measured = plan.measured(version);
                let typeset = typesetter.furniture(convened, &measured, problems)?;
                // All anchors stand on one page after the agenda.
                lengths.push((version, typeset.pages.saturating_sub(1)));
            }
            let longest = lengths.iter().map(|(_, pages)| *pages).max().unwrap_or(1);
            let settled = longest == plan.agenda_pages;
            plan.agenda_pages = longest;
            plan.lengths = lengths;
            if settled {
                return Some(plan);
            }
        }
        problems.push(
            Diagnostic::error(
                convened.meeting.kind.place,
                "the length of this agenda does not settle",
            )
            .hint("this is a fault in this program, not in your files: please report it"),
        );
        None
    }

    /// The versions that the pack has.
    pub(super) fn versions(&self) -> Vec<Version> {
        match self.bundles.iter().any(|bundle| bundle.is_restricted()) {
            true => vec![Version::Public, Version::Restricted],
            false => vec![Version::Public],
        }
    }

    /// How many pages the pack has.
    pub(super) fn pages(&self) -> usize {
        self.agenda_pages + self.slots.iter().map(|slot| slot.pages).sum::<usize>()
    }

    /// The page of the pack's file, counted from 1, that has a number.
    pub(super) fn page_of_file(&self, number: usize) -> Option<usize> {
        let page = number.checked_sub(self.first_page)? + 1;
        (page <= self.pages()).then_some(page)
    }

    /// The agenda that is published.
    pub(super) fn public_agenda(&self) -> Document {
        agenda::compose(&self.agenda(Version::Public)).0
    }

    /// The number of the page after its last.
    pub(super) fn next_page(&self) -> usize {
        self.first_page + self.pages()
    }

    /// The number of the first page of a slot.
    fn number(&self, slot: &Slot<'_>) -> usize {
        self.first_page + self.agenda_pages + slot.start
    }

    /// The agenda in a version.
    fn agenda(&self, version: Version) -> Agenda<'_> {
        let entries = self.bundles.iter().map(|bundle| {
            let own = self.slots.iter().filter(|slot| std::ptr::eq(slot.bundle, *bundle));
            let runs = own.map(|slot| {
                let first = self.number(slot);
                let title = slot.unit.title(version).cloned();
                Run { title, first, last: first + slot.pages - 1 }
            });
            let report = match version {
                Version::Public => bundle.public.clone(),
                Version::Restricted => bundle.restricted.clone(),
            };
            Entry {
                number: bundle.number,
                item: bundle.item,
                report,
                runs: runs.collect(),
                grounds: bundle.grounds.clone(),
                whole: bundle.whole,
            }
        });
        Agenda {
            convened: self.convened,
            version,
            supplement: self.supplement,
            entries: entries.collect(),
            excluded: self.excluded(),
        }
    }

    /// Every item that needs the public excluded, by its number.
    fn excluded(&self) -> Vec<(String, Grounds)> {
        let grounds = self.bundles.iter().flat_map(|bundle| {
            let part = if bundle.whole { "" } else { " (in part)" };
            let number = format!("{}{part}", bundle.number);
            bundle.grounds.iter().map(move |grounds| (number.clone(), grounds.clone()))
        });
        grounds.collect()
    }

    /// The agenda alone, with everything that it links to on one page after it.
    fn measured(&self, version: Version) -> Furniture {
        let anchors = self.slots.iter().map(|slot| page_anchor(self.number(slot)));
        let sheet = Sheet {
            width: 595.0,
            height: 842.0,
            filled: true,
            stamp: None,
            marking: None,
            spots: Spots::default(),
            anchors: anchors.collect(),
            blocks: Vec::new(),
        };
        Furniture { sheets: vec![sheet], padding: Vec::new(), ..self.furniture(version) }
    }

    /// The furniture of a version.
    pub(super) fn furniture(&self, version: Version) -> Furniture {
        let (document, _): (Document, _) = agenda::compose(&self.agenda(version));
        let own = self.lengths.iter().find(|(known, _)| *known == version);
        let missing = own.map_or(0, |(_, pages)| self.agenda_pages.saturating_sub(*pages));
        let blank = "This page is blank, so that pages have the same numbers in both versions of this agenda.";
        let sheets = self.slots.iter().flat_map(|slot| self.sheets(slot, version));
        Furniture {
            document,
            version,
            first_page: self.first_page,
            marking: (version == Version::Restricted).then(|| RESTRICTED.to_owned()),
            padding: vec![blank.to_owned(); missing],
            sheets: sheets.collect(),
        }
    }

    /// The words that the public agenda prints, and the pages that stand for what is withheld.
    pub(super) fn evidence(&self) -> Evidence {
        let Furniture { document, sheets, .. } = self.furniture(Version::Public);
        let blocks = sheets.into_iter().flat_map(|sheet| sheet.blocks).collect();
        let sheets = Document { blocks, ..document.clone() };
        let mut public = [texts(&document), texts(&sheets)].concat();
        public.extend(twin::OWN_WORDS.iter().map(|&words| words.to_owned()));
        public.extend(self.slots.iter().map(|slot| format!("Agenda item {}", slot.bundle.number)));
        // The wording of the house style is no one's secret, though only a withheld paper may print it.
        let style = serde_json::to_value(&self.convened.house.style).unwrap_or_default();
        add_strings(&style, &mut public);
        Evidence { public, ..Evidence::default() }
    }

    /// The pages of one paper.
    fn sheets(&self, slot: &Slot<'_>, version: Version) -> Vec<Sheet> {
        let schedule = self.convened.house.schedule();
        let source = slot.unit.source(version);
        // The first page of a copy says what is exempt in the words of the Act, as far as there is room.
        let marking = |page: usize| match slot.unit.grounds.as_slice() {
            _ if version == Version::Public => None,
            [] => Some(RESTRICTED.to_owned()),
            grounds => {
                let full = schedule.marking_all(grounds);
                let ours = slot.unit.is_ours();
                let said = match page == 0 && ours && full.len() <= LONGEST_MARKING {
                    true => full,
                    false => schedule.page_marking(grounds),
                };
                Some(format!("Not for publication: {said}"))
            }
        };
        (0..slot.pages)
            .map(|page| {
                let number = self.number(slot) + page;
                let size = size(slot.unit, source, page);
                let filled = source.is_some_and(|source| page < source.pages().len());
                let blocks = match source {
                    Some(_) if filled => Vec::new(),
                    Some(_) => vec![said(format!(
                        "Page {number} is blank, so that pages have the same numbers in both versions of this pack."
                    ))],
                    None if page == 0 => self.in_place(slot, number),
                    None => vec![said(format!("Page {number} is not for publication."))],
                };
                let marking = marking(page);
                let spots = match slot.edges.get(page).filter(|edges| filled && !edges.is_empty()) {
                    Some(near) => Spots::among(size, near, marking.as_ref().map(String::len)),
                    None => Spots::default(),
                };
                Sheet {
                    width: size.width,
                    height: size.height,
                    filled,
                    stamp: Some(format!("Agenda item {}", slot.bundle.number)),
                    marking,
                    spots,
                    anchors: (page == 0).then(|| page_anchor(number)).into_iter().collect(),
                    blocks,
                }
            })
            .collect()
    }

    /// What stands on the first of the pages that are withheld.
    fn in_place(&self, slot: &Slot<'_>, number: usize) -> Vec<Block> {
        let schedule = self.convened.house.schedule();
        // A bookmark below that of the agenda would be out of its place among those of the papers.
        let title = match self.named(slot, Version::Public) {
            (0, title) => title,
            (_, title) => format!("{}. {title}", slot.bundle.number),
        };
        let mut blocks = vec![Block::Heading(Heading {
            level: 1,
            number: None,
            content: vec![Inline::text(title, None)],
            anchor: None,
            place: None,
        })];
        blocks.extend(slot.unit.grounds.iter().map(|grounds| said(schedule.statement(grounds))));
        blocks.push(said(match slot.pages {
            1 => format!("Page {number} is not for publication."),
            pages => format!("Pages {number} to {} are not for publication.", number + pages - 1),
        }));
        blocks
    }

    /// The bookmark of a paper: its depth and its title.
    fn named(&self, slot: &Slot<'_>, version: Version) -> (usize, String) {
        match slot.unit.title(version) {
            Some(title) => (1, title.clone()),
            None => (0, format!("{}. {}", slot.bundle.number, slot.bundle.title(version))),
        }
    }

    /// The papers that fill the pages of a version, and where each was named.
    pub(super) fn parts(&self, version: Version) -> (Vec<Part>, Vec<Option<Place>>) {
        let filled = self.slots.iter().filter_map(|slot| {
            let source = slot.unit.source(version)?.clone();
            let (depth, title) = self.named(slot, version);
            let mut part = Part::new(source, self.agenda_pages + slot.start, title);
            part.bookmark = Bookmark::AtDepth(depth);
            Some((part, Some(slot.unit.place)))
        });
        filled.unzip()
    }
}

/// Adds the strings that a value holds.
fn add_strings(value: &serde_json::Value, strings: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => strings.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|value| add_strings(value, strings)),
        serde_json::Value::Object(all) => {
            all.values().for_each(|value| add_strings(value, strings))
        }
        _ => {}
    }
}

/// The size of a page: its own, or that of the same page in the other version.
fn size(unit: &Unit, source: Option<&Source>, page: usize) -> Size {
    let own = source.and_then(|source| source.pages().get(page));
    let other = unit.restricted.pages().get(page);
    own.or(other).copied().unwrap_or(Size { width: 595.0, height: 842.0 })
}

/// A paragraph of words that the program made.
fn said(words: String) -> Block {
    Block::paragraph(vec![Inline::text(words, None)])
}
