//! Runs `papers diff`: what changed between two versions of papers, as a list and as papers with the changes marked.

mod built;
mod since;
mod word;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{io, iter};

use serde::Serialize;
use typst::foundations::Bytes;
use typst::syntax::VirtualPath;

use super::Outcome;
use super::arguments::Diff;
use super::find::{Job, find};
use super::report::{Answer, Report};
use crate::changes::{Change, Enclosed, between, between_files};
use crate::compose::appendix_called;
use crate::diag::{Diagnostic, Findings, Rule, apart};
use crate::document::{Audience, Cleared, Document, Edition};
use crate::export::cache::Cache;
use crate::export::stamp::{Made, Origin, Stamp};
use crate::load::house::House;
use crate::load::paper::Subject;
use crate::memory::Memory;
use crate::parallel::each;
use crate::read::date::Date;
use crate::withhold::Elsewhere;
use crate::world::World;
use crate::{Options, Output, compose, export, pack, withhold};

/// The comparison of one paper.
#[derive(Debug, Serialize)]
struct Compared {
    /// The paper's path in both versions.
    paper: PathBuf,
    /// The version that has it, if only one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    only: Option<Version>,
    /// Whether the changes are not for publication.
    restricted: bool,
    changes: Vec<Change>,
    /// The copies with the changes marked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outputs: Vec<PathBuf>,
}

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Version {
    Old,
    New,
}

/// A version of a paper in its most complete edition.
struct Read {
    house: House,
    /// The paper; for a meeting, its agenda and the covers of its supplements, each supplement with its day.
    documents: Vec<(Option<Date>, Document<Cleared>)>,
    /// The files that come with it.
    enclosed: Vec<Enclosed>,
    /// Whether anything in it is not for publication.
    restricted: bool,
}

/// A comparison of both versions of a paper.
struct Comparison {
    /// Whether anything in either is not for publication.
    restricted: bool,
    changes: Vec<Change>,
    outputs: Vec<Output>,
}

/// Compares two versions and reports what changed.
pub(super) fn run(command: &Diff, report: &mut Report) -> Option<Answer> {
    if let Some(new) =
        command.new.as_ref().filter(|new| word::is_word(new) || word::is_word(&command.old))
    {
        return word::run(command, new, report);
    }
    if let Some(new) =
        command.new.as_ref().filter(|new| built::is_built(new) || built::is_built(&command.old))
    {
        return built::run(command, new, report);
    }
    // With `--since`, the only path given is the newer version.
    let past = match &command.since {
        Some(revision) => {
            let past = since::since(&command.old, revision);
            Some(past.map_err(|message| report.fail(Outcome::Usage, message)).ok()?)
        }
        None => None,
    };
    let new_path = command.new.as_ref().unwrap_or(&command.old);
    let old_path = past.as_ref().map_or_else(|| command.old.clone(), since::Past::path);
    if let Some(past) = &past {
        past.roots().iter().for_each(|root| report.call(root, past.name()));
    }
    let old = versions(&old_path, past.as_ref(), report)?;
    let new = versions(new_path, None, report)?;
    if old_path.is_dir() != new_path.is_dir() {
        return report.refuse(Outcome::Usage, "compare two files, or two folders");
    }
    let names: Vec<_> = match new_path.is_dir() {
        true => old.keys().chain(new.keys()).collect(),
        // Two files are compared even if their names differ.
        false => new.keys().collect(),
    };
    let mut pairs: Vec<(&PathBuf, Option<&Job>, Option<&Job>)> = Vec::new();
    for name in names {
        if pairs.iter().all(|(known, ..)| *known != name) {
            let before = if new_path.is_dir() { old.get(name) } else { old.values().next() };
            pairs.push((name, before, new.get(name)));
        }
    }
    pairs.sort_by_key(|(name, ..)| *name);
    let compared = each(&pairs, |(_, old, new)| Some(compare((*old)?, (*new)?, command)));
    let mut results = Vec::new();
    for ((name, old, new), compared) in pairs.iter().zip(report.workers(compared)?) {
        let only = match (old, new) {
            (None, _) => Some(Version::New),
            (_, None) => Some(Version::Old),
            _ => None,
        };
        let mut result = Compared {
            paper: (*name).clone(),
            only,
            restricted: false,
            changes: Vec::new(),
            outputs: Vec::new(),
        };
        if let Some((problems, comparison)) = compared {
            for (job, problems) in [*old, *new].into_iter().flatten().zip(&problems) {
                report.found(&job.workspace.world(), &job.source, problems, false);
            }
            let Some(comparison) = comparison else { continue };
            result.restricted = comparison.restricted;
            result.changes = comparison.changes;
            if let (Some(old), Some(new)) = (*old, *new) {
                for output in comparison.outputs {
                    result.outputs.extend(written(name, (old, new), output, command, report));
                }
            }
        }
        results.push(result);
    }
    let text = results.iter().map(text).collect::<Vec<_>>().join("\n");
    Some(Answer::new("diff", &results, text))
}

/// The papers of a version by their path in its folder; a single file goes by its own name. `past` is the revision it
/// was taken from.
fn versions(
    path: &Path,
    past: Option<&since::Past>,
    report: &mut Report,
) -> Option<BTreeMap<PathBuf, Job>> {
    let jobs = find(&[path.to_owned()], report);
    let named = jobs.into_iter().map(|job| {
        let inside = job.source.strip_prefix(path).map(Path::to_owned).unwrap_or_default();
        let name = match inside.as_os_str().is_empty() {
            true => PathBuf::from(job.source.file_name().unwrap_or_default()),
            false => inside,
        };
        let job = match past {
            Some(past) => past.told(job),
            None => job,
        };
        (name, Job { workspace: job.workspace.unread(), ..job })
    });
    Some(named.collect::<BTreeMap<_, _>>()).filter(|_| !report.has_failures())
}

/// Compares two versions. The findings of the older one are only those that keep it from being read.
fn compare(old: &Job, new: &Job, command: &Diff) -> ([Vec<Diagnostic>; 2], Option<Comparison>) {
    // The older version may say what the newer one withholds; that is part of the question.
    let (before, in_old) = read(old, Elsewhere::default());
    let (after, mut in_new) = read(new, new.elsewhere.clone());
    let Some((before, after)) = before.zip(after) else { return ([in_old, in_new], None) };
    let (world_of_old, world_of_new) = (old.workspace.world(), new.workspace.world());
    let same = |was: &str, is: &str| bytes(&world_of_old, was) == bytes(&world_of_new, is);
    let wording = &after.house.wording;
    let mut changes = between_files(&before.enclosed, &after.enclosed, wording, &same);
    let mut outputs = Vec::new();
    let restricted = before.restricted || after.restricted;
    for (part, was, is) in in_pairs(&before.documents, &after.documents) {
        let none = |other: &Document<Cleared>| Document { blocks: Vec::new(), ..other.clone() };
        let (was, is) = match (was, is) {
            (Some(was), Some(is)) => (was, is),
            (Some(was), None) => (was, &none(was)),
            (None, Some(is)) => (&none(is), is),
            (None, None) => continue,
        };
        let found = between(was, is, wording, &same);
        changes.extend(found.list);
        let (made, problems) = apart(marked(new, &after.house, found.marked, restricted, command));
        in_new.extend(problems);
        outputs.extend(
            made.unwrap_or_default().into_iter().map(|output| Output {
                suffix: format!("{part}-changes{}", output.suffix),
                ..output
            }),
        );
    }
    comemo::evict(0);
    ([in_old, in_new], Some(Comparison { restricted, changes, outputs }))
}

/// The document of a version, if it has one.
type Of<'a> = Option<&'a Document<Cleared>>;

/// Pairs the documents of both versions: papers and agendas with each other, supplements by day. Each pair has a
/// suffix for the name of its marked copy.
fn in_pairs<'a>(
    old: &'a [(Option<Date>, Document<Cleared>)],
    new: &'a [(Option<Date>, Document<Cleared>)],
) -> Vec<(String, Of<'a>, Of<'a>)> {
    let mut left: Vec<_> = old.iter().enumerate().collect();
    let part = |at: usize| if at == 0 { String::new() } else { format!("-supplement-{at}") };
    let mut pairs = Vec::new();
    for (at, (day, document)) in new.iter().enumerate() {
        let known = left.iter().position(|(_, (other, _))| other == day);
        let was = known.map(|known| &left.remove(known).1.1);
        pairs.push((part(at), was, Some(document)));
    }
    let gone = |(at, (_, document)): (usize, &'a (_, _))| {
        (format!("{}-removed", part(at)), Some(document), None)
    };
    pairs.extend(left.into_iter().map(gone));
    pairs
}

/// The bytes of a file of a workspace; `None` if it cannot be read.
fn bytes(world: &World, path: &str) -> Option<Bytes> {
    world.bytes(World::id(&VirtualPath::new(path).ok()?)).ok()
}

/// Reads a version, reporting only errors and that it is not for publication. `elsewhere` is what it must not say.
fn read(job: &Job, elsewhere: Elsewhere) -> (Option<Read>, Vec<Diagnostic>) {
    let (read, mut problems) = match job.meeting {
        true => read_meeting(job, &elsewhere),
        false => read_paper(job, elsewhere),
    };
    let unsure =
        job.elsewhere.place(job.file).is_some() || job.elsewhere.unsure(job.file).next().is_some();
    let read = read.map(|read| Read { restricted: unsure || read.restricted, ..read });
    problems.retain(|problem| problem.is_error() || problem.rule == Some(Rule::RestrictedPaper));
    (read, problems)
}

/// Reads the agenda of a meeting and the covers of its supplements.
fn read_meeting(job: &Job, elsewhere: &Elsewhere) -> (Option<Read>, Vec<Diagnostic>) {
    let memory = Memory::none();
    let (agendas, problems) = apart(pack::agendas(&job.workspace, job.file, elsewhere, &memory));
    let read = agendas.map(|agendas| {
        let meeting = &agendas.meeting;
        let days = meeting.supplement.iter().map(|supplement| Some(supplement.published.value));
        let late = meeting.supplement.iter().flat_map(|supplement| &supplement.item);
        let enclosed = meeting.item.iter().chain(late).filter_map(|item| {
            let name = &item.file.as_ref()?.value;
            let title = item.title.as_ref().map_or(name, |title| &title.text).trim();
            Some(enclosed(job, title, title, Some(name)))
        });
        let restricted = agendas.restricted.is_some();
        let read = agendas.restricted.unwrap_or(agendas.public).into_iter();
        Read {
            enclosed: enclosed.collect(),
            house: agendas.house,
            documents: iter::once(None)
                .chain(days)
                .zip(read.map(|agenda| agenda.document))
                .collect(),
            restricted,
        }
    });
    (read, problems)
}

/// Reads a paper.
fn read_paper(job: &Job, elsewhere: Elsewhere) -> (Option<Read>, Vec<Diagnostic>) {
    let options = Options { elsewhere, ..Options::default() };
    let (composed, problems) = apart(compose(&job.workspace.world(), job.file, &options));
    let read = composed.and_then(|composed| {
        let edition = composed.editions().pop()?;
        let house = composed.paper.house;
        let appendices = match &composed.paper.subject {
            Subject::Report(report) => report.appendix.as_slice(),
            Subject::Plan(_) | Subject::Review(_) | Subject::Brief(..) => &[],
        };
        let enclosed = appendices.iter().enumerate().map(|(n, appendix)| {
            let (_, called) = appendix_called(&house, n, &appendix.title, &composed.data);
            let file = appendix.file.as_ref().or(appendix.source.as_ref());
            enclosed(job, &called, &appendix.title.text, file.map(|file| &*file.value))
        });
        Some(Read {
            enclosed: enclosed.collect(),
            house,
            documents: vec![(None, edition.document)],
            restricted: edition.audience == Audience::Restricted,
        })
    });
    (read, problems)
}

/// An enclosure of a paper; its file is named relative to that of the paper.
fn enclosed(job: &Job, called: &str, title: &str, name: Option<&str>) -> Enclosed {
    let name = name.unwrap_or_default();
    let path = job.file.get().vpath().parent().and_then(|folder| folder.join(name).ok());
    Enclosed {
        called: called.to_owned(),
        title: title.to_owned(),
        name: name.to_owned(),
        path: path.map(|path| path.get_with_slash().to_owned()).unwrap_or_default(),
    }
}

/// The newer version with its changes marked, in the formats asked for. If either version holds anything not for
/// publication, the marked copy counts as restricted.
fn marked(
    job: &Job,
    house: &House,
    document: Document<Cleared>,
    restricted: bool,
    command: &Diff,
) -> crate::diag::Outcome<Vec<Output>> {
    let audience = if restricted { Audience::Restricted } else { Audience::Public };
    let mut edition = Edition { audience, document };
    withhold::mark_alone(&mut edition, &[], false, house.statements());
    let mut findings = Findings::default();
    let outputs = command.format.iter().filter_map(|&format| {
        findings.take(format.publish(&job.workspace.world(), job.file, house, &edition, false))
    });
    let outputs = outputs.collect();
    findings.finish(Some(outputs))
}

/// Writes a marked copy and returns its path. A stamp lets later builds delete it if its sources have since been
/// withheld.
fn written(
    name: &Path,
    (old, new): (&Job, &Job),
    output: Output,
    command: &Diff,
    report: &mut Report,
) -> Option<PathBuf> {
    let restricted = Audience::Restricted.suffix();
    let (part, suffix) = match output.suffix.strip_suffix(restricted) {
        Some(part) => (part, restricted),
        None => (&*output.suffix, ""),
    };
    let mut stem = command.out.join(name.with_extension("")).into_os_string();
    stem.push(part);
    let stem = PathBuf::from(stem);
    let path = export::path(&stem, suffix, output.format);
    let write = if command.yes { export::write } else { export::create };
    match write(&path, &output.bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let message = format!(
                "`{}` would be replaced, so it was not written; name another folder with `--out`, or add `--yes`",
                path.display()
            );
            return report.refuse(Outcome::Usage, message);
        }
        Err(error) => return report.unwritten(&path, &error),
    }
    let workspace = &new.workspace;
    if workspace.files().root() == old.workspace.files().root() {
        workspace.also_read(&old.workspace);
    }
    let made = Made { stem: &stem, source: new.file, options: "", elsewhere: &new.elsewhere };
    let output = Output { suffix: suffix.to_owned(), ..output };
    let (origin, world) = (Origin::of(workspace), workspace.world());
    let stamp = Stamp::new(made, output.format, origin, &world, &[&output], Vec::new());
    match Cache::of(workspace).keep(&stamp) {
        Ok(()) => report.note(&format!("`{}` written", path.display())),
        Err(message) => report.fail(Outcome::Failed, message),
    }
    Some(path)
}

/// The changes in a paper as text for people.
fn text(compared: &Compared) -> String {
    let closed = if compared.restricted { " (not for publication)" } else { "" };
    let paper = format!("{}{closed}", compared.paper.display());
    let mut text = match (compared.only, compared.changes.len()) {
        (Some(Version::Old), _) => format!("{paper}: only the older version has it\n"),
        (Some(Version::New), _) => format!("{paper}: only the newer version has it\n"),
        (None, 0) => format!("{paper}: nothing changed\n"),
        (None, 1) => format!("{paper}: one change\n"),
        (None, count) => format!("{paper}: {count} changes\n"),
    };
    let mut section = &None;
    for change in &compared.changes {
        if change.section != *section {
            section = &change.section;
            let _ = writeln!(text, "\n  {}", section.as_deref().unwrap_or_default());
        }
        let part = change.part.as_ref().map(|part| format!("{part}: ")).unwrap_or_default();
        let _ = writeln!(text, "    {part}{}", change.line);
    }
    text
}
