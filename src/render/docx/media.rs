//! Places pictures as Word can show them.
//!
//! PNG, JPEG and GIF are embedded as they are. Typst draws pictures of the rest, which Word would not show, or not as
//! on paper: charts, status marks, SVG crests, WebP pictures, and photographs with an EXIF rotation.

use minijinja::value::Serde;
use minijinja::{Value, context};
use typst::foundations::Smart;
use typst::syntax::VirtualPath;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use super::lay::Laying;
use super::piece::Picture;
use crate::diag::{Diagnostic, Place};
use crate::document::{Chart, Cleared, Sign};
use crate::export::png::Png;
use crate::render::typst::drawing;
use crate::world::World;
use crate::world::pictures::{self, Kind};

/// English metric units to a point.
const UNITS: f64 = 12_700.0;

impl Laying<'_> {
    /// A picture of the workspace or the house style. `room` is its greatest width, in twentieths of a point; its
    /// height is limited by the page.
    pub(super) fn picture(
        &mut self,
        path: &str,
        alternative: &str,
        width: Option<&str>,
        place: Option<Place>,
        room: i32,
    ) -> Result<Picture, Diagnostic> {
        let (height, room) = (self.height(room), f64::from(room) / 20.0);
        let width = width.and_then(|width| self.points(width, room));
        let id = VirtualPath::new(path).map(|path| World::id(&path)).map_err(|_| {
            Diagnostic::error(place, format!("`{path}` leads out of the workspace"))
                .hint("name a picture inside the workspace")
        })?;
        let bytes =
            self.world.bytes(id).map_err(|error| self.world.unreadable(id, &error, place))?;
        let format = match pictures::kind(&bytes) {
            Some(Kind::Png) => Some((ExchangeFormat::Png, "png")),
            Some(Kind::Jpeg) => Some((ExchangeFormat::Jpg, "jpeg")),
            Some(Kind::Gif) => Some((ExchangeFormat::Gif, "gif")),
            Some(Kind::WebP) | None => None,
        };
        let raster = format.and_then(|(format, extension)| {
            let format = RasterFormat::Exchange(format);
            Some((RasterImage::new(bytes.clone(), format, Smart::Auto).ok()?, extension))
        });
        if let Some((raster, extension)) =
            raster.filter(|(raster, _)| raster.exif_rotation().is_none_or(|way| way == 1))
        {
            let points = 72.0 / raster.dpi().unwrap_or(72.0);
            let natural = f64::from(raster.width()) * points;
            let wide = width.unwrap_or(natural).min(room);
            let high = wide * f64::from(raster.height()) / f64::from(raster.width());
            let size = within((wide, high), height);
            return Ok(self.place_picture(bytes.to_vec(), extension, alternative, size));
        }
        let drawn = context! { path, width => width.map(|width| width.min(room)) };
        self.drawn(drawn, (room, height), alternative)
    }

    /// A chart, as wide as there is room for.
    pub(super) fn chart(
        &mut self,
        chart: &Chart<Cleared>,
        room: i32,
    ) -> Result<Picture, Diagnostic> {
        let drawn = context! { chart => Serde(&chart.drawing) };
        self.drawn(drawn, (f64::from(room) / 20.0, self.height(room)), &chart.alternative)
    }

    /// A mark; the words after it say the same.
    pub(super) fn sign(&mut self, sign: &Sign) -> Result<Picture, Diagnostic> {
        if let Some(known) = self.signs.get(sign).cloned() {
            return Ok(Picture { id: self.parts.number(), ..known });
        }
        let size = self.looks.size();
        let drawn = context! { sign => Serde(sign) };
        let picture = self.drawn(drawn, (size, self.height(0)), "")?;
        self.signs.insert(sign.clone(), picture.clone());
        Ok(picture)
    }

    /// The greatest height of a picture with this greatest width, in points: the page without its margins. One wider
    /// than an upright page is on a landscape page.
    fn height(&self, room: i32) -> f64 {
        let sheet = self.sheet;
        let high = if room > self.width() { sheet.width } else { sheet.height };
        f64::from(high - 2 * sheet.margin) / 20.0
    }

    /// A drawing by Typst, in a room of so many points across and down.
    fn drawn(
        &mut self,
        what: Value,
        (room, high): (f64, f64),
        alternative: &str,
    ) -> Result<Picture, Diagnostic> {
        let source = drawing(self.world, self.house, what, room)?;
        let Png { bytes, width, height } = match (self.draw)(source) {
            Ok(drawn) => {
                self.findings.extend(drawn.findings);
                drawn.value
            }
            Err(mut errors) => {
                let last = errors.pop();
                self.findings.extend(errors);
                return Err(last.unwrap_or_else(|| Diagnostic::error(None, "nothing was drawn")));
            }
        };
        Ok(self.place_picture(bytes, "png", alternative, within((width, height), high)))
    }

    fn place_picture(
        &mut self,
        bytes: Vec<u8>,
        extension: &'static str,
        alternative: &str,
        (width, height): (f64, f64),
    ) -> Picture {
        Picture {
            id: self.parts.number(),
            relation: self.parts.picture(bytes, extension),
            alternative: alternative.to_owned(),
            width: units(width),
            height: units(height),
        }
    }
}

/// The size of a picture scaled to a greatest height.
fn within((wide, high): (f64, f64), most: f64) -> (f64, f64) {
    let share = (most / high).min(1.0);
    (wide * share, high * share)
}

/// Points as English metric units.
#[expect(clippy::cast_possible_truncation, reason = "no picture is wider than its page")]
fn units(points: f64) -> i64 {
    (points * UNITS).round().max(1.0) as i64
}
