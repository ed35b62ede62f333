//! Compares two Word files, such as the one sent to colleagues and the one that came back.

use std::path::{Path, PathBuf};

use super::super::Outcome;
use super::super::arguments::Diff;
use super::super::import::read;
use super::super::report::{Answer, Report};
use super::{Compared, text};
use crate::changes::between;
use crate::document::{Cleared, Document};
use crate::import::word::back::document;
use crate::language::Wording;
use crate::world::Workspace;

/// Whether a path has the extension of a Word file.
pub(super) fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

/// Compares two Word files and reports what changed.
pub(super) fn run(command: &Diff, new: &Path, report: &mut Report) -> Option<Answer> {
    if !is_word(&command.old) || !is_word(new) {
        report.fail(Outcome::Usage, "compare a Word file with another");
    } else if !command.format.is_empty() {
        let message = "a copy with the changes marked is made of papers, not of Word files; Word makes one itself (Review, Compare)";
        report.fail(Outcome::Usage, message);
    }
    let (was, is) = (said(&command.old, report), said(new, report));
    let (was, is) = was.zip(is).filter(|_| !report.has_failures())?;
    let changes = between(&was, &is, &Wording::default(), &|_, _| true).list;
    let paper = PathBuf::from(new.file_name().unwrap_or_default());
    let compared = Compared { paper, only: None, restricted: false, changes, outputs: Vec::new() };
    let told = text(&compared);
    Some(Answer::new("diff", &[compared], told))
}

/// The text of a Word file.
fn said(path: &Path, report: &mut Report) -> Option<Document<Cleared>> {
    let bytes = read(path, report)?;
    match document(&bytes, &path.display().to_string()) {
        Ok(document) => Some(document),
        Err(error) => {
            report.found(&Workspace::memory([]).world(), path, &[error], false);
            None
        }
    }
}
