//! Prints the public words for withheld records once in each place.
//!
//! A document with opened seals comes in; in each paragraph, cell, bullet list and run of blocks, public words that
//! were just printed are left out. The restricted edition stays as it is.

use crate::derive::exempt::{Grounds, Statements};
use crate::document::{
    Block, Document, Element, Inline, Inlines, Item, Told, WithheldWords, anchors_of, plain,
};

/// Leaves out repeated public words in each paragraph, cell, bullet list and run of blocks.
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

/// Joins neighbouring withheld words that have the same public words.
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

/// Whether an inline is only a gap between words.
fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Break => true,
        Inline::Text(text) => text.text.trim().is_empty(),
        _ => false,
    }
}

/// Whether two texts have the same grounds and public words.
fn says_the_same(one: &WithheldWords, other: &WithheldWords) -> bool {
    one.grounds == other.grounds && plain(&one.public) == plain(&other.public)
}

/// Hides blocks with the same public words as the block before.
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

/// Hides items with the same public words as an earlier item.
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

/// The grounds and public words of a block that is withheld as a whole.
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

/// Withholds a block without public words, unless it has a number or an anchor.
fn hide(block: &mut Block, grounds: Grounds) {
    let is_numbered = matches!(block, Block::Paragraph(paragraph) if paragraph.number.is_some());
    if !is_numbered && anchors_of(std::slice::from_ref(block)).is_empty() {
        let inner = std::mem::replace(block, Block::Rule);
        *block = Block::withheld(grounds, Told::Nothing, vec![inner]);
    }
}
