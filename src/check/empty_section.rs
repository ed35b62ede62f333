//! Finds headings with nothing below them.

use super::passage::Passage;
use crate::diag::{Diagnostic, Findings, Place, Rule};
use crate::document::{Block, Document};
use crate::load::paper::{Paper, Subject};
use crate::world::World;

/// Reports each heading of a report, other than its title, that ends the paper or is directly followed by one of its
/// own level or above. Headings that a house style prints by itself are skipped. If there already is a finding about
/// the text of the section, that is what is wrong with it.
pub(crate) fn check(
    world: &World,
    paper: &Paper,
    document: &Document,
    findings: &Findings,
) -> Vec<Diagnostic> {
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
        let is_own = place.file == report.title.place.file;
        (is_own && !is_said(world, place, findings)).then(|| {
            let message = format!("nothing stands below the heading `{}`", passage.text);
            Diagnostic::of(Rule::EmptySection, place, message)
                .hint("write what belongs there, or take the heading out")
        })
    });
    found.collect()
}

/// Whether there is a finding about the text of the section under a heading.
fn is_said(world: &World, heading: Place, findings: &Findings) -> bool {
    let Ok(text) = world.text(heading.file) else { return false };
    let key = |place: Place| {
        let between = text.get(heading.end..place.start)?;
        (place.file == heading.file).then(|| between.trim_matches(['"', '\'', ' ', '\n', '\r']))
    };
    let mut places = findings.iter().filter_map(|found| found.place);
    places.any(|place| key(place).is_some_and(|between| between == "text ="))
}
