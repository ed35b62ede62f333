//! What the files hold, one file per kind. TOML keys, Rust fields and template variables spell alike.

pub mod accepted;
pub mod council;
pub mod exempt;
pub mod figures;
pub mod framework;
pub mod inspection;
pub mod law;
pub mod meeting;
pub mod plan;
pub mod report;
pub mod review;
pub mod scale;
pub mod style;
