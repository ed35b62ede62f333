//! Runs `papers new`: writes starting files.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDate};
use typst::syntax::VirtualPath;

use super::Outcome;
use super::arguments::New;
use super::report::{Answer, Report};
use crate::begin::{self, Kind, Known};
use crate::diag::Diagnostic;
use crate::export::create;
use crate::load::house::{builtin_styles, house_of, style_of};
use crate::model::style::Style;
use crate::schema;
use crate::world::{Workspace, World, workspace_of};

/// Writes the starting file of a kind, or the files of a new workspace.
pub(super) fn run(command: &New, report: &mut Report) -> Option<Answer> {
    let written = match command.kind {
        Kind::Workspace => workspace(command, report)?,
        kind => vec![file(kind, command, report)?],
    };
    for path in &written {
        report.note(&format!("wrote {}", path.display()));
    }
    if command.kind == Kind::Workspace {
        let folder = written.first().and_then(|path| path.parent()).unwrap_or(Path::new("."));
        report.note(&format!(
            "`papers build {0}` makes its papers, and `papers desk {0}` opens them in the browser",
            folder.display()
        ));
    }
    Some(Answer::new("written", &written, String::new()))
}

/// Writes the files of a new workspace, into an empty folder or one that has none of them.
fn workspace(command: &New, report: &mut Report) -> Option<Vec<PathBuf>> {
    let folder = command.path.clone().unwrap_or_else(|| ".".into());
    let council = command.council.clone().or_else(|| ask("What is the council called?"));
    let styles: Vec<_> = builtin_styles().collect();
    let listed = styles.join(", ");
    let named = command.style.clone().or_else(|| ask(&format!("Which house style ({listed})?")));
    let (Some(council), Some(name)) = (council, named) else {
        let message = format!(
            "a workspace needs the name of the council and a house style, such as `papers new workspace anyshire --council \"Anyshire Council\" --style {}`; the styles are {listed}",
            styles.first().copied().unwrap_or_default()
        );
        return report.refuse(Outcome::Usage, message);
    };
    let world = Workspace::memory([]).world();
    let style = style(&world, &name, report)?;
    let files = said(begin::workspace(&council, &name, &style, today()), report)?;
    let files: Vec<_> = files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    let there = files.iter().find(|(path, _)| path.exists());
    if let Some((path, _)) = there {
        return report.refuse(
            Outcome::Usage,
            format!(
                "`{}` is already there, and is not written over; name an empty folder",
                path.display()
            ),
        );
    }
    files.into_iter().map(|(path, text)| put(path, &text, report)).collect()
}

/// Writes one file into the workspace around it.
fn file(kind: Kind, command: &New, report: &mut Report) -> Option<PathBuf> {
    let path = command.path.clone().unwrap_or_else(|| format!("{}.toml", kind.word()).into());
    let absolute = std::path::absolute(&path).ok();
    let root = absolute.as_deref().and_then(workspace_of);
    let Some((absolute, root)) = absolute.zip(root) else {
        return report.refuse(
            Outcome::Usage,
            format!(
                "`{}` would be in no workspace; `papers new workspace FOLDER --council NAME --style STYLE` makes one",
                path.display()
            ),
        );
    };
    let opened = Workspace::open(&root, &root);
    let inside = VirtualPath::virtualize(&root, &absolute).ok();
    let (Ok(workspace), Some(inside)) = (opened, inside) else {
        return report
            .refuse(Outcome::Usage, format!("`{}` cannot be written there", path.display()));
    };
    let world = workspace.world();
    let style = match &command.style {
        Some(name) => style(&world, name, report)?,
        None => report.take(&world, &path, house_of(&world))?.style,
    };
    let others = begin::others(&workspace, World::id(&inside));
    let known = Known {
        style: &style,
        own_style: command.style.as_deref(),
        title: None,
        committee: None,
        today: today(),
        meeting: None,
        others: &others,
        is_whole: false,
    };
    let text = said(begin::file(kind, &known), report)?;
    let schema = schema::path(kind.word());
    let line = root.join(&schema).exists().then(|| {
        let up = "../".repeat(inside.get_without_slash().matches('/').count());
        format!("#:schema {up}{schema}\n")
    });
    put(path, &(line.unwrap_or_default() + &text), report)
}

/// Loads the house style of this name.
fn style(world: &World, name: &str, report: &mut Report) -> Option<Style> {
    report.take(world, name.as_ref(), style_of(world, name))
}

/// The starting text; reports why if it could not be made.
fn said<T>(made: Result<T, Diagnostic>, report: &mut Report) -> Option<T> {
    made.map_err(|problem| report.fail(Outcome::Failed, problem.message)).ok()
}

/// Writes a new file; reports one that already exists.
fn put(path: PathBuf, text: &str, report: &mut Report) -> Option<PathBuf> {
    match create(&path, text.as_bytes()) {
        Ok(()) => Some(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let shown = path.display();
            report.refuse(
                Outcome::Usage,
                format!("`{shown}` is already there, and is not written over; name another file"),
            )
        }
        Err(error) => report.unwritten(&path, &error),
    }
}

/// Asks at a terminal; `None` elsewhere or without an answer.
fn ask(question: &str) -> Option<String> {
    let (input, mut output) = (io::stdin(), io::stderr());
    if !input.is_terminal() || !output.is_terminal() {
        return None;
    }
    write!(output, "{question} ").and_then(|()| output.flush()).ok()?;
    let mut line = String::new();
    input.lock().read_line(&mut line).ok()?;
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

/// Today's date, in UTC.
pub(super) fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
}
