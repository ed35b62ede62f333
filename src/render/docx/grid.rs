//! Lays out tables: their cells, and the widths of their columns.

use minijinja::Value;
use minijinja::value::Serde;

use super::super::fit;
use super::lay::{At, Laying};
use super::looks::CellLook;
use super::piece::{Cell, Frame, Paragraph, Piece, Row, Table};
use crate::diag::Diagnostic;
use crate::document::{
    self, Block, Cleared, Column, ColumnAlign, Inline, Node, Region, each_of, plain,
};

/// The space on both sides of a cell's words, in twentieths of a point.
const PADDING: f64 = 240.0;

/// The widest lines that stay unbroken while longer ones are broken, in ems: those of names, then those of dates.
const KEPT: [f64; 2] = [11.0, 7.0];

/// The most characters of a cell whose row stays on one page.
const SHORT: usize = 600;

/// The narrowest column, in twentieths of a point.
const NARROWEST: i32 = 500;

impl Laying<'_> {
    /// Lays out a table.
    pub(super) fn table(
        &mut self,
        table: &document::Table<Cleared>,
        at: &At,
    ) -> Result<Table, Diagnostic> {
        let role = table.role.as_deref().unwrap_or("table");
        let style = self.looks.table(role);
        // A table whose words do not fit is set in smaller type before any word is broken.
        let dense = role != "dense" && !self.measured(table, role).fits(at.width);
        let role = if dense { "dense" } else { role };
        let columns = self.measured(table, role).widths(at.width);
        let mut rows = Vec::new();
        if !table.header.is_empty() {
            let mut cells = Vec::new();
            for (n, cell) in table.header.iter().enumerate() {
                let column = table.columns.get(n);
                cells.push(self.cell(cell, CellLook::Head, role, &columns, (n, column))?);
            }
            rows.push(Row { heads: true, whole: true, cells });
        }
        for row in &table.rows {
            let mut cells = Vec::new();
            for (n, cell) in row.iter().enumerate() {
                let heads = (table.row_headers && n == 0) || (table.pairs && n % 2 == 0);
                let look = if heads { CellLook::Side } else { CellLook::Text };
                cells.push(self.cell(cell, look, role, &columns, (n, table.columns.get(n)))?);
            }
            let whole = row.iter().all(|cell| lines(&cell.blocks).concat().chars().count() < SHORT);
            rows.push(Row { heads: false, whole, cells });
        }
        Ok(Table {
            style,
            title: table.caption.as_ref().map(|caption| plain(caption)),
            summary: table.summary.clone(),
            indent: at.left,
            width: columns.iter().sum(),
            columns,
            row_headers: table.row_headers || table.pairs,
            rows,
        })
    }

    /// Lays out one cell.
    fn cell(
        &mut self,
        cell: &document::Cell<Cleared>,
        look: CellLook,
        role: &str,
        columns: &[i32],
        (n, column): (usize, Option<&Column>),
    ) -> Result<Cell, Diagnostic> {
        let width = columns.get(n).copied().unwrap_or(NARROWEST);
        let at = At {
            style: Some(self.looks.cell(role, look)),
            align: match column.map(|column| column.align) {
                Some(ColumnAlign::Centre) => Some("center"),
                Some(ColumnAlign::Right) => Some("right"),
                _ => None,
            },
            ..At::text(width - 200)
        };
        let frame = (look == CellLook::Side).then(|| self.looks.side_fill(role)).flatten();
        Ok(Cell { width, frame, pieces: self.cell_pieces(&cell.blocks, &at)? })
    }

    /// The content of a cell, which must end with a paragraph.
    fn cell_pieces(
        &mut self,
        blocks: &[Block<Cleared>],
        at: &At,
    ) -> Result<Vec<Piece>, Diagnostic> {
        let mut pieces = self.blocks(blocks, at)?;
        if !matches!(pieces.last(), Some(Piece::Paragraph(_))) {
            pieces.push(Piece::Paragraph(Paragraph::of(at.style.clone(), Vec::new())));
        }
        Ok(pieces)
    }

    /// Lays out the cells of a grid, which only their order relates.
    pub(super) fn grid(&mut self, region: &Region<Cleared>, at: &At) -> Result<Table, Diagnostic> {
        let shares: Vec<f64> =
            region.columns.iter().map(|column| column.share.unwrap_or(1.0)).collect();
        let columns = shared(at.width, &shares);
        let mut rows = Vec::new();
        for entries in region.blocks.chunks(columns.len().max(1)) {
            let mut cells = Vec::new();
            for (n, entry) in entries.iter().enumerate() {
                let width = columns[n];
                let (role, blocks) = match entry {
                    Block::Region(cell) => (cell.role.as_str(), &cell.blocks[..]),
                    other => ("", std::slice::from_ref(other)),
                };
                let style = self.looks.role(role).unwrap_or_else(|| "TableText".to_owned());
                let at = At { style: Some(style), ..At::text(width - 200) };
                let pieces = self.cell_pieces(blocks, &at)?;
                cells.push(Cell { width, frame: self.looks.frame(role), pieces });
            }
            rows.push(Row { heads: false, whole: false, cells });
        }
        Ok(bare(columns, at, rows))
    }

    /// A table of one cell, as a frame around more than paragraphs.
    pub(super) fn framed(
        &mut self,
        blocks: &[Block<Cleared>],
        frame: Frame,
        at: &At,
    ) -> Result<Table, Diagnostic> {
        let inside = At { style: at.style.clone(), ..At::text(at.width - 200) };
        let pieces = self.cell_pieces(blocks, &inside)?;
        let cell = Cell { width: at.width, frame: Some(frame), pieces };
        Ok(bare(vec![at.width], at, vec![Row { heads: false, whole: false, cells: vec![cell] }]))
    }

    /// The widths that the columns of a table need in the type of a role.
    fn measured(&self, table: &document::Table<Cleared>, role: &str) -> Measured {
        let count = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
        let size = self.looks.cell_size(role) * 20.0;
        let mut measured = Measured { size, shares: vec![], least: vec![], most: vec![] };
        let best = fit::shares(&Value::from(Serde(table)));
        for n in 0..count {
            let cells = table.header.iter().skip(n).take(1);
            let cells = cells.chain(table.rows.iter().filter_map(|row| row.get(n)));
            let (mut word, mut line) = (0.0_f64, 0.0_f64);
            for own in cells.flat_map(|cell| lines(&cell.blocks)) {
                word = own.split(' ').map(breadth).fold(word, f64::max);
                line = line.max(breadth(&own));
            }
            let filling = |column: &Column| column.fills.then(|| best.get(n).copied()).flatten();
            measured.shares.push(table.columns.get(n).and_then(|own| own.share.or(filling(own))));
            measured.least.push(word * size + PADDING);
            measured.most.push(line * size + PADDING);
        }
        measured
    }
}

/// The widths that the columns of a table need, in twentieths of a point.
struct Measured {
    /// The font size.
    size: f64,
    /// The shares that the house style gives.
    shares: Vec<Option<f64>>,
    /// The widths of the longest words.
    least: Vec<f64>,
    /// The widths of the longest lines.
    most: Vec<f64>,
}

impl Measured {
    /// Whether the table fits a width without broken words.
    fn fits(&self, room: i32) -> bool {
        self.least.iter().sum::<f64>() <= f64::from(room)
    }

    /// The widths of the columns in a table of this width. Columns without a share are as wide as their words where
    /// the others leave that much; the others divide the rest by their shares, and get at least a third of the width
    /// if they need it.
    fn widths(&self, room: i32) -> Vec<i32> {
        let room = f64::from(room);
        let pick = |all: &[f64], shared: bool| -> Vec<f64> {
            let of = all.iter().zip(&self.shares);
            of.filter(|(_, share)| share.is_some() == shared).map(|(width, _)| *width).collect()
        };
        let sum = |all: &[f64], shared| pick(all, shared).iter().sum::<f64>();
        let needed = sum(&self.least, true).max(sum(&self.most, true).min(room / 3.0));
        let limit = sum(&self.least, false).max(room - needed);
        let own = fitted(limit, self.size, &pick(&self.least, false), &pick(&self.most, false));
        let mut shared =
            with_least(room - own.iter().sum::<f64>(), &self.shares, &self.least).into_iter();
        let mut own = own.into_iter();
        let width = |share: &Option<f64>| match share {
            Some(_) => shared.next().unwrap_or_default(),
            None => own.next().unwrap_or_default(),
        };
        let widths: Vec<f64> = self.shares.iter().map(width).collect();
        let all: f64 = widths.iter().sum();
        let fitting = if all > room { room / all } else { 1.0 };
        widths.into_iter().map(|width| whole(width * fitting)).collect()
    }
}

/// The estimated width of bold text, in ems.
fn breadth(words: &str) -> f64 {
    let wide = |next: char| match next {
        ' ' | '\u{A0}' | '.' | ',' | ':' | ';' | '!' | '\'' | '’' | '|' | 'i' | 'j' | 'l' => 0.31,
        '(' | ')' | '-' | 'f' | 'r' | 't' | 'I' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 0.95,
        next if next.is_uppercase() => 0.74,
        _ => 0.6,
    };
    words.chars().map(wide).sum()
}

/// A width divided by shares, with none below its column's minimum while others have more.
fn with_least(room: f64, shares: &[Option<f64>], least: &[f64]) -> Vec<f64> {
    let of: Vec<(f64, f64)> =
        shares.iter().zip(least).filter_map(|(share, least)| Some(((*share)?, *least))).collect();
    let mut narrow = vec![false; of.len()];
    for _ in &of {
        let taken: f64 =
            of.iter().zip(&narrow).filter(|(_, narrow)| **narrow).map(|(of, _)| of.1).sum();
        let open: f64 =
            of.iter().zip(&narrow).filter(|(_, narrow)| !**narrow).map(|(of, _)| of.0).sum();
        let width = |share: f64| share / open.max(f64::MIN_POSITIVE) * (room - taken);
        let found = (0..of.len()).find(|n| !narrow[*n] && width(of[*n].0) < of[*n].1);
        match found.filter(|_| taken < room) {
            Some(n) => narrow[n] = true,
            None => {
                let widths = of.iter().zip(&narrow);
                return widths
                    .map(|(of, narrow)| if *narrow { of.1 } else { width(of.0) })
                    .collect();
            }
        }
    }
    let all: f64 = of.iter().map(|of| of.1).sum::<f64>().max(f64::MIN_POSITIVE);
    of.iter().map(|of| of.1 / all * room).collect()
}

/// Widths between `least` and `most` that fit: short columns keep their longest line, and the others are wider for
/// longer text, but not in proportion.
fn fitted(room: f64, size: f64, least: &[f64], most: &[f64]) -> Vec<f64> {
    let (narrow, wide): (f64, f64) = (least.iter().sum(), most.iter().sum());
    if wide <= room {
        return most.to_vec();
    }
    if narrow >= room {
        return least.iter().map(|least| least / narrow * room).collect();
    }
    let all = || least.iter().zip(most);
    let kept = |whole: f64| -> Vec<f64> {
        all().map(|(least, most)| if *most <= whole * size { *most } else { *least }).collect()
    };
    let fits = |widths: &Vec<f64>| widths.iter().sum::<f64>() <= room;
    let widths = KEPT.into_iter().map(kept).find(fits).unwrap_or_else(|| least.to_vec());
    let left = room - widths.iter().sum::<f64>();
    let wishes: Vec<f64> =
        widths.iter().zip(most).map(|(width, most)| (most - width).max(0.0).sqrt()).collect();
    let all: f64 = wishes.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    widths.iter().zip(&wishes).map(|(width, wish)| width + wish / all * left).collect()
}

/// A table without lines.
fn bare(columns: Vec<i32>, at: &At, rows: Vec<Row>) -> Table {
    Table {
        style: "GridBare".to_owned(),
        title: None,
        summary: None,
        indent: at.left,
        width: columns.iter().sum(),
        columns,
        row_headers: false,
        rows,
    }
}

/// A width divided by shares.
fn shared(room: i32, shares: &[f64]) -> Vec<i32> {
    let all: f64 = shares.iter().sum();
    let all = if all > 0.0 { all } else { 1.0 };
    shares.iter().map(|share| whole(share / all * f64::from(room)).max(NARROWEST)).collect()
}

/// A width as an integer.
#[expect(clippy::cast_possible_truncation, reason = "no column is wider than a page")]
fn whole(width: f64) -> i32 {
    width.round() as i32
}

/// The lines of a cell, as far as it ends them itself. A mark counts as two letters.
fn lines(blocks: &[Block<Cleared>]) -> Vec<String> {
    let mut lines = vec![String::new()];
    each_of(blocks, &mut |node| match (node, lines.last_mut()) {
        (Node::Inline(Inline::Text(text) | Inline::Code(text)), Some(line)) => {
            line.push_str(&text.text);
        }
        (Node::Inline(Inline::Mark(_)), Some(line)) => line.push_str("oo\u{A0}"),
        (Node::Item(_), _) => lines.push("oo\u{A0}".to_owned()),
        (Node::Block(_) | Node::Inline(Inline::Break), _) => lines.push(String::new()),
        (Node::Inline(_), _) => {}
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_room_for_their_words_and_fill_no_more_than_the_page() {
        let measured = |shares: &[Option<f64>], least: &[f64], most: &[f64]| Measured {
            size: 220.0,
            shares: shares.to_vec(),
            least: least.to_vec(),
            most: most.to_vec(),
        };
        // Short columns are as wide as their lines; a long one gets the rest.
        let table = measured(&[None; 3], &[400.0, 900.0, 800.0], &[600.0, 90_000.0, 1_500.0]);
        assert!(table.fits(9_000));
        assert_eq!(table.widths(9_000), [600, 6_900, 1_500]);
        assert_eq!(table.widths(200_000), [600, 90_000, 1_500]);
        // Shares hold, except for a column that needs more.
        let table =
            measured(&[Some(8.0), Some(1.0), Some(1.0)], &[500.0, 1_500.0, 500.0], &[9e3; 3]);
        assert_eq!(table.widths(9_000), [6_667, 1_500, 833]);
        // Where words do not fit, each column gets no more than its part.
        let table = measured(&[None, Some(1.0)], &[9_000.0, 3_000.0], &[9_000.0, 3_000.0]);
        assert!(!table.fits(6_000));
        assert!(table.widths(6_000).iter().sum::<i32>() <= 6_000);
    }
}
