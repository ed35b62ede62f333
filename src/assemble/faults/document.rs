//! Checks what a document says about itself as a whole.

use lopdf::{Dictionary, Document, Object};

use super::tags::wrong_language;
use super::{Broken, Faults};
use crate::assemble::look::{array_at, catalog, dictionary_at, entry, name_at};
use crate::assemble::metadata::Claims;
use crate::assemble::structure::Tree;

impl Faults {
    /// Checks the language of a part, in the catalog and in its tags, and its title.
    pub(in crate::assemble) fn of_words(
        &mut self,
        tree: &Tree,
        language: Option<&str>,
        has_title: bool,
    ) {
        if let Some((broken, what)) = language.and_then(wrong_language) {
            self.add(broken, what);
        }
        let mut tags = tree.elements.iter();
        if language.is_none() && !tags.any(|tag| tag.dictionary.has(b"Lang")) {
            self.add(Broken::Accessible, "no language");
        }
        if !has_title {
            self.add(Broken::Accessible, "no title");
        }
    }

    /// Checks the document itself. Most of this does not come along into the pack, but shows what the claims are
    /// worth.
    pub(in crate::assemble) fn of_document(&mut self, document: &Document, claims: Claims) {
        let Some(catalog) = catalog(document) else { return };
        let within = |key: &[u8]| dictionary_at(document, catalog, key);
        let is = |within: Option<&Dictionary>, key: &[u8]| {
            let found = within.and_then(|within| entry(document, within, key));
            found.is_some_and(|found| matches!(found, Object::Boolean(true)))
        };
        if is(within(b"MarkInfo"), b"Suspects") {
            self.add(Broken::Accessible, "tags that it calls suspect");
        }
        if !is(within(b"ViewerPreferences"), b"DisplayDocTitle") {
            self.add(Broken::Accessible, "no order to show its title");
        }
        if document.encryption_state.is_some() {
            self.add(Broken::Archival, "encryption");
        }
        let names = within(b"Names");
        let opened = within(b"OpenAction").and_then(|action| name_at(document, action, b"S"));
        if catalog.has(b"AA")
            || names.is_some_and(|names| names.has(b"JavaScript"))
            || opened == Some(b"JavaScript")
        {
            self.add(Broken::Archival, "JavaScript");
        }
        let holds_files = names.is_some_and(|names| names.has(b"EmbeddedFiles"));
        if holds_files && claims.a.is_some_and(|(part, _)| part == 1) {
            self.add(Broken::Archival, "attached files");
        }
        let layers = within(b"OCProperties");
        let default = layers.and_then(|layers| dictionary_at(document, layers, b"D"));
        let others = layers.and_then(|layers| array_at(document, layers, b"Configs"));
        let others = others.into_iter().flatten().filter_map(|one| document.dereference(one).ok());
        let others = others.filter_map(|(_, one)| one.as_dict().ok());
        if default.into_iter().chain(others).any(|one| one.has(b"AS")) {
            self.add(Broken::Both, "layers that switch themselves");
        }
    }
}
