//! `papers build`.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::find::{Job, find};
use super::report::{Finding, draw, failed, findings, no_workers, outcome, print, say};
use super::{Build, Outcome};
use crate::Built;
use crate::diag::{Diagnostic, Rule};
use crate::export::stamp::{Origin, Stamp};
use crate::export::{Format, Output, path, write};
use crate::pack::Memory;
use crate::parallel::each;
use crate::versions::RESTRICTED;

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

/// A paper or meeting that was dealt with.
struct Done {
    results: Vec<Result>,
    problems: Vec<Diagnostic>,
    outcome: Outcome,
    /// What went wrong outside the user's files.
    failure: Option<String>,
}

/// Builds the papers that the paths hold, then the packs of meetings.
pub(super) fn run(command: &Build) -> Outcome {
    let found = find(&command.paths.paths);
    let progress = progress(found.jobs.len());
    let one = |job: &&Job| {
        let done = build(job, command);
        progress.inc(1);
        comemo::evict(MEMORY);
        done
    };
    let (meetings, papers): (Vec<&Job>, Vec<&Job>) = found.jobs.iter().partition(|job| job.meeting);
    // A meeting works on many papers at once by itself.
    let done = each(&papers, one).and_then(|mut done| {
        for meeting in &meetings {
            done.append(&mut each(std::slice::from_ref(meeting), one)?);
        }
        Ok(done)
    });
    progress.finish_and_clear();
    match done {
        Ok(done) => {
            let done = papers.into_iter().chain(meetings).zip(done);
            report(command, found.failed, done.collect())
        }
        Err(error) => no_workers(&error),
    }
}

/// Builds one paper or meeting, unless it is up to date.
fn build(job: &Job, command: &Build) -> Done {
    let start = Instant::now();
    let options = command.options(job);
    let stamped = format!("{:?} {:?} {:?}", options.as_at, options.variant, options.withheld);
    let stem = command.out.join(&job.output);
    let result = |format, status, suffix: &str, pages, bytes| Result {
        source: job.source.clone(),
        output: path(&stem, suffix, format),
        status,
        pages,
        bytes,
        milliseconds: start.elapsed().as_millis(),
        findings: Vec::new(),
    };
    let workspace = job.workspace.unread();
    let world = workspace.world();
    let before: Vec<_> =
        command.format.iter().map(|format| (*format, Stamp::laid(&stem, *format))).collect();
    if !command.force
        && let Some(stamps) = before
            .iter()
            .map(|(format, stamp)| {
                let stamp = stamp.as_ref()?;
                stamp.is_current(&stem, *format, &world, &stamped).then_some((*format, stamp))
            })
            .collect::<Option<Vec<_>>>()
    {
        let results = stamps.iter().flat_map(|(format, stamp)| {
            stamp.outputs.iter().map(|output| {
                result(*format, Status::Unchanged, &output.suffix, output.pages, output.bytes)
            })
        });
        let results = results.collect();
        let problems = stamps.first().map(|(_, stamp)| stamp.problems.clone()).unwrap_or_default();
        let outcome = outcome(&problems, command.paths.deny_warnings);
        return Done { results, problems, outcome, failure: None };
    }
    // A fault of the typesetter's on one paper must not take the other papers with it.
    let built = catch_unwind(AssertUnwindSafe(|| match job.meeting {
        true => {
            let memory = Memory::in_folder(beside(&stem));
            crate::pack::build(&workspace, job.file, &memory).into()
        }
        false => crate::build(&world, job.file, &options),
    }));
    let Built { outputs, problems } = built.unwrap_or_else(|_| Built {
        problems: vec![
            Diagnostic::error(None, format!("`{}` stopped the program", job.source.display()))
                .hint("this is a fault of this program, not of your files; please report it with the paper"),
        ],
        ..Built::default()
    });
    let mut outcome = outcome(&problems, command.paths.deny_warnings);
    let mut failure = None;
    let mut results = Vec::new();
    let origin = Origin::of(&workspace);
    let leaks = problems.iter().any(|problem| problem.rule == Some(Rule::Leak));
    let restricted = outputs.iter().any(|output| output.suffix.ends_with(RESTRICTED));
    for format in Format::value_variants() {
        // A format that is not built now may still stand there with what has been withheld since.
        let stale = || restricted && !command.format.contains(format);
        if (leaks || stale())
            && let Some(old) = Stamp::laid(&stem, *format)
            && (leaks || !old.is_current(&stem, *format, &world, &stamped))
            && let Err(message) = withdraw(&stem, *format, &old)
        {
            failure = Some(message);
            outcome = Outcome::Failed;
        }
    }
    for (format, before) in before {
        if outcome != Outcome::Done {
            results.push(result(format, Status::Failed, "", 0, 0));
            continue;
        }
        let outputs: Vec<_> = outputs.iter().filter(|output| output.format == format).collect();
        let stamp = Stamp::new(origin.clone(), stamped.clone(), &outputs, problems.clone());
        if let Err(message) = put(&stem, format, before, &outputs, &stamp) {
            failure = Some(message);
            outcome = Outcome::Failed;
            results.push(result(format, Status::Failed, "", 0, 0));
            continue;
        }
        results.extend(outputs.iter().map(|output| {
            let bytes = output.bytes.len() as u64;
            result(format, Status::Built, &output.suffix, output.pages, bytes)
        }));
    }
    Done { results, problems, outcome, failure }
}

/// Takes away the public outputs that an earlier build made: what is withheld now may be in them.
fn withdraw(stem: &Path, format: Format, before: &Stamp) -> std::result::Result<(), String> {
    for old in before.outputs.iter().filter(|old| !old.suffix.ends_with(RESTRICTED)) {
        take_away(&path(stem, &old.suffix, format))?;
    }
    Ok(())
}

/// Takes away a file, if it is there.
fn take_away(path: &Path) -> std::result::Result<(), String> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("`{}` cannot be taken away: {error}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Writes the outputs of one format and their stamp, and takes away those that an earlier build made and
/// this one does not: a paper that became exempt leaves no public file behind.
fn put(
    stem: &Path,
    format: Format,
    before: Option<Stamp>,
    outputs: &[&Output],
    stamp: &Stamp,
) -> std::result::Result<(), String> {
    let failed =
        |path: &Path, error: io::Error| format!("`{}` cannot be written: {error}", path.display());
    for old in before.iter().flat_map(|stamp| &stamp.outputs) {
        if outputs.iter().all(|output| output.suffix != old.suffix) {
            take_away(&path(stem, &old.suffix, format))?;
        }
    }
    for output in outputs {
        let path = path(stem, &output.suffix, format);
        write(&path, &output.bytes).map_err(|error| failed(&path, error))?;
    }
    stamp.lay(stem, format).map_err(|error| failed(stem, error))
}

/// The folder of what a meeting remembers of its papers.
fn beside(stem: &Path) -> PathBuf {
    let name = stem.file_name().unwrap_or_default().to_string_lossy();
    stem.with_file_name(format!(".{name}.parts"))
}

/// Says what became of all papers, failures last.
fn report(command: &Build, failed_before: bool, done: Vec<(&Job, Done)>) -> Outcome {
    let mut outcome = if failed_before { Outcome::Failed } else { Outcome::Done };
    let mut results = Vec::new();
    let mut failures = Vec::new();
    let said = Mutex::new(std::collections::HashSet::new());
    for (job, mut one) in done {
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
