//! Notes what is drawn while the content of a page is carried out.
//!
//! In come the drawing operations of one page in order; out go its letters, and the areas that can cover them or be
//! their background.

use std::collections::{BTreeSet, HashSet};

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, FillRule, GlyphDrawMode, Image, Paint, PathDrawMode,
    SoftMask,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};

use super::sight::{self, Backdrop};
use super::{Area, Piece, View, paints};
use crate::assemble::typeface;

/// The most areas of a page that are kept; a page with more is a map or a plan.
const MOST_AREAS: usize = 20_000;

/// An area that is lower or narrower than this, in points, covers no letters.
const THIN: f64 = 2.0;

/// A letter and where it is drawn.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) text: String,
    /// The ends of its base line.
    pub(super) from: Point,
    pub(super) to: Point,
    /// The vector from its base line to the height of its type.
    pub(super) up: Vec2,
    pub(super) mark: Option<u32>,
    /// Its colour, if that is plain.
    pub(super) colour: Option<[u8; 3]>,
    /// Whether it is of the kind that is never painted.
    pub(super) invisible: bool,
    /// Whether it is outside the current clipping path.
    pub(super) cut_off: bool,
    /// Whether its size is known.
    pub(super) sized: bool,
    /// How many things were drawn before it.
    pub(super) order: usize,
}

/// A painted area.
pub(super) struct Painted {
    pub(super) area: Rect,
    /// Its outline, unless it is the area itself.
    pub(super) outline: Option<(BezPath, FillRule)>,
    pub(super) backdrop: Backdrop,
    pub(super) order: usize,
}

/// Everything noted about a page.
#[derive(Default)]
pub(super) struct Pen {
    /// Whether to unpack pictures, to find those of a single colour.
    looks_in: bool,
    letters: Vec<Letter>,
    painted: Vec<Painted>,
    drawn: Vec<Area>,
    order: usize,
    marks: Vec<Option<u32>>,
    clips: Vec<Rect>,
    masked: bool,
    blend: BlendMode,
    /// For each open group, whether everything in it is painted unchanged.
    groups: Vec<bool>,
    /// The glyph shapes already checked, by key.
    shapes: HashSet<u128>,
    lacking: bool,
    unread: bool,
    private: BTreeSet<Option<u32>>,
    misfit: bool,
    /// The widths already checked: the key of the shape and the declared width.
    widths: HashSet<(u128, u32)>,
}

impl Pen {
    /// A pen for a new page.
    pub(super) fn new(looks_in: bool) -> Self {
        Self { looks_in, ..Self::default() }
    }

    /// Whether the colours of a picture matter for some letters.
    pub(super) fn is_over_pictures(&self) -> bool {
        let pictures = self.painted.iter().filter(|painted| painted.backdrop == Backdrop::Picture);
        let pictures: Vec<&Painted> = pictures.collect();
        let is_over = |letter: &Letter| {
            let middle = sight::middle(letter);
            letter.colour.is_some()
                && !letter.invisible
                && pictures.iter().any(|one| one.order < letter.order && one.area.contains(middle))
        };
        !pictures.is_empty() && self.letters.iter().any(is_over)
    }

    /// The single colour in which a tile is painted: `Some(None)` if it has several, `None` if nothing is painted.
    pub(super) fn one_colour(&self) -> Option<Option<[u8; 3]>> {
        let mut colours = self.painted.iter().map(|painted| match painted.backdrop {
            Backdrop::Plain(colour) => Some(colour),
            _ => None,
        });
        let first = colours.next()?;
        Some(first.filter(|first| {
            self.letters.is_empty() && colours.all(|colour| colour == Some(*first))
        }))
    }

    /// The view of the page, of which only `visible` is displayed.
    pub(super) fn finish(self, visible: Rect) -> View {
        let unseen = sight::unseen(&self.letters, &self.painted, visible);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut last: Option<&Letter> = None;
        for (letter, unseen) in self.letters.iter().zip(unseen) {
            let gap = last.and_then(|last| gap(last, letter));
            match (pieces.last_mut(), gap) {
                (Some(piece), Some(gap)) if piece.mark == letter.mark && piece.unseen == unseen => {
                    if gap > WORD_GAP && !piece.text.ends_with(' ') && !letter.text.starts_with(' ')
                    {
                        piece.text.push(' ');
                    }
                    piece.text.push_str(&letter.text);
                    piece.area = around(piece.area, area(letter));
                }
                _ => pieces.push(Piece {
                    text: letter.text.clone(),
                    area: area(letter),
                    start: [letter.from.x as f32, letter.from.y as f32],
                    along: along(letter)
                        .map_or([1.0, 0.0], |along| [along.x as f32, along.y as f32]),
                    size: letter.up.hypot() as f32,
                    mark: letter.mark,
                    unseen,
                }),
            }
            last = Some(letter);
        }
        pieces.retain(|piece| !piece.text.trim().is_empty());
        let Self { drawn, lacking, unread, private, misfit, .. } = self;
        View { pieces, drawn, lacking, unread, private, misfit }
    }

    /// Notes whether the font has a letter, and whether its meaning is known.
    fn check(&mut self, glyph: &Glyph<'_>, mode: &GlyphDrawMode, text: &str) {
        // This reader does not give the names of Type 3 glyphs.
        let is_unsaid = text == UNSAID && matches!(glyph, Glyph::Type3(_));
        self.unread |= text.contains(UNREAD) && !is_unsaid;
        if text.contains(is_private) {
            self.private.insert(self.mark());
        }
        let Glyph::Outline(outline) = glyph else { return };
        let key = outline.identifier().cache_key();
        if outline.glyph_id().to_u32() == 0 {
            self.lacking = true;
        } else if !matches!(mode, GlyphDrawMode::Invisible)
            && text.contains(char::is_alphanumeric)
            && self.shapes.insert(key)
        {
            self.lacking |= outline.outline().is_empty();
        }
        // Letters of vertical lines have a declared width of 0, and those that are never painted may have any.
        if let Some(said) = outline.advance_width().filter(|said| *said != 0.0)
            && !matches!(mode, GlyphDrawMode::Invisible)
            && self.widths.insert((key, said.to_bits()))
            && let Some(font) = outline.font_data()
            && let Some(width) = typeface::width((*font.data).as_ref(), outline.glyph_id())
        {
            self.misfit |= !typeface::agree(said, width);
        }
    }

    /// The identifier of the innermost marked content that has one.
    fn mark(&self) -> Option<u32> {
        self.marks.iter().rev().copied().find_map(|mark| mark)
    }

    /// Whether what is drawn now is painted as it is, with nothing showing through.
    fn is_plain(&self) -> bool {
        !self.masked && self.blend == BlendMode::Normal && self.groups.iter().all(|plain| *plain)
    }

    fn note(&mut self, area: Rect, outline: Option<(BezPath, FillRule)>, backdrop: Backdrop) {
        self.order += 1;
        let clip = self.clips.last().copied().unwrap_or(area);
        let area = area.intersect(clip);
        if !(area.is_finite() && area.width() >= 0.0 && area.height() >= 0.0)
            || self.painted.len() >= MOST_AREAS
        {
            return;
        }
        if !backdrop.is_white() && self.drawn.len() < MOST_AREAS {
            self.drawn.push([area.x0, area.y0, area.x1, area.y1].map(|side| side as f32));
        }
        if area.width() >= THIN && area.height() >= THIN && backdrop != Backdrop::Open {
            self.painted.push(Painted { area, outline, backdrop, order: self.order });
        }
    }

    /// What an area in this paint does to what is behind it.
    fn backdrop(&self, paint: &Paint<'_>) -> Backdrop {
        match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
                match (alpha, self.is_plain()) {
                    (250.., true) => Backdrop::Plain([red, green, blue]),
                    _ => Backdrop::Through,
                }
            }
            Paint::Pattern(_) => Backdrop::Through,
        }
    }
}

/// Whether the meaning of a character is private (the private use areas of Unicode).
pub(super) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// What a map of letters gives for one of which it says nothing.
pub(in crate::assemble) const UNREAD: [char; 4] = ['\0', '\u{FEFF}', '\u{FFFE}', '\u{FFFD}'];

/// What stands for a letter of which nothing says what it is.
const UNSAID: &str = "\u{FFFD}";

/// A gap that is wider than this, in type sizes, separates words.
const WORD_GAP: f64 = 0.15;

/// A gap that is wider than this, in type sizes, separates pieces.
const PIECE_GAP: f64 = 1.0;

/// The direction of a letter's base line.
fn along(letter: &Letter) -> Option<Vec2> {
    // A letter of no width still has a height, at right angles to the line.
    let across = Vec2::new(letter.up.y, -letter.up.x);
    let along =
        if letter.from.distance(letter.to) > 1e-6 { letter.to - letter.from } else { across };
    (along.hypot() > 1e-9).then(|| along.normalize())
}

/// The gap between two letters, in sizes of type; `None` if the second does not continue the line of the first.
fn gap(last: &Letter, letter: &Letter) -> Option<f64> {
    let (size, before) = (letter.up.hypot(), last.up.hypot());
    let (along, same) = (along(letter)?, along(last)?);
    let step = letter.from - last.to;
    let (behind, beside) = (step.dot(along) / size, step.cross(along).abs() / size);
    let goes_on = size > 1e-6
        && (size - before).abs() <= 0.1 * size
        && along.dot(same) > 0.99
        && (-PIECE_GAP..=PIECE_GAP).contains(&behind)
        && beside < 0.2;
    goes_on.then_some(behind)
}

/// A rectangle around a letter.
fn area(letter: &Letter) -> Area {
    let (low, high) = (letter.up * -0.25, letter.up * 0.8);
    let corners = [letter.from + low, letter.from + high, letter.to + low, letter.to + high];
    let start = Rect::from_points(corners[0], corners[1]);
    let all = corners.iter().fold(start, |all, corner| all.union_pt(*corner));
    [all.x0, all.y0, all.x1, all.y1].map(|side| side as f32)
}

/// A rectangle around two others.
fn around(one: Area, other: Area) -> Area {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

impl<'a> Device<'a> for Pen {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.masked = mask.is_some();
    }

    fn set_blend_mode(&mut self, blend_mode: BlendMode) {
        self.blend = blend_mode;
    }

    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &PathDrawMode,
    ) {
        let backdrop = self.backdrop(paint);
        match draw_mode {
            PathDrawMode::Fill(rule) => {
                let outline = transform * path.clone();
                self.note(outline.bounding_box(), Some((outline, *rule)), backdrop);
            }
            PathDrawMode::Stroke(stroke) => {
                let area = (transform * path.clone()).bounding_box();
                let reach =
                    f64::from(stroke.line_width) / 2.0 * transform.determinant().abs().sqrt();
                // A straight line can be as thick as a bar; any other leaves most of its area uncovered.
                if area.width() < 0.5 || area.height() < 0.5 {
                    self.note(area.inflate(reach, reach), None, backdrop);
                } else if !backdrop.is_white() {
                    self.note(area, None, Backdrop::Open);
                }
            }
        }
    }

    fn draw_rect(
        &mut self,
        rect: &Rect,
        transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &PathDrawMode,
    ) {
        match draw_mode {
            PathDrawMode::Fill(rule) => {
                let [_, b, c, _, ..] = transform.as_coeffs();
                let upright = b.abs() < 1e-9 && c.abs() < 1e-9;
                let outline = (!upright).then(|| (transform * rect.to_path(0.1), *rule));
                let backdrop = self.backdrop(paint);
                self.note(transform.transform_rect_bbox(*rect), outline, backdrop);
            }
            PathDrawMode::Stroke(_) => {
                self.draw_path(&rect.to_path(0.1), transform, paint, draw_mode)
            }
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        let area = clip_path.path.bounding_box();
        let around = self.clips.last().copied().unwrap_or(area);
        self.clips.push(area.intersect(around));
    }

    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        self.groups.push(opacity > 0.98 && mask.is_none() && blend_mode == BlendMode::Normal);
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &GlyphDrawMode,
    ) {
        self.order += 1;
        let place = transform * glyph_transform;
        let wide = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(500.0),
            Glyph::Type3(_) => 500.0,
        };
        let from = place * Point::ORIGIN;
        let to = place * Point::new(f64::from(wide), 0.0);
        let up = place * Point::new(0.0, 1000.0) - from;
        if !(from.is_finite() && to.is_finite() && up.is_finite()) {
            return;
        }
        // A letter that is filled and stroked is drawn twice.
        if let (GlyphDrawMode::Stroke(_), Some(last)) = (draw_mode, self.letters.last_mut())
            && last.order + 1 == self.order
            && last.from == from
            && last.to == to
        {
            last.colour = None;
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => UNSAID.to_owned(),
        };
        self.check(glyph, draw_mode, &text);
        let (colour, alpha) = match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
                (Some([red, green, blue]), alpha)
            }
            Paint::Pattern(pattern) => match paints::of_pattern(pattern) {
                Some(colour) => (colour, 255),
                None => (None, 0),
            },
        };
        let colour = colour.filter(|_| self.is_plain());
        let middle = from.midpoint(to) + up * 0.3;
        let cut_off =
            self.clips.last().is_some_and(|clip| !clip.inflate(1.0, 1.0).contains(middle));
        self.letters.push(Letter {
            text,
            from,
            to,
            up,
            mark: self.marks.iter().copied().find_map(|mark| mark),
            colour,
            invisible: matches!(draw_mode, GlyphDrawMode::Invisible) || alpha == 0,
            cut_off,
            // Type 3 does not give the height of its letters.
            sized: matches!(glyph, Glyph::Outline(_)),
            order: self.order,
        });
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let area = transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let backdrop = match &image {
            Image::Raster(raster) if self.is_plain() => {
                let entries = raster.stream().dict();
                let has_holes =
                    [&b"SMask"[..], b"Mask"].iter().any(|key| entries.contains_key(*key));
                match self.looks_in.then(|| paints::of_picture(raster)).flatten() {
                    _ if has_holes => Backdrop::Through,
                    Some(colour) => Backdrop::Plain(colour),
                    None => Backdrop::Picture,
                }
            }
            _ => Backdrop::Through,
        };
        self.note(area, None, backdrop);
    }

    fn begin_marked_content(&mut self, _tag: &[u8], mark: Option<i32>) {
        self.marks.push(mark.and_then(|mark| u32::try_from(mark).ok()));
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}
