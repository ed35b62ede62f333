//! Limits how much of a spreadsheet is read into memory.
//!
//! A few kilobytes can unpack to gigabytes, and a sheet can have a million rows. An action plan has neither, so a
//! file beyond these limits is refused before it is read, or as soon as that becomes clear.

use crate::diag::Diagnostic;

/// The largest file, in bytes.
pub(crate) const FILE: u64 = 64 << 20;

/// The most bytes of all its parts when unpacked.
pub(super) const UNPACKED: u64 = 160 << 20;

/// The most cells with content in a workbook.
pub(super) const CELLS: usize = 250_000;

/// The last row that is read, from 0: more than any plan has.
pub(super) const ROWS: u32 = 20_000;

/// The error for a workbook that is larger than any plan.
pub(super) fn exceeded(what: &str) -> Diagnostic {
    Diagnostic::error(None, format!("this workbook is larger than any action plan: {what}"))
        .hint("copy the rows of the plan into a workbook of their own, and import that")
}
