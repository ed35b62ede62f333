//! Compares two built versions by their words: PDFs, HTML pages, or folders of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::Outcome;
use super::super::arguments::Diff;
use super::super::report::{Answer, Report};
use super::{Compared, Version, text};
use crate::changes::{Change, between_pages};
use crate::document::Audience;
use crate::language::Wording;
use crate::search::text::{html, pages};

/// Whether a path is a finished file, or a folder of such files without any source of a paper.
pub(super) fn is_built(path: &Path) -> bool {
    match path.is_dir() {
        true => !found(path).is_empty() && !files(path).iter().any(|path| has_ending(path, "toml")),
        false => is_finished(path),
    }
}

/// Whether a file is in a format that can be compared.
fn is_finished(path: &Path) -> bool {
    has_ending(path, "pdf") || has_ending(path, "html")
}

/// Whether a path has this extension.
fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// The files below a folder, without hidden ones and without following links.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => waiting.push(entry.path()),
                Ok(kind) if kind.is_file() && !hidden => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files
}

/// The finished files below a folder by their paths inside it; of a paper in both formats, only its PDF.
fn found(folder: &Path) -> BTreeMap<PathBuf, PathBuf> {
    let mut found = BTreeMap::new();
    for path in files(folder).into_iter().filter(|path| is_finished(path)) {
        let Ok(inside) = path.strip_prefix(folder) else { continue };
        if has_ending(&path, "pdf") || !path.with_extension("pdf").exists() {
            found.insert(inside.to_owned(), path.clone());
        }
    }
    found
}

/// Compares two built versions and reports what changed.
pub(super) fn run(command: &Diff, new: &Path, report: &mut Report) -> Option<Answer> {
    let old = &command.old;
    if !is_built(old) || !is_built(new) || old.is_dir() != new.is_dir() {
        report.fail(
            Outcome::Usage,
            "compare a built version with another: two PDFs, two HTML files, or two folders of them",
        );
    } else if !old.is_dir() && has_ending(old, "pdf") != has_ending(new, "pdf") {
        report.fail(Outcome::Usage, "compare a PDF with a PDF, or an HTML file with another");
    } else if !command.format.is_empty() {
        let message = "a copy with the changes marked is made of papers, not of what was built of them; compare their TOML files";
        report.fail(Outcome::Usage, message);
    }
    if report.has_failures() {
        return None;
    }
    let (was, is) = match new.is_dir() {
        true => (found(old), found(new)),
        false => {
            let name = PathBuf::from(new.file_name().unwrap_or_default());
            let one = |path: &Path| BTreeMap::from([(name.clone(), path.to_owned())]);
            (one(old), one(new))
        }
    };
    let mut names: Vec<&PathBuf> = was.keys().chain(is.keys()).collect();
    names.sort();
    names.dedup();
    let mut results = Vec::new();
    for name in names {
        let only = match (was.get(name), is.get(name)) {
            (None, _) => Some(Version::New),
            (_, None) => Some(Version::Old),
            _ => None,
        };
        let changes = match was.get(name).zip(is.get(name)) {
            Some((was, is)) => compared(was, is, report)?,
            None => Vec::new(),
        };
        let stem = name.file_stem().unwrap_or_default().to_string_lossy();
        let restricted = stem.ends_with(Audience::Restricted.suffix());
        let (paper, outputs) = (name.clone(), Vec::new());
        results.push(Compared { paper, only, restricted, changes, outputs });
    }
    let told = results.iter().map(text).collect::<Vec<_>>().join("\n");
    Some(Answer::new("diff", &results, told))
}

/// The changes between two finished files; for a PDF, each with its page.
fn compared(old: &Path, new: &Path, report: &mut Report) -> Option<Vec<Change>> {
    let (was, is) = (said(old, report), said(new, report));
    let changes = between_pages(&was?, &is?, &Wording::default()).into_iter();
    let paged = has_ending(new, "pdf");
    let under = |page: usize| paged.then(|| format!("page {page}"));
    Some(changes.map(|(page, change)| Change { section: under(page), ..change }).collect())
}

/// The texts of a finished file, page by page.
fn said(path: &Path, report: &mut Report) -> Option<Vec<String>> {
    let read = fs::read(path).map_err(|error| error.to_string());
    let texts = read.and_then(|bytes| match has_ending(path, "pdf") {
        true => pages(&bytes),
        false => {
            let text = String::from_utf8(bytes).map_err(|_| "it is not text".to_owned())?;
            let found = html(&without_data(&text)).into_iter().next();
            Ok(vec![found.map(|found| found.text).unwrap_or_default()])
        }
    });
    match texts {
        Ok(texts) => {
            let joined = |text: String| text.replace(crate::search::text::APART, " ");
            Some(texts.into_iter().map(joined).collect())
        }
        Err(error) => {
            let message = format!("`{}` cannot be read: {error}", path.display());
            report.refuse(Outcome::Failed, message)
        }
    }
}

/// A page without its scripts and embedded data.
fn without_data(page: &str) -> String {
    let mut parts = page.split("<script");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.filter_map(|part| Some(part.split_once("</script>")?.1));
    rest.fold(first, |all, part| all + part)
}
