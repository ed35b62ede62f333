//! Translates the links and bookmarks of a part to the pack.
//!
//! In come destinations in each form that PDF has (explicit, by name, by string; in the old
//! dictionary or the newer tree) and the actions that wrap them; out come destinations in the pack:
//! explicit ones on the pack's pages, named ones under a name that no other part can have.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, StringFormat};

use super::copy::{Copier, furniture};
use super::look::{catalog, dictionary, dictionary_at, entry, name_at, number, resolve, string_at};
use super::trees::name_tree;

/// The named destinations of one part, and its pages.
pub(super) struct Destinations<'a> {
    document: &'a Document,
    names: BTreeMap<&'a [u8], &'a Object>,
    strings: BTreeMap<&'a [u8], &'a Object>,
    /// The furniture's pages that the part's pages fill, in order.
    pages: &'a [u32],
    /// The prefix that keeps this part's names apart from those of others.
    prefix: String,
}

/// An action of a part as it goes into the pack.
pub(super) enum Action {
    /// Go to a destination.
    GoTo(Object),
    /// Something else that is harmless, such as opening a web address.
    Other(Dictionary),
}

impl<'a> Destinations<'a> {
    /// Collects the named destinations of a source.
    pub(super) fn new(document: &'a Document, pages: &'a [u32], prefix: String) -> Self {
        let catalog = catalog(document);
        let old = catalog.and_then(|catalog| dictionary_at(document, catalog, b"Dests"));
        let tree = catalog
            .and_then(|catalog| dictionary_at(document, catalog, b"Names"))
            .and_then(|names| names.get(b"Dests").ok());
        Self {
            document,
            names: old
                .into_iter()
                .flatten()
                .map(|(name, object)| (name.as_slice(), object))
                .collect(),
            strings: tree
                .map(|tree| name_tree(document, tree))
                .unwrap_or_default()
                .into_iter()
                .collect(),
            pages,
            prefix,
        }
    }

    /// The pack's destination for one of the part's; `None` if it does not lead to one of the part's pages.
    pub(super) fn link(&self, copier: &Copier<'_>, object: &Object) -> Option<Object> {
        let object = resolve(self.document, object);
        let (bytes, tables) = match object {
            Object::Name(bytes) => (bytes, [(':', &self.names), ('.', &self.strings)]),
            Object::String(bytes, _) => (bytes, [('.', &self.strings), (':', &self.names)]),
            _ => return self.explicit(copier, object),
        };
        let (mark, found) = tables
            .into_iter()
            .find_map(|(mark, table)| Some((mark, *table.get(bytes.as_slice())?)))?;
        self.explicit(copier, found)?;
        Some(Object::String(self.renamed(mark, bytes), StringFormat::Literal))
    }

    /// All named destinations that lead to one of the part's pages, under their new names.
    pub(super) fn all(&self, copier: &Copier<'_>) -> Vec<(Vec<u8>, Object)> {
        [(':', &self.names), ('.', &self.strings)]
            .into_iter()
            .flat_map(|(mark, table)| {
                table.iter().map(move |(name, object)| (mark, *name, *object))
            })
            .filter_map(|(mark, name, object)| {
                Some((self.renamed(mark, name), self.explicit(copier, object)?))
            })
            .collect()
    }

    fn renamed(&self, mark: char, name: &[u8]) -> Vec<u8> {
        let mut renamed = format!("{}{mark}", self.prefix).into_bytes();
        renamed.extend_from_slice(name);
        renamed
    }

    /// An explicit destination, pointed at its page of the pack.
    fn explicit(&self, copier: &Copier<'_>, object: &Object) -> Option<Object> {
        let document = self.document;
        let object = resolve(document, object);
        let array = match dictionary(object) {
            Some(wrapper) => entry(document, wrapper, b"D")?,
            None => object,
        };
        let array = array.as_array().ok()?;
        let page = match array.first()? {
            Object::Integer(index) => *self.pages.get(usize::try_from(*index).ok()?)?,
            page => copier.page(page)?,
        };
        let kind =
            array.get(1).and_then(|kind| resolve(document, kind).as_name().ok()).unwrap_or(b"Fit");
        let parameters = match kind {
            b"XYZ" => 3,
            b"FitH" | b"FitV" | b"FitBH" | b"FitBV" => 1,
            b"FitR" => 4,
            b"Fit" | b"FitB" => 0,
            _ => return Some(Object::Array(vec![furniture(page), "Fit".into()])),
        };
        let mut copy = vec![furniture(page), Object::Name(kind.to_vec())];
        copy.extend((0..parameters).map(|index| {
            let value = array.get(index + 2).and_then(|value| number(document, value));
            value.map_or(Object::Null, Object::Real)
        }));
        Some(Object::Array(copy))
    }

    /// Translates an action; `None` if it cannot be kept, in which case it is counted.
    pub(super) fn action(&self, copier: &mut Copier<'_>, action: &Dictionary) -> Option<Action> {
        let document = self.document;
        let left_out = &mut copier.left_out;
        match name_at(document, action, b"S").unwrap_or_default() {
            b"GoTo" => {
                let found = action.get(b"D").ok().and_then(|object| self.link(copier, object));
                if found.is_none() {
                    copier.left_out.dead_links += 1;
                }
                return found.map(Action::GoTo);
            }
            b"URI" => {
                let address = string_at(document, action, b"URI").unwrap_or_default();
                // Addresses as people write them, such as `www.gov.uk`.
                let bare =
                    address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"www."));
                let address = if bare { [b"https://", address].concat() } else { address.to_vec() };
                let scheme: Vec<u8> = address
                    .iter()
                    .take_while(|&&byte| byte != b':')
                    .filter(|byte| byte.is_ascii_graphic())
                    .map(u8::to_ascii_lowercase)
                    .collect();
                match scheme.as_slice() {
                    b"javascript" | b"vbscript" | b"data" => left_out.scripts += 1,
                    b"file" => left_out.links_to_files += 1,
                    b"" => left_out.dead_links += 1,
                    _ => {
                        let mut copy = Dictionary::new();
                        copy.set("S", "URI");
                        copy.set("URI", copier.copy(&Object::string_literal(address)));
                        return Some(Action::Other(copy));
                    }
                }
            }
            b"Named" => {
                let name = name_at(document, action, b"N").unwrap_or_default();
                if [&b"NextPage"[..], b"PrevPage", b"FirstPage", b"LastPage"].contains(&name) {
                    let mut copy = Dictionary::new();
                    copy.set("S", "Named");
                    copy.set("N", Object::Name(name.to_vec()));
                    return Some(Action::Other(copy));
                }
                left_out.other_actions += 1;
            }
            b"JavaScript" => left_out.scripts += 1,
            b"Launch" => left_out.launches += 1,
            b"GoToR" => left_out.links_to_files += 1,
            b"GoToE" => left_out.attachments += 1,
            b"Sound" | b"Movie" | b"Rendition" | b"RichMediaExecute" | b"GoTo3DView" => {
                left_out.media += 1
            }
            _ => left_out.other_actions += 1,
        }
        None
    }
}
