//! What is up to date: beside each output lies a stamp that says all that it came from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::syntax::{FileId, VirtualPath};
use typst::utils::hash128;

use super::write;
use crate::diag::Diagnostic;
use crate::world::{BUILTIN, World};

/// What this program is: a hash of its source and of all that is built in, made when it was compiled.
const PROGRAM: &str = include_str!(concat!(env!("OUT_DIR"), "/program"));

/// What an output came from, and what is to be said of it when it is not built again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stamp {
    program: String,
    /// The options that the output depends on.
    options: String,
    /// Each file that was looked for, with the hash of what was found; `None` if there was none.
    sources: Vec<(String, Option<String>)>,
    /// The names in the workspace's folder of fonts.
    fonts: Vec<String>,
    /// The hash of the output.
    output: String,
    /// How many pages the paper has.
    pub pages: usize,
    /// What was found on the way.
    pub problems: Vec<Diagnostic>,
}

impl Stamp {
    /// The stamp of an output that was just made in a world.
    pub fn new(
        world: &mut World,
        options: String,
        output: &[u8],
        pages: usize,
        problems: Vec<Diagnostic>,
    ) -> Self {
        let fonts = world.files().list("fonts");
        let own = fonts.iter().filter_map(|name| VirtualPath::new(format!("fonts/{name}")).ok());
        let own: Vec<_> = own.map(|path| World::id(&path)).collect();
        let read = world.read().into_iter().chain(own).filter(|id| {
            // What is built in is part of the program.
            !id.get().vpath().get_with_slash().starts_with(BUILTIN)
        });
        let read: Vec<_> = read.collect();
        let sources = read.into_iter().map(|id| (name(id), found(world, id))).collect();
        Self {
            program: PROGRAM.into(),
            options,
            sources,
            fonts,
            output: hash(output),
            pages,
            problems,
        }
    }

    /// The stamp of the output at `path`, if that is still what building it again would give.
    pub fn current(path: &Path, world: &World, options: &str) -> Option<Self> {
        let stamp: Self = serde_json::from_slice(&fs::read(beside(path)).ok()?).ok()?;
        let same = stamp.program == PROGRAM
            && stamp.options == options
            && stamp.fonts == world.files().list("fonts")
            && stamp.sources.iter().all(|(name, hash)| {
                VirtualPath::new(name).is_ok_and(|path| found(world, World::id(&path)) == *hash)
            });
        let output = same.then(|| fs::read(path).ok()).flatten()?;
        (hash(&output) == stamp.output).then_some(stamp)
    }

    /// Lays the stamp beside the output at `path`.
    pub fn lay(&self, path: &Path) -> io::Result<()> {
        write(&beside(path), &serde_json::to_vec(self).map_err(io::Error::other)?)
    }
}

/// Where the stamp of an output lies.
fn beside(path: &Path) -> PathBuf {
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
fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", hash128(bytes))
}
