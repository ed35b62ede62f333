//! What the agenda prints of a report: its title, whose it is, and what it recommends.

use crate::Composed;
use crate::compose::agenda::Facts;
use crate::compose::document::{Block, Document, Element, Inline, Inlines, Target};
use crate::load::Value;
use crate::load::paper::Subject;
use crate::model::style::PartKind;

/// What a report says of itself.
pub(super) fn facts(composed: &Composed) -> Facts {
    let Subject::Report(report) = &composed.paper.subject else { return Facts::default() };
    let author = ["report-of", "report-from", "author"].iter().find_map(|name| {
        match report.front.get(name) {
            Some(Value::Text(prose)) if !prose.text.contains("{{") => {
                Some(prose.text.trim().to_owned())
            }
            _ => None,
        }
    });
    Facts {
        title: Some(composed.document.title.clone()),
        author,
        recommendations: recommendations(composed).into_iter().collect(),
    }
}

/// The recommendations as the paper prints them; what they refer to in the paper is named, not linked.
fn recommendations(composed: &Composed) -> Option<Block> {
    let Subject::Report(report) = &composed.paper.subject else { return None };
    let count = report.recommendation.len();
    let part =
        composed.paper.style.part.iter().find(|part| part.kind == PartKind::Recommendations)?;
    let marker = part.marker.as_ref().map_or("1.", |marker| marker.as_str());
    let first = crate::compose::label(marker, 1);
    let mut found = None;
    composed.document.clone().each_mut(&mut |element| {
        if let Element::Block(Block::List(list)) = element
            && found.is_none()
            && count > 0
            && list.ordered
            && list.items.len() == count
            && list.items[0].label == first
        {
            found = Some(list.clone());
        }
    });
    let mut list = found?;
    list.items.iter_mut().for_each(|item| item.anchor = None);
    let mut alone = Document { blocks: vec![Block::List(list)], ..composed.document.clone() };
    alone.each_mut(&mut |element| match element {
        Element::Block(Block::Paragraph(paragraph)) => unlink(&mut paragraph.content),
        Element::Block(_) | Element::Inline(_) => {}
    });
    alone.blocks.pop()
}

/// Makes links to places in the paper words.
fn unlink(inlines: &mut Inlines) {
    let all = std::mem::take(inlines);
    for inline in all {
        match inline {
            Inline::Link(link) if matches!(link.target, Target::Anchor(_)) => {
                inlines.extend(link.content)
            }
            Inline::Note(_) => {}
            other => inlines.push(other),
        }
    }
}
