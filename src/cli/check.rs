//! Runs `papers check`: reports what building papers would, without their files.
//!
//! In come the papers found in the paths; out come the findings of each, and those from comparing papers of the same
//! day. Only papers whose pages can tell more than their words are typeset.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::arguments::{Check, Rules};
use super::find::{Job, find};
use super::report::{Answer, Report};
use super::trace::sum;
use super::{rules, sarif};
use crate::check::{self, Told};
use crate::diag::{Diagnostic, Findings, apart};
use crate::format::Format;
use crate::load::paper::Paper;
use crate::memory::Memory;
use crate::parallel::each;
use crate::trace::{self, Count};
use crate::withhold::outside;
use crate::{Options, compose, outputs, pack};

/// The number of findings in a paper.
#[derive(Debug, Serialize)]
struct Result {
    source: PathBuf,
    errors: usize,
    warnings: usize,
    /// The number of a report's figures by origin.
    figures: Option<Count>,
}

/// The findings in a paper, or in the papers of a meeting.
#[derive(Default)]
struct Checked {
    problems: Vec<Diagnostic>,
    /// The number of a report's figures by origin.
    figures: Option<Count>,
    /// The facts that it states, for comparison with other papers of its day, with what it is made from.
    told: Option<(Paper, Told)>,
}

/// Checks the papers found in the paths.
pub(super) fn run(command: &Check, report: &mut Report) -> Option<Answer> {
    if command.explain.is_some() {
        return rules::run(&Rules { name: command.explain.clone() }, report);
    }
    let jobs = find(&command.paths.paths, report);
    let checked = each(&jobs, |job| {
        let checked = checked(job);
        crate::compile::forget();
        checked
    });
    let mut checked = report.workers(checked)?;
    between(&jobs, &mut checked);
    let mut results = Vec::new();
    for (job, Checked { problems, figures, .. }) in jobs.iter().zip(checked) {
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
    if results.iter().any(|result| result.figures.is_some_and(|count| count.typed > 0)) {
        report.note(
            "what is typed by hand is held against the data that its paper names, as far as its sentence can be read; \
             `papers trace PAPER` lists it, to be looked at or bound to the data",
        );
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

/// Everything that building a paper or the packs of a meeting would report.
fn checked(job: &Job) -> Checked {
    let Job { workspace, file, elsewhere, .. } = job;
    if job.meeting {
        let packs = pack::build(workspace, *file, elsewhere, &Memory::none(), &[], &|_| ());
        return Checked { problems: apart(packs).1, ..Checked::default() };
    }
    let world = workspace.world();
    let formats = Format::value_variants().to_vec();
    let options = Options { formats, elsewhere: elsewhere.clone(), ..Options::default() };
    let mut findings = Findings::default();
    let Some(composed) = findings.take(compose(&world, *file, &options)) else {
        return Checked { problems: findings.into_inner(), ..Checked::default() };
    };
    if check::is_plain(&world, &composed) {
        let found = outside::check_appendices(&world, *file, &composed, elsewhere);
        findings.extend(found.into_inner());
    } else {
        findings.take(outputs(&world, *file, &options, &composed));
    }
    let whole = !findings.has_errors();
    Checked {
        problems: findings.into_inner(),
        figures: whole.then(|| trace::count(&world, *file, &composed)).flatten(),
        told: Some((composed.paper, check::told(*file, &composed.document))),
    }
}

/// Compares the papers of a workspace that have the same day; facts in a paper of another day may have changed.
fn between(jobs: &[Job], checked: &mut [Checked]) {
    let mut days: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, (job, Checked { told, .. })) in jobs.iter().zip(&*checked).enumerate() {
        let day = told.as_ref().and_then(|(_, told)| told.day());
        if let Some(day) = day {
            let root = job.workspace.files().root();
            days.entry((root.map(PathBuf::from), day)).or_default().push(at);
        }
    }
    for papers in days.values().filter(|papers| papers.len() > 1) {
        let told = papers.iter().filter_map(|at| Some(&checked[*at].told.as_ref()?.1)).collect();
        for found in check::between(told) {
            let own = |at: &&usize| found.place.is_some_and(|place| place.file == jobs[**at].file);
            let Some(at) = papers.iter().find(own).or(papers.last()) else { continue };
            let Checked { problems, told, .. } = &mut checked[*at];
            let Some((paper, _)) = told else { continue };
            let mut findings = Findings::default();
            findings.push(found);
            let world = jobs[*at].workspace.world();
            let findings = check::at_levels(&paper.house.council.check, findings);
            let findings = check::accepted(&world, paper.subject.accepted(), findings);
            problems.extend(findings.into_inner());
        }
    }
}
