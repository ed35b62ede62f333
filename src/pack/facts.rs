//! What the agenda prints of a report: its title, whose it is, and what it recommends.

use crate::Composed;
use crate::compose::agenda::Facts;
use crate::compose::recommendation_anchor;
use crate::document::{Block, Document, Element, Inline, Inlines, Target};
use crate::load::paper::Subject;
use crate::read::Value;

/// What a report says of itself.
pub(super) fn facts(composed: &Composed) -> Facts {
    let title = Some(composed.document.title.clone());
    let Subject::Report(report) = &composed.paper.subject else {
        return Facts { title, ..Facts::default() };
    };
    let author = ["report-of", "report-from", "author"].iter().find_map(|name| {
        match report.front.get(name) {
            Some(Value::Text(prose)) if !prose.text.contains("{{") => {
                Some(prose.text.trim().to_owned())
            }
            _ => None,
        }
    });
    Facts { title, author, recommendations: recommendations(composed) }
}

/// The recommendations as the paper prints them: a list, or paragraphs, which lose the numbers that they have
/// there. What they refer to in the paper is named, not linked.
fn recommendations(composed: &Composed) -> Vec<Block> {
    let Subject::Report(report) = &composed.paper.subject else { return Vec::new() };
    let anchors: Vec<String> = (1..)
        .zip(&report.recommendation)
        .map(|(place, own)| recommendation_anchor(own.label.as_ref(), place))
        .collect();
    let is_one = |anchor: &Option<String>| anchor.as_ref().is_some_and(|own| anchors.contains(own));
    let mut found = Vec::new();
    composed.document.clone().each_mut(&mut |element| match element {
        Element::Block(Block::List(list)) if list.items.iter().any(|item| is_one(&item.anchor)) => {
            list.items.iter_mut().for_each(|item| item.anchor = None);
            found.push(Block::List(list.clone()));
        }
        Element::Block(Block::Paragraph(paragraph)) if is_one(&paragraph.anchor) => {
            let content = paragraph.content.clone();
            let belongings = std::mem::take(&mut paragraph.belongings);
            found.push(Block::paragraph(content));
            found.extend(belongings);
        }
        Element::Block(_) | Element::Inline(_) => {}
    });
    let mut alone = Document { blocks: found, ..composed.document.clone() };
    alone.each_mut(&mut |element| match element {
        Element::Block(Block::Paragraph(paragraph)) => unlink(&mut paragraph.content),
        Element::Block(_) | Element::Inline(_) => {}
    });
    alone.blocks
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
