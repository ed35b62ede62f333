//! `papers import`: what kind of file it is decides what it becomes.

mod draft;

use super::arguments::Import;
use super::report::{Answer, Report};

/// Imports a file.
pub(super) fn run(command: &Import, report: &mut Report) -> Option<Answer> {
    draft::run(command, report)
}
