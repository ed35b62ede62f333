//! Every word in a finished file, wherever it stands.
//!
//! In come the bytes of a PDF or HTML file; out come its texts, each with where it was found. This reads
//! for a search, not for people: order and layout do not matter, but nothing may be missed. It reads the
//! file on its own, so that a slip of those who made it is not repeated here.

mod shown;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Encoding, LoadOptions, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::markup;

/// A text and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where, in words that follow "in the public pack".
    pub(crate) place: String,
    /// The text, or several with [`APART`] between them.
    pub(crate) text: String,
}

/// What stands between texts that do not belong together. No text holds it.
pub(crate) const APART: char = '\u{FDD0}';

/// The most that one stream of a file may unpack to, in bytes.
const LARGEST: usize = 64 << 20;

/// How many objects are searched at a time.
const AT_A_TIME: usize = 1000;

/// The words on the pages of a PDF, page by page; none if it cannot be read.
pub(crate) fn words(pdf: &[u8]) -> Vec<String> {
    let Ok(document) = load(pdf) else { return Vec::new() };
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().collect();
    let fonts = Fonts::of(&document);
    pages.par_iter().map(|(_, page)| page_text(&document, *page, &fonts)).collect()
}

/// Every text in a PDF, or why it cannot be read.
pub(crate) fn all(pdf: &[u8]) -> Result<Vec<Found>, String> {
    let document = load(pdf).map_err(|error| error.to_string())?;
    let fonts = Fonts::of(&document);
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().collect();
    let mut found: Vec<Found> = pages
        .par_iter()
        .map(|(number, page)| Found {
            place: format!("on page {number} of the file"),
            text: page_text(&document, *page, &fonts),
        })
        .collect();
    let objects: Vec<&Object> = document.objects.values().collect();
    let inside: Vec<Vec<Found>> = objects
        .par_chunks(AT_A_TIME)
        .map(|objects| {
            let mut texts = Texts::default();
            objects.iter().for_each(|object| inside(&document, object, &fonts, &mut texts));
            texts.found()
        })
        .collect();
    found.extend(inside.into_iter().flatten());
    let mut texts = Texts::default();
    dictionary_strings(&document.trailer, texts.at("in its trailer"), 0);
    found.extend(texts.found());
    Ok(found)
}

/// Opens a file, no part of which may unpack to more than a real one does.
fn load(pdf: &[u8]) -> lopdf::Result<Document> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST), ..LoadOptions::default() };
    Document::load_mem_with_options(pdf, options)
}

/// Texts by where they were found, each once.
#[derive(Default)]
struct Texts(BTreeMap<&'static str, Vec<String>>);

impl Texts {
    fn at(&mut self, place: &'static str) -> &mut Vec<String> {
        self.0.entry(place).or_default()
    }

    fn found(self) -> Vec<Found> {
        let apart = APART.to_string();
        let found = self.0.into_iter().map(|(place, mut texts)| {
            texts.sort_unstable();
            texts.dedup();
            Found { place: place.to_owned(), text: texts.join(&apart) }
        });
        found.collect()
    }
}

/// The texts of an HTML file: what is read, and what its attributes hold.
pub(crate) fn html(html: &str) -> Vec<Found> {
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

    /// The encoding of a font by its name on a page.
    fn named(&self, names: &BTreeMap<Vec<u8>, &Object>, name: &[u8]) -> Option<&Encoding<'a>> {
        match names.get(name) {
            Some(Object::Reference(id)) => self.0.get(id),
            _ => None,
        }
    }
}

/// The text of a page: its content, with the fonts that it names.
fn page_text(document: &Document, page: ObjectId, fonts: &Fonts<'_>) -> String {
    let mut content = Vec::new();
    for stream in document.get_page_contents(page) {
        if let Ok(stream) = document.get_object(stream).and_then(Object::as_stream) {
            content.extend(unpacked(stream));
            content.push(b'\n');
        }
    }
    let mut names: BTreeMap<Vec<u8>, &Object> = BTreeMap::new();
    if let Ok((own, inherited)) = document.get_page_resources(page) {
        let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
        for resources in own.into_iter().chain(inherited) {
            add_fonts(document, resources, &mut names);
        }
    }
    shown::shown(&content, |name| fonts.named(&names, name))
}

/// What a stream holds, as far as it can be unpacked.
fn unpacked(stream: &Stream) -> Vec<u8> {
    stream.decompressed_content_with_limit(LARGEST).unwrap_or_else(|_| stream.content.clone())
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

/// The texts of one object: its strings and names, and what its stream holds.
fn inside(document: &Document, object: &Object, fonts: &Fonts<'_>, texts: &mut Texts) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    };
    let place = dictionary.map_or("in its objects", place_of);
    object_strings(object, texts.at(place), 0);
    if let Object::Stream(stream) = object
        && let Some((place, text)) = stream_text(document, stream, fonts)
    {
        texts.at(place).push(text);
    }
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
fn stream_text(
    document: &Document,
    stream: &Stream,
    fonts: &Fonts<'_>,
) -> Option<(&'static str, String)> {
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    let kind = stream.dict.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    if subtype == b"Image" || matches!(kind, b"ObjStm" | b"XRef") {
        return None;
    }
    if subtype == b"Form" || stream.dict.has(b"PatternType") {
        let mut names = BTreeMap::new();
        if let Ok(resources) =
            stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict)
        {
            add_fonts(document, resources, &mut names);
        }
        let text = shown::shown(&unpacked(stream), |name| fonts.named(&names, name));
        return Some(("in a drawing on a page", text));
    }
    let held = unpacked(stream);
    let text = String::from_utf8_lossy(&held);
    match kind {
        b"Metadata" => {
            let (text, values) = markup::texts(&text);
            Some(("in its metadata", format!("{text} {}", values.join(" "))))
        }
        b"EmbeddedFile" => Some(("in an attached file", text.into_owned())),
        _ => None,
    }
}

/// Adds the strings and names of a dictionary.
fn dictionary_strings(dictionary: &Dictionary, strings: &mut Vec<String>, depth: usize) {
    for (key, value) in dictionary {
        strings.extend(own_word(key));
        object_strings(value, strings, depth + 1);
    }
}

/// Adds the strings and names of an object.
fn object_strings(object: &Object, strings: &mut Vec<String>, depth: usize) {
    if depth > 64 {
        return;
    }
    match object {
        Object::String(bytes, _) => {
            if !bytes.is_ascii() {
                strings.push(lopdf::decode_text_string(object).unwrap_or_default());
            }
            strings.push(String::from_utf8_lossy(bytes).into_owned());
        }
        Object::Name(name) => strings.extend(own_word(name)),
        Object::Array(objects) => {
            objects.iter().for_each(|object| object_strings(object, strings, depth + 1));
        }
        Object::Dictionary(dictionary) => dictionary_strings(dictionary, strings, depth),
        Object::Stream(stream) => dictionary_strings(&stream.dict, strings, depth),
        _ => {}
    }
}

/// A name, unless it is a word of PDF itself, which nobody wrote.
fn own_word(name: &[u8]) -> Option<String> {
    static WORDS: LazyLock<HashSet<&[u8]>> =
        LazyLock::new(|| VOCABULARY.split_whitespace().map(str::as_bytes).collect());
    (!WORDS.contains(name)).then(|| String::from_utf8_lossy(name).into_owned())
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
