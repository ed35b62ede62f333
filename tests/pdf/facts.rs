//! Pages and fonts.
//!
//! In comes a file; out come the size and printed number of each page, and how each font is kept.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Bytes};

use super::strings::text_string;

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    /// The width in points, before the page is turned.
    pub(crate) width: f64,
    /// The height in points, before the page is turned.
    pub(crate) height: f64,
    /// The number that a reader's window shows: `iv`, `23`.
    pub(crate) label: String,
}

/// One font.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Font {
    /// The name, with the tag of a subset.
    pub(crate) name: String,
    /// Whether the file holds the font.
    pub(crate) embedded: bool,
    /// Whether the file says which characters its codes stand for.
    pub(crate) readable: bool,
}

/// The pages in order.
pub(crate) fn pages(file: &[u8]) -> Vec<Page> {
    let pdf = super::open(file);
    let labels = labels(&pdf);
    let page = |(index, page): (usize, &hayro_syntax::page::Page<'_>)| {
        let media = page.media_box();
        Page {
            width: media.x1 - media.x0,
            height: media.y1 - media.y0,
            label: label(&labels, index),
        }
    };
    pdf.pages().iter().enumerate().map(page).collect()
}

/// The fonts that text is set in, by name.
pub(crate) fn fonts(file: &[u8]) -> Vec<Font> {
    let pdf = super::open(file);
    let dicts = pdf.objects().into_iter().filter_map(Object::into_dict);
    let mut fonts: Vec<Font> = dicts.filter_map(|dict| font(&dict)).collect();
    fonts.sort();
    fonts
}

/// Reads a font, unless the dictionary is none or is the inner half of a composite font.
fn font(dict: &Dict<'_>) -> Option<Font> {
    let named = |key: &[u8]| dict.get::<Name<'_>>(key);
    let kind = named(b"Subtype")?;
    if &*named(b"Type")? != b"Font" || kind.starts_with(b"CIDFont") {
        return None;
    }
    let inner = dict.get::<Array<'_>>(b"DescendantFonts");
    let inner = inner.and_then(|array| array.iter::<Dict<'_>>().next()).unwrap_or(dict.clone());
    let descriptor = inner.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
    let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    Some(Font {
        name: named(b"BaseFont").map(|name| name.as_str().into()).unwrap_or_default(),
        embedded: &*kind == b"Type3" || files.iter().any(|key| descriptor.contains_key(key)),
        readable: dict.contains_key(b"ToUnicode"),
    })
}

/// A run of page labels from a page on: its first page, style, prefix and first number.
type Run = (usize, Option<char>, String, usize);

/// The runs of page labels in order.
fn labels(pdf: &Pdf) -> Vec<Run> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a file has a catalogue");
    let mut runs = Vec::new();
    if let Some(tree) = root.get::<Dict<'_>>(b"PageLabels") {
        read_labels(&tree, &mut runs, 0);
    }
    runs
}

fn read_labels(node: &Dict<'_>, runs: &mut Vec<Run>, depth: usize) {
    assert!(depth < 16, "the tree of page labels is too deep");
    for kid in node.get::<Array<'_>>(b"Kids").iter().flat_map(|kids| kids.iter::<Dict<'_>>()) {
        read_labels(&kid, runs, depth + 1);
    }
    let Some(numbers) = node.get::<Array<'_>>(b"Nums") else { return };
    let mut items = numbers.flex_iter();
    while let (Some(first), Some(run)) = (items.next::<i32>(), items.next::<Dict<'_>>()) {
        let style = run.get::<Name<'_>>(b"S").and_then(|name| name.as_str().chars().next());
        let prefix = run.get::<Bytes<'_>>(b"P").map(|bytes| text_string(&bytes));
        let start = run.get::<i32>(b"St").unwrap_or(1);
        let natural = |number| usize::try_from(number).expect("page numbers are not negative");
        runs.push((natural(first), style, prefix.unwrap_or_default(), natural(start)));
    }
}

/// The label of a page by its index.
fn label(runs: &[Run], index: usize) -> String {
    let Some((first, style, prefix, start)) = runs.iter().rfind(|run| run.0 <= index) else {
        return (index + 1).to_string();
    };
    let number = start + index - first;
    let letters = |first: u8| {
        let letter = char::from(first + u8::try_from((number - 1) % 26).expect("26 letters"));
        letter.to_string().repeat((number - 1) / 26 + 1)
    };
    let number = match style {
        Some('D') => number.to_string(),
        Some('r') => roman(number),
        Some('R') => roman(number).to_uppercase(),
        Some('a') => letters(b'a'),
        Some('A') => letters(b'A'),
        _ => String::new(),
    };
    format!("{prefix}{number}")
}

/// A number in small Roman numerals.
fn roman(mut number: usize) -> String {
    let signs = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut roman = String::new();
    for (value, sign) in signs {
        while number >= value {
            roman.push_str(sign);
            number -= value;
        }
    }
    roman
}
