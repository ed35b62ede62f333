//! The document in the middle: what a paper says, in order, with nothing of how it looks.
//!
//! Every renderer and every check reads this one type, so that no two outputs can say different
//! things. It is small and plain, in the spirit of Pandoc's: blocks and inlines. Numbers and references
//! are resolved; `role` names what a thing is to the house style, which alone knows how that looks.
//!
//! What is not for publication is a value in it: [`Withheld`], with its grounds. A document comes in two states.
//! As composed it is [`Whole`]; `withhold` makes of it the editions for its readers, which are
//! [`Cleared`], and in which nothing can be withheld. Renderers take editions alone.

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
pub use self::inline::{Inline, Inlines, Link, Mark, Note, Span, Target, Text, WithheldWords};
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
    /// The date of the paper, from its data; never the clock's.
    pub date: Option<Date>,
    /// How its pages are laid out.
    pub layout: Layout,
    /// What repeats on each page.
    pub running: Running<S>,
    /// What it says.
    pub blocks: Vec<Block<S>>,
    /// Why no part of it is for publication, if none is.
    pub closed: Option<Closed<S>>,
    /// The files of data that it is made from.
    pub origins: Vec<DataFile>,
}

/// How the pages of a paper are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// As the house style has its reports: for reading from the first line to the last.
    #[default]
    Report,
    /// Close, in smaller type and with narrow margins: for tables and drawings that are looked up.
    Close,
    /// The same on pages that are wider than high.
    Wide,
}

/// That a whole paper is not for publication.
#[derive(Debug, Clone, Serialize)]
pub struct Closed<S = Whole> {
    /// Lets only a composed document be closed: an edition of it is not.
    pub seal: S,
    /// Why, as far as its own file says so.
    pub grounds: Vec<Grounds>,
}

/// What repeats on each page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Running<S = Whole> {
    /// At the head of every page but the first.
    pub header: Inlines<S>,
    /// At the foot of every page.
    pub footer: Inlines<S>,
    /// At the top edge of every page, where the paper is not for publication.
    pub marking: Option<String>,
}

/// A block of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block<S = Whole> {
    /// A heading.
    Heading(Heading<S>),
    /// A paragraph, and what belongs to it.
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
    /// Text in which every space and line counts.
    Verbatim(Verbatim),
    /// A part of the paper that the house style treats as one thing, such as a box or a panel.
    Region(Region<S>),
    /// A rule across the page.
    Rule,
    /// A new page.
    PageBreak,
    /// Blocks that are not for publication.
    Withheld(Withheld<S>),
}

/// Blocks that are not for publication.
#[derive(Debug, Clone, Serialize)]
pub struct Withheld<S = Whole> {
    /// Lets only a composed document withhold anything.
    pub seal: S,
    /// Why.
    pub grounds: Grounds,
    /// What the public is told in their place.
    pub told: Told,
    /// What the public reads in place of the words of a heading that is the first of them; where `None`, only that it
    /// is not for publication.
    pub heading: Option<Inlines<S>>,
    /// What is withheld.
    pub blocks: Vec<Block<S>>,
}

/// What the public is told in place of blocks. Headings and numbered paragraphs keep their numbers in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// A sentence in the words of the Act, before what keeps its number: for a section.
    Fully,
    /// The grounds in few words, where the first paragraph stood: for a passage among others.
    Briefly,
    /// Nothing: for what another part of the document tells the public of already.
    Nothing,
}

/// A heading.
#[derive(Debug, Clone, Serialize)]
pub struct Heading<S = Whole> {
    /// 1 for the title, 2 for sections, and so on without a gap.
    pub level: u8,
    /// Its number, as it is printed.
    pub number: Option<String>,
    /// Its wording.
    pub content: Inlines<S>,
    /// The name that links lead to.
    pub anchor: Option<String>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A paragraph; a numbered one keeps the lists, quotations and tables that belong to it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Paragraph<S = Whole> {
    /// Its number, as it is printed, such as `4.11`.
    pub number: Option<String>,
    /// 0 for a paragraph of a section, 1 for one below such a paragraph (6.2.1).
    pub depth: u8,
    /// Its words.
    pub content: Inlines<S>,
    /// What belongs to it.
    pub belongings: Vec<Block<S>>,
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
pub struct List<S = Whole> {
    /// Whether its items are in an order that matters.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<Item<S>>,
}

/// An item of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Item<S = Whole> {
    /// Its label as it is printed: `a)`, `3.`, `•`.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block<S>>,
    /// The name that links lead to.
    pub anchor: Option<String>,
}

/// A quotation.
#[derive(Debug, Clone, Serialize)]
pub struct Quotation<S = Whole> {
    /// The words quoted.
    pub blocks: Vec<Block<S>>,
}

/// A table: of data with header cells above, or a form with a header cell in each row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table<S = Whole> {
    /// What it is to the house style.
    pub role: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The header cells of the columns; empty for a form.
    pub header: Vec<Cell<S>>,
    /// Its rows.
    pub rows: Vec<Vec<Cell<S>>>,
    /// Whether the first cell of each row is the header of that row.
    pub row_headers: bool,
    /// Whether the cells of each row come in pairs: the header of a value, then the value.
    pub pairs: bool,
    /// Whether it is so wide that it needs a page on its side. Only a table that stands by itself can have one.
    pub landscape: bool,
    /// What it shows, above it.
    pub caption: Option<Inlines<S>>,
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
    /// Whether it takes the room that no words need, where it has no share.
    pub fills: bool,
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
pub struct Cell<S = Whole> {
    /// What it says.
    pub blocks: Vec<Block<S>>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Figure<S = Whole> {
    /// Where the picture is, inside the workspace, with a leading slash.
    pub path: String,
    /// What it shows, for those who cannot see it; empty for a house style's decoration.
    pub alternative: String,
    /// What stands below it.
    pub caption: Option<Inlines<S>>,
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
pub struct Region<S = Whole> {
    /// The name of its look.
    pub role: String,
    /// Where there are any, its blocks are the cells of a grid, row by row in these columns. Nothing but their order
    /// relates them: a grid is no table.
    pub columns: Vec<Column>,
    /// What is in it.
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
    /// Blocks that are not for publication.
    pub fn withheld(grounds: Grounds, told: Told, blocks: Vec<Self>) -> Self {
        Self::Withheld(Withheld { seal: Whole, grounds, told, heading: None, blocks })
    }
}

impl<S> Cell<S> {
    /// A cell of one paragraph.
    pub fn of(content: Inlines<S>) -> Self {
        Self { blocks: vec![Block::paragraph(content)] }
    }
}
