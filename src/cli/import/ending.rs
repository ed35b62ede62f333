//! Ends an import: writes a new file, or the changes to one that exists once the user agrees to them, and says so.

use std::fmt::Write;
use std::io::{self, BufRead, IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::Outcome;
use super::super::arguments::Import;
use super::super::report::{Answer, Report};
use crate::edit::file::{self, Revision};
use crate::import::Kind;
use crate::import::word::back::Said;

/// The answer of the command.
#[derive(Debug, Serialize)]
struct Taken<'a> {
    source: &'a Path,
    /// The report or plan.
    output: &'a Path,
    /// Whether it was written.
    written: bool,
    /// The pictures that were written beside it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pictures: Vec<&'a Path>,
    /// The differences from what was there.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    changes: &'a [Listed<'a>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    comments: &'a [Comment<'a>],
}

impl<'a> Taken<'a> {
    /// The answer for a file in which nothing is listed.
    fn of(command: &'a Import, output: &'a Path, written: bool) -> Self {
        let source = &command.file;
        Self { source, output, written, pictures: Vec::new(), changes: &[], comments: &[] }
    }
}

/// A change as it is listed.
#[derive(Debug, Serialize)]
pub(super) struct Listed<'a> {
    pub(super) kind: Kind,
    /// What is changed: `action 1.2`, `paragraph`.
    pub(super) what: &'a str,
    /// The beginning of its text.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) of: &'a str,
    /// Its place in words, if it has one: `report.toml:12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<String>,
    /// How it is changed, each as a clause.
    pub(super) how: &'a [String],
}

/// A comment with its place in words.
#[derive(Debug, Serialize)]
pub(super) struct Comment<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<String>,
    #[serde(flatten)]
    pub(super) said: &'a Said,
}

/// The changes to a file that exists.
pub(super) struct Changed<'a> {
    pub(super) into: &'a Path,
    /// Its text with the changes.
    pub(super) text: &'a str,
    /// The revision that they are to.
    pub(super) revision: &'a Revision,
    pub(super) changes: &'a [Listed<'a>],
    /// How many of them change it.
    pub(super) made: usize,
    pub(super) comments: &'a [Comment<'a>],
}

/// Writes new files, of which the last is the report or plan and `summary` says what that has. Files that exist are
/// replaced only if the user agrees.
pub(super) fn begin(
    command: &Import,
    files: &[(PathBuf, Vec<u8>)],
    summary: &str,
    report: &mut Report,
) -> Option<Answer> {
    let ((output, text), pictures) = files.split_last()?;
    let shown = output.display();
    if command.dry_run {
        report.note(&format!("`{shown}` would have {summary}; nothing was written"));
        let text = String::from_utf8_lossy(text).into_owned();
        return Some(Answer::new("import", &Taken::of(command, output, false), text));
    }
    let there = files.iter().map(|(path, _)| path).filter(|path| path.exists());
    let there: Vec<String> = there.map(|path| format!("`{}`", path.display())).collect();
    let there = there.join(", ");
    let asks = || io::stdin().is_terminal() && agrees(&format!("Replace {there}?"));
    if !there.is_empty() && !command.yes && !asks() {
        let message = format!(
            "{there} would be replaced, so nothing was written; name another file with `--out`, or add `--yes`"
        );
        return report.refuse(Outcome::Usage, message);
    }
    for (path, bytes) in files {
        report.write(path, bytes)?;
    }
    report.note(&format!("`{shown}` written: {summary}"));
    let pictures = pictures.iter().map(|(path, _)| path.as_path()).collect();
    let taken = Taken { pictures, ..Taken::of(command, output, true) };
    Some(Answer::new("import", &taken, String::new()))
}

/// Lists the changes to a file, and writes it once the user agrees to them. Returns whether it was written; `None` if
/// it could not be.
pub(super) fn change(
    command: &Import,
    changed: &Changed<'_>,
    report: &mut Report,
) -> Option<(bool, Answer)> {
    let &Changed { into, changes, comments, .. } = changed;
    let (written, said) = write(command, changed, told(changes, comments), report)?;
    let taken = Taken { changes, comments, ..Taken::of(command, into, written) };
    Some((written, Answer::new("import", &taken, said)))
}

/// Writes a changed text once the user agrees to the changes, of which `said` tells. Returns whether it was written,
/// and what is still to be printed of them; `None` if the file could not be written.
fn write(
    command: &Import,
    changed: &Changed<'_>,
    said: String,
    report: &mut Report,
) -> Option<(bool, String)> {
    let (into, made) = (changed.into, changed.made);
    let shown = into.display();
    if made == 0 || command.dry_run {
        unchanged(command, changed, report);
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
    if let Err(failure) = file::save(into, changed.text, changed.revision) {
        return report.refuse(Outcome::Failed, format!("`{shown}` was not changed: {failure}"));
    }
    let places = if made == 1 { "place" } else { "places" };
    report.note(&format!("`{shown}` changed in {made} {places}"));
    Some((true, if command.yes { said } else { String::new() }))
}

/// Reports a run that changed nothing; a failure if every change was refused.
fn unchanged(command: &Import, changed: &Changed<'_>, report: &mut Report) {
    let (shown, file) = (changed.into.display(), command.file.display());
    let is_refused = changed.changes.iter().any(|change| change.kind == Kind::NotTaken);
    match (changed.made, is_refused) {
        (0, false) => report.note(&format!("`{shown}`: there is nothing to change")),
        (0, true) => report.fail(
            Outcome::Wrong,
            format!("nothing of `{file}` was taken into `{shown}`: all that came is refused, and the list says why"),
        ),
        _ => report.note(&format!("`{shown}`: nothing was written")),
    }
}

/// Lists changes and comments in words, a few lines each.
fn told(changes: &[Listed<'_>], comments: &[Comment<'_>]) -> String {
    let at = |place: &Option<String>| place.iter().map(|at| format!(", {at}")).collect::<String>();
    let mut text = String::new();
    for Listed { kind, what, of, place, how } in changes {
        let of = if of.is_empty() { String::new() } else { format!(" “{of}”") };
        let _ = writeln!(text, "{}: {what}{of}{}", kind.word(), at(place));
        for how in *how {
            let _ = writeln!(text, "  {how}");
        }
    }
    for Comment { place, said } in comments {
        let on = if said.on.is_empty() { String::new() } else { format!(" on “{}”", said.on) };
        let _ = writeln!(text, "comment: {}{on}{}\n  {}", said.author, at(place), said.words);
    }
    text
}

/// Asks whether to go on; only a plain yes counts.
fn agrees(question: &str) -> bool {
    // If the question cannot be shown, the answer is no.
    let _ = write!(io::stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}
