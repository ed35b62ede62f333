//! Finds the letters of a page that cannot be seen.
//!
//! In come letters and painted areas in the order drawn; out goes for each letter why it cannot be seen, if so. That
//! is how redactions fail: a black box over a name hides it from the eye and from nothing else.

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
    /// It is outside the displayed part of the page.
    Outside,
    /// It is never painted, and no scanned picture shows it.
    Invisible,
    /// It is too small to be read.
    Small,
    /// It is in a hidden layer.
    Layer,
    /// It is replacement text, read aloud and copied instead of what is shown.
    Spoken,
}

impl Unseen {
    /// All reasons, in the order in which they are reported.
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

/// What a painted area does to letters before and behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Backdrop {
    /// It has one colour, and nothing shows through.
    Plain([u8; 3]),
    /// It is a picture through which nothing shows.
    Picture,
    /// Something shows through, or its colours are unknown.
    Through,
    /// Most of it is open, like the inside of a frame.
    Open,
}

impl Backdrop {
    pub(super) fn is_white(self) -> bool {
        self == Self::Plain(WHITE)
    }
}

const WHITE: [u8; 3] = [255; 3];

/// Colours that differ by no more than this in each of red, green and blue look the same.
const ALIKE: u8 = 12;

/// Type below this size, in points, is too small to be read.
const READABLE: f64 = 1.0;

/// A picture that covers more than this share of the page is a scan, and words under it are what it shows.
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
    // Words that are also written where they can be seen are not hidden.
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

/// Whether a painted area covers most of a letter.
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
