//! Provides the files built into the program: templates, house styles, fonts and reference data.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::{FileId, Source};

/// The folder under which papers see them.
pub(crate) const BUILTIN: &str = "/_papers";

/// Every built-in file by name, sorted within each folder.
static TABLE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The file with a name.
pub(crate) fn bytes(name: &str) -> Option<Bytes> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, bytes)| Bytes::new(*bytes))
}

/// The Typst source of a built-in file, parsed once for all papers; `None` for other files.
pub(super) fn source(id: FileId, bytes: &[u8]) -> Option<FileResult<Source>> {
    static PARSED: Mutex<BTreeMap<String, Source>> = Mutex::new(BTreeMap::new());
    let name = id.get().vpath().get_with_slash().strip_prefix(BUILTIN)?.to_owned();
    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(source) = parsed.get(&name) {
        return Some(Ok(source.clone()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FileError::InvalidUtf8);
    let source = text.map(|text| Source::new(id, text.to_owned()));
    if let Ok(source) = &source {
        parsed.insert(name, source.clone());
    }
    Some(source)
}

/// The names of all built-in files that start with `prefix`.
pub(crate) fn builtin_names(prefix: &str) -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name).filter(move |name| name.starts_with(prefix))
}

/// The folders that no paper is made from: files for new workspaces, and the page of the desk.
const BESIDE: [&str; 2] = ["new/", "desk/"];

/// The text of every built-in text file that may end up in a paper.
pub(crate) fn builtin_texts() -> impl Iterator<Item = &'static str> {
    let of_papers = |name: &str| !BESIDE.iter().any(|folder| name.starts_with(folder));
    let texts = TABLE.iter().filter(move |(name, _)| of_papers(name));
    texts.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
}
