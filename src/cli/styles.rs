//! Runs `papers styles`: lists the house styles, or describes one.

use serde::Serialize;

use super::Outcome;
use super::arguments::Styles;
use super::report::{Answer, Report};
use super::table::table;
use crate::diag::whole;
use crate::load::house::{builtin_styles, style_of};
use crate::model::style::{Style, need};
use crate::world::{Workspace, workspace_of};

/// A house style in a list.
#[derive(Debug, Serialize)]
struct Listed {
    name: String,
    summary: String,
}

/// Lists the house styles, or shows one.
pub(super) fn run(command: &Styles, report: &mut Report) -> Option<Answer> {
    let workspace = workspace(command, report)?;
    let built_in = builtin_styles().map(str::to_owned);
    let mut names: Vec<_> = workspace.files().list("styles").into_iter().chain(built_in).collect();
    names.sort_unstable();
    names.dedup();
    let world = workspace.world();
    let mut load = |name: &str| report.take(&world, name.as_ref(), whole(style_of(&world, name)));
    match &command.name {
        None => {
            let styles = names.into_iter().filter_map(|name| {
                let summary = load(&name)?.summary.value;
                Some(Listed { name, summary })
            });
            let styles: Vec<_> = styles.collect();
            let rows: Vec<_> =
                styles.iter().map(|style| [style.name.clone(), style.summary.clone()]).collect();
            Some(Answer::new("styles", &styles, table(&rows, report.width())))
        }
        Some(name) if names.contains(name) => {
            let style = load(name)?;
            Some(Answer::new("style", &style, describe(name, &style, report.width())))
        }
        Some(name) => {
            let names = names.join(", ");
            let message = format!("there is no house style `{name}`; the styles are {names}");
            report.refuse(Outcome::Usage, message)
        }
    }
}

/// The workspace whose styles are listed; an empty one if the folder is in none.
fn workspace(command: &Styles, report: &mut Report) -> Option<Workspace> {
    let folder = std::path::absolute(&command.workspace).ok();
    let Some(root) = folder.as_deref().and_then(workspace_of) else {
        return Some(Workspace::memory([]));
    };
    let opened = Workspace::open(&root, &root).map_err(|error| {
        let message = format!("`{}` cannot be read: {error}", command.workspace.display());
        report.fail(Outcome::Failed, message);
    });
    opened.ok()
}

/// Describes one style: the fields and sections of a paper in it.
fn describe(name: &str, style: &Style, width: u16) -> String {
    let row = |name: &str, required, expected, words: &str| {
        [name, need(required, expected), words].map(str::to_owned)
    };
    let fields = style.field.iter();
    let fields = fields.map(|one| row(&one.name, one.required, one.expected, &one.label));
    let sections = style.section.iter();
    let sections = sections.map(|one| row(&one.id, one.required, one.expected, &one.heading));
    format!(
        "{name}: {}\n\nFields, under [front]:\n{}\nSections that have an id:\n{}",
        style.summary.value,
        table(&fields.collect::<Vec<_>>(), width),
        table(&sections.collect::<Vec<_>>(), width)
    )
}
