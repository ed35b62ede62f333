//! What the public is told of a record is said once in each place.
//!
//! In comes a document whose seals are opened; in each paragraph, cell, bullet list and row of blocks, what stands in place
//! of withheld words and was just said there is not said again. What the restricted edition says stays as it is.

use crate::derive::exempt::{Grounds, Statements};
use crate::document::{
    Block, Document, Element, Inline, Inlines, Item, Told, WithheldWords, anchors_of, plain,
};

/// Says what stands in place of withheld words once in each paragraph, cell, bullet list and row of blocks.
pub(super) fn say(document: &mut Document, statements: Statements<'_>) {
    document.each_mut(&mut |element| {
        if let Element::Block(Block::Paragraph(paragraph)) = element {
            joined(&mut paragraph.content);
        }
    });
    in_a_row(&mut document.blocks, statements);
    document.each_mut(&mut |element| {
        let Element::Block(block) = element else { return };
        match block {
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flatten();
                cells.for_each(|cell| in_a_row(&mut cell.blocks, statements));
            }
            Block::Region(region) if region.columns.is_empty() => {
                in_a_row(&mut region.blocks, statements);
            }
            Block::List(list) if !list.ordered => items(&mut list.items, statements),
            _ => {}
        }
    });
}

/// Joins withheld words in a row that the public is told the same of.
fn joined(inlines: &mut Inlines) {
    let mut kept: Inlines = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        let Inline::Withheld(own) = inline else {
            kept.push(inline);
            continue;
        };
        let blanks = kept.iter().rev().take_while(|inline| is_blank(inline)).count();
        let between = kept.split_off(kept.len() - blanks);
        match kept.last_mut() {
            Some(Inline::Withheld(first)) if says_the_same(first, &own) => {
                first.content.extend(between);
                first.content.extend(own.content);
            }
            _ => {
                kept.extend(between);
                kept.push(Inline::Withheld(own));
            }
        }
    }
    *inlines = kept;
}

/// Whether an inline parts words and is none.
fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Break => true,
        Inline::Text(text) => text.text.trim().is_empty(),
        _ => false,
    }
}

/// Whether the public is told the same in place of two texts.
fn says_the_same(one: &WithheldWords, other: &WithheldWords) -> bool {
    one.grounds == other.grounds && plain(&one.public) == plain(&other.public)
}

/// Hides the blocks in a row of which the public is told what it was just told.
fn in_a_row(blocks: &mut [Block], statements: Statements<'_>) {
    let mut said = None;
    for block in blocks {
        let own = told(block, statements);
        match own {
            Some(own) if said.as_ref() == Some(&own) => hide(block, own.0),
            own => said = own,
        }
    }
}

/// Hides the items of which the public is told what it was told by one before.
fn items(items: &mut [Item], statements: Statements<'_>) {
    let mut said = Vec::new();
    for item in items {
        let [block] = item.blocks.as_mut_slice() else { continue };
        match told(block, statements) {
            Some(own) if said.contains(&own) => hide(block, own.0),
            own => said.extend(own),
        }
    }
}

/// Why all of a block is withheld, and what the public is told in its place.
fn told(block: &Block, statements: Statements<'_>) -> Option<(Grounds, String)> {
    match block {
        Block::Paragraph(paragraph) => match paragraph.content.as_slice() {
            [Inline::Withheld(withheld)] if paragraph.belongings.is_empty() => {
                Some((withheld.grounds.clone()?, plain(&withheld.public)))
            }
            _ => None,
        },
        Block::Withheld(withheld) if matches!(withheld.told, Told::Briefly) => {
            Some((withheld.grounds.clone(), statements.briefly(&withheld.grounds)))
        }
        _ => None,
    }
}

/// Withholds a block, in place of which the public is told nothing, unless something leads to it or it has a number.
fn hide(block: &mut Block, grounds: Grounds) {
    let is_numbered = matches!(block, Block::Paragraph(paragraph) if paragraph.number.is_some());
    if !is_numbered && anchors_of(std::slice::from_ref(block)).is_empty() {
        let inner = std::mem::replace(block, Block::Rule);
        *block = Block::withheld(grounds, Told::Nothing, vec![inner]);
    }
}
