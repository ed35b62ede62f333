//! Reads the files of a workspace: on disk, never outside its folder, or in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::{FileId, VirtualPath, VirtualRoot};
use typst_kit::files::FileLoader;

use super::builtin::{self, BUILTIN};
use super::pictures;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// The files of a workspace, and a record of those looked for.
#[derive(Debug, Clone)]
pub struct Files {
    origin: Arc<Origin>,
    /// Replacements for files, by their paths with a leading slash.
    instead: Arc<BTreeMap<String, Bytes>>,
    /// The paths of files looked for.
    read: Arc<Mutex<BTreeSet<String>>>,
}

#[derive(Debug)]
enum Origin {
    /// A folder: its real path, and the path as the user wrote it.
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

    /// The files of an origin, with no record of files looked for.
    fn of(origin: Origin) -> Self {
        Self { origin: Arc::new(origin), instead: Arc::default(), read: Arc::default() }
    }

    /// The same files, with no record of files looked for.
    pub(super) fn unread(&self) -> Self {
        Self { read: Arc::default(), ..self.clone() }
    }

    /// The same files with other bytes in one, and with no record of files looked for.
    pub(super) fn with(&self, path: &str, bytes: &[u8]) -> Self {
        let mut instead = (*self.instead).clone();
        instead.insert(format!("/{path}"), Bytes::new(bytes.to_vec()));
        Self { instead: Arc::new(instead), ..self.unread() }
    }

    /// The paths of files looked for, with a leading slash, sorted.
    pub(super) fn looked_for(&self) -> Vec<String> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().cloned().collect()
    }

    /// Adds the files that another looked for to the record.
    pub(super) fn also_read(&self, other: &Self) {
        let others = other.looked_for();
        self.read.lock().unwrap_or_else(PoisonError::into_inner).extend(others);
    }

    /// The folder; `None` for files in memory.
    pub(crate) fn root(&self) -> Option<&Path> {
        match &*self.origin {
            Origin::Folder { root, .. } => Some(root),
            Origin::Memory(_) => None,
        }
    }

    /// The path to show for a path inside the workspace.
    pub(super) fn shown(&self, path: &VirtualPath) -> PathBuf {
        match &*self.origin {
            Origin::Folder { shown, .. } => shown.join(path.get_without_slash()),
            Origin::Memory(_) => path.get_without_slash().into(),
        }
    }

    /// The names of files and folders directly inside a folder of the workspace, or inside the workspace itself for `""`, sorted.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let within = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        let mut names: Vec<String> = match &*self.origin {
            Origin::Folder { root, .. } => fs::read_dir(root.join(folder))
                .into_iter()
                .flatten()
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .collect(),
            Origin::Memory(files) => files
                .keys()
                .filter_map(|path| path.strip_prefix(&within)?.split('/').next())
                .map(str::to_owned)
                .collect(),
        };
        names.sort();
        names.dedup();
        names
    }

    /// The paths of all TOML files, sorted, and messages about what was skipped. Links to folders are not followed,
    /// and hidden files are left out.
    pub fn toml(&self) -> (Vec<VirtualPath>, Vec<String>) {
        match &*self.origin {
            Origin::Folder { root, shown } => {
                let TomlFiles { files, passed } = TomlFiles::below(root);
                let (real, shown) = (root.display().to_string(), shown.display().to_string());
                let passed = passed.into_iter().map(|message| message.replace(&real, &shown));
                let passed = passed.collect();
                let paths = files.into_iter();
                (
                    paths.filter_map(|path| VirtualPath::virtualize(root, &path).ok()).collect(),
                    passed,
                )
            }
            Origin::Memory(files) => {
                let paths = files.keys().filter(|path| is_toml(Path::new(path)));
                (paths.filter_map(|path| VirtualPath::new(path).ok()).collect(), Vec::new())
            }
        }
    }

    /// Looks for a file without reading it.
    pub(super) fn find(&self, path: &VirtualPath) -> FileResult<()> {
        let name = path.get_with_slash();
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        match &*self.origin {
            _ if self.instead.contains_key(name) => Ok(()),
            Origin::Folder { root, .. } => Self::found(root, path).map(drop),
            Origin::Memory(files) if files.contains_key(name) => Ok(()),
            Origin::Memory(_) => Err(FileError::NotFound(path.get_without_slash().into())),
        }
    }

    /// Reads a file of a folder, if it is a regular file that really is inside.
    fn read(root: &Path, path: &VirtualPath) -> FileResult<Bytes> {
        let found = Self::found(root, path)?;
        fs::read(&found).map(Bytes::new).map_err(|error| FileError::from_io(error, &found))
    }

    /// The real path of a file of a folder, if it is a regular file inside.
    fn found(root: &Path, path: &VirtualPath) -> FileResult<PathBuf> {
        let wanted = path.realize(root).map_err(|_| outside())?;
        let found = wanted.canonicalize().map_err(|error| FileError::from_io(error, &wanted))?;
        if !found.starts_with(root) {
            return Err(outside());
        }
        let kind = fs::metadata(&found).map_err(|error| FileError::from_io(error, &wanted))?;
        if kind.is_dir() {
            return Err(FileError::IsDirectory);
        }
        if !kind.is_file() {
            return Err(FileError::Other(Some("it is no ordinary file".into())));
        }
        if kind.len() > LARGEST {
            return Err(FileError::Other(Some("it is larger than a gigabyte".into())));
        }
        Ok(found)
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath();
        if !matches!(id.get().root(), VirtualRoot::Project) {
            return Err(outside());
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(path.get_with_slash().to_owned());
        drop(read);
        if let Some(name) = path.get_with_slash().strip_prefix(BUILTIN) {
            let name = name.trim_start_matches('/');
            return builtin::bytes(name).ok_or_else(|| FileError::NotFound(name.into()));
        }
        if let Some(bytes) = self.instead.get(path.get_with_slash()) {
            return Ok(bytes.clone());
        }
        let bytes = match &*self.origin {
            Origin::Folder { root, .. } => Self::read(root, path),
            Origin::Memory(files) => files
                .get(path.get_with_slash())
                .cloned()
                .ok_or_else(|| FileError::NotFound(path.get_without_slash().into())),
        }?;
        // Later stages never see what a camera recorded.
        Ok(pictures::read(&bytes).map_or(bytes, |picture| Bytes::new(picture.bytes)))
    }
}

/// The error for a file outside the workspace.
fn outside() -> FileError {
    FileError::Other(Some("it is a link that leads out of the workspace".into()))
}

/// The TOML files below a folder.
#[derive(Debug, Default)]
pub(crate) struct TomlFiles {
    /// Their paths, sorted. Hidden files are left out.
    pub files: Vec<PathBuf>,
    /// Messages about what was skipped and may hold more.
    pub passed: Vec<String>,
}

impl TomlFiles {
    /// Searches a folder and the folders in it.
    pub(crate) fn below(folder: &Path) -> Self {
        let mut found = Self::default();
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            match entries {
                Ok(entries) => entries.iter().for_each(|entry| found.look(entry, &mut waiting)),
                Err(error) => {
                    let shown = folder.display();
                    found
                        .passed
                        .push(format!("the folder `{shown}` cannot be read: {}", error.kind()));
                }
            }
        }
        found.files.sort();
        found.passed.sort();
        found
    }

    /// Looks at one entry of a folder; adds it to `waiting` if it is a folder.
    fn look(&mut self, entry: &DirEntry, waiting: &mut Vec<PathBuf>) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let is = |kind: fn(&FileType) -> bool| entry.file_type().is_ok_and(|entry| kind(&entry));
        if name.starts_with('.') {
            return;
        }
        if is(FileType::is_dir) {
            waiting.push(path);
        } else if is_toml(&path) {
            self.files.push(path);
        } else if is(FileType::is_symlink) && path.is_dir() {
            let shown = path.display();
            self.passed.push(format!("`{shown}` is a link to a folder, which is not followed"));
        } else if name.ends_with(".toml.txt") {
            let shown = path.display();
            self.passed.push(format!(
                "`{shown}` is not read, since its name ends with `.txt`; rename it without that"
            ));
        }
    }
}

/// Whether a file is TOML, by its extension.
fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}
