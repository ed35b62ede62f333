//! Reads prose for places that take less than the text of a section: a single line, or a field.

use super::{Written, plain_block, read_all};
use crate::compose::attributes::Attributes;
use crate::compose::insert::Prepared;
use crate::diag::{Diagnostic, Place};
use crate::document::*;
use crate::load::house::House;

/// Reads prose for a place that takes a single line, such as a title.
pub(in crate::compose) fn read_line(
    prepared: &Prepared<'_>,
    house: &House,
    problems: &mut Vec<Diagnostic>,
) -> Inlines {
    let mut line = Inlines::new();
    for written in read_all(prepared, house, true, problems) {
        match written {
            Written::Paragraph(content, attributes, place)
            | Written::Heading(_, content, attributes, place) => {
                problems.extend(unmarkable(&attributes, place));
                if !line.is_empty() {
                    line.push(Inline::Break);
                }
                line.extend(content);
            }
            Written::Blocks(_) => problems.push(
                Diagnostic::error(
                    prepared.place_of(0..prepared.markdown.len()),
                    "only a line of text can stand here",
                )
                .hint("put lists, tables and quotations into the text of a section"),
            ),
        }
    }
    line
}

/// Reads the prose of a field or of a cell in it: paragraphs, lists and other blocks. Nothing in it can be marked,
/// since a paper is withheld as a whole and not part of a field.
pub(in crate::compose) fn read_field(
    prepared: &Prepared<'_>,
    house: &House,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for written in read_all(prepared, house, true, problems) {
        if let Written::Paragraph(_, attributes, place)
        | Written::Heading(_, _, attributes, place) = &written
        {
            problems.extend(unmarkable(attributes, *place));
        }
        blocks.extend(plain_block(written));
    }
    let mut marked = false;
    each_of(&blocks, &mut |node| marked |= matches!(node, Node::Block(Block::Withheld(_))));
    if marked {
        problems.push(cannot_be_marked(prepared.place_of(0..prepared.markdown.len())));
    }
    blocks
}

/// The error for attributes where there can be none; `None` where there are none.
fn unmarkable(attributes: &Attributes, place: Place) -> Option<Diagnostic> {
    (*attributes != Attributes::default()).then(|| cannot_be_marked(place))
}

/// The error for a mark where there can be none.
fn cannot_be_marked(place: Place) -> Diagnostic {
    Diagnostic::error(place, "nothing can be marked here").hint(
        "remove what stands in braces; a section, an appendix, an item or a whole report is withheld with the key `exempt`",
    )
}
