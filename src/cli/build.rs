//! `papers build`.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde::Serialize;

use super::find::{Job, find};
use super::report::{Finding, draw, failed, findings, outcome, print, say};
use super::{Build, Outcome};
use crate::diag::Diagnostic;
use crate::export::stamp::Stamp;
use crate::export::{Format, write};
use crate::world::World;

/// How many times a memoized result of Typst's may be passed over before it is forgotten.
const MEMORY: usize = 2;

/// What became of one output.
#[derive(Debug, Serialize)]
struct Result {
    source: PathBuf,
    output: PathBuf,
    status: Status,
    pages: usize,
    bytes: u64,
    milliseconds: u128,
    findings: Vec<Finding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Built,
    Unchanged,
    Failed,
}

/// A paper that was dealt with.
struct Done {
    results: Vec<Result>,
    world: World,
    problems: Vec<Diagnostic>,
    outcome: Outcome,
    /// What went wrong outside the user's files.
    failure: Option<String>,
}

/// Builds the papers that the paths hold.
pub(super) fn run(command: &Build) -> Outcome {
    let found = find(&command.paths.paths);
    let progress = progress(found.jobs.len());
    let done = found.jobs.par_iter().map(|job| {
        let done = build(job, command);
        progress.inc(1);
        comemo::evict(MEMORY);
        done
    });
    let done: Vec<Done> = done.collect();
    progress.finish_and_clear();
    report(command, found.failed, done)
}

/// Builds one paper, unless it is up to date.
fn build(job: &Job, command: &Build) -> Done {
    let start = Instant::now();
    let mut world = job.workspace.world();
    let path = |format: Format| command.out.join(&job.output).with_extension(format.extension());
    let result = |format, status, pages, bytes| Result {
        source: job.source.clone(),
        output: path(format),
        status,
        pages,
        bytes,
        milliseconds: start.elapsed().as_millis(),
        findings: Vec::new(),
    };
    if !command.force
        && let Some(stamps) = command
            .format
            .iter()
            .map(|format| Stamp::current(&path(*format), &world, "").map(|stamp| (*format, stamp)))
            .collect::<Option<Vec<_>>>()
    {
        let results = stamps.iter().map(|(format, stamp)| {
            let bytes = std::fs::metadata(path(*format)).map_or(0, |file| file.len());
            result(*format, Status::Unchanged, stamp.pages, bytes)
        });
        let results = results.collect();
        let problems =
            stamps.into_iter().next().map(|(_, stamp)| stamp.problems).unwrap_or_default();
        let outcome = outcome(&problems, command.paths.deny_warnings);
        return Done { results, world, problems, outcome, failure: None };
    }
    let built = crate::build(&world, job.file, &command.format);
    let mut outcome = outcome(&built.problems, command.paths.deny_warnings);
    let mut failure = None;
    let mut results = Vec::new();
    for format in &command.format {
        let output = built.outputs.iter().find(|output| output.format == *format);
        let Some(output) = output.filter(|_| outcome == Outcome::Done) else {
            results.push(result(*format, Status::Failed, 0, 0));
            continue;
        };
        let path = path(*format);
        let stamp = Stamp::new(
            &mut world,
            String::new(),
            &output.bytes,
            built.pages,
            built.problems.clone(),
        );
        let written = write(&path, &output.bytes).and_then(|()| stamp.lay(&path));
        if let Err(error) = written {
            failure = Some(format!("`{}` cannot be written: {error}", path.display()));
            outcome = Outcome::Failed;
            results.push(result(*format, Status::Failed, 0, 0));
            continue;
        }
        results.push(result(*format, Status::Built, built.pages, output.bytes.len() as u64));
    }
    Done { results, world, problems: built.problems, outcome, failure }
}

/// Says what became of all papers, failures last.
fn report(command: &Build, failed_to_find: bool, done: Vec<Done>) -> Outcome {
    let mut outcome = if failed_to_find { Outcome::Failed } else { Outcome::Done };
    let mut results = Vec::new();
    let mut failures = Vec::new();
    let said = Mutex::new(std::collections::HashSet::new());
    for mut one in done {
        outcome = outcome.max(one.outcome);
        // What is wrong with a council's file is wrong for each of its papers, and is said once.
        let mut new = one.problems.clone();
        new.retain(|problem| {
            let place = problem.place.map(|place| (one.world.shown(place.file), place.range()));
            let key = (place, problem.message.clone());
            key.0.is_none() || said.lock().is_ok_and(|mut said| said.insert(key))
        });
        draw(&one.world, &new);
        if let Some(failure) = &one.failure {
            failed(failure);
        }
        for result in &mut one.results {
            result.findings = findings(&one.world, &one.problems);
            if result.status == Status::Failed {
                failures.push(result.source.display().to_string());
            }
        }
        results.append(&mut one.results);
    }
    failures.dedup();
    summary(&results, &failures);
    if command.paths.json {
        let json = serde_json::to_string_pretty(&serde_json::json!({ "outputs": results }));
        outcome = outcome.max(print(&format!("{}\n", json.unwrap_or_default())));
    }
    outcome
}

/// Says in a few lines what was built.
fn summary(results: &[Result], failures: &[String]) {
    let count = |status| results.iter().filter(|result| result.status == status).count();
    for result in results.iter().filter(|result| result.status == Status::Built) {
        let pages = match result.pages {
            1 => "1 page".to_owned(),
            pages => format!("{pages} pages"),
        };
        say(&format!("built {} ({pages})", result.output.display()));
    }
    match count(Status::Unchanged) {
        0 => {}
        1 => say("1 file was up to date"),
        unchanged => say(&format!("{unchanged} files were up to date")),
    }
    for failure in failures {
        say(&format!("not built: {failure}"));
    }
}

/// The progress bar; only a terminal shows it, and only for several papers.
fn progress(papers: usize) -> ProgressBar {
    if papers < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} papers");
    let bar = ProgressBar::new(papers as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
