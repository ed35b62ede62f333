//! What is built into the program: templates, house styles, fonts and reference data.

use typst::foundations::Bytes;

/// The folder under which a paper sees what is built in.
pub(crate) const BUILTIN: &str = "/_papers";

/// Every file that is built in, by name, in the order of the names within each folder.
static TABLE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The file of that name.
pub(crate) fn bytes(name: &str) -> Option<Bytes> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, bytes)| Bytes::new(*bytes))
}

/// The names of all files that are built in and start with `prefix`.
pub(crate) fn builtin_names(prefix: &str) -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name).filter(move |name| name.starts_with(prefix))
}

/// The folders of what no paper is made from: starting files, and the page of the desk.
const BESIDE: [&str; 2] = ["new/", "desk/"];

/// The text of every file that is built in, is text, and may be in a paper.
pub(crate) fn builtin_texts() -> impl Iterator<Item = &'static str> {
    let of_papers = |name: &str| !BESIDE.iter().any(|folder| name.starts_with(folder));
    let texts = TABLE.iter().filter(move |(name, _)| of_papers(name));
    texts.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
}
