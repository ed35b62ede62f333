//! Recognises the file format of a spreadsheet by its content.

use std::path::Path;

use super::parts::Parts;
use crate::diag::Diagnostic;

/// A file format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel before 2007.
    Xls,
    /// OpenDocument.
    Ods,
    /// Text (CSV).
    Text,
}

/// The first bytes of a ZIP archive.
const ZIP: &[u8] = b"PK";

/// The first bytes of Microsoft's older format, which also holds encrypted files of the newer one.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// The name of the stream with an encrypted file, as it is found in one.
const ENCRYPTED: &str = "EncryptedPackage";

impl Kind {
    /// The format of a file, or why it cannot be read.
    pub(super) fn of(bytes: &[u8], name: &str) -> Result<Self, Diagnostic> {
        let refuse = |what: &str, hint: &str| {
            Err(Diagnostic::error(None, format!("`{name}` is {what}")).hint(hint))
        };
        let save = "open it in Excel or LibreOffice, and save it as .xlsx";
        if bytes.is_empty() {
            return refuse("empty", "check that it was copied whole");
        }
        if bytes.starts_with(ZIP) {
            let parts = Parts::of(bytes, name)?;
            return match () {
                () if parts.has("xl/workbook.bin") => {
                    refuse("a binary workbook, which this program does not read", save)
                }
                () if parts.has_below("xl/") => Ok(Self::Xlsx),
                () if parts.is_encrypted_document() => {
                    refuse("encrypted", "open it with its password, and save it without one")
                }
                () if parts.is_spreadsheet() => Ok(Self::Ods),
                () if parts.has_below("word/") => refuse(
                    "a Word document, not a spreadsheet",
                    "copy its table into a spreadsheet, and import that",
                ),
                () => refuse(
                    "an archive without a spreadsheet in it",
                    "take the spreadsheet out of it first",
                ),
            };
        }
        if bytes.starts_with(COMPOUND) {
            let wide: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
            return match bytes.windows(wide.len()).any(|window| window == wide) {
                true => refuse("encrypted", "open it with its password, and save it without one"),
                false => Ok(Self::Xls),
            };
        }
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
        let start = start.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with("%pdf") {
            return refuse(
                "a PDF, not a spreadsheet",
                "ask for the spreadsheet that it was made from",
            );
        }
        if start.starts_with("<?xml")
            || start.starts_with("<html")
            || start.starts_with("<!doctype")
            || start.starts_with("<table")
        {
            return refuse("a web page or XML under the name of a spreadsheet", save);
        }
        let table = bytes.starts_with(&[0xFF, 0xFE])
            || bytes.starts_with(&[0xFE, 0xFF])
            || !bytes.iter().take(4096).any(|byte| *byte == 0);
        if table { Ok(Self::Text) } else { refuse("not a spreadsheet", save) }
    }

    /// The warning for a file with the extension of another format.
    pub(super) fn misnamed(self, name: &str) -> Option<Diagnostic> {
        let ending = Path::new(name).extension()?.to_string_lossy().to_lowercase();
        let (what, endings): (_, &[&str]) = match self {
            Self::Xlsx => ("an .xlsx file", &["xlsx", "xlsm", "xltx", "xltm"]),
            Self::Xls => ("an .xls file", &["xls", "xlt"]),
            Self::Ods => ("an .ods file", &["ods", "ots"]),
            Self::Text => ("text with a row to each line", &["csv", "tsv", "txt"]),
        };
        let message =
            format!("`{name}` is {what}, whatever its name ends with, and was read as that");
        (!endings.contains(&ending.as_str())).then(|| Diagnostic::warning(None, message))
    }
}
