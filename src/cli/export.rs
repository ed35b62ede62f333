//! Runs `papers export`: writes a plan as a workbook that colleagues can edit.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Outcome;
use super::arguments::Export as Command;
use super::find::plan;
use super::report::{Answer, Report};
use crate::document::Audience;
use crate::export::sheet;
use crate::model::plan::Plan;
use crate::read;

/// The result of the command.
#[derive(Debug, Serialize)]
struct Written {
    source: PathBuf,
    output: PathBuf,
    restricted: bool,
}

/// Writes a plan as a workbook.
pub(super) fn run(command: &Command, report: &mut Report) -> Option<Answer> {
    let (job, world, _) = plan(&command.plan, report)?;
    // The file as written, before defaults are filled in.
    let text = world.text(job.file).ok()?;
    let plan = read::read::<Plan>(job.file, &text).ok()?.value;
    let elsewhere = &job.elsewhere;
    let restricted = sheet::is_withheld(&plan)
        || elsewhere.place(job.file).is_some()
        || elsewhere.unsure(job.file).next().is_some();
    let output = output(command, restricted);
    let shown = output.display();
    if output.exists() && !command.yes {
        let message = format!(
            "`{shown}` would be replaced, so nothing was written; name another file with `--out`, or add `--yes`"
        );
        return report.refuse(Outcome::Usage, message);
    }
    let bytes = match sheet::export(&plan, restricted, command.format) {
        Ok(bytes) => bytes,
        Err(error) => {
            return report.refuse(
                Outcome::Wrong,
                format!("`{}` cannot be a workbook: {error}", job.source.display()),
            );
        }
    };
    report.write(&output, &bytes)?;
    if restricted {
        let message = format!(
            "`{shown}` holds what is not for publication; it says so in its name and its first row, and is not for the public"
        );
        report.warn(&output, message);
    }
    report.note(&format!(
        "`{shown}` written; `papers import {shown}` takes back what is changed in it"
    ));
    let written = Written { source: job.source.clone(), output, restricted };
    Some(Answer::new("export", &written, String::new()))
}

/// The path to write: the one given, or one with the plan's name in the current folder. A restricted workbook always
/// says so in its name.
fn output(command: &Command, restricted: bool) -> PathBuf {
    let suffix = if restricted { Audience::Restricted.suffix() } else { "" };
    let named = command
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(command.plan.file_name().unwrap_or_default()));
    let stem = named.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let stem = stem.strip_suffix(suffix).unwrap_or(&stem);
    let name = format!("{stem}{suffix}.{}", command.format.extension());
    named.parent().unwrap_or(Path::new("")).join(name)
}
