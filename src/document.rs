//! The document in the middle of the pipeline: the content of a paper in order, with nothing of its looks.
//!
//! Every renderer and every check reads this one type, so that no two outputs can say different things. It is small
//! and plain, in the spirit of Pandoc's: blocks and inlines. Numbers and references are resolved; a `role` names what
//! a thing is, and only the house style knows how that looks.
//!
//! What is not for publication is a value in it: [`Withheld`], with its grounds. A document has two states. As
//! composed it is [`Whole`]; `withhold` makes its editions for readers, which are [`Cleared`] and can hold nothing
//! withheld. Renderers take editions only.

pub mod chart;
mod edition;
pub mod furniture;
mod inline;
mod origin;
mod walk;
pub(crate) mod widths;
mod words;

use serde::Serialize;

pub use self::chart::Chart;
pub use self::edition::{Audience, Cleared, Edition, Whole};
pub use self::inline::{
    Inline, Inlines, Link, Mark, Note, Sign, Span, Target, Text, Tone, WithheldWords,
};
pub use self::origin::DataFile;
pub(crate) use self::origin::meaning;
pub use self::walk::{Element, Node, anchors_of, each_of};
pub(crate) use self::walk::{each_of_mut, inlines};
use self::words::as_plain;
pub use self::words::plain;
pub(crate) use self::words::{is_blank, words_of};
use crate::derive::exempt::Grounds;
use crate::diag::Place;
use crate::read::date::Date;

/// A whole paper.
#[derive(Debug, Clone, Serialize)]
pub struct Document<S = Whole> {
    /// The title; templates see it as plain text.
    #[serde(serialize_with = "as_plain")]
    pub title: Inlines<S>,
    /// The language, as a BCP 47 tag such as `en-GB`.
    pub language: String,
    /// The date of the paper, from its data; never today's.
    pub date: Option<Date>,
    /// The layout of its pages.
    pub layout: Layout,
    /// The header, the footer and the marking of its pages.
    pub running: Running<S>,
    /// The content, in reading order.
    pub blocks: Vec<Block<S>>,
    /// The mark that the whole paper is not for publication; `None` where all or some of it is.
    pub closed: Option<Closed<S>>,
    /// The data files that it is made from.
    pub origins: Vec<DataFile>,
}

/// The layout of a paper's pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// The house style's layout for reports, to be read from the first line to the last.
    #[default]
    Report,
    /// Smaller type and narrow margins, for tables and drawings to look things up in.
    Close,
    /// As `Close`, on landscape pages.
    Wide,
}

/// The mark that a whole paper is not for publication.
#[derive(Debug, Clone, Serialize)]
pub struct Closed<S = Whole> {
    /// [`Whole`] in a composed document; an edition cannot have one.
    pub seal: S,
    /// The grounds, as far as the paper's own file gives them.
    pub grounds: Vec<Grounds>,
}

/// The header, the footer and the marking that a paper's pages repeat.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Running<S = Whole> {
    /// The header of every page but the first.
    pub header: Inlines<S>,
    /// The footer of every page.
    pub footer: Inlines<S>,
    /// The marking at the top edge of every page of a paper that is not for publication.
    pub marking: Option<String>,
}

/// A block of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block<S = Whole> {
    /// A heading.
    Heading(Heading<S>),
    /// A paragraph with the blocks that belong to it.
    Paragraph(Paragraph<S>),
    /// A list.
    List(List<S>),
    /// A quotation.
    Quotation(Quotation<S>),
    /// A table.
    Table(Table<S>),
    /// A picture.
    Figure(Figure<S>),
    /// A chart.
    Chart(Chart<S>),
    /// Text with its spaces and line breaks as written.
    Verbatim(Verbatim),
    /// Blocks that the house style treats as one thing, such as a box or a panel.
    Region(Region<S>),
    /// A horizontal rule.
    Rule,
    /// A page break.
    PageBreak,
    /// Blocks that are not for publication.
    Withheld(Withheld<S>),
}

/// Blocks that are not for publication.
#[derive(Debug, Clone, Serialize)]
pub struct Withheld<S = Whole> {
    /// [`Whole`] in a composed document; an edition cannot withhold anything.
    pub seal: S,
    /// The grounds for withholding them.
    pub grounds: Grounds,
    /// What the public reads in their place.
    pub told: Told,
    /// The public words of a first heading; `None` where the public only reads that it is not for publication.
    pub heading: Option<Inlines<S>>,
    /// The withheld blocks.
    pub blocks: Vec<Block<S>>,
}

/// What the public reads in place of withheld blocks. Headings and numbered paragraphs keep their numbers in any
/// case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// The statement of the Act, above what keeps its number: for a section.
    Fully,
    /// The grounds in few words, in place of the first paragraph: for a passage among others.
    Briefly,
    /// Nothing: for blocks that another part of the document tells the public about.
    Nothing,
}

/// A heading: the paper's title, or one of a section or a part.
#[derive(Debug, Clone, Serialize)]
pub struct Heading<S = Whole> {
    /// 1 for the title, 2 for sections, and so on without a gap.
    pub level: u8,
    /// Its number as printed.
    pub number: Option<String>,
    /// Its words.
    pub content: Inlines<S>,
    /// The name by which links find it.
    pub anchor: Option<String>,
    /// The place where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A paragraph; a numbered one keeps the lists, quotations and tables that belong to it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Paragraph<S = Whole> {
    /// Its number as printed, such as `4.11`.
    pub number: Option<String>,
    /// 0 for a paragraph, 1 for a sub-paragraph (6.2.1).
    pub depth: u8,
    /// Its words.
    pub content: Inlines<S>,
    /// The lists, tables and other blocks that belong to it.
    pub belongings: Vec<Block<S>>,
    /// The name by which links find it.
    pub anchor: Option<String>,
    /// The name of its look, where it is not body text.
    pub role: Option<String>,
    /// The place where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A list; its items carry their labels as printed.
#[derive(Debug, Clone, Serialize)]
pub struct List<S = Whole> {
    /// Whether the order of its items matters.
    pub ordered: bool,
    /// Its items, in the order printed.
    pub items: Vec<Item<S>>,
}

/// An item of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Item<S = Whole> {
    /// Its label as printed: `a)`, `3.`, `•`.
    pub label: String,
    /// Its content.
    pub blocks: Vec<Block<S>>,
    /// The name by which links find it.
    pub anchor: Option<String>,
}

/// A quotation, set as a block.
#[derive(Debug, Clone, Serialize)]
pub struct Quotation<S = Whole> {
    /// The words quoted.
    pub blocks: Vec<Block<S>>,
}

/// A table: data with header cells on top, or a form with a header cell in each row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table<S = Whole> {
    /// The name of its look.
    pub role: Option<String>,
    /// Its columns, from the left; every row has a cell for each.
    pub columns: Vec<Column>,
    /// The header cells of the columns; empty for a form.
    pub header: Vec<Cell<S>>,
    /// The rows below the header, from the top.
    pub rows: Vec<Vec<Cell<S>>>,
    /// Whether the first cell of each row is its header.
    pub row_headers: bool,
    /// Whether the cells of each row come in pairs: a header, then its value.
    pub pairs: bool,
    /// Whether it needs a landscape page. Only a table outside other blocks can have one.
    pub landscape: bool,
    /// The caption above it.
    pub caption: Option<Inlines<S>>,
    /// A description for readers who cannot see it, where there is no caption.
    pub summary: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Column {
    /// The alignment of its cells.
    pub align: ColumnAlign,
    /// Its share of the width, relative to the other columns; `None` for as wide as its words.
    pub share: Option<f64>,
    /// Whether it takes the remaining width, where it has no share.
    pub fills: bool,
}

/// The alignment of a column's cells.
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
pub struct Cell<S = Whole> {
    /// Its content.
    pub blocks: Vec<Block<S>>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Figure<S = Whole> {
    /// Its path inside the workspace, with a leading slash.
    pub path: String,
    /// A description for readers who cannot see it; empty for a house style's decoration.
    pub alternative: String,
    /// The caption below it.
    pub caption: Option<Inlines<S>>,
    /// Its width as a length; `None` for its own size.
    pub width: Option<String>,
    /// The place where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// Text with its spaces and line breaks as written.
#[derive(Debug, Clone, Serialize)]
pub struct Verbatim {
    /// Its lines, from the top, without line endings.
    pub lines: Vec<String>,
    /// The place where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// Blocks that the house style treats as one thing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Region<S = Whole> {
    /// The name of its look.
    pub role: String,
    /// The columns of a grid, in which its blocks are the cells, row by row; empty for no grid. A grid is not a
    /// table: only their order relates the cells.
    pub columns: Vec<Column>,
    /// Its content.
    pub blocks: Vec<Block<S>>,
}

impl<S> Block<S> {
    /// An unnumbered paragraph.
    pub fn paragraph(content: Inlines<S>) -> Self {
        Self::Paragraph(Paragraph {
            number: None,
            depth: 0,
            content,
            belongings: Vec::new(),
            anchor: None,
            role: None,
            place: None,
        })
    }
}

impl Block {
    /// Withheld blocks without public words for a heading.
    pub fn withheld(grounds: Grounds, told: Told, blocks: Vec<Self>) -> Self {
        Self::Withheld(Withheld { seal: Whole, grounds, told, heading: None, blocks })
    }
}

impl<S> Cell<S> {
    /// A cell with one paragraph.
    pub fn of(content: Inlines<S>) -> Self {
        Self { blocks: vec![Block::paragraph(content)] }
    }
}
