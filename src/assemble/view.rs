//! Shows a page as it appears to an independent reader, which shares no code with the rest of this folder.
//!
//! In come the bytes of a PDF; out goes for each page a [`View`]: its writing piece by piece, where something is
//! drawn, and which words cannot be seen. What to conclude from that is left to others.

mod bounds;
mod paints;
mod pen;
mod plainer;
mod sight;
mod spoken;

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::font::FontData;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::{Affine, Rect};
use lopdf::{Document, Object, dictionary};
use rayon::prelude::*;

use super::look::{array_at, catalog, dictionary_at, name_at};
use super::pages::{Frame, Page};
use super::source::Opened;
use pen::Pen;

pub(super) use pen::UNREAD;
pub(super) use sight::Unseen;

/// A rectangle in a page's own coordinates: left, bottom, right, top.
pub(super) type Area = [f32; 4];

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    /// The writing on it, in the order drawn.
    pub(super) pieces: Vec<Piece>,
    /// Where pictures, lines and areas are drawn that are not white.
    pub(super) drawn: Vec<Area>,
    /// Whether it shows letters that their font does not have.
    pub(super) lacking: bool,
    /// Whether it shows letters whose meaning is not given.
    pub(super) unread: bool,
    /// The marked contents of letters whose meaning is private; `None` for those outside any.
    pub(super) private: BTreeSet<Option<u32>>,
    /// Whether it shows letters that are not as wide in their font as the PDF says.
    pub(super) misfit: bool,
}

/// A piece of writing: consecutive letters in one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) area: Area,
    /// The start of its base line.
    pub(super) start: [f32; 2],
    /// The direction of its base line, of length 1.
    pub(super) along: [f32; 2],
    /// The type size.
    pub(super) size: f32,
    /// The identifier of the marked content around it.
    pub(super) mark: Option<u32>,
    /// Why it cannot be seen, if so.
    pub(super) unseen: Option<Unseen>,
}

/// An open PDF to be looked at.
pub(super) struct Viewer {
    pdf: Pdf,
    settings: InterpreterSettings,
}

/// Base lines that are no further apart than this, in points, count as one line.
const LINE: f32 = 3.0;

/// How many pages are read in sequence, so that what they share is read once.
const AT_A_TIME: usize = 8;

/// What the pages of a source show, including hidden layers; `None` if the reader fails.
pub(super) fn views(pdf: &Arc<[u8]>, opened: Opened) -> Option<Vec<View>> {
    let Opened { mut document, pages, sound, .. } = opened;
    if !bounds::is_bounded(&document, &pages) {
        return None;
    }
    let frames: Vec<_> = pages.iter().map(|page| page.frame).enumerate().collect();
    let look = |viewer: Viewer| {
        // This reader may find other pages in a broken file.
        let same = viewer.pages() == pages.len();
        same.then(|| viewer.views(&frames))
    };
    // Only a well-formed file is read as it is, for this reader is not made for others.
    let sound = !plainer::make(&mut document, &pages) && sound;
    let found = if sound { Viewer::open(Arc::new(Arc::clone(pdf))).and_then(look) } else { None };
    let again = |document: &mut Document| {
        let viewer = Viewer::open(Arc::new(rewritten(document, &pages)?));
        viewer.and_then(look)
    };
    let mut views = found.or_else(|| again(&mut document))?;
    let words = spoken::mark(&document, &pages);
    if let Some((mut marked, words)) = words {
        let shown = again(&mut marked).unwrap_or_default();
        for ((view, shown), words) in views.iter_mut().zip(&shown).zip(words) {
            view.pieces.extend(spoken::unlike(shown, &words));
        }
    }
    if has_hidden_layers(&document) {
        document.catalog_mut().ok()?.remove(b"OCProperties");
        for (view, all) in views.iter_mut().zip(again(&mut document).unwrap_or_default()) {
            view.add_layers(all);
        }
    }
    Some(views)
}

/// Runs a look at a file; `None` if the reader panics.
pub(super) fn guarded<T>(look: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(look)).ok().flatten()
}

/// A document rewritten with its pages in one flat list, for readers that are less tolerant.
pub(super) fn rewritten(document: &mut Document, pages: &[Page]) -> Option<Vec<u8>> {
    let kids: Vec<Object> = pages.iter().map(|page| Object::Reference(page.id)).collect();
    let tree = document.add_object(
        dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids },
    );
    for page in pages {
        let resources = page.written_resources(document).map(|(_, written)| written.clone());
        let entries = document.get_dictionary_mut(page.id).ok()?;
        entries.set("Type", "Page");
        entries.set("Parent", tree);
        entries.set("MediaBox", page.frame.media.map(Object::Real).to_vec());
        if let Some(resources) = resources {
            entries.set("Resources", resources);
        }
    }
    document.catalog_mut().ok()?.set("Pages", tree);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).ok().map(|()| pdf)
}

/// Whether some layers of a document are hidden at first.
fn has_hidden_layers(document: &Document) -> bool {
    let properties =
        catalog(document).and_then(|root| dictionary_at(document, root, b"OCProperties"));
    let default = properties.and_then(|properties| dictionary_at(document, properties, b"D"));
    default.is_some_and(|default| {
        array_at(document, default, b"OFF").is_some_and(|off| !off.is_empty())
            || name_at(document, default, b"BaseState") == Some(b"OFF")
    })
}

impl View {
    /// The visible writing on the page, line by line from the top.
    pub(super) fn words(&self) -> String {
        let mut seen: Vec<&Piece> =
            self.pieces.iter().filter(|piece| piece.unseen.is_none()).collect();
        // Rotated writing comes after upright writing, in the order drawn.
        let line = |piece: &Piece| (piece.along[0] < 0.9, -(piece.start[1] / LINE).round() as i64);
        seen.sort_by(|one, other| {
            line(one).cmp(&line(other)).then(one.start[0].total_cmp(&other.start[0]))
        });
        let mut words = String::new();
        let mut last = None;
        for piece in seen {
            if last.is_some() {
                words.push(if last == Some(line(piece)) { ' ' } else { '\n' });
            }
            words.push_str(piece.text.trim());
            last = Some(line(piece));
        }
        words
    }

    /// The visible writing in an area. A piece that reaches beyond it is cut where the area ends.
    pub(super) fn words_in(&self, [left, low, right, high]: Area) -> String {
        let within = |piece: &Piece| {
            let [x0, y0, x1, y1] = piece.area;
            let (middle, wide) = ((y0 + y1) / 2.0, x1 - x0);
            if piece.unseen.is_some()
                || x1 <= left
                || x0 >= right
                || !(low..=high).contains(&middle)
            {
                return None;
            }
            if piece.along[0] < 0.9 || x0 >= left - 1.0 && x1 <= right + 1.0 {
                return Some(piece.text.clone());
            }
            let count = piece.text.chars().count() as f32;
            let place = |x: f32| (x - x0) / wide * count;
            let letters = piece.text.chars().zip(0_u16..);
            let inside = |at: u16| (place(left)..=place(right)).contains(&(f32::from(at) + 0.5));
            Some(letters.filter(|(_, at)| inside(*at)).map(|(letter, _)| letter).collect())
        };
        let words: Vec<String> = self.pieces.iter().filter_map(within).collect();
        words.join(" ").trim().to_owned()
    }

    /// The same page with the words in some areas replaced.
    pub(super) fn redrawn(&self, areas: &[(Area, &str)]) -> Self {
        let mut view = self.clone();
        view.pieces.retain(|piece| {
            let [x0, y0, x1, y1] = piece.area;
            let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            let holds = |[left, low, right, high]: Area| {
                (left..=right).contains(&x) && (low..=high).contains(&y)
            };
            !areas.iter().any(|(area, _)| holds(*area))
        });
        let drawn = areas.iter().filter(|(_, words)| !words.is_empty());
        view.pieces.extend(drawn.map(|(area, words)| Piece {
            text: (*words).to_owned(),
            area: *area,
            start: [area[0], area[1]],
            along: [1.0, 0.0],
            size: area[3] - area[1],
            mark: None,
            unseen: None,
        }));
        view
    }

    /// Adds what shows only with all layers on.
    fn add_layers(&mut self, all: Self) {
        let key = |piece: &Piece| (piece.start.map(f32::to_bits), piece.text.clone());
        let mut known: HashMap<_, usize> = HashMap::new();
        for piece in &self.pieces {
            *known.entry(key(piece)).or_default() += 1;
        }
        for piece in all.pieces {
            match known.get_mut(&key(&piece)) {
                Some(left) if *left > 0 => *left -= 1,
                _ => self.pieces.push(Piece { unseen: Some(Unseen::Layer), ..piece }),
            }
        }
    }
}

impl Viewer {
    /// Opens a PDF; `None` if this reader cannot.
    pub(super) fn open<T: AsRef<[u8]> + Send + Sync + 'static>(pdf: Arc<T>) -> Option<Self> {
        let letters = crate::world::builtin_bytes("fonts/LiberationSans-Regular.ttf");
        let letters: Option<FontData> = letters.map(|font| Arc::new(font) as FontData);
        let settings = InterpreterSettings {
            // The positions of letters are known without their shapes, so one font does for all that are missing.
            font_resolver: Arc::new(move |_| Some((letters.clone()?, 0))),
            cmap_resolver: Arc::new(|_| None),
            warning_sink: Arc::new(|_| {}),
            render_annotations: true,
        };
        Some(Self { pdf: Pdf::new(pdf).ok()?, settings })
    }

    /// How many pages this reader finds.
    pub(super) fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// What some pages show, given how they lie.
    pub(super) fn views(&self, pages: &[(usize, Frame)]) -> Vec<View> {
        let chunks = pages.par_chunks(AT_A_TIME).flat_map_iter(|chunk| {
            let cache = InterpreterCache::new();
            let view = |(place, frame): &(usize, Frame)| self.view(*place, frame, &cache);
            chunk.iter().map(view).collect::<Vec<_>>()
        });
        chunks.collect()
    }

    fn view<'a>(&'a self, place: usize, frame: &Frame, cache: &InterpreterCache<'a>) -> View {
        let Some(page) = self.pdf.pages().get(place) else { return View::default() };
        let [x0, y0, x1, y1] = frame.crop.map(f64::from);
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let look = |looks_in| {
            let settings = self.settings.clone();
            let mut context =
                Context::new(Affine::IDENTITY, everywhere, cache, page.xref(), settings);
            let mut pen = Pen::new(looks_in);
            interpret_page(page, &mut context, &mut pen);
            pen
        };
        // Pictures are slow to unpack, and few have a single colour.
        let pen = look(false);
        let pen = if pen.is_over_pictures() { look(true) } else { pen };
        pen.finish(Rect::new(x0, y0, x1, y1))
    }
}
