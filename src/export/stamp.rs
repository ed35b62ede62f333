//! What is up to date: beside the outputs of a paper lies a stamp that says all that they came from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::syntax::{FileId, VirtualPath};
use typst::utils::hash128;

use super::{Format, Output, path, write};
use crate::diag::Diagnostic;
use crate::world::{BUILTIN, Workspace, World};

/// What this program is: a hash of its source and of all that is built in, made when it was compiled.
const PROGRAM: &str = include_str!(concat!(env!("OUT_DIR"), "/program"));

/// All that something came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    program: String,
    /// Each file that was looked for, with the hash of what was found; `None` if there was none.
    sources: Vec<(String, Option<String>)>,
    /// The names in the workspace's folder of fonts.
    fonts: Vec<String>,
}

impl Origin {
    /// The origin of what was just made in a workspace: all files of it that were looked for. What is built
    /// in is part of the program.
    pub fn of(workspace: &Workspace) -> Self {
        let world = workspace.world();
        let fonts = workspace.files().list("fonts");
        let own = fonts.iter().filter_map(|name| VirtualPath::new(format!("fonts/{name}")).ok());
        let own: Vec<_> = own.map(|path| World::id(&path)).collect();
        let built_in = |id: &FileId| id.get().vpath().get_with_slash().starts_with(BUILTIN);
        let read = workspace.read().into_iter().filter(|id| !built_in(id)).chain(own);
        let sources = read.map(|id| (name(id), found(&world, id))).collect();
        Self { program: PROGRAM.into(), sources, fonts }
    }

    /// Whether all of it is in the world as it was.
    pub fn is_in(&self, world: &World) -> bool {
        self.program == PROGRAM
            && self.fonts == world.files().list("fonts")
            && self.sources.iter().all(|(name, hash)| {
                VirtualPath::new(name).is_ok_and(|path| found(world, World::id(&path)) == *hash)
            })
    }
}

/// What the outputs of a paper in one format came from, and what is to be said of them when they are not
/// built again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stamp {
    origin: Origin,
    /// The options that the outputs depend on.
    options: String,
    /// The outputs.
    pub outputs: Vec<Stamped>,
    /// What was found on the way.
    pub problems: Vec<Diagnostic>,
}

/// An output as its stamp knows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stamped {
    /// What its name has after that of its source.
    pub suffix: String,
    /// How many pages it has, in a format that has pages.
    pub pages: Option<usize>,
    /// How many bytes it has.
    pub bytes: u64,
    hash: String,
}

impl Stamp {
    /// The stamp of outputs that were just made.
    pub fn new(
        origin: Origin,
        options: String,
        outputs: &[&Output],
        problems: Vec<Diagnostic>,
    ) -> Self {
        let outputs = outputs.iter().map(|output| Stamped {
            suffix: output.suffix.clone(),
            pages: output.pages,
            bytes: output.bytes.len() as u64,
            hash: hash(&output.bytes),
        });
        Self { origin, options, outputs: outputs.collect(), problems }
    }

    /// The stamp that was laid for the outputs whose names start with `stem`.
    pub fn laid(stem: &Path, format: Format) -> Option<Self> {
        serde_json::from_slice(&fs::read(beside(stem, format)).ok()?).ok()
    }

    /// Whether the outputs are still what building them again would give.
    pub fn is_current(&self, stem: &Path, format: Format, world: &World, options: &str) -> bool {
        let there = |output: &Stamped| {
            fs::read(path(stem, &output.suffix, format))
                .is_ok_and(|bytes| hash(&bytes) == output.hash)
        };
        self.options == options && self.outputs.iter().all(there) && self.origin.is_in(world)
    }

    /// Lays the stamp beside the outputs.
    pub fn lay(&self, stem: &Path, format: Format) -> io::Result<()> {
        write(&beside(stem, format), &serde_json::to_vec(self).map_err(io::Error::other)?)
    }
}

/// Where the stamp of outputs lies.
fn beside(stem: &Path, format: Format) -> PathBuf {
    let path = path(stem, "", format);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.stamp"))
}

/// The name of a file inside the workspace.
fn name(id: FileId) -> String {
    id.get().vpath().get_without_slash().to_owned()
}

/// The hash of what a file holds, if it can be read.
fn found(world: &World, id: FileId) -> Option<String> {
    world.bytes(id).ok().map(|bytes| hash(&bytes))
}

/// A hash of bytes.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", hash128(bytes))
}
