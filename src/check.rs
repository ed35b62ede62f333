//! Stage four: the document is checked before it is typeset.
//!
//! In comes a document; out come findings, each with its place and a remedy. One file per family of
//! rules.

mod glyphs;
mod levels;

pub use self::levels::apply as apply_levels;
use crate::compose::document::Document;
use crate::diag::Diagnostic;
use crate::world::World;

/// Applies every rule.
pub fn check(world: &World, document: &Document) -> Vec<Diagnostic> {
    glyphs::check(world, document)
}
