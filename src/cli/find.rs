//! Finds the papers in files and folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;
use typst::syntax::{FileId, VirtualPath};

use super::Outcome;
use super::report::Report;
use crate::derive::plan::Planned;
use crate::diag::whole;
use crate::document::Audience;
use crate::language::Language;
use crate::load;
use crate::load::kind::{is_known, is_like_a_paper};
use crate::load::paper::Subject;
use crate::read;
use crate::read::date::Date;
use crate::trace::Asked;
use crate::withhold::Elsewhere;
use crate::world::{TomlFiles, Workspace, World, workspace_of};

/// The kind of file from which packs are made.
const MEETING: &str = "meeting";

/// A paper or meeting to build.
pub(super) struct Job {
    /// The workspace it is in.
    pub(super) workspace: Workspace,
    /// Its file, inside the workspace.
    pub(super) file: FileId,
    /// Whether it is a meeting, which becomes packs.
    pub(super) meeting: bool,
    /// What the files of its workspace withhold.
    pub(super) elsewhere: Elsewhere,
    /// The path of its file, as the user would write it.
    pub(super) source: PathBuf,
    /// The path of its outputs below the output folder, without an extension.
    pub(super) output: PathBuf,
}

impl Job {
    /// The request for its figures.
    pub(super) fn asked(&self, as_at: Option<NaiveDate>, audience: Audience) -> Asked {
        let closed = self.elsewhere.place(self.file).is_some();
        Asked { file: self.file, as_at: as_at.map(Date), closed, audience }
    }

    /// The names that its outputs may have, below the output folder and without an extension.
    fn names(&self) -> Vec<PathBuf> {
        let suffixes: &[&str] = match self.meeting {
            true => &["-pack", "-pack-restricted", "-agenda"],
            false => &[Audience::Public.suffix(), Audience::Restricted.suffix()],
        };
        let name = |suffix: &&str| {
            let mut name = self.output.clone().into_os_string();
            name.push(suffix);
            name.into()
        };
        suffixes.iter().map(name).collect()
    }
}

/// The workspaces seen, by their roots, each with what its files withhold.
pub(super) type Workspaces = BTreeMap<PathBuf, (Workspace, Elsewhere)>;

/// Finds the papers in paths, in the order of the paths, and reports what cannot be used.
pub(super) fn find(paths: &[PathBuf], report: &mut Report) -> Vec<Job> {
    find_in(paths, &mut Workspaces::new(), report)
}

/// The plan in a file, with its world; reports what is wrong with it, or that the file holds no plan.
pub(super) fn plan(path: &PathBuf, report: &mut Report) -> Option<(Job, World, Box<Planned>)> {
    let job = find(std::slice::from_ref(path), report).into_iter().next()?;
    let world = job.workspace.world();
    let paper = whole(load::paper::paper(&world, job.file, None));
    match report.take(&world, &job.source, paper)?.subject {
        Subject::Plan(planned) => Some((job, world, planned)),
        _ => report.refuse(Outcome::Usage, format!("`{}` is not a plan", path.display())),
    }
}

/// Finds the papers in paths, and opens their workspaces, including those without a paper.
pub(super) fn find_in(
    paths: &[PathBuf],
    workspaces: &mut Workspaces,
    report: &mut Report,
) -> Vec<Job> {
    let mut jobs = Vec::new();
    let home = match paths {
        [] => match home() {
            Some(home) => vec![home],
            None => {
                let message = "there is no workspace here and no folder `data`; name a file or a folder, such as `papers build .`";
                report.fail(Outcome::Usage, message.to_owned());
                return jobs;
            }
        },
        named => named.to_vec(),
    };
    let paths = &home[..];
    let mut seen = BTreeSet::new();
    let mut outputs: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for path in paths {
        let (files, strays): (Vec<_>, Vec<_>) =
            files(path, report).into_iter().partition(|(file, _)| root_of(file).is_some());
        for message in homeless(strays) {
            report.fail(Outcome::Usage, message);
        }
        for (file, named) in files {
            match job(&file, named, workspaces, report) {
                Ok(Some(job))
                    if seen.insert(job.source.canonicalize().unwrap_or(job.source.clone())) =>
                {
                    let names = job.names();
                    if let Some(other) = names.iter().find_map(|name| outputs.get(name)) {
                        report.fail(
                            Outcome::Wrong,
                            format!(
                                "`{}` and `{}` would be built into the same file; rename one, or build them into different folders with `--out`",
                                other.display(),
                                job.source.display()
                            ),
                        );
                    } else {
                        outputs.extend(names.into_iter().map(|name| (name, job.source.clone())));
                        jobs.push(job);
                    }
                }
                Ok(_) => {}
                Err((outcome, message)) => report.fail(outcome, message),
            }
        }
    }
    if jobs.is_empty() && !report.has_failures() {
        let names: Vec<_> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        report.fail(
            Outcome::Usage,
            format!(
                "there is no paper in {}; a paper is a TOML file that says `kind = \"report\"`",
                names.join(", ")
            ),
        );
    }
    jobs
}

/// Where papers are looked for if no path is given, as the user would write it: the workspace around the current
/// folder, or else the folder `data`.
pub(super) fn home() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    match workspace_of(&here) {
        Some(root) => {
            let below = here.strip_prefix(&root).map_or(0, |inside| inside.components().count());
            Some(if below == 0 { ".".into() } else { vec![".."; below].iter().collect() })
        }
        None => Some(PathBuf::from("data")).filter(|data| data.is_dir()),
    }
}

/// Why a path cannot be used, and the exit code for that.
type Refused = (Outcome, String);

/// The TOML files of a path, in order, each with whether the user named it; reports what cannot be read.
fn files(path: &Path, report: &mut Report) -> Vec<(PathBuf, bool)> {
    match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => {
            let TomlFiles { files, passed } = TomlFiles::below(path);
            passed.into_iter().for_each(|message| report.fail(Outcome::Failed, message));
            files.into_iter().map(|file| (file, false)).collect()
        }
        Ok(_) => vec![(path.to_owned(), true)],
        Err(error) => {
            let shown = path.display();
            match error.kind() {
                io::ErrorKind::NotFound => {
                    report.fail(Outcome::Usage, format!("there is no file or folder `{shown}`"));
                }
                _ => report.fail(Outcome::Failed, format!("`{shown}` cannot be read: {error}")),
            }
            Vec::new()
        }
    }
}

/// The root of the workspace around a path.
fn root_of(path: &Path) -> Option<PathBuf> {
    workspace_of(&std::path::absolute(path).ok()?)
}

/// The messages about files in no workspace: one for each folder, unless the files are not papers.
fn homeless(files: Vec<(PathBuf, bool)>) -> Vec<String> {
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for (file, named) in files {
        if named || is_ours(&file) {
            folders
                .entry(file.parent().map_or_else(PathBuf::new, Path::to_owned))
                .or_default()
                .push(file);
        }
    }
    let message = |files: Vec<PathBuf>| {
        let shown: Vec<_> = files.iter().map(|file| format!("`{}`", file.display())).collect();
        let (are, folder) = if files.len() == 1 { ("is", "its") } else { ("are", "their") };
        format!(
            "{} {are} in no workspace: put a `council.toml` into {folder} folder or one above it, with the lines \
             `kind = \"council\"`, `name = \"…\"` and `style = \"…\"`",
            Language::common().lists.list(&shown)
        )
    };
    folders.into_values().map(message).collect()
}

/// Whether a file in no workspace declares itself a paper, or cannot be read.
fn is_ours(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    let file = path
        .file_name()
        .and_then(|name| VirtualPath::new(name.to_str()?).ok())
        .map(|name| World::id(&name));
    let (Ok(workspace), Some(file)) = (Workspace::open(folder, folder), file) else { return true };
    let text = workspace.world().text(file);
    text.map_or(true, |text| read::kind(file, &text).is_some_and(|kind| is_paper(&kind)))
}

/// Whether files of this kind become papers or packs.
fn is_paper(kind: &str) -> bool {
    Subject::KINDS.contains(&kind) || kind == MEETING
}

/// The job for a file, if it is a paper. A file that the user named has to be one.
fn job(
    path: &Path,
    named: bool,
    workspaces: &mut Workspaces,
    report: &mut Report,
) -> Result<Option<Job>, Refused> {
    let shown = path.display();
    let usage = |message: String| (Outcome::Usage, message);
    let failed = |message: String| (Outcome::Failed, message);
    // A path with `..` is resolved, so that the folder of its workspace has a name.
    let followed = path.components().any(|part| part == Component::ParentDir);
    let absolute = if followed { path.canonicalize() } else { std::path::absolute(path) };
    let absolute =
        absolute.map_err(|error| failed(format!("`{shown}` cannot be found: {error}")))?;
    let Some(root) = workspace_of(&absolute) else { return Ok(None) };
    if !workspaces.contains_key(&root) {
        let shown_root = shown_root(path, &absolute, &root);
        let workspace = Workspace::open(&root, &shown_root).map_err(|error| {
            failed(format!("the workspace of `{shown}` cannot be read: {error}"))
        })?;
        let elsewhere = Elsewhere::in_workspace(&workspace);
        workspaces.insert(root.clone(), (workspace, elsewhere));
    }
    let (workspace, elsewhere) = &workspaces[&root];
    let inside = VirtualPath::virtualize(&root, &absolute).map_err(|_| {
        usage(format!(
            "`{shown}` has a name that this program cannot use; rename it with letters and digits"
        ))
    })?;
    let file = World::id(&inside);
    let world = workspace.world();
    // A file that cannot be read or gives no kind is reported when it is loaded.
    let text = world.text(file).unwrap_or_default();
    let kind = read::kind(file, &text).map(|kind| kind.value);
    let paper = match kind.as_deref() {
        Some(kind) if is_paper(kind) => true,
        Some(kind) if is_known(kind) && named => {
            return Err(usage(format!(
                "`{shown}` is of kind `{kind}`, which is data for papers and not a paper itself"
            )));
        }
        Some(kind) => !is_known(kind),
        None if named || text.is_empty() || is_like_a_paper(&text) => true,
        None => {
            report
                .warn(path, format!("`{shown}` is left out, since it has no line `kind = \"…\"`"));
            false
        }
    };
    let name = root.file_name().unwrap_or_default();
    let output = Path::new(name).join(inside.get_without_slash()).with_extension("");
    let meeting = kind.as_deref() == Some(MEETING);
    Ok(paper.then(|| Job {
        workspace: workspace.clone(),
        file,
        meeting,
        elsewhere: elsewhere.clone(),
        source: path.to_owned(),
        output,
    }))
}

/// The root of a workspace as the user would write it, given a path inside as they wrote it.
fn shown_root(path: &Path, absolute: &Path, root: &Path) -> PathBuf {
    let below = absolute.strip_prefix(root).map_or(0, |inside| inside.components().count());
    let mut shown = path.to_owned();
    for _ in 0..below {
        if !shown.pop() {
            return root.to_owned();
        }
    }
    shown
}
