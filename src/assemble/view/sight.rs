//! Which letters of a page nobody can see.
//!
//! In come its letters and painted areas in the order drawn; out goes for each letter why it cannot be seen, if so.
//! That is how redactions fail: a black box over a name hides it from the eye and from nothing else.

use std::collections::HashSet;

use hayro_interpret::FillRule;
use kurbo::{Point, Rect, Shape};

use super::pen::{Letter, Painted};

/// Why a letter cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::assemble) enum Unseen {
    /// Something is drawn over it.
    Covered,
    /// It has the colour of what is behind it.
    Coloured,
    /// It stands where the page is not displayed.
    Outside,
    /// It is never painted, and there is no picture that it could be the words of.
    Invisible,
    /// It is too small to be read.
    Small,
    /// It is in a layer that is off.
    Layer,
    /// It is read out and copied in place of what is shown.
    Spoken,
}

impl Unseen {
    /// All reasons, in the order in which they are said.
    pub(in crate::assemble) const ALL: [Self; 7] = [
        Self::Covered,
        Self::Coloured,
        Self::Outside,
        Self::Invisible,
        Self::Small,
        Self::Layer,
        Self::Spoken,
    ];
}

/// What a painted area is to letters before and behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Backdrop {
    /// It has one colour and nothing shines through.
    Plain([u8; 3]),
    /// It is a picture through which nothing shines.
    Picture,
    /// Something shines through, or its colours are not known.
    Through,
    /// Most of it is free, as inside a frame.
    Open,
}

impl Backdrop {
    pub(super) fn is_white(self) -> bool {
        self == Self::Plain(WHITE)
    }
}

const WHITE: [u8; 3] = [255; 3];

/// Colours no further apart than this, in each of red, green and blue, look the same.
const ALIKE: u8 = 12;

/// Type of fewer points is too small to be read.
const READABLE: f64 = 1.0;

/// A picture that takes more of the page than this share of it is a scan, and words below it are what it shows.
const SCAN: f64 = 0.5;

/// For each letter why it cannot be seen, if so.
pub(super) fn unseen(
    letters: &[Letter],
    painted: &[Painted],
    visible: Rect,
) -> Vec<Option<Unseen>> {
    let is_scan = |painted: &Painted| {
        painted.backdrop != Backdrop::Through
            && !matches!(painted.backdrop, Backdrop::Plain(_))
            && painted.area.intersect(visible).area() > SCAN * visible.area()
    };
    let has_scan = painted.iter().any(is_scan);
    let judge = |letter: &Letter| {
        let middle = middle(letter);
        if !visible.inflate(1.0, 1.0).contains(middle) || letter.cut_off {
            return Some(Unseen::Outside);
        }
        let pictured = |painted: &Painted| {
            !matches!(painted.backdrop, Backdrop::Plain(_)) && covers(painted, middle)
        };
        if letter.invisible {
            return (!has_scan && !painted.iter().any(pictured)).then_some(Unseen::Invisible);
        }
        if letter.sized && letter.up.hypot() < READABLE {
            return Some(Unseen::Small);
        }
        let behind = painted.partition_point(|painted| painted.order < letter.order);
        let (below, above) = painted.split_at(behind);
        let covered = above.iter().any(|painted| {
            painted.backdrop != Backdrop::Through
                && !is_scan(painted)
                && covers_all(painted, letter)
        });
        if covered {
            return Some(Unseen::Covered);
        }
        let ground = below.iter().rev().find(|painted| covers(painted, middle));
        let ground = match ground.map(|painted| painted.backdrop) {
            Some(Backdrop::Plain(colour)) => colour,
            Some(_) => return None,
            None => WHITE,
        };
        letter.colour.is_some_and(|colour| alike(colour, ground)).then_some(Unseen::Coloured)
    };
    let mut found: Vec<Option<Unseen>> = letters.iter().map(judge).collect();
    // What is written again where it can be seen is not hidden.
    let key = |letter: &Letter| {
        let middle = middle(letter);
        ((middle.x / 2.0).round() as i64, (middle.y / 2.0).round() as i64, letter.text.clone())
    };
    if found.iter().any(Option::is_some) {
        let seen: HashSet<_> = letters
            .iter()
            .zip(&found)
            .filter(|(_, unseen)| unseen.is_none())
            .map(|(letter, _)| key(letter))
            .collect();
        for (letter, unseen) in letters.iter().zip(&mut found) {
            if unseen.is_some() && seen.contains(&key(letter)) {
                *unseen = None;
            }
        }
    }
    found
}

/// The middle of a letter.
pub(super) fn middle(letter: &Letter) -> Point {
    letter.from.midpoint(letter.to) + letter.up * 0.3
}

pub(super) fn alike(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= ALIKE)
}

/// Whether a painted area covers a point.
fn covers(painted: &Painted, point: Point) -> bool {
    painted.area.contains(point)
        && painted.outline.as_ref().is_none_or(|(outline, rule)| match rule {
            FillRule::NonZero => outline.winding(point) != 0,
            FillRule::EvenOdd => outline.winding(point) % 2 != 0,
        })
}

/// Whether a painted area covers the most of a letter.
fn covers_all(painted: &Painted, letter: &Letter) -> bool {
    let (quarter, side) = ((letter.to - letter.from) * 0.25, letter.up);
    let points = [
        letter.from + quarter + side * 0.15,
        letter.from + quarter + side * 0.45,
        letter.to - quarter + side * 0.15,
        letter.to - quarter + side * 0.45,
    ];
    covers(painted, middle(letter)) && points.iter().all(|point| covers(painted, *point))
}
