//! Keeps the past: the last states of each file, for undoing, and the text of each revision.

use std::collections::{BTreeMap, VecDeque};

use super::pages::Seen;
use crate::edit::file::Revision;

/// The most states kept for a file, and the most revisions kept in all.
const MOST: usize = 200;

/// The most papers and editions whose last view is kept.
const MOST_SEEN: usize = 6;

/// The past of all files.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// The states of each file before and after its current one.
    files: BTreeMap<String, States>,
    /// The texts of the last revisions, whoever wrote them.
    texts: VecDeque<(Revision, String)>,
    /// The last views of papers, by their file and edition, the latest at the end.
    seen: Vec<(String, &'static str, Seen)>,
}

/// The states of a file before and after its current one.
#[derive(Debug, Default)]
struct States {
    before: Vec<String>,
    after: Vec<String>,
}

impl Past {
    /// Remembers the text of a revision.
    pub(super) fn know(&mut self, revision: &Revision, text: &str) {
        if self.text(revision).is_none() {
            self.texts.push_back((revision.clone(), text.to_owned()));
            if self.texts.len() > MOST {
                self.texts.pop_front();
            }
        }
    }

    /// The text of a revision.
    pub(super) fn text(&self, revision: &Revision) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == revision).map(|(_, text)| text.as_str())
    }

    /// Remembers the state that a file had before it was changed here.
    pub(super) fn push(&mut self, file: &str, before: String) {
        let states = self.files.entry(file.to_owned()).or_default();
        states.after.clear();
        states.before.push(before);
        if states.before.len() > MOST {
            states.before.remove(0);
        }
    }

    /// The state that undoing (`back`) or redoing leads to.
    pub(super) fn peek(&self, file: &str, back: bool) -> Option<&str> {
        let states = self.files.get(file)?;
        if back { states.before.last() } else { states.after.last() }.map(String::as_str)
    }

    /// Undoes or redoes one step; `now` is the current state of the file.
    pub(super) fn step(&mut self, file: &str, back: bool, now: String) {
        let States { before, after } = self.files.entry(file.to_owned()).or_default();
        let (from, to) = if back { (before, after) } else { (after, before) };
        from.pop();
        to.push(now);
    }

    /// Keeps the view of an edition in place of its last one.
    pub(super) fn keep(&mut self, file: &str, edition: &'static str, seen: Seen) {
        let is_other = |(known, of, before): &(String, &str, Seen)| {
            (known.as_str(), *of, before.is_printed()) != (file, edition, seen.is_printed())
        };
        self.seen.retain(is_other);
        if self.seen.len() >= MOST_SEEN {
            self.seen.remove(0);
        }
        self.seen.push((file.to_owned(), edition, seen));
    }

    /// The last view of an edition of a file, printed or as a web page.
    pub(super) fn seen(&self, file: &str, edition: &str, printed: bool) -> Option<&Seen> {
        let is_it = |(known, of, seen): &&(String, &str, Seen)| {
            known == file && *of == edition && seen.is_printed() == printed
        };
        self.seen.iter().find(is_it).map(|(_, _, seen)| seen)
    }

    /// Whether there is a step to undo, and one to redo.
    pub(super) fn steps(&self, file: &str) -> (bool, bool) {
        (self.peek(file, true).is_some(), self.peek(file, false).is_some())
    }
}
