//! Files of other programs as files of papers: Word drafts become reports.

pub(crate) mod word;
