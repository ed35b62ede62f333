//! A draft as a plain tree: what stands in a Word file, without how it is stored there.

use std::collections::BTreeMap;

/// Something that stands in a draft, in its order.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A paragraph, a heading, or an item of a list.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A paragraph as Word has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// What its style makes it.
    pub(super) shape: Shape,
    /// The number or bullet before it.
    pub(super) label: Option<Label>,
    /// What its number or bullet makes of it.
    pub(super) standing: Standing,
    /// How far it is indented from the left, in twentieths of a point.
    pub(super) indent: i32,
    /// The size of its type, in half points.
    pub(super) size: u32,
    /// What it says.
    pub(super) content: Vec<Inline>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// The title of the draft.
    Title,
    /// A heading, from level 1.
    Heading(u8),
    /// A quotation.
    Quotation,
    /// The words that go with a table or a picture.
    Caption,
    /// Anything else.
    #[default]
    Plain,
    /// A paragraph that goes on with the item of a list before it.
    Continued,
}

/// What the number or bullet of a paragraph makes of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// It has none that counts.
    #[default]
    Free,
    /// A numbered paragraph of the paper.
    Numbered,
    /// One that is numbered below another.
    Sub,
    /// An item of a list.
    Item,
}

/// The number or bullet before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// As it is shown: `3.2`, `(a)`, `•`.
    pub(super) text: String,
    /// What it counts with.
    pub(super) kind: LabelKind,
    /// Its number.
    pub(super) number: usize,
    /// How many numbers it is made of: two for `3.2`.
    pub(super) parts: usize,
    /// How deep it stands in its list, from 0.
    pub(super) level: usize,
    /// The list that it counts in; `None` where it was typed by hand.
    pub(super) list: Option<String>,
}

impl Label {
    /// How many numbers it is made of without those that count nothing: one for `2.0`, which stands above `2.1`.
    pub(super) fn depth(&self) -> usize {
        let numbers = self.text.trim_matches(|next: char| !next.is_alphanumeric()).rsplit('.');
        let idle = numbers.take_while(|number| *number == "0").count();
        self.parts.saturating_sub(idle).max(1)
    }
}

/// What a label counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// Not at all.
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
    /// Words that look alike.
    Text(String, Manner),
    /// A new line.
    Break,
    /// A link to an address.
    Link(String, Vec<Inline>),
    /// A footnote.
    Note(Vec<Block>),
    /// A reference to an appendix: what it is called in the draft, and its label.
    Reference(String, String),
    /// The spot that a remark speaks of.
    Spot(usize),
}

/// How words look, as far as that means something.
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
    /// How many rows at its top are its head.
    pub(super) head: usize,
    /// Its rows, each as wide as the table.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
    /// Whether it is the rest of a cell to its left or above it.
    pub(super) merged: Option<Merged>,
    /// Whether its text stands at the right, as figures do.
    pub(super) right: bool,
}

/// How a cell is the rest of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merged {
    /// Of the one to its left.
    Across,
    /// Of the one above it.
    Down,
}

/// A picture that is in the file.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// The name of its part.
    pub(super) part: String,
    /// What it shows, in words.
    pub(super) alternative: String,
}

/// Words that stand around the text of a draft, with where that is.
pub(super) type Around = Vec<(&'static str, String)>;

/// All that was read of a draft.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
    /// The title among its properties.
    pub(super) title: String,
    /// What stands outside its text and can say that it is not for publication: headers, footers, watermarks, comments,
    /// properties; each with where that is.
    pub(super) around: Around,
    /// The pictures, by the names of their parts.
    pub(super) pictures: BTreeMap<String, Vec<u8>>,
}

/// The words of pieces of a line.
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

/// The words of a paragraph on one line.
pub(super) fn line(content: &[Inline]) -> String {
    plain(content)
        .split([' ', '\t', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Pieces of a line without their looks, where all of it looks alike by its style.
pub(super) fn unadorned(content: Vec<Inline>) -> Vec<Inline> {
    let bare = |inline| match inline {
        Inline::Text(text, _) => Inline::Text(text, Manner::default()),
        Inline::Link(target, content) => Inline::Link(target, unadorned(content)),
        other => other,
    };
    content.into_iter().map(bare).collect()
}

/// The words of blocks, each block on a line.
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

/// Visits each line of blocks, those in tables and footnotes too.
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
    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        line(&self.content).is_empty()
            && !self.content.iter().any(|inline| matches!(inline, Inline::Note(_)))
    }

    /// Takes the first characters off its words.
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
