//! Reads a file with its revision, and writes it only if it still has that revision.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::export::stamp::hash;
use crate::export::write;

/// The state of a file when it was read: a hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(crate) struct Revision(String);

impl Revision {
    /// The revision of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(hash(text.as_bytes()))
    }
}

/// Why a file was not read or written.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was changed since it was read.
    Changed,
    /// It is not UTF-8, so that writing it would change its encoding.
    Foreign,
    /// It cannot be read or written.
    Disk(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => out.write_str("the file was changed elsewhere meanwhile"),
            Self::Foreign => {
                out.write_str("the file is not saved as UTF-8; save it so in an editor first")
            }
            Self::Disk(error) => write!(out, "the file cannot be read or written: {error}"),
        }
    }
}

/// Reads a file and its revision.
pub(crate) fn read(path: &Path) -> Result<(String, Revision), Failure> {
    let bytes = fs::read(path).map_err(Failure::Disk)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Foreign)?;
    let revision = Revision::of(&text);
    Ok((text, revision))
}

/// Writes a file whole or not at all, if its revision is still the one that was read. An unchanged file is not
/// rewritten.
pub(crate) fn save(path: &Path, text: &str, read_as: &Revision) -> Result<Revision, Failure> {
    let (now, revision) = read(path)?;
    if revision != *read_as {
        return Err(Failure::Changed);
    }
    if now != text {
        let permissions = fs::metadata(path).map_err(Failure::Disk)?.permissions();
        write(path, text.as_bytes()).map_err(Failure::Disk)?;
        // The file keeps its permissions; on a disk without any, nothing is lost.
        let _ = fs::set_permissions(path, permissions);
    }
    Ok(Revision::of(text))
}
