//! Loads a user's description of the columns of a spreadsheet.

use typst::syntax::FileId;

use super::file::record;
use crate::diag::{Findings, Outcome};
use crate::import::sheet::{Columns, check_columns};
use crate::world::World;

/// Loads such a file.
pub(crate) fn columns(world: &World, file: FileId) -> Outcome<Columns> {
    let mut findings = Findings::default();
    let columns = findings.take(record::<Columns>(world, file, None));
    let columns = columns.and_then(|columns| findings.take(check_columns(columns)));
    findings.finish(columns)
}
