//! Runs `papers` without a command: shows what can be done in the current folder.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::find::{find, home};
use super::report::{Answer, Report};
use super::table::{row, table};

/// The contents of the current folder.
#[derive(Debug, Serialize)]
struct Here {
    /// Where papers are looked for; `None` if nowhere.
    folder: Option<PathBuf>,
    papers: Vec<PathBuf>,
    meetings: Vec<PathBuf>,
}

/// Shows what can be done here.
pub(super) fn run(report: &mut Report) -> Option<Answer> {
    let folder = home();
    let jobs = folder.as_ref().map(|folder| find(std::slice::from_ref(folder), report));
    let (meetings, papers): (Vec<_>, Vec<_>) =
        jobs.unwrap_or_default().into_iter().partition(|job| job.meeting);
    let sources = |jobs: Vec<super::find::Job>| jobs.into_iter().map(|job| job.source).collect();
    let here = Here { folder, papers: sources(papers), meetings: sources(meetings) };
    Some(Answer::new("here", &here, text(&here, report.width())))
}

/// The commands that are useful here, applied to the files here.
fn text(here: &Here, width: u16) -> String {
    let Some(folder) = &here.folder else {
        return format!(
            "There is no workspace here: a workspace is a folder with a `council.toml`.\n\n{}",
            table(
                &[
                    row([
                        "papers new workspace FOLDER --council NAME --style STYLE",
                        "begin one, with all kinds of files",
                    ]),
                    row(["papers styles", "the house styles that a council can publish in"]),
                    row(["papers help", "all commands"]),
                ],
                width
            )
        );
    };
    let counted = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    let shown = |path: &Path| path.display().to_string();
    let mut rows = vec![
        row(["papers build", "make the papers and packs, as PDF and HTML"]),
        row(["papers check", "say what is wrong with them"]),
        row(["papers desk", "write them in the browser, the finished page beside it"]),
    ];
    if let Some(meeting) = here.meetings.first() {
        let command = format!("papers notice {}", shown(meeting));
        rows.push(row([&command, "the last lawful day to publish its agenda"]));
    }
    rows.push(row(["papers help", "all commands"]));
    format!(
        "In {}: {}, {}.\n\n{}",
        if folder == Path::new(".") {
            "this workspace".to_owned()
        } else {
            format!("`{}`", shown(folder))
        },
        counted(here.papers.len(), "paper"),
        counted(here.meetings.len(), "meeting"),
        table(&rows, width)
    )
}
