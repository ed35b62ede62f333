//! Reads files for the form and changes them from it, never overwriting what somebody else has written meanwhile.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Desk, Trouble, form, trouble};
use crate::edit::file::{Failure, Revision, read, save};
use crate::edit::{self, Edit, Place, Refusal, apply, place, tree};
use crate::read::kind;

/// Changes to a file.
#[derive(Debug, Deserialize)]
pub(super) struct Changes {
    file: String,
    /// The revision of the file that they were made on.
    revision: Revision,
    /// The revision with which the person was shown what the file has, and chose these changes.
    #[serde(default)]
    over: Option<Revision>,
    #[serde(default)]
    edits: Vec<Edit>,
}

impl Desk {
    /// A file for the form.
    pub(super) fn paper(&self, name: &str) -> Answer {
        let (id, path) = self.locate(name)?;
        let (text, revision) = read(&path).map_err(failed)?;
        self.past().know(&revision, &text);
        let Some(values) = tree(&text) else {
            let problem = Refusal::Slip.to_string();
            return Ok(json!({ "file": name, "revision": revision, "problem": problem }));
        };
        let kind = kind(id, &text).map(|kind| kind.value).unwrap_or_default();
        let (undo, redo) = self.past().steps(name);
        let parts = form::parts(&self.workspace.world(), &kind, &values);
        let title = title(&values, name);
        Ok(
            json!({ "file": name, "kind": kind, "title": title, "revision": revision, "values": values, "parts": parts, "undo": undo, "redo": redo }),
        )
    }

    /// Makes changes to a file. If it was changed elsewhere meanwhile, unrelated changes are kept; for a conflict,
    /// nothing is written and the page is told what the file has. A change whose place is gone, or is open to
    /// everyone now, is refused.
    pub(super) fn edit(&self, changes: Changes) -> Answer {
        let (id, path) = self.locate(&changes.file)?;
        let mut past = self.past();
        let (now, revision) = read(&path).map_err(failed)?;
        past.know(&revision, &now);
        if tree(&now).is_none() {
            // Somebody is in the middle of editing it, so these changes wait.
            return Err(trouble(423, Refusal::Slip));
        }
        let kind = kind(id, &now).map(|kind| kind.value).unwrap_or_default();
        let order = form::order(&kind);
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        let merged = revision != changes.revision;
        // What the page that made the changes has before it, which is the whole file unless others changed it too.
        let mut shown = None;
        let text = match merged {
            true => {
                let Some(base) = past.text(&changes.revision) else {
                    return Err(lost(&revision, GONE));
                };
                let (base, text) = merge(base, &now, &changes, &revision, &order)?;
                shown = Some(base);
                text
            }
            false => changes
                .edits
                .iter()
                .try_fold(now.clone(), |text, edit| apply(&text, edit, &order))
                .map_err(|refusal| trouble(422, refusal))?,
        };
        let saved = put(&path, &text, &revision)?;
        past.know(&saved, &text);
        if text != now {
            past.push(&changes.file, now);
        }
        let shown = shown.map_or(saved.clone(), |shown| {
            let revision = Revision::of(&shown);
            past.know(&revision, &shown);
            revision
        });
        let (undo, redo) = past.steps(&changes.file);
        Ok(
            json!({ "revision": saved, "shown": shown, "merged": merged, "undo": undo, "redo": redo }),
        )
    }

    /// Undoes a change, or redoes it.
    pub(super) fn step(&self, changes: Changes, back: bool) -> Answer {
        let (_, path) = self.locate(&changes.file)?;
        let mut past = self.past();
        let (now, revision) = read(&path).map_err(failed)?;
        if revision != changes.revision {
            return Err((
                409,
                json!({ "problem": Failure::Changed.to_string(), "revision": revision }),
            ));
        }
        let Some(text) = past.peek(&changes.file, back).map(str::to_owned) else {
            return Err(trouble(
                422,
                if back { "there is nothing to undo" } else { "there is nothing to redo" },
            ));
        };
        let saved = put(&path, &text, &revision)?;
        past.know(&saved, &text);
        past.step(&changes.file, back, now);
        Ok(json!({ "revision": saved }))
    }
}

/// Writes a file.
fn put(path: &Path, text: &str, revision: &Revision) -> Result<Revision, Trouble> {
    save(path, text, revision).map_err(failed)
}

/// Why a file was not read or written, for the page.
pub(super) fn failed(failure: Failure) -> Trouble {
    let status = match failure {
        Failure::Changed => 409,
        Failure::Foreign => 422,
        Failure::Disk(_) => 500,
    };
    trouble(status, failure)
}

/// Makes changes that were made on an older state of a file (`base`) in both that and its present state (`now`).
fn merge(
    base: &str,
    now: &str,
    changes: &Changes,
    revision: &Revision,
    order: &[&str],
) -> Result<(String, String), Trouble> {
    let is_chosen = changes.over.as_ref() == Some(revision);
    // Each change was made on what those before it had left, so both states go along.
    let (mut base, mut text) = (base.to_owned(), now.to_owned());
    for edit in &changes.edits {
        let led = match place(&base, &text, edit) {
            Place::Same(led) => led,
            Place::Changed(led) if is_chosen => led,
            Place::Changed(led) => return Err(conflict(&text, revision, edit, &led)),
            Place::Gone => return Err(lost(revision, GONE)),
            Place::Opened => return Err(lost(revision, OPENED)),
        };
        let made = |text: &str, edit| apply(text, edit, order).map_err(|why| trouble(422, why));
        (base, text) = (made(&base, edit)?, made(&text, &led)?);
    }
    Ok((base, text))
}

/// Why changes are refused whose place is not in the file.
const GONE: &str = "the file was changed elsewhere, and what you wrote in is no longer in it, or can no longer be told \
                    from the rest; copy your words and write them where they belong now";

/// Why changes are refused whose place is open to everyone now.
const OPENED: &str = "the file was changed elsewhere, and no longer withholds what you wrote in, so that everyone \
                      could read your words; copy them, and withhold that part again before you write them into it";

/// What the page is told of a change that can only be left out.
fn lost(revision: &Revision, problem: &str) -> Trouble {
    (409, json!({ "problem": problem, "now": revision, "lost": true }))
}

/// What the page is told of a conflicting change: what the file has where the change leads now. The page sends the
/// same changes again, on the revision that they were made on, with `now` as `over`, if the person chooses them.
fn conflict(now: &str, revision: &Revision, edit: &Edit, led: &Edit) -> Trouble {
    let theirs = tree(now).and_then(|tree| edit::value_at(&tree, led.path()).cloned());
    let problem = Failure::Changed.to_string();
    (409, json!({ "problem": problem, "now": revision, "path": edit.path(), "theirs": theirs }))
}

/// The title of a file in a list.
pub(super) fn title(values: &Value, name: &str) -> String {
    let text = |key: &str| values[key].as_str().filter(|text| !text.trim().is_empty());
    match (text("title").or(text("name")), text("committee"), text("framework")) {
        (Some(title), ..) => title.to_owned(),
        (None, Some(committee), _) => committee.to_owned(),
        (None, None, Some(framework)) => framework.to_owned(),
        (None, None, None) if values["kind"] == "brief" => "Brief for members".to_owned(),
        (None, None, None) => name.to_owned(),
    }
}
