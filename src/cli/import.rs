//! Runs `papers import`: the kind of file decides whether it becomes a report or a plan, or is taken into one.

mod back;
mod draft;
mod ending;
mod sheet;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use typst::syntax::{FileId, VirtualPath};

use super::Outcome;
use super::arguments::Import;
use super::report::{Answer, Report};
use crate::edit::file::{self, Revision};
use crate::import::word;
use crate::world::{Workspace, World, workspace_of};

/// The extensions of spreadsheets.
const SHEETS: [&str; 10] =
    ["csv", "ods", "ots", "tsv", "txt", "xls", "xlsb", "xlsm", "xlsx", "xltx"];

/// Imports a file.
pub(super) fn run(command: &Import, report: &mut Report) -> Option<Answer> {
    let ending = command.file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.is_some_and(|ending| SHEETS.contains(&ending.as_str())) {
        true => sheet::run(command, report),
        false if command.into.is_some() => {
            back::run(command, &output(command, "report.toml"), report)
        }
        false => draft::run(command, report),
    }
}

/// The path to write: the named file, or `name` in the named folder; otherwise `name` beside the imported file if
/// that is in a workspace, and in the current folder if not.
fn output(command: &Import, name: &str) -> PathBuf {
    let beside = command.file.parent().unwrap_or(Path::new(""));
    match command.out.as_ref().or(command.into.as_ref()) {
        Some(file)
            if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) =>
        {
            file.clone()
        }
        Some(folder) => folder.join(name),
        None if followed(&beside.join(name)).as_deref().and_then(workspace_of).is_some() => {
            beside.join(name)
        }
        None => name.into(),
    }
}

/// The bytes of a Word file.
pub(super) fn read(path: &Path, report: &mut Report) -> Option<Vec<u8>> {
    let larger = "is larger than the draft of a paper can be; make its pictures smaller";
    bytes(path, word::LARGEST_FILE, larger, report)
}

/// The bytes of a file that has at most so many; `larger` says what is wrong with one that has more.
fn bytes(path: &Path, most: u64, larger: &str, report: &mut Report) -> Option<Vec<u8>> {
    let shown = path.display();
    let mut bytes = Vec::new();
    let (outcome, message) =
        match File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)) {
            Ok(length) if length as u64 <= most => return Some(bytes),
            Ok(_) => (Outcome::Wrong, format!("`{shown}` {larger}")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                (Outcome::Usage, format!("there is no file `{shown}`"))
            }
            Err(_) if path.is_dir() => {
                (Outcome::Usage, format!("`{shown}` is a folder; name one file"))
            }
            Err(error) => (Outcome::Failed, format!("`{shown}` cannot be read: {error}")),
        };
    report.refuse(outcome, message)
}

/// The text of a report or plan that is to be changed, and its revision.
fn existing(into: &Path, report: &mut Report) -> Option<(String, Revision)> {
    let failure = match file::read(into) {
        Ok(read) => return Some(read),
        Err(failure) => failure,
    };
    let outcome = if into.exists() { Outcome::Failed } else { Outcome::Usage };
    report.refuse(outcome, format!("`{}` cannot be changed: {failure}", into.display()))
}

/// The workspace of a file, whose paths it prints as the user would write them, and the file inside it; `None` if it
/// is in none. The file need not exist yet.
fn inside(path: &Path) -> Option<(Workspace, FileId)> {
    let absolute = followed(path)?;
    let root = workspace_of(&absolute)?;
    let inside = VirtualPath::virtualize(&root, &absolute).ok()?;
    let mut shown = path.to_owned();
    for _ in inside.get_without_slash().split('/') {
        if !shown.pop() {
            shown.push("..");
        }
    }
    Some((Workspace::open(&root, &shown).ok()?, World::id(&inside)))
}

/// The absolute path, with links resolved if its folder exists; `None` for a path without a file name.
fn followed(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let (folder, name) = (absolute.parent()?, absolute.file_name()?);
    Some(fs::canonicalize(folder).map_or(absolute.clone(), |folder| folder.join(name)))
}
