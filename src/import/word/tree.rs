//! A draft as a plain tree: the contents of a Word file without its storage format.

use crate::language::sentences::bare;
use std::collections::BTreeMap;

/// A block of a draft.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A paragraph, a heading, or an item of a list.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// Its shape, from its style.
    pub(super) shape: Shape,
    /// The number or bullet before it.
    pub(super) label: Option<Label>,
    /// Its standing, from its number or bullet.
    pub(super) standing: Standing,
    /// Its indentation from the left, in twentieths of a point.
    pub(super) indent: i32,
    /// Its type size, in half points.
    pub(super) size: u32,
    /// Its contents.
    pub(super) content: Vec<Inline>,
}

/// The shape of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// The title of the draft.
    Title,
    /// A heading, from level 1.
    Heading(u8),
    /// A quotation.
    Quotation,
    /// The caption of a table or a picture.
    Caption,
    /// Anything else.
    #[default]
    Plain,
    /// A paragraph that continues the list item before it.
    Continued,
}

/// The standing of a paragraph, from its number or bullet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// It has no label that counts.
    #[default]
    Free,
    /// A numbered paragraph of the paper.
    Numbered,
    /// A numbered paragraph below another one.
    Sub,
    /// An item of a list.
    Item,
}

/// The number or bullet before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Its text as shown: `3.2`, `(a)`, `•`.
    pub(super) text: String,
    /// Its kind.
    pub(super) kind: LabelKind,
    /// Its value.
    pub(super) number: usize,
    /// The number of its parts: two for `3.2`.
    pub(super) parts: usize,
    /// Its level in the list, from 0.
    pub(super) level: usize,
    /// The list that it belongs to; `None` if it was typed by hand.
    pub(super) list: Option<String>,
}

impl Label {
    /// The number of parts without trailing zeros: one for `2.0`, which is above `2.1`.
    pub(super) fn depth(&self) -> usize {
        let numbers = bare(&self.text).rsplit('.');
        let idle = numbers.take_while(|number| *number == "0").count();
        self.parts.saturating_sub(idle).max(1)
    }
}

/// The kind of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// A bullet.
    Bullet,
    /// 1, 2, 3.
    Number,
    /// a, b, c.
    Letter,
    /// i, ii, iii.
    Roman,
}

/// A piece of a line.
#[derive(Debug, Clone)]
pub(super) enum Inline {
    /// Words with the same look.
    Text(String, Manner),
    /// A line break.
    Break,
    /// A link to an address.
    Link(String, Vec<Inline>),
    /// A footnote.
    Note(Vec<Block>),
    /// A reference to an appendix: its words in the draft, and the appendix's label.
    Reference(String, String),
    /// The spot of a remark, by its number.
    Spot(usize),
}

/// The look of words, as far as it has a meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// Bold.
    pub(super) bold: bool,
    /// Italic.
    pub(super) italic: bool,
    /// Struck through.
    pub(super) struck: bool,
    /// Underlined.
    pub(super) underlined: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The number of rows in its header.
    pub(super) head: usize,
    /// Its rows, each as wide as the table.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Its contents.
    pub(super) blocks: Vec<Block>,
    /// Whether it continues a cell to its left or above it.
    pub(super) merged: Option<Merged>,
    /// Whether its text is right-aligned, as numbers are.
    pub(super) right: bool,
}

/// The direction from which a cell is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merged {
    /// With the one to its left.
    Across,
    /// With the one above it.
    Down,
}

/// A picture in the file.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// The name of its part.
    pub(super) part: String,
    /// Its alternative text.
    pub(super) alternative: String,
}

/// Texts around the body of a draft, each with where it was found.
pub(super) type Around = Vec<(&'static str, String)>;

/// Everything read from a draft.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Its body.
    pub(super) blocks: Vec<Block>,
    /// The title in its properties.
    pub(super) title: String,
    /// Texts outside its body that may be markings: headers, footers, watermarks, comments, properties; each with
    /// where it was found.
    pub(super) around: Around,
    /// The pictures, by the names of their parts.
    pub(super) pictures: BTreeMap<String, Vec<u8>>,
}

/// The text of pieces of a line.
pub(super) fn plain(content: &[Inline]) -> String {
    let mut words = String::new();
    for inline in content {
        match inline {
            Inline::Text(text, _) => words.push_str(text),
            Inline::Break => words.push('\n'),
            Inline::Link(_, content) => words.push_str(&plain(content)),
            Inline::Reference(said, _) => words.push_str(said),
            Inline::Note(_) | Inline::Spot(_) => {}
        }
    }
    words
}

/// The text of a paragraph on one line.
pub(super) fn line(content: &[Inline]) -> String {
    plain(content)
        .split([' ', '\t', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Pieces of a line without their looks, for a line whose style makes all of it look alike.
pub(super) fn unadorned(content: Vec<Inline>) -> Vec<Inline> {
    let bare = |inline| match inline {
        Inline::Text(text, _) => Inline::Text(text, Manner::default()),
        Inline::Link(target, content) => Inline::Link(target, unadorned(content)),
        other => other,
    };
    content.into_iter().map(bare).collect()
}

/// The texts of blocks, one for each line.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                all.push(line(&paragraph.content));
                for inline in &paragraph.content {
                    if let Inline::Note(blocks) = inline {
                        all.extend(lines(blocks));
                    }
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    all.extend(lines(&cell.blocks));
                }
            }
            Block::Picture(picture) => all.push(picture.alternative.clone()),
        }
    }
    all.retain(|line| !line.is_empty());
    all
}

/// Calls `visit` on each line of blocks, including those in tables and footnotes.
pub(super) fn each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for inline in &mut paragraph.content {
                    match inline {
                        Inline::Note(blocks) => each_line(blocks, visit),
                        Inline::Link(_, content) => visit(content),
                        Inline::Text(..)
                        | Inline::Break
                        | Inline::Reference(..)
                        | Inline::Spot(_) => {}
                    }
                }
                visit(&mut paragraph.content);
            }
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    each_line(&mut cell.blocks, visit);
                }
            }
            Block::Picture(_) => {}
        }
    }
}

impl Paragraph {
    /// Whether it has no text and no footnotes.
    pub(super) fn is_empty(&self) -> bool {
        line(&self.content).is_empty()
            && !self.content.iter().any(|inline| matches!(inline, Inline::Note(_)))
    }

    /// Removes the first `count` characters of its text.
    pub(super) fn cut(&mut self, mut count: usize) {
        for inline in &mut self.content {
            if let Inline::Text(text, _) = inline {
                let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
                count -= text[..end].chars().count();
                text.replace_range(..end, "");
                if count == 0 && !text.is_empty() {
                    break;
                }
            }
        }
        self.content.retain(|inline| !matches!(inline, Inline::Text(text, _) if text.is_empty()));
    }
}
