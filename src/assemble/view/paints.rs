//! Finds the colour of patterns and pictures that have only one.

use hayro_interpret::pattern::{Pattern, ShadingPattern};
use hayro_interpret::shading::ShadingType;
use hayro_interpret::{ImageData, RasterImage};
use kurbo::Affine;

use super::pen::Pen;
use super::sight;

/// The largest picture that is unpacked, in pixels.
const LARGEST: u64 = 32 << 20;

/// The number of places at which the colours of a shading are compared.
const PLACES: u8 = 8;

/// The single colour of a pattern: `Some(None)` if it has several, `None` if it paints nothing.
pub(super) fn of_pattern(pattern: &Pattern<'_>) -> Option<Option<[u8; 3]>> {
    match pattern {
        Pattern::Shading(shading) => Some(of_shading(shading)),
        Pattern::Tiling(tile) => {
            let mut pen = Pen::default();
            tile.interpret(&mut pen, Affine::IDENTITY, false);
            pen.one_colour()
        }
    }
}

/// The one colour of a shading that runs along a line or between circles.
fn of_shading(pattern: &ShadingPattern) -> Option<[u8; 3]> {
    let shading = &pattern.shading;
    let ShadingType::RadialAxial { domain: [first, last], function, .. } = &*shading.shading_type
    else {
        return None;
    };
    let colour = |place: u8| {
        let at = first + (last - first) * f32::from(place) / f32::from(PLACES);
        let found = function.eval(&[at].into_iter().collect())?;
        let [red, green, blue, _] = shading.color_space.to_rgba(&found, 1.0, false).to_rgba8();
        Some([red, green, blue])
    };
    let start = colour(0)?;
    let same = |place| colour(place).is_some_and(|colour| sight::alike(colour, start));
    ((1..=PLACES).all(same) && pattern.opacity > 0.98).then_some(start)
}

/// The single colour of a picture, if it has one.
pub(super) fn of_picture(picture: &RasterImage<'_>) -> Option<[u8; 3]> {
    if u64::from(picture.width()) * u64::from(picture.height()) > LARGEST {
        return None;
    }
    let mut colour = None;
    picture.with_rgba(
        |data, _| {
            colour = match data {
                ImageData::Rgb(data) => one(data.data.as_chunks().0.iter().copied()),
                ImageData::Luma(data) => one(data.data.iter().map(|grey| [*grey; 3])),
            };
        },
        None,
    );
    colour
}

/// The colour that all pixels share.
fn one(mut dots: impl Iterator<Item = [u8; 3]>) -> Option<[u8; 3]> {
    let first = dots.next()?;
    dots.all(|dot| sight::alike(dot, first)).then_some(first)
}
