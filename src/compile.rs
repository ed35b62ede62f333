//! Stage six: Typst source becomes pages.
//!
//! In comes a world and the source of a paper; out come pages, or what is wrong. The source was made by
//! templates, not by an author, so no line of it is ever shown: what Typst finds is said of the paper.

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;

use crate::diag::{Diagnostic, Findings, Outcome, Severity};
use crate::document::{Cleared, Document, plain};
use crate::world::World;

/// Lays out a paper.
pub fn compile(
    world: &World,
    source: String,
    document: &Document<Cleared>,
) -> Outcome<PagedDocument> {
    let mut findings = Findings::default();
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world.with_main(source));
    findings.extend(
        warnings
            .iter()
            .map(|warning| Diagnostic { severity: Severity::Warning, ..said(warning, document) }),
    );
    let pages = output.map_err(|errors| {
        findings.extend(errors.iter().map(|error| said(error, document)));
    });
    findings.finish(pages.ok())
}

/// How many papers may pass over what Typst remembers before it is forgotten. Papers share their templates and little
/// else; two are typeset at once, so that what one shares with the next is passed over by the other in between.
const PASSED_OVER: usize = 2;

/// Forgets what the last few papers had no use for; called after each.
pub(crate) fn forget() {
    comemo::evict(PASSED_OVER);
}

/// What Typst found, as it is said to the author.
pub(crate) fn said(found: &SourceDiagnostic, document: &Document<Cleared>) -> Diagnostic {
    let title = plain(&document.title);
    Diagnostic::error(None, format!("`{title}` cannot be typeset: {}", found.message)).hint(
        "this is a fault of this program or of a template, not of your text; please report it",
    )
}

#[cfg(test)]
mod tests;
