//! The files of a workspace: on disk, where nothing outside its folder is ever read, or in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::{FileId, VirtualPath, VirtualRoot};
use typst_kit::files::FileLoader;

use super::builtin::{self, BUILTIN};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Where the files of a workspace are, and which of them were looked for.
#[derive(Debug, Clone)]
pub struct Files {
    origin: Arc<Origin>,
    /// The paths of the files that were looked for.
    read: Arc<Mutex<BTreeSet<String>>>,
}

#[derive(Debug)]
enum Origin {
    /// A folder: its real path, and as the user wrote it.
    Folder { root: PathBuf, shown: PathBuf },
    /// Files by their paths with a leading slash.
    Memory(BTreeMap<String, Bytes>),
}

impl Files {
    /// The files of a folder.
    pub(super) fn folder(folder: &Path, shown: &Path) -> io::Result<Self> {
        Ok(Self::of(Origin::Folder { root: folder.canonicalize()?, shown: shown.to_owned() }))
    }

    /// Files in memory.
    pub(super) fn memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let files =
            files.into_iter().map(|(path, bytes)| (format!("/{path}"), Bytes::new(bytes.to_vec())));
        Self::of(Origin::Memory(files.collect()))
    }

    /// The files of an origin, none of which was looked for yet.
    fn of(origin: Origin) -> Self {
        Self { origin: Arc::new(origin), read: Arc::default() }
    }

    /// The same files, none of which was looked for yet.
    pub(super) fn unread(&self) -> Self {
        Self { origin: Arc::clone(&self.origin), read: Arc::default() }
    }

    /// The paths, with a leading slash, of the files that were looked for, in order.
    pub(super) fn looked_for(&self) -> Vec<String> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().cloned().collect()
    }

    /// Counts the files that were looked for in the other as looked for here, too.
    pub(super) fn also_read(&self, other: &Self) {
        let others = other.looked_for();
        self.read.lock().unwrap_or_else(PoisonError::into_inner).extend(others);
    }

    /// The path to show the user for a path inside the workspace.
    pub(super) fn shown(&self, path: &VirtualPath) -> PathBuf {
        match &*self.origin {
            Origin::Folder { shown, .. } => shown.join(path.get_without_slash()),
            Origin::Memory(_) => path.get_without_slash().into(),
        }
    }

    /// The names of the files right inside a folder of the workspace, in order.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = match &*self.origin {
            Origin::Folder { root, .. } => fs::read_dir(root.join(folder))
                .into_iter()
                .flatten()
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .collect(),
            Origin::Memory(files) => files
                .keys()
                .filter_map(|path| path.strip_prefix(&format!("/{folder}/"))?.split('/').next())
                .map(str::to_owned)
                .collect(),
        };
        names.sort();
        names.dedup();
        names
    }

    /// The paths of all files with an extension, in order. Links are not followed, and what is hidden is left out.
    pub fn below(&self, extension: &str) -> Vec<VirtualPath> {
        match &*self.origin {
            Origin::Folder { root, .. } => {
                let paths = files_below(root, extension).into_iter();
                paths.filter_map(|path| VirtualPath::virtualize(root, &path).ok()).collect()
            }
            Origin::Memory(files) => {
                let paths = files.keys().filter_map(|path| VirtualPath::new(path).ok());
                paths.filter(|path| path.extension() == Some(extension)).collect()
            }
        }
    }

    /// Reads a file of a folder, if it is an ordinary file that really is inside.
    fn read(root: &Path, path: &VirtualPath) -> FileResult<Bytes> {
        let wanted = path.realize(root).map_err(|_| FileError::AccessDenied)?;
        let found = wanted.canonicalize().map_err(|error| FileError::from_io(error, &wanted))?;
        if !found.starts_with(root) {
            return Err(FileError::AccessDenied);
        }
        let kind = fs::metadata(&found).map_err(|error| FileError::from_io(error, &wanted))?;
        if kind.is_dir() {
            return Err(FileError::IsDirectory);
        }
        if !kind.is_file() || kind.len() > LARGEST {
            return Err(FileError::AccessDenied);
        }
        fs::read(&found).map(Bytes::new).map_err(|error| FileError::from_io(error, &wanted))
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath();
        if !matches!(id.get().root(), VirtualRoot::Project) {
            return Err(FileError::AccessDenied);
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(path.get_with_slash().to_owned());
        drop(read);
        if let Some(name) = path.get_with_slash().strip_prefix(BUILTIN) {
            let name = name.trim_start_matches('/');
            return builtin::bytes(name).ok_or_else(|| FileError::NotFound(name.into()));
        }
        match &*self.origin {
            Origin::Folder { root, .. } => Self::read(root, path),
            Origin::Memory(files) => files
                .get(path.get_with_slash())
                .cloned()
                .ok_or_else(|| FileError::NotFound(path.get_without_slash().into())),
        }
    }
}

/// The files below a folder with an extension, in order. Links are not followed, and what is hidden is left out.
pub fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type() {
                _ if entry.file_name().to_string_lossy().starts_with('.') => {}
                Ok(kind) if kind.is_dir() => waiting.push(path),
                Ok(kind)
                    if kind.is_file() && path.extension().is_some_and(|end| end == extension) =>
                {
                    found.push(path)
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}
