//! Reads from laid-out pages which words are where.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// A run of words on a page; lengths in points from the top left corner.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// The page, from 1.
    pub(super) page: usize,
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
}

/// All words, in the order of the pages.
pub(super) fn shown(pages: &PagedDocument) -> Vec<Shown> {
    let mut all = Vec::new();
    for (at, page) in pages.pages().iter().enumerate() {
        add(at + 1, &page.frame, Point::zero(), &mut all);
    }
    all
}

/// Adds the words of a frame at this position.
fn add(page: usize, frame: &Frame, at: Point, all: &mut Vec<Shown>) {
    for (place, item) in frame.items() {
        let at = at + *place;
        match item {
            FrameItem::Group(group) => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                add(page, &group.frame, at + moved, all);
            }
            FrameItem::Text(text) => {
                // Space at the end of a line takes no room.
                let space = text.text.ends_with(' ').then(|| text.glyphs.last()).flatten();
                let space = space.map_or(Abs::zero(), |glyph| glyph.x_advance.at(text.size));
                all.push(Shown {
                    page,
                    text: text.text.to_string(),
                    left: at.x.to_pt(),
                    right: (at.x + text.width() - space).to_pt(),
                    baseline: at.y.to_pt(),
                });
            }
            _ => {}
        }
    }
}

/// Describes words that overlap others, or are beyond the left or right margin.
pub(super) fn misplaced(all: &[Shown], left: f64, right: f64) -> Vec<String> {
    let beyond = all.iter().filter(|one| one.left < left - 0.5 || one.right > right + 0.5);
    let mut found: Vec<_> = beyond.map(|one| format!("beyond the margin: {one:?}")).collect();
    let mut sorted: Vec<_> = all.iter().collect();
    sorted.sort_by(|one, other| {
        let line = |shown: &Shown| (shown.page, shown.baseline.round());
        line(one).partial_cmp(&line(other)).unwrap().then(one.left.total_cmp(&other.left))
    });
    for pair in sorted.windows(2) {
        let [one, next] = pair else { continue };
        let beside = one.page == next.page && (one.baseline - next.baseline).abs() < 1.0;
        if beside && next.left < one.right - 0.5 {
            found.push(format!("`{}` stands on `{}`", one.text, next.text));
        }
    }
    found
}
