//! Links the numbers of actions in sentences to the rows with their details: from "one action was overdue (2.4)" to
//! the row of 2.4.
//!
//! A document with settled numbers and the numbers of a plan's actions come in; the same document goes out with
//! links. Nothing withheld has a link to or from it, so that no anchor tells of it.

use std::collections::BTreeSet;
use std::mem::take;

use crate::document::{
    Block, Document, Element, Inline, Inlines, Link, Paragraph, Table, Target, Text, plain,
};
use crate::language::Wording;
use crate::language::lists::ListWords;

/// Adds the links to a document.
pub(super) fn link(document: &mut Document, ids: &BTreeSet<&str>, wording: &Wording) {
    let head = wording.word("column-action");
    let mut found: BTreeSet<String> = BTreeSet::new();
    document.each_mut(&mut |element| {
        if let Element::Block(Block::Table(table)) = element
            && table.header.iter().any(|cell| said(&cell.blocks).is_some_and(|said| said == head))
        {
            for paragraph in first_cells(table) {
                let id = plain(&paragraph.content);
                if ids.contains(id.as_str()) && found.insert(id.clone()) {
                    paragraph.anchor = Some(anchor(&id));
                }
            }
        }
    });
    document.each_mut(&mut |element| {
        if let Element::Block(Block::Paragraph(paragraph)) = element {
            let content = take(&mut paragraph.content).into_iter();
            let lists = &wording.language().lists;
            paragraph.content = content.flat_map(|one| linked(one, &found, lists)).collect();
        }
    });
}

/// The anchor of an action's row.
fn anchor(id: &str) -> String {
    format!("action-{id}")
}

/// The words of a cell with a single paragraph.
fn said(blocks: &[Block]) -> Option<String> {
    match blocks {
        [Block::Paragraph(paragraph)] => Some(plain(&paragraph.content)),
        _ => None,
    }
}

/// The first paragraph of each row that is open text without an anchor.
fn first_cells(table: &mut Table) -> impl Iterator<Item = &mut Paragraph> {
    let first = table.rows.iter_mut().filter_map(|row| row.first_mut()?.blocks.first_mut());
    first.filter_map(|block| match block {
        Block::Paragraph(paragraph) => {
            let is_open = matches!(paragraph.content.as_slice(), [Inline::Text(_)]);
            is_open.then_some(paragraph).filter(|paragraph| paragraph.anchor.is_none())
        }
        _ => None,
    })
}

/// An inline with links from the numbers in its brackets, where they hold nothing else: `(1.3, 1.6 and 2.9)`.
fn linked(inline: Inline, found: &BTreeSet<String>, lists: &ListWords) -> Inlines {
    let Inline::Text(Text { text, place, source: None }) = inline else { return vec![inline] };
    let mut inlines = Inlines::new();
    let mut start = 0;
    for (open, _) in text.match_indices('(') {
        let inside = &text[open + 1..];
        let inside = &inside[..inside.find(')').unwrap_or(0)];
        let words: Vec<_> = inside.split([' ', ',']).filter(|word| found.contains(*word)).collect();
        if inside != lists.list(&words) && inside != words.join(&lists.comma) {
            continue;
        }
        for word in words {
            let from = start.max(open);
            let at = from + text[from..].find(word).unwrap_or(0);
            inlines.extend((at > start).then(|| Inline::text(&text[start..at], place)));
            let content = vec![Inline::text(word, place)];
            let target = Target::Anchor(anchor(word));
            inlines.push(Inline::Link(Link { target, content, place }));
            start = at + word.len();
        }
    }
    if start < text.len() || inlines.is_empty() {
        inlines.push(Inline::text(&text[start..], place));
    }
    inlines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_brackets_lead_to_their_rows_and_others_do_not() {
        let lists = &crate::language::Language::common().lists;
        let found = ["1.3".to_owned(), "2.4".to_owned()].into_iter().collect();
        let text = "Two of 2.4 were late (1.3 and 2.4; 50%) (1.3 of 5) (1.3 and 2.4).";
        let made = linked(Inline::text(text, None), &found, lists);
        assert_eq!(plain(&made), text);
        let targets: Vec<_> = made
            .iter()
            .filter_map(|one| match one {
                Inline::Link(Link { target: Target::Anchor(name), .. }) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(targets, ["action-1.3", "action-2.4"]);
        assert_eq!(linked(Inline::text("", None), &found, lists).len(), 1);
    }
}
