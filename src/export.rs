//! Turns pages and documents into files, and writes them whole or not at all.
//!
//! In comes a finished paper; out come the bytes of each format (one file here for each format that is made from
//! pages), and [`write()`] puts them in place.

pub(crate) mod cache;
pub(crate) mod pdf;
pub(crate) mod png;
pub(crate) mod sheet;
pub(crate) mod stamp;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::format::Format;

/// A file made from a paper or a meeting.
#[derive(Debug, Clone)]
pub struct Output {
    /// What its name has after the name of its source: nothing, `-restricted`, `-pack` …
    pub suffix: String,
    /// The format.
    pub format: Format,
    /// The whole file.
    pub bytes: Vec<u8>,
    /// The number of its pages, if its format has pages.
    pub pages: Option<usize>,
}

/// The path of an output, from a stem such as `output/wessen/report`, a suffix and the format's extension.
pub(crate) fn path(stem: &Path, suffix: &str, format: Format) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(suffix);
    path.push(".");
    path.push(format.extension());
    path.into()
}

/// The prefix for the names of files that are still being written.
const UNFINISHED: &str = ".papers-unfinished-";

/// Writes a file atomically: a reader finds the old file or the new one, never a part.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    unfinished(path, bytes)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a new file atomically; fails if one is already there.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    unfinished(path, bytes)?.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a complete file under a temporary name.
fn unfinished(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    // The lock keeps other builds from sweeping the file away before it has its name. On a disk without locks,
    // nothing is swept.
    let _ = file.as_file().try_lock();
    file.write_all(bytes)?;
    readable(file.as_file())?;
    Ok(file)
}

/// Deletes a file if it exists; the error says why that failed.
pub(crate) fn take_away(path: &Path) -> Result<(), String> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("`{}` cannot be taken away: {error}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Deletes half-written files in a folder that a killed build left behind.
pub(crate) fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED)
            && std::fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
        {
            // A file that cannot be deleted does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Gives a file the permissions of any other output, as temporary files start out private.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// On other systems, permissions come from the folder.
#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_half_written_is_swept_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(format!("{UNFINISHED}left"));
        std::fs::write(&left, "half").unwrap();
        let busy = folder.path().join(format!("{UNFINISHED}busy"));
        let writing = std::fs::File::create(&busy).unwrap();
        writing.lock().unwrap();
        write(&folder.path().join("paper.pdf"), b"whole").unwrap();
        sweep(folder.path());
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, [&format!("{UNFINISHED}busy"), "paper.pdf"]);
    }
}
