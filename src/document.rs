//! The document in the middle: what a paper says, in order, with nothing of how it looks.
//!
//! Every renderer and every check reads this one type, so that no two outputs can say different
//! things. It is small and plain, in the spirit of Pandoc's: blocks and inlines. Numbers and references
//! are resolved; `role` names what a thing is to the house style, which alone knows how that looks.

pub mod chart;
mod walk;

use serde::Serialize;

pub use self::chart::Chart;

use crate::diag::Place;
use crate::read::date::Date;

pub use self::walk::Element;

/// A whole paper.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// The title, as plain text.
    pub title: String,
    /// The language, as a BCP 47 tag such as `en-GB`.
    pub language: String,
    /// The date of the paper, from its data; never the clock's.
    pub date: Option<Date>,
    /// What repeats on each page.
    pub running: Running,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What repeats on each page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Running {
    /// At the head of every page but the first.
    pub header: Inlines,
    /// At the foot of every page.
    pub footer: Inlines,
    /// At the top edge of every page, where the paper is not for publication.
    pub marking: Option<String>,
}

/// A block of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph, and what belongs to it.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A quotation.
    Quotation(Quotation),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// A chart.
    Chart(Chart),
    /// Text in which every space and line counts.
    Verbatim(Verbatim),
    /// A part of the paper that the house style treats as one thing, such as a box or a panel.
    Region(Region),
    /// A rule across the page.
    Rule,
    /// A new page.
    PageBreak,
}

/// A heading.
#[derive(Debug, Clone, Serialize)]
pub struct Heading {
    /// 1 for the title, 2 for sections, and so on without a gap.
    pub level: u8,
    /// Its number, as it is printed.
    pub number: Option<String>,
    /// Its wording.
    pub content: Inlines,
    /// The name that links lead to.
    pub anchor: Option<String>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A paragraph; a numbered one keeps the lists, quotations and tables that belong to it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Paragraph {
    /// Its number, as it is printed, such as `4.11`.
    pub number: Option<String>,
    /// 0 for a paragraph of a section, 1 for one below such a paragraph (6.2.1).
    pub depth: u8,
    /// Its words.
    pub content: Inlines,
    /// What belongs to it.
    pub belongings: Vec<Block>,
    /// The name that links lead to.
    pub anchor: Option<String>,
    /// What it is to the house style, where it is not body text.
    pub role: Option<String>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A list.
#[derive(Debug, Clone, Serialize)]
pub struct List {
    /// Whether its items are in an order that matters.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// Its label as it is printed: `a)`, `3.`, `•`.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The name that links lead to.
    pub anchor: Option<String>,
}

/// A quotation.
#[derive(Debug, Clone, Serialize)]
pub struct Quotation {
    /// The words quoted.
    pub blocks: Vec<Block>,
}

/// A table: of data with header cells above, or a form with a header cell in each row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// What it is to the house style.
    pub role: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The header cells of the columns; empty for a form.
    pub header: Vec<Cell>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of each row is the header of that row.
    pub row_headers: bool,
    /// Whether the cells of each row come in pairs: the header of a value, then the value.
    pub pairs: bool,
    /// Whether it is so wide that it needs a page on its side. Only a table that stands by itself can have one.
    pub landscape: bool,
    /// What it shows, above it.
    pub caption: Option<Inlines>,
    /// What it shows, for those who cannot see it, where there is no caption.
    pub summary: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Column {
    /// Which way its cells are set.
    pub align: ColumnAlign,
    /// Its share of the width, against those of the other columns; as wide as its words where `None`.
    pub share: Option<f64>,
}

/// Which way the cells of a column are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnAlign {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right, as numbers are.
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Where the picture is, inside the workspace, with a leading slash.
    pub path: String,
    /// What it shows, for those who cannot see it; empty for a house style's decoration.
    pub alternative: String,
    /// What stands below it.
    pub caption: Option<Inlines>,
    /// How wide it is, as a length, where that is not as it comes.
    pub width: Option<String>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// Text in which every space and line counts.
#[derive(Debug, Clone, Serialize)]
pub struct Verbatim {
    /// Its lines.
    pub lines: Vec<String>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A part of the paper that the house style treats as one thing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Region {
    /// The name of its look.
    pub role: String,
    /// Where there are any, its blocks are the cells of a grid, row by row in these columns. Nothing but their order
    /// relates them: a grid is no table.
    pub columns: Vec<Column>,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A run of inlines.
pub type Inlines = Vec<Inline>;

/// A part of a line.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Words.
    Text(Text),
    /// Code: words in a typewriter face.
    Code(Text),
    /// Words that are important.
    Strong(Span),
    /// Words that are stressed.
    Emphasis(Span),
    /// Words that no longer hold.
    Struck(Span),
    /// Words with a drawn mark before them.
    Mark(Mark),
    /// A link.
    Link(Link),
    /// A footnote.
    Note(Note),
    /// A new line inside a paragraph.
    Break,
}

/// Words, and where they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The words, exactly as a reader gets them.
    pub text: String,
    /// Where they were written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// Inlines under one emphasis.
#[derive(Debug, Clone, Serialize)]
pub struct Span {
    /// What is emphasized.
    pub content: Inlines,
}

/// Words with a drawn mark before them, such as a status. The mark repeats the words for the eye, in a shape that
/// needs no colour; who cannot see it misses nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// The name of the mark: `complete`, `on-track`, `not-started`, `at-risk` or `behind`.
    pub mark: String,
    /// The words.
    pub content: Inlines,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// The words to follow.
    pub content: Inlines,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// To an address.
    Url(String),
    /// To an anchor in this document.
    Anchor(String),
    /// To a PDF beside this file, or to a page of it: `meeting-pack.pdf#page=9`. The program makes these, for HTML
    /// alone.
    Beside(String),
}

/// A footnote.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Inline {
    /// Words that were written at a place.
    pub fn text(text: impl Into<String>, place: impl Into<Option<Place>>) -> Self {
        Self::Text(Text { text: text.into(), place: place.into() })
    }

    /// Important words that the program made.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong(Span { content: vec![Self::text(text, None)] })
    }
}

impl Block {
    /// An unnumbered paragraph.
    pub fn paragraph(content: Inlines) -> Self {
        Self::Paragraph(Paragraph { content, ..Paragraph::default() })
    }
}

impl Cell {
    /// A cell of one paragraph.
    pub fn of(content: Inlines) -> Self {
        Self { blocks: vec![Block::paragraph(content)] }
    }
}

/// The words of inlines, without emphasis, links or notes.
pub fn plain(inlines: &[Inline]) -> String {
    let mut words = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(&text.text),
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                words.push_str(&plain(&span.content));
            }
            Inline::Link(link) => words.push_str(&plain(&link.content)),
            Inline::Mark(mark) => words.push_str(&plain(&mark.content)),
            Inline::Break => words.push(' '),
            Inline::Note(_) => {}
        }
    }
    words
}
