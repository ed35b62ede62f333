//! Runs `papers build`.
//!
//! In come the papers and meetings asked for; `one` builds each, many at once, and a summary of all is printed,
//! failures last.

mod one;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use self::one::{One, Result, Status};
use super::Outcome;
use super::arguments::Build;
use super::find::{Job, Workspaces, find_in, home};
use super::report::{Answer, Report};
use super::withdraw::withdraw;
use crate::Options;
use crate::compile::forget;
use crate::export::cache::Cache;
use crate::export::{path, sweep};
use crate::format::Format;
use crate::pack::{Page, Step};
use crate::parallel::each;
use crate::read::date::Date;

/// Builds the papers found in the paths, then the packs of meetings.
pub(super) fn run(command: &Build, report: &mut Report) -> Option<Answer> {
    let mut workspaces = Workspaces::new();
    let jobs = find_in(&command.paths.paths, &mut workspaces, report);
    let progress = progress(&jobs, report);
    let out = command.out();
    let folders: BTreeSet<_> =
        jobs.iter().filter_map(|job| Some(out.join(&job.output).parent()?.to_owned())).collect();
    folders.iter().for_each(|folder| sweep(folder));
    let caches = workspaces.values().map(|(workspace, _)| (workspace.files().root(), workspace));
    let caches: BTreeMap<_, _> =
        caches.map(|(root, workspace)| (root, Cache::of(workspace))).collect();
    let none = Cache::default();
    let one = |job: &&Job| {
        let cache = caches.get(&job.workspace.files().root()).unwrap_or(&none);
        let pages = pages(job, &jobs, command);
        let done = One::new(job, command, &out, &pages, cache).build(&|step| show(&progress, step));
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
        if let Some(cache) = caches.get(&workspace.files().root()) {
            withdraw(workspace, elsewhere, cache, report);
        }
    }
    summary(&results, report);
    Some(Answer::new("outputs", &results, String::new()))
}

impl Build {
    /// The options for building a paper.
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

/// The relative path from one file to another, both below the output folder.
fn seen_from(file: &Path, other: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    let shared = folder.components().zip(other.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(other.components().skip(shared)).collect()
}

/// Prints in a few lines what was built, failures last.
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

/// The progress bar, hidden unless on a terminal: it counts papers, including those of meetings.
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

/// Shows the progress of a meeting's packs; each of its items counts as one more paper.
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
