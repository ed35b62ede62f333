//! `papers build`.

use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Outcome;
use super::arguments::Build;
use super::find::{Job, Workspaces, find_in, home};
use super::report::{Answer, Report};
use super::withdraw::{take_away, withdraw};
use crate::Options;
use crate::compile::forget;
use crate::diag::{Diagnostic, Rule, apart};
use crate::document::Audience;
use crate::export::cache::Cache;
use crate::export::stamp::{Made, Origin, Stamp};
use crate::export::{Format, Output, path, sweep, write};
use crate::memory::Memory;
use crate::pack::{self, Pack, Page, Step};
use crate::parallel::each;
use crate::read::date::Date;

/// What became of one output.
#[derive(Debug, Serialize)]
struct Result {
    source: PathBuf,
    output: PathBuf,
    status: Status,
    pages: Option<usize>,
    bytes: u64,
    milliseconds: u128,
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
    /// What went wrong outside the user's files.
    failure: Option<String>,
}

/// Builds the papers that the paths hold, then the packs of meetings.
pub(super) fn run(command: &Build, report: &mut Report) -> Option<Answer> {
    let mut workspaces = Workspaces::new();
    let jobs = find_in(&command.paths.paths, &mut workspaces, report);
    let progress = progress(&jobs, report);
    let out = command.out();
    for job in &jobs {
        out.join(&job.output).parent().into_iter().for_each(sweep);
    }
    let one = |job: &&Job| {
        let done = build(job, command, &out, &pages(job, &jobs, command), &progress);
        match job.meeting {
            true => progress.set_message(""),
            false => progress.inc(1),
        }
        forget();
        done
    };
    let (meetings, papers): (Vec<&Job>, Vec<&Job>) = jobs.iter().partition(|job| job.meeting);
    // A meeting works on many papers at once by itself.
    let done = each(&papers, one).and_then(|mut done| {
        for meeting in &meetings {
            done.append(&mut each(std::slice::from_ref(meeting), one)?);
        }
        Ok(done)
    });
    progress.finish_and_clear();
    let done = report.workers(done)?;
    let done: Vec<_> = papers.into_iter().chain(meetings).zip(done).collect();
    for (job, one) in &done {
        report.found(
            &job.workspace.world(),
            &job.source,
            &one.problems,
            command.paths.deny_warnings,
        );
        if let Some(failure) = &one.failure {
            report.fail(Outcome::Failed, failure.clone());
        }
    }
    let results: Vec<_> = done.into_iter().flat_map(|(_, one)| one.results).collect();
    for (workspace, elsewhere) in workspaces.values() {
        withdraw(workspace, elsewhere, report);
    }
    summary(&results, report);
    Some(Answer::new("outputs", &results, String::new()))
}

impl Build {
    /// What is wanted of a paper.
    pub(super) fn options(&self, job: &Job) -> Options {
        let formats: BTreeSet<_> = self.format.iter().copied().collect();
        Options {
            elsewhere: job.elsewhere.clone(),
            formats: formats.into_iter().collect(),
            as_at: self.as_at.map(Date),
            variant: self.variant.clone(),
        }
    }

    /// The folder to build into.
    pub(super) fn out(&self) -> PathBuf {
        match (&self.out, &self.paths.paths[..]) {
            (Some(out), _) => out.clone(),
            (None, []) => {
                home().filter(|home| home.starts_with("..")).unwrap_or_default().join("output")
            }
            (None, _) => "output".into(),
        }
    }
}

/// The web pages of papers that this run makes beside the agenda of a meeting.
fn pages(meeting: &Job, jobs: &[Job], command: &Build) -> Vec<Page> {
    if !meeting.meeting || !command.format.contains(&Format::Html) {
        return Vec::new();
    }
    let root = |job: &Job| job.workspace.files().root().map(Path::to_path_buf);
    let own = root(meeting);
    let beside = jobs.iter().filter(|job| !job.meeting && root(job) == own);
    let page = |job: &Job| Page {
        paper: job.file,
        address: path(&seen_from(&meeting.output, &job.output), "", Format::Html)
            .to_string_lossy()
            .replace('\\', "/"),
    };
    beside.map(page).collect()
}

/// A file as it is named from beside another, both below the output folder.
fn seen_from(file: &Path, other: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    let shared = folder.components().zip(other.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(other.components().skip(shared)).collect()
}

/// Builds one paper or meeting, unless it is up to date. `pages` are what the page of an agenda can lead to.
fn build(job: &Job, command: &Build, out: &Path, pages: &[Page], progress: &ProgressBar) -> Done {
    let start = Instant::now();
    let options = command.options(job);
    let formats = &options.formats;
    let stamped = format!(
        "{:?} {:?} {:?} {:?}",
        options.as_at,
        options.variant,
        options.elsewhere.files().collect::<Vec<_>>(),
        pages.iter().map(|page| &page.address).collect::<Vec<_>>()
    );
    let stem = out.join(&job.output);
    let result = |format, status, suffix: &str, pages, bytes| Result {
        source: job.source.clone(),
        output: path(&stem, suffix, format),
        status,
        pages,
        bytes,
        milliseconds: start.elapsed().as_millis(),
    };
    let workspace = job.workspace.unread();
    let world = workspace.world();
    let cache = Cache::of(&workspace);
    let before: Vec<_> =
        formats.iter().map(|format| (*format, cache.stamp(&stem, *format))).collect();
    if !command.force
        && let Some(stamps) = before
            .iter()
            .map(|(format, stamp)| {
                let stamp = stamp.as_ref()?;
                let current =
                    stamp.is_current(&world, &stamped) && !stamp.is_suspect(&world, &job.elsewhere);
                current.then_some((*format, stamp))
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
        return Done { results, problems, failure: None };
    }
    // A fault of the typesetter's on one paper must not take the other papers with it.
    let built = catch_unwind(AssertUnwindSafe(|| match job.meeting {
        true => {
            let memory = Memory::in_folder(cache.parts(&stem));
            let watch = |step| show(progress, step);
            let packs = pack::build(&workspace, job.file, &job.elsewhere, &memory, pages, &watch);
            let (packs, mut found) = apart(packs);
            found.extend((formats[..] == [Format::Docx]).then(no_agenda_in_word));
            (packs.map(|packs| packs.into_iter().flat_map(Pack::outputs).collect()), found)
        }
        false => apart(crate::build(&world, job.file, &options)),
    }));
    let (outputs, problems): (Option<Vec<Output>>, _) = built.unwrap_or_else(|_| {
        let message = format!("`{}` stopped the program", job.source.display());
        let fault =
            "this is a fault of this program, not of your files; please report it with the paper";
        (None, vec![Diagnostic::error(None, message).hint(fault)])
    });
    let outputs = outputs.unwrap_or_default();
    let deny = command.paths.deny_warnings;
    let stopped = problems.iter().any(|problem| problem.stops(deny));
    let mut failure = None;
    let mut results = Vec::new();
    let origin = Origin::of(&workspace);
    let leaks = problems.iter().any(|problem| {
        matches!(problem.rule, Some(Rule::Leak | Rule::WithheldRepeated)) && problem.stops(deny)
    });
    let is_restricted = |suffix: &str| suffix.ends_with(Audience::Restricted.suffix());
    let withholds = outputs.iter().any(|output| is_restricted(&output.suffix));
    for format in Format::value_variants() {
        // A format that is not built now may still stand there with what is withheld.
        let old = cache.stamp(&stem, *format).filter(|_| leaks).into_iter();
        let public = old.flat_map(|stamp| stamp.outputs).map(|output| output.suffix);
        let public = public.filter(|suffix| !is_restricted(suffix));
        let made = |suffix: &str| {
            outputs.iter().any(|output| output.format == *format && output.suffix == suffix)
        };
        let current = cache
            .stamp(&stem, *format)
            .is_some_and(|stamp| !leaks && stamp.is_current(&world, &stamped));
        let unmade = (withholds && !current && !made("")).then(String::new);
        for suffix in public.chain(unmade) {
            failure = take_away(&path(&stem, &suffix, *format)).err().or(failure);
        }
    }
    for (format, before) in before {
        if stopped || failure.is_some() {
            results.push(result(format, Status::Failed, "", None, 0));
            continue;
        }
        let outputs: Vec<_> = outputs.iter().filter(|output| output.format == format).collect();
        let made =
            Made { stem: &stem, source: job.file, options: &stamped, elsewhere: &job.elsewhere };
        let stamp = Stamp::new(made, format, origin.clone(), &world, &outputs, problems.clone());
        if let Err(message) = put(&cache, &stem, before, &outputs, &stamp) {
            failure = Some(message);
            results.push(result(format, Status::Failed, "", None, 0));
            continue;
        }
        results.extend(outputs.iter().map(|output| {
            let bytes = output.bytes.len() as u64;
            result(format, Status::Built, &output.suffix, output.pages, bytes)
        }));
    }
    Done { results, problems, failure }
}

/// The warning for an agenda that is asked for as a Word file alone.
fn no_agenda_in_word() -> Diagnostic {
    Diagnostic::warning(None, "an agenda is not made as a Word file; its papers are")
        .hint("leave the meeting out, or ask for `--format pdf,html`")
}

/// Writes the outputs of one format and their stamp, and takes away those that an earlier build made and
/// this one does not: a paper that became exempt leaves no public file behind.
fn put(
    cache: &Cache,
    stem: &Path,
    before: Option<Stamp>,
    outputs: &[&Output],
    stamp: &Stamp,
) -> std::result::Result<(), String> {
    let format = stamp.format;
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
    cache.keep(stem, format, stamp).map_err(|error| failed(stem, error))
}

/// Says in a few lines what was built, failures last.
fn summary(results: &[Result], report: &Report) {
    let of = |status| results.iter().filter(move |result| result.status == status);
    for result in of(Status::Built) {
        let pages = match result.pages {
            None => String::new(),
            Some(1) => " (1 page)".to_owned(),
            Some(pages) => format!(" ({pages} pages)"),
        };
        report.note(&format!("built {}{pages}", result.output.display()));
    }
    match of(Status::Unchanged).count() {
        0 => {}
        1 => report.note("1 file was up to date"),
        unchanged => report.note(&format!("{unchanged} files were up to date")),
    }
    let mut failures: Vec<_> = of(Status::Failed).map(|result| result.source.display()).collect();
    failures.dedup_by_key(|failure| failure.to_string());
    for failure in failures {
        report.note(&format!("not built: {failure}"));
    }
}

/// The progress bar, of which only a terminal shows any: how many papers are done, and those of meetings with them.
fn progress(jobs: &[Job], report: &Report) -> ProgressBar {
    if !report.shows_progress() || matches!(jobs, [one] if !one.meeting) {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} papers{msg}, {elapsed}");
    let papers = jobs.iter().filter(|job| !job.meeting).count();
    let bar = ProgressBar::new(papers as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Shows how far the packs of a meeting have come: each of its items is one more paper.
fn show(progress: &ProgressBar, step: Step) {
    match step {
        Step::Items(count) => progress.inc_length(count as u64),
        Step::Item => progress.inc(1),
        Step::Joining => progress.set_message(", joining the packs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_from_beside_another_in_any_folder() {
        let seen = |file: &str, other: &str| seen_from(Path::new(file), Path::new(other));
        assert_eq!(seen("x/meeting", "x/send/report"), Path::new("send/report"));
        assert_eq!(seen("x/july/meeting", "x/send/report"), Path::new("../send/report"));
        assert_eq!(seen("meeting", "report"), Path::new("report"));
    }
}
