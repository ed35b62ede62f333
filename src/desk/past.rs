//! What was written before: the last states of each file, to go back to, and what each revision said.

use std::collections::{BTreeMap, VecDeque};

use super::pages::Seen;
use crate::edit::file::Revision;

/// How many states of a file are kept, and how many revisions of all.
const MOST: usize = 200;

/// Of how many papers and editions it is kept what was seen.
const MOST_SEEN: usize = 6;

/// What was written before.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// The states of each file before and after the one that it has.
    files: BTreeMap<String, States>,
    /// What the last revisions said, whoever wrote them.
    texts: VecDeque<(Revision, String)>,
    /// What was seen last of papers, by their file and edition, the latest last.
    seen: Vec<(String, &'static str, Seen)>,
}

/// The states of a file.
#[derive(Debug, Default)]
struct States {
    before: Vec<String>,
    after: Vec<String>,
}

impl Past {
    /// Remembers what a revision says.
    pub(super) fn know(&mut self, revision: &Revision, text: &str) {
        if self.text(revision).is_none() {
            self.texts.push_back((revision.clone(), text.to_owned()));
            if self.texts.len() > MOST {
                self.texts.pop_front();
            }
        }
    }

    /// What a revision said.
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

    /// The state to which a step back leads, or a step forth.
    pub(super) fn peek(&self, file: &str, back: bool) -> Option<&str> {
        let states = self.files.get(file)?;
        if back { states.before.last() } else { states.after.last() }.map(String::as_str)
    }

    /// Takes that step, from the state that the file has.
    pub(super) fn step(&mut self, file: &str, back: bool, now: String) {
        let States { before, after } = self.files.entry(file.to_owned()).or_default();
        let (from, to) = if back { (before, after) } else { (after, before) };
        from.pop();
        to.push(now);
    }

    /// Keeps what is seen of an edition of a file in the place of what was.
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

    /// What was seen last of an edition of a file, printed or not.
    pub(super) fn seen(&self, file: &str, edition: &str, printed: bool) -> Option<&Seen> {
        let is_it = |(known, of, seen): &&(String, &str, Seen)| {
            known == file && *of == edition && seen.is_printed() == printed
        };
        self.seen.iter().find(is_it).map(|(_, _, seen)| seen)
    }

    /// Whether there is a state to go back to, and one to go forth to.
    pub(super) fn steps(&self, file: &str) -> (bool, bool) {
        (self.peek(file, true).is_some(), self.peek(file, false).is_some())
    }
}
