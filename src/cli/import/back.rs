//! Runs `papers import --into` on a Word file: takes colleagues' edits back into the paper, and lists their comments.

use std::path::Path;

use super::super::Outcome;
use super::super::arguments::Import;
use super::super::report::{Answer, Report};
use super::ending::{Changed, Comment, Listed, change};
use super::{existing, inside, read};
use crate::diag::Place;
use crate::import::word::back::{self, Wanted};

/// Takes the edits of a Word file into the paper that it was made from.
pub(super) fn run(command: &Import, into: &Path, report: &mut Report) -> Option<Answer> {
    let bytes = read(&command.file, report)?;
    let (text, revision) = existing(into, report)?;
    let Some((workspace, file)) = inside(into) else {
        return report.refuse(Outcome::Usage, format!("`{}` is in no workspace", into.display()));
    };
    let shown = command.file.display().to_string();
    let changes = command.draft.changes;
    let wanted = Wanted { shown: &shown, workspace: &workspace, file, changes };
    let world = workspace.world();
    let back = report.take(&world, into, back::take(&bytes, &text, &wanted))?;
    let place = |place: Option<Place>| {
        let place = place?;
        Some(format!("{}:{}", world.shown(place.file), world.line(place)?))
    };
    let listed = back.changes.iter().map(|change| Listed {
        kind: change.kind,
        what: change.what,
        of: &change.of,
        place: place(change.place),
        how: &change.how,
    });
    let listed: Vec<_> = listed.collect();
    let comments = back.comments.iter().map(|said| Comment { place: place(said.place), said });
    let comments: Vec<_> = comments.collect();
    let changed = Changed {
        into,
        text: &back.text,
        revision: &revision,
        changes: &listed,
        made: back.changes.iter().filter(|change| change.is_made()).count(),
        comments: &comments,
    };
    change(command, &changed, report).map(|(_, answer)| answer)
}
