//! Restores a workspace as it was at a revision of git.
//!
//! In come a path and the name of a revision; out comes a temporary folder, deleted after use, with the files of the
//! workspace as they were. It calls the command `git`, which whoever has such a workspace has too: gix, the library
//! that could replace it, is larger than everything else with which this program reads.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use zip::ZipArchive;

use super::super::find::Job;
use crate::world::{Workspace, workspace_of};

/// The most bytes of a workspace that are unpacked.
const LARGEST: u64 = 2 << 30;

/// The past state of a path.
pub(super) struct Past {
    /// The folder that the workspace was unpacked into.
    folder: TempDir,
    /// The path inside that folder.
    inside: PathBuf,
    /// The revision as the user wrote it.
    revision: String,
}

impl Past {
    /// The path of its copy.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join(&self.inside)
    }

    /// A path inside that folder as shown to the user: `HEAD~3:/report.toml`.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        let roots = self.roots();
        let inside = roots.iter().find_map(|root| path.strip_prefix(root).ok());
        Path::new(&self.name()).join(inside.unwrap_or(path))
    }

    /// What the user knows that folder by.
    pub(super) fn name(&self) -> String {
        format!("{}:", self.revision)
    }

    /// The folder, followed and as it is.
    pub(super) fn roots(&self) -> [PathBuf; 2] {
        [self.root(), self.folder.path().to_owned()]
    }

    /// The canonical path of the folder.
    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap_or_default()
    }

    /// A job of the past state whose files are shown to the user under their original names.
    pub(super) fn told(&self, job: Job) -> Job {
        let root = job.workspace.files().root().map(Path::to_owned);
        let opened = root.and_then(|root| Workspace::open(&root, &self.shown(&root)).ok());
        let workspace = opened.unwrap_or_else(|| job.workspace.clone());
        Job { workspace, source: self.shown(&job.source), ..job }
    }
}

/// The state of a path at a revision, or why it cannot be had.
pub(super) fn since(path: &Path, revision: &str) -> Result<Past, String> {
    let shown = path.display();
    let found = path.canonicalize().map_err(|_| format!("there is no file or folder `{shown}`"))?;
    let folder =
        if found.is_dir() { found.as_path() } else { found.parent().unwrap_or(Path::new("/")) };
    let root = workspace_of(&folder.join("council.toml")).unwrap_or_else(|| folder.to_owned());
    let commit = format!("{revision}^{{commit}}");
    let named = git(&root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    let named = named.ok_or_else(|| {
        format!("`{shown}` is in no repository of git, or that has no revision `{revision}`")
    })?;
    let named = String::from_utf8_lossy(&named).trim().to_owned();
    let missing = || format!("`{shown}` did not stand there at `{revision}`");
    let archive = git(&root, &["archive", "--format=zip", &named])?.ok_or_else(missing)?;
    let past = TempDir::new().map_err(|error| format!("no folder can be made: {error}"))?;
    unpack(&archive, past.path())
        .map_err(|error| format!("what stood at `{revision}` cannot be unpacked: {error}"))?;
    let inside = found.strip_prefix(&root).unwrap_or(Path::new("")).to_owned();
    let past = Past { folder: past, inside, revision: revision.to_owned() };
    if past.path().exists() { Ok(past) } else { Err(missing()) }
}

/// The output of git in a folder; `None` if it exits with an error.
fn git(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, String> {
    let answer = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let answer = answer.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "`--since` asks git, which is not installed here".to_owned(),
        _ => format!("git cannot be asked: {error}"),
    })?;
    Ok(answer.status.success().then_some(answer.stdout))
}

/// Unpacks the files of an archive, except links, which could lead out of the folder.
fn unpack(archive: &[u8], into: &Path) -> io::Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(io::Error::other)?;
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(io::Error::other)?;
        let Some(inside) = part.enclosed_name().filter(|_| part.is_file()) else { continue };
        let path = into.join(inside);
        std::fs::create_dir_all(path.parent().unwrap_or(into))?;
        let mut file = std::fs::File::create(&path)?;
        left -= io::copy(&mut part.by_ref().take(left), &mut file)?;
        if left == 0 {
            return Err(io::Error::other("it is larger than two gigabytes"));
        }
    }
    Ok(())
}
