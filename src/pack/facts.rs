//! Extracts what the agenda prints about a report: its title, its author, and its recommendations.

use crate::Composed;
use crate::compose::agenda::Facts;
use crate::compose::recommendation_anchor;
use crate::document::*;
use crate::load::paper::Subject;
use crate::read::Value;

/// The facts of a paper; a paper that is not a report has only a title.
pub(super) fn facts(composed: &Composed) -> Facts {
    let title = Some(composed.document.title.clone());
    let report = match &composed.paper.subject {
        Subject::Report(report) => report,
        Subject::Plan(_) | Subject::Review(_) | Subject::Brief(..) => {
            return Facts { title, ..Facts::default() };
        }
    };
    let author = ["report-of", "report-from", "author"].iter().find_map(|name| {
        match report.front.get(name) {
            Some(Value::Text(prose)) if !prose.text.contains("{{") => {
                Some(prose.text.trim().to_owned())
            }
            _ => None,
        }
    });
    let anchors: Vec<String> = (1..)
        .zip(&report.recommendation)
        .map(|(place, own)| recommendation_anchor(own.label.as_ref(), place))
        .collect();
    Facts { title, author, recommendations: recommendations(&composed.document, &anchors) }
}

/// The recommendations as the paper prints them: a list, or paragraphs, which lose their numbers.
fn recommendations(document: &Document, anchors: &[String]) -> Vec<Block> {
    let is_one = |anchor: &Option<String>| anchor.as_ref().is_some_and(|own| anchors.contains(own));
    let mut found = Vec::new();
    document.each(&mut |node| match node {
        Node::Block(Block::List(list)) if list.items.iter().any(|item| is_one(&item.anchor)) => {
            found.push(Block::List(list.clone()));
        }
        Node::Block(Block::Paragraph(paragraph)) if is_one(&paragraph.anchor) => {
            found.push(Block::paragraph(paragraph.content.clone()));
            found.extend(paragraph.belongings.iter().cloned());
        }
        Node::Block(_) | Node::Item(_) | Node::Inline(_) => {}
    });
    let mut alone = Document { blocks: found, ..document.clone() };
    alone.each_mut(&mut |element| match element {
        Element::Block(Block::Paragraph(paragraph)) => {
            paragraph.anchor = None;
            unlink(&mut paragraph.content);
        }
        Element::Block(Block::List(list)) => {
            list.items.iter_mut().for_each(|item| item.anchor = None);
        }
        Element::Block(_) | Element::Inline(_) => {}
    });
    alone.blocks
}

/// Replaces links to places in the paper by their words and drops notes, as the agenda has neither those places nor
/// notes.
fn unlink(inlines: &mut Inlines) {
    for inline in std::mem::take(inlines) {
        match inline {
            Inline::Link(link) if matches!(link.target, Target::Anchor(_)) => {
                inlines.extend(link.content)
            }
            Inline::Note(_) => {}
            other => inlines.push(other),
        }
    }
}
