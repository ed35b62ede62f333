//! Makes the small pieces that blocks of data are built from.

use crate::compose::seal::{BRIEFLY, UNSAID};
use crate::document::{
    Block, Cell, Column, ColumnAlign, Inline, Inlines, Item, Link, List, Mark, Paragraph, Region,
    Sign, Span, Table, Target, Tone,
};
use crate::model::plan::Status;
use crate::model::scale::Level;
use crate::model::sign::Shape;
use crate::model::style::Colour;
use crate::read::Line;
use crate::read::record::Choice;

/// Words as inlines.
pub(in crate::compose) fn words(text: impl Into<String>) -> Inlines {
    vec![Inline::text(text, None)]
}

/// A line as its author wrote it, with its place.
pub(in crate::compose) fn written(line: &Line) -> Inlines {
    vec![Inline::text(line.value.clone(), line.place)]
}

/// A cell of words.
pub(in crate::compose) fn cell(text: impl Into<String>) -> Cell {
    Cell::of(words(text))
}

/// A cell of words; a dash for `None`.
pub(in crate::compose) fn cell_or_dash(text: Option<impl Into<String>>) -> Cell {
    text.map_or_else(|| cell("–"), cell)
}

/// A cell with one paragraph; a dash where it is empty.
pub(in crate::compose) fn cell_or_dash_of(content: Inlines) -> Cell {
    if content.is_empty() { cell("–") } else { Cell::of(content) }
}

/// A cell of several lines, each a paragraph; a dash where there are none.
pub(in crate::compose) fn cell_of_lines(lines: impl IntoIterator<Item = Inlines>) -> Cell {
    let blocks: Vec<_> = lines.into_iter().map(Block::paragraph).collect();
    if blocks.is_empty() { cell("–") } else { Cell { blocks } }
}

/// Several sentences as one paragraph.
pub(in crate::compose) fn run_on(sentences: impl IntoIterator<Item = Inlines>) -> Inlines {
    let mut all = Inlines::new();
    for sentence in sentences {
        if !all.is_empty() {
            all.push(Inline::text(" ", None));
        }
        all.extend(sentence);
    }
    all
}

/// Words with a mark before them.
pub(in crate::compose) fn marked(mark: impl Into<Sign>, text: impl Into<String>) -> Inline {
    Inline::Mark(Mark { mark: mark.into(), content: words(text) })
}

impl From<Status> for Sign {
    fn from(status: Status) -> Self {
        Self { shape: status.word().into(), tone: None }
    }
}

/// The mark of a level.
impl From<&Level> for Sign {
    fn from(level: &Level) -> Self {
        (level.shape(), level.colour.as_ref()).into()
    }
}

/// A shape, and a colour where it has one of its own.
impl From<(Shape, Option<&Colour>)> for Sign {
    fn from((shape, colour): (Shape, Option<&Colour>)) -> Self {
        let tone = colour.map(|colour| Tone {
            fill: colour.as_str().to_owned(),
            ink: colour.rgb().ink().to_string(),
        });
        Self { shape: shape.word().into(), tone }
    }
}

/// Words in bold.
pub(in crate::compose) fn strong(text: impl Into<String>) -> Inline {
    Inline::Strong(Span { content: words(text) })
}

/// Words, linked where there is an address.
pub(in crate::compose) fn linked(text: &str, url: Option<&String>) -> Inline {
    match url {
        Some(url) => Inline::Link(Link {
            target: Target::Url(url.clone()),
            content: words(text),
            place: None,
        }),
        None => Inline::text(text, None),
    }
}

/// A column as wide as its words.
pub(in crate::compose) fn narrow() -> Column {
    Column::default()
}

/// A column of numbers, aligned to the right.
pub(in crate::compose) fn number() -> Column {
    Column { align: ColumnAlign::Right, ..Column::default() }
}

/// A column that takes the remaining width too.
pub(in crate::compose) fn filling() -> Column {
    Column { fills: true, ..Column::default() }
}

/// The number of columns from which a table is printed in smaller type.
const MANY: usize = 6;

/// A table with header cells above and a header cell in each row.
pub(in crate::compose) fn table(
    caption: impl Into<String>,
    columns: Vec<(String, Column)>,
    rows: Vec<Vec<Cell>>,
) -> Block {
    let role = (columns.len() >= MANY).then(|| "dense".to_owned());
    let (header, columns) = columns.into_iter().map(|(name, column)| (cell(name), column)).unzip();
    Block::Table(Table {
        role,
        columns,
        header,
        rows,
        row_headers: true,
        caption: Some(words(caption)),
        summary: None,
        ..Table::default()
    })
}

/// A table without header cells in its rows, for one whose first column is a day that rows share.
pub(in crate::compose) fn table_by_day(
    caption: impl Into<String>,
    columns: Vec<(String, Column)>,
    rows: Vec<Vec<Cell>>,
) -> Block {
    let mut made = table(caption, columns, rows);
    if let Block::Table(table) = &mut made {
        table.row_headers = false;
    }
    made
}

/// A form: each row has a label and a value.
pub(in crate::compose) fn form(rows: Vec<(String, Cell)>) -> Block {
    let rows = rows.into_iter().map(|(label, value)| vec![cell(label), value]).collect();
    Block::Table(Table {
        role: Some("form".into()),
        columns: vec![narrow(), filling()],
        rows,
        row_headers: true,
        ..Table::default()
    })
}

/// A note for the reader before a table or chart. It belongs to what it follows and has no number.
pub(in crate::compose) fn note(content: Inlines) -> Block {
    Block::Paragraph(Paragraph { content, role: Some("note".into()), ..Paragraph::default() })
}

/// Blocks about withheld records, in place of which the public reads that something is withheld.
pub(in crate::compose) fn briefly(blocks: Vec<Block>) -> Block {
    Block::Region(Region { role: BRIEFLY.into(), columns: Vec::new(), blocks })
}

/// Blocks about withheld records of which the public reads nothing, not even that they are there.
pub(in crate::compose) fn unsaid(blocks: Vec<Block>) -> Block {
    Block::Region(Region { role: UNSAID.into(), columns: Vec::new(), blocks })
}

/// A list of bullets.
pub(in crate::compose) fn bullets(bullet: &str, items: impl IntoIterator<Item = Inlines>) -> Block {
    let item = |content| Item {
        label: bullet.to_owned(),
        blocks: vec![Block::paragraph(content)],
        anchor: None,
    };
    Block::List(List { ordered: false, items: items.into_iter().map(item).collect() })
}
