//! Stage six: Typst source becomes pages.
//!
//! In comes a world and the source of a paper; out come pages, or what is wrong. The source was made by
//! templates, not by an author, so no line of it is ever shown: what Typst finds is said of the paper.

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Content, Label, NativeElement, Selector};
use typst::introspection::Introspector;
use typst::model::FootnoteEntry;
use typst::utils::PicoStr;
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
    let Warned { output, warnings } = laid_out(&world.with_main(source)).0;
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

/// What came of laying out, and what it was made from.
type LaidOut = (Warned<SourceResult<PagedDocument>>, World);

/// How often a paper is laid out anew to bring its notes to the pages of their marks.
const TRIES: usize = 12;

/// What says which notes were found on another page than their marks, and whether a paper is set tight.
const SETTLED: &str = "typst/settled.typ";

/// The end of what a paper says.
const END: &str = "end";

/// The most of the height of a last page that a few lines take, with the margin above them.
const FEW_LINES: f64 = 0.2;

/// Lays out pages; and where the last of them holds a few lines alone, once more with less space between lines and
/// blocks, if that spares the page.
fn laid_out(world: &World) -> LaidOut {
    let loose = noted(world, false);
    if !loose.0.output.as_ref().is_ok_and(ends_in_few_lines) {
        return loose;
    }
    let tight = noted(world, true);
    let count =
        |laid: &LaidOut| laid.0.output.as_ref().map_or(usize::MAX, |pages| pages.pages().len());
    if count(&tight) < count(&loose) { tight } else { loose }
}

/// Whether the last page of several holds a few lines alone.
fn ends_in_few_lines(pages: &PagedDocument) -> bool {
    let introspector = pages.introspector();
    let label = Label::new(PicoStr::intern(END));
    let end = label.and_then(|end| introspector.query_label(end).ok()?.location());
    let end = end.and_then(|end| introspector.position(end));
    let last = pages.pages().last().filter(|_| pages.pages().len() > 1);
    end.zip(last).is_some_and(|(end, last)| end.point.y < last.frame.height() * FEW_LINES)
}

/// Lays out pages, and does it again with more room for the notes that stand on another page than their marks. Typst keeps
/// a note at the foot of a page even when the row or item with its mark goes on to the next for want of room.
fn noted(world: &World, tight: bool) -> LaidOut {
    let settled = |all: &str| {
        let text = format!("#let strayed = ({all})\n#let tight = {tight}\n");
        world.with_made(World::builtin(SETTLED), text)
    };
    let mut all = String::new();
    let mut world = settled(&all);
    let mut laid = typst::compile::<PagedDocument>(&world);
    for _ in 0..TRIES {
        let strayed = laid.output.as_ref().map(strayed).unwrap_or_default();
        if strayed.is_empty() {
            break;
        }
        all.extend(strayed.iter().map(|number| format!("{number:?}, ")));
        world = settled(&all);
        laid = typst::compile(&world);
    }
    (laid, world)
}

/// The sources with which pages come out as they are published, however often they are laid out on the way.
pub(crate) fn settled(world: &World, source: String) -> World {
    laid_out(&world.with_main(source)).1
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
