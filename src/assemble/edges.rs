//! Where a page has something at its upper and lower edges, so that stamps can keep clear of it.
//!
//! In comes a PDF from anywhere; out go, for each page, rectangles around what is drawn near those edges. They
//! are estimates: the width of letters is guessed, clips are left aside, and white paint counts as nothing. How
//! the page is displayed (cropped, rotated, scaled) is seen to.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use rayon::prelude::*;

use super::look::{dictionary, dictionary_at, entry, name_at, numbers};
use super::pages::{Frame, Matrix, Page, moved, moved_rectangle};
use super::source::Source;
use super::unpack::{self, Budget};

/// A rectangle on a page as displayed, in points from its upper left corner: left, top, right, bottom.
pub type Rectangle = [f32; 4];

/// How deep drawings stand in one another at most.
const DEEPEST: usize = 8;

/// The most operators of a page that are looked at; a page with more is a map or a plan.
const MOST: usize = 400_000;

/// The most rectangles that are kept of a page.
const MOST_FOUND: usize = 2_000;

/// How wide a letter is taken to be, in its size.
const LETTER: f32 = 0.5;

impl Source {
    /// For each page what is drawn in the strips of a height, in points, along its upper and lower edges.
    /// Pages that cannot be looked at have nothing.
    pub fn near_edges(&self, strip: f32) -> Vec<Vec<Rectangle>> {
        let Ok(opened) = self.open() else { return Vec::new() };
        let share = opened.pages.len();
        let look = |page: &Page| {
            let found = drawn(&opened.document, page, Budget::share(share));
            let size = page.frame.size();
            let at_edge = |mark: &Rectangle| {
                mark[1] < strip && mark[3] > 0.0
                    || mark[3] > size.height - strip && mark[1] < size.height
            };
            let mut near: Vec<_> =
                found.iter().filter_map(|mark| shown(&page.frame, mark)).filter(at_edge).collect();
            near.truncate(MOST_FOUND);
            near
        };
        opened.pages.par_iter().map(look).collect()
    }
}

/// A rectangle of a page's own coordinates as it is displayed.
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

/// One matrix after another: a point is moved by the first, then by the second.
fn product(first: &Matrix, second: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *second;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// Rectangles around all that a page draws, in its own coordinates.
fn drawn(document: &Document, page: &Page, mut budget: Budget) -> Vec<[f32; 4]> {
    let node = document.get_object(page.id).ok().and_then(dictionary);
    let content = node.and_then(|node| unpack::page_content(document, node, &mut budget));
    let mut pen = Pen { document, budget, left: MOST, found: Vec::new(), around: Vec::new() };
    if let Some(content) = content {
        pen.draw(&content, page.resources(document), State::default());
    }
    pen.found
}

/// What is remembered between operators.
#[derive(Clone, Copy)]
struct State {
    matrix: Matrix,
    /// Whether fills and strokes are white.
    white: [bool; 2],
    /// The size of type, and how many bytes a letter has.
    size: f32,
    bytes: usize,
    leading: f32,
    invisible: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            white: [false; 2],
            size: 1.0,
            bytes: 1,
            leading: 0.0,
            invisible: false,
        }
    }
}

/// What follows a page's content.
struct Pen<'a> {
    document: &'a Document,
    budget: Budget,
    /// How many operators may still be looked at.
    left: usize,
    found: Vec<[f32; 4]>,
    /// The drawings that are being drawn.
    around: Vec<ObjectId>,
}

impl Pen<'_> {
    /// Follows content.
    fn draw(&mut self, content: &[u8], resources: Option<&Dictionary>, mut state: State) {
        let Ok(content) = Content::decode(content) else { return };
        let mut states = Vec::new();
        let mut path: Vec<[f32; 2]> = Vec::new();
        let (mut line, mut text) = (State::default().matrix, State::default().matrix);
        for operation in &content.operations {
            let Some(left) = self.left.checked_sub(1) else { return };
            self.left = left;
            let number = |at: usize| {
                let operand =
                    operation.operands.get(at).and_then(|operand| operand.as_float().ok());
                operand.filter(|number| number.is_finite()).unwrap_or(0.0)
            };
            let all = |count: usize| (0..count).all(|at| number(at) >= 0.99);
            match operation.operator.as_str() {
                "q" if states.len() < 1000 => states.push(state),
                "Q" => state = states.pop().unwrap_or(state),
                "cm" => state.matrix = product(&std::array::from_fn(number), &state.matrix),
                "g" | "G" | "rg" | "RG" | "k" | "K" | "sc" | "scn" | "SC" | "SCN" | "cs" | "CS" => {
                    let name = operation.operator.as_str();
                    let stroke =
                        usize::from(name.starts_with(|letter: char| letter.is_uppercase()));
                    state.white[stroke] = match (name, operation.operands.len()) {
                        ("k" | "K", _) | (_, 4) => (0..4).all(|at| number(at) <= 0.01),
                        (_, count @ (1 | 3)) => all(count),
                        _ => false,
                    };
                }
                "m" | "l" => path.push(moved(&state.matrix, [number(0), number(1)])),
                "c" | "v" | "y" => {
                    let points = operation.operands.len() / 2;
                    path.extend(
                        (0..points)
                            .map(|at| moved(&state.matrix, [number(2 * at), number(2 * at + 1)])),
                    );
                }
                "re" => {
                    let [x, y, width, height] = std::array::from_fn(number);
                    let corners =
                        [[x, y], [x + width, y], [x, y + height], [x + width, y + height]];
                    path.extend(corners.map(|corner| moved(&state.matrix, corner)));
                }
                "f" | "F" | "f*" if !state.white[0] => self.painted(&mut path),
                "S" | "s" if !state.white[1] => self.painted(&mut path),
                "B" | "B*" | "b" | "b*" if !(state.white[0] && state.white[1]) => {
                    self.painted(&mut path);
                }
                "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "n" => path.clear(),
                "BT" => (line, text) = (State::default().matrix, State::default().matrix),
                "Tf" => {
                    state.size = number(1);
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    state.bytes = if self.is_wide(resources, name) { 2 } else { 1 };
                }
                "TL" => state.leading = number(0),
                "Tr" => state.invisible = number(0) == 3.0,
                "Tm" => {
                    line = std::array::from_fn(number);
                    text = line;
                }
                "Td" | "TD" | "T*" | "'" | "\"" => {
                    let by = match operation.operator.as_str() {
                        "Td" | "TD" => [number(0), number(1)],
                        _ => [0.0, -state.leading],
                    };
                    if operation.operator == "TD" {
                        state.leading = -by[1];
                    }
                    line = product(&[1.0, 0.0, 0.0, 1.0, by[0], by[1]], &line);
                    text = line;
                    if let "'" | "\"" = operation.operator.as_str() {
                        self.written(&operation.operands, &state, &mut text);
                    }
                }
                "Tj" | "TJ" => self.written(&operation.operands, &state, &mut text),
                "Do" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    self.placed(resources, name, state);
                }
                "BI" | "EI" | "ID" => self.square(&state),
                _ => {}
            }
        }
    }

    /// Notes a path that was painted.
    fn painted(&mut self, path: &mut Vec<[f32; 2]>) {
        let least =
            |axis: usize| path.iter().map(|point| point[axis]).fold(f32::INFINITY, f32::min);
        let most =
            |axis: usize| path.iter().map(|point| point[axis]).fold(f32::NEG_INFINITY, f32::max);
        if !path.is_empty() {
            self.found.push([least(0), least(1), most(0), most(1)]);
        }
        path.clear();
    }

    /// Notes words, and moves on behind them.
    fn written(&mut self, operands: &[Object], state: &State, text: &mut Matrix) {
        let (mut wide, mut seen) = (0.0, false);
        let mut add = |piece: &Object| match piece {
            Object::String(bytes, _) => {
                seen |= bytes.iter().any(|byte| !matches!(byte, b' ' | 0));
                wide += (bytes.len() / state.bytes) as f32 * LETTER * state.size;
            }
            other => wide -= other.as_float().unwrap_or(0.0) / 1000.0 * state.size,
        };
        for operand in operands {
            match operand {
                Object::Array(pieces) => pieces.iter().for_each(&mut add),
                Object::String(..) => add(operand),
                _ => {}
            }
        }
        let matrix = product(text, &state.matrix);
        if seen && !state.invisible && !state.white[0] {
            let around = [0.0, -0.25 * state.size, wide, 0.8 * state.size];
            self.found.push(moved_rectangle(&matrix, around));
        }
        *text = product(&[1.0, 0.0, 0.0, 1.0, wide, 0.0], text);
    }

    /// Notes a picture, or what a drawing draws.
    fn placed(&mut self, resources: Option<&Dictionary>, name: Option<&[u8]>, state: State) {
        let document = self.document;
        let all = resources.and_then(|resources| dictionary_at(document, resources, b"XObject"));
        let (Some(all), Some(name)) = (all, name) else { return };
        let Some(Object::Stream(stream)) = entry(document, all, name) else { return };
        if name_at(document, &stream.dict, b"Subtype") != Some(b"Form") {
            return self.square(&state);
        }
        let id =
            all.get(name).ok().and_then(|object| object.as_reference().ok()).unwrap_or_default();
        if self.around.len() >= DEEPEST || self.around.contains(&id) {
            return;
        }
        let own = stream.dict.get(b"Matrix").ok().and_then(|matrix| numbers(document, matrix));
        let matrix = own.map_or(state.matrix, |own| product(&own, &state.matrix));
        let inside = dictionary_at(document, &stream.dict, b"Resources").or(resources);
        if let Some(content) = self.budget.decode(stream) {
            self.around.push(id);
            self.draw(&content, inside, State { matrix, ..state });
            self.around.pop();
        }
    }

    /// Notes a picture.
    fn square(&mut self, state: &State) {
        self.found.push(moved_rectangle(&state.matrix, [0.0, 0.0, 1.0, 1.0]));
    }

    /// Whether the letters of a font have two bytes.
    fn is_wide(&self, resources: Option<&Dictionary>, name: Option<&[u8]>) -> bool {
        let fonts =
            resources.and_then(|resources| dictionary_at(self.document, resources, b"Font"));
        let font =
            fonts.zip(name).and_then(|(fonts, name)| dictionary_at(self.document, fonts, name));
        font.is_some_and(|font| name_at(self.document, font, b"Subtype") == Some(b"Type0"))
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    /// One page of these entries beside its content.
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
        assert_eq!(near(content, Dictionary::new()), [[500, 780, 555, 791], [0, 9, 600, 10]]);
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

    #[test]
    fn a_drawing_that_draws_itself_ends() {
        let mut document = Document::with_version("1.7");
        let form = document.new_object_id();
        let resources = dictionary! { "XObject" => dictionary! { "X" => form } };
        let stream = lopdf::Stream::new(
            dictionary! { "Subtype" => "Form", "Resources" => resources.clone() },
            b"0 0 10 10 re f /X Do".to_vec(),
        );
        document.objects.insert(form, stream.into());
        let mut pen = Pen {
            document: &document,
            budget: Budget::default(),
            left: MOST,
            found: Vec::new(),
            around: Vec::new(),
        };
        pen.draw(b"/X Do", Some(&resources), State::default());
        assert_eq!(pen.found, [[0.0, 0.0, 10.0, 10.0]]);
    }
}
