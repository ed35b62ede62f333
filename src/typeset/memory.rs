//! What was typeset before, kept on disk between builds, or by a program that goes on.
//!
//! A pack is mostly papers that have not changed since the last build. Each is kept by a hash of its Typst
//! source, with all the files that typesetting it read: while these are the same, so is its PDF. What a
//! build does not use is forgotten. A memory that cannot be read or written costs time and nothing else,
//! so no error comes from here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::Typeset;
use crate::diag::{Diagnostic, Warned};
use crate::export::stamp::{Origin, hash};
use crate::export::write;
use crate::world::World;

/// How many PDFs a program that goes on keeps.
const MOST: usize = 300;

/// What was typeset before.
#[derive(Debug, Default)]
pub struct Memory {
    /// The folder that it is in, if it is kept on disk.
    folder: Option<PathBuf>,
    /// What is kept by the program itself, if it is, by its keys.
    here: Option<Mutex<BTreeMap<String, Kept>>>,
    /// The keys that this build used.
    used: Mutex<BTreeSet<String>>,
}

/// A PDF that the program keeps itself, and what it came from.
type Kept = (Origin, Warned<Typeset>);

/// What is known of a PDF that is kept on disk.
#[derive(Serialize, Deserialize)]
struct Entry {
    origin: Origin,
    hash: String,
    pages: usize,
    starts: Vec<(String, usize)>,
    findings: Vec<Diagnostic>,
}

impl Memory {
    /// One that keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// One that is kept in a folder of its own, which need not be there yet.
    pub fn in_folder(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// One that is kept while the program goes on, and leaves nothing on disk.
    pub(crate) fn here() -> Self {
        Self { here: Some(Mutex::default()), ..Self::default() }
    }

    /// What was typeset under a key, if typesetting it again would give the same.
    pub(super) fn recall(&self, key: &str, world: &World) -> Option<Warned<Typeset>> {
        if let Some(here) = &self.here {
            let here = here.lock().unwrap_or_else(PoisonError::into_inner);
            let known = here.get(key).filter(|(origin, _)| origin.is_in(world));
            return known.map(|(_, made)| made.clone());
        }
        let folder = self.folder.as_deref()?;
        let entry: Entry = serde_json::from_slice(&fs::read(about(folder, key)).ok()?).ok()?;
        let pdf = fs::read(pages(folder, key)).ok()?;
        if hash(&pdf) != entry.hash || !entry.origin.is_in(world) {
            return None;
        }
        self.note(key);
        let value = Typeset { pdf, pages: entry.pages, starts: entry.starts };
        Some(Warned { value, findings: entry.findings })
    }

    /// Keeps what was typeset under a key.
    pub(super) fn keep(&self, key: &str, origin: Origin, made: &Warned<Typeset>) {
        if let Some(here) = &self.here {
            let mut here = here.lock().unwrap_or_else(PoisonError::into_inner);
            if here.len() >= MOST {
                here.clear();
            }
            here.insert(key.to_owned(), (origin, made.clone()));
            return;
        }
        let Some(folder) = &self.folder else { return };
        let entry = Entry {
            origin,
            hash: hash(&made.value.pdf),
            pages: made.value.pages,
            starts: made.value.starts.clone(),
            findings: made.findings.clone(),
        };
        let Ok(entry) = serde_json::to_vec(&entry) else { return };
        let kept = write(&pages(folder, key), &made.value.pdf)
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
                // What stays is looked at again by the next build.
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Notes that a key was used.
    fn note(&self, key: &str) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
    }
}

/// Where a PDF is kept.
fn pages(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.pdf"))
}

/// Where it is said what a PDF came from.
fn about(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.json"))
}
