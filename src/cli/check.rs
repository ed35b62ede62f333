//! `papers check`.

use std::path::PathBuf;

use serde::Serialize;

use super::arguments::Check;
use super::find::find;
use super::report::{Answer, Report};
use crate::Options;
use crate::diag::apart;
use crate::parallel::each;
use crate::typeset::Memory;

/// How many findings there are in a paper.
#[derive(Debug, Serialize)]
struct Result {
    source: PathBuf,
    errors: usize,
    warnings: usize,
}

/// Says what is wrong with the papers that the paths hold.
pub(super) fn run(command: &Check, report: &mut Report) -> Option<Answer> {
    let jobs = find(&command.paths.paths, report);
    let checked = each(&jobs, |job| {
        let world = job.workspace.world();
        let problems = if job.meeting {
            // What is wrong with a pack shows only when it is put together.
            apart(crate::pack::build(&job.workspace, job.file, &job.elsewhere, &Memory::none())).1
        } else {
            let options = Options { elsewhere: job.elsewhere.clone(), ..Options::default() };
            apart(crate::compose(&world, job.file, &options)).1
        };
        (world, problems)
    });
    let mut results = Vec::new();
    for (job, (world, problems)) in jobs.iter().zip(report.workers(checked)?) {
        report.found(&world, &job.source, &problems, command.paths.deny_warnings);
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        let warnings = problems.len() - errors;
        results.push(Result { source: job.source.clone(), errors, warnings });
    }
    let counted =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let found = match report.findings() {
        0 => "nothing found".to_owned(),
        findings => counted(findings, "finding"),
    };
    report.note(&format!("{} checked, {found}", counted(results.len(), "paper")));
    Some(Answer::new("papers", &results, String::new()))
}
