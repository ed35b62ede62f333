//! `papers styles`.

use std::fmt::Write;

use super::report::{draw, failed, print};
use super::{Outcome, Styles};
use crate::diag::apart;
use crate::load::house::{builtin_styles, style_of};
use crate::model::style::Style;
use crate::world::{Workspace, workspace_of};

/// Lists the house styles, or shows one.
pub(super) fn run(command: &Styles) -> Outcome {
    let folder = std::path::absolute(&command.workspace).ok();
    let root = folder.as_deref().and_then(workspace_of);
    let workspace = match &root {
        Some(root) => match Workspace::open(root, root) {
            Ok(workspace) => workspace,
            Err(error) => {
                failed(&format!("`{}` cannot be read: {error}", command.workspace.display()));
                return Outcome::Failed;
            }
        },
        None => Workspace::memory([]),
    };
    let built_in = builtin_styles().map(str::to_owned);
    let mut names: Vec<_> = workspace.files().list("styles").into_iter().chain(built_in).collect();
    names.sort_unstable();
    names.dedup();
    let shown = match &command.name {
        Some(name) if !names.contains(name) => {
            failed(&format!(
                "there is no house style `{name}`; the styles are {}",
                names.join(", ")
            ));
            return Outcome::Failed;
        }
        Some(name) => vec![name.clone()],
        None => names,
    };
    let world = workspace.world();
    let mut text = String::new();
    let mut end = Outcome::Done;
    for name in shown {
        let (style, problems) = apart(style_of(&world, &name));
        match style {
            Some(style) if command.name.is_some() => describe(&name, &style, &mut text),
            Some(style) => {
                let _ = writeln!(text, "{name:16} {}", style.summary.value);
            }
            None => end = Outcome::Wrong,
        }
        draw(&world, &problems);
    }
    end.max(print(&text))
}

/// How much a style wants something.
fn need(required: bool, expected: bool) -> &'static str {
    match (required, expected) {
        (true, _) => "required",
        (false, true) => "expected",
        (false, false) => "optional",
    }
}

/// Describes one style: what a paper in it gives.
fn describe(name: &str, style: &Style, text: &mut String) {
    let _ = writeln!(text, "{name}: {}\n\nFields, under [front]:", style.summary.value);
    for field in &style.field {
        let need = need(field.required, field.expected);
        let _ = writeln!(text, "  {:28} {need}  {}", field.name.value, field.label.value);
    }
    let _ = writeln!(text, "\nSections that have an id:");
    for section in &style.section {
        let need = need(section.required, section.expected);
        let _ = writeln!(text, "  {:28} {need}  {}", section.id.value, section.heading.value);
    }
}
