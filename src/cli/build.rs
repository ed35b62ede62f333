//! `papers build`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::find::{Found, Job, find};
use super::parallel::each;
use super::report::{Finding, draw, failed, findings, no_workers, outcome, print, say};
use super::{Build, Outcome};
use crate::Built;
use crate::diag::Diagnostic;
use crate::export::stamp::Stamp;
use crate::export::{Format, write};

/// How many times a memoized result of Typst's may be passed over before it is forgotten. Papers share
/// little, so keeping more costs memory and saves no time.
const MEMORY: usize = 0;

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
    problems: Vec<Diagnostic>,
    outcome: Outcome,
    /// What went wrong outside the user's files.
    failure: Option<String>,
}

/// Builds the papers that the paths hold.
pub(super) fn run(command: &Build) -> Outcome {
    let found = find(&command.paths.paths);
    let progress = progress(found.jobs.len());
    let done = each(&found.jobs, |job| {
        let done = build(job, command);
        progress.inc(1);
        comemo::evict(MEMORY);
        done
    });
    progress.finish_and_clear();
    match done {
        Ok(done) => report(command, &found, done),
        Err(error) => no_workers(&error),
    }
}

/// Builds the packs of a meeting.
fn packs(job: &Job, command: &Build) -> Done {
    let start = Instant::now();
    let built = crate::pack::build(&job.workspace, job.file);
    let mut outcome = outcome(&built.problems, command.paths.deny_warnings);
    let mut failure = None;
    let mut results = Vec::new();
    let mut note = |output: PathBuf, status, pages, bytes: usize| {
        let milliseconds = start.elapsed().as_millis();
        let source = job.source.clone();
        results.push(Result {
            source,
            output,
            status,
            pages,
            bytes: bytes as u64,
            milliseconds,
            findings: Vec::new(),
        });
    };
    let stem = job.output.file_name().unwrap_or_default().to_string_lossy();
    if built.packs.is_empty() || outcome != Outcome::Done {
        note(command.out.join(&job.output).with_extension("pdf"), Status::Failed, 0, 0);
        return Done { results, problems: built.problems, outcome, failure };
    }
    for pack in &built.packs {
        let path = command.out.join(job.output.with_file_name(format!("{stem}-{}.pdf", pack.name)));
        match write(&path, &pack.pdf) {
            Ok(()) => note(path, Status::Built, pack.pages, pack.pdf.len()),
            Err(error) => {
                failure = Some(format!("`{}` cannot be written: {error}", path.display()));
                outcome = Outcome::Failed;
                note(path, Status::Failed, 0, 0);
            }
        }
    }
    Done { results, problems: built.problems, outcome, failure }
}

/// Builds one paper, unless it is up to date.
fn build(job: &Job, command: &Build) -> Done {
    if job.meeting {
        return packs(job, command);
    }
    let start = Instant::now();
    let options = command.options();
    let stamped = format!("{:?} {:?}", options.as_at, options.variant);
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
            .map(|format| {
                Stamp::current(&path(*format), &world, &stamped).map(|stamp| (*format, stamp))
            })
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
        return Done { results, problems, outcome, failure: None };
    }
    // A fault of the typesetter's on one paper must not take the other papers with it.
    let built = catch_unwind(AssertUnwindSafe(|| crate::build(&world, job.file, &options)));
    let built = built.unwrap_or_else(|_| Built {
        problems: vec![
            Diagnostic::error(None, format!("`{}` stopped the program", job.source.display()))
                .hint("this is a fault of this program, not of your files; please report it with the paper"),
        ],
        ..Built::default()
    });
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
        let pages = if *format == Format::Pdf { built.pages } else { 0 };
        let stamp =
            Stamp::new(&mut world, stamped.clone(), &output.bytes, pages, built.problems.clone());
        let written = write(&path, &output.bytes).and_then(|()| stamp.lay(&path));
        if let Err(error) = written {
            failure = Some(format!("`{}` cannot be written: {error}", path.display()));
            outcome = Outcome::Failed;
            results.push(result(*format, Status::Failed, 0, 0));
            continue;
        }
        results.push(result(*format, Status::Built, pages, output.bytes.len() as u64));
    }
    Done { results, problems: built.problems, outcome, failure }
}

/// Says what became of all papers, failures last.
fn report(command: &Build, found: &Found, done: Vec<Done>) -> Outcome {
    let mut outcome = if found.failed { Outcome::Failed } else { Outcome::Done };
    let mut results = Vec::new();
    let mut failures = Vec::new();
    let said = Mutex::new(std::collections::HashSet::new());
    for (job, mut one) in found.jobs.iter().zip(done) {
        let world = job.workspace.world();
        outcome = outcome.max(one.outcome);
        // What is wrong with a council's file is wrong for each of its papers, and is said once.
        let mut new = one.problems.clone();
        new.retain(|problem| {
            let place = problem.place.map(|place| (world.shown(place.file), place.range()));
            let key = (place, problem.message.clone());
            key.0.is_none() || said.lock().is_ok_and(|mut said| said.insert(key))
        });
        draw(&world, &new);
        if let Some(failure) = &one.failure {
            failed(failure);
        }
        for result in &mut one.results {
            result.findings = findings(&world, &one.problems);
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
            0 => String::new(),
            1 => " (1 page)".to_owned(),
            pages => format!(" ({pages} pages)"),
        };
        say(&format!("built {}{pages}", result.output.display()));
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
