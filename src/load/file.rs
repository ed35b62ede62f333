//! Loads one file of a workspace as a record, and finds the file for a name.

use typst::diag::FileError;
use typst::syntax::{FileId, VirtualPath};

use super::kind::{self, Kind};
use super::language::names_of;
use crate::diag::{Diagnostic, Findings, Outcome, closest};
use crate::read::{self, Name};
use crate::world::{World, builtin_names};

/// Loads one file as a record, as far as it can be read. `named` is the name in another file that led here, if one
/// did.
pub(super) fn record<T: Kind>(world: &World, file: FileId, named: Option<&Name>) -> Outcome<T> {
    let place = named.map(|named| named.place);
    let text = world.text(file).map_err(|error| vec![world.unreadable(file, &error, place)])?;
    let mut findings = Findings::default();
    findings.extend(world.foreign(file));
    let kind = read::kind(file, &text).filter(|kind| kind.value != T::KIND);
    let misspelt = kind.as_ref().is_none_or(|kind| kind::near(kind) == Some(T::KIND));
    findings.extend(kind.map(|kind| match kind::is_known(&kind) {
        true => kind::other(&kind, T::KIND),
        false => kind::unknown(&kind),
    }));
    // A file of another kind has other keys, so nothing more can be reported.
    let record = if misspelt { findings.take(read::read(file, &text)) } else { None };
    findings.go_on(record)
}

/// A file at the root of the workspace.
pub(super) fn root(name: &str) -> FileId {
    World::id(&VirtualPath::new(name).expect("the name has no `..`"))
}

/// A folder of files that a workspace can add to, some of which are built in, such as house styles.
pub(super) struct Shelf {
    /// The words for one of them in messages: `house style`.
    pub(super) what: &'static str,
    /// Their folder, in the workspace and among the built-in files.
    pub(super) folder: &'static str,
    /// The rest of a file's path after the name.
    pub(super) ending: &'static str,
}

impl Shelf {
    /// The file with a name: the workspace's own, or else the built-in one.
    pub(super) fn find(&self, world: &World, named: &Name) -> Result<FileId, Diagnostic> {
        self.find_in(world, named, None)
    }

    /// The file with a name, from the folder of a language where there is one.
    pub(super) fn find_in(
        &self,
        world: &World,
        named: &Name,
        language: Option<&Name>,
    ) -> Result<FileId, Diagnostic> {
        self.file(world, named, language).ok_or_else(|| {
            self.unreadable(world, named).unwrap_or_else(|| self.unknown(world, named))
        })
    }

    /// The error for a name in the workspace that is not a readable file, such as a folder.
    fn unreadable(&self, world: &World, named: &Name) -> Option<Diagnostic> {
        let path = VirtualPath::new(format!("{}/{}{}", self.folder, named.value, self.ending));
        let file = World::id(&path.ok()?);
        let error = world.bytes(file).err()?;
        let is_there = !matches!(error, FileError::NotFound(_));
        is_there.then(|| world.unreadable(file, &error, named.place))
    }

    /// The file whose name is closest to one without a file.
    pub(super) fn near(
        &self,
        world: &World,
        named: &Name,
        language: Option<&Name>,
    ) -> Option<FileId> {
        let names = self.names(world);
        self.file(world, closest(named, names.iter().map(String::as_str))?, language)
    }

    /// The file with exactly this name.
    fn file(&self, world: &World, name: &str, language: Option<&Name>) -> Option<FileId> {
        let plain = !name.is_empty() && !name.contains(['/', '\\', ':']) && !name.starts_with('.');
        let folders = language.into_iter().flat_map(names_of).map(|name| format!("/{name}"));
        let paths = folders
            .chain([String::new()])
            .map(|inside| format!("{}{inside}/{name}{}", self.folder, self.ending));
        let files = paths.filter(|_| plain).flat_map(|path| {
            let own = VirtualPath::new(&path).ok().map(|path| World::id(&path));
            own.into_iter().chain([World::builtin(&path)])
        });
        files.into_iter().find(|file| world.has(*file))
    }

    /// All names: the workspace's own, then the built-in ones.
    fn names(&self, world: &World) -> Vec<String> {
        let first = self.ending.split('/').next().unwrap_or_default();
        let own = world.files().list(self.folder).into_iter();
        let own = own.map(|name| name.strip_suffix(first).unwrap_or(&name).to_owned());
        own.chain(self.built_in().map(str::to_owned)).collect()
    }

    /// The built-in names.
    pub(super) fn built_in(&self) -> impl Iterator<Item = &'static str> {
        let (folder, ending) = (self.folder, self.ending);
        builtin_names(folder)
            .filter_map(move |path| {
                path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(ending)
            })
            // Versions in other languages are in folders of their own.
            .filter(|name| !name.contains('/'))
    }

    /// The error for a name without a file.
    fn unknown(&self, world: &World, named: &Name) -> Diagnostic {
        let Self { what, folder, .. } = self;
        let built_in: Vec<_> = self.built_in().collect();
        let names = self.names(world);
        let is_own = |name: &&str| !built_in.contains(name);
        let own: Vec<_> = names.iter().map(String::as_str).filter(is_own).collect();
        let error = Diagnostic::error(named.place, format!("there is no {what} `{}`", named.value));
        let error = match closest(named, names.iter().map(String::as_str)) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => error,
        };
        let yours = match own[..] {
            [] => format!("your own go into the workspace's `{folder}` folder"),
            _ => format!("your own in the workspace's `{folder}` folder are {}", own.join(", ")),
        };
        error.hint(format!("the {what}s that are built in are {}; {yours}", built_in.join(", ")))
    }
}
