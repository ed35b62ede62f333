//! Runs `papers watch`: rebuilds whatever changes, for those who write in their own editor.
//!
//! It builds and reports as `papers build` does. It runs until it is stopped, which is safe at any time because files
//! are written whole or not at all.

use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use super::arguments::{Build, Manner, Watch};
use super::build;
use super::find::home;
use super::report::{Answer, Report};
use crate::world::workspace_of;

/// The time between two looks at the files.
const PAUSE: Duration = Duration::from_millis(250);

/// A state of some folders: their files, with sizes and modification times.
type State = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Builds the papers found in the paths, and again after each change.
pub(super) fn run(command: &Watch, manner: Manner, report: &mut Report) -> Option<Answer> {
    let command = Build::of(command.paths.clone(), command.out.clone());
    let (folders, out) = (folders(&command.paths.paths), command.out());
    let mut before = state(&folders, &out);
    build::run(&command, report);
    if before.is_empty() {
        return None;
    }
    report.note("waiting for changes; press Ctrl and C to end");
    loop {
        thread::sleep(PAUSE);
        let now = state(&folders, &out);
        if now != before {
            before = now;
            build::run(&command, &mut Report::new(manner));
        }
    }
}

/// The folders to watch: the workspaces of the paths, because councils, styles, fonts and pictures count too.
fn folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let named = if paths.is_empty() { home().into_iter().collect() } else { paths.to_vec() };
    let found = named.into_iter().filter_map(|path| {
        let real = path.canonicalize().ok()?;
        Some(workspace_of(&real).unwrap_or(real))
    });
    let mut folders: Vec<_> = found.collect();
    folders.sort();
    folders.dedup();
    folders
}

/// The state of folders, without hidden files and outputs.
fn state(folders: &[PathBuf], out: &Path) -> State {
    let out = out.canonicalize().ok();
    let mut state = State::new();
    let mut waiting = folders.to_vec();
    while let Some(folder) = waiting.pop() {
        // A folder that vanishes meanwhile counts as empty.
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is =
                |kind: fn(&FileType) -> bool| entry.file_type().is_ok_and(|entry| kind(&entry));
            if entry.file_name().to_string_lossy().starts_with('.') || Some(&path) == out.as_ref() {
                continue;
            }
            if is(FileType::is_dir) {
                waiting.push(path);
            } else if let Ok(about) = fs::metadata(&path) {
                state.insert(path, (about.len(), about.modified().ok()));
            }
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_made_or_taken_away_changes_the_state_and_what_is_built_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let (roots, out) = ([root.clone()], root.join("output"));
        fs::create_dir_all(root.join("styles/own")).unwrap();
        fs::create_dir_all(&out).unwrap();
        let mut before = state(&roots, &out);
        let mut changed = || {
            let now = state(&roots, &out);
            std::mem::replace(&mut before, now.clone()) != now
        };
        fs::write(root.join("styles/own/style.toml"), "a").unwrap();
        assert!(changed());
        fs::write(root.join("styles/own/style.toml"), "ab").unwrap();
        assert!(changed());
        fs::write(out.join("report.pdf"), "pdf").unwrap();
        fs::write(root.join(".swap"), "half").unwrap();
        assert!(!changed());
        fs::rename(root.join("styles/own/style.toml"), root.join("style.toml")).unwrap();
        assert!(changed());
        fs::remove_file(root.join("style.toml")).unwrap();
        assert!(changed());
    }
}
