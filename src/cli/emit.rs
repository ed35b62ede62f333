//! Runs `papers build --emit`: shows intermediate results of the pipeline.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use typst::syntax::FileId;

use super::Outcome;
use super::arguments::{Build, Seam};
use super::find::{Job, find};
use super::report::{Answer, Report};
use super::trace::traced;
use crate::Composed;
use crate::compile::settled;
use crate::compose::{is_sealed, unsealed};
use crate::diag::apart;
use crate::document::{Audience, Edition};
use crate::export::write;
use crate::world::{MAIN, Workspace};

/// Shows an intermediate result for the papers found in the paths.
pub(super) fn run(command: &Build, seam: Seam, report: &mut Report) -> Option<Answer> {
    let jobs = find(&command.paths.paths, report);
    let mut seen = Vec::new();
    for job in &jobs {
        if job.meeting {
            report.note(&format!(
                "{} is a meeting: its packs are put together from PDFs, so there is no source to show",
                job.source.display()
            ));
            continue;
        }
        let workspace = job.workspace.unread();
        let world = workspace.world();
        let (composed, problems) = apart(crate::compose(&world, job.file, &command.options(job)));
        report.found(&world, &job.source, &problems, command.paths.deny_warnings);
        match (composed, seam) {
            (Some(composed), Seam::Data) => seen.push(data(job, &composed, report)),
            (Some(composed), Seam::Typst) => {
                typst(job, &workspace, &composed, &command.out(), report);
            }
            (Some(composed), Seam::Trace) => {
                let asked = job.asked(command.as_at, Audience::Public);
                let traced = traced(job, asked, &composed);
                seen.push(serde_json::to_value(traced).unwrap_or_default());
            }
            (None, _) => {}
        }
    }
    let text = seen.iter().map(|paper| format!("{paper:#}\n")).collect();
    Some(Answer::new("seen", &seen, text))
}

/// What the templates see: the values that prose can use, the editions of the document, and the style. Says so where
/// anything in it is withheld, even if the paper prints none of it.
fn data(job: &Job, composed: &Composed, report: &mut Report) -> Value {
    let (data, editions) =
        (serde_json::to_value(&composed.data).unwrap_or_default(), composed.editions());
    if editions.iter().any(is_restricted) || is_withheld(&data) {
        let message = format!(
            "what is printed here of `{}` holds what is not for publication, and is not for the public",
            job.source.display()
        );
        report.warn(&job.source, message);
    }
    json!({
        "source": job.source,
        "data": shown(data),
        "editions": editions,
        "style": composed.paper.house.style,
    })
}

/// Whether an edition is for those who may see what is not for publication.
fn is_restricted(edition: &Edition) -> bool {
    edition.audience == Audience::Restricted
}

/// Whether any words among values are withheld.
fn is_withheld(value: &Value) -> bool {
    match value {
        Value::String(text) => is_sealed(text),
        Value::Array(all) => all.iter().any(is_withheld),
        Value::Object(all) => all.values().any(is_withheld),
        _ => false,
    }
}

/// Values without the characters that mark withheld words.
fn shown(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(unsealed(&text)),
        Value::Array(all) => all.into_iter().map(shown).collect(),
        Value::Object(all) => all.into_iter().map(|(key, value)| (key, shown(value))).collect(),
        other => other,
    }
}

/// Writes the Typst source of each edition of a paper, with every file that it reads, into a folder.
fn typst(job: &Job, workspace: &Workspace, composed: &Composed, out: &Path, report: &mut Report) {
    for edition in composed.editions() {
        let mut folder = out.join(&job.output).into_os_string();
        folder.push(edition.audience.suffix());
        folder.push(".typst");
        let folder = PathBuf::from(folder);
        let world = workspace.world();
        let source = match composed.typst(&world, &edition) {
            Ok(source) => source,
            Err(problem) => return report.found(&world, &job.source, &[problem], false),
        };
        let shown = folder.display();
        match lay_out(workspace, &folder, source) {
            Ok(()) => {
                if is_restricted(&edition) {
                    let message = format!(
                        "`{shown}` holds what is not for publication, and is not for the public"
                    );
                    report.warn(&folder, message);
                }
                report.note(&format!(
                    "wrote {shown}; compile it with `typst compile --root {shown} --font-path {shown}/fonts --ignore-system-fonts \
                     --features a11y-extras --pdf-standard ua-1,a-2a {shown}/{MAIN}`"
                ));
            }
            Err(error) => {
                report.fail(Outcome::Failed, format!("`{shown}` cannot be written: {error}"));
            }
        }
    }
}

/// Writes the source of the final layout, and each file that typesetting it reads.
fn lay_out(workspace: &Workspace, folder: &Path, source: String) -> io::Result<()> {
    // Typst itself knows best what the source reads.
    let workspace = workspace.unread();
    let world = settled(&workspace.world(), source);
    // Small-capital faces are made when the program runs; without them the stock command shows letters as written.
    let faces = (0..).map_while(|index| Some((index, world.fonts().font(index)?)));
    for (index, font) in faces.filter(|(index, _)| !world.is_made(*index)) {
        let name = format!("{index:02} {}.ttf", font.info().family);
        write(&folder.join("fonts").join(name), font.data())?;
    }
    let path = |id: FileId| folder.join(id.get().vpath().get_without_slash());
    for id in workspace.read() {
        if let Ok(bytes) = world.bytes(id) {
            write(&path(id), &bytes)?;
        }
    }
    world.made().iter().try_for_each(|made| write(&path(made.id()), made.text().as_bytes()))
}
