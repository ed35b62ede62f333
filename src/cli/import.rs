//! `papers import`: what kind of file it is decides what it becomes, a report or a plan, or what it changes.

mod back;
mod draft;
mod sheet;

use std::fs;
use std::path::{Path, PathBuf};

pub(super) use self::draft::read;
use super::Outcome;
use super::arguments::Import;
use super::report::{Answer, Report};
use crate::world::workspace_of;

/// How the names of spreadsheets end.
const SHEETS: [&str; 10] =
    ["csv", "ods", "ots", "tsv", "txt", "xls", "xlsb", "xlsm", "xlsx", "xltx"];

/// Imports a file.
pub(super) fn run(command: &Import, report: &mut Report) -> Option<Answer> {
    let ending = command.file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.is_some_and(|ending| SHEETS.contains(&ending.as_str())) {
        true => sheet::run(command, report),
        false if command.into.is_some() => {
            back::run(command, output(command, "report.toml"), report)
        }
        false => draft::run(command, report),
    }
}

/// The file that is written: the one that is named, or one of that name in the folder that is named, beside the file if that is in
/// a workspace, or in the current folder.
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

/// Says how a run ends that changes nothing: that is a failure where all that came is refused.
fn unchanged(command: &Import, into: &Path, made: usize, refused: usize, report: &mut Report) {
    let (shown, file) = (into.display(), command.file.display());
    match (made, refused) {
        (0, 0) => report.note(&format!("`{shown}`: there is nothing to change")),
        (0, _) => report.fail(
            Outcome::Wrong,
            format!("nothing of `{file}` was taken into `{shown}`: all that came is refused, and the list says why"),
        ),
        _ => report.note(&format!("`{shown}`: nothing was written")),
    }
}

/// A path from the root of the disk, followed where folders of it are there.
fn followed(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let (folder, name) = (absolute.parent()?, absolute.file_name()?);
    Some(fs::canonicalize(folder).map_or(absolute.clone(), |folder| folder.join(name)))
}
