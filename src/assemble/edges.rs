//! Finds what is drawn near the upper and lower edges of pages, so that stamps can keep clear of it.
//!
//! In comes what the pages of any PDF show; out go, for each page, rectangles around what is drawn near those edges.
//! White paint counts as nothing. Pages that are cropped, rotated or scaled are measured as displayed.

use super::pages::{Frame, Matrix, moved_rectangle};
use super::source::Source;
use super::view::View;

/// A rectangle on a page as displayed, in points from its upper left corner: left, top, right, bottom.
pub(crate) type Rectangle = [f32; 4];

/// The most rectangles kept for a page.
const MOST_FOUND: usize = 2_000;

impl Source {
    /// For each page, what is drawn in a strip of this height, in points, along its upper and lower edges. A page
    /// that cannot be read has nothing.
    pub(crate) fn near_edges(&self, strip: f32) -> Vec<Vec<Rectangle>> {
        let look = |(frame, view): (Frame, &View)| {
            let size = frame.size();
            let at_edge = |mark: &Rectangle| {
                mark[1] < strip && mark[3] > 0.0
                    || mark[3] > size.height - strip && mark[1] < size.height
            };
            let seen = view.pieces.iter().filter(|piece| piece.unseen.is_none());
            let all = seen.map(|piece| &piece.area).chain(&view.drawn);
            all.filter_map(|area| shown(&frame, area)).filter(at_edge).take(MOST_FOUND).collect()
        };
        self.frames().zip(self.views().unwrap_or_default()).map(look).collect()
    }
}

/// Turns a rectangle in a page's own coordinates into one on the page as displayed.
fn shown(frame: &Frame, mark: &[f32; 4]) -> Option<Rectangle> {
    let size = frame.size();
    let [left, bottom, right, top] = moved_rectangle(&inverse(&frame.overlay(size))?, *mark);
    let all = [left, size.height - top, right, size.height - bottom];
    all.iter().all(|side| side.is_finite()).then_some(all)
}

/// The matrix that undoes another.
fn inverse([a, b, c, d, e, f]: &Matrix) -> Option<Matrix> {
    let by = a * d - b * c;
    (by.abs() > 1e-9)
        .then(|| [d / by, -b / by, -c / by, a / by, (c * f - d * e) / by, (b * e - a * f) / by])
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, dictionary};

    use super::*;

    /// A source of one page with this content and these page entries.
    fn page(content: &str, entries: Dictionary) -> Source {
        let mut document = Document::with_version("1.7");
        let content = document.add_object(lopdf::Stream::new(Dictionary::new(), content.into()));
        let mut page = dictionary! {
            "Type" => "Page", "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        };
        page.extend(&entries);
        let page = document.add_object(page);
        let pages = document.add_object(dictionary! {
            "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1,
        });
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        Source::read("x.pdf", bytes).unwrap()
    }

    fn near(content: &str, entries: Dictionary) -> Vec<[i32; 4]> {
        let found = page(content, entries).near_edges(40.0).remove(0);
        found.into_iter().map(|mark| mark.map(|side| side.round() as i32)).collect()
    }

    #[test]
    fn words_and_lines_at_the_edges_are_found_where_they_are_displayed() {
        let content = "BT /F 10 Tf 1 0 0 1 500 12 Tm (Page 1 of 9) Tj ET 0 790 600 1 re f";
        assert_eq!(near(content, Dictionary::new()), [[500, 780, 551, 791], [0, 9, 600, 10]]);
        let turned = near("q 0 0 20 20 re f Q", dictionary! { "Rotate" => 90 });
        assert_eq!(turned, [[0, 0, 20, 20]]);
        let cropped = dictionary! {
            "CropBox" => vec![100.into(), 100.into(), 500.into(), 700.into()],
        };
        assert_eq!(near("110 110 10 10 re S", cropped), [[10, 580, 20, 590]]);
    }

    #[test]
    fn what_is_white_empty_or_far_from_the_edges_is_nothing() {
        let content = "1 g 0 0 600 800 re f 1 1 1 rg 0 0 600 800 re f 0 g 0 0 600 800 re n \
            BT /F 10 Tf 20 10 Td (   ) Tj ET 100 300 50 50 re f";
        assert_eq!(near(content, Dictionary::new()), Vec::<[i32; 4]>::new());
    }
}
