//! Stage six: Typst source becomes pages.
//!
//! In comes a world and the source of a paper; out come pages, or what is wrong. The source was made by
//! templates, not by an author, so no line of it is ever shown: what Typst finds is said of the paper.

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Content, NativeElement, Selector};
use typst::introspection::Introspector;
use typst::model::FootnoteEntry;
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
    let Warned { output, warnings } = laid_out(&world.with_main(source));
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

/// How often a paper is laid out anew to bring its notes to the pages of their marks.
const TRIES: usize = 12;

/// Lays out pages, and does it again with more room for the notes that stand on another page than their marks. Typst keeps
/// a note at the foot of a page even when the row or item with its mark goes on to the next for want of room.
fn laid_out(world: &World) -> Warned<SourceResult<PagedDocument>> {
    let mut laid = typst::compile::<PagedDocument>(world);
    let mut all = Vec::new();
    for _ in 0..TRIES {
        let strayed = laid.output.as_ref().map(strayed).unwrap_or_default();
        if strayed.is_empty() {
            break;
        }
        all.extend(strayed);
        laid = typst::compile(&world.with_input("strayed", &all.join(" ")));
    }
    laid
}

/// The numbers of the notes that stand on another page than their marks.
fn strayed(pages: &PagedDocument) -> Vec<String> {
    let introspector = pages.introspector();
    let entries = introspector.query(&Selector::Elem(FootnoteEntry::ELEM, None));
    let strayed = entries.iter().filter_map(|entry| {
        let mark = entry.to_packed::<FootnoteEntry>()?.note.clone().pack();
        let page = |of: &Content| introspector.page(of.location()?);
        let label = mark.label().filter(|_| page(&mark) != page(entry))?;
        label.resolve().strip_prefix("n:").map(str::to_owned)
    });
    strayed.collect()
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
