//! The content of a Word file as its templates see it: paragraphs, tables, runs.
//!
//! Lengths are in twentieths of a point, Word's unit; those of pictures in English metric units.

use serde::Serialize;

/// A piece of the body, a cell or a note.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Piece {
    /// A paragraph, with its style and its runs.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// The content of an expression, which nobody can edit.
    Control(Control<Piece>),
    /// A page break, until [`lay`](super::lay) gives it to the paragraph after it.
    NewPage,
    /// A change of page direction, until a paragraph ends the pages before it.
    Turn {
        /// Whether the pages after it are landscape.
        landscape: bool,
    },
}

/// A paragraph.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Paragraph {
    /// Its style; `None` for the common one.
    pub(super) style: Option<String>,
    /// Its position in a list.
    pub(super) listed: Option<Listed>,
    /// Its indent, where that differs from its style's or list's.
    pub(super) indent: Option<Indent>,
    /// Its alignment, where that differs from its style's.
    pub(super) align: Option<&'static str>,
    /// The space above it, where that differs from its style's.
    pub(super) above: Option<i32>,
    /// Whether it stays on the page of what follows.
    pub(super) stays: bool,
    /// Whether it starts on a new page.
    pub(super) starts_page: bool,
    /// Whether it has a line below it.
    pub(super) ruled: bool,
    /// The frame around it.
    pub(super) frame: Option<Frame>,
    /// The bookmarks at it, for links to its anchor.
    pub(super) bookmarks: Vec<Bookmark>,
    /// Its content.
    pub(super) runs: Vec<Run>,
    /// Whether the pages that it ends are landscape; `None` where it ends none.
    pub(super) ends: Option<bool>,
}

/// A position in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Listed {
    /// The number of the list.
    pub(super) list: usize,
    /// The level, from 0.
    pub(super) level: usize,
}

/// The distances of a paragraph from the margins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Indent {
    /// From the left margin.
    pub(super) left: i32,
    /// By how much less for the first line.
    pub(super) hanging: i32,
    /// From the right margin.
    pub(super) right: i32,
}

/// A frame around paragraphs, or the background and border of a cell. Consecutive paragraphs with the same frame
/// share it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Frame {
    /// The thickness of its line, in eighths of a point; 0 for none.
    pub(super) line: i32,
    /// The colour of the line, as `rrggbb`.
    pub(super) colour: String,
    /// The background, as `rrggbb`.
    pub(super) fill: Option<String>,
    /// The space between the line and the words, in points.
    pub(super) inset: i32,
}

/// A place that links can point at.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Bookmark {
    /// Its number in the file.
    pub(super) id: usize,
    /// Its name, as links give it.
    pub(super) name: String,
}

/// Content from data, which nobody can edit.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Control<T> {
    /// Its number in the file.
    pub(super) id: usize,
    /// Its title for readers.
    pub(super) title: String,
    /// The expression, cut to the length that Word allows.
    pub(super) tag: String,
    /// The whole expression.
    #[serde(skip)]
    pub(super) source: String,
    /// The content, as pieces or as runs.
    pub(super) content: Vec<T>,
}

/// A part of a line.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Run {
    /// Words in one look.
    Words {
        /// The words.
        text: String,
        /// Their look.
        manner: Manner,
    },
    /// A line break.
    Break,
    /// A tab.
    Tab,
    /// A number that Word counts: `PAGE`, `NUMPAGES`.
    Field {
        /// The code of the field.
        code: &'static str,
    },
    /// The mark of a footnote.
    Note {
        /// The number of the note in the file.
        id: usize,
        /// The mark, where that is not the number that Word would count.
        mark: Option<String>,
    },
    /// The mark of a footnote at the start of the footnote itself.
    NumberOfNote {
        /// The mark, where that is not the number that Word would count.
        mark: Option<String>,
    },
    /// A picture.
    Picture(Picture),
    /// A link.
    Link {
        /// The relationship to an address.
        relation: Option<String>,
        /// The bookmark of a target in the document.
        anchor: Option<String>,
        /// The words to click.
        content: Vec<Run>,
    },
    /// The content of an expression.
    Control(Control<Run>),
    /// A whole line.
    Line {
        /// Its bookmark.
        mark: Bookmark,
        /// The runs of the line.
        content: Vec<Run>,
    },
}

/// The look of words, beyond that of their paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Manner {
    /// In bold, for importance.
    pub(super) bold: bool,
    /// In italics, for stress.
    pub(super) italic: bool,
    /// Struck through.
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
    /// The relationship to its file.
    pub(super) relation: String,
    /// A description for readers who cannot see it; empty for decoration.
    pub(super) alternative: String,
    /// Its width, in English metric units.
    pub(super) width: i64,
    /// Its height, in English metric units.
    pub(super) height: i64,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    /// The identifier of its style.
    pub(super) style: String,
    /// Its caption, for readers who cannot see it.
    pub(super) title: Option<String>,
    /// A description for readers who cannot see it.
    pub(super) summary: Option<String>,
    /// Its distance from the left margin.
    pub(super) indent: i32,
    /// Its width; that of all columns together.
    pub(super) width: i32,
    /// The widths of its columns.
    pub(super) columns: Vec<i32>,
    /// Whether the first cell of each row is the header of that row.
    pub(super) row_headers: bool,
    /// Its rows, from the top, column headers included.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// Whether it has the column headers, which are repeated on every page.
    pub(super) heads: bool,
    /// Whether it stays on one page.
    pub(super) whole: bool,
    /// Its cells, from the left.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cell {
    /// Its width; that of its column.
    pub(super) width: i32,
    /// Its background and border, where they differ from the table style's.
    pub(super) frame: Option<Frame>,
    /// Its content, which ends with a paragraph.
    pub(super) pieces: Vec<Piece>,
}

impl Run {
    /// Plain words.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Words { text: text.into(), manner: Manner::default() }
    }
}

impl Paragraph {
    /// A paragraph in a style.
    pub(super) fn of(style: Option<String>, runs: Vec<Run>) -> Self {
        Self { style, runs, ..Self::default() }
    }
}
