//! What a page shows, as a reader sees it that shares nothing with the rest of this folder.
//!
//! In come the bytes of a PDF; out goes for each page a [`View`]: what is written on it piece by piece, where
//! something is drawn, and what is written there that nobody can see. What to make of that is left to others.

mod bounds;
mod pen;
mod sight;

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::font::FontData;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::{Affine, Rect};
use lopdf::Document;
use rayon::prelude::*;

use super::look::{array_at, catalog, dictionary_at, name_at};
use super::pages::{Frame, Page};
use pen::Pen;

pub(super) use sight::Unseen;

/// A rectangle in a page's own coordinates: left, bottom, right, top.
pub(super) type Area = [f32; 4];

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    /// What is written on it, in the order drawn.
    pub(super) pieces: Vec<Piece>,
    /// Where pictures, lines and areas are drawn that are not white.
    pub(super) drawn: Vec<Area>,
}

/// A piece of writing: letters that follow one another in one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) area: Area,
    /// Where its base line begins.
    pub(super) start: [f32; 2],
    /// The direction of its base line, of length 1.
    pub(super) along: [f32; 2],
    /// The size of its letters.
    pub(super) size: f32,
    /// The identifier of the marked content that it stands in.
    pub(super) mark: Option<u32>,
    /// Why nobody can see it, if so.
    pub(super) unseen: Option<Unseen>,
}

/// A PDF, open to be looked at.
pub(super) struct Viewer {
    pdf: Pdf,
    settings: InterpreterSettings,
}

/// How many pages are looked at one after the other, with what they have in common read once.
const AT_A_TIME: usize = 8;

/// What the pages of a source show, also in layers that are off; `None` where that cannot be found out.
pub(super) fn views(pdf: &Arc<[u8]>, document: &mut Document, pages: &[Page]) -> Option<Vec<View>> {
    let frames: Vec<_> = pages.iter().map(|page| page.frame).enumerate().collect();
    let viewer = bounded(Arc::new(Arc::clone(pdf)), document, pages)?;
    let mut views = viewer.views(&frames);
    if has_hidden_layers(document)
        && let Some(all) = with_all_layers(document).and_then(|pdf| Viewer::open(Arc::new(pdf)))
        && all.pages() == pages.len()
    {
        for (view, all) in views.iter_mut().zip(all.views(&frames)) {
            view.add_layers(all);
        }
    }
    Some(views)
}

/// A source, open to be looked at, if that is safe and this reader finds the same pages in it.
pub(super) fn bounded<T>(pdf: Arc<T>, document: &Document, pages: &[Page]) -> Option<Viewer>
where
    T: AsRef<[u8]> + Send + Sync + 'static,
{
    if !bounds::is_bounded(document, pages) {
        return None;
    }
    Viewer::open(pdf).filter(|viewer| viewer.pages() == pages.len())
}

/// Whether a document has layers that are off at first.
fn has_hidden_layers(document: &Document) -> bool {
    let properties =
        catalog(document).and_then(|root| dictionary_at(document, root, b"OCProperties"));
    let default = properties.and_then(|properties| dictionary_at(document, properties, b"D"));
    default.is_some_and(|default| {
        array_at(document, default, b"OFF").is_some_and(|off| !off.is_empty())
            || name_at(document, default, b"BaseState") == Some(b"OFF")
    })
}

/// A document in which nothing says that a layer is off.
fn with_all_layers(document: &mut Document) -> Option<Vec<u8>> {
    let layers = document.catalog_mut().ok()?.remove(b"OCProperties")?;
    let mut pdf = Vec::new();
    let written = document.save_to(&mut pdf);
    if let Ok(root) = document.catalog_mut() {
        root.set("OCProperties", layers);
    }
    written.ok().map(|()| pdf)
}

impl View {
    /// Adds what is only seen with all layers.
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
    /// Opens a PDF, if this reader can.
    pub(super) fn open<T: AsRef<[u8]> + Send + Sync + 'static>(pdf: Arc<T>) -> Option<Self> {
        let letters = crate::world::builtin_bytes("fonts/LiberationSans-Regular.ttf");
        let letters: Option<FontData> = letters.map(|font| Arc::new(font) as FontData);
        let settings = InterpreterSettings {
            // Where letters stand is known without their shapes, so that one font does for all that are missing.
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
        let settings = self.settings.clone();
        let mut context = Context::new(Affine::IDENTITY, everywhere, cache, page.xref(), settings);
        let mut pen = Pen::default();
        interpret_page(page, &mut context, &mut pen);
        pen.finish(Rect::new(x0, y0, x1, y1))
    }
}
