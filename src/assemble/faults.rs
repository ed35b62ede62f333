//! Whether a part is what it claims to be.
//!
//! In come a part that claims a standard, its tags and the objects that come along; out goes what the standard rules
//! out and the part has all the same. A claim is a line in the metadata, which any program can write; what costs a
//! reader most is looked for here, and the rest is left to those who check whole files.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::{Dictionary, Object};

use super::findings::on_pages;
use super::look::{decoded, dictionary};
use super::structure::{Kid, Tree};

/// What is wrong with a part, in words that follow "has".
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// What PDF/UA rules out.
    pub(super) accessible: Vec<String>,
    /// What PDF/A rules out.
    pub(super) archival: Vec<String>,
}

/// How deep objects stand in one another at most.
const DEEPEST: usize = 32;

impl Faults {
    /// Looks for what is wrong with what a part says of itself: its language, as a whole or by its tags, and its title.
    pub(super) fn of_words(&mut self, tree: &Tree, language: Option<&str>, has_title: bool) {
        let mut tags = tree.elements.iter();
        let is_told = language.is_some() || tags.any(|tag| tag.dictionary.has(b"Lang"));
        let title = (!has_title).then(|| "no title".to_owned());
        let language = (!is_told).then(|| "no language".to_owned());
        self.accessible.extend(title.into_iter().chain(language));
    }

    /// Looks for what is wrong with the tags of a part.
    pub(super) fn of_tags(&mut self, tree: &Tree) {
        let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let named: HashSet<usize> = tree.identifiers.values().copied().collect();
        let (mut waiting, mut level) = (vec![0], 0);
        while let Some(index) = waiting.pop() {
            let element = &tree.elements[index];
            let kind = element.role.kind();
            let below = element.kids.iter().rev().filter_map(|kid| match kid {
                Kid::Element(kid) => Some(*kid),
                _ => None,
            });
            let below: Vec<usize> = below.collect();
            let says = |key: &[u8]| element.dictionary.get(key).is_ok_and(says_something);
            let language = element.dictionary.get(b"Lang").ok().and_then(decoded);
            let mut wrong = Vec::new();
            if matches!(kind, b"Figure" | b"Formula") && !says(b"Alt") && !says(b"ActualText") {
                wrong.push("pictures without alternative text");
            }
            if let [b'H', digit @ b'1'..=b'6'] = kind {
                let before = std::mem::replace(&mut level, digit - b'0');
                wrong.extend((level > before + 1).then_some("headings that skip a level"));
            }
            if below.iter().any(|kid| !may_hold(kind, tree.elements[*kid].role.kind())) {
                wrong.push("tags of tables or lists where they mean nothing");
            }
            if language.is_some_and(|language| !is_language_tag(&language)) {
                wrong.push("languages that do not exist");
            }
            if kind == b"Note" && !named.contains(&index) {
                wrong.push("notes without a name");
            }
            for wrong in wrong {
                let page = tree.page_of(&Kid::Element(index)).unwrap_or_default();
                found.entry(wrong).or_default().insert(page);
            }
            waiting.extend(below);
        }
        let said = found.iter().map(|(what, pages)| format!("{what} on {}", on_pages(pages)));
        self.accessible.extend(said);
    }

    /// Looks for what is wrong with the pages and other objects of a part, whose references are as
    /// [`Copier`](super::copy::Copier) makes them.
    pub(super) fn of_objects<'a>(
        &mut self,
        pages: impl Iterator<Item = &'a Object>,
        objects: &'a [Object],
    ) {
        let mut lacks = Lacks { objects, letters: false, packing: false };
        pages.chain(objects).for_each(|object| lacks.look(object, 0));
        // What is drawn here is in the reader's own type, which is no fault of the part.
        lacks.letters &= self.archival.is_empty();
        let fonts = "type that is not in the file";
        self.accessible.extend(lacks.letters.then(|| fonts.to_owned()));
        self.archival.extend(lacks.letters.then(|| fonts.to_owned()));
        self.archival.extend(lacks.packing.then(|| "content that is packed in LZW".to_owned()));
    }
}

/// What objects lack.
struct Lacks<'a> {
    objects: &'a [Object],
    /// Fonts of which the letters are not there.
    letters: bool,
    /// Streams packed as it was once patented.
    packing: bool,
}

impl Lacks<'_> {
    fn look(&mut self, object: &Object, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Object::Stream(stream) = object {
            self.packing |= stream.filters().is_ok_and(|all| all.contains(&&b"LZWDecode"[..]));
        }
        if let Object::Array(items) = object {
            items.iter().for_each(|item| self.look(item, depth + 1));
        }
        if let Some(entries) = dictionary(object) {
            self.letters |= self.is_bare_font(entries);
            entries.iter().for_each(|(_, entry)| self.look(entry, depth + 1));
        }
    }

    /// Whether an object is a font whose letters are not in the file.
    fn is_bare_font(&self, font: &Dictionary) -> bool {
        let name = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default();
        if name(b"Type") != b"Font" || matches!(name(b"Subtype"), b"Type3" | b"Type0") {
            return false;
        }
        let described = font.get(b"FontDescriptor").ok().and_then(|found| match found {
            Object::Reference((number, 0)) => {
                self.objects.get(usize::try_from(*number).ok()?.checked_sub(1)?)
            }
            own => Some(own),
        });
        let files = [&b"FontFile"[..], b"FontFile2", b"FontFile3"];
        !described.and_then(dictionary).is_some_and(|found| files.iter().any(|key| found.has(key)))
    }
}

/// Whether an element of a standard type may stand directly below one of another.
fn may_hold(above: &[u8], below: &[u8]) -> bool {
    let holds: &[&[u8]] = match above {
        b"Table" => &[b"TR", b"THead", b"TBody", b"TFoot", b"Caption"],
        b"THead" | b"TBody" | b"TFoot" => &[b"TR"],
        b"TR" => &[b"TH", b"TD"],
        b"L" => &[b"LI", b"L", b"Caption"],
        b"LI" => &[b"Lbl", b"LBody"],
        b"TOC" => &[b"TOCI", b"TOC", b"Caption"],
        b"NonStruct" => return true,
        _ => {
            let elsewhere: [&[u8]; 8] =
                [b"TR", b"THead", b"TBody", b"TFoot", b"TH", b"TD", b"LI", b"TOCI"];
            return below != b"LBody" && !elsewhere.contains(&below);
        }
    };
    holds.contains(&below) || below == b"NonStruct"
}

/// Whether a text is written as the name of a language, such as `en-GB`, or says that it is in none.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first =
        matches!(first.len(), 1..=8) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |part: &str| {
        matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    text.is_empty() || is_first && parts.all(is_part)
}

/// Whether a text string says anything.
fn says_something(text: &Object) -> bool {
    decoded(text).is_some_and(|text| !text.trim().is_empty())
}
