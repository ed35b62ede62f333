//! Keeps once in a paper what several blocks may bring: the key to the scale, and the table of a chart's numbers.
//!
//! The blocks of a method come in; they go out with a key or table marked as spare. Once all blocks of a paper are
//! there, [`settle`] keeps only those spare ones that the paper does not have otherwise.

use std::collections::BTreeSet;

use super::progress::{KEY, status_key};
use super::terms::Terms;
use crate::document::{Block, Region, words_of};

/// The roles of a spare key, and of the region around a spare table.
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

/// The blocks of a method, after a spare key if they print levels of the scale.
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

/// The table of a chart and the notes below it: as it is where the author asks for it, nothing where they ask for
/// none, and otherwise spare.
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

/// Leaves one key in a paper, where its author put it or else before the first block that prints levels, and those
/// spare tables that no other table repeats.
pub(in crate::compose) fn settle(blocks: &mut Vec<Block>) {
    let mut had = Had::default();
    had.look(blocks);
    had.keep(blocks);
}

/// The key and tables that a paper has already.
#[derive(Default)]
struct Had {
    /// Whether there is a key.
    key: bool,
    /// The words of each table.
    tables: BTreeSet<String>,
}

impl Had {
    /// Notes the key and tables that are not spare.
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

    /// Keeps the spare ones that the paper lacks, and drops the others.
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

/// The lists of blocks inside a block.
fn inside(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::Paragraph(paragraph) => vec![&mut paragraph.belongings],
        Block::Region(region) => vec![&mut region.blocks],
        Block::Quotation(quotation) => vec![&mut quotation.blocks],
        Block::List(list) => list.items.iter_mut().map(|item| &mut item.blocks).collect(),
        _ => Vec::new(),
    }
}
