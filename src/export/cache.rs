//! Remembers facts about outputs between builds, in a private folder of the workspace.
//!
//! In come a workspace and the names of outputs; out come the stamps kept for them. They are not among the outputs,
//! so copying those to a web server publishes none of them. If the workspace cannot be written to, the user's own
//! cache folder is used; without that, nothing is remembered: everything is built each time, and of earlier outputs
//! only those that have the name of a paper are deleted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::stamp::{Stamp, hash};
use super::{take_away, write};
use crate::format::Format;
use crate::world::Workspace;

/// The name of the folder in a workspace.
const NAME: &str = ".papers";

/// The cache of one workspace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cache {
    /// Its folder; `None` if there is nowhere to write.
    folder: Option<PathBuf>,
}

impl Cache {
    /// The cache of a workspace.
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let Some(root) = workspace.files().root() else { return Self::default() };
        let own = root.join(NAME);
        let folder = private(&own).map(|()| own).or_else(|_| {
            let users = users_caches().ok_or(io::ErrorKind::NotFound)?;
            let own = users.join("papers").join(hash(root.as_os_str().as_encoded_bytes()));
            private(&own).map(|()| own)
        });
        Self { folder: folder.ok() }
    }

    /// The folder for what is remembered about the parts of a pack.
    pub(crate) fn parts(&self, stem: &Path) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{}.parts", key(stem))))
    }

    /// The stamp kept for the outputs whose names start with `stem`.
    pub(crate) fn stamp(&self, stem: &Path, format: Format) -> Option<Stamp> {
        read(&self.place(stem, format)?)
    }

    /// Keeps the stamp of new outputs, and deletes those that it replaces and that were not made again: a paper that
    /// became exempt leaves no public file behind. The error says what could not be done.
    pub(crate) fn keep(&self, stamp: &Stamp) -> Result<(), String> {
        let before = self.stamp(&stamp.stem, stamp.format);
        for old in before.iter().flat_map(|before| &before.outputs) {
            if stamp.outputs.iter().all(|output| output.suffix != old.suffix) {
                take_away(&stamp.path(old))?;
            }
        }
        let Some(place) = self.place(&stamp.stem, stamp.format) else { return Ok(()) };
        let kept = serde_json::to_vec(stamp).map_err(io::Error::other);
        kept.and_then(|kept| write(&place, &kept))
            .map_err(|error| format!("`{}` cannot be written: {error}", place.display()))
    }

    /// Forgets the stamp of outputs that no longer exist.
    pub(crate) fn forget(&self, stamp: &Stamp) {
        // If it cannot be deleted, the next build looks at it again.
        self.place(&stamp.stem, stamp.format).map(fs::remove_file);
    }

    /// All stamps, in the order of their file names.
    pub(crate) fn stamps(&self) -> Vec<Stamp> {
        let entries = self.folder.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
        let mut places: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "stamp"))
            .collect();
        places.sort();
        places.iter().filter_map(|place| read(place)).collect()
    }

    /// The path of the stamp for some outputs.
    fn place(&self, stem: &Path, format: Format) -> Option<PathBuf> {
        let name = format!("{}.{}.stamp", key(stem), format.extension());
        Some(self.folder.as_ref()?.join(name))
    }
}

/// The name used here for outputs whose names start with `stem`.
fn key(stem: &Path) -> String {
    let stem = std::path::absolute(stem).unwrap_or_else(|_| stem.to_owned());
    hash(stem.as_os_str().as_encoded_bytes())
}

/// Reads a stamp; `None` if it is damaged.
fn read(place: &Path) -> Option<Stamp> {
    serde_json::from_slice(&fs::read(place).ok()?).ok()
}

/// Creates a folder that only its owner can read and that version control ignores, and checks that it can be written
/// to.
fn private(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    // A folder that belongs to another user is of no use.
    tempfile::tempfile_in(folder).map(drop)
}

/// The user's cache folder.
fn users_caches() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let named = |name: &str| named(name).filter(|path| path.is_absolute());
    named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
}
