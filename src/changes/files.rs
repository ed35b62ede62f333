//! Which of the files that come with a paper changed.
//!
//! In come what both versions have beside their own words, such as appendices; out go the changes: another name, or
//! other bytes under the same name. That one came or went is told by the list of them in the paper itself.

use super::mark::Labels;
use super::{Change, Same, What};
use crate::document::{Inline, plain};

/// A thing that comes with a paper, and the file that it is, if it is one.
#[derive(Debug, Clone)]
pub(crate) struct Enclosed {
    /// What readers call it.
    pub called: String,
    /// Its title, by which it is known in both versions.
    pub title: String,
    /// The name of its file, as its author wrote it; empty where it has none.
    pub name: String,
    /// Where that file is, inside the workspace, with a leading slash.
    pub path: String,
}

/// Compares what comes with two versions.
pub(super) fn files(
    old: &[Enclosed],
    new: &[Enclosed],
    labels: &Labels,
    same: Same<'_>,
) -> Vec<Change> {
    let is_new = |title: &str| new.iter().any(|one| one.title == title);
    let compared = new.iter().enumerate().filter_map(|(at, now)| {
        // What has another title is what stood in its place, unless that stands elsewhere now.
        let in_place = || old.get(at).filter(|one| !is_new(&one.title));
        let was = old.iter().find(|one| one.title == now.title).or_else(in_place)?;
        let words = if was.name != now.name {
            let name = (!now.name.is_empty()).then(|| Inline::text(&now.name, None));
            plain(&labels.exchanged(&was.name, name.into_iter().collect()))
        } else if !now.name.is_empty() && !same(&was.path, &now.path) {
            labels.file.clone()
        } else {
            return None;
        };
        Some(labels.change(None, Some(now.called.clone()), What::Changed, words))
    });
    compared.collect()
}
