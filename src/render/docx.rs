//! Renders a document as a Word file, for comments by people who write in Word.
//!
//! Rust decides what Word needs to know: the style and the list of each paragraph ([`lay`], [`numbers`]), the looks
//! of the house style in Word's terms ([`looks`]), the targets of links and pictures ([`parts`], [`media`]). The
//! templates under `templates/docx/` write it as XML, one for each part of the file, and [`package`] puts the parts
//! together.
//!
//! No library does this: docx-rs 0.4.22, the maintained one, cannot lock or tag content controls, give pictures
//! alternative text, repeat header rows or set a language, and would bring second copies of `zip` and `quick-xml`.

mod grid;
mod lay;
mod line;
mod looks;
mod media;
mod numbers;
mod package;
mod parts;
mod piece;
mod settle;
mod styles;
#[cfg(test)]
mod tests;

use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value, context};
use serde::Serialize;

use self::lay::Laying;
use self::looks::Looks;
use self::parts::Parts;
pub(crate) use self::parts::{LINE, WHOLE, name_of_line};
use self::piece::{Piece, Run};
use super::{broken, environment, page_number_of};
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::document::{Cleared, Document, Inlines, Layout};
use crate::export::png::Png;
use crate::load::house::House;
use crate::model::style::{Align, NumberPiece, pieces};
use crate::world::World;

/// The template of paragraphs, tables and their content.
const PIECES: &str = "docx/pieces.xml.jinja";

/// The parts of the file, each with its template.
const PARTS: [(&str, &str); 14] = [
    ("[Content_Types].xml", "docx/content-types.xml.jinja"),
    ("_rels/.rels", "docx/package.rels.jinja"),
    ("docProps/core.xml", "docx/core.xml.jinja"),
    ("docProps/app.xml", "docx/app.xml.jinja"),
    ("word/document.xml", "docx/document.xml.jinja"),
    ("word/styles.xml", "docx/styles.xml.jinja"),
    ("word/numbering.xml", "docx/numbering.xml.jinja"),
    ("word/settings.xml", "docx/settings.xml.jinja"),
    ("word/footnotes.xml", "docx/footnotes.xml.jinja"),
    ("word/header.xml", "docx/header.xml.jinja"),
    ("word/first-header.xml", "docx/first-header.xml.jinja"),
    ("word/footer.xml", "docx/footer.xml.jinja"),
    ("word/_rels/document.xml.rels", "docx/document.rels.jinja"),
    // These relationships are repeated for each part that can have links and pictures.
    ("word/_rels/footnotes.xml.rels", "docx/relations.rels.jinja"),
];

/// The other parts, which have the same relationships as the footnotes.
const RELATED: [&str; 3] = [
    "word/_rels/header.xml.rels",
    "word/_rels/first-header.xml.rels",
    "word/_rels/footer.xml.rels",
];

/// The margin of papers in a close layout, in twentieths of a point.
const CLOSE: i32 = 964;

/// The page, in twentieths of a point.
#[derive(Debug, Clone, Copy, Serialize)]
struct Sheet {
    width: i32,
    height: i32,
    margin: i32,
}

/// Draws Typst source as a picture.
pub(crate) type Draw<'a> = &'a dyn Fn(String) -> Outcome<Png>;

/// A Word file, with the lines by which its edits are recognised when it comes back.
pub(crate) struct Word {
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// Its lines, by the names of their bookmarks.
    pub(crate) lines: Vec<(String, Inlines<Cleared>)>,
}

/// Renders an edition as a Word file. `draw` draws what Word cannot.
pub(crate) fn docx(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
    draw: Draw<'_>,
) -> Outcome<Word> {
    let mut findings = Findings::default();
    let word = file(world, document, house, draw, &mut findings);
    let word = findings.note(word);
    findings.finish(word)
}

/// Renders the file itself; findings that do not stop it go to `findings`.
fn file(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
    draw: Draw<'_>,
    findings: &mut Findings,
) -> Result<Word, Diagnostic> {
    let sheet = sheet(house, document.layout);
    let mut laying = Laying {
        world,
        house,
        looks: Looks::of(&house.style, document.layout),
        wording: &house.wording,
        parts: Parts::of(document),
        numbers: Default::default(),
        notes: Vec::new(),
        noted: Some(0),
        controlled: false,
        signs: Default::default(),
        sheet,
        draw,
        findings,
    };
    let (mut body, landscape) = laying.body(&document.blocks)?;
    let first = body.iter_mut().find_map(|piece| match piece {
        Piece::Paragraph(first) if !first.runs.is_empty() => Some(first),
        _ => None,
    });
    if let Some(first) = first {
        first.bookmarks.push(laying.parts.whole());
    }
    let lines = laying.parts.take_lines();
    laying.noted = None;
    let width = laying.width();
    let header = laying.running(&document.running.header)?;
    let footer = laying.running(&document.running.footer)?;
    let crest = match &house.style.page.crest {
        Some(crest) => {
            let path = format!("{}/{}", house.style_folder, crest.file.value);
            let drawn = laying.picture(&path, "", Some(crest.width.as_str()), None, width)?;
            Some((drawn, crest.every_page, crest.position))
        }
        None => None,
    };
    let number = page_number_of(house);
    let Laying { looks, parts, numbers, notes, .. } = laying;
    let side = looks.align("page-number").unwrap_or(Align::Right);
    let context = context! {
        title => crate::document::plain(&document.title),
        language => document.language.as_str(),
        council => house.council.name.value.as_str(),
        date => document.date.map(|date| date.to_string()),
        marking => document.running.marking.as_deref(),
        page => Serde(sheet),
        landscape,
        body => Serde(body),
        header => Serde(header),
        footer => Serde(foot(footer, &number, side)),
        crest => crest.map(|(drawn, every_page, side)| context! {
            run => Serde(Run::Picture(drawn)), every_page, side => Serde(side),
        }),
        styles => Serde(styles::of(&looks)),
        lists => Serde(numbers),
        notes => Serde(notes),
        relations => Serde(parts.written()),
    };
    let mut names = vec![PIECES];
    names.extend(PARTS.iter().map(|(_, template)| *template));
    let escape = AutoEscape::Custom("xml".into());
    let mut environment = environment(world, &house.style_folder, &names, escape)?;
    environment.set_formatter(formatted);
    let mut files = Vec::new();
    for (part, template) in PARTS {
        let template = environment.get_template(template).map_err(|error| broken(&error))?;
        let written = template.render(&context).map_err(|error| broken(&error))?;
        files.push((part.to_owned(), written.into_bytes()));
    }
    let related = files.last().map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    files.extend(RELATED.map(|part| (part.to_owned(), related.clone())));
    files.extend(parts.into_media());
    Ok(Word { bytes: package::pack(&files)?, lines })
}

/// The page of a house style, in a layout.
fn sheet(house: &House, layout: Layout) -> Sheet {
    let page = &house.style.page;
    let (width, height) = match page.paper.as_str() {
        "a3" => (16_838, 23_811),
        "a5" => (8_391, 11_906),
        "us-letter" => (12_240, 15_840),
        "us-legal" => (12_240, 20_160),
        _ => (11_906, 16_838),
    };
    let margin = page.margin.points().map_or(1_417, looks::twips).min(width / 3);
    match layout {
        Layout::Report => Sheet { width, height, margin },
        Layout::Close => Sheet { width, height, margin: CLOSE },
        Layout::Wide => Sheet { width: height, height: width, margin: CLOSE },
    }
}

/// The lines at the foot of each page: the style's footer and the page number.
fn foot(words: Vec<Run>, number: &str, side: Align) -> Vec<(&'static str, Vec<Run>)> {
    let number: Vec<Run> = pieces(number)
        .unwrap_or_default()
        .iter()
        .map(|piece| match piece {
            NumberPiece::Page => Run::Field { code: "PAGE" },
            NumberPiece::Pages => Run::Field { code: "NUMPAGES" },
            NumberPiece::Words(words) => Run::words(*words),
        })
        .collect();
    let joined = |first: Vec<Run>, second: Vec<Run>| {
        first.into_iter().chain([Run::Tab]).chain(second).collect::<Vec<_>>()
    };
    match side {
        Align::Right => vec![("left", joined(words, number))],
        Align::Left => vec![("left", joined(number, words))],
        Align::Centre if words.is_empty() => vec![("center", number)],
        Align::Centre => vec![("left", words), ("center", number)],
    }
}

/// Writes a value where a template places it: escaped text or a number; an error for anything else.
fn formatted(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        Some(text) => out.write_str(&escaped(text)).map_err(Error::from),
        None if value.kind() == ValueKind::Number => write!(out, "{value}").map_err(Error::from),
        None => {
            let what = format!("a {} cannot be placed", value.kind());
            Err(Error::new(ErrorKind::InvalidOperation, what))
        }
    }
}

/// Text escaped for XML, between tags and inside quotation marks.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for next in words.chars() {
        match next {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            // XML cannot hold these characters; Word shows the same replacement for what it cannot read.
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            next if next.is_control() && u32::from(next) < 0x20 => escaped.push('\u{FFFD}'),
            next => escaped.push(next),
        }
    }
    escaped
}
