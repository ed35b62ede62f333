//! What is remembered between builds, apart from what is published: a private folder of the workspace.
//!
//! In come a workspace and the names of outputs; out come the places of what is known of them. Copying the folder of
//! outputs to a web server publishes none of it. Where the workspace cannot be written to, the user's own folder of
//! caches serves; where there is none, nothing is remembered: all is built again each time, and of former builds only what
//! has the name of a paper is taken away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::stamp::{Stamp, hash};
use super::{Format, take_away, write};
use crate::world::Workspace;

/// The name of the folder in a workspace.
const NAME: &str = ".papers";

/// The cache of one workspace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cache {
    /// Its folder, if there is one.
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

    /// The folder of what is remembered of the parts of a pack.
    pub(crate) fn parts(&self, stem: &Path) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{}.parts", key(stem))))
    }

    /// The stamp that was kept of the outputs whose names start with `stem`.
    pub(crate) fn stamp(&self, stem: &Path, format: Format) -> Option<Stamp> {
        read(&self.place(stem, format)?)
    }

    /// Keeps the stamp of outputs that are written, and takes away those that were made before in their place and are not
    /// now: a paper that became exempt leaves no public file behind. Says what cannot be done.
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

    /// Forgets the stamp of outputs that are there no more.
    pub(crate) fn forget(&self, stamp: &Stamp) {
        // What stays is looked at again by the next build.
        self.place(&stamp.stem, stamp.format).map(fs::remove_file);
    }

    /// All stamps that are kept, in the order of their names.
    pub(crate) fn stamps(&self) -> Vec<Stamp> {
        let entries = self.folder.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
        let mut places: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "stamp"))
            .collect();
        places.sort();
        places.iter().filter_map(|place| read(place)).collect()
    }

    /// Where the stamp of outputs is kept.
    fn place(&self, stem: &Path, format: Format) -> Option<PathBuf> {
        let name = format!("{}.{}.stamp", key(stem), format.extension());
        Some(self.folder.as_ref()?.join(name))
    }
}

/// What outputs whose names start with `stem` are called here.
fn key(stem: &Path) -> String {
    let stem = std::path::absolute(stem).unwrap_or_else(|_| stem.to_owned());
    hash(stem.as_os_str().as_encoded_bytes())
}

/// Reads a stamp; one that is spoilt counts for none.
fn read(place: &Path) -> Option<Stamp> {
    serde_json::from_slice(&fs::read(place).ok()?).ok()
}

/// Makes a folder that nobody but its owner can look into, and that version control passes over.
fn private(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    // Another user's folder is of no use.
    tempfile::tempfile_in(folder).map(drop)
}

/// The user's own folder of caches.
fn users_caches() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let named = |name: &str| named(name).filter(|path| path.is_absolute());
    named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
}
