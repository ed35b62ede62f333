//! Draws the value of a form field.
//!
//! In come the words and how to set them; out goes a drawing in plain type that holds all of them, smaller if they
//! need more room than there is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::OnceLock;

use encoding_rs::WINDOWS_1252;
use lopdf::{Dictionary, Object, Stream, dictionary};
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariations};

/// How to set the words of a field.
pub(super) struct Style {
    /// Width and height.
    pub(super) size: [f32; 2],
    /// The rotation anticlockwise: 0, 90, 180 or 270.
    pub(super) turn: i64,
    /// Operators that set the font and its colour.
    pub(super) setting: String,
    /// 0 for left, 1 for centred, 2 for right.
    pub(super) align: i64,
    /// Whether words may take several lines.
    pub(super) has_lines: bool,
    /// The number of cells, if each letter has a cell of its own.
    pub(super) cells: Option<i64>,
    /// The colours of the background and of the border, each of one, three or four components.
    pub(super) ground: Vec<f32>,
    pub(super) border: Vec<f32>,
}

/// The space between the words and the edge, in points.
const EDGE: f32 = 2.0;

/// The type size where the field does not give one: the largest, and the smallest that can be read.
const LARGEST: f32 = 12.0;
const SMALLEST: f32 = 4.0;

/// The line height, and the height of the type above its base line, in sizes of the type.
const LINE: f32 = 1.15;
const RISE: f32 = 0.9;

/// The height of capitals, in sizes of the type.
const CAPITALS: f32 = 0.72;

/// Draws words; `None` if plain type lacks one of their letters.
pub(super) fn words(words: &str, style: &Style) -> Option<Stream> {
    let mut letters = Letters::default();
    let [width, height] = style.upright();
    let given = style.number_before("Tf").filter(|size| *size > 0.0);
    let cells = style.cells.filter(|cells| (1..=1000).contains(cells));
    let mut size = given.unwrap_or_else(|| (height * 0.75).clamp(SMALLEST, LARGEST));
    let text = if style.has_lines { words.to_owned() } else { words.replace(['\r', '\n'], " ") };
    let lines = loop {
        let lines = style.lines(&text, size, width - 2.0 * EDGE);
        let widest = lines.iter().map(|line| measure(line, size)).fold(0.0, f32::max);
        let fits = (cells.is_some() || widest <= width - 2.0 * EDGE)
            && (lines.len() == 1 || lines.len() as f32 * LINE * size <= height - EDGE);
        if fits || size <= SMALLEST {
            break lines;
        }
        size = (size * 0.95).max(SMALLEST);
    };
    let mut y = match style.has_lines {
        true => height - EDGE - RISE * size,
        false => (height - CAPITALS * size) / 2.0,
    };
    let mut content = format!("BT {} /F {size:.2} Tf\n", style.colour());
    for line in &lines {
        let free = width - 2.0 * EDGE - measure(line, size);
        let x = EDGE + free.max(0.0) * style.align.clamp(0, 2) as f32 / 2.0;
        let places: Vec<(f32, String)> = match cells {
            None => vec![(x, line.clone())],
            Some(cells) => {
                let cell = width / cells as f32;
                let middle = |(at, letter): (usize, char)| {
                    let letter = letter.to_string();
                    ((at as f32 + 0.5) * cell - measure(&letter, size) / 2.0, letter)
                };
                line.chars().enumerate().map(middle).collect()
            }
        };
        for (x, text) in places {
            let _ = writeln!(content, "1 0 0 1 {x:.2} {y:.2} Tm <{}> Tj", letters.encoded(&text)?);
        }
        y -= LINE * size;
    }
    content.push_str("ET");
    let fonts = dictionary! { "F" => letters.font() };
    Some(style.drawing(&content, dictionary! { "Font" => fonts }))
}

/// Whether this many lines fit into a height.
pub(super) fn fits(lines: usize, height: f32) -> bool {
    lines as f32 * LINE * SMALLEST <= height - EDGE
}

/// A cross, as in a box that is ticked.
pub(super) fn cross(style: &Style) -> Stream {
    let [width, height] = style.upright();
    let (x, y) = (width * 0.2, height * 0.2);
    let (right, top) = (width - x, height - y);
    let thick = (width.min(height) / 10.0).max(0.5);
    let content = format!(
        "{thick:.2} w {x:.2} {y:.2} m {right:.2} {top:.2} l {x:.2} {top:.2} m {right:.2} {y:.2} l S"
    );
    style.drawing(&content, Dictionary::new())
}

impl Style {
    /// Width and height before rotation.
    fn upright(&self) -> [f32; 2] {
        let [width, height] = self.size;
        if self.turn % 180 == 0 { [width, height] } else { [height, width] }
    }

    /// The number before an operator of the setting.
    fn number_before(&self, operator: &str) -> Option<f32> {
        let parts: Vec<&str> = self.setting.split_whitespace().collect();
        let at = parts.iter().position(|part| *part == operator)?;
        parts.get(at.checked_sub(1)?)?.parse().ok()
    }

    /// The operator that sets the colour of the setting; black if there is none.
    fn colour(&self) -> String {
        let parts: Vec<&str> = self.setting.split_whitespace().collect();
        let found = [("g", 1), ("rg", 3), ("k", 4)].into_iter().find_map(|(operator, count)| {
            let at = parts.iter().position(|part| *part == operator)?;
            let numbers = parts.get(at.checked_sub(count)?..at)?;
            let are_numbers = numbers.iter().all(|number| number.parse::<f32>().is_ok());
            are_numbers.then(|| format!("{} {operator}", numbers.join(" ")))
        });
        found.unwrap_or_else(|| "0 g".into())
    }

    /// Breaks words into lines of a width.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut lines = Vec::new();
        for given in text.split('\n') {
            let mut line = String::new();
            for word in given.split(' ') {
                let longer = if line.is_empty() { word.into() } else { format!("{line} {word}") };
                if self.has_lines && !line.is_empty() && measure(&longer, size) > width {
                    lines.push(std::mem::replace(&mut line, word.into()));
                } else {
                    line = longer;
                }
            }
            lines.push(line);
        }
        lines
    }

    /// A drawing on the background of the field.
    fn drawing(&self, content: &str, resources: Dictionary) -> Stream {
        let [width, height] = self.upright();
        let operators = ["", "g", "", "rg", "k"];
        let colour = |parts: &[f32], capital: bool| {
            let operator = operators.get(parts.len()).filter(|operator| !operator.is_empty())?;
            let operator = if capital { operator.to_uppercase() } else { (*operator).into() };
            let parts: Vec<String> = parts.iter().map(f32::to_string).collect();
            Some(format!("{} {operator}", parts.join(" ")))
        };
        let mut all = String::from("q\n");
        if let Some(colour) = colour(&self.ground, false) {
            let _ = writeln!(all, "{colour} 0 0 {width:.2} {height:.2} re f");
        }
        if let Some(colour) = colour(&self.border, true) {
            let (right, top) = (width - 1.0, height - 1.0);
            let _ = writeln!(all, "{colour} 1 w 0.5 0.5 {right:.2} {top:.2} re S");
        }
        let _ = write!(all, "0 G {content}\nQ");
        let matrix = match self.turn {
            90 => [0.0, 1.0, -1.0, 0.0, height, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, width, height],
            270 => [0.0, -1.0, 1.0, 0.0, 0.0, width],
            _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        };
        let entries = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => [0.0, 0.0, width, height].map(Object::Real).to_vec(),
            "Matrix" => matrix.map(Object::Real).to_vec(),
            "Resources" => resources,
        };
        Stream::new(entries, all.into_bytes())
    }
}

/// The letters of a drawing, each with its code: that of Windows, or else one that is free.
#[derive(Default)]
struct Letters(BTreeMap<char, u8>);

impl Letters {
    /// Text as the operand of an operator.
    fn encoded(&mut self, text: &str) -> Option<String> {
        text.chars().map(|letter| Some(format!("{:02X}", self.code(letter)?))).collect()
    }

    fn code(&mut self, letter: char) -> Option<u8> {
        let written = letter.to_string();
        let (bytes, _, is_foreign) = WINDOWS_1252.encode(&written);
        match (&*bytes, is_foreign) {
            ([code], false) if *code >= b' ' => Some(*code),
            // Letters of other alphabets are not in the plain font that every reader has.
            _ if !has(letter) => None,
            _ => {
                let next = u8::try_from(self.0.len() + 1).unwrap_or(u8::MAX);
                let code = *self.0.entry(letter).or_insert(next);
                (code < 32).then_some(code)
            }
        }
    }

    /// The font with these letters.
    fn font(&self) -> Dictionary {
        let mut others: Vec<_> = self.0.iter().map(|(letter, code)| (*code, *letter)).collect();
        others.sort_unstable();
        let name =
            |letter: char| Object::Name(format!("uni{:04X}", u32::from(letter)).into_bytes());
        let differences = others
            .into_iter()
            .flat_map(|(code, letter)| [Object::Integer(code.into()), name(letter)]);
        let differences: Vec<Object> = differences.collect();
        let mut encoding =
            dictionary! { "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding" };
        if !differences.is_empty() {
            encoding.set("Differences", differences);
        }
        dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => encoding,
        }
    }
}

/// A font with the same widths as the plain font of every reader.
fn face() -> Option<&'static FontInstance> {
    static FACE: OnceLock<Option<FontInstance>> = OnceLock::new();
    let load = || {
        let font = Font::new(crate::world::builtin_bytes("fonts/LiberationSans-Regular.ttf")?, 0)?;
        let variant = font.info().variant;
        Some(font.instantiate(variant, Abs::pt(LARGEST.into()), &FontVariations::default()))
    };
    FACE.get_or_init(load).as_ref()
}

/// Whether plain type has a letter.
fn has(letter: char) -> bool {
    face().is_some_and(|face| face.ttf().glyph_index(letter).is_some())
}

/// The width of text in type of a size.
fn measure(text: &str, size: f32) -> f32 {
    let Some(face) = face().map(FontInstance::ttf) else { return 0.0 };
    let wide = |letter: char| {
        face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(0)
    };
    let units: u32 = text.chars().map(|letter| u32::from(wide(letter))).sum();
    units as f32 * size / f32::from(face.units_per_em())
}
