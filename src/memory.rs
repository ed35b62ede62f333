//! Remembers what was made before, on disk between builds or within a running program.
//!
//! A pack consists mostly of papers that have not changed since the last build. The findings about each, and its PDF,
//! are kept under a key made from the request, with all files that were read for it: while these are the same, so is
//! the result. What a build does not use is forgotten. A memory that cannot be read or written costs only time, so no
//! error comes from here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Outcome, Warned};
use crate::export::stamp::{Origin, hash};
use crate::export::write;
use crate::typeset::Typeset;
use crate::world::World;

/// The most results kept by a running program.
const MOST: usize = 600;

/// The results of earlier work.
#[derive(Debug, Default)]
pub struct Memory {
    /// The folder, if it is kept on disk.
    folder: Option<PathBuf>,
    /// The results kept in memory by key, if they are.
    here: Option<Mutex<BTreeMap<String, Kept>>>,
    /// The keys used by this build.
    used: Mutex<BTreeSet<String>>,
}

/// A result kept in memory, and what it was made from.
type Kept = (Origin, Warned<Option<Typeset>>);

/// A result kept on disk.
#[derive(Serialize, Deserialize)]
struct Entry {
    origin: Origin,
    findings: Vec<Diagnostic>,
    pdf: Option<About>,
}

/// The facts about a PDF that is stored beside its entry.
#[derive(Serialize, Deserialize)]
struct About {
    hash: String,
    pages: usize,
    starts: Vec<(String, usize)>,
}

impl Memory {
    /// A memory that keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// A memory in a folder of its own, which need not exist yet; without a folder, nothing is kept.
    pub fn in_folder(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// A memory that lasts as long as the program and leaves nothing on disk.
    pub(crate) fn here() -> Self {
        Self { here: Some(Mutex::default()), ..Self::default() }
    }

    /// The PDF remembered for a key, or one made with `make`, which must read files through the world it is given.
    pub(crate) fn typeset(
        &self,
        key: impl FnOnce() -> String,
        world: &World,
        make: impl FnOnce(&World) -> Outcome<Typeset>,
    ) -> Outcome<Typeset> {
        if self.keeps_nothing() {
            return make(world);
        }
        let key = hash(key().as_bytes());
        if let Some(Warned { value: Some(value), findings }) = self.recall(&key, world) {
            return Ok(Warned { value, findings });
        }
        let workspace = world.workspace().unread();
        let made = make(&workspace.world());
        world.workspace().also_read(&workspace);
        let made = made?;
        self.keep(&key, Origin::of(&workspace), &made.findings, Some(&made.value));
        Ok(made)
    }

    /// The findings remembered for a key, or those of `find`. They depend on all files of the workspace looked for so
    /// far, and those that `find` looks for.
    pub(crate) fn findings(
        &self,
        key: impl FnOnce() -> String,
        world: &World,
        find: impl FnOnce() -> Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        if self.keeps_nothing() {
            return find();
        }
        let key = hash(key().as_bytes());
        if let Some(known) = self.recall(&key, world) {
            return known.findings;
        }
        let found = find();
        self.keep(&key, Origin::of(world.workspace()), &found, None);
        found
    }

    /// Whether nothing can be kept.
    fn keeps_nothing(&self) -> bool {
        self.folder.is_none() && self.here.is_none()
    }

    /// The result kept under a key, if making it again would give the same.
    fn recall(&self, key: &str, world: &World) -> Option<Warned<Option<Typeset>>> {
        if let Some(here) = &self.here {
            let here = here.lock().unwrap_or_else(PoisonError::into_inner);
            let known = here.get(key).filter(|(origin, _)| origin.is_in(world));
            return known.map(|(_, made)| made.clone());
        }
        let folder = self.folder.as_deref()?;
        let entry: Entry = serde_json::from_slice(&fs::read(about(folder, key)).ok()?).ok()?;
        if !entry.origin.is_in(world) {
            return None;
        }
        let value = match entry.pdf {
            None => None,
            Some(About { hash: kept, pages: count, starts }) => {
                let pdf = fs::read(pages(folder, key)).ok().filter(|pdf| hash(pdf) == kept)?;
                Some(Typeset { pdf, pages: count, starts })
            }
        };
        self.note(key);
        Some(Warned { value, findings: entry.findings })
    }

    /// Keeps a result under a key.
    fn keep(&self, key: &str, origin: Origin, findings: &[Diagnostic], made: Option<&Typeset>) {
        let findings = findings.to_vec();
        if let Some(here) = &self.here {
            let mut here = here.lock().unwrap_or_else(PoisonError::into_inner);
            if here.len() >= MOST {
                here.clear();
            }
            let kept = Warned { value: made.cloned(), findings };
            here.insert(key.to_owned(), (origin, kept));
            return;
        }
        let Some(folder) = &self.folder else { return };
        let known = |typeset: &Typeset| About {
            hash: hash(&typeset.pdf),
            pages: typeset.pages,
            starts: typeset.starts.clone(),
        };
        let entry = Entry { origin, findings, pdf: made.map(known) };
        let Ok(entry) = serde_json::to_vec(&entry) else { return };
        let kept = made
            .map_or(Ok(()), |made| write(&pages(folder, key), &made.pdf))
            .and_then(|()| write(&about(folder, key), &entry));
        if kept.is_ok() {
            self.note(key);
        }
    }

    /// Forgets everything that this build did not use.
    pub(crate) fn forget_rest(&self) {
        let Some(folder) = &self.folder else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let key = path.file_stem().and_then(|stem| stem.to_str());
            if !key.is_some_and(|key| used.contains(key)) {
                // A file that cannot be deleted is looked at again by the next build.
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Records that a key was used.
    fn note(&self, key: &str) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
    }
}

/// The path of a PDF.
fn pages(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.pdf"))
}

/// The path of a key's entry.
fn about(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.json"))
}
