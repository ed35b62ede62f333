//! Decides which paragraphs stay on the page of what follows them.
//!
//! Consecutive blocks as templates see them come in; for each, how it stays with the next goes out. A heading stays
//! with the block after it anyway: the sentences between a heading and a table stay too, so that they are not on one
//! page and their table on the next.

use minijinja::Value;

use super::{BRIEF, is_brief, length};

/// The kinds of block that a sentence before them is about.
const SET_APART: [&str; 5] = ["list", "table", "quotation", "chart", "region"];

/// How each block stays with the next: `leads` if the next is set close below it, `heads` if the usual space is kept;
/// `None` if it does not.
pub(in crate::render) fn stays(blocks: &Value) -> Value {
    let blocks: Vec<_> = blocks.try_iter().into_iter().flatten().collect();
    let mut stays: Vec<_> =
        blocks.iter().enumerate().map(|(at, block)| with_next(block, blocks.get(at + 1))).collect();
    for at in 0..blocks.len() {
        if kind(&blocks[at]) == "heading" {
            let between = blocks[at + 1..].iter().take_while(|block| is_sentence(block)).count();
            let (from, end) = (at + 1, at + 1 + between);
            let is_short = length(&blocks[from..end].iter().cloned().collect(), 0) <= 2 * BRIEF;
            let of_figures = |block: &Value| matches!(kind(block).as_str(), "table" | "chart");
            if is_short
                && blocks.get(end).is_some_and(|next| of_figures(next) && is_set_apart(next))
            {
                stays[from..end].iter_mut().for_each(|stay| *stay = stay.or(Some("heads")));
            }
        }
    }
    stays.into()
}

/// How a block stays with the one after it, apart from any heading above.
fn with_next(block: &Value, next: Option<&Value>) -> Option<&'static str> {
    let content = block.get_attr("content").unwrap_or_default();
    if kind(block) != "paragraph" || !is_plain(block) || !is_brief(&content) {
        return None;
    }
    if has_belongings(block) {
        return Some("leads");
    }
    let next = next?;
    let is_bold = content.len() == Some(1)
        && content.get_item_by_index(0).is_ok_and(|only| kind(&only) == "strong");
    if is_bold {
        return Some("heads");
    }
    match (is_numbered(block), kind(next).as_str()) {
        (false, "list" | "table" | "quotation") => Some("leads"),
        (true, "paragraph") => (is_numbered(next) && depth(next) > depth(block)).then_some("heads"),
        _ => is_set_apart(next).then_some("heads"),
    }
}

/// The kind of a block.
fn kind(block: &Value) -> String {
    let kind = block.get_attr("kind").unwrap_or_default();
    kind.as_str().unwrap_or_default().to_owned()
}

/// Whether a paragraph is body text.
fn is_plain(paragraph: &Value) -> bool {
    paragraph.get_attr("role").is_ok_and(|role| role.is_none() || role.is_undefined())
}

/// Whether a paragraph has a number.
fn is_numbered(paragraph: &Value) -> bool {
    paragraph.get_attr("number").is_ok_and(|number| number.as_str().is_some())
}

/// The depth of a paragraph's number.
fn depth(paragraph: &Value) -> i64 {
    paragraph.get_attr("depth").ok().and_then(|depth| depth.as_i64()).unwrap_or(0)
}

/// Whether blocks belong to a paragraph.
fn has_belongings(paragraph: &Value) -> bool {
    paragraph.get_attr("belongings").is_ok_and(|belongings| belongings.is_true())
}

/// Whether a block is only a paragraph of body text.
fn is_sentence(block: &Value) -> bool {
    kind(block) == "paragraph" && is_plain(block) && !has_belongings(block)
}

/// Whether a block is one that the sentence before it is about. A table on a page of its own is not, since nothing
/// can be beside it.
fn is_set_apart(block: &Value) -> bool {
    SET_APART.contains(&kind(block).as_str())
        && !block.get_attr("landscape").is_ok_and(|landscape| landscape.is_true())
        && block.get_attr("role").is_ok_and(|role| role.as_str() != Some("landscape"))
}
