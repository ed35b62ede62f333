//! Imports files of other programs: Word drafts become reports, and spreadsheets become plans.

pub(crate) mod sheet;
mod stretch;
pub(crate) mod word;
