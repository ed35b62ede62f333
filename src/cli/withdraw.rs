//! Deletes public files of earlier builds that may hold what is now withheld, whatever is being built.
//!
//! In come the workspaces that a build looked at; in the folders of outputs, each public file goes that was made from
//! something now withheld, from a source that withholds something and has changed, or from a source that no longer
//! exists.

use super::Outcome;
use super::report::Report;
use crate::document::Audience;
use crate::export::cache::Cache;
use crate::export::take_away;
use crate::withhold::Elsewhere;
use crate::world::Workspace;

/// Deletes the stale public files of a workspace, and reports them.
pub(super) fn withdraw(
    workspace: &Workspace,
    elsewhere: &Elsewhere,
    cache: &Cache,
    report: &mut Report,
) {
    let here = std::env::current_dir().unwrap_or_default();
    let workspace = workspace.unread();
    let (world, Some(root)) = (workspace.world(), workspace.files().root()) else { return };
    for stamp in cache.stamps() {
        let Some(files) = stamp.files(root) else { continue };
        let gone = stamp.is_gone(&world);
        if !gone && !stamp.is_suspect(&world, elsewhere) {
            continue;
        }
        for (output, file) in files {
            let restricted = output.suffix.ends_with(Audience::Restricted.suffix());
            if restricted && !gone || !output.is(&file) {
                continue;
            }
            match take_away(&file) {
                Ok(()) => {
                    let shown = file.strip_prefix(&here).unwrap_or(&file).display();
                    let why = if gone {
                        "its source is there no more"
                    } else {
                        "what it was made from has changed and withholds something, or is withheld; build it again"
                    };
                    report.note(&format!("took away {shown}: {why}"));
                }
                Err(message) => report.fail(Outcome::Failed, message),
            }
        }
        cache.forget(&stamp);
    }
}
