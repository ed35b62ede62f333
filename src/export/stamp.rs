//! What is up to date: of the outputs of a paper a stamp is kept that says all that they came from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::syntax::{FileId, VirtualPath};
use typst::utils::hash128;

use super::{Format, Output, path};
use crate::diag::Diagnostic;
use crate::withhold::Elsewhere;
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
    /// How the names of the outputs start.
    pub stem: PathBuf,
    /// Their format.
    pub format: Format,
    /// The file of the paper or meeting, inside the workspace.
    source: String,
    origin: Origin,
    /// The options that the outputs depend on.
    options: String,
    /// What each file that they came from said of what is withheld.
    marks: BTreeMap<String, Marks>,
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

/// What a stamp is laid for.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// How the names of the outputs start.
    pub stem: &'a Path,
    /// The file of the paper or meeting.
    pub source: FileId,
    /// The options that the outputs depend on.
    pub options: &'a str,
    /// What the workspace withholds.
    pub elsewhere: &'a Elsewhere,
}

impl Stamp {
    /// The stamp of outputs that were just made.
    pub fn new(
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
        Self {
            stem: std::path::absolute(made.stem).unwrap_or_else(|_| made.stem.to_owned()),
            format,
            source: name(made.source),
            marks: marks(&origin, world, made.elsewhere),
            origin,
            options: made.options.to_owned(),
            outputs: outputs.collect(),
            problems,
        }
    }

    /// Whether the outputs are still what building them again would give.
    pub fn is_current(&self, world: &World, options: &str) -> bool {
        let there = |output: &Stamped| {
            fs::read(path(&self.stem, &output.suffix, self.format))
                .is_ok_and(|bytes| hash(&bytes) == output.hash)
        };
        self.options == options && self.outputs.iter().all(there) && self.origin.is_in(world)
    }

    /// Whether the file that the outputs were made from is there no more.
    pub fn is_gone(&self, world: &World) -> bool {
        VirtualPath::new(&self.source).is_ok_and(|path| !world.has(World::id(&path)))
    }

    /// Whether anything that the outputs came from withholds what it did not withhold before. In doubt, it does.
    pub fn withholds_more(&self, world: &World, elsewhere: &Elsewhere) -> bool {
        let none = Marks::default();
        marks(&self.origin, world, elsewhere).iter().any(|(name, now)| {
            let before = self.marks.get(name).unwrap_or(&none);
            now.closed && !before.closed || !now.lines.is_subset(&before.lines)
        })
    }
}

/// What a file says of what is withheld.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Marks {
    /// The hashes of the lines that say so, each with the lines around it: a mark that moves is another mark.
    lines: BTreeSet<String>,
    /// Whether another file withholds it as a whole.
    closed: bool,
}

/// What each source says of what is withheld.
fn marks(origin: &Origin, world: &World, elsewhere: &Elsewhere) -> BTreeMap<String, Marks> {
    let told = origin.sources.iter().filter_map(|(name, _)| {
        let id = World::id(&VirtualPath::new(name).ok()?);
        let text = world.text(id).ok().filter(|_| name.ends_with(".toml")).unwrap_or_default();
        let marks = Marks { lines: marked(&text), closed: elsewhere.place(id).is_some() };
        Some((name.clone(), marks))
    });
    told.collect()
}

/// The hashes of the lines of a text that have to do with withholding, each with its neighbours.
fn marked(text: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let says = |line: &str| ["exempt", "confidential"].iter().any(|word| line.contains(word));
    let places = (0..lines.len()).filter(|at| says(lines[*at]));
    let around = |at: usize| lines[at.saturating_sub(1)..lines.len().min(at + 2)].join("\n");
    places.map(|at| hash(around(at).as_bytes())).collect()
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
