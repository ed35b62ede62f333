//! Finds faults in the pages, fonts, pictures, drawings and comments of a part.
//!
//! In come the objects that go into the pack; out go the faults that a standard rules out. Each object is checked
//! once, according to its own type.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, Stream};

use super::contents::{Contents, DEFAULTS};
use super::drawn::{Colours, INTENTS, is_too_small};
use super::fonts::KNOWN_ORDERS;
use super::{Broken, Faults, fonts, pictures};
use crate::assemble::look::dictionary;
use crate::assemble::metadata::Claims;
use crate::assemble::unpack::Budget;

/// How deeply objects may be nested.
const DEEPEST: usize = 32;

/// The longest name and string, in bytes, and the shortest and longest side of a page, in points.
const NAME: usize = 127;
const STRING: usize = 32_767;
const SIDES: [f32; 2] = [3.0, 14_400.0];

pub(super) const RENDERED: &str = "ways to render colours that do not exist";
const DRAWING: &str = "drawings of a kind that PDF/A does not have";
const PICTURE: &str = "pictures of a kind that PDF/A does not have";

/// The objects of a part.
pub(super) struct Objects<'a> {
    all: &'a [Object],
    budget: Budget,
    /// The part of PDF/A that is claimed, if any.
    pub(super) archival: Option<u8>,
}

impl<'a> Objects<'a> {
    /// The object that a reference leads to, or the object itself.
    pub(super) fn resolve(&self, object: &'a Object) -> &'a Object {
        let Object::Reference((number, 0)) = object else { return object };
        let found =
            usize::try_from(*number).ok().and_then(|number| self.all.get(number.checked_sub(1)?));
        found.unwrap_or(&Object::Null)
    }

    /// An entry that is a dictionary or a stream.
    pub(super) fn dictionary(&self, within: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        dictionary(self.resolve(within.get(key).ok()?))
    }

    /// The decoded bytes of a stream, as far as the budget allows.
    pub(super) fn decode(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        self.budget.decode(stream)
    }
}

/// What gives letters a meaning although their font does not.
#[derive(Debug, Clone, Copy)]
pub(in crate::assemble) struct Known {
    /// Whether some of the text has replacement text.
    pub(super) words: bool,
    /// Whether a font uses a character collection that every reader knows.
    pub(super) order: bool,
}

/// One pass over the objects of a part.
pub(super) struct Look<'a> {
    pub(super) objects: Objects<'a>,
    pub(super) contents: Contents<'a>,
    /// Which device colours some resources define.
    defaults: Colours,
    /// The ICC profiles that have been checked.
    pub(super) profiles: BTreeSet<u32>,
    /// Spot inks by name, each with its alternative colour space and tint transform.
    pub(super) spots: BTreeMap<&'a [u8], [&'a Object; 2]>,
    /// Whether inks are overprinted, and whether there are inks with an ICC profile.
    pub(super) over: [bool; 2],
    /// Whether a font uses a character collection that every reader knows.
    has_order: bool,
    found: BTreeSet<(Broken, &'static str)>,
}

impl Faults {
    /// Checks the pages and other objects of a part, whose references are as
    /// [`Copier`](crate::assemble::copy::Copier) makes them. `intent` is the number of components of its own output
    /// intent.
    pub(in crate::assemble) fn of_objects<'a>(
        &mut self,
        pages: impl Iterator<Item = &'a Object> + Clone,
        objects: &'a [Object],
        claims: Claims,
        intent: Option<i64>,
    ) -> Known {
        let mut look = Look {
            objects: Objects {
                all: objects,
                budget: Budget::default(),
                archival: claims.a.map(|(part, _)| part),
            },
            contents: Contents::default(),
            defaults: [false; 2],
            profiles: BTreeSet::new(),
            spots: BTreeMap::new(),
            over: [false; 2],
            has_order: false,
            found: BTreeSet::new(),
        };
        for page in pages.clone().filter_map(dictionary) {
            look.page(page);
        }
        pages.chain(objects).for_each(|object| look.object(object, 0));
        for (number, object) in (1..).zip(objects) {
            if let Object::Stream(stream) = object {
                look.contents.look(number, stream, &mut look.objects);
            }
        }
        let Look { contents, defaults, over, has_order, mut found, .. } = look;
        let mut drawn = contents.finish();
        found.append(&mut drawn.found);
        let is_unsaid = |(place, of_intent): (usize, i64)| {
            let unsaid = drawn.bare[place] || drawn.colours[place] && !defaults[place];
            unsaid && intent != Some(of_intent)
        };
        if [3, 4].into_iter().enumerate().any(is_unsaid) {
            found.insert((Broken::Archival, "colours of which nothing says which they are"));
        }
        if over == [true; 2] {
            found.insert((Broken::Archival, "inks that are printed over others"));
        }
        let known = Known { words: drawn.is_spoken, order: has_order };
        // Drawings made by this program use the plain font of the reader, which is not a fault of the part.
        let is_drawn_here = !self.archival().is_empty();
        for (broken, what) in found {
            if !(is_drawn_here && what.starts_with("type that is not")) {
                self.add(broken, what);
            }
        }
        known
    }
}

impl<'a> Look<'a> {
    /// Records a fault if it is there.
    pub(super) fn note(&mut self, is: bool, broken: Broken, what: &'static str) {
        if is {
            self.found.insert((broken, what));
        }
    }

    /// Notes the contents of a page, and checks its size.
    fn page(&mut self, page: &'a Dictionary) {
        self.contents.page(page, &self.objects);
        for key in [&b"MediaBox"[..], b"CropBox"] {
            let sides = page.get(key).and_then(Object::as_array).ok();
            let sides: Vec<f32> =
                sides.into_iter().flatten().filter_map(|side| side.as_float().ok()).collect();
            if let [left, low, right, high] = sides[..] {
                let fits = |side: f32| (SIDES[0]..=SIDES[1]).contains(&side.abs());
                let is_odd = !fits(right - left) || !fits(high - low);
                self.note(is_odd, Broken::Archival, "pages of a size that PDF/A does not have");
            }
        }
    }

    /// Checks an object and everything in it.
    fn object(&mut self, object: &'a Object, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match object {
            Object::Integer(number) => {
                self.note(
                    i32::try_from(*number).is_err(),
                    Broken::Archival,
                    "numbers that are too large",
                );
            }
            Object::Real(number) => {
                self.note(is_too_small(*number), Broken::Archival, "numbers that are too small");
            }
            Object::Name(name) => {
                self.note(name.len() > NAME, Broken::Archival, "names that are too long");
            }
            Object::String(text, _) => {
                self.note(text.len() > STRING, Broken::Archival, "texts that are too long");
            }
            Object::Array(items) => {
                self.space(items);
                items.iter().for_each(|item| self.object(item, depth + 1));
            }
            _ => {}
        }
        if let Object::Stream(stream) = object {
            let is_packed = stream.filters().is_ok_and(|all| all.contains(&&b"LZWDecode"[..]));
            self.note(is_packed, Broken::Archival, "content that is packed in LZW");
            if stream.filters().is_ok_and(|all| all == [b"JPXDecode"]) {
                let says_colours = stream.dict.has(b"ColorSpace");
                let is_archival = pictures::is_archival(&stream.content, says_colours);
                self.note(!is_archival, Broken::Archival, PICTURE);
            }
        }
        let Some(entries) = dictionary(object) else { return };
        let is_form = matches!(object, Object::Stream(_));
        self.entries(entries, is_form);
        for (key, entry) in entries {
            self.note(key.len() > NAME, Broken::Archival, "names that are too long");
            self.object(entry, depth + 1);
        }
    }

    /// Checks the entries of a dictionary, according to its type.
    fn entries(&mut self, entries: &'a Dictionary, is_stream: bool) {
        let name = |key: &[u8]| entries.get(key).and_then(Object::as_name).unwrap_or_default();
        let is = |key: &[u8]| matches!(entries.get(key), Ok(Object::Boolean(true)));
        for (place, key) in DEFAULTS.into_iter().enumerate() {
            self.defaults[place] |= entries.has(key);
        }
        for (broken, what) in fonts::faults(entries, &mut self.objects) {
            self.note(true, broken, what);
        }
        if name(b"Type") == b"Font" && name(b"Subtype") == b"Type3" {
            self.contents.letters(entries, &self.objects);
        }
        let system = self.objects.dictionary(entries, b"CIDSystemInfo");
        let order = system.and_then(|system| system.get(b"Ordering").ok()?.as_str().ok());
        self.has_order |= order.is_some_and(|order| KNOWN_ORDERS.contains(&order));
        self.contents.drawn.is_spoken |= entries.has(b"ActualText");
        self.colour(name(b"ColorSpace"));
        let named = self.objects.dictionary(entries, b"ColorSpace");
        let named = named.into_iter().flatten().filter_map(|(_, space)| space.as_name().ok());
        named.for_each(|name| self.colour(name));
        let is_first = self.objects.archival == Some(1);
        if name(b"S") == b"Transparency" {
            self.colour(name(b"CS"));
            self.note(is_first, Broken::Archival, "colours that shine through");
        }
        let is_odd = |key: &[u8]| entries.has(key) && !INTENTS.contains(&name(key));
        match (is_stream, name(b"Subtype")) {
            (true, b"Image") => {
                self.note(is_odd(b"Intent"), Broken::Archival, RENDERED);
                self.note(is(b"Interpolate"), Broken::Archival, "pictures that are smoothed");
                self.note(entries.has(b"Alternates"), Broken::Archival, PICTURE);
                let shines = entries.has(b"SMask") && is_first;
                self.note(shines, Broken::Archival, "colours that shine through");
            }
            (true, b"Form") => {
                let is_foreign = entries.has(b"PS") || name(b"Subtype2") == b"PS";
                self.note(is_foreign, Broken::Archival, DRAWING);
                self.note(entries.has(b"Ref"), Broken::Both, "drawings that stand in another file");
            }
            (true, b"PS") => self.note(true, Broken::Archival, DRAWING),
            _ if entries.has(b"Rect") => self.comment(entries, name(b"Subtype")),
            _ => {}
        }
        let is_state = name(b"Type") == b"ExtGState"
            || [&b"CA"[..], b"ca", b"BM", b"HT", b"OPM", b"TR", b"RI"]
                .iter()
                .any(|key| entries.has(key));
        if is_state && !is_stream {
            self.state(entries);
        }
        // An ICC profile with four colours.
        let has_inks =
            is_stream && entries.get(b"N").and_then(Object::as_i64).is_ok_and(|n| n == 4);
        self.over[1] |= has_inks;
    }

    /// Checks a comment or a link.
    fn comment(&mut self, entries: &'a Dictionary, kind: &[u8]) {
        let sides = entries.get(b"Rect").and_then(Object::as_array).ok();
        let sides: Vec<f32> =
            sides.into_iter().flatten().filter_map(|side| side.as_float().ok()).collect();
        let is_empty =
            matches!(sides[..], [left, low, right, high] if left == right && low == high);
        let looks = self.objects.dictionary(entries, b"AP");
        let has_one = looks.is_some_and(|looks| looks.has(b"N") && looks.len() == 1);
        let needs_none =
            matches!(kind, b"Link" | b"Popup") && looks.is_none() || is_empty && looks.is_none();
        let may = has_one || needs_none;
        self.note(!may, Broken::Archival, "comments of which it does not say how they look");
    }
}

/// The number of an object of the part.
pub(super) fn number(object: &Object) -> Option<u32> {
    match object {
        Object::Reference((number, 0)) => Some(*number),
        _ => None,
    }
}
