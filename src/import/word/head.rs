//! Finds where the head of a draft ends and its body begins.
//!
//! In come the blocks of a draft; out comes the number of blocks in its head. Reading them is left to
//! [`front`](super::front).

use super::dates;
use super::fields::{asked, is_committee, split_label};
use super::forms::{is_form, is_form_below};
use super::tree::{Block, Shape, line};
use crate::model::style::Style;

/// The most blocks in the head of a draft.
pub(super) const LONGEST: usize = 16;

/// The fewest words of a paragraph that is too long for a front sheet.
pub(super) const PROSE: usize = 22;

/// Lines that say that a paper is open.
pub(super) const OPEN: [&str; 8] = [
    "public report",
    "open report",
    "public",
    "open",
    "part 1",
    "part i",
    "part a",
    "for general release",
];

/// The end of the head: before the first heading of the body, or the first long paragraph.
pub(super) fn end(blocks: &[Block], style: &Style, is_known: &dyn Fn(&str) -> bool) -> usize {
    let mut end = 0;
    let last_form = last_form(blocks, style);
    for (at, block) in blocks.iter().enumerate() {
        let in_head = last_form.is_some_and(|form| at <= form);
        match block {
            Block::Paragraph(paragraph) => {
                let words = line(&paragraph.content);
                let labelled = words.to_lowercase().starts_with("report to ")
                    || split_label(&words).is_some_and(|(label, _)| asked(label, style).is_some());
                match paragraph.shape {
                    Shape::Title => end = at + 1,
                    _ if is_answered(blocks, at, &words, style) => end = at + 2,
                    _ if OPEN.contains(&words.to_lowercase().as_str()) => end = at + 1,
                    Shape::Heading(_) if is_known(words.trim_end_matches(':')) => break,
                    Shape::Heading(_) if paragraph.label.is_some() => break,
                    Shape::Heading(_) if !in_head && !stands_in_head(blocks, at, &words) => break,
                    Shape::Heading(_) => end = at + 1,
                    _ if labelled || in_head => end = at + 1,
                    _ if words.split(' ').count() > PROSE || paragraph.label.is_some() => break,
                    _ => end = at + 1,
                }
            }
            Block::Table(_) if in_head => end = at + 1,
            Block::Table(_) => break,
            Block::Picture(_) => end = at + 1,
        }
    }
    end
}

/// The last form of the head, before the first heading with text of its own.
fn last_form(blocks: &[Block], style: &Style) -> Option<usize> {
    let heads_text = |(at, block): (usize, &Block)| match block {
        Block::Paragraph(paragraph) if matches!(paragraph.shape, Shape::Heading(_)) => {
            let is_form = match blocks.get(at + 1) {
                Some(Block::Table(table)) => is_form_below(table, style),
                _ => false,
            };
            !is_form && !stands_in_head(blocks, at, &line(&paragraph.content))
        }
        _ => false,
    };
    let body = blocks.iter().enumerate().position(heads_text).unwrap_or(blocks.len());
    blocks[..body].iter().take(LONGEST).rposition(|block| match block {
        Block::Table(table) => is_form(table, style),
        _ => false,
    })
}

/// Whether a line is the label of a field, and the next line a short value.
fn is_answered(blocks: &[Block], at: usize, words: &str, style: &Style) -> bool {
    let next = match blocks.get(at + 1) {
        Some(Block::Paragraph(next)) if next.label.is_none() => line(&next.content),
        _ => return false,
    };
    asked(words.trim_end_matches(':'), style).is_some()
        && next.split(' ').count() <= 12
        && asked(&next, style).is_none()
}

/// Whether a line that looks like a heading is in the head of a draft: it is followed by other such lines, not by
/// text.
fn stands_in_head(blocks: &[Block], at: usize, words: &str) -> bool {
    if is_committee(words) || dates::in_words(words).is_some() {
        return true;
    }
    match blocks.get(at + 1) {
        Some(Block::Paragraph(next)) => {
            let following = line(&next.content);
            let prose = following.split(' ').count() > 12 || following.ends_with('.');
            !prose && next.label.is_none()
        }
        Some(Block::Picture(_)) => true,
        Some(Block::Table(_)) | None => false,
    }
}
