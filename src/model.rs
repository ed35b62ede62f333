//! The types that files are read into, one file for each kind. TOML keys, Rust fields and template variables are
//! spelt alike.

pub(crate) mod accepted;
pub(crate) mod council;
pub(crate) mod exempt;
pub(crate) mod figures;
pub(crate) mod framework;
pub(crate) mod inspection;
pub(crate) mod law;
pub(crate) mod meeting;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod scale;
pub(crate) mod sign;
pub(crate) mod style;
pub(crate) mod withholds;
