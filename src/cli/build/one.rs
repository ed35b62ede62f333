//! Builds one paper or meeting: what is up to date stays, public files that must not stay are deleted even if the
//! build stops, and everything else is written with its stamp.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;
use serde::Serialize;

use crate::Options;
use crate::cli::arguments::Build;
use crate::cli::find::Job;
use crate::diag::{Diagnostic, Rule, apart};
use crate::document::Audience;
use crate::export::cache::Cache;
use crate::export::stamp::{Made, Origin, Stamp};
use crate::export::{Output, path, take_away, write};
use crate::format::Format;
use crate::memory::Memory;
use crate::pack::{self, Pack, Page, Step};
use crate::world::{Workspace, World};

/// The result for one output.
#[derive(Debug, Serialize)]
pub(super) struct Result {
    pub(super) source: PathBuf,
    pub(super) output: PathBuf,
    pub(super) status: Status,
    pub(super) pages: Option<usize>,
    bytes: u64,
    milliseconds: u128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    Built,
    Unchanged,
    Failed,
}

/// The results of a paper or meeting.
pub(super) struct Done {
    pub(super) results: Vec<Result>,
    pub(super) problems: Vec<Diagnostic>,
    /// A failure outside the user's files, such as a file that cannot be written.
    pub(super) failure: Option<String>,
}

/// A paper or meeting that is being built.
pub(super) struct One<'a> {
    job: &'a Job,
    command: &'a Build,
    options: Options,
    /// Everything that its outputs depend on besides files, such as options, as text.
    stamped: String,
    /// The web pages that an agenda can link to.
    pages: &'a [Page],
    /// The path of its outputs, without suffix or extension.
    stem: PathBuf,
    cache: &'a Cache,
    workspace: Workspace,
    world: World,
    start: Instant,
}

impl<'a> One<'a> {
    /// Prepares building a job into a folder. `pages` are the web pages that an agenda can link to.
    pub(super) fn new(
        job: &'a Job,
        command: &'a Build,
        out: &Path,
        pages: &'a [Page],
        cache: &'a Cache,
    ) -> Self {
        let options = command.options(job);
        let stamped = format!(
            "{:?} {:?} {:?} {:?}",
            options.as_at,
            options.variant,
            options.elsewhere.files().collect::<Vec<_>>(),
            pages.iter().map(|page| &page.address).collect::<Vec<_>>()
        );
        let workspace = job.workspace.unread();
        let world = workspace.world();
        let stem = out.join(&job.output);
        let start = Instant::now();
        Self { job, command, options, stamped, pages, stem, cache, workspace, world, start }
    }

    /// Builds it, unless it is up to date; `watch` is told the progress of a meeting.
    pub(super) fn build(&self, watch: &(dyn Fn(Step) + Sync)) -> Done {
        if let Some(done) = self.unchanged() {
            return done;
        }
        let (outputs, problems) = self.outputs(watch);
        let failure = self.clear(&outputs, &problems);
        self.keep(&outputs, problems, failure)
    }

    /// The result for one output.
    fn result(
        &self,
        format: Format,
        status: Status,
        suffix: &str,
        pages: Option<usize>,
        bytes: u64,
    ) -> Result {
        Result {
            source: self.job.source.clone(),
            output: path(&self.stem, suffix, format),
            status,
            pages,
            bytes,
            milliseconds: self.start.elapsed().as_millis(),
        }
    }

    /// The results of an earlier build, if building again would give the same.
    fn unchanged(&self) -> Option<Done> {
        if self.command.force {
            return None;
        }
        let current = |format: &Format| {
            let stamp = self.cache.stamp(&self.stem, *format)?;
            let current = stamp.is_current(&self.world, &self.stamped)
                && !stamp.is_suspect(&self.world, &self.job.elsewhere);
            current.then_some(stamp)
        };
        let stamps = self.options.formats.iter().map(current).collect::<Option<Vec<_>>>()?;
        let outputs = stamps
            .iter()
            .flat_map(|stamp| stamp.outputs.iter().map(|output| (stamp.format, output)));
        let results = outputs.map(|(format, output)| {
            self.result(format, Status::Unchanged, &output.suffix, output.pages, output.bytes)
        });
        let results = results.collect();
        let problems = stamps.into_iter().next().map(|stamp| stamp.problems).unwrap_or_default();
        Some(Done { results, problems, failure: None })
    }

    /// Makes its outputs, with the findings.
    fn outputs(&self, watch: &(dyn Fn(Step) + Sync)) -> (Vec<Output>, Vec<Diagnostic>) {
        let Self { job, options, workspace, .. } = self;
        // A panic while typesetting one paper must not take the other papers with it.
        let built = catch_unwind(AssertUnwindSafe(|| match job.meeting {
            true => {
                let memory = Memory::in_folder(self.cache.parts(&self.stem));
                let packs =
                    pack::build(workspace, job.file, &job.elsewhere, &memory, self.pages, watch);
                let (packs, mut found) = apart(packs);
                found.extend((options.formats[..] == [Format::Docx]).then(no_agenda_in_word));
                (packs.map(|packs| packs.into_iter().flat_map(Pack::outputs).collect()), found)
            }
            false => apart(crate::build(&self.world, job.file, options)),
        }));
        let (outputs, problems): (Option<Vec<Output>>, _) = built.unwrap_or_else(|_| {
            let message = format!("`{}` stopped the program", job.source.display());
            let fault = "this is a fault of this program, not of your files; please report it with the paper";
            (None, vec![Diagnostic::error(None, message).hint(fault)])
        });
        (outputs.unwrap_or_default(), problems)
    }

    /// Deletes the public files of earlier builds that may hold what is now withheld, even in formats not built this
    /// time; returns which of them it could not delete.
    fn clear(&self, outputs: &[Output], problems: &[Diagnostic]) -> Option<String> {
        let deny = self.command.paths.deny_warnings;
        let leaks = problems.iter().any(|problem| {
            matches!(problem.rule, Some(Rule::Leak | Rule::WithheldRepeated)) && problem.stops(deny)
        });
        let is_restricted = |suffix: &str| suffix.ends_with(Audience::Restricted.suffix());
        let withholds = outputs.iter().any(|output| is_restricted(&output.suffix));
        let mut failure = None;
        for format in Format::value_variants() {
            let old = self.cache.stamp(&self.stem, *format);
            let current = !leaks
                && old.as_ref().is_some_and(|old| old.is_current(&self.world, &self.stamped));
            let public = old.filter(|_| leaks).into_iter().flat_map(|old| old.outputs);
            let public = public.map(|output| output.suffix).filter(|suffix| !is_restricted(suffix));
            let made =
                outputs.iter().any(|output| output.format == *format && output.suffix.is_empty());
            let unmade = (withholds && !current && !made).then(String::new);
            for suffix in public.chain(unmade) {
                failure = take_away(&path(&self.stem, &suffix, *format)).err().or(failure);
            }
        }
        failure
    }

    /// Writes its outputs and their stamps, unless a finding stops the build.
    fn keep(
        &self,
        outputs: &[Output],
        problems: Vec<Diagnostic>,
        mut failure: Option<String>,
    ) -> Done {
        let Self { stem, stamped, world, job, .. } = self;
        let stopped =
            problems.iter().any(|problem| problem.stops(self.command.paths.deny_warnings));
        let origin = Origin::of(&self.workspace);
        let mut results = Vec::new();
        for format in self.options.formats.iter().copied() {
            if !stopped && failure.is_none() {
                let outputs: Vec<_> =
                    outputs.iter().filter(|output| output.format == format).collect();
                let made =
                    Made { stem, source: job.file, options: stamped, elsewhere: &job.elsewhere };
                let stamp =
                    Stamp::new(made, format, origin.clone(), world, &outputs, problems.clone());
                failure = self.put(&outputs, &stamp).err();
                if failure.is_none() {
                    results.extend(outputs.iter().map(|output| {
                        let bytes = output.bytes.len() as u64;
                        self.result(format, Status::Built, &output.suffix, output.pages, bytes)
                    }));
                    continue;
                }
            }
            results.push(self.result(format, Status::Failed, "", None, 0));
        }
        Done { results, problems, failure }
    }

    /// Writes the outputs of one format, and keeps their stamp.
    fn put(&self, outputs: &[&Output], stamp: &Stamp) -> std::result::Result<(), String> {
        for output in outputs {
            let path = path(&self.stem, &output.suffix, output.format);
            write(&path, &output.bytes)
                .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
        }
        self.cache.keep(stamp)
    }
}

/// The warning for a meeting that is built as a Word file only.
fn no_agenda_in_word() -> Diagnostic {
    Diagnostic::warning(None, "an agenda is not made as a Word file; its papers are")
        .hint("leave the meeting out, or ask for `--format pdf,html`")
}
