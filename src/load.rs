//! Loads papers and meetings from the files of a workspace, with everything that they are made from.
//!
//! The name of a file comes in; the content of that file and of the files it names goes out, with every problem found
//! on the way. Turning TOML into typed values is left to [`read`](mod@crate::read).

pub(crate) mod columns;
mod data;
mod file;
mod fonts;
mod framework;
pub(crate) mod house;
pub(crate) mod kind;
mod language;
pub(crate) mod law;
pub(crate) mod meeting;
pub(crate) mod paper;
pub(crate) mod scale;
mod sources;
