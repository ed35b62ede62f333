//! Stage six: Typst source becomes pages.
//!
//! In comes a world and the source of a paper; out come pages, or what is wrong. The source was made by
//! templates, not by an author, so no line of it is ever shown: what Typst finds is said of the paper.

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;

use crate::diag::Diagnostic;
use crate::document::Document;
use crate::world::World;

/// Lays out a paper.
pub fn compile(
    world: &World,
    source: String,
    document: &Document,
    problems: &mut Vec<Diagnostic>,
) -> Option<PagedDocument> {
    let world = world.with_main(source);
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    problems.extend(warnings.iter().map(|warning| Diagnostic {
        severity: crate::diag::Severity::Warning,
        ..said(warning, document)
    }));
    match output {
        Ok(pages) => Some(pages),
        Err(errors) => {
            problems.extend(errors.iter().map(|error| said(error, document)));
            None
        }
    }
}

/// What Typst found, as it is said to the author.
pub(crate) fn said(found: &SourceDiagnostic, document: &Document) -> Diagnostic {
    Diagnostic::error(None, format!("`{}` cannot be typeset: {}", document.title, found.message))
        .hint(
            "this is a fault of this program or of a template, not of your text; please report it",
        )
}
