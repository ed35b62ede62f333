//! Headings with nothing below them.

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document};
use crate::load::paper::{Paper, Subject};

/// Raises each heading of a report but its title that ends the paper or is followed at once by one of its own level or above. Those that a
/// house style puts there by itself are its own.
pub(crate) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let below = document.blocks.iter().skip(1).map(Some).chain([None]);
    let found = document.blocks.iter().zip(below).filter_map(|(block, below)| {
        let Block::Heading(heading) = block else { return None };
        if heading.level == 1 {
            return None;
        }
        match below {
            None => {}
            Some(Block::Heading(next)) if next.level <= heading.level => {}
            Some(_) => return None,
        }
        let passage = Passage::of(&heading.content);
        let place = heading.place.or_else(|| passage.place())?;
        (place.file == report.title.place.file).then(|| {
            let message = format!("nothing stands below the heading `{}`", passage.text);
            Diagnostic::of(Rule::EmptySection, place, message)
                .hint("write what belongs there, or take the heading out")
        })
    });
    found.collect()
}
