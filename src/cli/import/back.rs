//! Runs `papers import --into` on a Word file: takes colleagues' edits back into the paper, and lists their comments.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;
use typst::syntax::VirtualPath;

use super::super::Outcome;
use super::super::arguments::Import;
use super::super::report::{Answer, Report};
use super::draft::{read, shown_root};
use super::{Changed, followed, write};
use crate::diag::{Place, apart};
use crate::edit::file;
use crate::import::word::back::{self, Back, Change, Kind, Said};
use crate::world::{Workspace, World, workspace_of};

/// The result of the command.
#[derive(Debug, Serialize)]
struct Taken<'a> {
    source: PathBuf,
    paper: PathBuf,
    /// Whether the paper's file was written.
    written: bool,
    changes: Vec<Placed<&'a Change>>,
    comments: Vec<Placed<&'a Said>>,
}

/// A value with its place in words: `report.toml:12`.
#[derive(Debug, Serialize)]
struct Placed<T: Serialize> {
    place: Option<String>,
    #[serde(flatten)]
    it: T,
}

/// Takes the edits of a Word file into the paper that it was made from.
pub(super) fn run(command: &Import, into: PathBuf, report: &mut Report) -> Option<Answer> {
    let bytes = read(&command.file, report)?;
    let shown = into.display();
    let (text, revision) = match file::read(&into) {
        Ok(read) => read,
        Err(failure) => {
            report.fail(Outcome::Usage, format!("`{shown}` cannot be changed: {failure}"));
            return None;
        }
    };
    let absolute = followed(&into);
    let root = absolute.as_deref().and_then(workspace_of);
    let inside = absolute
        .as_ref()
        .zip(root.as_ref())
        .and_then(|(path, root)| VirtualPath::virtualize(root, path).ok());
    let opened = root.zip(inside).and_then(|(root, inside)| {
        let shown = shown_root(&into, &inside);
        Some((Workspace::open(&root, &shown).ok()?, inside))
    });
    let Some((workspace, inside)) = opened else {
        report.fail(Outcome::Usage, format!("`{shown}` is in no workspace"));
        return None;
    };
    let name = command.file.display().to_string();
    let file = World::id(&inside);
    let changes = command.draft.changes;
    let wanted = back::Wanted { shown: &name, workspace: &workspace, file, changes };
    let (back, findings) = apart(back::take(&bytes, &text, &wanted));
    let world = workspace.world();
    report.found(&world, &into, &findings, false);
    let back = back?;
    let place = |place: Option<Place>| {
        let place = place?;
        Some(format!("{}:{}", world.shown(place.file), world.line(place)?))
    };
    let mut taken = Taken {
        source: command.file.clone(),
        paper: into.clone(),
        written: false,
        changes: back.changes.iter().map(|it| Placed { place: place(it.place), it }).collect(),
        comments: back.comments.iter().map(|it| Placed { place: place(it.place), it }).collect(),
    };
    let said = told(&taken);
    let Back { text: new, changes, .. } = &back;
    let made = changes.iter().filter(|change| change.is_made()).count();
    let refused = changes.iter().filter(|change| change.kind == Kind::NotTaken).count();
    let changed = Changed { into: &into, text: new, revision: &revision, made, refused };
    let (written, said) = write(command, &changed, said, report)?;
    taken.written = written;
    Some(Answer::new("import", &taken, said))
}

/// Lists changes and comments in words, a few lines each.
fn told(taken: &Taken<'_>) -> String {
    let mut text = String::new();
    for Placed { place, it } in &taken.changes {
        let kind = match it.kind {
            Kind::Changed => "changed",
            Kind::New => "new",
            Kind::Gone => "gone",
            Kind::Moved => "moved",
            Kind::NotTaken => "not taken",
        };
        let at = place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let of = if it.of.is_empty() { String::new() } else { format!(" “{}”", it.of) };
        let _ = writeln!(text, "{kind}: {}{of}{at}", it.what);
        for how in &it.how {
            let _ = writeln!(text, "  {how}");
        }
    }
    for Placed { place, it } in &taken.comments {
        let at = place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let on = if it.on.is_empty() { String::new() } else { format!(" on “{}”", it.on) };
        let _ = writeln!(text, "comment: {}{on}{at}\n  {}", it.author, it.words);
    }
    text
}
