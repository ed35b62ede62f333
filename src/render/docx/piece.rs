//! What stands in a Word file, as its templates see it: paragraphs, tables, runs.
//!
//! Lengths are in twentieths of a point, as Word counts them, and those of pictures in its English metric units.

use serde::Serialize;

/// Something that stands in the body, a cell or a note.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// What one expression gave, which nobody can edit.
    Control(Control<Piece>),
    /// The start of a new page, until [`lay`](super::lay) gives it to the paragraph after it.
    NewPage,
    /// Where sheets turn on their side or back, until a paragraph ends the sheets before it.
    Turn {
        /// Whether those after it lie on their side.
        landscape: bool,
    },
}

/// A paragraph.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Paragraph {
    /// Its style; the common one where there is none.
    pub(super) style: Option<String>,
    /// The list that it is numbered in.
    pub(super) listed: Option<Listed>,
    /// How far it stands from the left, where that is not as its style or list has it.
    pub(super) indent: Option<Indent>,
    /// Which way its lines are set, where that is not as its style has it.
    pub(super) align: Option<&'static str>,
    /// The space above it, where that is not as its style has it.
    pub(super) above: Option<i32>,
    /// Whether it stays on the page of what follows.
    pub(super) stays: bool,
    /// Whether it starts a page.
    pub(super) starts_page: bool,
    /// Whether a line is drawn under it.
    pub(super) ruled: bool,
    /// What is drawn around it.
    pub(super) frame: Option<Frame>,
    /// The places in it that links lead to.
    pub(super) bookmarks: Vec<Bookmark>,
    /// What it says.
    pub(super) runs: Vec<Run>,
    /// Whether the sheets that it ends lie on their side; `None` where it ends none.
    pub(super) ends: Option<bool>,
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Listed {
    /// The list.
    pub(super) list: usize,
    /// How deep, from 0.
    pub(super) level: usize,
}

/// How far a paragraph stands from the margins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Indent {
    /// From the left.
    pub(super) left: i32,
    /// How much less its first line does.
    pub(super) hanging: i32,
    /// From the right.
    pub(super) right: i32,
}

/// What is drawn around paragraphs, or behind and around a cell. One frame goes around paragraphs of the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Frame {
    /// How thick its line is, in eighths of a point; 0 for none.
    pub(super) line: i32,
    /// The colour of the line, as `rrggbb`.
    pub(super) colour: String,
    /// The colour behind, as `rrggbb`.
    pub(super) fill: Option<String>,
    /// The space between the line and the words, in points.
    pub(super) inset: i32,
}

/// A place that links lead to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Bookmark {
    /// Its number in the file.
    pub(super) id: usize,
    /// Its name.
    pub(super) name: String,
}

/// What nobody can edit, since it comes from data.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Control<T> {
    /// Its number in the file.
    pub(super) id: usize,
    /// What it is, in words.
    pub(super) title: String,
    /// The expression that gave it, as long as Word lets it be.
    pub(super) tag: String,
    /// The whole of that expression.
    #[serde(skip)]
    pub(super) source: String,
    /// What the expression gave.
    pub(super) content: Vec<T>,
}

/// A part of a line.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Run {
    /// Words that look alike.
    Words {
        /// The words.
        text: String,
        /// How they look.
        manner: Manner,
    },
    /// A new line.
    Break,
    /// A step to the next stop.
    Tab,
    /// What Word counts by itself: `PAGE`, `NUMPAGES`.
    Field {
        /// What it counts.
        code: &'static str,
    },
    /// The mark of a footnote.
    Note {
        /// The number of the note in the file.
        id: usize,
        /// Its mark, where that is not what Word would count.
        mark: Option<String>,
    },
    /// The mark of a footnote at the start of the footnote itself.
    NumberOfNote {
        /// Its mark, where that is not what Word would count.
        mark: Option<String>,
    },
    /// A picture.
    Picture(Picture),
    /// A link.
    Link {
        /// The relationship that leads to an address.
        relation: Option<String>,
        /// The bookmark that it leads to.
        anchor: Option<String>,
        /// The words to follow.
        content: Vec<Run>,
    },
    /// What one expression gave.
    Control(Control<Run>),
    /// A whole line.
    Line {
        /// The bookmark that it stands in.
        mark: Bookmark,
        /// What it says.
        content: Vec<Run>,
    },
}

/// How words look besides what their paragraph makes of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Manner {
    /// Important.
    pub(super) bold: bool,
    /// Stressed.
    pub(super) italic: bool,
    /// No longer true.
    pub(super) struck: bool,
    /// In a typewriter face.
    pub(super) code: bool,
    /// The words of a link.
    pub(super) link: bool,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Picture {
    /// Its number in the file.
    pub(super) id: usize,
    /// The relationship that leads to it.
    pub(super) relation: String,
    /// What it shows, for those who cannot see it; empty for decoration.
    pub(super) alternative: String,
    /// Its width.
    pub(super) width: i64,
    /// Its height.
    pub(super) height: i64,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    /// Its style.
    pub(super) style: String,
    /// Its caption, for those who cannot see it.
    pub(super) title: Option<String>,
    /// What it shows, for those who cannot see it.
    pub(super) summary: Option<String>,
    /// How far it stands from the left.
    pub(super) indent: i32,
    /// How wide it is.
    pub(super) width: i32,
    /// How wide its columns are.
    pub(super) columns: Vec<i32>,
    /// Whether the first cell of each row is the header of that row.
    pub(super) row_headers: bool,
    /// Its rows.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// Whether it heads the columns, and is repeated on every page.
    pub(super) heads: bool,
    /// Whether it stays on one page.
    pub(super) whole: bool,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cell {
    /// How wide it is.
    pub(super) width: i32,
    /// What is drawn behind and around it, where that is not as the style of the table has it.
    pub(super) frame: Option<Frame>,
    /// What it says; a paragraph at the least, and at the end.
    pub(super) pieces: Vec<Piece>,
}

impl Run {
    /// Plain words.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Words { text: text.into(), manner: Manner::default() }
    }
}

impl Paragraph {
    /// A paragraph of a style.
    pub(super) fn of(style: Option<String>, runs: Vec<Run>) -> Self {
        Self { style, runs, ..Self::default() }
    }
}
