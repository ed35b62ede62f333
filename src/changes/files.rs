//! Finds which of the files that come with a paper changed.
//!
//! In come the enclosures of both versions, such as appendices; out go the changes: a different file name, or
//! different content under the same name. Enclosures that were added or removed show in the paper's own list of them.

use super::mark::Labels;
use super::{Change, Same, What};
use crate::document::{Inline, plain};

/// An enclosure of a paper, with its file if it has one.
#[derive(Debug, Clone)]
pub(crate) struct Enclosed {
    /// What readers call it.
    pub called: String,
    /// Its title, by which it is recognised in both versions.
    pub title: String,
    /// The name of its file as written by its author; empty if it has none.
    pub name: String,
    /// The path of that file inside the workspace, with a leading slash.
    pub path: String,
}

/// Compares the enclosures of two versions.
pub(super) fn files(
    old: &[Enclosed],
    new: &[Enclosed],
    labels: &Labels,
    same: Same<'_>,
) -> Vec<Change> {
    let is_new = |title: &str| new.iter().any(|one| one.title == title);
    let compared = new.iter().enumerate().filter_map(|(at, now)| {
        // An enclosure with a new title is compared with the one in its place, unless that is still there under its
        // own title.
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
