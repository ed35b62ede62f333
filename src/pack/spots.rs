//! Places the stamps on a page: in their usual places, unless the page has something there.
//!
//! In come the size of a page and rectangles around what it has near its edges; out go the places of its stamps. Our
//! own papers keep their edges free, so this matters for outside PDFs only.

use crate::assemble::{Rectangle, Size};
use crate::document::furniture::{AWAY, Spot, Spots};

/// The height in points of the strips along the upper and lower edges in which stamps are placed.
pub(super) const STRIP: f32 = 48.0;

/// The distance of stamps from the left and right edges, in points.
const ASIDE: f32 = 28.35;

/// The places on a page that has something near its edges. `marking` is the length of the marking in letters; it
/// takes most of the upper edge, in as many lines as it needs.
pub(super) fn among(size: Size, near: &[Rectangle], marking: Option<usize>) -> Spots {
    let usual = Spots::default();
    let number = find(size, near, false, (60.0, 10.0), &["right", "centre", "left"]);
    let mut near = near.to_vec();
    let mut placed = usual;
    placed.number = number.unwrap_or(Spot { solid: true, ..usual.number });
    let (_, words) = marking_size(size, 0);
    if let Some(length) = marking {
        let (lines, _) = marking_size(size, length);
        let needed = (words, lines * 12.0 - 2.0);
        let spot = find(size, &near, true, needed, &["left"]);
        placed.marking = spot.unwrap_or(Spot { solid: true, ..usual.marking });
        near.push(taken(size, &placed.marking, true, needed));
    }
    let item = find(size, &near, true, (85.0, 10.0), &["right", "centre", "left"]);
    placed.item = item.unwrap_or(Spot { solid: true, ..usual.item });
    placed
}

/// The number of lines of a marking with this many letters, and their width in points.
fn marking_size(size: Size, letters: usize) -> (f32, f32) {
    let wide = (size.width - 153.0).max(100.0);
    ((letters as f32 * 4.1 / wide).ceil().max(1.0), wide)
}

/// The first free place.
fn find(
    size: Size,
    near: &[Rectangle],
    upper: bool,
    needed: (f32, f32),
    sides: &[&'static str],
) -> Option<Spot> {
    let spots = AWAY
        .iter()
        .flat_map(|&away| sides.iter().map(move |&side| Spot { side, away, solid: false }));
    let mut spots = spots.filter(|spot| spot.away + needed.1 <= STRIP);
    spots.find(|spot| {
        let own = taken(size, spot, upper, needed);
        let apart = |mark: &Rectangle| {
            mark[2] < own[0] || mark[0] > own[2] || mark[3] < own[1] || mark[1] > own[3]
        };
        near.iter().all(apart)
    })
}

/// The rectangle that a stamp takes up, with a little room around it.
fn taken(size: Size, spot: &Spot, upper: bool, (width, height): (f32, f32)) -> Rectangle {
    let left = match spot.side {
        "left" => ASIDE,
        "centre" => (size.width - width) / 2.0,
        _ => size.width - ASIDE - width,
    };
    let top = if upper { spot.away } else { size.height - spot.away - height };
    [left - 3.0, top - 2.0, left + width + 3.0, top + height + 2.0]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Size = Size::A4;

    #[test]
    fn stamps_give_way_to_what_a_page_has_at_its_edges() {
        assert_eq!(among(PAGE, &[], Some(100)), Spots::default());
        let foot = [450.0, 812.0, 580.0, 824.0];
        let spots = among(PAGE, &[foot], None);
        assert_eq!((spots.number.side, spots.number.solid), ("centre", false));
        let line = [20.0, 819.0, 580.0, 826.0];
        let spots = among(PAGE, &[line], None);
        assert_eq!((spots.number.side, spots.number.away), ("right", 27.0));
        let head = [20.0, 10.0, 580.0, 30.0];
        let spots = among(PAGE, &[head], Some(100));
        assert!(spots.marking.solid && spots.item.solid && !spots.number.solid);
        let whole = [0.0, 0.0, 595.0, 842.0];
        assert!(among(PAGE, &[whole], None).number.solid);
    }
}
