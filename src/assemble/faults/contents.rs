//! Checks the content streams of a part: its pages, drawings, tiles of patterns, and drawn (Type 3) letters.
//!
//! In come the resources of each content, then its stream; out go what the contents use and their faults.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, Stream};

use super::Broken;
use super::drawn::Drawn;
use super::objects::{Objects, number};

/// The entries of resources that define which red, green and blue, or which inks, are meant.
pub(super) const DEFAULTS: [&[u8]; 2] = [b"DefaultRGB", b"DefaultCMYK"];

/// What is known about the contents of a part.
#[derive(Default)]
pub(super) struct Contents<'a> {
    /// The resources for contents of pages and for drawn letters.
    of_pages: BTreeMap<u32, Option<&'a Dictionary>>,
    of_letters: BTreeMap<u32, Option<&'a Dictionary>>,
    /// How often each drawing is shown, and which drawings contain tags.
    shown: BTreeMap<u32, usize>,
    tagged: BTreeSet<u32>,
    pub(super) drawn: Drawn,
}

impl<'a> Contents<'a> {
    /// Notes the contents of a page.
    pub(super) fn page(&mut self, page: &'a Dictionary, objects: &Objects<'a>) {
        let resources = objects.dictionary(page, b"Resources");
        let own = page.get(b"Contents").and_then(Object::as_array).into_iter().flatten();
        self.of_pages.extend(own.filter_map(number).map(|number| (number, resources)));
    }

    /// Notes the drawn letters of a Type 3 font.
    pub(super) fn letters(&mut self, font: &'a Dictionary, objects: &Objects<'a>) {
        let resources = objects.dictionary(font, b"Resources");
        let letters = objects.dictionary(font, b"CharProcs").into_iter().flatten();
        let letters = letters.filter_map(|(_, letter)| number(letter));
        self.of_letters.extend(letters.map(|number| (number, resources)));
    }

    /// Checks a stream if it is the content of something.
    pub(super) fn look(&mut self, number: u32, stream: &'a Stream, objects: &mut Objects<'a>) {
        let entries = &stream.dict;
        let is_form =
            entries.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
        let is_tile =
            entries.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1);
        let of_page = self.of_pages.get(&number).copied();
        let resources = match of_page.or_else(|| self.of_letters.get(&number).copied()) {
            Some(given) => given,
            None if is_form || is_tile => objects.dictionary(entries, b"Resources"),
            None => return,
        };
        let Some(bytes) = objects.decode(stream) else { return };
        let used = self.drawn.look(&bytes);
        let of_kind = |kind: &[u8]| objects.dictionary(resources?, kind);
        let has = |kind: &[u8], name: &[u8]| of_kind(kind).is_some_and(|all| all.has(name));
        for (place, default) in DEFAULTS.into_iter().enumerate() {
            self.drawn.bare[place] |= used.colours[place] && !has(b"ColorSpace", default);
        }
        if of_page.is_none() && !used.names.iter().all(|(kind, name)| has(kind, name)) {
            let what = "drawings that are drawn with what they do not name themselves";
            self.drawn.found.insert((Broken::Archival, what));
        }
        for name in used.drawings {
            let drawing = of_kind(b"XObject").and_then(|all| all.get(name).ok());
            if let Some(drawing) = drawing.and_then(self::number) {
                *self.shown.entry(drawing).or_default() += 1;
            }
        }
        self.tagged.extend(used.is_tagged.then_some(number).filter(|_| of_page.is_none()));
    }

    /// Returns what all contents use, with their faults.
    pub(super) fn finish(self) -> Drawn {
        let Self { shown, tagged, mut drawn, .. } = self;
        if tagged.iter().any(|number| shown.get(number).is_some_and(|times| *times > 1)) {
            drawn
                .found
                .insert((Broken::Accessible, "tagged drawings that stand in several places"));
        }
        drawn
    }
}
