//! Refuses a page on which somebody has added a marking that something is not for publication.
//!
//! In come the page and the lines that were sent; out comes an error for each new marking. Nothing is taken from such
//! a page, since only a person can say how far a marking reaches, and it may cover the other edits.

use std::collections::BTreeSet;

use super::super::withheld::{Closed, Reach, in_aside, in_cell, in_heading, in_sheet, in_text};
use super::base::Base;
use super::page::{Form, Home, Line, Page};
use crate::diag::Diagnostic;

/// The errors for a page; `pairs` has, for each line of the page, the index of the line that was sent.
pub(super) fn closed(
    page: &Page,
    base: &Base,
    pairs: &[Option<usize>],
    shown: &str,
) -> Vec<Diagnostic> {
    let was_sent = |line: &Line, pair: Option<usize>| {
        let marked = pair.and_then(|at| marks(&base.lines[at].0)).is_some();
        marked || base.lines.iter().any(|(sent, _)| sent.words() == line.words())
    };
    let lines = page
        .lines
        .iter()
        .zip(pairs)
        .filter_map(|(line, pair)| marks(line).filter(|_| !was_sent(line, *pair)));
    // Page numbers beside the program's own marking may differ.
    let in_margins = |margins: &BTreeSet<String>| margins.iter().find_map(|words| in_sheet(words));
    let margin = in_margins(&page.margins).filter(|_| in_margins(&base.margins).is_none());
    let asides = page.asides.difference(&base.asides).filter_map(|words| in_aside(words));
    let names = page.names.difference(&base.names).filter_map(|name| in_heading(name, None));
    let errors = lines.chain(margin).chain(asides).chain(names).map(|closed| {
        let message = format!(
            "`{shown}` says that something is not for publication, where nothing said so when it was sent: “{}”; nothing was taken",
            closed.words
        );
        Diagnostic::error(None, message).hint(
            "withhold it in the paper, with `{.exempt-3}` at the end of a paragraph or the key `exempt`; then take those words and what they withhold out of the Word file, and take it in again",
        )
    });
    errors.collect()
}

/// The marking in a line; `None` also for a line that only mentions the whole paper.
fn marks(line: &Line) -> Option<Closed> {
    let words = line.words();
    match (line.home, line.form) {
        (Home::Cell(..), _) => in_cell(&words, None).map(|(closed, _)| closed),
        (_, Form::Title | Form::Heading(_)) => in_heading(&words, None),
        _ => in_text(&words, None)
            .filter(|(_, reach)| *reach != Reach::Paper)
            .map(|(closed, _)| closed),
    }
}
