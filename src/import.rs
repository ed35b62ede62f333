//! Files of other programs as files of papers: Word drafts become reports, and spreadsheets plans.

pub(crate) mod sheet;
pub(crate) mod word;
