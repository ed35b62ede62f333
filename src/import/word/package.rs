//! Opens a Word file as an archive of parts.
//!
//! In come the bytes of a file; out comes a [`Package`] whose parts can be read one by one, each within bounds, or an
//! error that says what else the file is. Nothing outside the archive is ever opened. What the parts hold is left to
//! the others.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::xml::{attribute, children};
use crate::diag::Diagnostic;

/// The largest file that is accepted, in bytes.
pub(crate) const LARGEST_FILE: u64 = 100 << 20;
/// The largest part that is unpacked, in bytes.
const LARGEST_PART: u64 = 48 << 20;
/// The most bytes unpacked from one file.
const LARGEST_WHOLE: u64 = 256 << 20;
/// The most elements and texts of a part.
const MOST_NODES: u32 = 1_500_000;
/// The deepest nesting of elements.
const DEEPEST: usize = 160;

/// The parts of a Word file.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The name of the file in messages.
    shown: String,
    /// How many bytes may still be unpacked.
    left: u64,
}

/// The target of a relationship.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The last word of its kind, such as `image` or `hyperlink`.
    pub(super) kind: String,
    /// The name of the part, or the address outside the file.
    pub(super) target: String,
    /// Whether it points outside the file.
    pub(super) external: bool,
}

/// The relationships of a part, by their identifiers.
pub(super) type Relations = BTreeMap<String, Relation>;

impl<'b> Package<'b> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'b [u8], shown: &str) -> Result<Self, Diagnostic> {
        if let Some((message, hint)) = other_kind(bytes) {
            return Err(Diagnostic::error(None, format!("`{shown}` {message}")).hint(hint));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(shown))?;
        Ok(Self { archive, shown: shown.to_owned(), left: LARGEST_WHOLE })
    }

    /// The name of the part that holds the document.
    pub(super) fn main(&mut self) -> Result<String, Diagnostic> {
        let roots = self.relations("")?;
        let main = roots.into_values().find(|root| root.kind == "officeDocument");
        let is_word = |name: &String| name.starts_with("word/") || name.ends_with("document.xml");
        match main.map(|main| main.target).filter(is_word) {
            Some(name) if self.has(&name) => Ok(name),
            _ if self.has("word/document.xml") => Ok("word/document.xml".to_owned()),
            _ => Err(Diagnostic::error(None, format!("`{}` is not a Word document", self.shown))
                .hint(
                    "open it in the program that made it, and save it as a Word document (.docx)",
                )),
        }
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// The bytes of a part; `None` if it does not exist.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        if !self.has(name) {
            return Ok(None);
        }
        let mut part = self.archive.by_name(name).map_err(|_| damaged(&self.shown))?;
        let bound = self.left.min(LARGEST_PART);
        let mut bytes = Vec::new();
        let read = part.by_ref().take(bound + 1).read_to_end(&mut bytes);
        drop(part);
        read.map_err(|_| damaged(&self.shown))?;
        let length = bytes.len() as u64;
        if length > bound {
            return Err(self.too_large());
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// The text of an XML part; `None` if it does not exist.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match &bytes[..] {
            [0xFF, 0xFE, ..] => UTF_16LE.decode(&bytes).0.into_owned(),
            [0xFE, 0xFF, ..] => UTF_16BE.decode(&bytes).0.into_owned(),
            _ => String::from_utf8(bytes).map_err(|_| damaged(&self.shown))?,
        };
        Ok(Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)))
    }

    /// Parses the XML of a part. A DTD, whose entities could bring in other files, is refused.
    pub(super) fn parse<'t>(&self, text: &'t str) -> Result<Document<'t>, Diagnostic> {
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let document =
            Document::parse_with_options(text, options).map_err(|error| match error {
                roxmltree::Error::NodesLimitReached => self.too_large(),
                roxmltree::Error::DtdDetected => Diagnostic::error(
                    None,
                    format!(
                        "`{}` declares entities of its own, which no Word document does",
                        self.shown
                    ),
                )
                .hint("do not trust the file; ask its author for another copy"),
                _ => damaged(&self.shown),
            })?;
        if is_too_deep(document.root()) {
            return Err(self.too_large());
        }
        Ok(document)
    }

    /// The relationships of a part, or of the file itself if the name is empty.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Diagnostic> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(text) = self.text(&format!("{folder}_rels/{file}.rels"))? else {
            return Ok(Relations::new());
        };
        let document = self.parse(&text)?;
        let relations = children(document.root_element(), "Relationship").filter_map(|relation| {
            let external = attribute(relation, "TargetMode") == Some("External");
            let target = attribute(relation, "Target")?;
            let target = if external { target.to_owned() } else { resolve(&folder, target) };
            let kind = attribute(relation, "Type")?.rsplit('/').next()?.to_owned();
            Some((attribute(relation, "Id")?.to_owned(), Relation { kind, target, external }))
        });
        Ok(relations.collect())
    }

    /// The error for a file that unpacks to more than a paper can be.
    fn too_large(&self) -> Diagnostic {
        Diagnostic::error(
            None,
            format!("`{}` holds more than the draft of a paper can, and was not read", self.shown),
        )
        .hint("split it into papers and appendices, or make its pictures smaller")
    }
}

/// Resolves the name of a part relative to the folder of the part that refers to it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether elements are nested more deeply than any program writes them.
fn is_too_deep(root: Node<'_, '_>) -> bool {
    let mut above: Vec<Node<'_, '_>> = Vec::new();
    root.descendants().any(|node| {
        while above.last().is_some_and(|last| Some(*last) != node.parent()) {
            above.pop();
        }
        above.push(node);
        above.len() > DEEPEST
    })
}

/// What a file is if it is not an archive, or not one that Word writes, and what to do about it.
fn other_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SAVE: &str = "open it in Word, and save it as a Word document (.docx)";
    let start = bytes.trim_ascii_start();
    let has = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    let wide =
        |words: &str| -> Vec<u8> { words.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    match bytes {
        [] => Some(("is empty", "check that it was saved, and copy it again")),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if has(&wide("EncryptedPackage")) => Some((
            "is protected with a password, so it cannot be read",
            "open it in Word, take away the password (File, Info, Protect document), and save it",
        )),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(("is of the kind that Word wrote before 2007", SAVE)),
        [b'P', b'K', ..]
            if bytes
                .get(30..)
                .is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis")) =>
        {
            Some(("is an OpenDocument file", SAVE))
        }
        // An archive with the larger (ZIP64) header has more or larger parts than any document.
        [b'P', b'K', ..]
            if bytes[bytes.len().saturating_sub(200)..]
                .windows(4)
                .any(|four| four == b"PK\x06\x06") =>
        {
            Some(("is an archive, and not one that Word writes", SAVE))
        }
        [b'P', b'K', ..] => None,
        _ if start.starts_with(b"%PDF") => Some((
            "is a PDF, not a Word document",
            "ask its author for the Word document that it was made from",
        )),
        _ if start.starts_with(b"{\\rtf") => Some(("is Rich Text, whatever its name says", SAVE)),
        _ if start.starts_with(b"<") => {
            Some(("is a web page or XML, whatever its name says", SAVE))
        }
        _ => Some(("is not a Word document", SAVE)),
    }
}

/// The error for a file that cannot be unpacked.
fn damaged(shown: &str) -> Diagnostic {
    Diagnostic::error(None, format!("`{shown}` is damaged, or is not a Word document"))
        .hint("open it in Word, save it as a Word document (.docx), and try again; take away its password if it has one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_of_a_relationship_is_found_from_its_part() {
        assert_eq!(resolve("word/", "media/a.png"), "word/media/a.png");
        assert_eq!(resolve("word/", "../media/a.png"), "media/a.png");
        assert_eq!(resolve("word/", "/word/a.xml"), "word/a.xml");
        assert_eq!(resolve("", "../../../etc/passwd"), "etc/passwd");
    }

    #[test]
    fn a_file_of_another_kind_is_called_what_it_is() {
        for (bytes, said) in [
            (&b""[..], "is empty"),
            (b"%PDF-1.7", "is a PDF"),
            (b"{\\rtf1", "Rich Text"),
            (b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "password"),
            (b"\xD0\xCF\x11\xE0", "before 2007"),
            (b"Dear all", "is not a Word document"),
            (b"PK\x03\x04 and no more", "damaged"),
        ] {
            let message = Package::open(bytes, "draft.docx").err().unwrap().message;
            assert!(message.contains(said), "{message}");
        }
    }
}
