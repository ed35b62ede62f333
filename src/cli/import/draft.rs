//! Runs `papers import` on a Word draft, which becomes a report of a workspace.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use typst::syntax::VirtualPath;

use super::super::Outcome;
use super::super::arguments::Import;
use super::super::report::{Answer, Report};
use super::{followed, output};
use crate::check::can_be_shown;
use crate::diag::{Findings, apart};
use crate::export;
use crate::import::word;
use crate::load::house;
use crate::world::{Workspace, World, workspace_of};

/// The result of the command.
#[derive(Debug, Serialize)]
struct Written {
    source: PathBuf,
    output: PathBuf,
    pictures: Vec<PathBuf>,
}

/// Turns a draft into a report, in the workspace that it will be part of.
pub(in crate::cli) fn run(command: &Import, report: &mut Report) -> Option<Answer> {
    let draft = read(&command.file, report)?;
    let output = output(command, "report.toml");
    let absolute = followed(&output);
    let Some(root) = absolute.as_deref().and_then(workspace_of) else {
        let message = format!(
            "`{}` would be in no workspace: put a `council.toml` into its folder or one above it, with the lines \
             `kind = \"council\"`, `name = \"…\"` and `style = \"…\"`, or name a folder of a workspace with `--out`",
            output.display()
        );
        report.fail(Outcome::Usage, message);
        return None;
    };
    let inside = absolute.and_then(|path| VirtualPath::virtualize(&root, &path).ok());
    let (Ok(workspace), Some(inside)) = (Workspace::open(&root, &root), inside) else {
        report.fail(Outcome::Failed, format!("`{}` cannot be written there", output.display()));
        return None;
    };
    let file = World::id(&inside);
    let mut findings = Findings::default();
    let (shown, stem) =
        (command.file.display().to_string(), output.file_stem().unwrap_or_default());
    let stem = word::picture_stem(&stem.to_string_lossy());
    let world = workspace.world();
    let house = findings.take(house::house_of(&world));
    let named = command.draft.style.as_deref();
    let style = named.and_then(|name| findings.take(house::style_of(&world, name)));
    let imported = house.filter(|_| named.is_none() || style.is_some()).and_then(|house| {
        let wanted = word::Wanted {
            shown: &shown,
            file,
            stem: &stem,
            style: style.as_ref().unwrap_or(&house.style),
            own_style: named,
            council: &house.council.name,
            shows: &|sign| can_be_shown(&world, sign),
            changes: command.draft.changes,
        };
        findings.take(word::import(&draft, &wanted))
    });
    let (imported, problems) = apart(findings.finish(imported));
    let Some(imported) = imported else {
        report.found(&workspace.world(), &command.file, &problems, false);
        return None;
    };
    let folder = output.parent().map(Path::to_owned).unwrap_or_default();
    let pictures = imported.pictures.into_iter().map(|(name, bytes)| (folder.join(name), bytes));
    let mut files: Vec<(PathBuf, Vec<u8>)> = pictures.collect();
    files.push((output.clone(), imported.text.into_bytes()));
    if command.dry_run {
        report.found(&workspace.world(), &output, &problems, false);
        report.note(&format!(
            "`{}` would have {}; nothing was written",
            output.display(),
            imported.summary
        ));
        let text = files.pop().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
        let written = Written { source: command.file.clone(), output, pictures: Vec::new() };
        return Some(Answer::new("import", &written, text.unwrap_or_default()));
    }
    let there: Vec<_> = files.iter().map(|(path, _)| path).filter(|path| path.exists()).collect();
    if !there.is_empty() && !command.yes && !may_replace(&there) {
        let named: Vec<_> = there.iter().map(|path| format!("`{}`", path.display())).collect();
        let message = format!(
            "{} would be replaced, so nothing was written; name another file with `--out`, or add `--yes`",
            named.join(", ")
        );
        report.fail(Outcome::Usage, message);
        return None;
    }
    for (path, bytes) in &files {
        if let Err(error) = export::write(path, bytes) {
            report
                .fail(Outcome::Failed, format!("`{}` cannot be written: {error}", path.display()));
            return None;
        }
    }
    let shown_root = shown_root(&output, &inside);
    if let Ok(workspace) = Workspace::open(&root, &shown_root) {
        report.found(&workspace.world(), &output, &problems, false);
    }
    report.note(&format!("wrote {}: {}", output.display(), imported.summary));
    report.note("`papers check` says what is still to be done");
    let pictures = files.into_iter().map(|(path, _)| path).filter(|path| *path != output).collect();
    let written = Written { source: command.file.clone(), output, pictures };
    Some(Answer::new("imported", &written, String::new()))
}

/// The bytes of a draft.
pub(in crate::cli) fn read(path: &Path, report: &mut Report) -> Option<Vec<u8>> {
    let shown = path.display();
    let mut bytes = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(word::LARGEST_FILE + 1).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            report.fail(Outcome::Usage, format!("there is no file `{shown}`"));
        }
        Err(_) if path.is_dir() => {
            report.fail(Outcome::Usage, format!("`{shown}` is a folder; name one draft"))
        }
        Err(error) => report.fail(Outcome::Failed, format!("`{shown}` cannot be read: {error}")),
        Ok(length) if length as u64 > word::LARGEST_FILE => {
            let message = format!(
                "`{shown}` is larger than the draft of a paper can be; make its pictures smaller"
            );
            report.fail(Outcome::Wrong, message);
        }
        Ok(_) => return Some(bytes),
    }
    None
}

/// The root of a workspace as the user would write it, given a file inside it.
pub(super) fn shown_root(output: &Path, inside: &VirtualPath) -> PathBuf {
    let depth = inside.get_without_slash().split('/').count();
    let mut shown = output.to_owned();
    for _ in 0..depth {
        if !shown.pop() {
            shown.push("..");
        }
    }
    shown
}

/// Asks whether files may be replaced; if nobody can answer, they may not.
fn may_replace(files: &[&PathBuf]) -> bool {
    let named: Vec<_> = files.iter().map(|path| path.display().to_string()).collect();
    io::stdin().is_terminal() && agrees(&format!("Replace {}?", named.join(", ")))
}

/// Asks whether to go on; only a plain yes counts.
pub(super) fn agrees(question: &str) -> bool {
    // If the question cannot be shown, the answer is no.
    let _ = write!(io::stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}
