//! Finds tables, pictures and charts that share a caption, so that nobody can tell which is meant.

use std::collections::BTreeSet;

use super::passage::Passage;
use super::tables::written;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Inline, Node};
use crate::load::paper::{Paper, Subject};

/// Reports each caption of a report that an earlier thing of the same kind has, such as those of the tables of two
/// plans. The forms of plans, reviews and briefs are the program's own and are not checked.
pub(super) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let (mut met, mut findings) = (BTreeSet::new(), Vec::new());
    // A block made from data has no place in the report itself, so it is reported below the last block that has.
    let mut above = report.title.place;
    document.each(&mut |node| {
        let (what, caption, inside) = match node {
            Node::Block(Block::Table(table)) => {
                let cells = table.header.iter().chain(table.rows.iter().flatten());
                ("table", &table.caption, cells.flat_map(written).find_map(|text| text.place))
            }
            Node::Block(Block::Figure(figure)) => ("picture", &figure.caption, None),
            Node::Block(Block::Chart(chart)) => ("chart", &chart.caption, None),
            Node::Inline(Inline::Text(text)) => {
                above = text.place.filter(|place| place.file == above.file).unwrap_or(above);
                return;
            }
            Node::Block(_) | Node::Inline(_) | Node::Item(_) => return,
        };
        let Some(caption) = caption.as_deref().map(Passage::of) else { return };
        let said = caption.text.trim().to_owned();
        if !said.is_empty() && !met.insert((what, said.clone())) {
            let (place, which) = match caption.place().or(inside) {
                Some(place) => (place, "this"),
                None => (above, "the one below this"),
            };
            let message = format!("{which} has the caption of a {what} before it, “{said}”");
            findings.push(
                Diagnostic::of(Rule::SameCaption, place, message)
                    .hint("give one of them a caption of its own; a block takes it between its brackets: `plan.progress_table(caption=\"…\")`"),
            );
        }
    });
    findings
}
