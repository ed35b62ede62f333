//! Decides whether a paper is plain: words, lists and tables in a built-in house style, all for everyone.
//!
//! In comes a composed paper. Typesetting a plain one can reveal nothing new about it, so its pages need not be made
//! to check it. Otherwise pictures may be broken, charts may have no room, a council's own templates may have
//! mistakes, and withheld words are searched for in finished files.

use crate::Composed;
use crate::document::{Block, Document, Inline, Node};
use crate::world::{BUILTIN, World};

/// Whether a paper is plain.
pub(crate) fn is_plain(world: &World, composed: &Composed) -> bool {
    let Composed { paper, document, .. } = composed;
    let is_built_in = paper.house.style_folder.starts_with(BUILTIN);
    is_built_in
        && world.files().list("fonts").is_empty()
        && document.closed.is_none()
        && has_plain_parts(document)
}

/// Whether a document contains only words, lists and tables.
fn has_plain_parts(document: &Document) -> bool {
    let mut is_plain = true;
    document.each(&mut |node| {
        is_plain &= match node {
            Node::Block(block) => matches!(
                block,
                Block::Heading(_)
                    | Block::Paragraph(_)
                    | Block::List(_)
                    | Block::Quotation(_)
                    | Block::Table(_)
                    | Block::Region(_)
                    | Block::Rule
                    | Block::PageBreak
            ),
            Node::Item(_) => true,
            Node::Inline(inline) => matches!(
                inline,
                Inline::Text(_)
                    | Inline::Strong(_)
                    | Inline::Emphasis(_)
                    | Inline::Struck(_)
                    | Inline::Mark(_)
                    | Inline::Link(_)
                    | Inline::Break
            ),
        };
    });
    is_plain
}
