//! Runs `papers import` on a spreadsheet, which becomes a plan.
//!
//! In come a workbook and the path of a plan; out goes the plan, written whole or not at all: a new one, or an
//! existing one with the differences applied. What the spreadsheet does not say is asked for at a terminal; elsewhere
//! it is an error that names the options to give it with.

mod ask;
mod existing;

use std::path::Path;

use typst::syntax::{FileId, VirtualPath};

use super::ending::begin;
use super::{bytes, inside, output};
use crate::cli::Outcome;
use crate::cli::arguments::Import as Command;
use crate::cli::report::{Answer, Report};
use crate::import::sheet::{self as import, Columns, Imported, Lack, Source};
use crate::load;
use crate::world::{Workspace, World, workspace_of};

/// Imports a spreadsheet into a plan.
pub(in crate::cli) fn run(command: &Command, report: &mut Report) -> Option<Answer> {
    let larger = "is larger than any action plan: it has more than 64 megabytes";
    let bytes = bytes(&command.file, import::LARGEST, larger, report)?;
    let into = output(command, "plan.toml");
    let columns = match &command.sheet.map {
        Some(map) => Some(columns(map, report)?),
        None => None,
    };
    let root = std::path::absolute(&into).ok().and_then(|path| workspace_of(&path));
    let workspace = root.and_then(|root| Workspace::open(&root, &root).ok());
    let world = workspace.unwrap_or_else(|| Workspace::memory([])).world();
    let scale = load::scale::of_council(&world);
    let name = command.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let source = Source {
        bytes: &bytes,
        name: name.as_deref().unwrap_or_default(),
        columns,
        scale: scale.as_ref(),
        hidden: command.sheet.hidden,
    };
    let mut imported = report.take(&world, &command.file, import::read(source))?;
    if let Some(name) = &command.sheet.name {
        imported.call(name);
    }
    for (lack, day) in [(Lack::Submitted, command.sheet.submitted), (Lack::AsAt, command.sheet.on)]
    {
        if let Some(day) = day {
            imported.give(lack, day);
        }
    }
    if existing::is_unwritten(&into) {
        report.note(&format!(
            "`{}` holds nothing but words in square brackets, and gives way to the new plan",
            into.display()
        ));
        return new(command, &into, imported, report);
    }
    match into.exists() {
        true => existing::reconcile(command, &into, imported, report),
        false => new(command, &into, imported, report),
    }
}

/// Writes a new plan.
fn new(
    command: &Command,
    into: &Path,
    mut imported: Imported,
    report: &mut Report,
) -> Option<Answer> {
    if imported.is_named_after_file() {
        let message = format!(
            "nothing above its tables names the plan, so that it is called `{}`, after its file; give it a name with `--name`",
            imported.name()
        );
        report.warn(&command.file, message);
    }
    let lacks = imported.lacks();
    ask::settle(&mut imported, &lacks, report)?;
    imported.date();
    let summary = imported.summary();
    let files = [(into.to_owned(), imported.plan().into_bytes())];
    let answer = begin(command, &files, &summary, report)?;
    if !command.dry_run {
        check(into, report);
    }
    Some(answer)
}

/// The user's own meanings of headings and ratings.
fn columns(path: &Path, report: &mut Report) -> Option<Columns> {
    let Some((world, file)) = alone(path) else {
        return report.refuse(Outcome::Usage, format!("there is no file `{}`", path.display()));
    };
    report.take(&world, path, load::columns::columns(&world, file))
}

/// A file in a world of its own folder; `None` if it does not exist.
fn alone(path: &Path) -> Option<(World, FileId)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let workspace = Workspace::open(folder, folder).ok()?;
    let name = VirtualPath::new(path.file_name()?.to_str()?).ok()?;
    path.is_file().then(|| (workspace.world(), World::id(&name)))
}

/// Reports what is wrong with the plan just written.
fn check(path: &Path, report: &mut Report) {
    let Some((workspace, file)) = inside(path) else {
        report.note("it is in no workspace yet: put a `council.toml` beside it before you build");
        return;
    };
    let world = workspace.world();
    report.take(&world, path, load::paper::paper(&world, file, None));
}
