//! Does every read: data, templates, pictures, fonts.
//!
//! A [`World`] is what one paper can see: the files of its workspace and the built-in ones, and nothing else; no
//! network, no clock, no system fonts. Its [`Workspace`] remembers which files were looked for, which are what an
//! output was made from.

mod builtin;
mod capitals;
mod draw;
mod encoding;
mod files;
mod fonts;
pub(crate) mod pictures;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ecow::eco_format;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};
use typst_kit::files::FileStore;
use typst_kit::fonts::FontStore;

pub(crate) use self::builtin::builtin_texts;
pub(crate) use self::builtin::bytes as builtin_bytes;
pub(crate) use self::builtin::{BUILTIN, builtin_names};
pub(crate) use self::encoding::decode;
pub(crate) use self::files::{Files, TomlFiles};
use crate::diag::{Diagnostic, Place};

/// The name of a paper's Typst source.
pub(crate) const MAIN: &str = "paper.typ";

/// The largest text file, in bytes: several times the longest paper.
const LONGEST_TEXT: usize = 16 << 20;

/// A workspace, shared by all of its papers.
#[derive(Clone)]
pub struct Workspace {
    files: Files,
    library: Arc<LazyHash<Library>>,
    fonts: Arc<FontStore>,
}

impl Workspace {
    /// Opens the workspace in a folder, which messages print as `shown`.
    pub fn open(folder: &Path, shown: &Path) -> io::Result<Self> {
        Ok(Self::of(Files::folder(folder, shown)?))
    }

    /// A workspace in memory.
    pub fn memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self::of(Files::memory(files))
    }

    /// A workspace with these files.
    fn of(files: Files) -> Self {
        let fonts = Arc::new(fonts::store(&files));
        Self { files, library: library(), fonts }
    }

    /// The files of the workspace.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The same workspace, with no record of files looked for.
    pub fn unread(&self) -> Self {
        Self { files: self.files.unread(), ..self.clone() }
    }

    /// The same workspace with other bytes in one file, and with no record of files looked for.
    pub(crate) fn with(&self, path: &str, bytes: &[u8]) -> Self {
        Self { files: self.files.with(path, bytes), ..self.clone() }
    }

    /// The files looked for so far, built-in ones included, in order of their names.
    pub fn read(&self) -> Vec<FileId> {
        let paths = self.files.looked_for().into_iter();
        paths.filter_map(|path| VirtualPath::new(path).ok()).map(|path| World::id(&path)).collect()
    }

    /// Adds the files that another workspace looked for to the record.
    pub fn also_read(&self, other: &Self) {
        self.files.also_read(&other.files);
    }

    /// A view of the workspace for one paper.
    pub fn world(&self) -> World {
        World { shared: self.clone(), store: FileStore::new(self.files.clone()), made: Vec::new() }
    }
}

/// Typst's library.
fn library() -> Arc<LazyHash<Library>> {
    // The row headers of tables need this feature.
    let features = [Feature::A11yExtras].into_iter().collect();
    Arc::new(LazyHash::new(Library::builder().with_features(features).build()))
}

/// The view of one paper.
pub struct World {
    shared: Workspace,
    store: FileStore<Files>,
    /// The sources made while the program runs, each in place of a file.
    made: Vec<Source>,
}

impl World {
    /// The identity of a path inside the workspace.
    pub fn id(path: &VirtualPath) -> FileId {
        RootedPath::new(VirtualRoot::Project, path.clone()).intern()
    }

    /// The path of a file inside its workspace, without a slash before it.
    pub(crate) fn path(file: FileId) -> &'static str {
        file.get().vpath().get_without_slash()
    }

    /// The identity of what is built in under a name such as `styles/medway/style.toml`.
    pub fn builtin(name: &str) -> FileId {
        let path = VirtualPath::new(format!("{BUILTIN}/{name}"));
        Self::id(&path.expect("names of what is built in have no `..`"))
    }

    /// Whether a file is built in rather than the workspace's.
    pub(crate) fn is_built_in(id: FileId) -> bool {
        id.get().vpath().get_with_slash().starts_with(BUILTIN)
    }

    /// The text of a file, in whichever encoding it is saved.
    pub fn text(&self, id: FileId) -> FileResult<String> {
        let bytes = self.store.file(id)?;
        if bytes.len() > LONGEST_TEXT {
            let message = eco_format!(
                "it has {} MB, and {} MB is the most of a text file; split it",
                bytes.len() >> 20,
                LONGEST_TEXT >> 20
            );
            return Err(FileError::Other(Some(message)));
        }
        let (text, _) = encoding::decode(&bytes).ok_or(FileError::InvalidUtf8)?;
        Ok(text)
    }

    /// The warning for a file that was readable but is not saved as UTF-8.
    pub fn foreign(&self, id: FileId) -> Option<Diagnostic> {
        let (_, encoding) = encoding::decode(&self.store.file(id).ok()?)?;
        let message = format!("this file is saved as {}, and was read as that", encoding?);
        let warning = Diagnostic::warning(Place::new(id, 0..0), message);
        Some(warning.hint(
            "save it as UTF-8 (in Notepad: File, Save as, Encoding), then look at its pound signs, dashes and quotation marks",
        ))
    }

    /// The bytes of a file.
    pub fn bytes(&self, id: FileId) -> FileResult<Bytes> {
        self.store.file(id)
    }

    /// Whether there is such a file that can be read.
    pub fn has(&self, id: FileId) -> bool {
        self.store.file(id).is_ok()
    }

    /// The error for a file that another names and that is missing, without reading it.
    pub(crate) fn missing(&self, from: FileId, path: &str, place: Place) -> Option<Diagnostic> {
        let found = self.relative(from, path, place);
        let found = found.and_then(|id| {
            let found = self.shared.files.find(id.get().vpath());
            found.map_err(|error| self.unreadable(id, &error, place))
        });
        found.err()
    }

    /// The file that another names by a path; an error where the path is not allowed.
    pub fn relative(&self, from: FileId, path: &str, place: Place) -> Result<FileId, Diagnostic> {
        let outside = |what: &str| {
            Diagnostic::error(place, format!("`{path}` {what}")).hint(
                "name a file inside the workspace, by its path from this file: `plans/plan.toml`",
            )
        };
        if path.is_empty() {
            return Err(outside("names no file"));
        }
        if path.contains(|next: char| next == '\\' || next.is_control()) {
            let message = "a path has slashes between its folders, not backslashes";
            return Err(Diagnostic::error(place, message).hint("write `/` for each `\\`"));
        }
        if path.contains("://") {
            let message =
                format!("`{path}` is an address on the web, and papers are made from files alone");
            return Err(Diagnostic::error(place, message)
                .hint("save the file beside this one, and write its name"));
        }
        if path.starts_with('/') || path.contains(':') {
            return Err(outside("is an absolute path"));
        }
        let folder = from.get().vpath().parent();
        let joined = folder.map(|folder| folder.join(path));
        match joined {
            Some(Ok(path)) if path.get_with_slash().starts_with(BUILTIN) => {
                Err(outside("is a reserved name"))
            }
            Some(Ok(path)) => Ok(Self::id(&path)),
            Some(Err(_)) | None => Err(outside("leads out of the workspace")),
        }
    }

    /// The error for a file that cannot be read, at the place that names it.
    pub fn unreadable(
        &self,
        id: FileId,
        error: &FileError,
        place: impl Into<Option<Place>>,
    ) -> Diagnostic {
        let name = self.shown(id);
        let (message, hint) = match error {
            FileError::NotFound(_) => (
                format!("there is no file `{name}`"),
                "check the spelling of the path; it starts from this file's folder",
            ),
            FileError::IsDirectory => {
                (format!("`{name}` is a folder, not a file"), "name a file in it")
            }
            FileError::InvalidUtf8 => {
                (format!("`{name}` is not text"), "open it in a text editor, and save it as UTF-8")
            }
            FileError::AccessDenied => (
                format!("`{name}` may not be read"),
                "ask whoever owns the file to let you read it",
            ),
            FileError::Other(Some(why)) => (
                format!("`{name}` cannot be read: {why}"),
                "put an ordinary file into the workspace in its place",
            ),
            _ => (format!("`{name}` cannot be read: {error}"), "check the file"),
        };
        Diagnostic::error(place, message).hint(hint)
    }

    /// The same view with a paper's Typst source.
    pub(crate) fn with_main(&self, text: String) -> Self {
        let path = VirtualPath::new(MAIN).expect("the name has no `..`");
        self.with_made(Self::id(&path), text)
    }

    /// The same view with a source in place of one file.
    pub(crate) fn with_made(&self, id: FileId, text: String) -> Self {
        let others = self.made.iter().filter(|made| made.id() != id);
        let made = others.cloned().chain([Source::new(id, text)]).collect();
        Self { made, ..self.shared.world() }
    }

    /// The sources made while the program runs, each in place of a file.
    pub(crate) fn made(&self) -> &[Source] {
        &self.made
    }

    /// The workspace behind this view.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.shared
    }

    /// The files of the workspace.
    pub fn files(&self) -> &Files {
        &self.shared.files
    }

    /// The fonts that the paper can use.
    pub fn fonts(&self) -> &FontStore {
        &self.shared.fonts
    }

    /// Whether a font was derived from another, as the capitals are.
    pub fn is_made(&self, index: usize) -> bool {
        let info = self.fonts().book().info(index);
        info.is_some_and(|info| info.family.starts_with(capitals::CAPITALS_OF))
    }

    /// The number of the line in which a place begins, from 1; `None` if its file cannot be read.
    pub(crate) fn line(&self, place: Place) -> Option<usize> {
        let text = self.text(place.file).ok()?;
        Some(text.get(..place.start)?.matches('\n').count() + 1)
    }

    /// A file's path as the user would write it.
    pub fn shown(&self, id: FileId) -> String {
        let path = id.get().vpath();
        match path.get_with_slash().strip_prefix(BUILTIN) {
            Some(name) => format!("built in: {}", name.trim_start_matches('/')),
            None => self.shared.files.shown(path).display().to_string(),
        }
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        Self::id(&VirtualPath::new(MAIN).expect("the name has no `..`"))
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.made.iter().find(|made| made.id() == id) {
            Some(made) => Ok(made.clone()),
            None => {
                let bytes = self.store.file(id)?;
                builtin::source(id, &bytes).unwrap_or_else(|| self.store.source(id))
            }
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.store.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The workspace folder that a path is in: the nearest one upward with a `council.toml`.
pub(crate) fn workspace_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join("council.toml").is_file()).map(Path::to_owned)
}
