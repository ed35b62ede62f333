//! Public files of former builds that hold what is withheld now: they go, whatever is built.
//!
//! In come the workspaces that a build looked at; out of the folder of outputs goes each public file that was made from
//! something that is withheld since, or from a source that is there no more.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::Outcome;
use super::find::Job;
use super::report::Report;
use crate::export::cache::Cache;
use crate::export::path;
use crate::withhold::Audience;

/// Takes away what is stale in the workspaces of the jobs, and says so.
pub(super) fn withdraw(jobs: &[Job], report: &mut Report) {
    let here = std::env::current_dir().unwrap_or_default();
    let mut workspaces = BTreeMap::new();
    for job in jobs {
        let root = job.workspace.files().root().map(Path::to_owned);
        workspaces.entry(root).or_insert(job);
    }
    for job in workspaces.into_values() {
        let (cache, world) = (Cache::of(&job.workspace), job.workspace.world());
        for stamp in cache.stamps() {
            let gone = stamp.is_gone(&world);
            if !gone && !stamp.withholds_more(&world, &job.elsewhere) {
                continue;
            }
            for output in &stamp.outputs {
                let restricted = output.suffix.ends_with(Audience::Restricted.suffix());
                if restricted && !gone {
                    continue;
                }
                let file = path(&stamp.stem, &output.suffix, stamp.format);
                match take_away(&file) {
                    Ok(true) => {
                        let shown = file.strip_prefix(&here).unwrap_or(&file).display();
                        let why = if gone { "is there no more" } else { "is withheld since" };
                        report.note(&format!(
                            "took away {shown}: something that it was made from {why}"
                        ));
                    }
                    Ok(false) => {}
                    Err(message) => report.fail(Outcome::Failed, message),
                }
            }
            cache.forget(&stamp.stem, stamp.format);
        }
    }
}

/// Takes away a file, and says whether it was there.
pub(super) fn take_away(path: &Path) -> Result<bool, String> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(format!("`{}` cannot be taken away: {error}", path.display())),
    }
}
