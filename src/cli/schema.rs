//! Runs `papers schema`: prints what a file can hold, for TOML editors.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::Schema;
use super::report::{Answer, Report};
use crate::diag::{apart, closest};
use crate::load::house::{house_of, style_of};
use crate::load::kind::KINDS;
use crate::model::style::Style;
use crate::schema::{path, schema};
use crate::world::{Workspace, workspace_of};

/// Prints the schema of a kind of file, or writes those of all.
pub(super) fn run(command: &Schema, report: &mut Report) -> Option<Answer> {
    let root = std::env::current_dir().ok().and_then(|here| workspace_of(&here));
    let style = style(command, root.as_ref(), report)?;
    let Some(kind) = &command.kind else {
        return match root {
            Some(root) => write(&root, style.as_ref(), report),
            None => {
                let message = "`--write` is for a workspace, and there is none here; `papers new workspace FOLDER --council NAME --style STYLE` makes one";
                report.refuse(Outcome::Usage, message)
            }
        };
    };
    match schema(kind, style.as_ref()) {
        Some(schema) => Some(Answer::new("schema", &schema, format!("{schema:#}\n"))),
        None => {
            let hint = match closest(kind, KINDS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the kinds are {}", KINDS.join(", ")),
            };
            report.refuse(Outcome::Usage, format!("there is no kind of file `{kind}`; {hint}"))
        }
    }
}

/// The house style asked for, or that of the workspace; `None` within if there is neither.
fn style(command: &Schema, root: Option<&PathBuf>, report: &mut Report) -> Option<Option<Style>> {
    let world = match root {
        Some(root) => match Workspace::open(root, root) {
            Ok(workspace) => workspace.world(),
            Err(error) => {
                let message = format!("the workspace `{}` cannot be read: {error}", root.display());
                return report.refuse(Outcome::Failed, message);
            }
        },
        None => Workspace::memory([]).world(),
    };
    match (&command.style, root) {
        (Some(name), _) => report.take(&world, name.as_ref(), style_of(&world, name)).map(Some),
        // A mistake in the council's file is no reason to print nothing.
        (None, Some(_)) => Some(apart(house_of(&world)).0.map(|house| house.style)),
        (None, None) => Some(None),
    }
}

/// Writes the schemas of all kinds of file into a workspace.
fn write(root: &Path, style: Option<&Style>, report: &mut Report) -> Option<Answer> {
    let mut written = Vec::new();
    for kind in KINDS {
        let path = root.join(path(kind));
        let text = format!("{:#}\n", schema(kind, style)?);
        report.write(&path, text.as_bytes())?;
        report.note(&format!("wrote {}", path.display()));
        written.push(path);
    }
    report.note("`papers new` names the schema in the first line of each file that it begins");
    Some(Answer::new("written", &written, String::new()))
}
