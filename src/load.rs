//! Stage one: the files of a workspace become papers and meetings, with everything that they are made from.
//!
//! In comes the name of a file; out comes what it and the files that it names hold, and every problem found on the
//! way. How TOML becomes typed values is left to [`read`](mod@crate::read).

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
