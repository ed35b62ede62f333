//! Reads the text in the objects of a PDF: strings and names, drawings, metadata, attached files.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;
use rayon::prelude::*;

use super::font::Font;
use super::outline::Outline;
use super::shown::shown;
use super::strings::{own_word, text_string};
use super::unpack::Unpacking;
use super::{APART, Found, Manner, markup, place};

/// How many objects are searched at a time.
const AT_A_TIME: usize = 1000;

/// How deeply nested objects are followed.
const DEEPEST: usize = 64;

/// The keys whose strings are for programs: names, dates, codes.
const NAMING: [&[u8]; 16] = [
    b"CreationDate",
    b"D",
    b"DA",
    b"Dest",
    b"Headers",
    b"ID",
    b"Lang",
    b"Limits",
    b"M",
    b"ModDate",
    b"NM",
    b"Names",
    b"O",
    b"Ordering",
    b"Registry",
    b"U",
];

/// The keys whose streams are text.
const TEXT_STREAMS: [&[u8]; 4] = [b"JS", b"RC", b"RV", b"XFA"];

/// A PDF with all of its objects read.
pub(super) struct File<'a> {
    pdf: &'a Pdf,
    objects: Vec<Object<'a>>,
    fonts: HashMap<ObjectIdentifier, Arc<Font>>,
    /// The page, counted from 1, of each object that belongs to one: pages themselves, drawings, notes.
    pages: HashMap<ObjectIdentifier, usize>,
    unpacking: Unpacking,
}

/// Where in a file a text is, apart from its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Drawing,
    Tag,
    Bookmark,
    Note,
    FileName,
    Attached,
    Properties,
    Metadata,
    Other,
}

/// Texts by where they were found.
type Texts = BTreeMap<(Part, Option<usize>, Manner), Vec<String>>;

impl<'a> File<'a> {
    /// Reads the objects of a file.
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        // Objects are read one at a time, because the reader repairs a damaged index on the way.
        let objects: Vec<Object<'a>> = pdf.objects().into_iter().collect();
        let unpacking = Unpacking::default();
        let dictionaries: Vec<_> = objects.iter().filter_map(dictionary).collect();
        let fonts = dictionaries.into_par_iter().filter(|dict| is(dict, "Type", b"Font"));
        let fonts = fonts.filter_map(|dict| Some((dict.obj_id()?, font(dict, &unpacking))));
        let fonts = fonts.collect();
        Self { pdf, objects, fonts, pages: on_pages(pdf.pages()), unpacking }
    }

    /// The catalogue.
    pub(super) fn root(&self) -> Dict<'a> {
        self.pdf.xref().get(self.pdf.xref().root_id()).unwrap_or_default()
    }

    /// The dictionaries among the objects.
    pub(super) fn dictionaries(&self) -> impl Iterator<Item = &Dict<'a>> {
        self.objects.iter().filter_map(dictionary)
    }

    /// The page, counted from 1, that an object is on.
    pub(super) fn page(&self, id: ObjectIdentifier) -> Option<usize> {
        self.pages.get(&id).copied()
    }

    /// Whether it unpacks to more than any real file does, so that not all of it was read.
    pub(super) fn is_too_large(&self) -> bool {
        self.unpacking.is_over()
    }

    /// The text of each page.
    pub(super) fn page_texts(&self) -> Vec<String> {
        let pages: Vec<&Page<'a>> = self.pdf.pages().iter().collect();
        let text = |page: &&Page<'a>| {
            let mut content = Vec::new();
            let parts = page.raw().get::<Array<'_>>("Contents");
            let parts = parts.iter().flat_map(|all| all.iter::<Stream<'_>>());
            for stream in page.raw().get::<Stream<'_>>("Contents").into_iter().chain(parts) {
                content.extend_from_slice(&self.unpacking.bytes(&stream));
                content.push(b'\n');
            }
            self.shown(&content, |name| page.resources().get_font(name))
        };
        pages.par_iter().map(text).collect()
    }

    /// The texts of all objects, without duplicates in the same place.
    pub(super) fn texts(&self, outline: &Outline) -> Vec<Found> {
        let chunks = self.objects.par_chunks(AT_A_TIME).map(|objects| {
            let mut texts = Texts::new();
            objects.iter().for_each(|object| self.object(object, &mut texts));
            texts
        });
        let mut all = Texts::new();
        for (place, texts) in chunks.collect::<Vec<_>>().into_iter().flatten() {
            all.entry(place).or_default().extend(texts);
        }
        let found = all.into_par_iter().map(|((part, page, manner), mut texts)| {
            texts.sort_unstable();
            texts.dedup();
            let place = part.place(page, outline);
            Found { place, manner, text: texts.join(&APART.to_string()) }
        });
        found.collect()
    }

    /// Adds the texts of one object: its strings and names, and what its stream holds.
    fn object(&self, object: &Object<'a>, texts: &mut Texts) {
        let dict = match object {
            Object::Stream(stream) => Some(stream.dict()),
            _ => dictionary(object),
        };
        let part = dict.map_or(Part::Other, part_of);
        let pages = dict.into_iter().flat_map(|dict| {
            let page = ["Pg", "P"].iter().find_map(|key| self.page(dict.get_ref(key)?.into()));
            page.or_else(|| self.page(dict.obj_id()?))
        });
        let place = (part, pages.min());
        self.strings(object, b"", place, texts, 0);
        let stamp = dict.filter(|dict| is(dict, "Subtype", b"Stamp"));
        if let Some(name) = stamp.and_then(|dict| dict.get::<Name<'_>>("Name")) {
            texts.entry((part, place.1, Manner::Read)).or_default().push(on_stamp(&name));
        }
        let properties = dict.filter(|_| part == Part::Properties);
        for label in properties.into_iter().flat_map(label_words) {
            texts.entry((part, place.1, Manner::Read)).or_default().push(label);
        }
        if let Object::Stream(stream) = object {
            self.stream(stream, place.1, texts);
        }
    }

    /// Adds the strings and names of an object, which is the value of `key`.
    fn strings(
        &self,
        object: &Object<'a>,
        key: &[u8],
        place: (Part, Option<usize>),
        texts: &mut Texts,
        depth: usize,
    ) {
        let mut add =
            |manner, text| texts.entry((place.0, place.1, manner)).or_default().push(text);
        match object {
            Object::String(bytes) if NAMING.contains(&key) => {
                add(Manner::Named, text_string(bytes))
            }
            Object::String(bytes) => add(Manner::Read, text_string(bytes)),
            Object::Name(name) => {
                own_word(name).into_iter().for_each(|word| add(Manner::Named, word))
            }
            Object::Array(array) => {
                for element in array.raw_iter() {
                    self.inside(element, key, place, texts, depth);
                }
            }
            Object::Dict(dict) => self.entries(dict, place, texts, depth),
            Object::Stream(stream) => self.entries(stream.dict(), place, texts, depth),
            Object::Null(_) | Object::Boolean(_) | Object::Number(_) => {}
        }
    }

    /// Adds the strings and names of a dictionary.
    fn entries(
        &self,
        dict: &Dict<'a>,
        place: (Part, Option<usize>),
        texts: &mut Texts,
        depth: usize,
    ) {
        for key in dict.keys() {
            if let Some(word) = own_word(&key) {
                texts.entry((place.0, place.1, Manner::Named)).or_default().push(word);
            }
            if let Some(value) = dict.get_raw::<Object<'_>>(&key) {
                self.inside(value, &key, place, texts, depth);
            }
        }
    }

    /// Adds the texts in an object's value. An object that it refers to is read by itself.
    fn inside(
        &self,
        value: MaybeRef<Object<'a>>,
        key: &[u8],
        place: (Part, Option<usize>),
        texts: &mut Texts,
        depth: usize,
    ) {
        match value {
            MaybeRef::NotRef(value) if depth < DEEPEST => {
                self.strings(&value, key, place, texts, depth + 1);
            }
            MaybeRef::Ref(id) if TEXT_STREAMS.contains(&key) => {
                if let Some(stream) = self.pdf.xref().get::<Stream<'_>>(id.into()) {
                    let text = text_string(&self.unpacking.bytes(&stream));
                    texts.entry((place.0, place.1, Manner::Read)).or_default().push(text);
                }
            }
            _ => {}
        }
    }

    /// Adds the text of a stream other than page content: a drawing, metadata, an attached file.
    fn stream(&self, stream: &Stream<'a>, page: Option<usize>, texts: &mut Texts) {
        let dict = stream.dict();
        if is(dict, "Subtype", b"Form") || dict.contains_key("PatternType") {
            let fonts = dict.get::<Dict<'_>>("Resources").unwrap_or_default();
            let fonts = fonts.get::<Dict<'_>>("Font").unwrap_or_default();
            let text = self.shown(&self.unpacking.bytes(stream), |name| fonts.get(&**name));
            texts.entry((Part::Drawing, page, Manner::Read)).or_default().push(text);
        } else if is(dict, "Type", b"Metadata") {
            let markup = markup::metadata(&self.unpacking.bytes(stream));
            texts.entry((Part::Metadata, None, Manner::Read)).or_default().extend(markup.read);
            texts.entry((Part::Metadata, None, Manner::Named)).or_default().extend(markup.named);
        } else if is(dict, "Type", b"EmbeddedFile") {
            let text = text_string(&self.unpacking.bytes(stream));
            texts.entry((Part::Attached, None, Manner::Read)).or_default().push(text);
        }
    }

    /// The text that content shows; `named` finds its fonts.
    fn shown(&self, content: &[u8], named: impl Fn(&Name<'_>) -> Option<Dict<'a>>) -> String {
        let known: RefCell<HashMap<Vec<u8>, Option<Arc<Font>>>> = RefCell::default();
        shown(content, |name| {
            let mut known = known.borrow_mut();
            let found = known.entry(name.to_vec()).or_insert_with(|| {
                let dict = named(&Name::new_unescaped(name))?;
                let known = dict.obj_id().and_then(|id| self.fonts.get(&id));
                Some(known.cloned().unwrap_or_else(|| font(&dict, &self.unpacking)))
            });
            found.clone()
        })
    }
}

impl Part {
    /// Describes the place, in words that follow "stand".
    fn place(self, page: Option<usize>, outline: &Outline) -> String {
        let at = page.map(|page| format!(" {}", place(page, outline))).unwrap_or_default();
        match self {
            Self::Drawing => format!("in a drawing{at}"),
            Self::Tag => format!("in a text for people who cannot see{at}"),
            Self::Bookmark => "in a bookmark".to_owned(),
            Self::Note => format!("in a link or comment{at}"),
            Self::FileName => "in the name of an attached file".to_owned(),
            Self::Attached => "in an attached file".to_owned(),
            Self::Properties => "in its properties".to_owned(),
            Self::Metadata => "in its metadata".to_owned(),
            Self::Other => format!("in what is not shown{at}"),
        }
    }
}

/// The part of a file that a dictionary belongs to.
fn part_of(dict: &Dict<'_>) -> Part {
    let has = |key: &str| dict.contains_key(key);
    if is(dict, "Type", b"StructElem") || has("S") && has("P") {
        Part::Tag
    } else if has("Title") && has("Parent") {
        Part::Bookmark
    } else if is(dict, "Type", b"Annot") || has("Rect") {
        Part::Note
    } else if is(dict, "Type", b"Filespec") {
        Part::FileName
    } else if has("Producer") || has("Creator") {
        Part::Properties
    } else {
        Part::Other
    }
}

/// The words that readers draw on a stamp with this name, in capitals (ISO 32000-1, 12.5.6.12):
/// `NotForPublicRelease`.
fn on_stamp(name: &[u8]) -> String {
    let mut words = String::new();
    for letter in text_string(name).chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_uppercase());
    }
    words
}

/// The names of the sensitivity labels that Microsoft 365 writes into properties, in capitals as readers show them.
fn label_words(dict: &Dict<'_>) -> Vec<String> {
    let is_label = |key: &[u8]| key.starts_with(b"MSIP_Label_") && key.ends_with(b"_Name");
    let keys = dict.keys().filter(|key| is_label(key));
    let label = |key| match dict.get::<Object<'_>>(&key)? {
        Object::String(label) => Some(text_string(&label).to_uppercase()),
        _ => None,
    };
    keys.filter_map(label).collect()
}

/// Whether a dictionary has this name under a key.
fn is(dict: &Dict<'_>, key: &str, name: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|value| &*value == name)
}

/// An object that is a dictionary.
fn dictionary<'b, 'a>(object: &'b Object<'a>) -> Option<&'b Dict<'a>> {
    match object {
        Object::Dict(dict) => Some(dict),
        _ => None,
    }
}

/// Reads a font from its dictionary.
fn font(dict: &Dict<'_>, unpacking: &Unpacking) -> Arc<Font> {
    Arc::new(Font::new(dict, unpacking))
}

/// The first page, counted from 1, that each object is on.
fn on_pages(pages: &[Page<'_>]) -> HashMap<ObjectIdentifier, usize> {
    let mut found = HashMap::new();
    for (page, number) in pages.iter().zip(1..) {
        found.extend(page.raw().obj_id().map(|id| (id, number)));
        let notes = page.raw().get::<Array<'_>>("Annots");
        let notes = notes.iter().flat_map(Array::raw_iter).filter_map(|note| note.as_obj_ref());
        found.extend(notes.map(|note| (note.into(), number)));
        // A drawing inside a drawing is on the page as well.
        let mut waiting = vec![page.resources().x_objects.clone()];
        while let Some(drawings) = waiting.pop() {
            for name in drawings.keys() {
                let Some(id) = drawings.get_ref(&name).map(ObjectIdentifier::from) else {
                    continue;
                };
                if found.contains_key(&id) {
                    continue;
                }
                found.insert(id, number);
                let drawn = drawings.get::<Stream<'_>>(&name);
                let inner = drawn.and_then(|drawn| drawn.dict().get::<Dict<'_>>("Resources"));
                waiting.extend(inner.and_then(|inner| inner.get::<Dict<'_>>("XObject")));
            }
        }
    }
    found
}
