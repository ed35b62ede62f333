//! Reads the parts of an archive, by name and within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::bounds::{UNPACKED, exceeded};
use crate::diag::Diagnostic;

/// The most parts of a file.
const MOST: usize = 20_000;

/// The largest part that is read as a whole, in bytes.
const WHOLE: u64 = 16 << 20;

/// An archive.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Parts<'a> {
    /// Opens an archive, or says why it cannot be read.
    pub(super) fn of(bytes: &'a [u8], name: &str) -> Result<Self, Diagnostic> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(name))?;
        match archive.len() {
            0..=MOST => Ok(Self { archive }),
            many => Err(exceeded(&format!("it has {many} parts"))),
        }
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Whether there is a part below a folder.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.archive.file_names().flatten().any(|name| name.starts_with(folder))
    }

    /// The names of the parts below a folder.
    pub(super) fn below(&self, folder: &str) -> Vec<String> {
        let names = self.archive.file_names().flatten().filter(|name| name.starts_with(folder));
        names.map(|name| name.to_string()).collect()
    }

    /// Whether it is an OpenDocument spreadsheet.
    pub(super) fn is_spreadsheet(&self) -> bool {
        self.has("content.xml")
            && self.text_of("mimetype").is_none_or(|kind| kind.contains("spreadsheet"))
    }

    /// Whether it is an OpenDocument file whose parts are encrypted.
    pub(super) fn is_encrypted_document(&self) -> bool {
        self.text_of("META-INF/manifest.xml").is_some_and(|list| list.contains("encryption-data"))
    }

    /// Refuses an archive that unpacks to more than any plan, by unpacking it: the sizes that it declares may be
    /// false.
    pub(super) fn check(&mut self, name: &str) -> Result<(), Diagnostic> {
        let mut left = UNPACKED;
        for at in 0..self.archive.len() {
            let part = self.archive.by_index(at).map_err(|_| damaged(name))?;
            let mut part = part.take(left + 1);
            let size = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| damaged(name))?;
            left = left
                .checked_sub(size)
                .ok_or_else(|| exceeded("unpacked it has hundreds of megabytes"))?;
        }
        Ok(())
    }

    /// The text of a part; `None` if it is missing, not text, or too large.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        let mut archive = self.archive.clone();
        let part = archive.by_name(name).ok()?;
        let mut text = String::new();
        part.take(WHOLE).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// A part, to be read from its start.
    pub(super) fn reader(&mut self, name: &str) -> Option<impl Read + '_> {
        self.archive.by_name(name).ok()
    }
}

/// The remark on text drawn over the cells, if there is any.
pub(super) fn text_box(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| format!("it has text boxes, which are not taken: “{words}”"))
}

/// The error for a damaged file.
pub(super) fn damaged(name: &str) -> Diagnostic {
    Diagnostic::error(None, format!("`{name}` is damaged"))
        .hint("open it in Excel or LibreOffice and save it again, or ask for another copy")
}
