//! Lists the pages of a PDF, and how each lies when it is displayed.
//!
//! In comes a document; out go its pages in order with their inherited resources, boxes and rotation, and the
//! conversion between a page as displayed and the coordinates of its content.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::look::{
    array_at, catalog, dictionary, dictionary_at, entry, name_at, number, numbers, resolve, target,
};

/// A size as displayed, in points: cropped, rotated and scaled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    /// Across.
    pub width: f32,
    /// Down.
    pub height: f32,
}

impl Size {
    /// A4, upright.
    pub(crate) const A4: Self = Self { width: 595.0, height: 842.0 };
}

/// A transformation as PDF writes it: `[a b c d e f]`.
pub(super) type Matrix = [f32; 6];

/// How a page lies: which part of it is displayed, which way up, and how large.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) media: [f32; 4],
    pub(super) crop: [f32; 4],
    /// Clockwise: 0, 90, 180 or 270.
    pub(super) rotate: i64,
    pub(super) unit: f32,
}

/// One page, with what it inherits.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) id: ObjectId,
    /// The node of the page tree whose resources it uses.
    pub(super) resources: Option<ObjectId>,
    pub(super) frame: Frame,
}

impl Page {
    /// Its resources as written, and the object that holds them.
    pub(super) fn written_resources<'a>(
        &self,
        document: &'a Document,
    ) -> Option<(ObjectId, &'a Object)> {
        let holder = self.resources?;
        let written = dictionary(document.objects.get(&holder)?)?.get(b"Resources").ok()?;
        Some((target(document, written).unwrap_or(holder), written))
    }

    /// Its resources.
    pub(super) fn resources<'a>(&self, document: &'a Document) -> Option<&'a Dictionary> {
        dictionary(resolve(document, self.written_resources(document)?.1))
    }
}

impl Frame {
    /// The size as displayed.
    pub(super) fn size(&self) -> Size {
        let [x0, y0, x1, y1] = self.crop;
        let (width, height) = ((x1 - x0) * self.unit, (y1 - y0) * self.unit);
        if self.rotate % 180 == 0 {
            Size { width, height }
        } else {
            Size { width: height, height: width }
        }
    }

    /// The matrix that lays an upright sheet of a given size onto this page as displayed, with the top right corners
    /// aligned.
    pub(super) fn overlay(&self, sheet: Size) -> Matrix {
        let [x0, y0, x1, y1] = self.crop;
        let shown = self.size();
        let scale = 1.0 / self.unit;
        let (dx, dy) = ((shown.width - sheet.width) * scale, (shown.height - sheet.height) * scale);
        match self.rotate {
            90 => [0.0, scale, -scale, 0.0, x1 - dy, y0 + dx],
            180 => [-scale, 0.0, 0.0, -scale, x1 - dx, y1 - dy],
            270 => [0.0, -scale, scale, 0.0, x0 + dy, y1 - dx],
            _ => [scale, 0.0, 0.0, scale, x0 + dx, y0 + dy],
        }
    }
}

/// A point moved by a matrix.
pub(super) fn moved(matrix: &Matrix, [x, y]: [f32; 2]) -> [f32; 2] {
    let [a, b, c, d, e, f] = *matrix;
    [a * x + c * y + e, b * x + d * y + f]
}

/// The upright rectangle around a rectangle moved by a matrix.
pub(super) fn moved_rectangle(matrix: &Matrix, [x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
    let corners = [[x0, y0], [x1, y0], [x0, y1], [x1, y1]].map(|corner| moved(matrix, corner));
    let least =
        |axis: usize| corners.iter().map(|corner| corner[axis]).fold(f32::INFINITY, f32::min);
    let most =
        |axis: usize| corners.iter().map(|corner| corner[axis]).fold(f32::NEG_INFINITY, f32::max);
    [least(0), least(1), most(0), most(1)]
}

/// The properties that a node of the page tree hands down.
#[derive(Clone, Copy, Default)]
struct Inherited {
    resources: Option<ObjectId>,
    media: Option<[f32; 4]>,
    crop: Option<[f32; 4]>,
    rotate: Option<f32>,
}

impl Inherited {
    fn with(mut self, document: &Document, id: ObjectId, node: &Dictionary) -> Self {
        let rectangle = |key: &[u8]| rectangle(numbers(document, node.get(key).ok()?)?);
        self.media = rectangle(b"MediaBox").or(self.media);
        self.crop = rectangle(b"CropBox").or(self.crop);
        self.rotate =
            node.get(b"Rotate").ok().and_then(|turn| number(document, turn)).or(self.rotate);
        if dictionary_at(document, node, b"Resources").is_some() {
            self.resources = Some(id);
        }
        self
    }

    fn page(self, document: &Document, id: ObjectId, node: &Dictionary) -> Page {
        // A page without a size is shown by most viewers as US Letter.
        let media = self.media.unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let crop = self.crop.and_then(|crop| {
            rectangle([
                crop[0].max(media[0]),
                crop[1].max(media[1]),
                crop[2].min(media[2]),
                crop[3].min(media[3]),
            ])
            .filter(|_| {
                crop[0] < media[2] && crop[1] < media[3] && crop[2] > media[0] && crop[3] > media[1]
            })
        });
        let turn = self.rotate.unwrap_or(0.0).rem_euclid(360.0);
        let unit = entry(document, node, b"UserUnit").and_then(|unit| number(document, unit));
        let frame = Frame {
            media,
            crop: crop.unwrap_or(media),
            rotate: [90, 180, 270].into_iter().find(|&quarter| turn == quarter as f32).unwrap_or(0),
            unit: unit.filter(|unit| (0.001..=1000.0).contains(unit)).unwrap_or(1.0),
        };
        Page { id, resources: self.resources, frame }
    }
}

/// A rectangle with its corners in order; `None` if it is less than a point wide or high, or its numbers are too
/// large to calculate with.
fn rectangle([a, b, c, d]: [f32; 4]) -> Option<[f32; 4]> {
    let ordered = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let usable = ordered.iter().all(|side| side.abs() <= 1e6);
    (usable && ordered[2] - ordered[0] >= 1.0 && ordered[3] - ordered[1] >= 1.0).then_some(ordered)
}

/// The pages of a document in order. If the page tree leads to none, every page object of the file in the order of
/// its number.
pub(super) fn pages(document: &Document) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = Vec::new();
    if let Some(root) = catalog(document).and_then(|catalog| catalog.get(b"Pages").ok()) {
        waiting.push((root, Inherited::default()));
    }
    while let Some((object, inherited)) = waiting.pop() {
        let Some(id) = target(document, object) else { continue };
        let Ok(node) = resolve(document, object).as_dict() else { continue };
        let kids = array_at(document, node, b"Kids");
        // A page may be shown again, but the children of a node only once.
        if !seen.insert(id) && kids.is_some() {
            continue;
        }
        let inherited = inherited.with(document, id, node);
        match kids {
            Some(kids) => waiting.extend(kids.iter().rev().map(|kid| (kid, inherited))),
            None if name_at(document, node, b"Type") == Some(b"Pages") => {}
            None => pages.push(inherited.page(document, id, node)),
        }
    }
    if pages.is_empty() {
        for (&id, object) in &document.objects {
            if let Some(node) = dictionary(object).filter(|node| node.has_type(b"Page")) {
                pages.push(Inherited::default().with(document, id, node).page(document, id, node));
            }
        }
    }
    pages
}
