//! `papers check`.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::arguments::{Check, Rules};
use super::find::{Job, find};
use super::report::{Answer, Report};
use super::trace::sum;
use super::{rules, sarif};
use crate::Options;
use crate::diag::{Diagnostic, apart};
use crate::document::Audience;
use crate::export::Format;
use crate::parallel::each;
use crate::trace::{self, Asked, Count};
use crate::typeset::Memory;

/// How many findings there are in a paper.
#[derive(Debug, Serialize)]
struct Result {
    source: PathBuf,
    errors: usize,
    warnings: usize,
    /// How many figures of a report come from where.
    figures: Option<Count>,
}

/// Says what is wrong with the papers that the paths hold.
pub(super) fn run(command: &Check, report: &mut Report) -> Option<Answer> {
    if command.explain.is_some() {
        return rules::run(&Rules { name: command.explain.clone() }, report);
    }
    let jobs = find(&command.paths.paths, report);
    let checked = each(&jobs, |job| {
        let problems = check(job);
        crate::compile::forget();
        (problems, count(job))
    });
    let mut results = Vec::new();
    for (job, (problems, figures)) in jobs.iter().zip(report.workers(checked)?) {
        let world = job.workspace.world();
        let problems = match command.accepted {
            true => problems.into_iter().filter_map(Diagnostic::into_accepted).collect(),
            false => problems,
        };
        report.found(&world, &job.source, &problems, command.paths.deny_warnings);
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        let warnings = problems.len() - errors;
        if let Some(count) = figures.filter(|count| count.all() > 0) {
            report.note(&format!("{}: {}", job.source.display(), sum(count)));
        }
        results.push(Result { source: job.source.clone(), errors, warnings, figures });
    }
    let counted =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let found = match report.findings().len() {
        0 => "nothing found".to_owned(),
        findings => counted(findings, "finding"),
    };
    if !results.is_empty() {
        report.note(&format!("{} checked, {found}", counted(results.len(), "paper")));
    }
    for (rule, count) in report.tally() {
        report.note(&format!("{count:4} {rule}"));
    }
    if command.sarif {
        let sarif = sarif::sarif(report.findings());
        return Some(Answer::new("sarif", &sarif, format!("{sarif:#}\n")));
    }
    Some(Answer::new("papers", &results, String::new()))
}

/// How many figures of a report come from where, as everyone reads it.
fn count(job: &Job) -> Option<Count> {
    let closed = job.elsewhere.place(job.file).is_some();
    let asked = Asked { file: job.file, as_at: None, closed, audience: Audience::Public };
    (!job.meeting).then(|| trace::count(&job.workspace, asked)).flatten()
}

/// All that building a paper or the packs of a meeting would say: what is wrong may show only when it is typeset.
fn check(job: &Job) -> Vec<Diagnostic> {
    match job.meeting {
        true => {
            apart(crate::pack::build(
                &job.workspace,
                job.file,
                &job.elsewhere,
                &Memory::none(),
                &[],
            ))
            .1
        }
        false => {
            let formats = Format::value_variants().to_vec();
            let elsewhere = job.elsewhere.clone();
            let options = Options { formats, elsewhere, ..Options::default() };
            apart(crate::build(&job.workspace.world(), job.file, &options)).1
        }
    }
}
