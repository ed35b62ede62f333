//! Moves the furniture's annotations and destinations with the pages that parts fill.
//!
//! In come the filled pages, each with the matrix that lays the furniture page over the part's page as displayed; out
//! go the furniture's annotations and destinations in the coordinates of the pages they are now on or lead to.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::look::numbers;
use super::pages::{Matrix, moved, moved_rectangle};

/// A furniture page that has been filled.
pub(super) struct Moved {
    pub(super) page: u32,
    /// From the furniture's page to the part's.
    pub(super) matrix: Matrix,
    /// The furniture's annotations on it.
    pub(super) annotations: Vec<u32>,
}

/// Moves what is on filled pages or leads to them.
pub(super) fn move_all<'a>(document: &mut Document, pages: impl Iterator<Item = &'a Moved>) {
    let still = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut matrices = HashMap::new();
    for page in pages.filter(|page| page.matrix != still) {
        matrices.insert(page.page, page.matrix);
        for &annotation in &page.annotations {
            let annotation = document.objects.get_mut(&(annotation, 0));
            if let Some(Object::Dictionary(annotation)) = annotation {
                move_annotation(annotation, &page.matrix);
            }
        }
    }
    if !matrices.is_empty() {
        for object in document.objects.values_mut() {
            move_destinations(object, &matrices);
        }
    }
}

fn move_annotation(annotation: &mut Dictionary, matrix: &Matrix) {
    let nowhere = Document::new();
    if let Some(rectangle) = annotation.get(b"Rect").ok().and_then(|found| numbers(&nowhere, found))
    {
        annotation.set("Rect", moved_rectangle(matrix, rectangle).map(Object::Real).to_vec());
    }
    if let Ok(Object::Array(points)) = annotation.get_mut(b"QuadPoints") {
        for pair in points.chunks_exact_mut(2) {
            if let [Ok(x), Ok(y)] = [pair[0].as_float(), pair[1].as_float()] {
                let [x, y] = moved(matrix, [x, y]);
                pair.clone_from_slice(&[Object::Real(x), Object::Real(y)]);
            }
        }
    }
}

/// Moves every destination in an object. Objects are not nested deeper than the parser allows.
fn move_destinations(object: &mut Object, matrices: &HashMap<u32, Matrix>) {
    match object {
        Object::Array(items) => {
            if let [Object::Reference((page, 0)), Object::Name(kind), place @ ..] = &mut items[..]
                && let Some(matrix) = matrices.get(page)
            {
                move_destination(kind, place, matrix);
            } else {
                items.iter_mut().for_each(|item| move_destinations(item, matrices));
            }
        }
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| move_destinations(value, matrices));
        }
        _ => {}
    }
}

/// Moves a destination of this kind. Coordinates that it leaves open stay open.
fn move_destination(kind: &mut Vec<u8>, place: &mut [Object], matrix: &Matrix) {
    let [a, b, c, d, e, f] = *matrix;
    // Pages turn by quarters, so a horizontal coordinate becomes horizontal or vertical, and nothing else.
    let upright = b == 0.0 && c == 0.0;
    let number = |object: &Object| object.as_float().ok();
    let new = |value: Option<f32>| value.map_or(Object::Null, Object::Real);
    match (kind.as_slice(), place) {
        (b"XYZ", [left, top, ..]) => {
            let (x, y) = (number(left), number(top));
            let (across, up) = if upright {
                (x.map(|x| a * x), y.map(|y| d * y))
            } else {
                (y.map(|y| c * y), x.map(|x| b * x))
            };
            *left = new(across.map(|across| across + e));
            *top = new(up.map(|up| up + f));
        }
        (b"FitH" | b"FitBH", [top, ..]) => {
            let y = number(top);
            *top = new(y.map(|y| if upright { d * y + f } else { c * y + e }));
            if !upright {
                *kind = kind.iter().map(|&byte| if byte == b'H' { b'V' } else { byte }).collect();
            }
        }
        (b"FitV" | b"FitBV", [left, ..]) => {
            let x = number(left);
            *left = new(x.map(|x| if upright { a * x + e } else { b * x + f }));
            if !upright {
                *kind = kind.iter().map(|&byte| if byte == b'V' { b'H' } else { byte }).collect();
            }
        }
        (b"FitR", [x0, y0, x1, y1, ..]) => {
            let corners = [&*x0, y0, x1, y1].map(number);
            if let [Some(left), Some(bottom), Some(right), Some(top)] = corners {
                let rectangle = moved_rectangle(matrix, [left, bottom, right, top]);
                [*x0, *y0, *x1, *y1] = rectangle.map(Object::Real);
            }
        }
        _ => {}
    }
}
