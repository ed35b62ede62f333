//! What a block brings along and a paper needs once: the key to the scale, and the table that says what a chart shows.
//!
//! In come the blocks that a method made; out they come with what they bring along, marked as spare. Once all blocks of a
//! paper are there, [`settle`] leaves of what is spare what the paper does not have already.

use std::collections::BTreeSet;

use super::progress::{KEY, status_key};
use super::terms::Terms;
use crate::document::{Block, Region, words_of};

/// The role of a key that a block brings along, and of the region of a table that a chart does.
const SPARE_KEY: &str = "spare-key";
const SPARE_TABLE: &str = "spare-table";

/// The methods of plans and reviews whose blocks print levels of the scale.
const NEED_KEY: [&str; 6] = [
    "progress_table",
    "status_chart",
    "action_table",
    "attention_table",
    "movement_table",
    "movement_matrix",
];

/// Blocks that a method made, after a key to the scale if they print levels of it.
pub(super) fn with_key(method: &str, terms: Terms<'_>, mut blocks: Vec<Block>) -> Vec<Block> {
    let shows = blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Chart(_)));
    if shows && NEED_KEY.contains(&method) {
        let mut key = status_key(terms);
        if let Block::Paragraph(key) = &mut key {
            key.role = Some(SPARE_KEY.into());
        }
        blocks.insert(0, key);
    }
    blocks
}

/// The table of a chart, with what stands below it: all of it where its author asks for a table, none where they ask for
/// none, and otherwise as spare.
pub(super) fn beside_chart(table: Vec<Block>, asked: Option<bool>) -> Vec<Block> {
    match asked {
        Some(true) => table,
        Some(false) => Vec::new(),
        None => vec![Block::Region(Region {
            role: SPARE_TABLE.into(),
            columns: Vec::new(),
            blocks: table,
        })],
    }
}

/// Leaves the key once in a paper, where its author put it, or else before the first block that prints levels; and a table
/// that a chart brings along where no other says the same.
pub(in crate::compose) fn settle(blocks: &mut Vec<Block>) {
    let mut had = Had::default();
    had.look(blocks);
    had.keep(blocks);
}

/// What a paper has of what it needs once.
#[derive(Default)]
struct Had {
    /// Whether it has a key.
    key: bool,
    /// The words of its tables.
    tables: BTreeSet<String>,
}

impl Had {
    /// Notes what there is that is not spare.
    fn look(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Region(region) if region.role == SPARE_TABLE => continue,
                Block::Paragraph(paragraph) => self.key |= paragraph.role.as_deref() == Some(KEY),
                Block::Table(_) => {
                    self.tables.insert(words_of(std::slice::from_ref(block)));
                }
                _ => {}
            }
            inside(block).into_iter().for_each(|inner| self.look(inner));
        }
    }

    /// Keeps of what is spare what there is not yet.
    fn keep(&mut self, blocks: &mut Vec<Block>) {
        for mut block in std::mem::take(blocks) {
            inside(&mut block).into_iter().for_each(|inner| self.keep(inner));
            match block {
                Block::Region(region) if region.role == SPARE_TABLE => {
                    if self.tables.insert(words_of(region.blocks.get(..1).unwrap_or_default())) {
                        blocks.extend(region.blocks);
                    }
                }
                Block::Paragraph(mut key) if key.role.as_deref() == Some(SPARE_KEY) => {
                    if !std::mem::replace(&mut self.key, true) {
                        key.role = Some(KEY.into());
                        blocks.push(Block::Paragraph(key));
                    }
                }
                block => blocks.push(block),
            }
        }
    }
}

/// The blocks that stand in a block of a paper's text.
fn inside(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::Paragraph(paragraph) => vec![&mut paragraph.belongings],
        Block::Region(region) => vec![&mut region.blocks],
        Block::Quotation(quotation) => vec![&mut quotation.blocks],
        Block::List(list) => list.items.iter_mut().map(|item| &mut item.blocks).collect(),
        _ => Vec::new(),
    }
}
