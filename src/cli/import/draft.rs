//! Runs `papers import` on a Word draft, which becomes a report of a workspace.

use std::path::Path;

use super::super::Outcome;
use super::super::arguments::Import;
use super::super::report::{Answer, Report};
use super::ending::begin;
use super::{inside, output, read};
use crate::check::can_be_shown;
use crate::diag::{Findings, apart};
use crate::import::word;
use crate::load::house;

/// Turns a draft into a report, in the workspace that it will be part of.
pub(super) fn run(command: &Import, report: &mut Report) -> Option<Answer> {
    let draft = read(&command.file, report)?;
    let output = output(command, "report.toml");
    let Some((workspace, file)) = inside(&output) else {
        let message = format!(
            "`{}` would be in no workspace: put a `council.toml` into its folder or one above it, with the lines \
             `kind = \"council\"`, `name = \"…\"` and `style = \"…\"`, or name a folder of a workspace with `--out`",
            output.display()
        );
        return report.refuse(Outcome::Usage, message);
    };
    let mut findings = Findings::default();
    let shown = command.file.display().to_string();
    let stem = word::picture_stem(&output.file_stem().unwrap_or_default().to_string_lossy());
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
    let folder = output.parent().unwrap_or(Path::new(""));
    let pictures = imported.pictures.into_iter().map(|(name, bytes)| (folder.join(name), bytes));
    let mut files: Vec<_> = pictures.collect();
    files.push((output.clone(), imported.text.into_bytes()));
    let answer = begin(command, &files, &imported.summary, report)?;
    // The findings point into what was just written.
    report.found(&workspace.unread().world(), &output, &problems, false);
    if !command.dry_run {
        report.note("`papers check` says what is still to be done");
    }
    Some(answer)
}
