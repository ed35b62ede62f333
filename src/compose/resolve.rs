//! References: what each label is called, filled in where it is referred to.

use std::collections::BTreeMap;

use super::attributes::is_label;
use super::document::*;
use crate::diag::{Diagnostic, closest};
use crate::load::Name;

/// What references to each label say.
#[derive(Debug, Default)]
pub(super) struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Adds a label, or says why it cannot be one.
    pub(super) fn add(&mut self, name: &Name, words: String) -> Result<(), Diagnostic> {
        if !is_label(name) {
            return Err(Diagnostic::error(
                name.place,
                format!("`{}` cannot be a label", name.value),
            )
            .hint("use letters, digits and hyphens only"));
        }
        match self.0.insert(name.value.clone(), words) {
            Some(_) => Err(Diagnostic::error(
                name.place,
                format!("the label `{}` is used twice", name.value),
            )
            .hint("give each thing that is referred to a label of its own")),
            None => Ok(()),
        }
    }
}

/// Fills in the words of every reference, and raises those that lead nowhere.
pub(super) fn resolve(document: &mut Document, labels: &Labels, problems: &mut Vec<Diagnostic>) {
    let mut visit = |inline: &mut Inline| {
        let Inline::Link(link) = inline else { return };
        let Target::Anchor(name) = &link.target else { return };
        match labels.0.get(name) {
            Some(words) if link.content.is_empty() => {
                link.content.push(Inline::text(words.clone(), link.place));
            }
            Some(_) => {}
            None => {
                let known: Vec<_> = labels.0.keys().map(String::as_str).collect();
                let error =
                    Diagnostic::error(link.place, format!("nothing has the label `{name}`"));
                problems.push(match closest(name, known.iter().copied()) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None if known.is_empty() => error.hint(
                        "label a paragraph by ending it with `{#name}`, or give `label = \"name\"`",
                    ),
                    None => {
                        error.hint(format!("the labels of this paper are {}", known.join(", ")))
                    }
                });
            }
        }
    };
    each_inline(&mut document.running.header, &mut visit);
    each_inline(&mut document.running.footer, &mut visit);
    each_block(&mut document.blocks, &mut visit);
}

/// Visits every inline of blocks.
fn each_block(blocks: &mut [Block], visit: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => each_inline(&mut heading.content, visit),
            Block::Paragraph(paragraph) => {
                each_inline(&mut paragraph.content, visit);
                each_block(&mut paragraph.belongings, visit);
            }
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| each_block(&mut item.blocks, visit))
            }
            Block::Quotation(quotation) => each_block(&mut quotation.blocks, visit),
            Block::Table(table) => {
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| each_block(&mut cell.blocks, visit));
                each_inline(table.caption.as_deref_mut().unwrap_or_default(), visit);
            }
            Block::Figure(figure) => {
                each_inline(figure.caption.as_deref_mut().unwrap_or_default(), visit)
            }
            Block::Region(region) => each_block(&mut region.blocks, visit),
            Block::Verbatim(_) | Block::Rule | Block::PageBreak => {}
        }
    }
}

/// Visits inlines and those inside them.
fn each_inline(inlines: &mut [Inline], visit: &mut impl FnMut(&mut Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                each_inline(&mut span.content, visit);
            }
            Inline::Link(link) => each_inline(&mut link.content, visit),
            Inline::Note(note) => each_block(&mut note.blocks, visit),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
