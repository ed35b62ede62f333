//! Typesets the Typst source of a paper into pages.
//!
//! In come a world and the source of a paper; out come pages, or what is wrong. The source was made by templates and
//! not by an author, so none of it is ever shown: errors of Typst are reported as errors of the paper.

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

/// The result of typesetting, and the world it was made from.
type LaidOut = (Warned<SourceResult<PagedDocument>>, World);

/// The most times a paper is laid out again to bring its notes to the pages of their marks.
const TRIES: usize = 12;

/// The file that lists the notes found on another page than their marks, and says whether the paper is set tight.
const SETTLED: &str = "typst/settled.typ";

/// The label of the end of the text.
const END: &str = "end";

/// The share of the height of the last page, with its top margin, that counts as a few lines.
const FEW_LINES: f64 = 0.2;

/// Lays out a paper. If its last page holds only a few lines, lays it out again with less space between lines and
/// blocks, and keeps that if it saves the page.
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

/// Whether the last of several pages holds only a few lines.
fn ends_in_few_lines(pages: &PagedDocument) -> bool {
    let introspector = pages.introspector();
    let label = Label::new(PicoStr::intern(END));
    let end = label.and_then(|end| introspector.query_label(end).ok()?.location());
    let end = end.and_then(|end| introspector.position(end));
    let last = pages.pages().last().filter(|_| pages.pages().len() > 1);
    end.zip(last).is_some_and(|(end, last)| end.point.y < last.frame.height() * FEW_LINES)
}

/// Lays out a paper, and repeats that with more room for notes that are not on the page of their marks. Typst keeps a
/// note at the foot of a page even when the row or item with its mark moves to the next page.
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

/// The world with the sources from which the published pages are made in a single run.
pub(crate) fn settled(world: &World, source: String) -> World {
    laid_out(&world.with_main(source)).1
}

/// The numbers of the notes that are not on the page of their marks.
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

/// How many papers may be typeset without using a memoised result before Typst forgets it. Papers share little but
/// their templates, and two are typeset at once, so a shared result can go unused by one paper in between.
const PASSED_OVER: usize = 2;

/// Lets Typst forget what the last few papers did not use; called after each paper.
pub(crate) fn forget() {
    comemo::evict(PASSED_OVER);
}

/// Reports an error of Typst to the author.
pub(crate) fn said(found: &SourceDiagnostic, document: &Document<Cleared>) -> Diagnostic {
    let title = plain(&document.title);
    Diagnostic::error(None, format!("`{title}` cannot be typeset: {}", found.message)).hint(
        "this is a fault of this program or of a template, not of your text; please report it",
    )
}

#[cfg(test)]
mod tests;
