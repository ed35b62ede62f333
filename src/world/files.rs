//! The files of a workspace: on disk, where nothing outside its folder is ever read, or in memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::{FileId, VirtualPath, VirtualRoot};
use typst_kit::files::FileLoader;

use super::builtin::{self, BUILTIN};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Where the files of a workspace are.
#[derive(Debug, Clone)]
pub struct Files(Arc<Origin>);

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
        Ok(Self(Arc::new(Origin::Folder { root: folder.canonicalize()?, shown: shown.to_owned() })))
    }

    /// Files in memory.
    pub(super) fn memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let files =
            files.into_iter().map(|(path, bytes)| (format!("/{path}"), Bytes::new(bytes.to_vec())));
        Self(Arc::new(Origin::Memory(files.collect())))
    }

    /// The path to show the user for a path inside the workspace.
    pub(super) fn shown(&self, path: &VirtualPath) -> PathBuf {
        match &*self.0 {
            Origin::Folder { shown, .. } => shown.join(path.get_without_slash()),
            Origin::Memory(_) => path.get_without_slash().into(),
        }
    }

    /// The names of the files right inside a folder of the workspace, in order.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = match &*self.0 {
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
        if let Some(name) = path.get_with_slash().strip_prefix(BUILTIN) {
            let name = name.trim_start_matches('/');
            return builtin::bytes(name).ok_or_else(|| FileError::NotFound(name.into()));
        }
        match &*self.0 {
            Origin::Folder { root, .. } => Self::read(root, path),
            Origin::Memory(files) => files
                .get(path.get_with_slash())
                .cloned()
                .ok_or_else(|| FileError::NotFound(path.get_without_slash().into())),
        }
    }
}
