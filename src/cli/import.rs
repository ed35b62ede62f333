//! Runs `papers import`: the kind of file decides whether it becomes a report or a plan, or is taken into one.

mod back;
mod draft;
mod sheet;

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use self::draft::agrees;
pub(super) use self::draft::read;
use super::Outcome;
use super::arguments::Import;
use super::report::{Answer, Report};
use crate::edit::file::{self, Revision};
use crate::world::workspace_of;

/// The extensions of spreadsheets.
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

/// A text with changes, to be written over that of a file.
struct Changed<'a> {
    into: &'a Path,
    text: &'a str,
    /// The revision of the file that the changes are to.
    revision: &'a Revision,
    /// How many changes there are, and how many more were refused.
    made: usize,
    refused: usize,
}

/// Writes a changed text once the user agrees to the changes, of which `said` tells. Returns whether it was written,
/// and what is still to be printed of them; `None` if the file could not be written.
fn write(
    command: &Import,
    changed: &Changed<'_>,
    said: String,
    report: &mut Report,
) -> Option<(bool, String)> {
    let &Changed { into, text, revision, made, refused } = changed;
    let shown = into.display();
    if made == 0 || command.dry_run {
        unchanged(command, into, made, refused, report);
        return Some((false, said));
    }
    if !command.yes {
        if !io::stdin().is_terminal() {
            let message = format!(
                "`{shown}` is changed only with `--yes`; `--dry-run` shows what would change"
            );
            report.fail(Outcome::Usage, message);
            return Some((false, said));
        }
        report.note(&said);
        if !agrees(&format!("Make these {made} changes in `{shown}`?")) {
            report.note("nothing was written");
            return Some((false, String::new()));
        }
    }
    if let Err(failure) = file::save(into, text, revision) {
        report.fail(Outcome::Failed, format!("`{shown}` was not changed: {failure}"));
        return None;
    }
    let places = if made == 1 { "place" } else { "places" };
    report.note(&format!("`{shown}` changed in {made} {places}"));
    Some((true, if command.yes { said } else { String::new() }))
}

/// Reports a run that changed nothing; a failure if every change was refused.
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

/// The absolute path, with links resolved if its folder exists; `None` for a path without a file name.
fn followed(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let (folder, name) = (absolute.parent()?, absolute.file_name()?);
    Some(fs::canonicalize(folder).map_or(absolute.clone(), |folder| folder.join(name)))
}
