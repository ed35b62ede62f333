//! Every word in a finished file, wherever it stands.
//!
//! In come the bytes of a PDF or HTML file; out come its texts, each with where it was found. This reads
//! for a search, not for people: order and layout do not matter, but nothing may be missed. It reads the
//! file on its own, so that a slip of those who made it is not repeated here.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::markup;

/// A text and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where, in words that follow "in the public pack".
    pub(super) place: String,
    /// The text.
    pub(super) text: String,
}

/// The most that one stream of a file may unpack to, in bytes.
const LARGEST: usize = 256 << 20;

/// The words on the pages of a PDF, page by page; none if it cannot be read.
pub(super) fn words(pdf: &[u8]) -> Vec<String> {
    let Ok(document) = Document::load_mem(pdf) else { return Vec::new() };
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().collect();
    let fonts = Fonts::of(&document);
    pages.par_iter().map(|(_, page)| page_text(&document, *page, &fonts)).collect()
}

/// Every text in a PDF, or why it cannot be read.
pub(super) fn all(pdf: &[u8]) -> Result<Vec<Found>, String> {
    let document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    let fonts = Fonts::of(&document);
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().collect();
    let mut found: Vec<Found> = pages
        .par_iter()
        .map(|(number, page)| Found {
            place: format!("on page {number} of the file"),
            text: page_text(&document, *page, &fonts),
        })
        .collect();
    let objects: Vec<(&ObjectId, &Object)> = document.objects.iter().collect();
    let inside: Vec<Vec<Found>> =
        objects.par_iter().map(|(_, object)| inside(&document, object, &fonts)).collect();
    found.extend(inside.into_iter().flatten());
    let mut strings = Vec::new();
    dictionary_strings(&document.trailer, &mut strings);
    found.extend(strings.into_iter().map(|text| Found { place: "in its trailer".into(), text }));
    Ok(found)
}

/// The texts of an HTML file: what is read, and what its attributes hold.
pub(super) fn html(html: &str) -> Vec<Found> {
    let (text, values) = markup::texts(html);
    let values =
        values.into_iter().map(|text| Found { place: "in the source of the page".into(), text });
    std::iter::once(Found { place: "in the text of the page".into(), text }).chain(values).collect()
}

/// The encodings of all fonts of a document.
struct Fonts<'a>(HashMap<ObjectId, Encoding<'a>>);

impl<'a> Fonts<'a> {
    fn of(document: &'a Document) -> Self {
        let fonts = document.objects.iter().filter_map(|(id, object)| {
            let font = object.as_dict().ok().filter(|font| font.has_type(b"Font"))?;
            Some((*id, font.get_font_encoding_with_limit(document, LARGEST).ok()?))
        });
        Self(fonts.collect())
    }
}

/// The text of a page: its content, with the fonts that it names.
fn page_text(document: &Document, page: ObjectId, fonts: &Fonts<'_>) -> String {
    let Ok(content) = document.get_page_content_with_limit(page, LARGEST) else {
        return String::new();
    };
    let mut names: BTreeMap<Vec<u8>, &Object> = BTreeMap::new();
    if let Ok((own, inherited)) = document.get_page_resources(page) {
        let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
        for resources in own.into_iter().chain(inherited) {
            add_fonts(document, resources, &mut names);
        }
    }
    shown(&content, &names, fonts)
}

/// Adds the fonts that resources name.
fn add_fonts<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    names: &mut BTreeMap<Vec<u8>, &'a Object>,
) {
    let Ok(fonts) = resources.get_deref(b"Font", document).and_then(Object::as_dict) else {
        return;
    };
    for (name, font) in fonts {
        names.entry(name.clone()).or_insert(font);
    }
}

/// The text that content shows.
fn shown(content: &[u8], names: &BTreeMap<Vec<u8>, &Object>, fonts: &Fonts<'_>) -> String {
    let Ok(content) = Content::decode(content) else { return String::new() };
    let mut text = String::new();
    let mut encoding = None;
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => {
                let font = operation.operands.first().and_then(|name| name.as_name().ok());
                let font = font.and_then(|name| names.get(name));
                encoding = match font {
                    Some(Object::Reference(id)) => fonts.0.get(id),
                    _ => None,
                };
            }
            "Tj" | "TJ" | "'" | "\"" => {
                operation.operands.iter().for_each(|operand| decode(operand, encoding, &mut text));
            }
            // Words that stand for others are read out in their place.
            "BDC" | "DP" => {
                for operand in &operation.operands {
                    let mut strings = Vec::new();
                    object_strings(operand, &mut strings, 0);
                    text.push_str(&strings.join(" "));
                }
            }
            _ => {}
        }
    }
    text
}

/// Adds the text of an operand.
fn decode(operand: &Object, encoding: Option<&Encoding<'_>>, text: &mut String) {
    match operand {
        Object::String(bytes, _) => {
            match encoding.map(|encoding| Document::decode_text(encoding, bytes)) {
                Some(Ok(decoded)) => text.push_str(&decoded),
                Some(Err(_)) | None => text.extend(bytes.iter().map(|byte| char::from(*byte))),
            }
        }
        Object::Array(operands) => {
            operands.iter().for_each(|operand| decode(operand, encoding, text))
        }
        _ => {}
    }
}

/// The texts of one object: its strings and names, and what its stream holds.
fn inside(document: &Document, object: &Object, fonts: &Fonts<'_>) -> Vec<Found> {
    let mut strings = Vec::new();
    object_strings(object, &mut strings, 0);
    let dictionary = match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    };
    let place = dictionary.map_or("in its objects", place_of).to_owned();
    let mut found: Vec<Found> =
        strings.into_iter().map(|text| Found { place: place.clone(), text }).collect();
    if let Object::Stream(stream) = object {
        found.extend(stream_text(document, stream, fonts));
    }
    found
}

/// What an object is to a reader.
fn place_of(dictionary: &Dictionary) -> &'static str {
    if dictionary.has_type(b"StructElem") || dictionary.has(b"S") && dictionary.has(b"P") {
        "in its tags"
    } else if dictionary.has(b"Title") && dictionary.has(b"Parent") {
        "in its bookmarks"
    } else if dictionary.has_type(b"Annot") || dictionary.has(b"Rect") {
        "in a link or comment"
    } else if dictionary.has_type(b"Filespec") {
        "in the name of an attached file"
    } else if dictionary.has(b"Producer") || dictionary.has(b"Creator") {
        "in its properties"
    } else {
        "in its objects"
    }
}

/// The text of a stream that is no page's content: a drawing with text, metadata, an attached file.
fn stream_text(document: &Document, stream: &Stream, fonts: &Fonts<'_>) -> Option<Found> {
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    let kind = stream.dict.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    if subtype == b"Image" || matches!(kind, b"ObjStm" | b"XRef") {
        return None;
    }
    let content =
        stream.decompressed_content_with_limit(LARGEST).unwrap_or_else(|_| stream.content.clone());
    if subtype == b"Form" {
        let mut names = BTreeMap::new();
        if let Ok(resources) =
            stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict)
        {
            add_fonts(document, resources, &mut names);
        }
        return Some(Found {
            place: "in a drawing on a page".into(),
            text: shown(&content, &names, fonts),
        });
    }
    let text = String::from_utf8_lossy(&content);
    let (place, text) = match kind {
        b"Metadata" => {
            let (text, values) = markup::texts(&text);
            ("in its metadata", format!("{text} {}", values.join(" ")))
        }
        b"EmbeddedFile" => ("in an attached file", text.into_owned()),
        _ => return None,
    };
    Some(Found { place: place.into(), text })
}

/// Adds the strings and names of a dictionary.
fn dictionary_strings(dictionary: &Dictionary, strings: &mut Vec<String>) {
    for (key, value) in dictionary {
        strings.extend(own_word(key));
        object_strings(value, strings, 1);
    }
}

/// Adds the strings and names of an object.
fn object_strings(object: &Object, strings: &mut Vec<String>, depth: usize) {
    if depth > 64 {
        return;
    }
    match object {
        Object::String(bytes, _) => {
            strings.push(lopdf::decode_text_string(object).unwrap_or_default());
            strings.push(String::from_utf8_lossy(bytes).into_owned());
        }
        Object::Name(name) => strings.extend(own_word(name)),
        Object::Array(objects) => {
            objects.iter().for_each(|object| object_strings(object, strings, depth + 1));
        }
        Object::Dictionary(dictionary) => dictionary_strings(dictionary, strings),
        Object::Stream(stream) => dictionary_strings(&stream.dict, strings),
        _ => {}
    }
}

/// A name, unless it is a word of PDF itself, which nobody wrote.
fn own_word(name: &[u8]) -> Option<String> {
    let name = String::from_utf8_lossy(name);
    (!VOCABULARY.split_whitespace().any(|word| word == name)).then(|| name.into_owned())
}

/// The words of PDF that could be taken for people's: they are headings and heads of columns, too.
const VOCABULARY: &str = "
    Action Actions Alternate Annot Annotation Annots Artifact Aside Attached Author Background BackgroundColor Base
    BibEntry Block BlockQuote Border BorderColor BorderStyle BorderThickness Bottom Caption Catalog Center Circle Code
    ColSpan Color ColorSpace Column Comment Contents Content Count Creator CreationDate Date Dest Direction Document
    DocumentFragment Domain Encoding Figure Filter First Flags Font Footer Footnote Form Formula Group Header Headers
    Heading Height Highlight Identity Image Indent Index Info Inline Justify Keywords Kids Lang Language Last Layout
    Left Length Limits Link List ListNumbering Marked Matrix Metadata Middle Name Names Next None Normal Note Numbers
    Ordering Outlines Page PageLabel PageLabels Pages Pagination Parent Part Parts Pattern Placement Prev Private
    Producer Quote Range Rate Reference References Registry Resources Right Role RoleMap Root Rotate RowSpan Scope
    Script Section Shading Size Solid Span Square Stamp Start State Status Strong Style Subject Subtype Summary
    Supplement Suspects Table Tabs Terms Text Title Trapped Type Underline Version Warichu Watermark Width Widget";
