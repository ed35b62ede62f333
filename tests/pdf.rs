//! An independent reader of the PDFs that the program makes, for tests to look into.
//!
//! In comes a whole file; out come its [pages](pages), what it says [about] itself, its [fonts],
//! [bookmarks](outline) and [links], and above all its structure tree in reading order with the text
//! of its marked content: as elements ([`walk`]), as lines for a golden test ([`tags`]) and as one
//! [text]. It stands on another parser than the one that the program edits PDFs with. Whether a file
//! conforms to a standard is left to `conformance.py`.
//!
//! Nothing here mends a broken file: what cannot be read panics, which fails the test.

mod about;
mod cmap;
mod content;
mod facts;
mod navigation;
mod reading;
mod sample;
mod strings;
mod tree;

use hayro_syntax::Pdf;

pub(crate) use about::{About, about};
pub(crate) use facts::{Font, Page, fonts, pages};
pub(crate) use navigation::{Bookmark, Link, Target, links, outline};
pub(crate) use tree::{Element, Kid, tags, text, unreachable_marks, walk, words_by_page};

/// Opens a file.
fn open(file: &[u8]) -> Pdf {
    Pdf::new(file.to_vec()).expect("the file is a PDF")
}
