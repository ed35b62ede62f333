//! `papers build --emit`: the seams of the pipeline, to look at.

use std::io;
use std::path::{Path, PathBuf};

use super::find::{Job, find};
use super::report::{draw, failed, outcome, print, say};
use super::{Build, Outcome, Seam};
use crate::export::write;
use crate::world::{MAIN, Workspace};
use crate::{Composed, render};

/// Shows a seam of the papers that the paths hold.
pub(super) fn run(command: &Build, seam: Seam) -> Outcome {
    let found = find(&command.paths.paths);
    let mut end = if found.failed { Outcome::Failed } else { Outcome::Done };
    for job in &found.jobs {
        if job.meeting {
            say(&format!(
                "{} is a meeting: its packs are put together from PDFs, so there is no source to show",
                job.source.display()
            ));
            continue;
        }
        let workspace = job.workspace.unread();
        let world = workspace.world();
        let mut problems = Vec::new();
        if let Some(composed) =
            crate::compose(&world, job.file, &command.options(job), &mut problems)
        {
            end = end.max(match seam {
                Seam::Data => data(job, &composed),
                Seam::Typst => typst(job, &workspace, &composed, &command.out),
            });
        }
        draw(&world, &problems);
        end = end.max(outcome(&problems, command.paths.deny_warnings));
    }
    end
}

/// Prints what the templates see: the values that prose can name, the document, and the style.
fn data(job: &Job, composed: &Composed) -> Outcome {
    let seen = serde_json::json!({
        "source": job.source,
        "data": composed.data,
        "document": composed.document,
        "style": composed.paper.house.style,
    });
    print(&format!("{}\n", serde_json::to_string_pretty(&seen).unwrap_or_default()))
}

/// Writes the Typst source of a paper and all that it reads into a folder.
fn typst(job: &Job, workspace: &Workspace, composed: &Composed, out: &Path) -> Outcome {
    let mut folder = out.join(&job.output).into_os_string();
    folder.push(".typst");
    let folder = PathBuf::from(folder);
    let world = workspace.world();
    let source = render::typst(
        &world,
        &composed.document,
        &composed.paper.house.style,
        &composed.paper.house.style_folder,
    );
    let source = match source {
        Ok(source) => source,
        Err(problem) => {
            draw(&world, &[problem]);
            return Outcome::Wrong;
        }
    };
    match lay_out(workspace, &folder, &source) {
        Ok(()) => {
            let shown = folder.display();
            say(&format!(
                "wrote {shown}; compile it with `typst compile --root {shown} --font-path {shown}/fonts --ignore-system-fonts \
                 --features a11y-extras --pdf-standard ua-1,a-2a {shown}/{MAIN}`"
            ));
            Outcome::Done
        }
        Err(error) => {
            failed(&format!("`{}` cannot be written: {error}", folder.display()));
            Outcome::Failed
        }
    }
}

/// Writes the source, and each file that setting it reads.
fn lay_out(workspace: &Workspace, folder: &Path, source: &str) -> io::Result<()> {
    write(&folder.join(MAIN), source.as_bytes())?;
    // Typst itself knows best what the source reads.
    let workspace = workspace.unread();
    let world = workspace.world().with_main(source.to_owned());
    let _ = typst::compile::<typst_layout::PagedDocument>(&world);
    // The faces of capitals are made as the program runs; without them the stock command shows the letters as written.
    let faces = (0..).map_while(|index| Some((index, world.fonts().font(index)?)));
    for (index, font) in faces.filter(|(index, _)| !world.is_made(*index)) {
        let name = format!("{index:02} {}.ttf", font.info().family);
        write(&folder.join("fonts").join(name), font.data())?;
    }
    for id in workspace.read() {
        if let Ok(bytes) = world.bytes(id) {
            write(&folder.join(id.get().vpath().get_without_slash()), &bytes)?;
        }
    }
    Ok(())
}
