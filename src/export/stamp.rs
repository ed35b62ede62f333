//! Decides what is up to date: each set of outputs has a stamp that records everything they were made from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::syntax::{FileId, VirtualPath};
use typst::utils::hash128;

use super::{Output, path};
use crate::diag::Diagnostic;
use crate::format::Format;
use crate::read::mark::is_mentioned;
use crate::withhold::Elsewhere;
use crate::world::{Workspace, World};

/// The version of this program: a hash of its source and built-in files, computed when it was compiled.
const PROGRAM: &str = include_str!(concat!(env!("OUT_DIR"), "/program"));

/// Everything that some outputs were made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    program: String,
    /// Each file that was looked for, with the hash of its content; `None` if it did not exist.
    sources: Vec<(String, Option<String>)>,
    /// The names of the files in the workspace's folder of fonts.
    fonts: Vec<String>,
}

impl Origin {
    /// The origin of outputs just made in a workspace: all of its files that were looked for. Built-in files count as
    /// part of the program.
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let world = workspace.world();
        let fonts = workspace.files().list("fonts");
        let own = fonts.iter().filter_map(|name| VirtualPath::new(format!("fonts/{name}")).ok());
        let own: Vec<_> = own.map(|path| World::id(&path)).collect();
        let read = workspace.read().into_iter().filter(|id| !World::is_built_in(*id)).chain(own);
        let sources = read.map(|id| (World::path(id).to_owned(), found(&world, id))).collect();
        Self { program: PROGRAM.into(), sources, fonts }
    }

    /// Whether all of it is unchanged in a world.
    pub(crate) fn is_in(&self, world: &World) -> bool {
        self.program == PROGRAM
            && self.fonts == world.files().list("fonts")
            && self.sources.iter().all(|(name, hash)| {
                VirtualPath::new(name).is_ok_and(|path| found(world, World::id(&path)) == *hash)
            })
    }
}

/// What the outputs of a paper in one format were made from, and the findings to report again when they are not
/// rebuilt.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// The beginning of the outputs' names.
    pub stem: PathBuf,
    /// The format of the outputs.
    pub format: Format,
    /// The file of the paper or meeting, inside the workspace.
    source: String,
    origin: Origin,
    /// The options that the outputs depend on.
    options: String,
    /// The folder of the workspace.
    root: PathBuf,
    /// For each file they were made from, what the workspace withheld of it, if anything.
    withheld: BTreeMap<String, Withheld>,
    /// The outputs.
    pub outputs: Vec<Stamped>,
    /// The findings of the build.
    pub problems: Vec<Diagnostic>,
}

/// An output as recorded in a stamp.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stamped {
    /// What its name has after the name of its source.
    pub suffix: String,
    /// The number of its pages, if its format has pages.
    pub pages: Option<usize>,
    /// Its size in bytes.
    pub bytes: u64,
    hash: String,
}

/// The outputs that a stamp is made for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made<'a> {
    /// The beginning of the outputs' names.
    pub stem: &'a Path,
    /// The file of the paper or meeting.
    pub source: FileId,
    /// The options that the outputs depend on.
    pub options: &'a str,
    /// What the workspace withholds.
    pub elsewhere: &'a Elsewhere,
}

impl Stamp {
    /// The stamp of outputs that have just been made.
    pub(crate) fn new(
        made: Made<'_>,
        format: Format,
        origin: Origin,
        world: &World,
        outputs: &[&Output],
        problems: Vec<Diagnostic>,
    ) -> Self {
        let outputs = outputs.iter().map(|output| Stamped {
            suffix: output.suffix.clone(),
            pages: output.pages,
            bytes: output.bytes.len() as u64,
            hash: hash(&output.bytes),
        });
        let withheld = |(name, _): &(String, _)| {
            let withheld = Withheld::of(World::id(&VirtualPath::new(name).ok()?), made.elsewhere);
            (withheld != Withheld::default()).then(|| (name.clone(), withheld))
        };
        Self {
            stem: std::path::absolute(made.stem).unwrap_or_else(|_| made.stem.to_owned()),
            format,
            source: World::path(made.source).to_owned(),
            root: world.workspace().files().root().unwrap_or(Path::new("")).to_owned(),
            withheld: origin.sources.iter().filter_map(withheld).collect(),
            origin,
            options: made.options.to_owned(),
            outputs: outputs.collect(),
            problems,
        }
    }

    /// The path of an output.
    pub(crate) fn path(&self, output: &Stamped) -> PathBuf {
        path(&self.stem, &output.suffix, self.format)
    }

    /// Whether building the outputs again would give the same.
    pub(crate) fn is_current(&self, world: &World, options: &str) -> bool {
        let there = |output: &Stamped| output.is(&self.path(output));
        self.options == options && self.outputs.iter().all(there) && self.origin.is_in(world)
    }

    /// Whether the source file of the outputs no longer exists.
    pub(crate) fn is_gone(&self, world: &World) -> bool {
        VirtualPath::new(&self.source).is_ok_and(|path| !world.has(World::id(&path)))
    }

    /// Whether the public outputs may hold something that has since been withheld: a file that they were made from is
    /// now withheld, so is something that it says, or it marks withheld text and has changed.
    pub(crate) fn is_suspect(&self, world: &World, elsewhere: &Elsewhere) -> bool {
        self.origin.sources.iter().any(|(name, hash)| {
            let Some(id) = VirtualPath::new(name).ok().map(|path| World::id(&path)) else {
                return false;
            };
            let (before, now) =
                (self.withheld.get(name).copied().unwrap_or_default(), Withheld::of(id, elsewhere));
            let changed = found(world, id) != *hash;
            let marks = changed
                && name.ends_with(".toml")
                && world.text(id).is_ok_and(|text| is_mentioned(&text));
            now.closed && !before.closed || now.repeated > before.repeated || marks
        })
    }

    /// The paths of the outputs in a workspace that is now at `root`: where they were made, or their new place if the
    /// folder above both was moved. `None` if they belong to another workspace, of which this one is a copy.
    pub(crate) fn files(&self, root: &Path) -> Option<Vec<(&Stamped, PathBuf)>> {
        let stem = if self.root == root {
            self.stem.clone()
        } else if self.root.exists() {
            return None;
        } else {
            let both = self.root.components().rev().zip(root.components().rev());
            let same = both.take_while(|(one, other)| one == other).count();
            let above = |root: &Path| root.ancestors().nth(same).map(Path::to_owned);
            let (old, new) = (above(&self.root)?, above(root)?);
            self.stem.strip_prefix(old).map_or(self.stem.clone(), |below| new.join(below))
        };
        let file = |output: &Stamped| path(&stem, &output.suffix, self.format);
        Some(self.outputs.iter().map(|output| (output, file(output))).collect())
    }
}

impl Stamped {
    /// Whether a file is this output, unchanged.
    pub(crate) fn is(&self, file: &Path) -> bool {
        fs::read(file).is_ok_and(|bytes| hash(&bytes) == self.hash)
    }
}

/// What a workspace withholds of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Withheld {
    /// Whether another file withholds all of it.
    closed: bool,
    /// How often it repeats something withheld elsewhere.
    repeated: usize,
}

impl Withheld {
    /// Looks up what is withheld of a file.
    fn of(file: FileId, elsewhere: &Elsewhere) -> Self {
        Self { closed: elsewhere.place(file).is_some(), repeated: elsewhere.repeated(file).len() }
    }
}

/// The hash of a file's content; `None` if it cannot be read.
fn found(world: &World, id: FileId) -> Option<String> {
    world.bytes(id).ok().map(|bytes| hash(&bytes))
}

/// A 128-bit hash in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", hash128(bytes))
}
