//! Stage four: the document is checked before it is typeset.
//!
//! In comes a document; out come findings, each with its place and a remedy. One file per family of
//! rules.

mod acronyms;
mod glyphs;
mod levels;

pub use self::levels::apply as at_levels;
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::world::World;

/// Applies every rule.
pub fn check(world: &World, document: &Document) -> Vec<Diagnostic> {
    let mut problems = glyphs::check(world, document);
    problems.extend(acronyms::check(document));
    problems
}
